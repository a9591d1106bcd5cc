"""Lines of an upright picture: read, read again where in doubt, parted at wide gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from redactor.ocr.cells import gap_after, part_line
from redactor.ocr.crops import Crop, Quad, cut
from redactor.ocr.doubt import is_doubtful, is_low, is_unread, second_look
from redactor.ocr.engine import Engine, Pixels, Reading
from redactor.ocr.finding import quad_box
from redactor.ocr.model import Box, TextLine

__all__ = ["RawLine", "read_lines", "worth_a_look"]

_SPECK = 0.6  # heights of the lines that were read
_WIDE_GAP = 1.6  # heights of the line
_BLANKS = " \u3000"


@dataclass(frozen=True, slots=True)
class RawLine:
    """A place where text was found.

    Attributes:
        box: Where, in pixels of the upright picture.
        text: The line; None when it could not be read.
    """

    box: Box
    text: TextLine | None


def read_lines(engine: Engine, pixels: Pixels, quads: Sequence[Quad]) -> list[RawLine]:
    """Read all found lines of an upright picture (BGR)."""
    crops = [cut(pixels, quad) for quad in quads]
    readings = engine.read([crop.line for crop in crops])
    result: list[RawLine] = []
    for quad, first, reading in zip(quads, crops, readings, strict=True):
        crop, best = first, reading
        if is_doubtful(best) or crop.tall:
            crop, best = second_look(engine, pixels, quad, crop, best)
        if is_unread(best):
            result.append(RawLine(quad_box(quad), None))
            continue
        cells = part_line(crop, best)
        parts = _parted(crop, best, cells.chars)
        result.extend(RawLine(line.box, line) for line in parts)
        result.extend(RawLine(box, None) for box in cells.stray)
    return result


def worth_a_look(unread: Sequence[Box], lines: Sequence[TextLine]) -> list[Box]:
    """Leave out specks and what a line that was read covers already.

    A speck is smaller than any character beside it: a comma found on its own, dirt.
    """
    sure = [line for line in lines if not line.low]
    size = median(min(ln.box.width, ln.box.height) for ln in sure) if sure else 0.0
    return [
        box
        for box in unread
        if not (box.height < _SPECK * size and box.width < _SPECK * size)
        and not any(line.box.shared(box) > 0.7 * box.area for line in sure)
    ]


def _parted(crop: Crop, reading: Reading, boxes: Sequence[Box]) -> list[TextLine]:
    height = crop.wide.shape[0] - 2 * crop.top
    parts: list[TextLine] = []
    start = 0
    last: int | None = None
    for at, char in enumerate(reading.text):
        if char in _BLANKS:
            continue
        if last is not None:
            gap = gap_after(boxes[last], boxes[at], vertical=crop.tall)
            if gap > _WIDE_GAP * height:
                parts.extend(_line(crop, reading, boxes, start, last + 1))
                start = at
        elif last is None:
            start = at
        last = at
    if last is not None:
        parts.extend(_line(crop, reading, boxes, start, last + 1))
    return parts


def _line(
    crop: Crop, reading: Reading, boxes: Sequence[Box], start: int, end: int
) -> list[TextLine]:
    sure = reading.confidences[start:end]
    chars = tuple(boxes[start:end])
    return [
        TextLine(
            reading.text[start:end],
            sum(sure) / len(sure),
            chars,
            Box.around(chars),
            is_low(reading.text[start:end], sure),
            crop.tall,
        )
    ]
