"""Places of a script's glyphs and paths: on the displayed page, and compared."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from redactor.verification.pdf.painted import Painted, Script
from redactor.verification.pdf.same import inherited
from redactor.verification.pdf.scriptfonts import NotPlainError

__all__ = ["Bools", "Floats", "Frame", "near", "same_paths"]

_POINTS = 0.05
_TURN = 0.002  # of a glyph's matrix, relative
_PAD = 1.5  # points that an area may stick out of a region
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


class Frame:
    """Turns user space into the displayed page."""

    def __init__(self, page: Any, size: tuple[float, float]) -> None:
        boxes = [inherited(page, key) for key in ("/MediaBox", "/CropBox")]
        sides = np.array([[float(v) for v in box] for box in boxes if box is not None])
        x0, y0 = np.maximum.reduce(np.minimum(sides[:, :2], sides[:, 2:]))
        x1, y1 = np.minimum.reduce(np.maximum(sides[:, :2], sides[:, 2:]))
        turn = int(inherited(page, "/Rotate") or 0) % 360
        ways = {
            0: ((1, 0, -x0), (0, -1, y1)),
            90: ((0, 1, -y0), (1, 0, -x0)),
            180: ((-1, 0, x1), (0, 1, -y0)),
            270: ((0, -1, y1), (-1, 0, x1)),
        }
        width, height = (x1 - x0, y1 - y0) if turn % 180 == 0 else (y1 - y0, x1 - x0)
        unit = float(page.get("/UserUnit", 1))
        if (
            turn not in ways
            or max(abs(width * unit - size[0]), abs(height * unit - size[1])) > _POINTS
        ):
            raise NotPlainError
        self._rows = np.array(ways[turn], np.float64) * unit

    def shown(self, points: Floats) -> Floats:
        """Return points of the displayed page."""
        rows = self._rows
        return np.asarray(points @ rows[:, :2].T + rows[:, 2])


def near(old: Floats, new: Floats) -> bool:
    """Tell whether glyphs stand in the same places, in the same size and turn."""
    size = np.abs(old[:, 2:]).max(axis=1, keepdims=True)
    moved = np.abs(old[:, :2] - new[:, :2]).max()
    turned = (np.abs(old[:, 2:] - new[:, 2:]) > _TURN * size).any()
    return bool(moved <= _POINTS and not turned)


def same_paths(
    source: tuple[Script, Bools],
    copy: tuple[Script, Bools],
    frame: Frame,
    boxes: Floats,
) -> bool:
    """Tell whether all that is drawn is the same, but for areas within one region.

    Each must also stand at the same place in the order of painting. Pictures and forms
    must be the same too, and touch no region: there their pixels would count.
    """
    (before, kept), (after, stays) = source, copy
    if not before.paths and not after.paths:
        return True
    counts = _counted(kept), _counted(stays)
    wider = boxes + np.array([-_PAD, -_PAD, _PAD, _PAD])
    old = iter(before.paths)
    expected = next(old, None)
    for item in after.paths:
        shown = frame.shown(item.points.reshape(-1, 2))
        low, high = shown.min(axis=0), shown.max(axis=0)
        if (
            expected is not None
            and counts[0][expected.after] == counts[1][item.after]
            and _same_path(expected, item)
        ):
            meets = (wider[:, :2] <= high).all(axis=1) & (low <= wider[:, 2:]).all(
                axis=1
            )
            if item.is_object and meets.any():
                return False
            expected = next(old, None)
            continue
        held = (wider[:, :2] <= low).all(axis=1) & (high <= wider[:, 2:]).all(axis=1)
        if item.is_object or not held.any():
            return False
    return expected is None


def _counted(kept: Bools) -> NDArray[np.intp]:
    """Return how many glyphs stay before each."""
    result = np.zeros(len(kept) + 1, np.intp)
    np.cumsum(kept, out=result[1:])
    return result


def _same_path(one: Painted, other: Painted) -> bool:
    return (
        one.kind == other.kind
        and one.points.shape == other.points.shape
        and bool((np.abs(one.points - other.points) <= _POINTS).all())
    )
