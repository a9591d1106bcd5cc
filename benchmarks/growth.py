"""Cost a page from short to long files, and the most memory that a long one takes."""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.documents import docx_floor, long_docx, long_pdf, pdf_floor
from benchmarks.measure import Options, table
from benchmarks.whole_path import redact_timed, warm_up

__all__ = ["run"]

_PAGES = (20, 100, 500, 2000)
_MEMORY_PAGES = 3000


def run(options: Options) -> None:
    """Print seconds a page by length, then the peak memory of each step."""
    warm_up()
    _pages(options)
    _memory(options)


def _pages(options: Options) -> None:
    rows = []
    base: dict[str, float] = {}
    outcomes: set[str] = set()
    for pages in (2, 4) if options.quick else _PAGES:
        cells = [str(pages)]
        for suffix, build in ((".pdf", long_pdf), (".docx", long_docx)):
            with tempfile.TemporaryDirectory() as name:
                path = build(Path(name) / f"x{suffix}", seed=pages, pages=pages, hits=2)
                spent, outcome = redact_timed(path)
            each = spent["whole"] / pages
            base.setdefault(suffix, each)
            cells += [f"{each * 1000:.1f}", f"{each / base[suffix]:.2f}"]
            outcomes.add(outcome)
        rows.append(cells)
    heads = ("pages", "PDF ms/page", "ratio", "docx ms/page", "ratio")
    words = ", ".join(sorted(outcomes))
    table(f"Cost a page, 2 hits a page, ratio to the shortest: {words}", heads, rows)


def _memory(options: Options) -> None:
    """Each step in a process of its own; ``idle`` has loaded rules and models."""
    pages = 20 if options.quick else _MEMORY_PAGES
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for suffix, build in ((".pdf", long_pdf), (".docx", long_docx)):
            path = build(Path(name) / f"long{suffix}", seed=5, pages=pages, hits=2)
            size = path.stat().st_size / 1e6
            peaks = [_peak(step, path) for step in ("idle", "floor", "redact")]
            rows.append((f"{suffix} ({size:.1f} MB)", *(f"{p:.0f}" for p in peaks)))
    table(
        f"Peak memory in MB, {pages} pages, 2 hits a page",
        ("file", "idle", "floor", "redact"),
        rows,
    )


def _peak(step: str, path: Path) -> float:
    command = [sys.executable, "-m", "benchmarks.growth", step, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1]) / 1024


def _child(step: str, path: Path) -> None:
    """Do one step and print the most memory that this process had, in KiB (Linux)."""
    with tempfile.TemporaryDirectory() as name:
        if step == "floor":
            floor = pdf_floor if path.suffix == ".pdf" else docx_floor
            floor(path, Path(name) / "floor")
        else:
            warm_up()
        if step == "redact":
            redact_timed(path)
    # not ru_maxrss: it survives exec, so a child would report its parent's peak
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(status.split("VmHWM:")[1].split()[0])


if __name__ == "__main__":
    _child(sys.argv[1], Path(sys.argv[2]))
