"""A reader that has pictures read in the reading room of the owning process.

Pictures go there once; what is known there is not sent at all.
"""

import pickle
from functools import partial
from typing import Any

from redactor.ocr.ahead import Answer
from redactor.ocr.memory import picture_key
from redactor.ocr.model import PictureReading
from redactor.ocr.pixels import as_pixels
from redactor.owner import Owner, owner

__all__ = ["RoomReader", "visiting"]


class RoomReader:
    """A `PictureReader` for one task. One thread at a time."""

    def __init__(self, room: Owner) -> None:
        self._room = room

    @property
    def ahead(self) -> int:
        """How many pictures may wait besides the one that is needed next."""
        return int(self._room.ask("ahead"))

    def read(self, image: Any, dpi: float | None = None) -> PictureReading:
        """Have a picture read and wait for it.

        Raises:
            CrashedError: It took two reading processes down.
            LimitError: It took too long or too much memory.
            RedactorError: It could not be read at all.
        """
        return self.ask(image, dpi)()

    def ask(self, image: Any, dpi: float | None = None) -> Answer:
        """Have a picture read; the answer waits for it and raises as `read`."""
        pixels = as_pixels(image)
        height, width = pixels.shape[:2]
        key = picture_key(pixels, dpi)
        parcel = key, pixels.tobytes(), width, height, dpi
        if not self._room.ask("look", key):
            self._room.ask("bring", *parcel)
        return partial(self._take, parcel)

    def _take(self, parcel: tuple[Any, ...]) -> PictureReading:
        while (found := self._room.ask("take", parcel[0])) is None:
            self._room.ask("bring", *parcel)  # it was forgotten meanwhile
        reading: PictureReading = pickle.loads(found)
        return reading


def visiting() -> RoomReader | None:
    """Return the reader of the task at work; None where there is no room."""
    room = owner()
    return RoomReader(room) if room is not None else None
