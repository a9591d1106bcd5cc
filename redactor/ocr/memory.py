"""Readings of a process, so that one picture is not read twice.

A file is read when it is searched and again when its copy is written; a logo stands on
every page. What is kept is in memory only and goes with the process; the longest unused
goes first when there is too much.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from typing import Any, Generic, TypeVar

from redactor.ocr.model import PictureReader, PictureReading

__all__ = ["Memory", "picture_key", "remembering"]

_MOST_CHARS = 2_000_000
Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Values by key, as many as fit. One thread at a time.

    Args:
        most: Largest sum of sizes; one value always fits.
        size: Of a value.
    """

    def __init__(self, most: int, size: Callable[[Value], int]) -> None:
        self._most = most
        self._size = size
        self._known: OrderedDict[bytes, Value] = OrderedDict()
        self._sum = 0

    def __len__(self) -> int:
        return len(self._known)

    def get(self, key: bytes) -> Value | None:
        """Return a value, which is now the last to go; None if it is not known."""
        value = self._known.get(key)
        if value is not None:
            self._known.move_to_end(key)
        return value

    def put(self, key: bytes, value: Value) -> None:
        """Keep a value."""
        old = self._known.pop(key, None)
        self._sum += self._size(value) - (0 if old is None else self._size(old))
        self._known[key] = value
        while self._sum > self._most and len(self._known) > 1:
            self._sum -= self._size(self._known.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()
        self._sum = 0


def picture_key(pixels: Any, dpi: float | None) -> bytes:
    """Return what is equal for pictures that are read equally.

    Args:
        pixels: As from `redactor.ocr.pixels.as_pixels`.
        dpi: As told to the reader.
    """
    digest = hashlib.sha256(repr((pixels.shape, dpi)).encode())
    digest.update(pixels.data)
    return digest.digest()


class _Remembering:
    """A reader that knows the pictures it has read."""

    def __init__(self, reader: PictureReader) -> None:
        self._reader = reader
        self._known: Memory[PictureReading] = Memory(_MOST_CHARS, _chars)

    def read(self, image: Any, dpi: float | None = None) -> PictureReading:
        """Read a picture, or recall how an equal one was read.

        Raises:
            RedactorError: It could not be read at all.
        """
        from redactor.ocr.pixels import as_pixels

        key = picture_key(as_pixels(image), dpi)
        known = self._known.get(key)
        if known is None:
            known = self._reader.read(image, dpi)
            self._known.put(key, known)
        return known


def _chars(reading: PictureReading) -> int:
    return 100 + sum(len(line.text) for line in reading.lines)


@cache
def remembering(reader: PictureReader) -> PictureReader:
    """Return a reader that recalls; one for each reader and process."""
    return _Remembering(reader)
