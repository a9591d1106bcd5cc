"""The reading room: side by side, once each, a crash costs a try and not the file."""

import pickle
import threading
import time
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from redactor.errors import CrashedError, LimitError
from redactor.isolation import IsolatingExecutor
from redactor.ocr import room as rooms
from redactor.ocr.ahead import ahead, ask, ask_or_unread
from redactor.ocr.memory import Memory
from redactor.ocr.model import PictureReading
from redactor.ocr.room import ReadingRoom, reader_count
from redactor.ocr.visitor import visiting


class Staff(Executor):
    """Reads when it is told to; what it was asked is counted."""

    def __init__(self, *errors: Exception | None, slowly: bool = False) -> None:
        self.errors = list(errors)
        self.slowly = slowly
        self.asked: list[Future[Any]] = []
        self.most = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        del fn, kwargs
        _, width, height, _ = args
        future: Future[Any] = Future()
        self.asked.append(future)
        waiting = [one for one in self.asked if not one.done()]
        self.most = max(self.most, len(waiting))
        error = self.errors.pop(0) if self.errors else None
        end = lambda: (  # noqa: E731
            future.set_exception(error)
            if error
            else future.set_result(pickle.dumps(PictureReading(width, height)))
        )
        if self.slowly:
            threading.Timer(0.05, end).start()
        else:
            end()
        return future


def picture(number: int) -> Image.Image:
    return Image.new("RGB", (40 + number, 30), (number, 0, 0))


def read_all(count: int) -> list[tuple[int, int]]:
    """Task: read pictures in order, asking ahead."""
    reader = visiting()
    assert reader is not None
    asked = ((n, ask(reader, picture(n))) for n in range(count))
    readings = [answer() for _, answer in ahead(reader, asked)]
    return [(reading.width, reading.height) for reading in readings]


def read_one(number: int) -> str:
    """Task: read a picture as a search does; tell what became of it."""
    reader = visiting()
    assert reader is not None
    reading = ask_or_unread(reader, picture(number))()
    return "unread" if reading.unread else "read"


def check_one(number: int) -> int:
    """Task: read a picture as a check does."""
    reader = visiting()
    assert reader is not None
    return reader.read(picture(number)).width


def room(staff: Executor, readers: int = 3) -> ReadingRoom:
    made = ReadingRoom(readers, staff)
    made._readers = readers
    return made


def test_pages_are_read_side_by_side_and_come_in_order() -> None:
    staff = Staff(slowly=True)
    with IsolatingExecutor(1, host=room(staff)) as pool:
        sizes = pool.submit(read_all, 8).result()
    assert sizes == [(40 + n, 30) for n in range(8)]
    assert 2 <= staff.most <= 4


def test_what_was_read_is_not_read_again_by_another_process() -> None:
    staff = Staff()
    with IsolatingExecutor(2, host=room(staff)) as pool:
        assert pool.submit(read_all, 4).result() == pool.submit(read_all, 4).result()
        pool.submit(die).exception()
        pool.submit(read_all, 5).result()
    assert len(staff.asked) == 5


def die() -> None:
    import os

    os._exit(3)


def test_a_crash_gets_a_second_try() -> None:
    staff = Staff(CrashedError())
    with IsolatingExecutor(1, host=room(staff)) as pool:
        assert pool.submit(read_one, 1).result() == "read"
    assert len(staff.asked) == 2


@pytest.mark.parametrize(
    "errors", [(CrashedError(), CrashedError()), (LimitError(reason="time"),)]
)
def test_a_picture_that_kills_its_readers_is_unread_for_the_search(errors) -> None:
    with IsolatingExecutor(1, host=room(Staff(*errors))) as pool:
        assert pool.submit(read_one, 1).result() == "unread"


def test_and_fails_the_check() -> None:
    staff = Staff(CrashedError(), CrashedError())
    with IsolatingExecutor(1, host=room(staff)) as pool:
        assert isinstance(pool.submit(check_one, 1).exception(), CrashedError)


class Never(Executor):
    """Takes pictures and does not read them."""

    def __init__(self) -> None:
        self.asked = threading.Semaphore(0)

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        del fn, args, kwargs
        self.asked.release()
        return Future()


def test_waiting_for_a_picture_is_not_the_files_time() -> None:
    """The limit is for the file's own work; a picture has its own."""
    staff = Staff(slowly=True)
    with IsolatingExecutor(1, seconds=600, host=room(staff)) as pool:
        pool.submit(check_one, 0).result()  # the process has started
        pool.seconds = 0.2
        assert pool.submit(check_one, 5).exception() is None
        slow = Never()
        pool.host = room(slow)
        late = pool.submit(check_one, 6)
        assert slow.asked.acquire(timeout=20)
        time.sleep(0.8)
        assert not late.done()
        assert late.cancel()


def test_cancelling_acts_at_once_while_a_picture_is_read() -> None:
    staff = Never()
    with IsolatingExecutor(1, host=room(staff)) as pool:
        running = pool.submit(check_one, 1)
        assert staff.asked.acquire(timeout=20)
        begun = time.monotonic()
        assert running.cancel()
        assert time.monotonic() - begun < 1
    assert running.cancelled()


def slow_pixels(pixels: bytes, width: int, height: int, dpi: float | None) -> bytes:
    """Stand in for `redactor.ocr.room.read_pixels`."""
    del pixels, dpi
    time.sleep(0.5)
    return pickle.dumps(PictureReading(width, height))


def test_pictures_that_nobody_wants_any_more_are_not_begun(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rooms, "read_pixels", slow_pixels)
    with IsolatingExecutor(1) as staff:
        hall = ReadingRoom(1, staff)
        one, two = hall.visit(), hall.visit()
        parcels = [(bytes([n]), b"", 40 + n, 30, None) for n in range(4)]
        for parcel in parcels[:3]:
            one.answer("bring", parcel)
        two.answer("look", parcels[1][:1])
        running = one.answer("take", parcels[0][:1])
        while not hall._orders[parcels[0][0]].job._worker:  # type: ignore[union-attr]
            time.sleep(0.01)
        one.close()
        assert parcels[2][0] not in hall._orders, "only the first visitor wanted it"
        wanted = two.answer("take", parcels[1][:1])
        assert pickle.loads(wanted.result(30)).width == 41
        assert pickle.loads(running.result(30)).width == 40, "what was begun is kept"
        assert two.answer("look", parcels[0][:1])
        assert two.answer("take", parcels[3][:1]) is None


def test_memory_forgets_the_longest_unused() -> None:
    memory: Memory[bytes] = Memory(10, len)
    memory.put(b"a", b"1234")
    memory.put(b"b", b"1234")
    assert memory.get(b"a")
    memory.put(b"c", b"1234")
    assert [memory.get(k) is not None for k in (b"a", b"b", b"c")] == [
        True,
        False,
        True,
    ]
    memory.put(b"d", b"x" * 99)
    assert len(memory) == 1
    memory.put(b"d", b"y")
    memory.put(b"e", b"z" * 9)
    assert len(memory) == 2


def test_readers_are_bounded_by_cores_and_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    free = type("Free", (), {"available": 4 << 30})
    monkeypatch.setattr("psutil.virtual_memory", lambda: free)
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    assert [reader_count(n) for n in (1, 2, 16)] == [1, 2, 3]
    free.available = 1 << 29
    assert reader_count(16) == 1


def test_without_a_room_nobody_is_visited() -> None:
    assert visiting() is None


def test_a_shared_palette_is_no_shared_picture(tmp_path: Path) -> None:
    """Equal indexes under two palettes are two pictures."""
    from redactor.ocr.memory import picture_key
    from redactor.ocr.pixels import as_pixels

    one, two = Image.new("P", (20, 20)), Image.new("P", (20, 20))
    one.putpalette([0, 0, 0])
    two.putpalette([255, 255, 255])
    assert one.tobytes() == two.tobytes()
    keys = {picture_key(as_pixels(p), 200.0) for p in (one, two)}
    assert len(keys) == 2
