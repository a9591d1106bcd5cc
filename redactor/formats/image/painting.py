"""Edits on the pixels of one frame."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from PIL import Image

from redactor.model import Edit, Treatment
from redactor.ocr.model import Box
from redactor.ocr.paint import cover, paper_colour, write_mask

__all__ = ["Placed", "painted", "steps"]

_SLANTED = 1.3  # heights of a character
_AROUND = 0.06
_BESIDE = 1.0  # pixels; the characters' boxes hold all ink already


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


def steps(chars: Sequence[Box]) -> tuple[Box, ...]:
    """Return boxes over characters that follow each other, in steps where they slant.

    A new line begins a new box; so does a step down, since one box over a slanted line
    would take its neighbours above and below.
    """
    if not chars:
        return ()
    tall = median(max(1.0, box.width, box.height) for box in chars)
    groups: list[list[Box]] = []
    for box in chars:
        if groups and _goes_on(groups[-1], box, tall):
            groups[-1].append(box)
        else:
            groups.append([box])
    grow = _AROUND * tall
    return tuple(Box.around(group).grown(_BESIDE, grow) for group in groups)


def _goes_on(group: Sequence[Box], box: Box, tall: float) -> bool:
    whole = Box.around((*group, box))
    thin = min(whole.width, whole.height)
    last = group[-1]
    gap = max(
        max(box.x0, last.x0) - min(box.x1, last.x1),
        max(box.y0, last.y0) - min(box.y1, last.y1),
    )
    return thin <= _SLANTED * tall and gap < 1.5 * tall


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
