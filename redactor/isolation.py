"""An executor whose tasks cannot harm each other: time and memory limits for each.

A task that runs too long, takes too much memory or kills its process ends alone; its
future fails with `LimitError` or `CrashedError`, and a fresh process takes its place.
If the process that owns the executor is killed, its tasks die with it.
Cancelling the future of a running task stops it at once.

Each worker process has a thread here that waits for it. A task may ask that thread for
something (`redactor.owner`); the time that it waits for an answer is not its own.
"""

import multiprocessing
import pickle
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from contextlib import suppress
from functools import partial
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Protocol

import psutil

from redactor.errors import CrashedError, LimitError, RedactorError
from redactor.owner import ANSWER, ASK, BEGUN, DONE, FAILED, NEWS, serve
from redactor.running import Running

__all__ = ["Host", "IsolatingExecutor", "Visit"]

_POLL_SECONDS = 0.2
_ANSWER_SECONDS = 0.05
_END_SECONDS = 5.0
_starting = threading.Lock()


class Visit(Protocol):
    """What one task may ask while it runs."""

    def answer(self, name: str, arguments: tuple[Any, ...]) -> "Any | Future[Any]":
        """Answer a question, at once or by a future; the task waits for it."""

    def close(self) -> None:
        """The task ended, however."""


class Host(Protocol):
    """Who answers the tasks of an executor."""

    def visit(self) -> Visit:
        """A task begins."""

    def close(self) -> None:
        """No more tasks come."""


class IsolatingExecutor(Executor):
    """Processes started afresh (spawn), so that every system behaves the same.

    Args:
        workers: Number of processes; they start as they are needed.
        seconds: Longest time one task may run.
        memory_bytes: Most resident memory that one process may take.
        host: Answers what tasks ask; closed with the executor.
        news: Hears how far tasks are (their arguments, then as `redactor.progress`),
            on other threads.
        idle_seconds: A process that had nothing to do for so long is ended.
    """

    def __init__(
        self,
        workers: int,
        *,
        seconds: float | None = None,
        memory_bytes: int | None = None,
        host: Host | None = None,
        news: Callable[..., None] | None = None,
        idle_seconds: float | None = None,
    ) -> None:
        self.seconds = seconds
        self.memory_bytes = memory_bytes
        self.host = host
        self.news = news
        self.idle_seconds = idle_seconds
        self._most = workers
        self._tasks: queue.SimpleQueue[Running | None] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._workers: list[_Worker] = []
        self._open: set[Running] = set()
        self._closed = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Running:
        """Schedule a call; see `concurrent.futures.Executor.submit`.

        Raises:
            RuntimeError: The executor was shut down.
            Exception: The call cannot be pickled.
        """
        call = pickle.dumps((fn, args, kwargs, self.host is not None))
        running = Running(call)
        if self.news is not None:
            running.listen(partial(self.news, *args))
        with self._guard:
            if self._closed:
                raise RuntimeError("the executor was shut down")
            self._open.add(running)
            if len(self._workers) < min(self._most, len(self._open)):
                self._workers.append(_Worker(self))
        running.add_done_callback(self._forget)
        self._tasks.put(running)
        return running

    def _forget(self, running: "Future[Any]") -> None:
        with self._guard:
            self._open.discard(running)

    def next_task(self, seconds: float | None) -> Running | None:
        """Wait for a task; None when there will be no more.

        Raises:
            queue.Empty: None came in time.
        """
        return self._tasks.get(timeout=seconds)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; with ``cancel_futures`` also stop those under way."""
        with self._guard:
            first, self._closed = not self._closed, True
            under_way, workers = list(self._open), list(self._workers)
        if cancel_futures:
            for running in under_way:
                running.cancel()
        if first:
            for _ in workers:
                self._tasks.put(None)
        if wait:
            for worker in workers:
                worker.join()
            if self.host is not None:
                self.host.close()


class _Worker:
    """One process, and the thread that waits for it."""

    def __init__(self, pool: IsolatingExecutor) -> None:
        self._pool = pool
        self._guard = threading.Lock()
        self._process: SpawnProcess | None = None
        self._line: Connection[Any, Any] | None = None
        self._killed = False
        self._extra = 0.0
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def join(self) -> None:
        """Wait until the process has ended."""
        self._thread.join()

    def _run(self) -> None:
        """Do tasks until there are no more."""
        while (running := self._next()) is not None:
            if not running.begin(self):
                continue
            try:
                running.settle(*self._do(running))
            except Exception as error:  # noqa: BLE001 - the border of a thread
                running.settle(None, error)
        self._put_away()

    def _next(self) -> Running | None:
        try:
            return self._pool.next_task(self._pool.idle_seconds)
        except queue.Empty:
            self._put_away()
            return self._pool.next_task(None)

    def kill(self) -> None:
        """Kill the process; the thread will notice."""
        with self._guard:
            if self._process is not None:
                self._killed = True
                self._process.kill()

    def _do(self, running: Running) -> tuple[Any, BaseException | None]:
        """Let the process do a task; return its value or its error.

        Raises:
            CrashedError: The process died.
            LimitError: It took too much time or memory, and was killed.
        """
        host = self._pool.host
        visit = host.visit() if host is not None else None
        try:
            process, line = self._started()
            if running.is_settled():  # cancelled while the process was starting
                return None, None
            line.send_bytes(running.call)
            return self._wait(running, process, line, visit)
        except (EOFError, OSError) as error:
            self.kill()
            self._put_away()
            raise CrashedError() from error
        finally:
            if visit is not None:
                visit.close()

    def _wait(
        self,
        running: Running,
        process: SpawnProcess,
        line: "Connection[Any, Any]",
        visit: Visit | None,
    ) -> tuple[Any, BaseException | None]:
        begun = float("inf")  # what it takes to start and to import does not count
        self._extra = 0.0
        while True:
            ready = connection.wait([line, process.sentinel], _POLL_SECONDS)
            if line in ready:
                kind, *rest = line.recv()
                if kind == DONE:
                    return rest[0], None
                if kind == FAILED:
                    return None, rest[0]
                if kind == BEGUN:
                    begun = time.monotonic()
                elif kind == NEWS:
                    running.hear(*rest)
                elif kind == ASK and visit is not None:
                    line.send(self._answer(visit, process, *rest))
            elif ready:
                raise EOFError
            self._limit(process, time.monotonic() - begun - self._extra)

    def _answer(
        self,
        visit: Visit,
        process: SpawnProcess,
        name: str,
        arguments: tuple[Any, ...],
    ) -> tuple[str, Any]:
        begun = time.monotonic()
        try:
            value = visit.answer(name, arguments)
            while isinstance(value, Future):
                if value.cancelled():
                    raise CrashedError()
                if wait([value], _ANSWER_SECONDS).done:
                    value = value.result()
                elif not process.is_alive():
                    raise EOFError
        except RedactorError as error:
            return FAILED, error
        finally:
            self._extra += time.monotonic() - begun
        return ANSWER, value

    def _limit(self, process: SpawnProcess, spent: float) -> None:
        """Kill a process that took too much.

        Raises:
            LimitError: It did.
        """
        reason = ""
        if self._pool.seconds is not None and spent > self._pool.seconds:
            reason = "time"
        elif self._pool.memory_bytes is not None:
            with suppress(psutil.NoSuchProcess):
                held = psutil.Process(process.pid).memory_info().rss
                reason = "memory" if held > self._pool.memory_bytes else ""
        if reason:
            self.kill()
            self._put_away()
            raise LimitError(reason=reason)

    def _started(self) -> "tuple[SpawnProcess, Connection[Any, Any]]":
        if self._killed or (self._process and not self._process.is_alive()):
            self._put_away()
        if self._process is None or self._line is None:
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=serve, args=(theirs,), daemon=True)
            with _starting:
                process.start()
            theirs.close()
            with self._guard:
                self._process, self._line = process, ours
        return self._process, self._line

    def _put_away(self) -> None:
        with self._guard:
            process, self._process, self._killed = self._process, None, False
            line, self._line = self._line, None
        if line is not None:
            line.close()
        if process is not None:
            process.join(_END_SECONDS)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()
