"""Lines that were read well and yet look written by hand: names that were signed.

The reader reads clear handwriting as if it were print. A short line larger than the
print of its page, or in blue ink, is compared with the same characters as a font draws
them: the mean distance of one's strokes to the other's, after both are brought to one
size (chamfer distance), is small for any Song or Hei type and large for a hand. Kai
type is drawn after the brush; a large short line of it is shown to a person as well.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import islice
from statistics import mean, median

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from redactor.ocr.engine import Pixels
from redactor.ocr.model import Box, TextLine

__all__ = ["find_written"]

_SIDE = 48  # pixels to which characters are brought
_FAR = 8.0  # pixels: what is farther counts as much
_MOST = 4  # characters: a name
_LARGER = 1.25  # than the print of the page
_LEAST_MM = 5.0  # where the page has no print to compare with
_OTHER = 3.5  # per cent of the side; type of 60 pixels: at most 3.4, hands from 3.3
_OTHER_BLUE = 3.2
_ABOVE_PRINT = 0.9  # than the type of the page itself
_SAMPLE = 24
_LETTERS_SURE = 0.93
_WIDE_LETTER = 1.6
_BLUE = 35


def find_written(pixels: Pixels, lines: Sequence[TextLine], dpi: float) -> list[Box]:
    """Return the boxes of lines that a hand wrote (upright picture, BGR).

    Args:
        pixels: The picture.
        lines: What was read; those of low confidence are asked about anyway.
        dpi: Dots an inch, known or guessed.
    """
    print_ = [
        ln for ln in lines if len(ln.text) >= 8 and not ln.low and not ln.vertical
    ]
    usual = median(line.box.height for line in print_) if print_ else 0.0
    least = _LARGER * usual if usual else _LEAST_MM / 25.4 * dpi
    found: list[tuple[float, Box]] = []
    grey = pixels[:, :, 2]  # red ink is all but white in it
    for line in lines:
        if line.low or line.vertical or not 1 <= len(line.text) <= _MOST:
            continue
        large = line.box.height >= least
        blue = line.box.height >= 0.9 * usual and _is_blue(pixels, line.box)
        if large and line.text.isascii() and line.text.isalpha() and _no_letters(line):
            found.append((_FAR, line.box))
        elif large or blue:
            other = _otherness(grey, line)
            if other >= (_OTHER_BLUE if blue else _OTHER):
                found.append((other, line.box))
    base = _print_otherness(grey, print_) if found else 0.0
    return [box for other, box in found if other >= base + _ABOVE_PRINT]


def _no_letters(line: TextLine) -> bool:
    """Tell whether a few Latin letters are rather a scrawl: read badly or too wide."""
    widest = max(box.width / max(1.0, box.height) for box in line.chars)
    return line.score < _LETTERS_SURE or widest > _WIDE_LETTER


def _is_blue(pixels: Pixels, box: Box) -> bool:
    part = _part(pixels, box).astype(np.int16)
    if not part.size:
        return False
    red = part[:, :, 2]
    ink = red < np.percentile(red, 90) - 60
    if not ink.any():
        return False
    return float(np.median((part[:, :, 0] - red)[ink])) > _BLUE


def _print_otherness(grey: NDArray[np.uint8], lines: Sequence[TextLine]) -> float:
    """Return how far the type of the page is from the font, from some characters."""
    each = (value for line in lines for value in _each(grey, line, every=4))
    values = list(islice(each, _SAMPLE))
    return median(values) if values else 0.0


def _otherness(grey: NDArray[np.uint8], line: TextLine) -> float:
    values = list(_each(grey, line, every=1))
    return mean(values) if values else 0.0


def _each(grey: NDArray[np.uint8], line: TextLine, *, every: int) -> Iterator[float]:
    """Yield the distance of ideographs from what the font draws, in per cent."""
    import cv2

    for char, box in islice(zip(line.text, line.chars, strict=True), 0, None, every):
        if not "\u4e00" <= char <= "\u9fff":
            continue
        strokes = _strokes(_ink(_part(grey, box.grown(1, 1))))
        drawn = _drawn(char)
        if strokes is None or drawn is None:
            continue
        there, away = drawn
        here = cv2.distanceTransform(255 - strokes, cv2.DIST_L2, 3)
        apart = np.minimum(away[strokes > 0], _FAR).mean()
        back = np.minimum(np.asarray(here)[there > 0], _FAR).mean()
        yield float(apart + back) / 2 / _SIDE * 100


def _part(pixels: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    return pixels[
        max(0, int(box.y0)) : int(box.y1) + 1, max(0, int(box.x0)) : int(box.x1) + 1
    ]


def _ink(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return 255 for ink, without specks."""
    import cv2

    if min(grey.shape) < 4:
        return np.zeros_like(grey)
    soft = cv2.GaussianBlur(grey, (0, 0), 0.7)
    _, dark = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(dark))
    keep = np.asarray(stats)[:, 4] >= max(4.0, 0.004 * grey.size)
    keep[0] = False
    return np.where(keep[labels], 255, 0).astype(np.uint8)


def _strokes(ink: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """Return the thin middle lines of a character, brought to the common size."""
    import cv2

    ys, xs = np.nonzero(ink)
    if len(xs) < 10:
        return None
    tight = ink[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    square = cv2.resize(tight, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    left = np.pad((np.asarray(square) > 110).astype(np.uint8) * np.uint8(255), 1)
    thin = np.zeros_like(left)
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    while left.any():
        smaller = np.asarray(cv2.erode(left, cross), np.uint8)
        thin |= left & ~np.asarray(cv2.dilate(smaller, cross), np.uint8)
        left = smaller
    inner = thin[1:-1, 1:-1]
    return np.ascontiguousarray(inner) if inner.any() else None


@cache
def _drawn(char: str) -> tuple[NDArray[np.uint8], NDArray[np.float32]] | None:
    """Return a character's strokes in the font, and each pixel's distance to them."""
    import cv2

    image = Image.new("L", (140, 140), 0)
    ImageDraw.Draw(image).text((20, 10), char, font=_font(), fill=255)
    strokes = _strokes(np.asarray(image))
    if strokes is None:
        return None
    away = cv2.distanceTransform(255 - strokes, cv2.DIST_L2, 3)
    return strokes, np.asarray(away, np.float32)


@cache
def _font() -> ImageFont.FreeTypeFont:
    """Return the font that MuPDF carries (Droid Sans Fallback)."""
    import pymupdf

    return ImageFont.truetype(BytesIO(pymupdf.Font("china-s").buffer), 96)
