"""Bar codes that the decoder does not see: too fine, too worn, or lying aslant.

Where all edges of a patch run the same way and follow each other closely there are
bars. The patch is laid level, and decoded once more; if that fails, a person is shown
it. Hatched areas of charts look the same and are shown as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.model import Box

__all__ = ["Bars", "find_bars"]

_BLOCK = 8  # pixels
_SMOOTH = 3  # blocks
_ALIKE = 0.72  # how far all edges of a patch run one way, 0 to 1
_STRONG = 14_400.0  # mean squared answer of the Sobel filter: print, not texture
_LEAST = (70.0, 22.0)  # pixels: along and across, 9 x 2.8 mm at 200 dpi
_MARGIN = 56  # pixels: the patch may end before the last bars
_EDGES = 24  # dark to light and back: fewer than in any bar code
_SAME = 0.6  # how alike the rows of a patch are: bars run through


@dataclass(frozen=True, slots=True)
class Bars:
    """A patch of bars.

    Attributes:
        box: In the picture.
        level: The patch laid level.
        sure: Its bars run through from top to bottom; those of stacked codes (PDF417)
            do not, and lines of print may look like these until one is decoded.
    """

    box: Box
    level: NDArray[np.uint8] = field(repr=False)
    sure: bool


def find_bars(grey: NDArray[np.uint8]) -> Iterator[Bars]:
    """Yield the patches of a picture that are full of parallel bars."""
    import cv2

    mask = cv2.morphologyEx(_one_way(grey), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    contours, _ = cv2.findContours(
        np.asarray(mask), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )
    for contour in contours:
        (x, y), (w, h), angle = cv2.minAreaRect(contour)
        wide, tall = (max(w, h) + 1) * _BLOCK, (min(w, h) + 1) * _BLOCK
        if wide < _LEAST[0] or tall < _LEAST[1]:
            continue
        centre = ((x + 0.5) * _BLOCK, (y + 0.5) * _BLOCK)
        for turn in (angle, angle + 90):
            across = (wide, tall) if (w >= h) == (turn == angle) else (tall, wide)
            level = _level(grey, centre, across, turn)
            edges, alike = _stripes(level)
            if edges >= _EDGES:
                corners = cv2.boxPoints((centre, across, turn))
                (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
                yield Bars(
                    Box(float(x0), float(y0), float(x1), float(y1)),
                    level,
                    alike >= _SAME,
                )


def _one_way(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return 1 for the blocks whose edges are strong and all run one way."""
    import cv2

    dx = cv2.Sobel(grey, cv2.CV_32F, 1, 0, ksize=3)
    dy = cv2.Sobel(grey, cv2.CV_32F, 0, 1, ksize=3)
    size = (max(1, grey.shape[1] // _BLOCK), max(1, grey.shape[0] // _BLOCK))

    def blocks(values: object) -> NDArray[np.float32]:
        small = cv2.resize(np.asarray(values), size, interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.blur(small, (_SMOOTH, _SMOOTH)), np.float32)

    xx, yy, xy = blocks(dx * dx), blocks(dy * dy), blocks(dx * dy)
    total = xx + yy
    alike = np.hypot(xx - yy, 2 * xy) / np.maximum(total, 1.0)
    return np.asarray((alike > _ALIKE) & (total > _STRONG)).astype(np.uint8)


def _level(
    grey: NDArray[np.uint8],
    centre: tuple[float, float],
    size: tuple[float, float],
    angle: float,
) -> NDArray[np.uint8]:
    """Return a turned rectangle of the picture laid level, with a white margin."""
    import cv2

    width, height = round(size[0]) + _MARGIN, round(size[1]) + _MARGIN
    turn = cv2.getRotationMatrix2D(centre, angle, 1.0)
    turn[:, 2] += np.array([width / 2 - centre[0], height / 2 - centre[1]])
    laid = cv2.warpAffine(
        grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=[255]
    )
    return np.asarray(laid, np.uint8)


def _stripes(level: NDArray[np.uint8]) -> tuple[int, float]:
    """Return how many edges cross the middle of a patch, and how alike its rows are."""
    height = level.shape[0]
    rows = level[height // 4 : max(height // 4 + 2, 3 * height // 4)].astype(np.float32)
    mean = rows.mean(axis=0)
    if float(np.ptp(mean)) < 60:
        return 0, 0.0
    middle = (float(np.percentile(mean, 5)) + float(np.percentile(mean, 95))) / 2
    edges = int(np.abs(np.diff((mean < middle).astype(np.int8))).sum())
    return edges, float(mean.var()) / float(rows.var())
