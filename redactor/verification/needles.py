"""Looking for thousands of removed values at once in bare text.

Numbers are also looked for in part: a mask shows some digits, but a run of about half
of them tells whose they were. How long a run counts depends on whether it stands in
one piece: nine digits in one piece are no accident, while digits that come together
only because the gaps between table cells were ignored must be more.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redactor.model import Secret
from redactor.verification.reading import Reading, quick_bare

__all__ = ["Hit", "Needle", "Needles"]

_DIGITS = str.maketrans("", "", "0123456789x")
# Shortest telling run: in one piece, and over gaps.
_WINDOWS = {
    "CN_ID_CARD": (9, 11),
    "CN_MOBILE": (7, 8),
    "CN_LANDLINE": (7, 7),
    "CN_BANK_CARD": (9, 11),
}
_ADDRESS_WINDOW = 12
# Shorter numbers come together by chance where gaps are ignored.
_SHORTEST = 7


@dataclass(frozen=True, slots=True)
class Needle:
    """One distinct secret in bare form.

    Attributes:
        window: Shortest run that counts when it stands in one piece, 0 for values that
            only count whole.
        gap_window: The same for a run with gaps.
        numeric: Nearly all digits.
    """

    entity: str
    value: str = field(repr=False)
    kept: int = 0
    window: int = 0
    gap_window: int = 0
    numeric: bool = False
    shown: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_short_number(self) -> bool:
        """True for so few digits that they stand in longer numbers by chance."""
        value = self.value
        return len(value) < _SHORTEST and value.isascii() and value.isdigit()


@dataclass(frozen=True, slots=True)
class Hit:
    """A needle, or a telling part of one, at a range of bare text."""

    needle: int
    start: int
    end: int
    whole: bool


def _needle(value: str, secrets: Sequence[Secret]) -> Needle:
    first = secrets[0]
    digits = len(value) - len(value.translate(_DIGITS))
    numeric = len(value) >= 6 and digits >= 0.6 * len(value)
    window = gap_window = 0
    if numeric:
        window, gap_window = _WINDOWS.get(
            first.entity, (max(6, -(-len(value) // 2)), max(7, -(-len(value) * 3 // 5)))
        )
        if first.entity == "CN_ID_CARD" and len(value) == 15:
            window, gap_window = 8, 10
    elif first.entity == "CN_ADDRESS" and len(value) > _ADDRESS_WINDOW:
        window = gap_window = _ADDRESS_WINDOW
    return Needle(
        entity=first.entity,
        value=value,
        kept=max(secret.kept for secret in secrets),
        window=min(window, len(value)),
        gap_window=min(gap_window, len(value)),
        numeric=numeric,
        shown=tuple({quick_bare(s.replacement) for s in secrets if s.replacement}),
    )


def _local_parts(secrets: Iterable[Secret]) -> Iterator[Secret]:
    """The part of an e-mail address before the @ names its owner as well."""
    for secret in secrets:
        local = secret.text.split("@", 1)[0]
        if secret.entity == "EMAIL_ADDRESS" and 6 <= len(local) < len(secret.text):
            yield Secret(secret.entity, local, secret.replacement, secret.kept)


class Needles:
    """All secrets of one check, ready to be looked for."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        groups: dict[str, list[Secret]] = {}
        secrets = list(secrets)
        for secret in (*secrets, *_local_parts(secrets)):
            value = quick_bare(secret.text)
            if len(value) > 1:
                groups.setdefault(value, []).append(secret)
        self._index(_needle(value, group) for value, group in groups.items())

    def only(self, numbers: Iterable[int]) -> "Needles":
        """Return a search for some of the needles, in the order of their numbers."""
        few = Needles(())
        few._index(self.items[number] for number in sorted(set(numbers)))
        return few

    def _index(self, items: Iterable[Needle]) -> None:
        self.items = tuple(items)
        whole = {n.value: i for i, n in enumerate(self.items) if not n.window}
        self._heads = tuple(
            _Heads(size, [v for v in whole if min(len(v), 4) == size], whole)
            for size in sorted({min(len(value), 4) for value in whole})
        )
        sizes = {needle.window for needle in self.items if needle.window}
        self._parts = tuple(_Parts(size, self.items) for size in sorted(sizes))

    def find(self, text: str) -> list[Hit]:
        """Return every hit in bare text; hits of one needle never overlap."""
        hits: list[Hit] = []
        for heads in self._heads:
            hits.extend(heads.find(text))
        for parts in self._parts:
            hits.extend(parts.find(text))
        return hits

    def counts(self, hit: Hit, reading: Reading) -> bool:
        """Tell whether a hit is long enough for the way it stands in the raw text."""
        needle = self.items[hit.needle]
        short = len(needle.value) < _SHORTEST and needle.value.isascii()
        if not short and (hit.whole or hit.end - hit.start >= needle.gap_window):
            return True
        origins = reading.origins[hit.start : hit.end]
        return bool(origins[-1] - origins[0] < len(origins))


class _Heads:
    """Values that only count whole, known by their first characters."""

    def __init__(
        self, size: int, values: Iterable[str], numbers: Mapping[str, int]
    ) -> None:
        self._size = size
        self._by_head: dict[str, list[tuple[str, int]]] = {}
        for value in values:
            head = self._by_head.setdefault(value[:size], [])
            head.append((value, numbers[value]))
        first = "".join(sorted({head[0] for head in self._by_head}))
        self._first = re.compile(f"[{re.escape(first)}]")

    def find(self, text: str) -> Iterator[Hit]:
        size, by_head = self._size, self._by_head
        ends: dict[int, int] = {}
        for match in self._first.finditer(text):
            at = match.start()
            for value, number in by_head.get(text[at : at + size], ()):
                if at >= ends.get(number, 0) and text.startswith(value, at):
                    ends[number] = at + len(value)
                    yield Hit(number, at, at + len(value), True)


class _Parts:
    """Values of which a run of ``size`` characters counts."""

    def __init__(self, size: int, needles: Sequence[Needle]) -> None:
        self._size = size
        self._needles = needles
        self._windows: dict[str, int] = {}
        self._whole: dict[str, int] = {}
        # The lengths of the values that begin with a window, longest first: a roll
        # has thousands of addresses that begin alike.
        lengths: dict[str, set[int]] = {}
        for number, needle in enumerate(needles):
            if needle.window == size:
                value = needle.value
                self._whole[value] = number
                lengths.setdefault(value[:size], set()).add(len(value))
                for at in range(len(value) - size + 1):
                    self._windows.setdefault(value[at : at + size], number)
        self._starts = {
            head: sorted(found, reverse=True) for head, found in lengths.items()
        }
        # Only stretches of the characters that the values are made of are looked at.
        alphabet = re.escape("".join(sorted({c for v in self._whole for c in v})))
        self._run = re.compile(f"[{alphabet}]{{{size},}}")

    def find(self, text: str) -> Iterator[Hit]:
        size, windows = self._size, self._windows
        for match in self._run.finditer(text):
            run, start = match[0], match.start()
            number = self._whole.get(run)
            if number is not None:
                if self._tells(number, run):
                    yield Hit(number, start, match.end(), True)
                continue
            places = [
                at
                for at in range(len(run) - size + 1)
                if run[at : at + size] in windows
            ]
            if places:
                yield from self._of_run(run, start, places)

    def _of_run(self, run: str, start: int, places: list[int]) -> Iterator[Hit]:
        """Give whole values first, then what is left of known windows."""
        size = self._size
        left: list[int] = []
        taken = 0
        for at in places:
            if at < taken:
                continue
            for length in self._starts.get(run[at : at + size], ()):
                value = run[at : at + length]
                number = self._whole.get(value)
                if number is not None:
                    taken = at + length
                    # Windows that run into the value are part of it.
                    while left and left[-1] + size > at:
                        left.pop()
                    if self._tells(number, value):
                        yield Hit(number, start + at, start + taken, True)
                    break
            else:
                left.append(at)
        yield from self._partial(run, start, left)

    def _partial(self, run: str, start: int, places: list[int]) -> Iterator[Hit]:
        """Join windows that overlap."""
        begin = end = -1
        for at in [*places, len(run) + self._size]:
            # Masks that stand side by side are not one run: every window is known.
            if at + self._size == end + 1:
                end += 1
                continue
            if end > 0:
                number = self._windows[run[begin : begin + self._size]]
                if self._tells(number, run[begin:end]):
                    yield Hit(number, start + begin, start + end, False)
            begin, end = at, at + self._size

    def _tells(self, number: int, found: str) -> bool:
        """Tell whether a run is more than what the mask itself shows."""
        return not any(found in shown for shown in self._needles[number].shown)
