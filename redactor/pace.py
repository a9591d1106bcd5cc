"""How far all work under way is, and how long it will still take."""

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Pace", "weight_of"]

# Where each step begins in a file's time, measured on rosters of 50 pages and on scans.
_SEARCH = {"read": 0.0, "names": 0.2, "search": 0.55, "end": 0.95}
_COPY = {"read": 0.0, "names": 0.14, "search": 0.385, "write": 0.7, "check": 0.8}
# Pictures take nearly all of the time; a copy's are read again by its check.
_SEEING = {"read": 0.0, "names": 0.85, "search": 0.92, "end": 0.99}
_SEEN_COPY = {"read": 0.0, "names": 0.44, "search": 0.47, "write": 0.5, "check": 0.53}
# A file that was searched just now: its pictures are known.
_KNOWN_COPY = {"read": 0.0, "names": 0.1, "search": 0.14, "write": 0.18, "check": 0.22}
_BEGUN = ("scan", "pictures")
_BEFORE_GUESS = 3.0
_LEAST = 0.02
_MOST = 0.99


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
    known: bool
    fraction: float = 0.0
    sees: bool = False

    def reached(self, step: str, part: float) -> float | None:
        """Return how far a part of a step is on the whole; None for other steps."""
        starts = self._starts()
        if step not in starts:
            return None
        start = starts[step]
        end = min((s for s in starts.values() if s > start), default=1.0)
        return min(_MOST, start + (end - start) * min(1.0, part))

    def _starts(self) -> Mapping[str, float]:
        if not self.writes:
            return _SEEING if self.sees else _SEARCH
        if not self.sees:
            return _COPY
        return _KNOWN_COPY if self.known else _SEEN_COPY


class Pace:
    """Adds up the work of one round; a round begins when nothing is under way.

    Args:
        clock: Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._works: dict[Hashable, _Work] = {}
        self._under_way: set[Hashable] = set()
        self._whole = 0.0
        self._done = 0.0
        self._since = 0.0

    def begin(
        self, key: Hashable, weight: float, *, writes: bool, known: bool = False
    ) -> None:
        """Note that a job begins.

        Args:
            key: Names the job.
            weight: Its part of the whole, such as the file's size; at least 1 counts.
            writes: It writes and checks a copy after the search.
            known: The file was searched before, so its pictures have been read.
        """
        if not self._under_way:
            self._works.clear()
            self._whole = self._done = 0.0
            self._since = self._clock()
        self._drop(key)
        work = self._works[key] = _Work(max(1.0, weight), writes, known)
        self._whole += work.weight
        self._under_way.add(key)

    def _drop(self, key: Hashable) -> None:
        work = self._works.pop(key, None)
        if work is not None:
            self._whole -= work.weight
            self._done -= work.weight * work.fraction

    def tell(self, key: Hashable, step: str, done: int, total: int) -> None:
        """Note how far a job is; it never goes back."""
        work = self._works.get(key)
        if work is None:
            return
        if step in _BEGUN:  # told as it begins: the part itself is not done
            step, done, work.sees = "read", max(0, done - 1), True
        reached = work.reached(step, done / total if total else 0.0)
        if reached is not None:
            self._move(work, max(work.fraction, reached))

    def _move(self, work: _Work, fraction: float) -> None:
        self._done += work.weight * (fraction - work.fraction)
        work.fraction = fraction

    def of(self, key: Hashable) -> float:
        """Return how far one job is, 0 to 1."""
        work = self._works.get(key)
        return work.fraction if work is not None else 0.0

    def end(self, key: Hashable) -> None:
        """Note that a job ended, however."""
        self._under_way.discard(key)
        if key in self._works:
            self._move(self._works[key], 1.0)

    @property
    def fraction(self) -> float:
        """Done part of the round, 0 to 1."""
        return min(1.0, max(0.0, self._done / self._whole)) if self._whole else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Guess of the time that is left, None while a guess would be wild."""
        spent, fraction = self._clock() - self._since, self.fraction
        if not self._under_way or spent < _BEFORE_GUESS or fraction < _LEAST:
            return None
        return spent / fraction * (1 - fraction)
