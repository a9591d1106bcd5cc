"""Ink that no line, rule, code, seal or picture accounts for: strokes drawn by hand.

A signature is a name, whether a label stands beside it or not. What is left of a page
when everything known is taken away is looked at by its shape: strokes of a pen that
run on, 8 to 75 mm wide. Dirt (specks, soft stains, staples, punch holes), ticks, frames
and solid logos have other shapes. An oval full of ridges is a fingerprint, of any
colour. A person decides what it is; nothing is covered because of this alone.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.model import Box, Mark, MarkKind
from redactor.ocr.pixels import scaled

__all__ = ["find_leftover"]

_DPI = 100.0
_MM = 25.4
_CONTRAST = 60  # grey levels below the paper: ink; shadows and stains are softer
_SOFT_FROM = 28
_JOIN_MM = 1.5  # strokes of one word lie closer
_LARGEST_MM = (80.0, 45.0)
_LEAST_MM = 9.5  # from corner to corner: ticks, boxes for them, punch holes are smaller
_LONG_MM = 4.5  # of the largest stroke: specks are shorter
_NARROW_MM = 3.0  # across its own direction: staples and scratches are narrower
_PEN_MM = 1.4  # widest stroke on average: pens, not brushes, bars or logos
_SOLID_MM = 2.1
_FULL = 0.5  # share of ink in the box; solid figures have more
_RUN = 1.5  # length of the strokes in diagonals: a tick has 1.2, a staple 1
_SOFT = 1.6  # grey pixels to dark ones: stains and photographs have more
_STRAIGHT = 0.72  # share of upright and level edges: frames and tables have more
_RULE_MM = 9.0
_EDGE_MM = 3.0  # shadows of the sheet's edge
_PRINT_MM = (9.0, 27.0)


def find_leftover(
    grey: NDArray[np.uint8], known: Iterable[Box], dpi: float
) -> list[Mark]:
    """Return handwriting and fingerprints among the ink outside of known boxes.

    Args:
        grey: One channel of the upright picture, dark ink on light paper.
        known: Lines and marks, in its pixels.
        dpi: Dots an inch, known or guessed.
    """
    import cv2

    factor = min(1.0, _DPI / dpi)
    small = np.asarray(scaled(grey, factor), np.uint8)
    unit = dpi * factor / _MM  # pixels of a millimetre
    depth = _depth(small)
    ink = _without((depth > _CONTRAST).astype(np.uint8), known, factor)
    ink = _thin(ink, round(_SOLID_MM * unit) | 1)
    rules = _rules(ink, round(_RULE_MM * unit))
    ink[rules > 0] = 0
    reach = max(3, round(_JOIN_MM * unit)) | 1
    near = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    groups = np.asarray(cv2.dilate(ink, near), np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(groups)
    found: list[Mark] = []
    for number, (x, y, w, h, _) in enumerate(np.asarray(stats).tolist()):
        if number == 0 or not _sensible(w / unit, h / unit):
            continue
        here = (slice(y, y + h), slice(x, x + w))
        own = labels[here] == number
        part = np.where(own, ink[here], 0).astype(np.uint8)
        soft = int((own & (depth[here] > _SOFT_FROM) & (ink[here] == 0)).sum())
        kind = _kind(part, soft, unit)
        box = Box(x / factor, y / factor, (x + w) / factor, (y + h) / factor)
        if kind is not None and not _at_edge((x, y, w, h), small.shape, unit):
            found.append(Mark(kind, box))
    return _joined(found)


def _depth(grey: NDArray[np.uint8]) -> NDArray[np.int16]:
    """Return by how many levels each pixel is darker than the paper around it."""
    import cv2

    light = cv2.dilate(cv2.medianBlur(grey, 3), np.ones((25, 25), np.uint8))
    paper = np.asarray(cv2.blur(light, (25, 25)))
    return np.asarray(paper.astype(np.int16) - grey, np.int16)


def _thin(ink: NDArray[np.uint8], solid: int) -> NDArray[np.uint8]:
    """Take out figures that are solid for a good part: logos, bars, discs."""
    import cv2

    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (solid, solid))
    thick = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, disc))
    if not thick.any():
        return ink
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    held = np.bincount(labels[thick > 0], minlength=count)
    drop = held > 0.3 * np.asarray(stats)[:, 4]
    drop[0] = False
    return np.where(drop[labels], 0, ink).astype(np.uint8)


def _without(
    ink: NDArray[np.uint8], known: Iterable[Box], factor: float
) -> NDArray[np.uint8]:
    for box in known:
        x0, y0 = max(0, int(box.x0 * factor) - 1), max(0, int(box.y0 * factor) - 1)
        x1, y1 = int(box.x1 * factor) + 2, int(box.y1 * factor) + 2
        ink[y0:y1, x0:x1] = 0
    return ink


def _rules(ink: NDArray[np.uint8], long: int) -> NDArray[np.uint8]:
    """Return where long straight strokes run, across or down, a little askew too."""
    import cv2

    found = np.zeros_like(ink)
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    for shape in ((1, long), (long, 1)):
        thick = cv2.dilate(bridged, np.ones((3, 3), np.uint8))
        run = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        # What is thick over a stretch is no rule.
        solid = cv2.morphologyEx(run, cv2.MORPH_OPEN, np.ones((8, 8), np.uint8))
        found |= np.asarray(run, np.uint8) & (1 - np.asarray(solid, np.uint8))
    return found


def _sensible(wide: float, tall: float) -> bool:
    """Tell whether a group of strokes is as large as something written, in mm."""
    return (
        wide <= _LARGEST_MM[0] and tall <= _LARGEST_MM[1] and wide + tall >= _LEAST_MM
    )


def _at_edge(box: tuple[int, int, int, int], shape: Sequence[int], unit: float) -> bool:
    x, y, w, h = box
    edge = _EDGE_MM * unit
    return (
        x < edge or y < edge or x + w > shape[1] - edge or y + h > shape[0] - edge
    ) and min(shape) > 100 * unit


def _kind(part: NDArray[np.uint8], soft: int, unit: float) -> MarkKind | None:
    """Tell what a group of strokes is; ``soft``: pixels of a lighter grey around it."""
    area = int(part.sum())
    if area < 0.8 * unit * unit:
        return None
    if _is_print(part, unit):
        return MarkKind.FINGERPRINT
    ys, xs = np.nonzero(part)
    height, width = int(np.ptp(ys)) + 1, int(np.ptp(xs)) + 1
    diagonal = float(np.hypot(height, width))
    pen, longest = _strokes(part)
    good = (
        diagonal >= _LEAST_MM * unit
        and longest >= _LONG_MM * unit
        and pen <= _PEN_MM * unit
        and area <= _FULL * width * height
        and area >= _RUN * diagonal * pen
        and soft <= _SOFT * area
        and _narrow(xs, ys) >= _NARROW_MM * unit
        and _level(part) <= _STRAIGHT
    )
    return MarkKind.HANDWRITING if good else None


def _strokes(part: NDArray[np.uint8]) -> tuple[float, float]:
    """Return the mean width of the strokes and how far the largest one reaches."""
    import cv2

    padded = cv2.copyMakeBorder(part, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=[0])
    depth = np.asarray(cv2.distanceTransform(padded, cv2.DIST_L2, 3))
    around = np.asarray(cv2.dilate(depth, np.ones((3, 3), np.uint8)))
    pen = 2.0 * float(np.mean(depth[(depth > 0) & (depth >= around)])) - 0.6
    _, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    reach = max(
        float(np.hypot(w, h)) for _, _, w, h, _ in np.asarray(stats)[1:].tolist()
    )
    return max(1.0, pen), reach


def _narrow(xs: NDArray[np.intp], ys: NDArray[np.intp]) -> float:
    """Return the width across the main direction of all points."""
    points = np.stack((xs, ys), axis=1).astype(np.float64)
    points -= points.mean(axis=0)
    _, ways = np.linalg.eigh(points.T @ points)
    return float(np.ptp(points @ ways[:, 0]))


def _level(part: NDArray[np.uint8]) -> float:
    """Return which share of the edges runs straight across or down."""
    import cv2

    soft = cv2.GaussianBlur(part.astype(np.float32), (0, 0), 1.0)
    dx, dy = (cv2.Sobel(soft, cv2.CV_32F, *way) for way in ((1, 0), (0, 1)))
    strength = np.hypot(dx, dy)
    strength[strength < 0.2 * float(strength.max())] = 0
    angle = np.degrees(np.arctan2(dy, dx)) % 90
    level = np.minimum(angle, 90 - angle) <= 9
    total = float(strength.sum())
    return float(strength[level].sum()) / total if total else 1.0


def _is_print(part: NDArray[np.uint8], unit: float) -> bool:
    """Tell whether strokes fill an oval with many thin ridges."""
    import cv2

    height, width = part.shape
    if not (
        _PRINT_MM[0] * unit <= max(height, width) <= _PRINT_MM[1] * unit
        and 0.5 <= width / height <= 1.5
    ):
        return False
    reach = max(3, round(1.6 * unit)) | 1
    near = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    whole = np.asarray(cv2.morphologyEx(part, cv2.MORPH_CLOSE, near))
    ys, xs = np.nonzero(whole)
    box = (int(np.ptp(ys)) + 1) * (int(np.ptp(xs)) + 1)
    oval = float(whole.sum()) / (np.pi / 4 * box)
    turns = (np.diff(part.astype(np.int8), axis=0) == 1).sum(axis=0)
    middle = turns[width // 4 : max(width // 4 + 1, 3 * width // 4)]
    full = float(part.sum()) / max(1.0, float(whole.sum()))
    return bool(
        0.78 <= oval <= 1.15 and 0.25 <= full <= 0.85 and np.median(middle) >= 5
    )


def _joined(marks: Iterable[Mark]) -> list[Mark]:
    """Make one of marks of a kind that touch."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: -m.box.area):
        for at, other in enumerate(kept):
            if other.kind is mark.kind and other.box.shared(mark.box):
                kept[at] = Mark(mark.kind, Box.around((mark.box, other.box)))
                break
        else:
            kept.append(mark)
    return kept
