"""Photographs on a page: areas without any paper between their tones."""

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.model import Box
from redactor.ocr.pixels import scaled

__all__ = ["find_photos"]

_DPI = 100.0
_MM = 25.4
_GAP_MM = 2.4  # print has paper closer to every point than that
_DARKER = 28  # grey levels than the paper
_SIDES_MM = (11.0, 140.0)
_MOST = 6


def find_photos(grey: NDArray[np.uint8], dpi: float) -> list[Box]:
    """Return the boxes of the largest areas of tone, at most six.

    Args:
        grey: Brightness of the picture.
        dpi: Dots an inch, known or guessed.
    """
    import cv2

    factor = min(1.0, _DPI / dpi)
    unit = dpi * factor / _MM
    small = np.asarray(scaled(grey, factor), np.uint8)
    reach = max(3, round(_GAP_MM * unit)) | 1
    lightest = np.asarray(cv2.dilate(small, np.ones((reach, reach), np.uint8)))
    paper = float(np.percentile(small, 90))
    tone = np.asarray(lightest < paper - _DARKER).astype(np.uint8)
    # The filter took half its reach off each side.
    _, _, stats, _ = cv2.connectedComponentsWithStats(tone, connectivity=4)
    half = reach // 2
    found = []
    for x, y, w, h, area in np.asarray(stats)[1:].tolist():
        sides = ((w + 2 * half) / unit, (h + 2 * half) / unit)
        if min(sides) < _SIDES_MM[0] or max(sides) > _SIDES_MM[1] or area < 0.3 * w * h:
            continue
        box = Box(x - half, y - half, x + w + half, y + h + half)
        found.append(
            Box(*(v / factor for v in (box.x0, box.y0, box.x1, box.y1))).clipped(
                grey.shape[1], grey.shape[0]
            )
        )
    return sorted(found, key=lambda box: -box.area)[:_MOST]
