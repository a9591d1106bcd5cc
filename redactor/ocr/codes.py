"""QR codes, bar codes and their kin: where they are and, if they can be decoded, what.

zxing-cpp decodes and locates; what it does not see at all (torn, smeared codes) is
found by the corners of QR codes, so that a person is shown it.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from redactor.ocr.bars import find_bars
from redactor.ocr.engine import Pixels
from redactor.ocr.finders import torn_codes
from redactor.ocr.model import Box, Mark, MarkKind
from redactor.ocr.pixels import as_grey, scaled

__all__ = ["find_codes"]

_QUIET = 0.06  # share of the side: the finder's corners may lie half a module inside
_LEAST = 18.0  # pixels
_LEGIBLE = 42.0  # pixels: 21 modules of two; what is smaller and says nothing is print
_MATRIX = ("QR", "Aztec", "DataMatrix", "Data Matrix", "MaxiCode", "PDF417")


def find_codes(pixels: Pixels) -> list[Mark]:
    """Return a mark for each code in a picture (BGR), boxes in its pixels."""
    grey = as_grey(pixels)
    found = _decoded(grey, 1.0)
    if not any(mark.text for mark in found) and max(grey.shape) < 2600:
        found = _merged([*_decoded(np.asarray(scaled(grey, 2.0)), 2.0), *found])
    torn = (Mark(MarkKind.QR_CODE, box) for box in torn_codes(grey))
    return _merged([*found, *torn, *_bars(grey, found)])


def _bars(grey: Pixels, found: Sequence[Mark]) -> Iterator[Mark]:
    """Yield what is full of bars, decoded if it can be now that it lies level."""
    for bars in find_bars(grey):
        if any(mark.text and mark.box.shared(bars.box) for mark in found):
            continue
        texts = [
            mark.text
            for factor in (1.0, 2.0, 3.0)
            for mark in _decoded(np.asarray(scaled(bars.level, factor)), factor)
            if mark.text
        ]
        if texts or bars.sure:
            yield Mark(MarkKind.BAR_CODE, bars.box, texts[0] if texts else None)


def _decoded(grey: Pixels, factor: float) -> list[Mark]:
    import zxingcpp

    marks = []
    for code in zxingcpp.read_barcodes(grey, return_errors=True):
        place = code.position
        corners = (
            place.top_left,
            place.top_right,
            place.bottom_right,
            place.bottom_left,
        )
        xs = [corner.x / factor for corner in corners]
        ys = [corner.y / factor for corner in corners]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        matrix = any(name in str(code.format) for name in _MATRIX)
        kind = MarkKind.QR_CODE if matrix else MarkKind.BAR_CODE
        if not matrix and not code.valid:
            # A row of letters looks like the bars of a code without a check digit.
            continue
        size = max(box.width, box.height)
        if not code.valid and (size < _LEGIBLE or _reaches_out(box, grey, factor)):
            continue
        if matrix:
            box = box.grown(_QUIET * box.width, _QUIET * box.height)
        elif box.height < 0.15 * box.width:
            # The decoder reports one scanned row: bars are as a rule taller than that.
            box = _whole_bars(grey, factor, box)
        if max(box.width, box.height) >= _LEAST:
            marks.append(Mark(kind, box, code.text if code.valid else None))
    return marks


def _reaches_out(box: Box, grey: Pixels, factor: float) -> bool:
    """Tell whether a guessed box leaves the picture: patterns in photographs do."""
    height, width = (side / factor for side in grey.shape[:2])
    return box.shared(Box(0, 0, width, height)) < 0.98 * box.area


def _whole_bars(grey: Pixels, factor: float, box: Box) -> Box:
    """Return the box with all of the bars above and below a scanned row."""
    x0, x1 = int(box.x0 * factor), int(box.x1 * factor) + 1
    row = int((box.y0 + box.y1) / 2 * factor)
    part = grey[:, max(x0, 0) : x1].astype(np.int16)
    if not 0 <= row < len(part):
        return box
    dark = part < (int(part[row].min()) + int(part[row].max())) // 2
    same = (dark == dark[row]).mean(axis=1) >= 0.9
    top = bottom = row
    while top > 0 and same[top - 1]:
        top -= 1
    while bottom + 1 < len(same) and same[bottom + 1]:
        bottom += 1
    return Box(
        box.x0,
        min(box.y0, top / factor),
        box.x1,
        max(box.y1, (bottom + 1) / factor),
    )


def _merged(marks: Iterable[Mark]) -> list[Mark]:
    """Keep one mark a place, the decoded one first."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: m.text is None):
        if not any(
            mark.box.shared(other.box) > 0.4 * min(mark.box.area, other.box.area)
            for other in kept
        ):
            kept.append(mark)
    return kept
