"""The whole path over long files, stage by stage, against the floor of its format.

Another document in every round, so that no cache of the round before helps. The models
are loaded before. ``detect again`` lies inside ``verify``.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.documents import (
    docx_floor,
    long_docx,
    long_pdf,
    long_roll,
    pdf_floor,
)
from benchmarks.measure import Options, Stopwatch, median, seconds, table
from redactor import pipeline, release
from redactor.detection.engine import Detector, get_detector
from redactor.formats.protocol import Document
from redactor.results import RedactRequest, Status
from redactor.settings import Settings

__all__ = ["redact_timed", "run", "warm_up"]

_STAGES = ("read", "detect", "write", "verify", "detect again")
_SUMS = ("read + write", "all but detection")


def warm_up() -> None:
    """Load rules and models, which are paid once a process."""
    get_detector(Settings().detection).analyze_texts(["申请人张三，电话13800000000。"])


def _document_class(path: Path) -> type[Document]:
    from redactor.formats.registry import open_document

    with open_document(path) as document:
        return type(document)


def redact_timed(path: Path) -> tuple[dict[str, float], str]:
    """Redact a file and return seconds by stage, and what became of it.

    The stages and ``whole`` are CPU time, ``wall`` is time of the clock on the wall.
    """
    watch = Stopwatch()
    kind = _document_class(path)
    targets = (
        ("read", pipeline, "open_document"),
        ("read", kind, "units"),
        ("read", kind, "hazards"),
        ("detect", Detector, "analyze"),
        ("write", kind, "write"),
        ("verify", release, "verify"),
        ("detect again", Detector, "analyze_texts"),
        ("whole", pipeline, "redact"),
    )
    with tempfile.TemporaryDirectory() as name:
        target = Path(name) / f"copy{path.suffix}"
        request = RedactRequest(path, target, Path(name) / "ledger.jsonl")
        with watch.watch(*targets):
            result = pipeline.redact(request)
    spent = {**watch.seconds, "wall": result.seconds}
    outcome = result.status.value
    if result.status is not Status.RELEASED:
        outcome += f" ({result.code})"
    writes = watch.calls.get("write", 0)
    return spent, outcome if writes == 1 else f"{outcome}, {writes} rounds"


@dataclass(frozen=True, slots=True)
class _Case:
    """One kind of document."""

    title: str
    suffix: str
    build: Callable[..., Path]
    floor: Callable[[Path, Path], None]
    pages: int
    every: int = 1


_CASES = (
    _Case("PDF, {} pages, 10 hits a page", ".pdf", long_pdf, pdf_floor, 200),
    _Case("PDF, {} pages, hits on 1 in 20", ".pdf", long_pdf, pdf_floor, 200, 20),
    _Case("docx, {} pages, 10 hits a page", ".docx", long_docx, docx_floor, 300),
    _Case("docx, {} pages, hits on 1 in 20", ".docx", long_docx, docx_floor, 300, 20),
    _Case("docx, table of {} rows and 8 columns", ".docx", long_roll, docx_floor, 5000),
)


def run(options: Options) -> None:
    """Print a table for each kind of document."""
    warm_up()
    for case in _CASES:
        rounds = [_measured(case, options, number) for number in range(options.rounds)]
        title = case.title.format(_length(case, options))
        _show(title, [spent for spent, _ in rounds], {word for _, word in rounds})


def _length(case: _Case, options: Options) -> int:
    return max(2, case.pages // 40) if options.quick else case.pages


def _measured(case: _Case, options: Options, seed: int) -> tuple[dict[str, float], str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / f"document{case.suffix}"
        case.build(path, seed=seed + 1, pages=_length(case, options), every=case.every)
        least = min(
            seconds(lambda: case.floor(path, folder / "floor")) for _ in range(2)
        )
        spent, outcome = redact_timed(path)
    work = spent["read"] + spent["write"]
    check = spent["verify"] - spent.get("detect again", 0.0)
    sums = {"read + write": work, "all but detection": work + check}
    return {"floor": least, **spent, **sums}, outcome


def _show(title: str, rounds: list[dict[str, float]], outcomes: set[str]) -> None:
    ratios = [{key: row[key] / row["floor"] for key in row} for row in rounds]
    middle, ratio = median(rounds), median(ratios)
    keys = [
        key for key in ("floor", *_STAGES, *_SUMS, "whole", "wall") if key in middle
    ]
    table(
        f"{title}: {', '.join(sorted(outcomes))}",
        ("stage", "seconds", "x floor"),
        [(key, f"{middle[key]:.3f}", f"{ratio[key]:.2f}") for key in keys],
    )
