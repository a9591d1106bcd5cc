"""Long reckoning on the GUI thread, a little in each turn of its loop."""

import time
from collections.abc import Callable, Generator
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

__all__ = ["Turns", "at_once"]

_T = TypeVar("_T")
_SLICE_S = 0.012


def at_once(steps: Generator[None, None, _T]) -> _T:
    """Run a generator to its end and return what it returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: _T = end.value
            return value


class Turns(QObject):
    """Runs one generator at a time; a new one takes the place of the old."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Generator[None, None, Any] | None = None
        self._done: Callable[[Any], None] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        """True until the generator has ended."""
        return self._steps is not None

    def run(
        self, steps: Generator[None, None, Any], done: Callable[[Any], None]
    ) -> None:
        """Begin; ``done`` takes what the generator returns."""
        self._steps, self._done = steps, done
        self._timer.start()

    def stop(self) -> None:
        """Let go of what runs; nobody hears of it."""
        self._steps = self._done = None
        self._timer.stop()

    def _turn(self) -> None:
        steps, done = self._steps, self._done
        if steps is None or done is None:
            return
        until = time.perf_counter() + _SLICE_S
        try:
            while time.perf_counter() < until:
                next(steps)
        except StopIteration as end:
            self.stop()
            done(end.value)
