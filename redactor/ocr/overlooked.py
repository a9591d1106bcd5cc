"""Ink that no line covers although it looks like text: read after all, or told.

The finding model overlooks text now and then, all of a line or its last figures: under
a watermark, beside a stamp, at an edge. So dark shapes of a character's size that no
read character covers are put together to stretches; what carries on a line is read
together with it, the others on their own.

What this does not do: find text that is as pale as the ground of the page, in red ink
(seals are red), or light on dark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.crops import Quad, ordered
from redactor.ocr.engine import Engine, Pixels
from redactor.ocr.lines import RawLine, read_lines
from redactor.ocr.model import Box, TextLine

__all__ = ["with_overlooked"]

_LOW, _HIGH = 0.35, 1.9  # heights of a shape, in heights of a character
_WIDE = 2.6
_LARGER = 1.9  # heights: characters so much larger hide no others behind their boxes
_APART = 0.9  # of a height: shapes so near stand in one stretch
_COVERED = 0.5  # of a shape's box
_READ = 0.6  # score of a stretch that counts as text
_PAIR = 2  # shapes: a single one on its own is dirt
_FEWEST = 3  # shapes of a stretch that looks like text though it cannot be read
_MARGIN = 0.1  # heights around a quad
_DARKER = 40.0  # levels, than the paper around
_MOST = 24  # stretches of one picture that are looked into

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Shapes beside each other: their quad, and how many there are."""

    quad: Quad
    box: Box
    shapes: int


def with_overlooked(
    engine: Engine, pixels: Pixels, lines: Sequence[RawLine]
) -> list[RawLine]:
    """Return the lines of an upright picture with those that were overlooked.

    Args:
        engine: Reads.
        pixels: The picture (BGR).
        lines: What was found and read.
    """
    texts = [line.text for line in lines if line.text is not None]
    chars = [box for line in texts for box in line.chars]
    if len(chars) < _FEWEST:
        return list(lines)
    height = median(_size(line) for line in texts)
    stretches = _stretches(pixels, lines, height)
    result = list(lines)
    for stretch in stretches[:_MOST]:
        _take(engine, pixels, stretch, result, height)
    return result


def _take(
    engine: Engine,
    pixels: Pixels,
    stretch: _Stretch,
    lines: list[RawLine],
    height: float,
) -> None:
    """Read a stretch and add it; what it carries on is read anew with it."""
    near = [
        line
        for line in lines
        if line.text is not None and _carries_on(line.text, stretch.box, height)
    ]
    if near:
        boxes = [box for line in near if line.text for box in line.text.chars]
        more = read_lines(engine, pixels, [_around([*boxes, stretch.box])])
        if _holds(more, near):
            for line in near:
                lines.remove(line)
            lines.extend(more)
            return
    if stretch.shapes < _PAIR:
        return
    read = read_lines(engine, pixels, [stretch.quad])
    for line in read:
        if line.text is not None and line.text.score >= _READ:
            lines.append(line)
        elif stretch.shapes >= _FEWEST:
            lines.append(RawLine(line.box, None))


def _holds(more: Sequence[RawLine], near: Sequence[RawLine]) -> bool:
    """Tell whether a longer reading holds all that was read before, and more."""
    texts = [line.text for line in more if line.text is not None]
    if len(texts) != len(more) or not texts:
        return False
    told = "".join(text.text for text in texts)
    known = [line.text.text for line in near if line.text is not None]
    sure = min(text.score for text in texts) >= _READ
    return sure and len(told) > sum(map(len, known)) and all(k in told for k in known)


def _carries_on(line: TextLine, box: Box, height: float) -> bool:
    """Tell whether a box stands right before or right behind a line."""
    if line.vertical or _size(line) > _LARGER * height:
        return False
    behind = box.x0 > line.chars[-1].x0
    end = line.chars[-1] if behind else line.chars[0]
    gap = box.x0 - end.x1 if behind else end.x0 - box.x1
    shared = min(end.y1, box.y1) - max(end.y0, box.y0)
    return shared > 0.6 * min(end.height, box.height) and -height < gap < height


def _size(line: TextLine) -> float:
    return median(box.width if line.vertical else box.height for box in line.chars)


def _stretches(
    pixels: Pixels, lines: Sequence[RawLine], height: float
) -> list[_Stretch]:
    """Return the stretches of uncovered shapes, the longest first."""
    import cv2

    ink = _ink(pixels, lines)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    covered = _covered(ink.shape, lines, height)
    kept = np.zeros(len(stats), np.bool_)
    middles: list[tuple[float, float]] = []
    for number, (x, y, w, h, _) in enumerate(stats[1:].tolist(), 1):
        if not _LOW * height <= h <= _HIGH * height or w > _WIDE * height:
            continue
        if covered[y : y + h, x : x + w].mean() < _COVERED:
            kept[number] = True
            middles.append((x + w / 2, y + h / 2))
    if not middles:
        return []
    left = kept[labels]
    reach = max(1, round(_APART * height)) | 1
    joined = cv2.dilate(left.astype(np.uint8), np.ones((3, reach), np.uint8))
    count, groups, _, _ = cv2.connectedComponentsWithStats(np.asarray(joined))
    sizes = np.bincount([int(groups[int(y), int(x)]) for x, y in middles], None, count)
    found = []
    for number in range(1, count):
        if sizes[number]:
            points = np.argwhere((groups == number) & left)[:, ::-1]
            found.append(_stretch(points, int(sizes[number])))
    return sorted(found, key=lambda one: -one.shapes)


def _stretch(points: NDArray[np.intp], shapes: int) -> _Stretch:
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    box = Box(float(x0), float(y0), float(x1 + 1), float(y1 + 1))
    return _Stretch(_around([box]) if shapes < _FEWEST else _quad(points), box, shapes)


def _around(boxes: Sequence[Box]) -> Quad:
    """Return the quad around boxes, at a slant if they stand so."""
    corners = [(x, y) for b in boxes for x in (b.x0, b.x1) for y in (b.y0, b.y1)]
    return _quad(np.array(corners))


def _quad(points: NDArray[Any]) -> Quad:
    import cv2

    middle, (wide, high), angle = cv2.minAreaRect(points.astype(np.float32))
    more = 2 * _MARGIN * min(wide, high)
    corners = cv2.boxPoints((middle, (wide + more, high + more), angle))
    return ordered(np.asarray(corners, np.float32))


def _ink(pixels: Pixels, lines: Sequence[RawLine]) -> Mask:
    """Return what is about as dark as the text that was read."""
    import cv2

    red = np.ascontiguousarray(pixels[:, :, 2])
    sheet = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((41, 41), np.uint8))
    sheet = np.asarray(sheet, np.float32)
    share = red / np.maximum(sheet, 1.0)
    darkness = [
        float(np.percentile(share[rows, columns], 10))
        for line in lines
        if line.text is not None
        for rows, columns in (_window(line.box, red.shape),)
        if share[rows, columns].size
    ]
    typical = median(darkness) if darkness else 0.3
    dark = share < (1.0 + min(typical, 0.8)) / 2
    return np.asarray(dark & (sheet - red > _DARKER), np.bool_)


def _covered(shape: tuple[int, ...], lines: Sequence[RawLine], height: float) -> Mask:
    """Return where something was read or told as unread."""
    mask = np.zeros(shape[:2], np.bool_)
    for line in lines:
        if line.text is None:
            mask[_window(line.box, shape)] = True
            continue
        if min(line.box.height, line.box.width) > 3 * _LARGER * height:
            continue
        for box in line.text.chars:
            if min(box.height, box.width) <= _LARGER * height:
                mask[_window(box.grown(2, 0.1 * box.height), shape)] = True
    return mask


def _window(box: Box, shape: tuple[int, ...]) -> tuple[slice, slice]:
    part = box.clipped(shape[1], shape[0])
    return (
        slice(int(part.y0), int(np.ceil(part.y1))),
        slice(int(part.x0), int(np.ceil(part.x1))),
    )
