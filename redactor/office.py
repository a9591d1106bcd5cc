"""A Word file as pages, for the eye: through LibreOffice, in a process of its own.

What is converted is a fresh copy of the flattened text and never the file itself: no
macro runs, nothing deleted or hidden is printed. Pages serve to look at; what is found
and changed stays bound to the text. Hits are placed by the text of the pages, as far as
it can be told apart; the others show in the list and in the text only.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redactor.errors import CorruptError
from redactor.model import Edit, Passwords, Plan, Region, Span, TextUnit
from redactor.preview import opened
from redactor.text.normalize import bare

__all__ = ["Printed", "WordRequest", "has_office", "word_pages"]

_SECONDS = 60.0
_WINDOW, _WINDOW_PER_CHAR = 600, 40
_TELLING = 6


@dataclass(frozen=True, slots=True)
class WordRequest:
    """Print a Word file.

    Attributes:
        edits: What is treated in it; none prints the text as it is.
        units: The main reading as it will stand on the pages.
        places: Key to (unit id, span in that text): what shall be found on the pages.
        folder: For the pages; who asks removes it.
        name: File name of the pages in the folder, without personal text.
    """

    path: Path
    passwords: Passwords
    sha256: str
    edits: tuple[Edit, ...]
    units: tuple[TextUnit, ...] = field(repr=False)
    places: Mapping[str, tuple[str, Span]]
    folder: Path
    name: str


@dataclass(frozen=True, slots=True)
class Printed:
    """Pages of a Word file.

    Attributes:
        path: The PDF.
        page_sizes: Width and height of each page in points.
        regions: Boxes by key, one a line, of the places that were found.
    """

    path: Path
    page_sizes: tuple[tuple[float, float], ...]
    regions: Mapping[str, tuple[Region, ...]] = field(repr=False)


def has_office() -> bool:
    """Tell whether LibreOffice is installed."""
    from redactor.formats.docx.legacy import find_office

    return find_office() is not None


def word_pages(request: WordRequest) -> Printed:
    """Print a Word file; blocks for a second or more, at most for a minute.

    Raises:
        LimitError: LibreOffice ran out of time.
        RedactorError: The file cannot be read, or LibreOffice failed.
    """
    import pymupdf

    from redactor.formats.docx.legacy import convert

    document = opened(request.path, request.passwords)
    copy = request.folder / f"{request.name}.docx"
    pages = request.folder / f"{request.name}.pdf"
    try:
        document.write(Plan(request.sha256, request.edits), copy)
        data = convert(
            copy.read_bytes(),
            ".docx",
            "pdf",
            folder=request.folder,
            seconds=_SECONDS,
        )
    finally:
        copy.unlink(missing_ok=True)
    pages.write_bytes(data)
    try:
        with pymupdf.open(stream=data, filetype="pdf") as printed:
            sizes = tuple((page.rect.width, page.rect.height) for page in printed)
            regions = locate(list(_chars(printed)), request.units, request.places)
    except (pymupdf.FileDataError, pymupdf.mupdf.FzErrorBase) as error:
        raise CorruptError(reason="conversion") from error
    return Printed(pages, sizes, regions)


@dataclass(frozen=True, slots=True)
class PrintedChar:
    """A character on a page, without blanks and in one width of writing."""

    line: int
    box: Region
    char: str = field(repr=False)


def _chars(printed: Any) -> Iterator[PrintedChar]:
    """Yield the characters in the order of drawing: cell by cell in a table."""
    line_no, before = 0, None
    for page in printed:
        for span in page.get_texttrace():
            for code, _, origin, bbox in span["chars"]:
                here = (page.number, round(origin[1]))
                line_no += here != before
                before = here
                box = Region(page.number, *bbox)
                for plain in bare(chr(code)):
                    yield PrintedChar(line_no, box, plain)


def locate(
    chars: Sequence[PrintedChar],
    units: Sequence[TextUnit],
    places: Mapping[str, tuple[str, Span]],
) -> dict[str, tuple[Region, ...]]:
    """Return the boxes of places, by walking through text and pages side by side.

    A paragraph is looked for a little ahead of the one before. One that stands
    elsewhere (a heading of the page, a text box) is taken only where it stands once.
    """
    hay = "".join(char.char for char in chars)
    wanted: dict[str, list[tuple[str, Span]]] = {}
    for key, (unit_id, span) in places.items():
        wanted.setdefault(unit_id, []).append((key, span))
    found: dict[str, tuple[Region, ...]] = {}
    cursor = 0
    for unit in units:
        kept = [i for i, char in enumerate(unit.text) for _ in bare(char)]
        needle = bare(unit.text)
        if not needle or len(kept) != len(needle):
            continue
        start = hay.find(
            needle,
            cursor,
            cursor + len(needle) + _WINDOW + _WINDOW_PER_CHAR * len(needle),
        )
        if start < 0:
            start = _only(hay, needle)
        if start < 0:
            continue
        if start >= cursor or len(needle) >= _TELLING:
            cursor = start + len(needle)
        for key, span in wanted.get(unit.id, ()):
            own = [
                chars[start + number]
                for number, offset in enumerate(kept)
                if span.start <= offset < span.end
            ]
            if own:
                found[key] = tuple(_boxes(own))
    return found


def _only(hay: str, needle: str) -> int:
    start = hay.find(needle)
    if start < 0 or len(needle) < _TELLING or hay.find(needle, start + 1) >= 0:
        return -1
    return start


def _boxes(chars: Sequence[PrintedChar]) -> Iterator[Region]:
    lines: dict[tuple[int, int], list[Region]] = {}
    for char in chars:
        lines.setdefault((char.box.page_index, char.line), []).append(char.box)
    for (page, _), boxes in lines.items():
        yield Region(
            page,
            min(box.x0 for box in boxes),
            min(box.y0 for box in boxes),
            max(box.x1 for box in boxes),
            max(box.y1 for box in boxes),
        )
