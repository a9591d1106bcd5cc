"""How far all work under way is, and how long it will still take."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Pace", "weight_of"]

# Share of a file's time that lies before each step, measured on rosters of 50 pages.
_BEFORE = {"read": 0.0, "names": 0.2, "search": 0.55, "write": 0.7, "check": 0.8}
_SHARE = {"read": 0.2, "names": 0.35, "search": 0.4, "write": 0.1, "check": 0.2}
_BEGUN = ("scan", "pictures")
# of a file with pictures, as measured on scans: they take nearly all of the search
_SEEING = 0.85
_SEARCH = ("names", "search")
# an export reads and searches again before it writes
_BEFORE_WRITING = 0.7
_BEFORE_GUESS = 3.0
_LEAST = 0.02


def weight_of(path: Path) -> int:
    """Return a file's part of a round: its size in bytes."""
    try:
        return path.stat().st_size
    except OSError:
        return 0  # the search will tell why it cannot be read


@dataclass(slots=True)
class _Work:
    weight: float
    writes: bool
    fraction: float = 0.0
    sees: bool = False


class Pace:
    """Adds up the work of one round; a round begins when nothing is under way.

    Args:
        clock: Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._works: dict[Hashable, _Work] = {}
        self._under_way: set[Hashable] = set()
        self._since = 0.0

    def begin(self, key: Hashable, weight: float, *, writes: bool) -> None:
        """Note that a job begins.

        Args:
            key: Names the job.
            weight: Its part of the whole, such as the file's size; at least 1 counts.
            writes: It writes and checks a copy after the search.
        """
        if not self._under_way:
            self._works.clear()
            self._since = self._clock()
        self._works[key] = _Work(max(1.0, weight), writes)
        self._under_way.add(key)

    def tell(self, key: Hashable, step: str, done: int, total: int) -> None:
        """Note how far a job is; it never goes back."""
        work = self._works.get(key)
        if work is None:
            return
        if step in _BEGUN:  # told as it begins: the part itself is not done
            step, done, work.sees = "read", max(0, done - 1), True
        if step not in _BEFORE:
            return
        part = done / total if total else 0.0
        scale = _BEFORE_WRITING if work.writes and step not in ("write", "check") else 1
        reached = _BEFORE[step] + _SHARE[step] * min(1.0, part)
        if work.sees and step == "read":
            reached = _SEEING * min(1.0, part)
        elif work.sees and step in _SEARCH:
            reached = _SEEING + (1 - _SEEING) * reached
        reached *= scale
        work.fraction = max(work.fraction, min(0.99, reached))

    def of(self, key: Hashable) -> float:
        """Return how far one job is, 0 to 1."""
        work = self._works.get(key)
        return work.fraction if work is not None else 0.0

    def end(self, key: Hashable) -> None:
        """Note that a job ended, however."""
        self._under_way.discard(key)
        if key in self._works:
            self._works[key].fraction = 1.0

    @property
    def fraction(self) -> float:
        """Done part of the round, 0 to 1."""
        whole = sum(work.weight for work in self._works.values())
        done = sum(work.weight * work.fraction for work in self._works.values())
        return done / whole if whole else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Guess of the time that is left, None while a guess would be wild."""
        spent, fraction = self._clock() - self._since, self.fraction
        if not self._under_way or spent < _BEFORE_GUESS or fraction < _LEAST:
            return None
        return spent / fraction * (1 - fraction)
