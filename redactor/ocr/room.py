"""The reading room: pictures of all files at work are read by a few processes.

It lives in the process that owns the workers (the window, the command line). Workers
bring pictures and take readings (`redactor.ocr.visitor`), so that the pages of one file
are read side by side, and a picture that was read is never read again: not by the next
worker, not when work was cancelled and begins anew, not for the copy.

Readings hold personal text. They are kept in memory only, up to a limit, as the bytes
that workers understand, and go with this process. A picture that takes its reader down
gets a second try, then whoever waits for it is told.
"""

import os
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psutil

from redactor.errors import CrashedError, RedactorError
from redactor.isolation import IsolatingExecutor, Visit
from redactor.ocr.memory import Memory
from redactor.running import Running

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["ReadingRoom", "reader_count"]

_MOST_BYTES = 256 << 20  # some 2,500 dense pages
_READER_BYTES = 1 << 30  # what one process with its models and a page takes
_SPARE_BYTES = 1 << 30
_PICTURE_SECONDS = 300.0
_PICTURE_BYTES = 6 << 30
_TRIES = 2
_IDLE_SECONDS = 180.0


def reader_count(most: int) -> int:
    """Return how many processes may read, by cores and free memory, at least one."""
    free = psutil.virtual_memory().available - _SPARE_BYTES
    return max(1, min(most, os.cpu_count() or 1, free // _READER_BYTES))


def read_pixels(pixels: bytes, width: int, height: int, dpi: float | None) -> bytes:
    """Read a picture (BGR of 8 bits); the task of the reading processes.

    Raises:
        RedactorError: It could not be read at all.
    """
    import pickle

    import numpy as np
    from PIL import Image

    from redactor.ocr.reader import get_reader

    bgr = np.frombuffer(pixels, np.uint8).reshape(height, width, 3)
    reading = get_reader().read(Image.fromarray(bgr[:, :, ::-1]), dpi)
    return pickle.dumps(reading)


@dataclass(slots=True, eq=False)
class _Order:
    """A picture that is being read, or waits for a reader."""

    picture: tuple[Any, ...] = field(repr=False)
    future: "Future[bytes]" = field(default_factory=Future)
    job: "Future[Any] | None" = None
    tries: int = 0
    wanted: set[int] = field(default_factory=set)


class ReadingRoom:
    """A `redactor.isolation.Host` for executors whose tasks read pictures.

    Args:
        most: Most processes that may read.
        staff: Reads, instead of processes of its own (for tests).
    """

    def __init__(self, most: int, staff: "Executor | None" = None) -> None:
        self._most = most
        self._staff = staff
        self._readers = 0
        self._guard = threading.RLock()
        self._known: Memory[bytes] = Memory(_MOST_BYTES, len)
        self._orders: dict[bytes, _Order] = {}
        self._visits: set[int] = set()
        self._closed = False

    def visit(self) -> Visit:
        """Let a task in."""
        return _Visit(self)

    def close(self) -> None:
        """End the reading processes and forget everything."""
        with self._guard:
            self._closed = True
            staff, self._staff = self._staff, None
            self._known.clear()
        if staff is not None:
            staff.shutdown(wait=True, cancel_futures=True)

    def ahead(self, visitor: int) -> int:
        """Return how many pictures a visitor may have waiting, besides the next."""
        with self._guard:
            self._visits.add(visitor)
            self._readers = self._readers or reader_count(self._most)
            return -(-self._readers // len(self._visits))

    def look(self, visitor: int, key: bytes) -> bool:
        """Tell whether a picture is read or being read; the visitor wants it."""
        with self._guard:
            order = self._orders.get(key)
            if order is not None:
                order.wanted.add(visitor)
            return order is not None or self._known.get(key) is not None

    def bring(self, visitor: int, key: bytes, *picture: Any) -> None:
        """Have a picture read, unless it is already."""
        with self._guard:
            if self.look(visitor, key):
                return
            order = self._orders[key] = _Order(picture, wanted={visitor})
        self._begin(key, order)

    def take(self, key: bytes) -> "Future[bytes] | bytes | None":
        """Return a reading, or what will be one; None when it has to be brought."""
        with self._guard:
            order = self._orders.get(key)
            return order.future if order is not None else self._known.get(key)

    def leave(self, visitor: int) -> None:
        """A task ended: what only it wanted and nobody has begun is not read."""
        with self._guard:
            self._visits.discard(visitor)
            for key, order in list(self._orders.items()):
                order.wanted.discard(visitor)
                if not order.wanted and order.future.done():
                    self._drop(key, order)
                elif not order.wanted and isinstance(order.job, Running):
                    order.job.take_back()

    def _begin(self, key: bytes, order: _Order) -> None:
        with self._guard:
            if self._closed:
                raise CrashedError()
            if self._staff is None:
                self._readers = self._readers or reader_count(self._most)
                self._staff = IsolatingExecutor(
                    self._readers,
                    seconds=_PICTURE_SECONDS,
                    memory_bytes=_PICTURE_BYTES,
                    idle_seconds=_IDLE_SECONDS,
                )
            order.tries += 1
            order.job = self._staff.submit(read_pixels, *order.picture)
        order.job.add_done_callback(lambda job: self._on_read(key, order, job))

    def _on_read(self, key: bytes, order: _Order, job: "Future[Any]") -> None:
        if job.cancelled():
            self._drop(key, order)
            order.future.cancel()
            return
        error = job.exception()
        again = order.tries < _TRIES and not self._closed
        if isinstance(error, CrashedError) and again:
            self._begin(key, order)
        elif error is None:
            with self._guard:
                self._known.put(key, job.result())
            self._drop(key, order)
            order.future.set_result(job.result())
        else:  # kept for those who wanted it, so that they do not bring it again
            with self._guard:
                order.future.set_exception(error)
                if not order.wanted:
                    self._drop(key, order)

    def _drop(self, key: bytes, order: _Order) -> None:
        with self._guard:
            if self._orders.get(key) is order:
                del self._orders[key]


class _Visit:
    """One task in the room."""

    def __init__(self, room: ReadingRoom) -> None:
        self._room = room

    def answer(self, name: str, arguments: tuple[Any, ...]) -> Any:
        """Answer a question of `redactor.ocr.visitor`."""
        match name:
            case "ahead":
                return self._room.ahead(id(self))
            case "look":
                return self._room.look(id(self), *arguments)
            case "bring":
                return self._room.bring(id(self), *arguments)
            case "take":
                return self._room.take(*arguments)
        raise RedactorError()

    def close(self) -> None:
        """The task ended."""
        self._room.leave(id(self))
