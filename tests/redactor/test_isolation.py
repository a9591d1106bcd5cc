"""One task cannot harm another; what a task asks and tells reaches its owner."""

import os
import threading
import time
from concurrent.futures import CancelledError, Future
from typing import Any

import pytest

from redactor import progress
from redactor.errors import CrashedError, LimitError
from redactor.isolation import IsolatingExecutor
from redactor.owner import owner


def pid() -> int:
    return os.getpid()


def nap(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def steps(name: str) -> str:
    for number in range(3):
        progress.tell("scan", number + 1, 3)
        time.sleep(0.15)
    return name


def question(name: str) -> Any:
    host = owner()
    return host.ask(name) if host is not None else "nobody"


def unpicklable() -> Any:
    return lambda: 1


def broken() -> None:
    raise FileNotFoundError("private")


class Host:
    """Answers in every way that a host may answer."""

    def __init__(self) -> None:
        self.visits = 0
        self.late: Future[str] = Future()
        self.asked = threading.Event()

    def visit(self) -> "Host":
        self.visits += 1
        return self

    def answer(self, name: str, arguments: tuple[Any, ...]) -> Any:
        del arguments
        self.asked.set()
        if name == "late":
            return self.late
        if name == "error":
            raise LimitError(reason="asked")
        return name.upper()

    def close(self) -> None:
        self.visits -= 1


def test_what_a_task_asks_is_answered_at_once_late_or_by_an_error() -> None:
    host = Host()
    with IsolatingExecutor(1, host=host) as pool:
        assert pool.submit(question, "a").result() == "A"
        late = pool.submit(question, "late")
        host.asked.clear()
        assert not late.done()
        host.late.set_result("at last")
        assert late.result(20) == "at last"
        assert isinstance(pool.submit(question, "error").exception(), LimitError)
        assert host.visits == 0, "every visit ended"
    with IsolatingExecutor(1) as pool:
        assert pool.submit(question, "a").result() == "nobody"


def test_news_come_with_what_the_task_was_called_with() -> None:
    heard: list[tuple[Any, ...]] = []
    with IsolatingExecutor(1, news=lambda *told: heard.append(told)) as pool:
        assert pool.submit(steps, "a.pdf").result() == "a.pdf"
    assert heard[0] == ("a.pdf", "scan", 1, 3)
    assert heard == sorted(heard)


def test_cancelling_one_leaves_the_others_alone() -> None:
    with IsolatingExecutor(2) as pool:
        pids = {pool.submit(nap, 0.3).result() for _ in range(2)}
        long, other = pool.submit(nap, 60), pool.submit(nap, 1.0)
        waiting = pool.submit(nap, 60)
        time.sleep(0.3)
        begun = time.monotonic()
        assert waiting.cancel()
        assert long.cancel()
        with pytest.raises(CancelledError):
            long.result()
        assert time.monotonic() - begun < 1
        assert other.result() > 0
        assert pool.submit(pid).result() > 0, "a fresh process takes the place"
    assert pids


def test_errors_keep_their_kind_and_where_they_were_raised() -> None:
    with IsolatingExecutor(1) as pool:
        error = pool.submit(broken).exception()
        assert isinstance(error, FileNotFoundError), "no crash, though an OSError"
        assert "test_isolation.py" in error.__notes__[0]
        assert isinstance(pool.submit(unpicklable).exception(), TypeError)
        assert pool.submit(pid).result() > 0
        assert isinstance(pool.submit(os._exit, 3).exception(), CrashedError)
        with pytest.raises(Exception, match="pickle"):
            pool.submit(lambda: 1)


def test_a_process_without_work_ends_and_comes_back() -> None:
    with IsolatingExecutor(1, idle_seconds=0.2) as pool:
        first = pool.submit(pid).result()
        time.sleep(1.0)
        assert pool.submit(pid).result() != first
    with pytest.raises(RuntimeError):
        pool.submit(pid)
