"""Write the treated copy: characters out, boxes or masks in, the rest scrubbed.

Switches of `Plan.options` honoured here: none so far.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from redactor.errors import (
    CorruptError,
    EditNotAppliedError,
    NotWritableError,
    StalePlanError,
)
from redactor.files import disk_reason
from redactor.formats.pdf.boxes import LineBox, boxes_of
from redactor.formats.pdf.emptied import changed_zones
from redactor.formats.pdf.failures import translated
from redactor.formats.pdf.gaps import LineSource, plan_lines
from redactor.formats.pdf.hidden import HiddenText
from redactor.formats.pdf.images import (
    picture_numbers,
    recode_images,
    successors,
)
from redactor.formats.pdf.maskfont import MaskFont
from redactor.formats.pdf.opening import Source
from redactor.formats.pdf.paint import paint_page, set_page_lines
from redactor.formats.pdf.raster import rasterize_pages
from redactor.formats.pdf.redact import redact_page
from redactor.formats.pdf.scrub import scrub
from redactor.formats.pdf.setlines import SetLine
from redactor.formats.pdf.slices import sliced
from redactor.formats.pdf.transparent import blank_transparent
from redactor.formats.pdf.widen import widened
from redactor.model import (
    Edit,
    Moved,
    Plan,
    Region,
    Removal,
    Span,
    Treatment,
    WriteReport,
)

__all__ = ["CharSource", "Mark", "marks_of", "write_copy"]


class CharSource(LineSource, Protocol):
    """The open document as the writer needs it."""

    def chars(self, unit_id: str, span: Span) -> list[tuple[int, int]]:
        """Return (page index, ordinal) of the drawn characters of a span."""

    def free_right(self, box: LineBox) -> float:
        """Return where the next thing to the right of an upright box begins."""

    def is_covered(self, unit_id: str) -> bool:
        """Tell whether a unit is text that somebody hid under a box."""

    def covered_boxes(self) -> dict[int, list[LineBox]]:
        """Return the text that somebody hid under boxes, by page."""

    def paper(self, box: LineBox) -> int | None:
        """Return the colour (0xRRGGBB) of a scan's paper; None for drawn text."""

    def drawn_as_shapes(self) -> frozenset[int]:
        """Return the pages whose letters are shapes that no text redaction takes."""

    def hiding_pages(self) -> frozenset[int]:
        """Return the pages whose pictures hold more than the page shows of them."""

    def removals(self) -> tuple[Removal, ...]:
        """Return what the copy will go without, whatever the plan."""

    def hidden_text(self, unit_id: str) -> HiddenText | None:
        """Return the text off the pages that a unit gives, None for other units."""


@dataclass(slots=True)
class Mark:
    """What one edit does on one line of one page.

    ``box`` is None for an area that was drawn by hand; ``lead`` is true for the first
    line of an edit, which bears the mask. ``paper`` is the colour (0xRRGGBB) in which
    the place of text is painted that was read from a picture: that of the scan, where
    removed pixels are white, and what hides letters that are shapes until the page
    becomes a picture. ``loose`` text has proportional letters; its ``line`` is set anew
    where text follows, and ``shown`` is the box's place in the copy then. ``parts`` are
    the boxes that take the region's place over a slanted line of a picture.
    """

    edit: Edit
    region: Region
    box: LineBox | None
    lead: bool = True
    paper: int | None = None
    loose: bool = False
    line: SetLine | None = None
    shown: LineBox | None = None
    parts: tuple[Region, ...] = ()

    @property
    def areas(self) -> tuple[Region, ...]:
        """What is painted and blanked."""
        return self.parts or (self.region,)


def marks_of(source: CharSource, edits: Iterable[Edit]) -> dict[int, list[Mark]]:
    """Find the place of every edit, by page.

    Raises:
        EditNotAppliedError: An edit has no drawn character.
    """
    pages: dict[int, list[Mark]] = {}
    for edit in edits:
        if edit.region is not None:
            mark = Mark(edit, edit.region, None)
            pages.setdefault(edit.region.page_index, []).append(mark)
            continue
        assert edit.unit_id is not None and edit.span is not None  # noqa: PT018
        off_page = source.hidden_text(edit.unit_id) is not None
        if off_page or source.is_covered(edit.unit_id):
            continue
        try:
            boxes = boxes_of(source, source.chars(edit.unit_id, edit.span))
        except (KeyError, IndexError) as error:
            raise EditNotAppliedError(edit=edit.id) from error
        if not boxes:
            raise EditNotAppliedError(edit=edit.id)
        for number, box in enumerate(boxes):
            region = box.region
            parts = sliced(source, box) if box.seen else ()
            if edit.treatment is Treatment.COVER and (box.seen or box.hidden):
                region = widened(source, box, source.free_right(box))
                if parts and region.x1 > parts[-1].x1:
                    parts = (*parts[:-1], replace(parts[-1], x1=region.x1))
            paper = source.paper(box)
            mark = Mark(edit, region, box, number == 0, paper, parts=parts)
            pages.setdefault(box.page_index, []).append(mark)
    for index, marks in pages.items():
        plan_lines(source, index, marks)
    return pages


def off_pages(
    source: CharSource, edits: Iterable[Edit]
) -> tuple[dict[int, str], frozenset[tuple[int, str]]]:
    """Return new outline titles by number, and links (page, target) to drop.

    Edits in text that is dropped anyway need nothing.
    """
    titles: dict[int, list[Edit]] = {}
    texts: dict[int, str] = {}
    links: set[tuple[int, str]] = set()
    for edit in edits:
        found = source.hidden_text(edit.unit_id) if edit.unit_id else None
        if found is None:
            continue
        if found.kind == "outline":
            number = int(found.key[1:])
            titles.setdefault(number, []).append(edit)
            texts[number] = found.text
        elif found.kind == "link" and found.page_index is not None:
            links.add((found.page_index, found.raw))
    changed = {n: _spliced(texts[n], edits) for n, edits in titles.items()}
    return changed, frozenset(links)


def _spliced(text: str, edits: list[Edit]) -> str:
    for edit in sorted(
        edits, key=lambda e: e.span.start if e.span else 0, reverse=True
    ):
        if edit.span is not None:
            text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


def write_copy(
    document: CharSource, source: Source, plan: Plan, target: Path
) -> WriteReport:
    """Write the copy; blocks.

    Raises:
        EditNotAppliedError: An edit found no place.
        StalePlanError: The plan was made for other bytes.
        CorruptError: The libraries failed over what the file holds.
        NotWritableError: The target cannot be written.
    """
    import pikepdf

    if plan.source_sha256 != source.sha256:
        raise StalePlanError
    pages = marks_of(document, plan.edits)
    count = len(source.doc)
    if any(index >= count for index in (*pages, *plan.rasterize)):
        raise EditNotAppliedError(reason="page")
    rasterized = _rasterized(document, plan, pages)
    titles, links = off_pages(document, plan.edits)
    data, matrices, first, before = _redacted(document, source, pages)
    written = BytesIO()
    try:
        with (
            translated(CorruptError, engine="qpdf", reason="write"),
            pikepdf.open(BytesIO(data)) as pdf,
        ):
            font = MaskFont(pdf)
            rasterized |= _pictured_lines(pdf, pages, matrices, font)
            masked = [
                paint_page(pdf.pages[index], marks, matrices[index], font)
                for index, marks in sorted(pages.items())
            ]
            if any(masked):
                font.embed()
            recode_images(pdf, first, before)
            blank_transparent(pdf)
            rasterize_pages(pdf, rasterized)
            counts = scrub(pdf, titles, links, own_font=font.id)
            # to memory first: on a full disk qpdf ends the whole process
            pdf.save(
                written,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                deterministic_id=True,
            )
        target.write_bytes(written.getbuffer())
    except OSError as error:
        raise NotWritableError(reason=disk_reason(error)) from error
    report = _report(plan, pages, document.removals(), counts)
    emptied = changed_zones(source.original, source.doc, source.emptied)
    reset = (*report.reset, *emptied)
    return replace(report, rasterized=rasterized, reset=reset)


def _redacted(
    document: CharSource, source: Source, pages: dict[int, list[Mark]]
) -> tuple[bytes, dict[int, tuple[float, ...]], int, dict[int, int]]:
    """Take characters and pixels out with MuPDF.

    Returns:
        The file, the page matrices by page, the first object number that was new, and
        for new pictures the object number of the old.
    """
    covered = document.covered_boxes()
    doc = source.fresh()
    try:
        with translated(CorruptError, engine="mupdf", reason="write"):
            first = doc.xref_length()
            matrices: dict[int, tuple[float, ...]] = {}
            before: dict[int, int] = {}
            for index in sorted({*pages, *covered}):
                page, marks = doc[index], pages.get(index, [])
                old = picture_numbers(page) if marks else []
                matrices[index] = redact_page(page, marks, covered.get(index, []))
                before |= successors(old, picture_numbers(page) if old else [])
            data = doc.tobytes(garbage=0, deflate=True)
            return data, matrices, first, before
    finally:
        doc.close()


def _pictured_lines(
    pdf: Any,
    pages: dict[int, list[Mark]],
    matrices: Mapping[int, tuple[float, ...]],
    font: MaskFont,
) -> dict[int, str]:
    """Set lines anew; where the content defies that, move them in a picture."""
    moved: dict[int, list[Moved]] = {}
    for index, marks in sorted(pages.items()):
        undone = set_page_lines(pdf.pages[index], marks, matrices[index], font)
        if undone:
            moved[index] = [part for line in undone for part in line.moved()]
    rasterize_pages(pdf, moved, moved)
    return dict.fromkeys(moved, "gap_width")


def _rasterized(
    document: CharSource, plan: Plan, pages: dict[int, list[Mark]]
) -> dict[int, str]:
    """Return the pages that become pictures, with the reason.

    MuPDF's boxes of vertical text are off by one character, so no removal there can be
    trusted. Letters that are shapes, and pixels that a page hides, go only with it.
    """
    reasons = {
        index: "vertical_text"
        for index, marks in pages.items()
        if any(mark.box is not None and mark.box.vertical for mark in marks)
    }
    shapes = document.drawn_as_shapes()
    reasons |= {
        index: "drawn_text"
        for index, marks in pages.items()
        if index in shapes and any(mark.paper is not None for mark in marks)
    }
    reasons |= dict.fromkeys(document.hiding_pages(), "hidden_pixels")
    return reasons | dict.fromkeys(plan.rasterize, "requested")


def _report(
    plan: Plan,
    pages: dict[int, list[Mark]],
    removals: tuple[Removal, ...],
    counts: Counter[str],
) -> WriteReport:
    regions: dict[str, tuple[Region, ...]] = {}
    for _, marks in sorted(pages.items()):
        for mark in marks:
            known = regions.get(mark.edit.id, ())
            regions[mark.edit.id] = (*known, *mark.areas)
    applied = tuple(edit.id for edit in plan.edits)
    found = Counter({removal.kind: removal.count for removal in removals})
    for kind, count in counts.items():
        found[kind] = max(found[kind], count)
    dropped = tuple(Removal(kind, n) for kind, n in sorted(found.items()) if n)
    lines = {id(m.line): m.line for marks in pages.values() for m in marks if m.line}
    moved = tuple(part for line in lines.values() for part in line.moved())
    reset = tuple(line.zone() for line in lines.values())
    return WriteReport(applied, dropped, regions, moved=moved, reset=reset)
