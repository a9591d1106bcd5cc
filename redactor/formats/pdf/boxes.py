"""Boxes of characters: one a visual line, as regions and in the text's own frame."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any, Protocol

from redactor.formats.pdf.glyphs import Char, Glyph, Glyphs, glyph_of
from redactor.formats.pdf.runs import FIRST_SEEN, is_visible
from redactor.model import Region

__all__ = ["GlyphSource", "LineBox", "boxes_of"]


_INK_UP, _INK_DOWN = 0.9, 0.18  # em
_SCAN_ACROSS, _SCAN_ALONG = 0.2, 0.5  # em


class GlyphSource(Protocol):
    """Gives the characters of a page."""

    def glyphs(self, page_index: int) -> Glyphs:
        """Return the characters of a page by ordinal."""

    def page_matrix(self, page_index: int) -> tuple[float, ...]:
        """Return the matrix from MuPDF's page space to the displayed page."""


@dataclass(slots=True)
class LineBox:
    """Characters of one line that are treated together.

    Points are of the displayed page. ``direction`` is the way the text runs there;
    ``origin`` the pen position of the first character; ``length`` the width along the
    text; ``up`` and ``down`` reach from the baseline, both positive. ``hidden`` text
    has no ink of its own. ``latin`` holds its Latin letters and digits, each with its
    width in em.
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
    hidden: bool = False
    latin: list[tuple[str, float]] = field(default_factory=list, repr=False)

    @property
    def seen(self) -> bool:
        """Tell whether it was read from a picture; such a box covers all the ink."""
        return self.ordinals[:1] >= [FIRST_SEEN]

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
        """The upright box around it; wider for text without ink.

        Such text lies over a scan, and what OCR says of places is not exact.
        """
        xs, ys = zip(*self.corners, strict=True)
        across = _SCAN_ACROSS * self.size if self.hidden else 0.0
        along = _SCAN_ALONG * self.size if self.hidden else 0.0
        return Region(
            self.page_index,
            min(xs) - along,
            min(ys) - across,
            max(xs) + along,
            max(ys) + across,
        )


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
    mid_y = (max(above) + min(above)) / 2 if glyph.vertical else 0.0
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
        *_extent(glyph, max(above), -min(above)),
        glyph.size,
        glyph.color,
        glyph.vertical,
        [middle],
        not glyph.visible,
        [(glyph.char, length / glyph.size)] if "0" <= glyph.char <= "z" else [],
    )


def _extent(glyph: Glyph, up: float, down: float) -> tuple[float, float]:
    """Return how far ink reaches over and under the baseline.

    Fonts of office programs give lines more room than ink takes, so that the boxes of
    tight lines would cover their neighbours.
    """
    if glyph.vertical:
        return up, down
    return min(up, _INK_UP * glyph.size), min(down, _INK_DOWN * glyph.size)


def _extends(box: LineBox, more: LineBox) -> bool:
    """Tell whether a character carries on a line, without a gap to speak of."""
    if box.page_index != more.page_index or box.vertical != more.vertical:
        return False
    if box.vertical:
        step = more.origin[1] - more.up - box.origin[1] - box.down
        aside = abs(more.origin[0] - box.origin[0])
        return aside < 0.3 * box.size and -0.5 < step / box.size < 0.5
    (dx, dy), (ex, ey) = box.direction, more.direction
    if abs(dx - ex) > 0.01 or abs(dy - ey) > 0.01:
        return False
    x, y = more.origin[0] - box.origin[0], more.origin[1] - box.origin[1]
    along, across = x * dx + y * dy, x * dy - y * dx
    size = max(box.size, more.size)
    return abs(across) < 0.4 * size and -0.6 * size < along - box.length < 1.3 * size


def _join(box: LineBox, more: LineBox) -> None:
    box.ordinals.extend(more.ordinals)
    box.middles.extend(more.middles)
    box.latin.extend(more.latin)
    if box.vertical:
        box.down = more.origin[1] + more.down - box.origin[1]
        return
    (dx, dy) = box.direction
    x, y = more.origin[0] - box.origin[0], more.origin[1] - box.origin[1]
    across = x * dy - y * dx
    box.length = max(box.length, x * dx + y * dy + more.length)
    box.up = max(box.up, across + more.up)
    box.down = max(box.down, more.down - across)


def _ranges(chars: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield (page index, first, last) of consecutive ordinals."""
    page = first = last = -1
    for page_index, ordinal in chars:
        if page_index == page and ordinal == last + 1:
            last = ordinal
            continue
        if page >= 0:
            yield page, first, last
        page, first, last = page_index, ordinal, ordinal
    if page >= 0:
        yield page, first, last


def _upright_box(page_index: int, first: int, chars: Sequence[Char]) -> LineBox | None:
    """Make the box of characters of one upright line at once."""
    ordinals: list[int] = []
    middles: list[tuple[float, float]] = []
    latin: list[tuple[str, float]] = []
    spans: list[dict[str, Any]] = []
    x0, x1, base = inf, -inf, 0.0
    for number, (span, _, char) in enumerate(chars, first):
        if char.get("synthetic"):
            continue
        if not spans:
            base = char["origin"][1]
        if not spans or span is not spans[-1]:
            spans.append(span)
        left, _, right, _ = char["bbox"]
        x0, x1 = min(x0, left), max(x1, right)
        ordinals.append(number)
        middles.append(((left + right) / 2, char["origin"][1]))
        if "0" <= char["c"] <= "z":
            latin.append((char["c"], (right - left) / span["size"]))
    if not spans:
        return None
    size = max(s["size"] for s in spans)
    up = min(max(s["ascender"] * s["size"] for s in spans), _INK_UP * size)
    down = min(max(-s["descender"] * s["size"] for s in spans), _INK_DOWN * size)
    return LineBox(
        page_index,
        ordinals,
        (x0, base),
        (1.0, 0.0),
        x1 - x0,
        up,
        down,
        size,
        spans[0]["color"],
        False,
        middles,
        not any(is_visible(span) for span in spans),
        latin,
    )


_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _line_boxes(
    page_index: int, first: int, chars: Sequence[Char], m: tuple[float, ...]
) -> Iterator[LineBox]:
    line = chars[0][1]
    if m == _IDENTITY and line["wmode"] == 0 and line["dir"] == (1.0, 0.0):
        box = _upright_box(page_index, first, chars)
        if box is not None:
            yield box
        return
    for number, (span, own, char) in enumerate(chars, first):
        if not char.get("synthetic"):
            yield _box(page_index, number, glyph_of(span, own, char), m)


def boxes_of(source: GlyphSource, chars: Iterable[tuple[int, int]]) -> list[LineBox]:
    """Return one box a line for characters given as (page index, ordinal).

    Raises:
        IndexError: There is no such character.
    """
    boxes: list[LineBox] = []
    for page_index, first, last in _ranges(chars):
        matrix = source.page_matrix(page_index)
        for start, found in source.glyphs(page_index).stretches(first, last):
            for more in _line_boxes(page_index, start, found, matrix):
                if boxes and _extends(boxes[-1], more):
                    _join(boxes[-1], more)
                else:
                    boxes.append(more)
    return boxes
