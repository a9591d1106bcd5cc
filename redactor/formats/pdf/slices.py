"""Boxes over text of a picture: in even steps where its line stands askew.

One upright box over a slanted line would take its neighbours above and below, or leave
the line's own ink. Steps are of one width, so that they tell nothing of the letters.
"""

from math import ceil

from redactor.formats.pdf.boxes import GlyphSource, LineBox
from redactor.formats.pdf.runs import Box
from redactor.model import Region

__all__ = ["sliced"]

_STEP = 0.1  # heights of a character by which a line sinks within a step
_MOST = 60
_BESIDE = 0.06  # heights: a cut between characters may graze the first or last
_AROUND = 0.02  # heights: what blur and grain add to ink


def sliced(source: GlyphSource, box: LineBox) -> tuple[Region, ...]:
    """Return the regions that together hold all ink of a line that was read.

    Args:
        source: The open document.
        box: Of characters of a picture (`LineBox.seen`).
    """
    chars = _chars(source, box)
    upright = abs(box.direction[0]) >= abs(box.direction[1])
    if not upright:
        chars = [(y0, x0, y1, x1) for x0, y0, x1, y1 in chars]
    high = sorted(char[3] - char[1] for char in chars)[len(chars) // 2]
    more = _AROUND * high
    first, last = chars[0], chars[-1]
    rise = abs(last[1] + last[3] - first[1] - first[3]) / 2
    count = max(1, min(ceil(rise / max(_STEP * high, 0.01)), len(chars), _MOST))
    beside = _BESIDE * high
    start = min(char[0] for char in chars) - beside
    end = max(char[2] for char in chars) + beside
    step = (end - start) / count
    regions = []
    for number in range(count):
        u0 = start + number * step
        u1 = end if number == count - 1 else u0 + step
        here = [c for c in chars if c[0] < u1 and c[2] > u0] or [_nearest(chars, u0)]
        v0, v1 = min(c[1] for c in here) - more, max(c[3] for c in here) + more
        edges = (u0, v0, u1, v1) if upright else (v0, u0, v1, u1)
        regions.append(Region(box.page_index, *edges))
    return tuple(regions)


def _nearest(chars: list[Box], at: float) -> Box:
    """Return the character that is nearest to a blank."""
    return min(chars, key=lambda char: abs((char[0] + char[2]) / 2 - at))


def _chars(source: GlyphSource, box: LineBox) -> list[Box]:
    a, b, c, d, e, f = source.page_matrix(box.page_index)
    glyphs = source.glyphs(box.page_index)
    found = []
    for ordinal in box.ordinals:
        points = [
            (x * a + y * c + e, x * b + y * d + f) for x, y in glyphs[ordinal].quad
        ]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        found.append((min(xs), min(ys), max(xs), max(ys)))
    return found
