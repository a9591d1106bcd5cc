"""Seals that were copied in black and white: rings with something inside.

Sizes are those of 国发〔1999〕25号 (round seals of offices, 4.2 to 5 cm) and of the
oval and round seals that companies use (4.5 x 3, 4 x 3, 3.8 cm). An oval is looked for
as a circle in the picture made narrower by its ratio. Colour seals: `redactor.ocr.red`.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.model import Box
from redactor.ocr.pixels import scaled

__all__ = ["find_rings"]

_DPI = 100.0
_HOUGH_DPI = 50.0
_CONTRAST = 40
_LETTER_MM = 9.0
_MM = 25.4
_RADIUS_MM = (13.0, 31.0)
_OVALS = (1.0, 4 / 3, 1.5)
_ROUND = 0.72  # share of the directions in which the ring shows
_FREE = 0.5  # at most so much of the way just outside of the ring
_ANGLES = np.linspace(0.0, 2 * np.pi, 120, endpoint=False)
_INSIDE = (0.03, 0.6)  # ink inside: letters and a star, neither nothing nor a disc


def find_rings(grey: NDArray[np.uint8], dpi: float) -> list[Box]:
    """Return the boxes of dark rings as large as seals (upright picture).

    Args:
        grey: One channel, dark ink on light paper.
        dpi: Dots an inch, known or guessed.
    """
    import cv2

    factor = min(1.0, _DPI / dpi)
    ink = _large(_ink(np.asarray(scaled(grey, factor), np.uint8)), dpi * factor / _MM)
    if int(ink.sum()) < 60:
        return []
    found: list[tuple[float, Box]] = []
    for oval in _OVALS:
        flat = ink
        if oval != 1.0:
            width = max(1, round(ink.shape[1] / oval))
            flat = np.asarray(cv2.resize(ink, (width, ink.shape[0])), np.uint8)
        for x, y, radius, share in _circles(flat, dpi * factor):
            box = Box(
                (x - radius) * oval / factor,
                (y - radius) / factor,
                (x + radius) * oval / factor,
                (y + radius) / factor,
            )
            found.append((share, box))
    kept: list[Box] = []
    for _, box in sorted(found, key=lambda pair: -pair[0]):
        if all(box.shared(other) < 0.2 * min(box.area, other.area) for other in kept):
            kept.append(box)
    return kept


def _ink(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import cv2

    paper = np.asarray(cv2.dilate(cv2.medianBlur(grey, 3), np.ones((13, 13), np.uint8)))
    return np.asarray(paper.astype(np.int16) - grey > _CONTRAST).astype(np.uint8)


def _large(ink: NDArray[np.uint8], unit: float) -> NDArray[np.uint8]:
    """Keep what hangs together over more than a letter: rings and what touches them."""
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    sides = np.asarray(stats)[:, 2:4]
    keep = sides.min(axis=1) >= _LETTER_MM * unit
    keep[0] = False
    return np.where(keep[labels], ink, 0).astype(np.uint8)


def _circles(
    ink: NDArray[np.uint8], dpi: float
) -> Iterator[tuple[float, float, float, float]]:
    """Yield centre, radius and roundness of the circles in a picture of ink."""
    import cv2

    half = _HOUGH_DPI / dpi if dpi > _HOUGH_DPI else 1.0
    least, most = (round(mm / _MM * dpi * half) for mm in _RADIUS_MM)
    soft = cv2.GaussianBlur(ink * np.uint8(255), (3, 3), 0)
    soft = scaled(np.asarray(soft, np.uint8), half)
    circles = cv2.HoughCircles(
        soft,
        cv2.HOUGH_GRADIENT,
        dp=1.0,
        minDist=least,
        param1=120,
        param2=15,
        minRadius=least,
        maxRadius=most,
    )
    if circles is None:
        return
    for found in np.asarray(circles, np.float64).reshape(-1, 3)[:20].tolist():
        x, y, radius = (value / half for value in found)
        share, x, y, radius = _fitted(ink, x, y, radius)
        if share >= _ROUND and _is_seal(ink, x, y, radius):
            yield x, y, radius + 1.5, share


def _fitted(
    ink: NDArray[np.uint8], x: float, y: float, radius: float
) -> tuple[float, float, float, float]:
    """Return the share shown, centre and radius of the best ring close by."""
    best = (0.0, x, y, radius)
    for step in (3.0, 1.0):
        _, x, y, radius = best
        ways = (-step, 0.0, step)
        tries = [
            (x + dx, y + dy, radius + more)
            for dx in ways
            for dy in ways
            for more in ways
        ]
        best = max((_shown(ink, *ring), *ring) for ring in tries)
        if best[0] < 0.35:
            break
    return best


def _shown(ink: NDArray[np.uint8], x: float, y: float, radius: float) -> float:
    """Return the share of directions in which ink lies at this distance."""
    seen = np.zeros(len(_ANGLES), np.bool_)
    for near in (-0.7, 0.0, 0.7):
        xs = np.rint(x + (radius + near) * np.cos(_ANGLES)).astype(int)
        ys = np.rint(y + (radius + near) * np.sin(_ANGLES)).astype(int)
        inside = (xs >= 0) & (ys >= 0) & (xs < ink.shape[1]) & (ys < ink.shape[0])
        seen[inside] |= ink[ys[inside], xs[inside]] > 0
    return float(seen.mean())


def _is_seal(ink: NDArray[np.uint8], x: float, y: float, radius: float) -> bool:
    """Tell whether a ring stands free and has letters inside it."""
    rows, columns = np.ogrid[: ink.shape[0], : ink.shape[1]]
    away = np.hypot(columns - x, rows - y)
    within = ink[away < 0.86 * radius]
    if not within.size or not _INSIDE[0] <= float(within.mean()) <= _INSIDE[1]:
        return False
    return min(_shown(ink, x, y, radius + 6.0), _shown(ink, x, y, radius - 6.0)) < _FREE
