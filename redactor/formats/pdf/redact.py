"""Take characters and pixels off a page with MuPDF's redaction.

A character goes when its box meets a redaction quad. Quads are thin strips at the
middle of the letters, so that tight neighbours above and below stay; along the text a
strip runs from the middle of the first to the middle of the last removed character.
Text at an angle gets one small square per character, since MuPDF tests upright boxes.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from redactor.formats.pdf.boxes import LineBox

if TYPE_CHECKING:
    from redactor.formats.pdf.write import Mark

__all__ = ["page_matrix", "redact_page"]

_HEIGHT = 0.30  # em above the baseline: inside digits, letters and ideographs alike
_HALF = 0.02  # em
_SCAN_MARGIN = 0.15  # em

_IMAGE_NONE, _IMAGE_PIXELS = 0, 2
_ART_NONE, _ART_COVERED = 0, 1
_TEXT_REMOVE = 0

_Rect = tuple[float, float, float, float]


def _strips(box: LineBox) -> Iterable[_Rect]:
    (dx, dy), size = box.direction, box.size
    lift, half = _HEIGHT * size, _HALF * size
    points = [(x + dy * lift, y - dx * lift) for x, y in box.middles]
    if box.vertical or not box.upright:
        if box.vertical:
            points = box.middles
        for x, y in points:
            yield x - half, y - half, x + half, y + half
        return
    for x0, y0, x1, y1 in _stretches(points, box):
        yield (
            min(x0, x1) - half,
            min(y0, y1) - half,
            max(x0, x1) + half,
            max(y0, y1) + half,
        )


def _stretches(points: list[tuple[float, float]], box: LineBox) -> Iterable[_Rect]:
    """Join middles of neighbours; a character of another edit between them parts."""
    dx, dy = box.direction
    start = last = points[0]
    for point in points[1:]:
        step = (point[0] - last[0]) * dx + (point[1] - last[1]) * dy
        if not 0 <= step <= 1.6 * box.size:
            yield (*start, *last)
            start = point
        last = point
    yield (*start, *last)


def redact_page(
    page: Any, marks: "list[Mark]", covered: Iterable[LineBox] = ()
) -> tuple[float, ...]:
    """Remove the characters of all marks of a page, and what lies in drawn areas.

    Args:
        page: A `pymupdf.Page`; it is changed.
        marks: Of this page.
        covered: Text that goes without a mark.

    Returns:
        Matrix from default user space to the displayed page.
    """
    boxes = [*(mark.box for mark in marks if mark.box), *covered]
    strips = [strip for box in boxes for strip in _strips(box)]
    areas = [
        (m.region.x0, m.region.y0, m.region.x1, m.region.y1)
        for m in marks
        if m.box is None
    ]
    if strips:
        _apply(page, strips, _IMAGE_NONE, _ART_NONE)
    if areas:
        _apply(page, areas, _IMAGE_PIXELS, _ART_COVERED)
    hits = [hit for mark in marks if mark.box is not None for hit in _grown(mark)]
    seen = any(m.box is not None and m.box.seen for m in marks)  # inline, perhaps
    if hits and (seen or page.get_images()):
        _apply(page, hits, _IMAGE_PIXELS, _ART_NONE, text=1)
    return page_matrix(page)


def _grown(mark: "Mark") -> Iterable[_Rect]:
    """Yield boxes that hold the ink of a scanned line, or under its text layer."""
    box = mark.box
    more = 0.0 if box is None or box.seen else _SCAN_MARGIN * box.size
    regions = mark.areas if box is None or box.seen else (box.region,)
    for region in regions:
        yield region.x0 - more, region.y0 - more, region.x1 + more, region.y1 + more


def page_matrix(page: Any) -> tuple[float, ...]:
    """Return the matrix from default user space to the displayed page."""
    from pymupdf import mupdf

    matrix, box = mupdf.FzMatrix(), mupdf.FzRect()
    mupdf.pdf_page_transform(page._pdf_page(), box, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _apply(
    page: Any, rects: Iterable[_Rect], images: int, art: int, text: int = _TEXT_REMOVE
) -> None:
    from pymupdf import mupdf

    pdf_page = page._pdf_page()
    annot = mupdf.pdf_create_annot(pdf_page, mupdf.PDF_ANNOT_REDACT)
    inner = annot.m_internal
    for x0, y0, x1, y1 in rects:
        quad = mupdf.ll_fz_make_quad(x0, y0, x1, y0, x0, y1, x1, y1)
        mupdf.ll_pdf_add_annot_quad_point(inner, quad)
    options = mupdf.PdfRedactOptions()
    options.black_boxes = 0
    options.text = text
    options.image_method = images
    options.line_art = art
    mupdf.pdf_redact_page(pdf_page.doc(), pdf_page, options)
