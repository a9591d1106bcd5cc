"""The PDF format and its open document."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from redactor import progress
from redactor.errors import CorruptError
from redactor.formats.pdf.boxes import LineBox, boxes_of
from redactor.formats.pdf.covered import set_covered_apart
from redactor.formats.pdf.failures import translated
from redactor.formats.pdf.glyphs import GlyphLine, GlyphPage, Glyphs
from redactor.formats.pdf.grid import Grid
from redactor.formats.pdf.hazards import page_hazards
from redactor.formats.pdf.hidden import HiddenText
from redactor.formats.pdf.opening import Source, open_source
from redactor.formats.pdf.pageplan import PagePlan, prepare_page
from redactor.formats.pdf.plausible import false_names
from redactor.formats.pdf.runs import PageText, page_turn, read_page
from redactor.formats.pdf.scans import ScanBegun, begin_scan
from redactor.formats.pdf.seenpages import SeenPages
from redactor.formats.pdf.slices import sliced
from redactor.formats.pdf.units import UnitBuilder
from redactor.formats.protocol import Limits, PagePicture
from redactor.formats.sniff import is_pdf
from redactor.model import (
    Edit,
    Hazard,
    Passwords,
    Plan,
    Region,
    Removal,
    Span,
    TextUnit,
    WriteReport,
)
from redactor.ocr.ahead import ahead
from redactor.ocr.model import PictureReader

__all__ = ["PdfDocument", "PdfFormat"]

_ORDINAL_BITS = 32
_OFF_PAGE = 1 << 62
_GLYPH_PAGES = 8
_KEPT_CHARS = 400_000  # some 30 MB


@dataclass(frozen=True, slots=True)
class _Look:
    """A page as drawn; its pictures may still be read elsewhere."""

    page: Any
    text: PageText = field(repr=False)
    hazards: list[Hazard]
    scan: ScanBegun | None


class PdfDocument:
    """An open PDF. One thread at a time."""

    def __init__(self, source: Source, reader: PictureReader | None = None) -> None:
        self._source = source
        self._reader = reader
        self._units: list[TextUnit] | None = None
        self._builder = UnitBuilder()
        self._hidden: dict[str, tuple[int, HiddenText]] = {}
        self._lines: dict[int, list[GlyphLine]] = {}
        self._grids: dict[int, tuple[Grid, ...]] = {}
        self._hazards: list[Hazard] = []
        self._text_pages: dict[int, Any] = {}
        self._kept_chars = 0
        self._matrices: dict[int, tuple[float, ...]] = {}
        self._glyphs: OrderedDict[int, GlyphPage] = OrderedDict()
        self._seen = SeenPages()
        self._false: frozenset[str] = frozenset()

    @property
    def format_name(self) -> str:
        """Always ``pdf``."""
        return "pdf"

    @property
    def page_count(self) -> int:
        """Number of pages, at least one."""
        return len(self._source.doc)

    @property
    def sha256(self) -> str:
        """Digest of the file as it was opened."""
        return self._source.sha256

    @property
    def read_pages(self) -> frozenset[int]:
        """Pages of which something was read as a picture."""
        self._read()
        return self._seen.pages

    @property
    def read_pictures(self) -> bool:
        """Whether any page was read as a picture."""
        return bool(self.read_pages)

    def units(self) -> Iterator[TextUnit]:
        """Yield the units of the main reading in order, then those of others."""
        yield from self._read()

    def head(self) -> tuple[TextUnit, ...]:
        """Return the units of the first page; the others are not read."""
        if self._units is None:
            with translated(CorruptError, engine="mupdf", reason="page"):
                plans = list(self._page_plans(self._look(self._source.doc[0])))
                return tuple(UnitBuilder().build(plans))
        return tuple(unit for unit in self._units if unit.page_index == 0)

    def _read(self) -> list[TextUnit]:
        if self._units is None:
            with translated(CorruptError, engine="mupdf", reason="page"):
                self._units = self._read_all()
        return self._units

    def _read_all(self) -> list[TextUnit]:
        plans: list[PagePlan] = []
        self._hazards, self._builder = [], UnitBuilder()
        self._seen = SeenPages()
        self._false = false_names(self._source.doc, self._source.mute)
        for look in ahead(self._reader, map(self._look, self._source.doc)):
            plans += self._page_plans(look)
            progress.tell("read", look.text.index + 1, self.page_count)
        built = list(self._builder.build(plans))
        shown = list(self._seen.units(self._builder))
        return [*built, *shown, *self._texts_off_pages()]

    def _look(self, page: Any) -> "_Look":
        """Read what is drawn on a page, and ask for what its pictures show."""
        text = read_page(page)
        index = text.index
        self._lines[index] = [(r.start, len(r.text), r.raw) for r in text.runs]
        self._keep(text)
        pictured = index in self._source.pictured
        drawn = partial(self._drawn_glyphs, index)
        set_covered_apart(text, page, drawn, pictures=pictured)
        lying = self._source.lying.get(index, frozenset())
        lying |= self._false.intersection(n for r in text.runs for n in r.fonts)
        hazards = page_hazards(page, text, pictures=pictured, lying=lying)
        begun = begin_scan(page, text, hazards, self._reader) if self._reader else None
        return _Look(page, text, hazards, begun)

    def _page_plans(self, look: "_Look") -> Iterator[PagePlan]:
        """Sort what is drawn on a page, and what its pictures show."""
        page, text, index = look.page, look.text, look.text.index
        scan = look.scan
        self._hazards += self._seen.take(index, scan) if scan else look.hazards
        plan = prepare_page(text, partial(self.glyphs, index), page)
        self._grids[index] = plan.grids
        yield plan
        seen = self._seen.page_text(index, text)
        if seen is not None:
            plan = prepare_page(seen, partial(self.glyphs, index), page)
            yield replace(plan, seen=True)

    def _keep(self, text: PageText) -> None:
        """Keep what MuPDF read of a page for the writer, while there is room."""
        self._kept_chars += text.count + len(text.rules)
        if self._kept_chars <= _KEPT_CHARS:
            self._text_pages[text.index] = text.text_page
        text.text_page = None

    def _texts_off_pages(self) -> Iterator[TextUnit]:
        for number, item in enumerate(self._source.hidden):
            self._hidden[item.key] = number, item
            yield TextUnit(
                item.key,
                item.text,
                item.place,
                item.page_index,
                editable=item.kind != "drop",
            )

    def glyphs(self, page_index: int) -> Glyphs:
        """Return the characters of a page by ordinal, those that were seen as well."""
        drawn = self._drawn_glyphs(page_index)
        return self._seen.glyphs(drawn, page_index, self.page_matrix(page_index))

    def _drawn_glyphs(self, page_index: int) -> GlyphPage:
        """Return the drawn characters of a page (kept for a few pages)."""
        found = self._glyphs.get(page_index)
        if found is None:
            found = GlyphPage(
                partial(self._source.doc.load_page, page_index),
                self._lines[page_index],
                self._text_pages.get(page_index),
            )
            self._glyphs[page_index] = found
            if len(self._glyphs) > _GLYPH_PAGES:
                self._glyphs.popitem(last=False)
        self._glyphs.move_to_end(page_index)
        return found

    def is_covered(self, unit_id: str) -> bool:
        """Tell whether a unit is text that somebody hid under a box."""
        return any(unit_id in keys for keys in self._builder.covered.values())

    def covered_boxes(self) -> dict[int, list[LineBox]]:
        """Return the text that somebody hid under boxes, by page; the copy drops it."""
        self._read()
        found: dict[int, list[LineBox]] = {}
        for page_index, keys in self._builder.covered.items():
            boxes = found.setdefault(page_index, [])
            for key in keys:
                unit_map = self._builder.maps[key]
                boxes.extend(boxes_of(self, unit_map.chars(Span(0, unit_map.length))))
        for page_index, chars in self._seen.layers():
            found.setdefault(page_index, []).extend(boxes_of(self, chars))
        return found

    def paper(self, box: LineBox) -> int | None:
        """Return the colour (0xRRGGBB) of a scan's paper; None for drawn text."""
        return self._seen.paper(box.page_index, box.ordinals[0])

    def drawn_as_shapes(self) -> frozenset[int]:
        """Return the pages whose letters are shapes that no text redaction takes."""
        return self._seen.as_shapes

    def hiding_pages(self) -> frozenset[int]:
        """Return the pages whose pictures hold more than the page shows of them."""
        return self._seen.hiding

    def drawn_lines(self, page_index: int) -> Sequence[GlyphLine]:
        """Return first ordinal, length and box of each drawn line."""
        return self._lines[page_index]

    def grids(self, page_index: int) -> Sequence[Grid]:
        """Return the ruled tables of a page."""
        return self._grids[page_index]

    def free_right(self, box: LineBox) -> float:
        """Return where the next thing to the right of an upright box begins.

        Points of the displayed page; its right border when nothing follows.
        """
        region, index = box.region, box.page_index
        follows = [self.page_size(index)[0]]
        last = box.ordinals[-1]
        for start, size, raw in (*self._lines[index], *self._seen.lines(index)):
            if start <= last < start + size - 1:
                follows.append(self.glyphs(index)[last + 1].quad[0][0])
            elif raw[0] >= region.x1 - 1 and raw[1] < region.y1 and raw[3] > region.y0:
                follows.append(raw[0])
        for grid in self._grids[index]:
            if grid.ys[0] < region.y1 and grid.ys[-1] > region.y0:
                follows.extend(x for x in grid.xs if x >= region.x1 - 1)
        return min(follows)

    def chars(self, unit_id: str, span: Span) -> list[tuple[int, int]]:
        """Return (page index, ordinal) of the drawn characters of a span.

        Raises:
            KeyError: There is no such unit.
        """
        self._read()
        return self._builder.maps[unit_id].chars(span)

    def hidden_text(self, unit_id: str) -> HiddenText | None:
        """Return the text off the pages that a unit gives, None for other units."""
        self._read()
        found = self._hidden.get(unit_id)
        return found[1] if found else None

    def anchors(self, unit_id: str, span: Span) -> tuple[int, ...]:
        """Return identities of a span's characters, equal across readings."""
        self._read()
        if unit_id in self._hidden:
            first = _OFF_PAGE | self._hidden[unit_id][0] << _ORDINAL_BITS
            return tuple(range(first + span.start, first + span.end))
        return tuple(
            (page << _ORDINAL_BITS) | ordinal
            for page, ordinal in self.chars(unit_id, span)
        )

    def regions(self, unit_id: str, span: Span) -> tuple[Region, ...]:
        """Return the boxes of a span: one a line, steps over slanted lines of scans."""
        self._read()
        if unit_id in self._hidden:
            return ()
        chars = self.chars(unit_id, span)
        with translated(CorruptError, engine="mupdf", reason="page"):
            return tuple(
                region for box in boxes_of(self, chars) for region in self._steps(box)
            )

    def _steps(self, box: LineBox) -> tuple[Region, ...]:
        steps = sliced(self, box) if box.seen else ()
        return steps if len(steps) > 1 else (box.region,)

    def hazards(self) -> tuple[Hazard, ...]:
        """Return the places that may hold text which `units` does not give."""
        self._read()
        return tuple(self._hazards)

    def removals(self) -> tuple[Removal, ...]:
        """Return what the copy will go without, whatever the plan."""
        self._read()
        covered = sum(map(len, self._builder.covered.values()))
        counts = {"covered_text": covered, "ocr_layer": len(list(self._seen.layers()))}
        more = (Removal(kind, count) for kind, count in counts.items() if count)
        return (*self._source.removals, *more)

    def page_size(self, page_index: int) -> tuple[float, float]:
        """Return width and height of the displayed page in points."""
        with translated(CorruptError, engine="mupdf", reason="page"):
            rect = self._source.doc[page_index].rect
        return rect.width, rect.height

    def page_matrix(self, page_index: int) -> tuple[float, ...]:
        """Return the matrix from MuPDF's page space to the displayed page."""
        matrix = self._matrices.get(page_index)
        if matrix is None:
            matrix = page_turn(self._source.doc[page_index])
            self._matrices[page_index] = matrix
        return matrix

    def render(self, page_index: int, scale: float) -> PagePicture:
        """Draw a page of the original; ``scale`` 1.0 is 72 dots an inch."""
        import pymupdf

        with translated(CorruptError, engine="mupdf", reason="page"):
            pixmap = self._source.original[page_index].get_pixmap(
                matrix=pymupdf.Matrix(scale, scale),
                colorspace=pymupdf.csRGB,
                alpha=False,
            )
        return PagePicture(pixmap.width, pixmap.height, bytes(pixmap.samples))

    def render_treated(
        self, page_index: int, scale: float, edits: Iterable[Edit]
    ) -> PagePicture:
        """Draw a page as the copy would show it; see `draw_treated`."""
        from redactor.formats.pdf.treated import draw_treated

        self._read()
        return draw_treated(self, self._source, edits, page_index, scale)

    def write(self, plan: Plan, target: Path) -> WriteReport:
        """Write the treated, scrubbed copy to ``target``.

        Raises:
            EditNotAppliedError: An edit found no place.
            StalePlanError: The plan was made for other bytes.
            CorruptError: The libraries failed over what the file holds.
            NotWritableError: The target cannot be written.
        """
        from redactor.formats.pdf.write import write_copy

        with translated(CorruptError, engine="mupdf", reason="write"):
            return write_copy(self, self._source, plan, target)

    def close(self) -> None:
        """Release the file."""
        self._text_pages.clear()
        self._glyphs.clear()
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class PdfFormat:
    """PDF, known by its header."""

    name = "pdf"
    suffixes = (".pdf",)

    def accepts(self, path: Path, head: bytes) -> bool:
        """Tell whether the header says PDF."""
        del path
        return is_pdf(head)

    def open(
        self,
        path: Path,
        *,
        passwords: Passwords,
        limits: Limits,
        reader: PictureReader | None = None,
    ) -> PdfDocument:
        """Open a PDF for reading.

        Raises:
            InputError: It is damaged, encrypted, without pages or over a limit.
        """
        return PdfDocument(open_source(path, passwords, limits), reader)
