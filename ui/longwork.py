"""Work on a whole folder in a thread of its own, which waits for worker processes.

The thread only passes on: files are worked on in processes, so the window stays free.
"""

import logging
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from redactor.errors import RedactorError
from ui.jobs import Failure

__all__ = ["LongWork"]

_log = logging.getLogger(__name__)


class LongWork(QObject):
    """Runs one function that tells how far it is and can be stopped.

    Signals:
        told: What the function told, in order.
        done: What it returned.
        failed: Why it returned nothing (a `Failure`).
    """

    told = Signal(object)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    @property
    def running(self) -> bool:
        """True until the function ended."""
        return self._thread is not None and self._thread.is_alive()

    def start(
        self, work: Callable[[Callable[[Any], None], Callable[[], bool]], Any]
    ) -> None:
        """Call ``work(tell, stop)``; it asks ``stop`` now and then.

        Raises:
            RuntimeError: Something runs already.
        """
        if self.running:
            raise RuntimeError("work is under way")
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, args=(work,))
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end soon."""
        self._stop.set()

    def close(self) -> None:
        """Stop and wait until nothing runs any more."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, work: Callable[..., Any]) -> None:
        try:
            value = work(self.told.emit, self._stop.is_set)
        except RedactorError as error:
            self.failed.emit(Failure(error.code, dict(error.context)))
        except CancelledError:
            self.failed.emit(Failure("cancelled"))
        except OSError:
            _log.warning("a folder cannot be read or written")
            self.failed.emit(Failure("file_access", {}))
        except Exception as error:  # noqa: BLE001 - the border of a worker task
            frames = traceback.extract_tb(error.__traceback__)
            trail = " > ".join(f"{Path(f.filename).name}:{f.lineno}" for f in frames)
            _log.error("long work failed: %s at %s", type(error).__name__, trail)
            self.failed.emit(Failure("internal"))
        else:
            self.done.emit(value)
