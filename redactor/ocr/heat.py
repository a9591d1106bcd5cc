"""From the heat map of the finding model to lines: one rectangle a line, none dropped.

What is hot and connected is one line as a rule. Where a watermark, a stamp or a stroke
of a pen touches a line, both are one shape, and a rectangle around it is half cold:
taken as it is, it would be dropped as no text at all, or read as one line of nonsense.
Such shapes are taken apart first. The enlarging of rectangles is that of DBNet (Liao et
al. 2020, "Real-time Scene Text Detection with Differentiable Binarization").
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.crops import Quad, ordered

__all__ = ["quads_of"]

_HOT = 0.3
_LEAST_HEAT = 0.4  # mean of a rectangle
_ENLARGED = 1.6
_LEAST_SIDE = 3.0  # pixels of the map
_FULL = 0.66  # of its rectangle that a single line fills
_BETTER = 0.12
_DEEPEST = 3
_HOTTER = (0.6, 0.85)
_LONG = (4.0, 8.0)  # thicknesses of a line that is kept when the rest goes
_THICK = (1.35, 1.8)  # half thicknesses of what is no line but larger

Mask = NDArray[np.bool_]
Heat = NDArray[np.float32]


def quads_of(heat: Heat, height: int, width: int) -> list[Quad]:
    """Return the quads of all lines: top left first, then clockwise.

    Args:
        heat: The map, 0 to 1, rows first.
        height: Of the picture that the quads are for, in pixels.
        width: Of that picture.
    """
    import cv2

    hot = cv2.dilate((heat > _HOT).astype(np.uint8), np.ones((2, 2), np.uint8))
    scale = np.array([width / heat.shape[1], height / heat.shape[0]], np.float32)
    most = np.array([width, height], np.float32)
    quads = []
    for x, y, mask in _components(np.asarray(hot)):
        part = heat[y : y + mask.shape[0], x : x + mask.shape[1]]
        for one in _apart(mask, part, 0):
            corners, _ = _rectangle(one)
            if _side(corners) < _LEAST_SIDE or _mean(part, corners) < _LEAST_HEAT:
                continue
            wide = _enlarged(corners) + np.array([x, y], np.float32)
            quads.append(np.clip(ordered(wide) * scale, 0, most - 1))
    return quads


def _components(mask: NDArray[np.uint8]) -> Iterator[tuple[int, int, Mask]]:
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for number, (x, y, w, h, _) in enumerate(stats[1:].tolist(), 1):
        yield x, y, labels[y : y + h, x : x + w] == number


def _apart(mask: Mask, heat: Heat, depth: int) -> Iterator[Mask]:
    """Yield the lines of a connected shape, itself if it is one."""
    full = _fullness([mask])
    if depth == _DEEPEST or full >= _FULL or min(mask.shape) < 2 * _LEAST_SIDE:
        yield mask
        return
    best, parts = full + _BETTER, [mask]
    for pieces in _ways(mask, heat):
        if len(pieces) > 1 and (score := _fullness(pieces)) > best:
            best, parts = score, pieces
    if len(parts) == 1:
        yield mask
        return
    for piece in parts:
        yield from _apart(piece, heat, depth + 1)


def _ways(mask: Mask, heat: Heat) -> Iterator[list[Mask]]:
    """Yield ways to take a shape apart, each a list of shapes."""
    import cv2

    for limit in _HOTTER:
        yield _pieces(mask & (heat > limit))
    byte = mask.astype(np.uint8)
    inner = np.asarray(cv2.distanceTransform(np.pad(byte, 1), cv2.DIST_L2, 3))
    ridge = inner[inner >= cv2.dilate(inner, np.ones((3, 3), np.uint8)) - 0.01]
    half = float(np.median(ridge[ridge > 0.5]))
    for factor in _LONG:
        long = max(3, round(2 * half * factor))
        for sides in ((1, long), (long, 1)):
            yield _opened(mask, np.ones(sides, np.uint8))
    for factor in _THICK:
        side = 2 * round(half * factor) + 1
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
        yield _opened(mask, np.asarray(disc, np.uint8))


def _opened(mask: Mask, shape: NDArray[np.uint8]) -> list[Mask]:
    """Return what a shape fits into, and the rest."""
    import cv2

    padded = np.pad(mask.astype(np.uint8), max(shape.shape))
    kept = np.asarray(cv2.morphologyEx(padded, cv2.MORPH_OPEN, shape))
    edge = max(shape.shape)
    inside = kept[edge:-edge, edge:-edge].astype(bool) & mask
    return [*_pieces(inside), *_pieces(mask & ~inside)]


def _pieces(mask: Mask) -> list[Mask]:
    """Return the connected parts of a mask that are more than a seam."""
    found = []
    for x, y, part in _components(mask.astype(np.uint8)):
        if min(part.shape) >= _LEAST_SIDE:
            whole = np.zeros_like(mask)
            whole[y : y + part.shape[0], x : x + part.shape[1]] = part
            found.append(whole)
    return found


def _fullness(parts: Iterable[Mask]) -> float:
    """Return the share of the rectangles around some shapes that is theirs."""
    areas = [(float(part.sum()), _rectangle(part)[1]) for part in parts]
    return sum(own for own, _ in areas) / max(1.0, sum(around for _, around in areas))


def _rectangle(mask: Mask) -> tuple[Quad, float]:
    """Return the corners and the area of the smallest rectangle around a shape."""
    import cv2

    points = np.argwhere(mask)[:, ::-1].astype(np.int32)
    hull = cv2.convexHull(np.ascontiguousarray(points))
    rectangle = cv2.minAreaRect(hull)
    w, h = rectangle[1]
    return np.asarray(cv2.boxPoints(rectangle), np.float32), (w + 1) * (h + 1)


def _sides(corners: Quad) -> tuple[float, float]:
    one, two = corners[1] - corners[0], corners[2] - corners[1]
    return float(np.hypot(*one)), float(np.hypot(*two))


def _side(corners: Quad) -> float:
    return min(_sides(corners))


def _mean(heat: Heat, corners: Quad) -> float:
    """Return the mean heat within a rectangle."""
    import cv2

    inside = np.zeros(heat.shape, np.uint8)
    cv2.fillPoly(inside, [np.round(corners).astype(np.int32)], (1,))
    return float(heat[inside > 0].mean()) if inside.any() else 0.0


def _enlarged(corners: Quad) -> Quad:
    """Move all sides outwards, as far as the map shrinks a line."""
    w, h = _sides(corners)
    more = _ENLARGED * w * h / (2 * (w + h))
    middle = corners.mean(axis=0)
    along = (corners[1] - corners[0]) / max(w, 1e-6)
    across = (corners[2] - corners[1]) / max(h, 1e-6)
    x, y = (w / 2 + more) * along, (h / 2 + more) * across
    return np.asarray(
        [middle - x - y, middle + x - y, middle + x + y, middle - x + y], np.float32
    )
