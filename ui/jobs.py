"""The one runner of long work: worker processes below, Qt signals above.

What workers tell and how they end arrives on threads of the executor; a signal emitted
there reaches the main thread through Qt's queue, so no QThread is needed. A task whose
worker dies gets another try.
"""

import itertools
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from redactor.errors import CrashedError, RedactorError
from redactor.isolation import Host, IsolatingExecutor
from redactor.running import Running

__all__ = ["Failure", "JobRunner", "Told"]

Told = Callable[[str, int, int], None]

_log = logging.getLogger(__name__)
_TRIES = 2


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
    future: Running | None = None
    tries: int = 0


class JobRunner(QObject):
    """Runs top-level functions in worker processes.

    Args:
        workers: Number of processes.
        host: Answers what tasks ask, such as the reading room.

    Signals:
        idle: The last job under way ended.
        changed: A job was added or ended.
    """

    idle = Signal()
    changed = Signal()
    _finished = Signal(int, object)
    _heard = Signal(int, str, int, int)

    def __init__(
        self, workers: int, parent: QObject | None = None, host: Host | None = None
    ) -> None:
        super().__init__(parent)
        self._pool = IsolatingExecutor(workers, host=host)
        self._jobs: dict[int, _Job] = {}
        self._numbers = itertools.count()
        self._closed = False
        self._finished.connect(self._on_finished)
        self._heard.connect(self._on_heard)

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
        if job is None or job.future is None or not job.future.take_back():
            return False
        self._jobs.pop(number, None)
        self.changed.emit()
        return True

    def stop(self, numbers: set[int]) -> None:
        """Stop jobs at once, running ones included; their callbacks stay silent."""
        for number in numbers & set(self._jobs):
            future = self._jobs.pop(number).future
            if future is not None:
                future.cancel()
        self.changed.emit()

    def close(self) -> None:
        """Stop everything and wait until no worker is left."""
        self._closed = True
        self._jobs.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _start(self, number: int) -> None:
        job = self._jobs[number]
        future = job.future = self._pool.submit(job.task, *job.arguments)
        if job.told is not None:
            future.listen(lambda *news: self._emit(self._heard, number, *news))
        future.add_done_callback(lambda f: self._emit(self._finished, number, f))

    def _emit(self, signal: Any, *values: Any) -> None:
        if not self._closed:
            signal.emit(*values)

    @Slot(int, str, int, int)
    def _on_heard(self, number: int, step: str, done: int, total: int) -> None:
        job = self._jobs.get(number)
        if job is not None and job.told is not None:
            job.told(step, done, total)

    @Slot(int, object)
    def _on_finished(self, number: int, future: Running) -> None:
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
        self, number: int, job: _Job, future: Running
    ) -> tuple[Failure | None, Any]:
        try:
            return None, future.result()
        except CrashedError:
            job.tries += 1
            if job.tries < _TRIES:
                self._start(number)
                return None, _AGAIN
            return Failure("worker_died"), None
        except RedactorError as error:
            return Failure(error.code, dict(error.context)), None
        except Exception as error:  # noqa: BLE001 - the border of a worker task
            _log_unknown(number, error)
            return Failure("internal"), None


_AGAIN = object()


def _log_unknown(number: int, error: Exception) -> None:
    # an error's words may quote the document: only its type and its frames are logged
    frames = traceback.extract_tb(error.__traceback__)
    trail = [f"{Path(f.filename).name}:{f.lineno}" for f in frames]
    trail += getattr(error, "__notes__", ())  # the worker's frames
    where = " > ".join(trail)
    _log.error("job %d failed: %s at %s", number, type(error).__name__, where)
