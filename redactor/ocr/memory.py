"""Readings of a process, so that one picture is not read twice.

A file is read when it is searched and again when its copy is written; a logo stands on
every page. What is kept is in memory only and goes with the process.
"""

import hashlib
from collections import OrderedDict
from functools import cache
from typing import Any

from redactor.ocr.model import PictureReader, PictureReading

__all__ = ["remembering"]

_MOST_CHARS = 2_000_000


class _Remembering:
    """A reader that knows the pictures it has read."""

    def __init__(self, reader: PictureReader) -> None:
        self._reader = reader
        self._known: OrderedDict[tuple[bytes, float | None], PictureReading] = (
            OrderedDict()
        )
        self._size = 0

    def read(self, image: Any, dpi: float | None = None) -> PictureReading:
        """Read a picture, or recall how an equal one was read.

        Raises:
            RedactorError: It could not be read at all.
        """
        digest = hashlib.sha256(repr((image.mode, image.size)).encode())
        digest.update(image.tobytes())
        key = digest.digest(), dpi
        known = self._known.get(key)
        if known is not None:
            self._known.move_to_end(key)
            return known
        reading = self._known[key] = self._reader.read(image, dpi)
        self._size += _size(reading)
        while self._size > _MOST_CHARS and len(self._known) > 1:
            self._size -= _size(self._known.popitem(last=False)[1])
        return reading


def _size(reading: PictureReading) -> int:
    return 100 + sum(len(line.text) for line in reading.lines)


@cache
def remembering(reader: PictureReader) -> PictureReader:
    """Return a reader that recalls; one for each reader and process."""
    return _Remembering(reader)
