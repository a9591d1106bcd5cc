"""One page as the copy would show it, drawn in memory before anything is written.

The page is taken out alone and goes through the writer's own steps, so that boxes and
masks stand where the copy will have them. Scrubbing is left out: it changes no looks.
"""

from collections.abc import Iterable
from io import BytesIO

from redactor.errors import CorruptError
from redactor.formats.pdf.failures import translated
from redactor.formats.pdf.maskfont import MaskFont
from redactor.formats.pdf.opening import Source, open_mupdf
from redactor.formats.pdf.paint import paint_page
from redactor.formats.pdf.redact import redact_page
from redactor.formats.pdf.write import CharSource, _pictured_lines, marks_of
from redactor.formats.protocol import PagePicture
from redactor.model import Edit

__all__ = ["draw_treated"]


def draw_treated(
    document: CharSource,
    source: Source,
    edits: Iterable[Edit],
    page_index: int,
    scale: float,
) -> PagePicture:
    """Draw a page with some edits applied; blocks.

    Args:
        document: The open document.
        source: Its files.
        edits: All that touch the page; others are passed over.
        page_index: Zero-based.
        scale: 1.0 is 72 dots an inch.

    Raises:
        EditNotAppliedError: An edit found no place.
        CorruptError: The libraries failed over what the file holds.
    """
    import pikepdf
    import pymupdf

    marks = marks_of(document, edits).get(page_index, [])
    covered = document.covered_boxes().get(page_index, [])
    with translated(CorruptError, engine="mupdf", reason="preview"):
        single = pymupdf.open()
        try:
            single.insert_pdf(source.doc, from_page=page_index, to_page=page_index)
            matrix = redact_page(single[0], marks, covered)
            data = single.tobytes(garbage=0)
        finally:
            single.close()
    painted = BytesIO()
    with (
        translated(CorruptError, engine="qpdf", reason="preview"),
        pikepdf.open(BytesIO(data)) as pdf,
    ):
        font = MaskFont(pdf)
        _pictured_lines(pdf, {0: marks}, {0: matrix}, font)
        if paint_page(pdf.pages[0], marks, matrix, font):
            font.embed()
        pdf.save(painted)
    shown = open_mupdf(painted.getvalue())
    try:
        with translated(CorruptError, engine="mupdf", reason="preview"):
            pixmap = shown[0].get_pixmap(
                matrix=pymupdf.Matrix(scale, scale),
                colorspace=pymupdf.csRGB,
                alpha=False,
            )
            return PagePicture(pixmap.width, pixmap.height, bytes(pixmap.samples))
    finally:
        shown.close()
