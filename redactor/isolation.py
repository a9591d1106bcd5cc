"""An executor whose tasks cannot harm each other: time and memory limits for each.

A task that runs too long, takes too much memory or kills its process ends alone; its
future fails with `LimitError` or `CrashedError`, and a fresh process takes its place.
If the process that owns the executor is killed, its tasks die with it.
Cancelling the future of a running task stops it at once.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from multiprocessing.process import BaseProcess
from typing import Any

import psutil
from pebble import ProcessExpired, ProcessPool

from redactor.errors import CrashedError, LimitError, RedactorError

__all__ = ["IsolatingExecutor"]

_POLL_SECONDS = 0.25


class IsolatingExecutor(Executor):
    """Processes started afresh (spawn), so that every system behaves the same.

    Args:
        workers: Number of processes.
        seconds: Longest time one task may run.
        memory_bytes: Most resident memory that one process may take.
    """

    def __init__(
        self,
        workers: int,
        *,
        seconds: float | None = None,
        memory_bytes: int | None = None,
    ) -> None:
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPool(
            max_workers=workers, context=context, initializer=_end_with_parent
        )
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._over: set[int] = set()
        self._closing = threading.Event()
        if memory_bytes is not None:
            threading.Thread(target=self._watch, daemon=True).start()

    def submit(
        self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        """Schedule a call; see `concurrent.futures.Executor.submit`."""
        inner = self._pool.schedule(fn, args, kwargs, timeout=self._seconds)
        outer: Future[Any] = _Linked(inner)
        inner.add_done_callback(lambda done: self._pass_on(done, outer))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; with ``cancel_futures`` also stop those under way."""
        if cancel_futures:
            self._pool.stop()
        else:
            self._pool.close()
        if wait:
            self._pool.join()
        self._closing.set()

    def _pass_on(self, inner: "Future[Any]", outer: "Future[Any]") -> None:
        if inner.cancelled():
            Future.cancel(outer)
            outer.set_running_or_notify_cancel()
            return
        error = inner.exception()
        if error is None:
            outer.set_result(inner.result())
        else:
            outer.set_exception(self._translate(error))

    def _translate(self, error: BaseException) -> BaseException:
        known: RedactorError
        if isinstance(error, FutureTimeoutError):
            known = LimitError(reason="time")
        elif isinstance(error, ProcessExpired):
            over = error.pid in self._over
            known = LimitError(reason="memory") if over else CrashedError()
        else:
            return error
        known.__cause__ = error
        return known

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._closing.wait(_POLL_SECONDS):
            for child in me.children():
                try:
                    if child.memory_info().rss > (self._memory_bytes or 0):
                        self._over.add(child.pid)
                        child.kill()
                except psutil.NoSuchProcess:
                    continue


def _end_with_parent() -> None:
    """Let this process die with the one that started it, even if that was killed.

    An orphan would go on writing while the next run does the same file.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent,), daemon=True).start()


def _outlive(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


class _Linked(Future[Any]):
    """A future whose cancellation reaches the running task."""

    def __init__(self, inner: "Future[Any]") -> None:
        super().__init__()
        self._inner = inner

    def cancel(self) -> bool:
        """Stop the task, running or not; False when it is done."""
        return self._inner.cancel()
