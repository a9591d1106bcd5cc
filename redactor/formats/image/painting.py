"""Edits on the pixels of one frame."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import atan2, degrees

from PIL import Image

from redactor.model import Edit, Treatment
from redactor.ocr.model import Box
from redactor.ocr.paint import cover, paper_colour, write_mask

__all__ = ["Placed", "line_room", "painted"]


@dataclass(frozen=True, slots=True)
class Placed:
    """An edit on one frame.

    Attributes:
        boxes: One or more for each line, in pixels of the frame.
        lead: This frame bears the mask text.
        rotation: Degrees clockwise that set the frame's text upright.
        whole: Where the mask text goes.
        slant: Degrees counterclockwise by which it is turned there.
        vertical: It is written from top to bottom.
    """

    edit: Edit
    boxes: tuple[Box, ...]
    lead: bool = True
    rotation: int = 0
    whole: Box | None = field(default=None)
    slant: float = 0.0
    vertical: bool = False


def line_room(steps: Sequence[Box], rotation: int) -> tuple[Box, float]:
    """Return the box of a slanted line as if it were level, and its slant.

    Args:
        steps: Boxes of one width that follow the line.
        rotation: As `Placed.rotation`.

    Returns:
        A box with the middle of the line, and degrees counterclockwise.
    """
    first, last = steps[0], steps[-1]
    dx = (last.x0 + last.x1 - first.x0 - first.x1) / 2
    dy = (last.y0 + last.y1 - first.y0 - first.y1) / 2
    slant = (degrees(atan2(-dy, dx)) - rotation + 90) % 180 - 90
    around = Box.around(steps)
    x, y = (around.x0 + around.x1) / 2, (around.y0 + around.y1) / 2
    if abs(dx) >= abs(dy):
        wide, high = around.width, first.height
    else:
        wide, high = first.width, around.height
    return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), slant


def painted(frame: Image.Image, edits: Iterable[Placed]) -> Image.Image:
    """Return a copy of the frame with all edits applied."""
    edits = tuple(edits)
    result = frame
    for one in edits:
        if _covers(one.edit):
            continue
        for box in one.boxes:
            result = cover(result, (box,), paper_colour(frame, box))
    for one in edits:
        if _covers(one.edit) or not one.lead or not one.edit.replacement:
            continue
        widest = one.whole or max(one.boxes, key=lambda box: box.area)
        result = write_mask(
            result,
            widest,
            one.edit.replacement,
            rotation=one.rotation,
            slant=one.slant,
            vertical=one.vertical,
        )
    # last: a card that is covered whole must not show patches for what stood on it
    return cover(result, [b for one in edits if _covers(one.edit) for b in one.boxes])


def _covers(edit: Edit) -> bool:
    return edit.treatment is Treatment.COVER
