"""Text that was read from the picture of a page, in the form of text that was drawn.

Runs go through the same sorting into paragraphs and tables as drawn text; characters
answer as MuPDF's do, so that boxes and edits need no second way. Ordinals start at
`FIRST_SEEN`, above those of any drawn character.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, radians, sin
from statistics import median
from typing import Any

from redactor.formats.pdf.glyphs import Char, Glyph, Glyphs, glyph_of
from redactor.formats.pdf.runs import FIRST_SEEN, Box, Run
from redactor.formats.pdf.textpen import inverse
from redactor.ocr.ruling import straightened

__all__ = ["LayeredGlyphs", "SeenGlyphs", "SeenLine", "seen_runs", "slope_of"]

_UP, _DOWN = 0.9, 0.18  # em from the baseline, as in `boxes`
_FILLED = 16  # MuPDF's char_flags
_STRAIGHT = 0.002  # slope that needs no mending


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line as it was read; boxes in points of the displayed page.

    Attributes:
        chars: One box for each code point of ``text``.
        angle: Direction in degrees, clockwise: 0, 90, 180 or 270.
        vertical: Written from top to bottom, its characters upright.
        paper: Colour of the ground it stands on, 0xRRGGBB.
    """

    text: str = field(repr=False)
    chars: tuple[Box, ...]
    angle: int = 0
    vertical: bool = False
    paper: int = 0xFFFFFF

    @property
    def box(self) -> Box:
        """Around the whole line."""
        return (
            min(c[0] for c in self.chars),
            min(c[1] for c in self.chars),
            max(c[2] for c in self.chars),
            max(c[3] for c in self.chars),
        )


def _framed(box: Box, angle: int) -> Box:
    """Return a box in the frame of its text: u along, v downwards across."""
    x0, y0, x1, y1 = box
    return {
        90: (y0, -x1, y1, -x0),
        180: (-x1, -y1, -x0, -y0),
        270: (-y1, x0, -y0, x1),
    }.get(angle, box)


def _em(line: SeenLine) -> float:
    """Return the size of the type, in points.

    Ideographs stand one em apart; of other text the height is all there is.
    """
    framed = [_framed(box, line.angle) for box in line.chars]
    if line.vertical:
        return float(median(box[2] - box[0] for box in framed))
    steps = [
        (b[0] + b[2] - a[0] - a[2]) / 2
        for (a, left), (b, right) in pairwise(zip(framed, line.text, strict=True))
        if left >= "\u2e80" and right >= "\u2e80"
    ]
    high = median(box[3] - box[1] for box in framed)
    if len(steps) >= 2:
        step = median(steps)
        if 0.5 * high < step < 1.3 * high:
            return float(step)
    return float(high / 1.2)


def slope_of(lines: Sequence[SeenLine]) -> float:
    """Return how far upright lines sink per point to the right (a skewed scan).

    What a straight page would show too counts as none.
    """
    slopes = []
    for line in lines:
        if line.angle or line.vertical or len(line.text) < 8:
            continue
        first, last = line.chars[0], line.chars[-1]
        run = (last[0] + last[2] - first[0] - first[2]) / 2
        if run > 0:
            slopes.append((last[1] + last[3] - first[1] - first[3]) / 2 / run)
    slope = float(median(slopes)) if slopes else 0.0
    return slope if abs(slope) > _STRAIGHT else 0.0


def seen_runs(lines: Sequence[SeenLine], start: int = FIRST_SEEN) -> list[Run]:
    """Return one run a line, a skewed page laid straight.

    Args:
        lines: In reading order.
        start: Ordinal of the first character.
    """
    slope = slope_of(lines)
    runs = []
    for order, line in enumerate(lines):
        em = _em(line)
        if line.vertical:
            runs += _stacked(line, start, em, order)
            start += len(line.text)
            continue
        u0, _, u1, _ = _framed(line.box, line.angle)
        framed = [_framed(box, line.angle) for box in line.chars]
        middle = median((box[1] + box[3]) / 2 for box in framed)
        if not line.angle:
            lean = slope * middle
            middle = straightened((u0 + u1) / 2, middle, slope)[1]
            u0, u1 = u0 + lean, u1 + lean
        base = middle + (_UP - _DOWN) / 2 * em
        runs.append(
            Run(
                start,
                line.text,
                line.angle,
                u0,
                u1,
                base,
                base - _UP * em,
                base + _DOWN * em,
                em,
                order=order,
                raw=line.box,
            )
        )
        start += len(line.text)
    return runs


def _stacked(line: SeenLine, start: int, em: float, order: int) -> list[Run]:
    """Return one run a character of a line that is written downwards."""
    return [
        Run(
            start + at,
            char,
            0,
            box[0],
            box[2],
            box[1] + _UP * em,
            box[1],
            box[3],
            em,
            vertical=True,
            order=order,
            raw=box,
        )
        for at, (char, box) in enumerate(zip(line.text, line.chars, strict=True))
    ]


class SeenGlyphs:
    """The characters of the lines of one page, answering as `GlyphPage` does."""

    def __init__(self, lines: Sequence[SeenLine], matrix: tuple[float, ...]) -> None:
        """Take the lines of a page.

        Args:
            lines: As given to `seen_runs`.
            matrix: From MuPDF's page space to the displayed page.
        """
        self._lines = lines
        self._back = inverse(matrix)
        self._starts: list[int] = []
        start = FIRST_SEEN
        for line in lines:
            self._starts.append(start)
            start += len(line.text)
        self._end = start

    def __getitem__(self, ordinal: int) -> Glyph:
        number = bisect_right(self._starts, ordinal) - 1
        return glyph_of(*self._char(number, ordinal - self._starts[number]))

    def stretches(self, first: int, last: int) -> Iterator[tuple[int, list[Char]]]:
        """Yield the characters first..last (inclusive), one list a line.

        Raises:
            IndexError: There is no such character.
        """
        if not FIRST_SEEN <= first <= last < self._end:
            raise IndexError("no such character")
        while first <= last:
            number = bisect_right(self._starts, first) - 1
            start = self._starts[number]
            end = min(last + 1, start + len(self._lines[number].text))
            yield first, [self._char(number, at - start) for at in range(first, end)]
            first = end

    def _char(self, number: int, at: int) -> Char:
        line = self._lines[number]
        u0, v0, _, v1 = _framed(line.chars[at], line.angle)
        size = (v1 - v0) / (_UP + _DOWN)
        turn = radians(line.angle)
        dx, dy = round(cos(turn)), round(sin(turn))
        base = v0 + _UP * size
        origin = (u0 * dx - base * dy, u0 * dy + base * dx)
        span: dict[str, Any] = {
            "size": size,
            "ascender": _UP,
            "descender": -_DOWN,
            "color": 0,
            "char_flags": _FILLED,
            "alpha": 255,
        }
        a, b, c, d, _, _ = self._back
        head = {"wmode": 0, "dir": (dx * a + dy * c, dx * b + dy * d)}
        x0, y0, x1, y1 = line.chars[at]
        p, q = _apply(self._back, (x0, y0)), _apply(self._back, (x1, y1))
        box = min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])
        char = {
            "c": line.text[at],
            "bbox": box,
            "origin": _apply(self._back, origin),
        }
        return span, head, char


class LayeredGlyphs:
    """Drawn and seen characters of one page behind one door."""

    def __init__(self, drawn: Glyphs, seen: SeenGlyphs) -> None:
        self._drawn, self._seen = drawn, seen

    def __getitem__(self, ordinal: int) -> Glyph:
        return (self._seen if ordinal >= FIRST_SEEN else self._drawn)[ordinal]

    def stretches(self, first: int, last: int) -> Iterator[tuple[int, list[Char]]]:
        """Yield the characters first..last (inclusive), one list a line."""
        layer = self._seen if first >= FIRST_SEEN else self._drawn
        return layer.stretches(first, last)


def _apply(m: tuple[float, ...], xy: tuple[float, float]) -> tuple[float, float]:
    return xy[0] * m[0] + xy[1] * m[2] + m[4], xy[0] * m[1] + xy[1] * m[3] + m[5]
