"""The window as a user meets it: first paint, drop to highlighted page, longest block.

The real application runs in a process of its own (offscreen unless QT_QPA_PLATFORM says
otherwise). Times in CPU are those of the window's own process (the GUI thread alone for
the block, window and workers together for the drop), so that they say something on a
machine that others use as well. A block is the longest time that the GUI thread works
between two turns of its loop, from the drop until the search has ended.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psutil
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.documents import long_pdf
from benchmarks.measure import Options, median, table

__all__ = ["run"]

_BEAT_MS = 5
_LIMIT_MS = 900_000
_STEPS = (
    ("process start to first paint", "first_paint"),
    ("  in CPU", "first_paint_cpu"),
    ("drop to first page drawn, models loaded", "page"),
    ("drop to first page highlighted, models loaded", "highlighted"),
    ("  in CPU, window and workers", "highlighted_cpu"),
    ("the same at once after the first paint", "cold_highlighted"),
    ("longest block of the GUI thread until the search ends, CPU", "block_cpu"),
    ("last picture to the end of the process", "leave"),
)


def run(options: Options) -> None:
    """Print the times of a short and a long file."""
    for pages in (3,) if options.quick else (10, 500):
        with tempfile.TemporaryDirectory() as name:
            path = long_pdf(Path(name) / "名单 一.pdf", seed=pages, pages=pages)
            rounds = [
                {**_child("warm", path), **_child("cold", path)}
                for _ in range(options.rounds)
            ]
        middle = median(rounds)
        rows = [(words, f"{middle[key] * 1000:.0f}") for words, key in _STEPS]
        title = f"Window, PDF of {pages} pages with 10 hits on each"
        table(title, ("step", "milliseconds"), rows)


def _child(mode: str, path: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        command = [sys.executable, "-m", "benchmarks.window", mode, str(path)]
        done = subprocess.run(
            [*command, repr(time.time())],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    if done.stderr.strip():
        raise RuntimeError(f"the window complains as it leaves: {done.stderr}")
    if "left_at" not in found:
        raise RuntimeError("the search took too long to be measured")
    if mode == "cold":
        return {"cold_highlighted": found["highlighted"]}
    found["leave"] = time.time() - found.pop("left_at")
    return found


class _Probe(QObject):
    """Watches the application from outside and drops a file into it."""

    def __init__(self, application: QApplication, mode: str, path: Path) -> None:
        super().__init__()
        self._application = application
        self._mode, self._path = mode, path
        self.times: dict[str, float] = {}
        self._dropped = self._spent = self._turn = 0.0
        self._window: Any = None
        self._beat = QTimer(self, interval=_BEAT_MS)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._tick)
        application.installEventFilter(self)
        QTimer.singleShot(_LIMIT_MS, lambda: application.exit(3))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint of the window, then take no more events."""
        if event.type() == QEvent.Type.Paint and type(watched).__name__ == "MainWindow":
            self._application.removeEventFilter(self)
            self._window = watched
            # the paint itself is over when the loop comes round again
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self.times["first_paint"] = time.time() - float(sys.argv[3])
        self.times["first_paint_cpu"] = time.process_time()
        if self._mode == "cold":
            self._drop()
        else:
            self._window.controller._runner.idle.connect(self._loaded)

    def _loaded(self) -> None:
        self._window.controller._runner.idle.disconnect(self._loaded)
        QTimer.singleShot(500, self._drop)

    def _drop(self) -> None:
        self._dropped = time.perf_counter()
        self._spent = _spent()
        self._turn = time.thread_time()
        self.times["block_cpu"] = 0.0
        self._beat.start()
        self._window.drop_area.dropped.emit([self._path])

    def _tick(self) -> None:
        now, turn = time.perf_counter(), time.thread_time()
        block = turn - self._turn
        self.times["block_cpu"] = max(self.times["block_cpu"], block)
        pages = self._window.document.pages
        self._note("page", now, lambda: pages.shows_picture)
        if self._note("highlighted", now, lambda: pages.shows_hits):
            self.times["highlighted_cpu"] = _spent() - self._spent
        if "highlighted" in self.times and self._searched():
            self._beat.stop()
            # the list and the marks are painted before this comes round
            QTimer.singleShot(300, self._leave)
        self._turn = time.thread_time()

    def _searched(self) -> bool:
        if self._mode == "cold":
            return True
        return not self._window.controller.busy

    def _leave(self) -> None:
        self.times["left_at"] = time.time()
        self._application.exit(0)

    def _note(self, key: str, now: float, reached: Callable[[], bool]) -> bool:
        if key in self.times or not reached():
            return False
        self.times[key] = now - self._dropped
        return True


def _spent() -> float:
    """Return the CPU seconds of this process and its workers so far."""
    own = psutil.Process()
    total = 0.0
    for process in (own, *own.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def _run_child(mode: str, path: Path) -> int:
    from ui import app

    probes: list[_Probe] = []
    make = app.application

    def watched() -> QApplication:
        application = make()
        probes.append(_Probe(application, mode, path))
        return application

    with patch.object(app, "application", watched):
        app.main([])
    print(json.dumps(probes[0].times), flush=True)
    return 0 if "highlighted" in probes[0].times else 3


if __name__ == "__main__":
    sys.exit(_run_child(sys.argv[1], Path(sys.argv[2])))
