"""The job runner with real worker processes."""

import multiprocessing
import os
import threading
import time
from pathlib import Path

import pytest

from redactor import progress
from redactor.errors import EncryptedError
from ui.jobs import Failure, JobRunner


def double(number: int) -> int:
    return 2 * number


def refuse() -> None:
    raise EncryptedError(reason="missing")


def crash_once(mark: Path) -> int:
    if not mark.exists():
        mark.touch()
        os._exit(11)
    return 7


def crash() -> None:
    os._exit(11)


def fail() -> None:
    raise KeyError("private")


def wait_for(seconds: float) -> str:
    time.sleep(seconds)
    return "done"


@pytest.fixture
def runner(qapp):
    made = JobRunner(1)
    before = set(threading.enumerate())
    yield made
    made.close()
    assert multiprocessing.active_children() == []
    assert set(threading.enumerate()) <= before


def outcome(qtbot, runner, task, *arguments):
    """Run one job and return its value or failure."""
    got = []
    runner.submit(task, arguments, got.append, got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=20_000)
    return got[0]


def test_results_arrive_on_the_main_thread(qtbot, runner):
    threads = []
    runner.submit(
        double, (21,), lambda v: threads.append((v, threading.current_thread())), print
    )
    qtbot.waitUntil(lambda: bool(threads), timeout=20_000)
    assert threads == [(42, threading.main_thread())]


def test_errors_keep_their_code(qtbot, runner):
    failure = outcome(qtbot, runner, refuse)
    assert failure == Failure("encrypted", {"reason": "missing"})


def test_an_unknown_error_is_told_without_its_words(qtbot, runner, caplog):
    assert outcome(qtbot, runner, fail) == Failure("internal")
    assert "KeyError" in caplog.text
    assert "private" not in caplog.text
    caplog.clear()


def test_a_worker_that_dies_once_is_replaced(qtbot, runner, tmp_path):
    assert outcome(qtbot, runner, crash_once, tmp_path / "mark") == 7


def test_a_file_that_kills_its_worker_twice_is_reported(qtbot, runner):
    assert outcome(qtbot, runner, crash) == Failure("worker_died")
    assert outcome(qtbot, runner, double, 4) == 8


def test_stop_ends_a_running_job_at_once(qtbot, runner):
    """The stopped job stays silent; what waited behind it runs."""
    got = []
    number = runner.submit(wait_for, (60,), got.append, got.append)
    runner.submit(double, (3,), got.append, got.append)
    qtbot.wait(300)
    started = time.monotonic()
    runner.stop({number})
    qtbot.waitUntil(lambda: got == [6], timeout=20_000)
    assert time.monotonic() - started < 15


def test_idle_is_told_when_the_last_job_ended(qtbot, runner):
    with qtbot.waitSignal(runner.idle, timeout=20_000):
        runner.submit(double, (1,), lambda v: None, print)
    assert runner.pending == 0


def tell_steps(count: int) -> int:
    for number in range(count):
        progress.tell("read", number + 1, count)
        time.sleep(0.12)
    return count


def test_a_job_tells_how_far_it_is(qtbot, runner):
    """What a worker tells arrives while it works, in order, the last one latest."""
    got, heard = [], []
    told = lambda *news: heard.append(news)  # noqa: E731
    runner.submit(tell_steps, (6,), got.append, got.append, told)
    qtbot.waitUntil(lambda: bool(got), timeout=20_000)
    assert got == [6]
    assert len(heard) >= 2
    assert heard == sorted(heard, key=lambda news: news[1])
    assert {news[0] for news in heard} == {"read"}
