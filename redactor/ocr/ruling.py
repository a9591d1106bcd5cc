"""The rules of a table in a picture: long thin strokes, across and down.

Boxes are in the *straightened* picture, see `straightened`: a scan is hardly ever laid
straight, and a rule of 25 cm that leans by one degree is 4 mm wide for an upright box.
"""

from typing import Any

from redactor.ocr.model import Box

__all__ = ["find_rules", "straightened"]

_ACROSS, _DOWN = 0.35, 0.30  # inches: shorter strokes may belong to letters
_THICK = 0.05  # inches
_BRIDGE = 5  # pixels of a stroke that noise may have eaten
_WINDOW, _DARKER = 31, 12  # pixels, grey levels


def straightened(x: float, y: float, slope: float) -> tuple[float, float]:
    """Return where a point comes to stand when the picture is laid straight.

    Args:
        x: Pixels or points from the left.
        y: From the top.
        slope: How far lines sink per unit to the right.
    """
    return x + slope * y, y - slope * x


def find_rules(
    image: Any, dpi: float, slope: float = 0.0
) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Return the rules across and down, in pixels of the straightened picture.

    Args:
        image: A `PIL.Image.Image`.
        dpi: Its resolution.
        slope: How far its lines sink per pixel to the right.
    """
    import cv2
    import numpy as np

    grey = np.asarray(image.convert("L"))
    height, width = grey.shape
    if min(height, width) <= _WINDOW:
        return (), ()
    if slope:
        lay = np.array([[1.0, slope, 0.0], [-slope, 1.0, 0.0]])
        grey = cv2.warpAffine(grey, lay, (width, height), borderValue=255)
    dark = cv2.adaptiveThreshold(
        grey,
        255,
        cv2.ADAPTIVE_THRESH_MEAN_C,
        cv2.THRESH_BINARY_INV,
        _WINDOW,
        _DARKER,
    )
    across = _strokes(dark, round(_ACROSS * dpi), dpi, down=False)
    return across, _strokes(dark, round(_DOWN * dpi), dpi, down=True)


def _strokes(dark: Any, length: int, dpi: float, *, down: bool) -> tuple[Box, ...]:
    import cv2
    import numpy as np

    bridge = (_BRIDGE, 1) if down else (1, _BRIDGE)
    shape = (length, 1) if down else (1, length)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones(bridge, np.uint8))
    found = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    boxes = []
    for x, y, wide, high, _ in stats[1:].tolist():  # the first is the ground
        thick = wide if down else high
        if thick <= max(_THICK * dpi, 3):
            boxes.append(Box(x, y, x + wide, y + high))
    return tuple(boxes)
