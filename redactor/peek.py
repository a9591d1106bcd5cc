"""A first look at the head of a long PDF, while the whole of it is being searched.

What is found here is for the screen only: it is drawn until the real search is done
and never decides, writes or goes into a ledger. So it may be quick and shallow: plain
blocks of text in the order of drawing, no tables over pages, no hidden places.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redactor.errors import CorruptError, EncryptedError
from redactor.model import Finding, Passwords, Region, Span, TextUnit
from redactor.settings import DetectionSettings

__all__ = ["FirstLook", "peek"]

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Findings of the first pages with their boxes."""

    hits: tuple[tuple[Finding, tuple[Region, ...]], ...] = field(repr=False)


def peek(
    path: Path,
    passwords: Passwords,
    settings: DetectionSettings,
    pages: int,
    ocr: bool = False,
    first: int = 0,
) -> FirstLook:
    """Search some pages of a PDF. May block for the time of loading a model.

    Args:
        path: The file.
        passwords: To try, in order.
        settings: Of the detector.
        pages: How many to search.
        ocr: If the first page is a scan, read it (and no other: that takes seconds).
        first: Zero-based page to begin with.

    Raises:
        RedactorError: The file cannot be opened or searched.
    """
    import pymupdf

    from redactor.detection.engine import get_detector

    units: list[TextUnit] = []
    boxes: dict[str, list[tuple[int, _Box]]] = {}
    try:
        with pymupdf.open(path, filetype="pdf") as document:
            if document.needs_pass and not any(
                document.authenticate(value) for value in passwords.values
            ):
                raise EncryptedError()
            for index in range(first, min(first + pages, document.page_count)):
                for unit, places in _units(document[index]):
                    units.append(unit)
                    boxes[unit.id] = places
            if ocr and not units and not first:
                for unit, places in _seen_units(document[0]):
                    units.append(unit)
                    boxes[unit.id] = places
    except (pymupdf.FileDataError, pymupdf.mupdf.FzErrorBase) as error:
        raise CorruptError() from error
    findings = get_detector(settings).analyze(units)
    where = {unit.id: unit.page_index or 0 for unit in units}
    return FirstLook(
        tuple(
            (f, _regions(where[f.unit_id], boxes[f.unit_id], f.span)) for f in findings
        )
    )


def _units(page: Any) -> Iterator[tuple[TextUnit, list[tuple[int, _Box]]]]:
    """Yield each block of a page with the line and the box of every character."""
    import pymupdf

    from redactor.formats.pdf.runs import page_turn

    turn = pymupdf.Matrix(*page_turn(page)) if page.rotation else None
    for number, block in enumerate(page.get_text("rawdict")["blocks"]):
        text: list[str] = []
        places: list[tuple[int, _Box]] = []
        for row, line in enumerate(block.get("lines", ())):
            for span in line["spans"]:
                for char in span["chars"]:
                    text.append(char["c"])
                    box = char["bbox"] if turn is None else _turned(char["bbox"], turn)
                    places += [(row, box)] * len(char["c"])
        if text:
            key = f"peek/{page.number}/{number}"
            yield TextUnit(key, "".join(text), page_index=page.number), places


def _turned(box: _Box, turn: Any) -> _Box:
    """Return a box on the page as it is displayed."""
    import pymupdf

    rect = pymupdf.Rect(box) * turn
    return rect.x0, rect.y0, rect.x1, rect.y1


def _seen_units(page: Any) -> Iterator[tuple[TextUnit, list[tuple[int, _Box]]]]:
    """Yield each line that the pictures of a page show."""
    from redactor.formats.pdf.hazards import page_hazards
    from redactor.formats.pdf.runs import read_page
    from redactor.formats.pdf.scans import scan_page
    from redactor.readings import picture_reader
    from redactor.settings import Settings

    reader = picture_reader(Settings())
    if reader is None:
        return
    text = read_page(page)
    scan = scan_page(page, text, page_hazards(page, text, pictures=True), reader)
    for number, line in enumerate(scan.lines if scan else ()):
        key = f"peek/{page.number}/seen{number}"
        places = [(number, box) for box in line.chars]
        yield TextUnit(key, line.text, page_index=page.number), places


def _regions(
    page_index: int, places: list[tuple[int, _Box]], span: Span
) -> tuple[Region, ...]:
    """Return one box a line."""
    lines: dict[int, list[_Box]] = {}
    for row, box in places[span.start : span.end]:
        lines.setdefault(row, []).append(box)
    return tuple(
        Region(
            page_index,
            min(b[0] for b in group),
            min(b[1] for b in group),
            max(b[2] for b in group),
            max(b[3] for b in group),
        )
        for group in lines.values()
    )
