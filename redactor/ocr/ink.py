"""Ink by hand: what stands after 签名, 签字 or 手印 and was not read as print.

Lines that were found but read badly near such a label, and strokes there that no line
covers at all, become marks; a person decides what they are.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.engine import Pixels
from redactor.ocr.model import Box, TextLine

__all__ = ["find_ink", "merged"]

_LABEL = re.compile(
    r"签\s*[名字章收]|签\s*署|手\s*印|捺\s*印|指\s*印|[（(]签[)）]|经办人[:：]|领款人[:：]"
    r"|收款人[:：]|审核人[:：]|负责人[:：]"
)
_REACH = 11.0  # heights of the label's line, to the right
_BELOW = 1.6
_LEAST_INK = 0.12  # share of a square of the line's height
_TALL_STROKE = 0.45  # a stroke as tall as this share of the line is no rule or dot


def find_ink(
    pixels: Pixels, lines: Sequence[TextLine], unread: Sequence[Box]
) -> list[Box]:
    """Return the boxes of ink beside labels for signatures (upright, BGR).

    Args:
        pixels: The picture.
        lines: What was read.
        unread: Found and not read.
    """
    # Red ink (seals, fingerprints) is all but white in the red channel.
    grey = pixels[:, :, 2]
    marks: list[Box] = []
    for line in lines:
        if line.vertical or not line.text:
            continue
        for found in _LABEL.finditer(line.text):
            area = _area(line, found.end() - 1, grey.shape)
            box = _strokes(grey, area, line, lines)
            if box is not None:
                marks.append(_with_unread(box, unread))
    return marks


def _area(line: TextLine, last: int, shape: tuple[int, ...]) -> Box:
    """Return where a signature is expected: right of the label, a little below."""
    height = line.box.height
    end = line.chars[min(last, len(line.chars) - 1)]
    return Box(
        end.x1,
        line.box.y0 - 0.9 * height,
        end.x1 + _REACH * height,
        line.box.y1 + _BELOW * height,
    ).clipped(shape[1], shape[0])


def _strokes(
    grey: NDArray[np.uint8], area: Box, label: TextLine, lines: Iterable[TextLine]
) -> Box | None:
    """Return the box of tall strokes in an area that no confident line covers."""
    import cv2

    x0, y0, x1, y1 = int(area.x0), int(area.y0), int(area.x1), int(area.y1)
    if x1 - x0 < 8 or y1 - y0 < 8:
        return None
    part = grey[y0:y1, x0:x1]
    paper = float(np.percentile(part, 80))
    dark = (part < paper - 90).astype(np.uint8)
    height = label.box.height
    for line in lines:
        if not line.low or line is label:
            box = line.box.grown(2, 0.12 * line.box.height)
            dark[
                max(0, int(box.y0) - y0) : max(0, int(box.y1) - y0 + 1),
                max(0, int(box.x0) - x0) : max(0, int(box.x1) - x0 + 1),
            ] = 0
    long = max(12, round(1.8 * height))
    for sides in ((long, 1), (1, round(2.2 * height) + 6)):
        rule = cv2.getStructuringElement(cv2.MORPH_RECT, sides)
        ruled = cv2.morphologyEx(dark, cv2.MORPH_OPEN, rule)
        dark[ruled > 0] = 0
    joined = cv2.dilate(dark, np.ones((3, max(3, round(0.3 * height))), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    found = []
    for number in range(1, count):
        x, y, w, h = (int(value) for value in stats[number][:4])
        here = labels[y : y + h, x : x + w] == number
        size = int((dark[y : y + h, x : x + w].astype(bool) & here).sum())
        centre = y0 + y + h / 2
        near = label.box.y0 - 0.8 * height <= centre <= label.box.y1 + height
        if h >= _TALL_STROKE * height and size >= _LEAST_INK * height**2 and near:
            found.append(Box(x0 + x, y0 + y, x0 + x + w, y0 + y + h))
    return Box.around(found) if found else None


def _with_unread(box: Box, unread: Iterable[Box]) -> Box:
    return Box.around((box, *(other for other in unread if other.shared(box))))


def merged(boxes: Iterable[Box]) -> list[Box]:
    """Make one box of those that share ground."""
    kept: list[Box] = []
    for box in boxes:
        for at, other in enumerate(kept):
            if other.shared(box):
                kept[at] = Box.around((box, other))
                break
        else:
            kept.append(box)
    return kept
