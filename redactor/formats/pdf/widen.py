"""Widths that do not tell: boxes over the letters of a scan in steps.

What is drawn as text is moved (`redactor.formats.pdf.gaps`); the pixels of a scan are
not, so a box over Latin letters there grows to a multiple of some ems, as far as the
line has room. What this does not do: hide the width of a gap between two words.
"""

from math import ceil

from redactor.formats.pdf.boxes import GlyphSource, LineBox
from redactor.model import Region

__all__ = ["widened"]

_STEP = 4.0  # em
_MARGIN = 1.0  # points kept free before the next character


def _has_letters(source: GlyphSource, box: LineBox) -> bool:
    glyphs = source.glyphs(box.page_index)
    return any(
        glyphs[number].char.isascii() and glyphs[number].char.isalpha()
        for number in box.ordinals
    )


def widened(source: GlyphSource, box: LineBox, free: float) -> Region:
    """Return the region to be painted for a box.

    Args:
        source: The open document.
        box: A line's box; only upright ones grow.
        free: Where the next thing to the right begins, in points of the displayed
            page.
    """
    region = box.region
    if box.vertical or box.direction != (1.0, 0.0) or not _has_letters(source, box):
        return region
    step = _STEP * box.size
    wanted = region.x0 + ceil(box.length / step) * step
    right = max(region.x1, min(wanted, free - _MARGIN))
    return Region(region.page_index, region.x0, region.y0, right, region.y1)
