"""The batch: right files, right names, and one crash ends one file only."""

import os
import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from redactor import batch
from redactor.errors import RedactorError
from redactor.isolation import IsolatingExecutor


def double(number: int) -> int:
    """Task of the tests: die on 13, hang on 17, swell on 19, else double."""
    if number == 13:
        os._exit(7)
    if number == 17:
        time.sleep(600)
    if number == 19:
        swollen = b"x" * (700 << 20)
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


def leave_a_file(path: str) -> None:
    Path(path).write_text("done")


@pytest.mark.parametrize("wait", [0.0, 0.05, 0.3])
def test_what_is_cancelled_while_its_process_starts_is_not_done(
    tmp_path: Path, wait: float
) -> None:
    left = tmp_path / "left"
    with IsolatingExecutor(1) as pool:
        cancelled = pool.submit(leave_a_file, str(left))
        time.sleep(wait)
        stopped = cancelled.cancel()
        assert pool.submit(double, 2).result() == 4
    assert not (stopped and left.exists())


ORPHANS = """
import sys, time
from pathlib import Path
from redactor import batch
from tests.redactor.test_batch import tell_and_hang
if __name__ == "__main__":
    with batch.new_pool(1) as pool:
        pool.submit(tell_and_hang, sys.argv[1]).result()
"""


def tell_and_hang(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    time.sleep(600)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_tasks_die_with_a_killed_owner(tmp_path: Path) -> None:
    script, told = tmp_path / "owner.py", tmp_path / "pid"
    script.write_text(ORPHANS)
    root = Path(__file__).parents[2]
    owner = subprocess.Popen(
        [sys.executable, str(script), str(told)], env=os.environ | {"PYTHONPATH": root}
    )
    deadline = time.monotonic() + 60
    while not (told.exists() and told.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    pid = int(told.read_text())
    owner.kill()
    owner.wait()
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie":
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_run_is_stopped_when_asked() -> None:
    asked = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 2

    with (
        batch.new_pool(1) as executor,
        closing(
            batch.run(
                double, [1, 17, 17], lost=code, executor=executor, window=1, stop=stop
            )
        ) as results,
    ):
        assert list(results) in ([], [(0, 2)])
