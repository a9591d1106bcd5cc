"""Pictures as arrays: the three channels that the models take, turned and scaled."""

from math import ceil

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from redactor.ocr.engine import Pixels
from redactor.ocr.model import Box

__all__ = [
    "as_grey",
    "as_pixels",
    "points_a_pixel",
    "scaled",
    "strips",
    "turn_back",
    "turned",
]

_STRIP = 2400  # pixels: the longest side that is searched in one go
_OVERLAP = 160
_A4_SHORT_INCHES = 8.27
_LONGEST_PAGE = 14_000.0


def as_pixels(image: Image.Image) -> Pixels:
    """Return a picture of any mode as BGR of 8 bits; what shines through is white."""
    if image.mode.startswith(("I;16", "I", "F")):
        values = np.asarray(image, np.float64)
        top = (
            65535.0 if image.mode.startswith("I;16") else max(float(values.max()), 1.0)
        )
        grey = np.clip(values * (255.0 / top), 0, 255).astype(np.uint8)
        return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        image = Image.alpha_composite(white, layer)
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def as_grey(pixels: Pixels) -> NDArray[np.uint8]:
    """Return the brightness of a BGR picture."""
    import cv2

    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)


def points_a_pixel(image: Image.Image) -> float:
    """Return the points (1/72 inch) of a pixel when a picture is shown as a page.

    The resolution that the file tells, else as if the picture were as wide as A4;
    never a page larger than PDF viewers take (14,400 points).
    """
    told = image.info.get("dpi")
    if told and 50 <= float(told[0]) <= 1300:
        dpi = float(told[0])
    else:
        dpi = max(72.0, min(image.size) / _A4_SHORT_INCHES)
    return min(72.0 / dpi, _LONGEST_PAGE / max(image.size))


def turned(pixels: Pixels, clockwise: int) -> Pixels:
    """Return the picture turned by 0, 90, 180 or 270 degrees clockwise."""
    return np.ascontiguousarray(np.rot90(pixels, -(clockwise // 90)))


def turn_back(box: Box, clockwise: int, width: int, height: int) -> Box:
    """Return where a box of the turned picture lies in the picture as given.

    Args:
        box: Box of the picture that was turned clockwise.
        clockwise: 0, 90, 180 or 270.
        width: Of the picture as given.
        height: Of the picture as given.
    """
    if clockwise == 90:
        return Box(box.y0, height - box.x1, box.y1, height - box.x0)
    if clockwise == 180:
        return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
    if clockwise == 270:
        return Box(width - box.y1, box.x0, width - box.y0, box.x1)
    return box


def scaled(pixels: Pixels, factor: float) -> Pixels:
    """Return the picture with both sides times ``factor``."""
    import cv2

    if factor == 1.0:
        return pixels
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    big = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=way)
    return np.asarray(big, np.uint8)


def strips(pixels: Pixels) -> list[tuple[int, int, Pixels]]:
    """Cut a large picture into overlapping parts: left, top and pixels of each.

    One part for pages; long screenshots and large plans give several, since the model
    that finds lines sees small text only at its own scale.
    """
    height, width = pixels.shape[:2]
    return [
        (x0, y0, pixels[y0:y1, x0:x1])
        for y0, y1 in _ranges(height)
        for x0, x1 in _ranges(width)
    ]


def _ranges(size: int) -> list[tuple[int, int]]:
    if size <= _STRIP * 1.25:
        return [(0, size)]
    count = ceil((size - _OVERLAP) / (_STRIP - _OVERLAP))
    step = (size - _OVERLAP) / count
    return [
        (round(i * step), min(size, round(i * step + step + _OVERLAP)))
        for i in range(count)
    ]
