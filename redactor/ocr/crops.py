"""A line cut out of the picture and laid straight, with the way back to the picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.model import Box

__all__ = ["Crop", "Pixels", "Quad", "cut", "ordered", "quad_size"]

Pixels = NDArray[np.uint8]
"""A picture as the models take it: BGR, rows first."""

Quad = NDArray[np.float32]
"""Four corners, top left first, clockwise, in pixels."""

# Margins around the found quad, in heights of the line, so that ink outside is seen.
_ABOVE = 0.25
_BESIDE = 0.35
_TALL = 1.5


@dataclass(frozen=True, slots=True)
class Crop:
    """A straight cut with margins.

    Attributes:
        wide: The line with its margins, BGR.
        left: Width of the left and right margin in pixels.
        top: Height of the upper and lower margin in pixels.
        back: Matrix from pixels of ``wide`` to pixels of the picture.
        tall: The quad stood upright and was turned by 90 degrees against the clock.
    """

    wide: Pixels
    left: int
    top: int
    back: NDArray[np.float64]
    tall: bool

    @property
    def line(self) -> Pixels:
        """The line without margins."""
        height, width = self.wide.shape[:2]
        return self.wide[self.top : height - self.top, self.left : width - self.left]

    def to_picture(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the upright box around a rectangle of ``wide``."""
        corners = np.array([[x0, y0, 1], [x1, y0, 1], [x1, y1, 1], [x0, y1, 1]])
        mapped = corners @ self.back.T
        points = mapped[:, :2] / mapped[:, 2:]
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        return Box(float(left), float(top), float(right), float(bottom))


def ordered(corners: Quad) -> Quad:
    """Return corners clockwise from the top left one, of the two leftmost the upper."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = by_x[:2], by_x[2:]
    top_left, low_left = left[np.argsort(left[:, 1])]
    top_right, low_right = right[np.argsort(right[:, 1])]
    return np.array([top_left, top_right, low_right, low_left], np.float32)


def quad_size(quad: Quad) -> tuple[float, float]:
    """Return width and height of a quad in pixels."""
    width = max(_length(quad[0], quad[1]), _length(quad[3], quad[2]))
    height = max(_length(quad[0], quad[3]), _length(quad[1], quad[2]))
    return width, height


def cut(pixels: Pixels, quad: Quad, *, upside_down: bool = False) -> Crop:
    """Cut a quad out of a picture (BGR) and lay it straight.

    A quad that stands upright is turned by 90 degrees against the clock, since lines
    run along their longer side; ``upside_down`` turns the result once more by 180.
    """
    import cv2

    width, height = quad_size(quad)
    tall = height >= _TALL * width
    corners = np.roll(quad, -1, axis=0) if tall else quad
    if upside_down:
        corners = np.roll(corners, -2, axis=0)
    if tall:
        width, height = height, width
    across, down = max(4, round(width)), max(4, round(height))
    left, top = round(_BESIDE * down), round(_ABOVE * down)
    inner = np.array(
        [
            [left, top],
            [left + across, top],
            [left + across, top + down],
            [left, top + down],
        ],
        np.float32,
    )
    there = cv2.getPerspectiveTransform(corners.astype(np.float32), inner)
    wide = cv2.warpPerspective(
        pixels,
        there,
        (across + 2 * left, down + 2 * top),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    back = np.linalg.inv(np.asarray(there, np.float64))
    return Crop(np.asarray(wide, np.uint8), left, top, back, tall)


def _length(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    return float(np.hypot(*(first - second)))
