"""The boxes to paint for a stretch of a line: all of its ink, none of the neighbours'.

The boxes of characters part the line at its thinnest places; around a stretch the paint
goes on into the blank to the next character, at most half a line's height, and a
little above and below. A slanted line gives steps instead of one tall box, which would
reach into the lines above and below.
"""

from collections.abc import Iterator, Sequence
from statistics import median

from redactor.ocr.model import Box, TextLine

__all__ = ["span_boxes"]

_BESIDE = 0.5  # heights of the line, never beyond the next character
_AROUND = 0.06
_SLANTED = 1.3  # height of a step, in heights of a character


def span_boxes(line: TextLine, start: int, end: int) -> tuple[Box, ...]:
    """Return what to paint for the code points ``start`` to ``end`` (half-open).

    Boxes are in pixels of the picture; they may reach a little over its edge.
    """
    if start >= end:
        return ()
    size = _thickness(line)
    before = line.chars[start - 1] if start else None
    after = line.chars[end] if end < len(line.chars) else None
    boxes = [Box.around(step) for step in _steps(line, start, end)]
    grow = _AROUND * size
    if line.vertical or _runs_down(line):
        boxes = [box.grown(grow, 0) for box in boxes]
        return _stretched_down(boxes, before, after, _BESIDE * size)
    boxes = [box.grown(0, grow) for box in boxes]
    return _stretched(boxes, before, after, _BESIDE * size)


def _thickness(line: TextLine) -> float:
    sideways = line.vertical or _runs_down(line)
    return median(box.width if sideways else box.height for box in line.chars)


def _runs_down(line: TextLine) -> bool:
    """Tell whether the line runs up or down the picture (a page that lies turned)."""
    first, last = line.chars[0], line.chars[-1]
    across = abs(last.x0 + last.x1 - first.x0 - first.x1)
    down = abs(last.y0 + last.y1 - first.y0 - first.y1)
    return down > across


def _steps(line: TextLine, start: int, end: int) -> Iterator[Sequence[Box]]:
    sideways = line.vertical or _runs_down(line)
    most = _SLANTED * _thickness(line)
    step: list[Box] = []
    for box in line.chars[start:end]:
        whole = Box.around((*step, box))
        if step and (whole.width if sideways else whole.height) > most:
            yield step
            step = []
        step.append(box)
    yield step


def _stretched(
    boxes: list[Box], before: Box | None, after: Box | None, reach: float
) -> tuple[Box, ...]:
    """Let the outer boxes run into the blank beside them; steps touch each other."""
    forward = boxes[-1].x0 >= boxes[0].x0
    if before is not None and after is not None:
        forward = before.x0 <= after.x0
    left, right = (before, after) if forward else (after, before)
    ordered = sorted(boxes, key=lambda box: box.x0)
    x0 = ordered[0].x0 - reach
    x1 = ordered[-1].x1 + reach
    if left is not None:
        x0 = min(max(x0, left.x1), ordered[0].x0)
    if right is not None:
        x1 = max(min(x1, right.x0), ordered[-1].x1)
    result = []
    for at, box in enumerate(ordered):
        start = x0 if at == 0 else box.x0
        last = at == len(ordered) - 1
        end = x1 if last else max(box.x1, ordered[at + 1].x0)
        result.append(Box(start, box.y0, end, box.y1))
    return tuple(result)


def _stretched_down(
    boxes: list[Box], before: Box | None, after: Box | None, reach: float
) -> tuple[Box, ...]:
    turned = _stretched(
        [_swapped(box) for box in boxes],
        None if before is None else _swapped(before),
        None if after is None else _swapped(after),
        reach,
    )
    return tuple(_swapped(box) for box in turned)


def _swapped(box: Box) -> Box:
    return Box(box.y0, box.x0, box.y1, box.x1)
