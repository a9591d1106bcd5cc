"""Boxes of characters: one a visual line, as regions and in the text's own frame."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from redactor.formats.pdf.glyphs import Glyph
from redactor.model import Region

__all__ = ["GlyphSource", "LineBox", "boxes_of"]


class GlyphSource(Protocol):
    """Gives the characters of a page."""

    def glyphs(self, page_index: int) -> list[Glyph]:
        """Return the characters of a page by ordinal."""

    def page_matrix(self, page_index: int) -> tuple[float, ...]:
        """Return the matrix from MuPDF's page space to the displayed page."""


@dataclass(slots=True)
class LineBox:
    """Characters of one line that are treated together.

    Points are of the displayed page. ``direction`` is the way the text runs there;
    ``origin`` the pen position of the first character; ``length`` the width along the
    text; ``up`` and ``down`` reach from the baseline, both positive.
    """

    page_index: int
    ordinals: list[int]
    origin: tuple[float, float]
    direction: tuple[float, float]
    length: float
    up: float
    down: float
    size: float
    color: int
    vertical: bool
    middles: list[tuple[float, float]]

    @property
    def upright(self) -> bool:
        """Tell whether the text runs along an axis of the page."""
        return min(abs(self.direction[0]), abs(self.direction[1])) < 0.01

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Upper left, upper right, lower left, lower right, seen by the reader."""
        (x, y), (dx, dy) = self.origin, self.direction
        nx, ny = dy, -dx  # towards the top of the letters
        ex, ey = dx * self.length, dy * self.length
        ux, uy = nx * self.up, ny * self.up
        lx, ly = -nx * self.down, -ny * self.down
        return (
            (x + ux, y + uy),
            (x + ux + ex, y + uy + ey),
            (x + lx, y + ly),
            (x + lx + ex, y + ly + ey),
        )

    @property
    def region(self) -> Region:
        """The upright box around it."""
        xs = [point[0] for point in self.corners]
        ys = [point[1] for point in self.corners]
        return Region(self.page_index, min(xs), min(ys), max(xs), max(ys))


def _apply(m: tuple[float, ...], xy: tuple[float, float]) -> tuple[float, float]:
    return xy[0] * m[0] + xy[1] * m[2] + m[4], xy[0] * m[1] + xy[1] * m[3] + m[5]


def _turn(m: tuple[float, ...], xy: tuple[float, float]) -> tuple[float, float]:
    return xy[0] * m[0] + xy[1] * m[2], xy[0] * m[1] + xy[1] * m[3]


def _box(page_index: int, ordinal: int, glyph: Glyph, m: tuple[float, ...]) -> LineBox:
    direction = (1.0, 0.0) if glyph.vertical else _turn(m, glyph.direction)
    dx, dy = direction
    points = [_apply(m, point) for point in glyph.quad]
    origin = _apply(m, glyph.origin)
    along = [(x - origin[0]) * dx + (y - origin[1]) * dy for x, y in points]
    above = [(x - origin[0]) * dy - (y - origin[1]) * dx for x, y in points]
    start = min(along)
    base = (origin[0] + dx * start, origin[1] + dy * start)
    length = max(along) - start
    centre = (max(above) + min(above)) / 2
    mid_y = centre - 0.3 * glyph.size if glyph.vertical else 0.0
    middle = (
        base[0] + dx * length / 2 + dy * mid_y,
        base[1] + dy * length / 2 - dx * mid_y,
    )
    return LineBox(
        page_index,
        [ordinal],
        base,
        direction,
        length,
        max(above),
        -min(above),
        glyph.size,
        glyph.color,
        glyph.vertical,
        [middle],
    )


def _extends(box: LineBox, more: LineBox) -> bool:
    """Tell whether a character carries on a line, without a gap to speak of."""
    if box.page_index != more.page_index or box.vertical or more.vertical:
        return False
    (dx, dy), (ex, ey) = box.direction, more.direction
    if abs(dx - ex) > 0.01 or abs(dy - ey) > 0.01:
        return False
    x, y = more.origin[0] - box.origin[0], more.origin[1] - box.origin[1]
    along, across = x * dx + y * dy, x * dy - y * dx
    size = max(box.size, more.size)
    return abs(across) < 0.4 * size and -0.6 * size < along - box.length < 1.3 * size


def _join(box: LineBox, more: LineBox) -> None:
    (dx, dy) = box.direction
    x, y = more.origin[0] - box.origin[0], more.origin[1] - box.origin[1]
    across = x * dy - y * dx
    box.length = max(box.length, x * dx + y * dy + more.length)
    box.up = max(box.up, across + more.up)
    box.down = max(box.down, more.down - across)
    box.ordinals.extend(more.ordinals)
    box.middles.extend(more.middles)


def boxes_of(source: GlyphSource, chars: Iterable[tuple[int, int]]) -> list[LineBox]:
    """Return one box a line for characters given as (page index, ordinal)."""
    boxes: list[LineBox] = []
    for page_index, ordinal in chars:
        glyph = source.glyphs(page_index)[ordinal]
        if glyph.synthetic:
            continue
        more = _box(page_index, ordinal, glyph, source.page_matrix(page_index))
        if boxes and _extends(boxes[-1], more):
            _join(boxes[-1], more)
        else:
            boxes.append(more)
    return boxes
