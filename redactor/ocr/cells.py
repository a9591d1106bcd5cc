"""Where one character ends and the next begins: at the thinnest ink between peaks.

The reading model tells a peak for each character, exact to about a quarter of one.
Boxes made of peaks alone are too narrow (ink stays) or too wide (the neighbour goes).
So the line is parted at the column with least ink between neighbouring peaks, and its
upper and lower edge are moved to the row with least ink: the parts hold all ink.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.crops import Crop
from redactor.ocr.engine import Reading
from redactor.ocr.model import Box

__all__ = ["Cells", "gap_after", "part_line"]

_OWN = 1.1  # heights of the line: ink farther from a peak is not that character's
_BLANK = 0.5  # pixels of ink in a column
_HALF = dict.fromkeys(".,:;'|!il1()", 0.35)  # widths, an ideograph is 1
_TOWARDS = 0.6  # how far from the middle a cut costs as much as a full column of ink


@dataclass(frozen=True, slots=True)
class Cells:
    """A line parted into characters.

    Attributes:
        chars: A box of the picture for each code point.
        stray: Boxes of ink within the line that the model gave no character for, such
            as a signature behind its label.
    """

    chars: tuple[Box, ...]
    stray: tuple[Box, ...] = ()


def part_line(crop: Crop, reading: Reading) -> Cells:
    """Part a line into characters; boxes are of the picture."""
    if not reading.text:
        return Cells(())
    ink = _ink(crop)
    top, bottom = _edges(ink.sum(axis=1), crop.top)
    ink = ink[top:bottom]
    columns = ink.sum(axis=0)
    peaks = _peaks(crop, reading)
    cells: list[tuple[float, float]] = []
    stray: list[tuple[float, float]] = []
    for (start, end), peak in zip(
        pairwise(_cuts(columns, peaks, crop.left, reading.text)), peaks, strict=True
    ):
        left, right, rest = _kept(ink, start, end, peak)
        cells.append(_trimmed(columns, left, right))
        stray += rest
    return Cells(
        tuple(crop.to_picture(start, top, end, bottom) for start, end in cells),
        tuple(crop.to_picture(start, top, end, bottom) for start, end in stray),
    )


def _kept(
    ink: NDArray[np.float32], start: int, end: int, peak: float
) -> tuple[int, int, list[tuple[float, float]]]:
    """Take off a cell what is too far from its peak to be the character's own ink."""
    height = ink.shape[0]
    rest: list[tuple[float, float]] = []
    reach = round(_OWN * height)
    if round(peak) - start > reach and _strokes(ink[:, start : round(peak) - reach]):
        cut = round(peak) - reach
        rest.append(_trimmed(ink.sum(axis=0), start, cut))
        start = cut
    if end - round(peak) > reach and _strokes(ink[:, round(peak) + reach : end]):
        cut = round(peak) + reach
        rest.append(_trimmed(ink.sum(axis=0), cut, end))
        end = cut
    return start, end, rest


def _strokes(ink: NDArray[np.float32]) -> bool:
    """Tell whether ink is more than a rule, a leader of dots or an underline."""
    height = ink.shape[0]
    dark = ink > 0.4
    tall = dark.any(axis=1).sum()
    per_column = dark.sum(axis=0)
    return bool(tall > 0.45 * height and (per_column > 0).sum() > 0.3 * height)


def gap_after(first: Box, second: Box, *, vertical: bool) -> float:
    """Return the blank pixels between two neighbouring boxes of a line."""
    if vertical:
        return max(second.y0 - first.y1, first.y0 - second.y1, 0.0)
    return max(second.x0 - first.x1, first.x0 - second.x1, 0.0)


def _peaks(crop: Crop, reading: Reading) -> list[float]:
    width = crop.wide.shape[1] - 2 * crop.left
    return [crop.left + centre * width for centre in reading.centres]


def _ink(crop: Crop) -> NDArray[np.float32]:
    """Return how far each pixel is from the background, 0 to 1."""
    grey = crop.wide.astype(np.float32).min(axis=2)
    line = grey[crop.top : -crop.top or None, crop.left : -crop.left or None]
    paper = float(np.percentile(line, 90))
    dark = float(np.percentile(line, 2))
    if float(np.median(line)) < (paper + dark) / 2:
        # White on black.
        paper, dark = float(np.percentile(line, 10)), float(np.percentile(line, 98))
    span = paper - dark
    if abs(span) < 8:
        return np.zeros_like(grey)
    far = np.clip((paper - grey) / span, 0.0, 1.0)
    far[far < 0.2] = 0.0
    return np.asarray(far, np.float32)


def _edges(rows: NDArray[np.float32], margin: int) -> tuple[int, int]:
    """Return the first row and the row after the last, moved to where ink is least."""
    height = len(rows) - 2 * margin
    inward = max(1, round(0.12 * height))
    top = _thinnest(rows, 0, margin, margin + inward)
    bottom = _thinnest(rows, len(rows) - margin - inward, len(rows) - margin, len(rows))
    return top, max(bottom, top + 1)


def _cuts(
    columns: NDArray[np.float32], peaks: list[float], margin: int, text: str
) -> list[int]:
    """Return where the line is parted: one cut more than there are characters."""
    width = len(columns)
    first = _thinnest(columns, 0, margin, max(margin, round(peaks[0])))
    cuts = [_outward(columns, first, -1)]
    halves = [_HALF.get(char, 0.5 if char < "\u2e80" else 1.0) for char in text]
    sides = zip(pairwise(peaks), pairwise(halves), strict=True)
    for (left, right), (one, two) in sides:
        wait = 0.15 * (right - left)
        low, high = round(left + wait), round(right - wait)
        between = round(left + (right - left) * one / (one + two))
        cuts.append(_thinnest(columns, low, between, high))
    last = _thinnest(
        columns, min(width - margin, round(peaks[-1])), width - margin, width
    )
    cuts.append(_outward(columns, last, 1))
    return [int(cut) for cut in np.maximum.accumulate(cuts)]


def _outward(columns: NDArray[np.float32], cut: int, step: int) -> int:
    """Move an outer cut that goes through ink to the blank outside, if there is any."""
    at = cut
    while 0 < at < len(columns) and columns[at if step > 0 else at - 1] > _BLANK:
        at += step
    return at if 0 < at < len(columns) else cut


def _thinnest(values: NDArray[np.float32], low: int, wanted: int, high: int) -> int:
    """Return the place within low..high with least ink, near the wanted one."""
    low = max(0, min(low, wanted))
    high = min(len(values), max(high, wanted))
    if high - low < 2:
        return wanted
    padded = np.append(values, 0.0)
    places = np.arange(low, high + 1)
    # A cut at place p parts pixel p-1 from pixel p.
    ink = np.minimum(padded[places], padded[np.maximum(places - 1, 0)])
    most = float(ink.max())
    if most <= 0.0:
        return wanted
    far = np.abs(places - wanted) / max(1, high - low)
    return int(places[np.argmin(ink / most + _TOWARDS * far)])


def _trimmed(columns: NDArray[np.float32], start: int, end: int) -> tuple[float, float]:
    """Return the part of a cell that holds ink, with two pixels to spare."""
    inked = np.flatnonzero(columns[start:end] > 0.0)
    if len(inked) == 0:
        return float(start), float(max(end, start))
    first, last = start + int(inked[0]) - 2, start + int(inked[-1]) + 3
    return float(max(first, start)), float(min(last, end))
