"""The future of a task that runs in a process of its own."""

import threading
from concurrent.futures import Future
from typing import Any, Protocol

from redactor.progress import Listener

__all__ = ["Running", "Worker"]


class Worker(Protocol):
    """Whose process does a task."""

    def kill(self) -> None:
        """End the process at once."""


class Running(Future[Any]):
    """A future whose cancellation reaches the running task."""

    def __init__(self, call: bytes) -> None:
        super().__init__()
        self.call = call
        self._guard = threading.Lock()
        self._worker: Worker | None = None
        self._settled = False
        self._listener: Listener | None = None

    def listen(self, listener: Listener) -> None:
        """Hear how far the task is (`redactor.progress`), on a thread of its own."""
        self._listener = listener

    def hear(self, step: str, done: int, total: int) -> None:
        """Pass on what the task told."""
        if self._listener is not None and not self.cancelled():
            self._listener(step, done, total)

    def cancel(self) -> bool:
        """Stop the task, running or not; False when it is done."""
        return self._stop(even_running=True)

    def take_back(self) -> bool:
        """Cancel the task unless it runs already."""
        return self._stop(even_running=False)

    def _stop(self, *, even_running: bool) -> bool:
        with self._guard:
            if self._settled or not (even_running or self._worker is None):
                return self.cancelled()
            self._settled = True
            if self._worker is not None:
                self._worker.kill()
        super().cancel()
        self.set_running_or_notify_cancel()
        return True

    def begin(self, worker: Worker) -> bool:
        """Note who does the task; False when it was cancelled."""
        with self._guard:
            self._worker = worker
            return not self._settled

    def is_settled(self) -> bool:
        """Tell whether it ended or was cancelled."""
        with self._guard:
            return self._settled

    def settle(self, value: Any, error: BaseException | None) -> None:
        """Set how it ended, unless it was cancelled."""
        with self._guard:
            if self._settled:
                return
            self._settled = True
        if error is None:
            self.set_result(value)
        else:
            self.set_exception(error)
