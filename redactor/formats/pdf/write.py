"""Write the treated copy: characters out, boxes or masks in, the rest scrubbed.

Switches of `Plan.options` honoured here: none so far.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from redactor.errors import EditNotAppliedError, StalePlanError, WriteError
from redactor.formats.pdf.boxes import GlyphSource, LineBox, boxes_of
from redactor.formats.pdf.maskfont import MaskFont
from redactor.formats.pdf.opening import Source
from redactor.formats.pdf.paint import paint_page
from redactor.formats.pdf.redact import redact_page
from redactor.formats.pdf.scrub import scrub
from redactor.model import Edit, Plan, Region, Span, WriteReport

__all__ = ["CharSource", "Mark", "write_copy"]


class CharSource(GlyphSource, Protocol):
    """The open document as the writer needs it."""

    def chars(self, unit_id: str, span: Span) -> list[tuple[int, int]]:
        """Return (page index, ordinal) of the drawn characters of a span."""

    def is_editable(self, unit_id: str) -> bool:
        """Tell whether a unit's text stays in the copy unless it is edited."""


@dataclass(slots=True)
class Mark:
    """What one edit does on one line of one page.

    ``box`` is None for an area that was drawn by hand; ``lead`` is true for the first
    line of an edit, which bears the mask.
    """

    edit: Edit
    region: Region
    box: LineBox | None
    lead: bool = True
    room: float = 0.0
    drawn: Region | None = field(default=None)


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
        if not source.is_editable(edit.unit_id):
            continue
        try:
            boxes = boxes_of(source, source.chars(edit.unit_id, edit.span))
        except (KeyError, IndexError) as error:
            raise EditNotAppliedError(edit=edit.id) from error
        if not boxes:
            raise EditNotAppliedError(edit=edit.id)
        for number, box in enumerate(boxes):
            mark = Mark(edit, box.region, box, lead=number == 0)
            pages.setdefault(box.page_index, []).append(mark)
    return pages


def write_copy(
    document: CharSource, source: Source, plan: Plan, target: Path
) -> WriteReport:
    """Write the copy; blocks.

    Raises:
        EditNotAppliedError: An edit found no place.
        StalePlanError: The plan was made for other bytes.
        WriteError: The libraries failed.
    """
    import pikepdf

    if plan.source_sha256 != source.sha256:
        raise StalePlanError
    pages = marks_of(document, plan.edits)
    count = len(source.doc)
    if any(index >= count for index in (*pages, *plan.rasterize)):
        raise EditNotAppliedError(reason="page")
    doc = source.fresh()
    try:
        matrices = {
            index: redact_page(doc[index], marks) for index, marks in pages.items()
        }
        data = doc.tobytes(garbage=0, deflate=True)
    except (RuntimeError, ValueError) as error:
        raise WriteError(engine="mupdf") from error
    finally:
        doc.close()
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            font = MaskFont(pdf)
            masked = [
                paint_page(pdf.pages[index], marks, matrices[index], font)
                for index, marks in sorted(pages.items())
            ]
            if any(masked):
                font.embed()
            removals = scrub(pdf)
            pdf.save(
                target,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                deterministic_id=True,
            )
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise WriteError(engine="qpdf") from error
    return _report(plan, pages, source, removals)


def _report(
    plan: Plan, pages: dict[int, list[Mark]], source: Source, removals: Any
) -> WriteReport:
    regions: dict[str, tuple[Region, ...]] = {}
    for _, marks in sorted(pages.items()):
        for mark in marks:
            shown = mark.drawn or mark.region
            regions[mark.edit.id] = (*regions.get(mark.edit.id, ()), shown)
    applied = tuple(edit.id for edit in plan.edits)
    del removals
    return WriteReport(applied, source.removals, regions)
