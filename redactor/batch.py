"""Many files over any executor: one that crashes, hangs or swells ends only itself.

Work goes out in a short window, so that a folder of any size costs little memory, and
results come back as they are ready.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from redactor.errors import CrashedError, RedactorError
from redactor.isolation import IsolatingExecutor
from redactor.ocr.room import ReadingRoom
from redactor.results import (
    RedactRequest,
    RedactResult,
    ScanRequest,
    ScanResult,
    Status,
)
from redactor.tasks import guarded_scan, log_unknown

__all__ = [
    "FILE_MEMORY_BYTES",
    "FILE_SECONDS",
    "closing_pool",
    "lost_copy",
    "new_pool",
    "run",
    "scan_many",
]

Request = TypeVar("Request")
Result = TypeVar("Result")
_STOP_SECONDS = 0.25
FILE_SECONDS = 1800.0
FILE_MEMORY_BYTES = 8 << 30


def new_pool(
    workers: int,
    *,
    readers: int = 0,
    seconds: float | None = FILE_SECONDS,
    memory_bytes: int | None = FILE_MEMORY_BYTES,
    news: Callable[..., None] | None = None,
) -> Executor:
    """Return local processes, each task within its limits of time and memory.

    Args:
        workers: Files at a time.
        readers: Most processes that read pictures for them; 0 means as many.
        seconds: Longest time for one file; the time that pictures take to be read does
            not count, each of them has a limit of its own.
        memory_bytes: Most resident memory of one process.
        news: Hears how far each request is (the request, step, done, total; see
            `redactor.progress`), on other threads.
    """
    room = ReadingRoom(readers or workers)
    return IsolatingExecutor(
        workers, seconds=seconds, memory_bytes=memory_bytes, host=room, news=news
    )


def run(
    task: Callable[[Request], Result],
    requests: Iterable[Request],
    *,
    lost: Callable[[Request, RedactorError], Result],
    executor: Executor,
    window: int,
    stop: Callable[[], bool] | None = None,
) -> Generator[tuple[int, Result], None, None]:
    """Run a task over requests and yield (index, result) as they are done.

    Args:
        task: Top-level function; its own errors must come back as results.
        requests: What the task is called with, one at a time.
        lost: Makes the result of a request whose process was lost.
        executor: Any executor; it stays the caller's to shut down.
        window: Most requests under way or waiting in the executor.
        stop: Asked now and then; True ends the run and cancels what is under way.

    Closing the iterator cancels what is still under way.
    """
    waiting = iter(enumerate(requests))
    flying: dict[Future[Result], tuple[int, Request]] = {}
    try:
        while True:
            for index, request in islice(waiting, window - len(flying)):
                flying[executor.submit(task, request)] = index, request
            if not flying or (stop and stop()):
                return
            patience = None if stop is None else _STOP_SECONDS
            done, _ = wait(flying, patience, FIRST_COMPLETED)
            for future in done:
                index, request = flying.pop(future)
                error = future.exception()
                if error is None:
                    yield index, future.result()
                else:
                    yield index, lost(request, _as_known(error))
    finally:
        for future in flying:
            future.cancel()


def _as_known(error: BaseException) -> RedactorError:
    if isinstance(error, RedactorError):
        return error
    if isinstance(error, Exception):
        log_unknown(error)
        return CrashedError()
    raise error


def lost_copy(request: RedactRequest, error: RedactorError) -> RedactResult:
    """Return the result of a file whose process was lost."""
    return RedactResult(
        request.path, Status.FAILED, code=error.code, context=error.context
    )


def scan_many(
    requests: Sequence[ScanRequest], workers: int
) -> Iterator[tuple[int, ScanResult | RedactorError]]:
    """Scan files in local processes and yield (index, result) as they are done."""
    pool = new_pool(min(workers, len(requests)), readers=workers)
    with closing_pool(pool) as executor:
        yield from run(
            guarded_scan,
            requests,
            lost=lambda _request, error: error,
            executor=executor,
            window=2 * workers,
        )


@contextmanager
def closing_pool(executor: Executor) -> Iterator[Executor]:
    """Shut down at the end; stop what runs when the end comes early."""
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=True, cancel_futures=True)
        raise
    executor.shutdown(wait=True)
