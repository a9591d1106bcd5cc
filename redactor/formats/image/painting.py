"""Edits on the pixels of one frame."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from PIL import Image

from redactor.model import Edit, Treatment
from redactor.ocr.model import Box
from redactor.ocr.paint import cover, paper_colour, write_mask

__all__ = ["Placed", "painted"]


@dataclass(frozen=True, slots=True)
class Placed:
    """An edit on one frame.

    Attributes:
        boxes: One or more for each line, in pixels of the frame.
        lead: This frame bears the mask text.
        rotation: Degrees clockwise that set the frame's text upright.
    """

    edit: Edit
    boxes: tuple[Box, ...]
    lead: bool = True
    rotation: int = 0
    whole: Box | None = field(default=None)


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
            result, widest, one.edit.replacement, rotation=one.rotation, wipe=False
        )
    # last: a card that is covered whole must not show patches for what stood on it
    return cover(result, [b for one in edits if _covers(one.edit) for b in one.boxes])


def _covers(edit: Edit) -> bool:
    return edit.treatment is Treatment.COVER
