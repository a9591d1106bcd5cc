"""What is printed in red: seals of offices, seals of names, fingerprints.

Shapes only: a round or square red imprint as large as the rules for seals say (State
Council 国发〔1999〕25号: 4.2 cm for a county, 4.5 or 5 cm above it; company seals 3.8
to 4.5 cm) is a seal; a smaller oval without letters is a fingerprint. A seal that was
scanned in black and white is not found here.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.engine import Pixels
from redactor.ocr.model import Box, Mark, MarkKind, TextLine
from redactor.ocr.pixels import scaled

__all__ = ["find_red", "red_share"]

_WORK_DPI = 100.0
_SEAL_MM = (26.0, 65.0)
_PRINT_MM = (8.0, 26.0)
_MM = 25.4


def find_red(pixels: Pixels, lines: Sequence[TextLine], dpi: float) -> list[Mark]:
    """Return seals and fingerprints of an upright picture (BGR).

    Args:
        pixels: The picture.
        lines: What was read in it: red headlines are no seals.
        dpi: Dots an inch, known or guessed.
    """
    import cv2

    factor = min(1.0, _WORK_DPI / dpi)
    red = _red(scaled(pixels, factor))
    if int(red.sum()) < 60:
        return []
    reach = max(3, round(_WORK_DPI / _MM * 1.2)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    closed = cv2.morphologyEx(red.astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
    marks = []
    for number in range(1, count):
        x, y, w, h = (int(value) for value in stats[number][:4])
        part = red[y : y + h, x : x + w] & (labels[y : y + h, x : x + w] == number)
        box = Box(x / factor, y / factor, (x + w) / factor, (y + h) / factor)
        kind = _kind(part, max(w, h) / factor / dpi * _MM)
        if kind is not None and not _is_text(box, lines):
            marks.append(Mark(kind, box))
    return _apart(marks)


def red_share(pixels: Pixels, box: Box) -> float:
    """Return how much of the ink in a box is red, 0 to 1 (0 where there is no ink)."""
    part = pixels[
        max(0, int(box.y0)) : int(box.y1) + 1, max(0, int(box.x0)) : int(box.x1) + 1
    ]
    if part.size == 0:
        return 0.0
    ink = part.min(axis=2) < 160
    return float((_red(part) & ink).sum() / ink.sum()) if ink.any() else 0.0


def _red(pixels: Pixels) -> NDArray[np.bool_]:
    blue, green, red = (pixels[:, :, at].astype(np.int16) for at in range(3))
    other = np.maximum(blue, green)
    strong = (red > 110) & (red - other > 45) & (np.abs(blue - green) < 70)
    return np.asarray(strong, np.bool_)


def _kind(part: NDArray[np.bool_], size_mm: float) -> MarkKind | None:
    """Tell a seal, a fingerprint or nothing by the shape of a red imprint."""
    height, width = part.shape
    ratio = width / height
    density = float(part.mean())
    if not 0.6 <= ratio <= 1.7 or density < 0.06:
        return None
    if _SEAL_MM[0] <= size_mm <= _SEAL_MM[1]:
        return MarkKind.SEAL if density < 0.72 and _framed(part) else None
    if not _PRINT_MM[0] <= size_mm < _SEAL_MM[0]:
        return None
    if density > 0.92:
        return None
    corners = _corner_share(part)
    if _framed(part) and corners > 0.25:
        return MarkKind.SEAL
    return MarkKind.FINGERPRINT if corners < 0.2 and density > 0.2 else None


def _framed(part: NDArray[np.bool_]) -> bool:
    """Tell whether the imprint's outline runs around it: red near each border."""
    height, width = part.shape
    rim_y, rim_x = max(2, height // 8), max(2, width // 8)
    middle_y = slice(height // 3, 2 * height // 3)
    middle_x = slice(width // 3, 2 * width // 3)
    sides = (
        part[middle_y, :rim_x].any(axis=1),
        part[middle_y, -rim_x:].any(axis=1),
        part[:rim_y, middle_x].any(axis=0),
        part[-rim_y:, middle_x].any(axis=0),
    )
    return sum(float(side.mean()) >= 0.6 for side in sides) >= 3


def _corner_share(part: NDArray[np.bool_]) -> float:
    """Return how red the four corners are; an oval leaves them white."""
    dy, dx = max(1, part.shape[0] // 7), max(1, part.shape[1] // 7)
    corners = (part[:dy, :dx], part[:dy, -dx:], part[-dy:, :dx], part[-dy:, -dx:])
    return float(np.mean([corner.mean() for corner in corners]))


def _is_text(box: Box, lines: Iterable[TextLine]) -> bool:
    """Tell whether the imprint is (part of) a line of large letters."""
    return any(
        not line.low
        and line.box.height > 0.6 * box.height
        and line.box.shared(box) > 0.6 * box.area
        for line in lines
    )


def _apart(marks: list[Mark]) -> list[Mark]:
    """Drop what lies inside a larger mark (the star of a seal)."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: -m.box.area):
        if all(mark.box.shared(other.box) < 0.5 * mark.box.area for other in kept):
            kept.append(mark)
    return kept
