"""Looking for thousands of removed values at once in bare text.

Numbers are also looked for in part: a mask shows some digits, but a run of about half
of them tells whose they were. How long a run counts depends on whether it stands in
one piece: nine digits in one piece are no accident, while digits that come together
only because the gaps between table cells were ignored must be more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from redactor.model import Secret
from redactor.verification.reading import Reading, quick_bare

__all__ = ["Hit", "Needle", "Needles"]

_DIGITS = frozenset("0123456789x")
# Shortest telling run: in one piece, and over gaps.
_WINDOWS = {
    "CN_ID_CARD": (9, 11),
    "CN_MOBILE": (7, 8),
    "CN_LANDLINE": (7, 7),
    "CN_BANK_CARD": (9, 11),
}
_ADDRESS_WINDOW = 12


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


@dataclass(frozen=True, slots=True)
class Hit:
    """A needle, or a telling part of one, at a range of bare text."""

    needle: int
    start: int
    end: int
    whole: bool


def _needle(value: str, secrets: Sequence[Secret]) -> Needle:
    first = secrets[0]
    digits = sum(c in _DIGITS for c in value)
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
        self.items = tuple(_needle(value, group) for value, group in groups.items())
        self._heads: dict[int, dict[str, list[int]]] = {}
        self._parts: dict[int, dict[str, list[tuple[int, int]]]] = {}
        for number, needle in enumerate(self.items):
            self._index(number, needle)

    def _index(self, number: int, needle: Needle) -> None:
        size = needle.window
        if not size:
            head = min(len(needle.value), 4)
            heads = self._heads.setdefault(head, {})
            heads.setdefault(needle.value[:head], []).append(number)
            return
        parts = self._parts.setdefault(size, {})
        for at in range(len(needle.value) - size + 1):
            parts.setdefault(needle.value[at : at + size], []).append((number, at))

    def find(self, text: str) -> list[Hit]:
        """Return every hit in bare text; hits of one needle never overlap."""
        hits = list(self._whole(text))
        hits.extend(self._partly(text))
        return hits

    def _whole(self, text: str) -> Iterator[Hit]:
        for size, heads in self._heads.items():
            ends: dict[int, int] = {}
            for at in _places(text, size, heads):
                for number in heads[text[at : at + size]]:
                    value = self.items[number].value
                    if at >= ends.get(number, 0) and text.startswith(value, at):
                        ends[number] = at + len(value)
                        yield Hit(number, at, at + len(value), True)

    def _partly(self, text: str) -> Iterator[Hit]:
        for size, parts in self._parts.items():
            open_runs: dict[tuple[int, int], list[int]] = {}
            for at in _places(text, size, parts):
                for number, offset in parts[text[at : at + size]]:
                    # A run is known by its needle and by where that would begin.
                    run = open_runs.get((number, at - offset))
                    if run is not None and run[1] >= at:
                        run[1] = at + size
                    else:
                        if run is not None:
                            yield from self._run(text, number, run)
                        open_runs[number, at - offset] = [at, at + size]
            for (number, _), run in open_runs.items():
                yield from self._run(text, number, run)

    def _run(self, text: str, number: int, run: list[int]) -> Iterator[Hit]:
        needle = self.items[number]
        start, end = run
        found = text[start:end]
        if not any(found in shown for shown in needle.shown):
            yield Hit(number, start, end, found == needle.value)

    def counts(self, hit: Hit, reading: Reading) -> bool:
        """Tell whether a hit is long enough for the way it stands in the raw text."""
        needle = self.items[hit.needle]
        if hit.whole or hit.end - hit.start >= needle.gap_window:
            return True
        origins = reading.origins[hit.start : hit.end]
        return origins[-1] - origins[0] < len(origins)


def _places(text: str, size: int, known: Iterable[str]) -> list[int]:
    """Return the offsets at which a known stretch of a size stands."""
    keys = known if isinstance(known, dict) else set(known)
    return [at for at in range(len(text) - size + 1) if text[at : at + size] in keys]
