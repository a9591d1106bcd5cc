"""The main job without a window: the samples through the command line into ``out/``.

Writes the copies, the ledger, and a picture of every page before and after. A run
removes the copies and pictures that the run before it wrote; the ledger goes on.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pymupdf

from redactor.entities import entity
from redactor.messages import sentence

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "assets" / "samples"
_DPI = 96


def clear(out: Path) -> None:
    """Remove what an earlier run wrote, nothing else."""
    for pattern in ("*_脱敏.pdf", "*_脱敏.docx", "前后对照/*.png", ".yinmo-state*"):
        for path in out.glob(pattern):
            path.unlink()


def redact(out: Path) -> tuple[int, list[dict[str, object]]]:
    """Run the command line over the samples and return its code and its rows."""
    command = [
        sys.executable, "-m", "redactor", "redact", str(SAMPLES),
        "--output", str(out), "--json",
    ]  # fmt: skip
    print("$ yinmo redact assets/samples --output out --json", flush=True)
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False)
    lines = done.stdout.decode("utf-8").splitlines()
    return done.returncode, [json.loads(line) for line in lines]


def pictures(path: Path, folder: Path, stem: str) -> int:
    """Draw every page of a PDF or Word file as PNG and return their number."""
    with tempfile.TemporaryDirectory() as scratch:
        shown = path if path.suffix == ".pdf" else _typeset(path, Path(scratch))
        with pymupdf.open(shown) as document:
            for page in document:
                target = folder / f"{stem}-{page.number + 1}.png"
                page.get_pixmap(dpi=_DPI).save(target)
            return len(document)


def _typeset(path: Path, scratch: Path) -> Path:
    """Set the text of a Word file, in its order, as a plain PDF to look at."""
    import html

    import docx
    from docx.table import Table

    document = docx.Document(str(path))
    parts = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows = "".join(
                "<tr>" + "".join(f"<td>{html.escape(c.text)}</td>" for c in row.cells)
                + "</tr>"
                for row in block.rows
            )  # fmt: skip
            parts.append(f"<table>{rows}</table>")
        else:
            parts.append(f"<p>{html.escape(block.text)}</p>")
    css = "table, td {border: 0.5px solid black; padding: 2px; font-size: 8px}"
    story = pymupdf.Story("".join(parts), user_css=css, em=10)
    target = scratch / "text.pdf"
    writer = pymupdf.DocumentWriter(str(target))
    page = pymupdf.paper_rect("a4")
    room = pymupdf.Rect(50, 50, page.x1 - 50, page.y1 - 50)
    more = True
    while more:
        device = writer.begin_page(page)
        more, _ = story.place(room)
        story.draw(device)
        writer.end_page()
    writer.close()
    return target


def report(row: dict[str, object], folder: Path) -> None:
    """Say in Chinese what became of one file, and draw it."""
    source = Path(str(row["input"]))
    drawn = pictures(source, folder, f"{source.stem}-前")
    status = sentence(f"status_{row['status']}")
    print(f"\n{source.name}：{status}，{row['seconds']} 秒")
    if row["output"] is None:
        context = row["context"]
        assert isinstance(context, dict)
        print(f"  {sentence(str(row['code']), source.name, **context)}")
        return
    drawn += pictures(Path(str(row["output"])), folder, f"{source.stem}-后")
    found = row["findings"]
    assert isinstance(found, dict)
    listed = "，".join(f"{entity(key).title} {n}" for key, n in found.items())
    print(f"  处理：{listed or '未发现，请人工核对'}")
    print(f"  副本：{row['output']}；前后对照图 {drawn} 张")


def main() -> int:
    """Run the demonstration; the exit code is that of the command line."""
    out = ROOT / "out"
    folder = out / "前后对照"
    folder.mkdir(parents=True, exist_ok=True)
    clear(out)
    print("没有图形界面，改用命令行处理样例文件。")
    code, rows = redact(out)
    for row in rows:
        report(row, folder)
    print(f"\n副本、台账（台账.jsonl）和前后对照图片在 {out}")
    print("核对台账：.venv/bin/yinmo ledger verify out/台账.jsonl")
    return code


if __name__ == "__main__":
    sys.exit(main())
