"""Reading order of lines: columns of prose one after the other, all else row by row.

Rows matter most: in a table or a form the label stands left of its value. Only where
two columns of running text stand side by side is the left one read first.
"""

from collections.abc import Sequence
from math import atan, cos, sin
from statistics import median

from redactor.ocr.model import Box, TextLine

__all__ = ["reading_order", "rows", "slope"]

_PROSE_CHARS = 12  # mean length of a line from which a column is running text
_PROSE_LINES = 3
_SAME_ROW = 0.5  # share of the lower height by which two lines overlap


def slope(lines: Sequence[TextLine]) -> float:
    """Return the tilt of the lines (dy / dx), 0.0 where too little shows it."""
    tilts = [
        _rise(line.chars[0], line.chars[-1])
        for line in lines
        if not line.vertical
        and len(line.chars) >= 4
        and line.chars[-1].x0 > line.chars[0].x1
    ]
    return median(tilts) if len(tilts) >= 3 else 0.0


def reading_order(lines: Sequence[TextLine]) -> list[int]:
    """Return the indexes of the lines (upright text) in reading order."""
    boxes = _level([line.box for line in lines], lines)
    return _ordered(list(range(len(lines))), boxes, lines)


def rows(lines: Sequence[TextLine]) -> list[list[int]]:
    """Return the indexes of the lines by row, from top to bottom and left to right."""
    boxes = _level([line.box for line in lines], lines)
    return _rows(list(range(len(lines))), boxes)


def _level(boxes: list[Box], lines: Sequence[TextLine]) -> list[Box]:
    """Return the boxes as they would stand on a level page, with their own height."""
    tilt = atan(slope(lines))
    if abs(tilt) < 0.002:
        return boxes
    level = []
    for line, box in zip(lines, boxes, strict=True):
        half = box.width / 2
        low = median(char.height for char in line.chars) / 2 if line.chars else 0.0
        half_height = box.height / 2 if line.vertical or not low else low
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        right = x * cos(tilt) + y * sin(tilt)
        down = y * cos(tilt) - x * sin(tilt)
        level.append(
            Box(right - half, down - half_height, right + half, down + half_height)
        )
    return level


def _ordered(
    indexes: list[int], boxes: Sequence[Box], lines: Sequence[TextLine]
) -> list[int]:
    gutter = _gutter(indexes, boxes, lines)
    if gutter is None:
        return [index for row in _rows(indexes, boxes) for index in row]
    x, first, last = gutter
    above = [i for i in indexes if _middle(boxes[i]) < first]
    below = [i for i in indexes if _middle(boxes[i]) > last]
    within = [i for i in indexes if first <= _middle(boxes[i]) <= last]
    left = [i for i in within if boxes[i].x1 <= x + 1]
    right = [i for i in within if boxes[i].x1 > x + 1]
    return [
        *_ordered(above, boxes, lines),
        *_ordered(left, boxes, lines),
        *_ordered(right, boxes, lines),
        *_ordered(below, boxes, lines),
    ]


def _gutter(
    indexes: list[int], boxes: Sequence[Box], lines: Sequence[TextLine]
) -> tuple[float, float, float] | None:
    """Return x of a blank strip between two columns of prose, and from where to where.

    The strip is looked for within each run of rows that no line crosses.
    """
    edges = sorted({boxes[i].x1 for i in indexes})
    best: tuple[float, float, float, int] | None = None
    for x in edges:
        run = _uncrossed(indexes, boxes, x)
        left = [i for i in run if boxes[i].x1 <= x + 1]
        right = [i for i in run if boxes[i].x1 > x + 1]
        if not (_prose(left, lines) and _prose(right, lines)):
            continue
        first = min(_middle(boxes[i]) for i in run)
        last = max(_middle(boxes[i]) for i in run)
        if best is None or len(run) > best[3]:
            best = (x, first, last, len(run))
    return None if best is None else best[:3]


def _uncrossed(indexes: list[int], boxes: Sequence[Box], x: float) -> list[int]:
    """Return the longest run, from top to bottom, of lines that do not cross x."""
    best: list[int] = []
    run: list[int] = []
    for index in sorted(indexes, key=lambda i: _middle(boxes[i])):
        box = boxes[index]
        if box.x0 <= x + 1 < box.x1 - 1:
            run = []
            continue
        run.append(index)
        if len(run) > len(best):
            best = list(run)
    return best


def _prose(indexes: list[int], lines: Sequence[TextLine]) -> bool:
    if len(indexes) < _PROSE_LINES:
        return False
    return sum(len(lines[i].text) for i in indexes) / len(indexes) >= _PROSE_CHARS


def _rows(indexes: list[int], boxes: Sequence[Box]) -> list[list[int]]:
    rows: list[list[int]] = []
    for index in sorted(indexes, key=lambda i: _middle(boxes[i])):
        for row in reversed(rows[-3:]):
            if _beside(boxes[row[-1]], boxes[index]):
                row.append(index)
                break
        else:
            rows.append([index])
    for row in rows:
        row.sort(key=lambda i: boxes[i].x0)
    return rows


def _beside(first: Box, second: Box) -> bool:
    shared = min(first.y1, second.y1) - max(first.y0, second.y0)
    apart = first.x1 <= second.x0 + 2 or second.x1 <= first.x0 + 2
    return apart and shared >= _SAME_ROW * min(first.height, second.height)


def _rise(first: Box, last: Box) -> float:
    return (last.y0 + last.y1 - first.y0 - first.y1) / (
        last.x0 + last.x1 - first.x0 - first.x1
    )


def _middle(box: Box) -> float:
    return (box.y0 + box.y1) / 2
