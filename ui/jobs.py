"""The one runner of long work: worker processes below, Qt signals above.

Done-callbacks of futures arrive on a thread of the executor; a signal emitted there
reaches the main thread through Qt's queue, so no QThread is needed. A worker that dies
takes its pool along: the runner starts a new one and gives innocent tasks another try.
"""

import itertools
import logging
import multiprocessing
import re
import time
import traceback
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from redactor import progress
from redactor.errors import RedactorError

__all__ = ["Failure", "JobRunner", "Told"]

Told = Callable[[str, int, int], None]

_log = logging.getLogger(__name__)
_HEAR_MS = 150
_TELL_SECONDS = 0.1
_TRIES = 2
_FRAME = re.compile(r'File "([^"]+)", line (\d+)')


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job gave no result: a machine code and plain values, no personal text."""

    code: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Job:
    task: Callable[..., Any]
    arguments: tuple[Any, ...]
    done: Callable[[Any], None]
    failed: Callable[[Failure], None]
    told: Told | None = None
    future: Future[Any] | None = None
    tries: int = 0


class JobRunner(QObject):
    """Runs top-level functions in worker processes.

    Signals:
        idle: The last job under way ended.
        changed: A job was added or ended.
    """

    idle = Signal()
    changed = Signal()
    _finished = Signal(int, object)

    def __init__(self, workers: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._jobs: dict[int, _Job] = {}
        self._numbers = itertools.count()
        self._closed = False
        self._news: Any = None
        self._ear = QTimer(self)
        self._ear.setInterval(_HEAR_MS)
        self._ear.timeout.connect(self._hear)
        self._finished.connect(self._on_finished)

    @property
    def pending(self) -> int:
        """Number of jobs that have not ended."""
        return len(self._jobs)

    def submit(
        self,
        task: Callable[..., Any],
        arguments: tuple[Any, ...],
        done: Callable[[Any], None],
        failed: Callable[[Failure], None],
        told: Told | None = None,
    ) -> int:
        """Run ``task(*arguments)`` in a worker; the callbacks run on the GUI thread.

        Args:
            task: Top-level function.
            arguments: Picklable.
            done: Takes the result.
            failed: Takes the reason when there is none.
            told: Hears how far the task is, see `redactor.progress`.

        Returns:
            A number for `cancel`.
        """
        number = next(self._numbers)
        self._jobs[number] = _Job(task, arguments, done, failed, told)
        self._start(number)
        self.changed.emit()
        return number

    def cancel(self, number: int) -> bool:
        """Take a job back if it has not started.

        Returns:
            True when it will not run; its callbacks stay silent.
        """
        job = self._jobs.get(number)
        if job is None or job.future is None or not job.future.cancel():
            return False
        self._jobs.pop(number, None)
        self.changed.emit()
        return True

    def stop(self, numbers: set[int]) -> None:
        """Stop jobs at once, running ones included; their callbacks stay silent.

        A process pool cannot stop one task, so its processes are killed and what else
        was under way starts again.
        """
        running = False
        for number in numbers & set(self._jobs):
            job = self._jobs.pop(number)
            running |= job.future is not None and not job.future.cancel()
        if running:
            self._kill()
            for number in list(self._jobs):
                self._start(number)
        self.changed.emit()

    def close(self) -> None:
        """Stop everything and wait until no worker is left."""
        self._closed = True
        self._jobs.clear()
        self._kill()

    def _start(self, number: int) -> None:
        job = self._jobs[number]
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            # one queue a pool: a worker that is killed may keep its lock
            self._news = context.SimpleQueue()
            self._pool = ProcessPoolExecutor(
                self._workers, context, _take_queue, (self._news,)
            )
        try:
            if job.told is None:
                job.future = self._pool.submit(job.task, *job.arguments)
            else:
                task, arguments = job.task, job.arguments
                job.future = self._pool.submit(_telling, number, task, *arguments)
                self._ear.start()
        except BrokenProcessPool:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
            self._start(number)
            return
        future = job.future
        future.add_done_callback(lambda f: self._emit(number, f))

    def _emit(self, number: int, future: Future[Any]) -> None:
        if not self._closed:
            self._finished.emit(number, future)

    @Slot()
    def _hear(self) -> None:
        """Pass on what workers told since the last time; only the last of each job."""
        if self._news is None or not self._jobs:
            self._ear.stop()
            return
        latest: dict[int, tuple[str, int, int]] = {}
        while not self._news.empty():
            number, *news = self._news.get()
            latest[number] = tuple(news)
        for number, (step, done, total) in latest.items():
            job = self._jobs.get(number)
            if job is not None and job.told is not None:
                job.told(step, done, total)

    def _kill(self) -> None:
        pool, self._pool, self._news = self._pool, None, None
        if pool is None:
            return
        # kill_workers() is public from Python 3.14 on; until then the dict is the way
        processes = list((getattr(pool, "_processes", None) or {}).values())
        for process in processes:
            process.kill()
        pool.shutdown(wait=True, cancel_futures=True)

    @Slot(int, object)
    def _on_finished(self, number: int, future: Future[Any]) -> None:
        job = self._jobs.get(number)
        if job is None or job.future is not future or self._closed:
            return
        failure, value = self._outcome(number, job, future)
        if failure is None and value is _AGAIN:
            return
        del self._jobs[number]
        try:
            if failure is None:
                job.done(value)
            else:
                job.failed(failure)
        except Exception as error:  # noqa: BLE001 - the border of a Qt slot
            _log_unknown(number, error)
        self.changed.emit()
        if not self._jobs:
            self.idle.emit()

    def _outcome(
        self, number: int, job: _Job, future: Future[Any]
    ) -> tuple[Failure | None, Any]:
        try:
            return None, future.result()
        except RedactorError as error:
            return Failure(error.code, dict(error.context)), None
        except (BrokenProcessPool, CancelledError):
            job.tries += 1
            if job.tries < _TRIES:
                self._start(number)
                return None, _AGAIN
            return Failure("worker_died"), None
        except Exception as error:  # noqa: BLE001 - the border of a worker task
            _log_unknown(number, error)
            return Failure("internal"), None


_AGAIN = object()
_queue: Any = None  # in a worker: where news go


def _take_queue(queue: Any) -> None:
    global _queue
    _queue = queue


def _telling(number: int, task: Callable[..., Any], *arguments: Any) -> Any:
    """Run a task in a worker and send how far it is, a few times a second."""
    last = ("", 0.0)

    def send(step: str, done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if step != last[0] or now - last[1] >= _TELL_SECONDS:
            last = (step, now)
            _queue.put((number, step, done, total))

    with progress.listening(send):
        return task(*arguments)


def _log_unknown(number: int, error: Exception) -> None:
    # an error's words may quote the document: only its type and its frames are logged
    frames = traceback.extract_tb(error.__traceback__)
    trail = [f"{Path(f.filename).name}:{f.lineno}" for f in frames]
    remote = _FRAME.findall(str(error.__cause__ or ""))
    trail += [f"{Path(name).name}:{line}" for name, line in remote]
    where = " > ".join(trail)
    _log.error("job %d failed: %s at %s", number, type(error).__name__, where)
