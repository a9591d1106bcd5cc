"""Clocks and tables for the benches.

Time is CPU time of the process, all threads: other work on the machine does not count.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

__all__ = ["Options", "Stopwatch", "median", "seconds", "table"]


@dataclass(frozen=True, slots=True)
class Options:
    """How much is measured: ``quick`` only shows that the benches run."""

    quick: bool = False

    @property
    def rounds(self) -> int:
        """Rounds that a median is taken of."""
        return 1 if self.quick else 3


def seconds(call: Callable[[], object]) -> float:
    """Return the CPU time of one call."""
    started = time.process_time()
    call()
    return time.process_time() - started


@dataclass(slots=True)
class Stopwatch:
    """Adds up CPU time and calls of functions while they are watched."""

    seconds: dict[str, float] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def watch(self, *targets: tuple[str, Any, str]) -> Iterator[None]:
        """Watch attributes for a while: (label, owner, attribute name)."""
        patches = [
            patch.object(owner, name, self._timed(label, getattr(owner, name)))
            for label, owner, name in targets
        ]
        for one in patches:
            one.start()
        try:
            yield
        finally:
            for one in patches:
                one.stop()

    def _timed(self, label: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            started = time.process_time()
            try:
                result = function(*args, **kwargs)
                # a generator works when it is read: read it here
                return iter(list(result)) if isinstance(result, Iterator) else result
            finally:
                spent = time.process_time() - started
                self.seconds[label] = self.seconds.get(label, 0.0) + spent
                self.calls[label] = self.calls.get(label, 0) + 1

        return timed


def median(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the median of each key over the rounds."""
    keys = {key: None for row in rows for key in row}
    return {k: statistics.median(row.get(k, 0.0) for row in rows) for k in keys}


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table, the first column to the left, the others to the right."""
    widths = [max(len(row[i]) for row in (heads, *rows)) for i in range(len(heads))]
    print(f"\n{title}")
    for row in (heads, *rows):
        first, rest = row[0].ljust(widths[0]), zip(row[1:], widths[1:], strict=True)
        print("  " + first + "".join(f"  {cell:>{width}}" for cell, width in rest))
