"""The batch: right files, right names, and one crash ends one file only."""

import os
import time
from concurrent.futures import Executor, Future

from redactor import batch
from redactor.errors import RedactorError


def double(number: int) -> int:
    """Task of the tests: die on 13, hang on 17, swell on 19, else double."""
    if number == 13:
        os._exit(7)
    if number == 17:
        time.sleep(600)
    if number == 19:
        swollen = bytearray(os.urandom(1 << 20) * 700)
        time.sleep(600)
        del swollen
    if number == 23:
        raise ValueError
    return 2 * number


class Serial(Executor):
    """The smallest executor: runs at once, here."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        future: Future[int] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except ValueError as error:
            future.set_exception(error)
        return future


def code(_request: int, error: RedactorError) -> str:
    return f"{error.code}:{error.context.get('reason', '')}"


def test_a_crash_a_hang_and_a_hog_end_only_themselves() -> None:
    requests = [1, 13, 2, 17, 19, 4, 5, 6]
    with batch.new_pool(2, seconds=6, memory_bytes=500 << 20) as executor:
        results = dict(
            batch.run(double, requests, lost=code, executor=executor, window=4)
        )
    assert results == {
        0: 2,
        1: "crashed:",
        2: 4,
        3: "limit:time",
        4: "limit:memory",
        5: 8,
        6: 10,
        7: 12,
    }


def test_any_executor_will_do() -> None:
    results = batch.run(double, [3, 23, 4], lost=code, executor=Serial(), window=1)
    assert dict(results) == {0: 6, 1: "crashed:", 2: 8}


def test_closing_the_run_stops_what_is_under_way() -> None:
    started = time.monotonic()
    with batch.new_pool(1) as executor:
        results = batch.run(double, [1, 17, 17], lost=code, executor=executor, window=3)
        assert next(results) == (0, 2)
        results.close()
    assert time.monotonic() - started < 60
