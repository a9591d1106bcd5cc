"""Inside a worker process: do tasks one after another; ask whoever owns the process.

A task may call `owner` to learn who can be asked for more than it can do alone, such as
reading a picture in another process. Question and answer travel over the one line on
which tasks come, so a worker that is killed leaves no lock behind.
"""

import os
import pickle
import signal
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from redactor import progress

__all__ = ["ANSWER", "ASK", "BEGUN", "DONE", "FAILED", "NEWS"]
__all__ += ["Owner", "owner", "serve"]

ASK, ANSWER, NEWS = "ask", "answer", "news"
BEGUN, DONE, FAILED = "begun", "done", "failed"
_TELL_SECONDS = 0.1
_known: "Owner | None" = None


class Owner:
    """The process that owns this one. One thread at a time."""

    def __init__(self, line: "Connection[Any, Any]") -> None:
        self._line = line

    def ask(self, name: str, *arguments: Any) -> Any:
        """Ask and wait for the answer; waiting does not count as the task's time.

        Raises:
            Exception: What the owner's answer raised.
        """
        self._line.send((ASK, name, arguments))
        kind, value = self._line.recv()
        if kind == FAILED:
            raise value
        return value


def owner() -> Owner | None:
    """Return whom the task at work may ask; None where nobody listens."""
    return _known


def serve(line: "Connection[Any, Any]") -> None:
    """Do what comes over a line until it ends; the target of a worker process."""
    global _known
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the owner decides what stops
    _end_with_parent()
    while True:
        try:
            task = line.recv_bytes()
        except (EOFError, OSError):
            return
        kind, value = FAILED, None
        try:
            function, arguments, named, hosted = pickle.loads(task)
            line.send((BEGUN,))
            _known = Owner(line) if hosted else None
            with progress.listening(_teller(line)):
                kind, value = DONE, function(*arguments, **named)
        except Exception as error:  # noqa: BLE001 - the worker's border
            value = _noted(error)
        _known = None
        line.send_bytes(_packed(kind, value))


def _teller(line: "Connection[Any, Any]") -> Callable[[str, int, int], None]:
    """Return a listener that sends how far a task is, a few times a second."""
    last = ("", 0.0)

    def send(step: str, done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if step != last[0] or now - last[1] >= _TELL_SECONDS:
            last = (step, now)
            line.send((NEWS, step, done, total))

    return send


def _noted(error: Exception) -> Exception:
    """Add where an error was raised, which is lost on the way, and nothing it says."""
    frames = traceback.extract_tb(error.__traceback__)
    error.add_note(" > ".join(f"{Path(f.filename).name}:{f.lineno}" for f in frames))
    return error


def _packed(kind: str, value: Any) -> bytes:
    try:
        return pickle.dumps((kind, value))
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        # what it says may quote the document
        return pickle.dumps((FAILED, TypeError(type(error).__name__)))


def _end_with_parent() -> None:
    """Let this process die with the one that started it, even if that was killed.

    An orphan would go on writing while the next run does the same file.
    """
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent,), daemon=True).start()


def _outlive(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
