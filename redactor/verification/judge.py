"""Which hits in a copy's text are residue, and which stood there innocently.

A value may stand in a text without being that value: 王芳 in 王芳草原, the digits of a
card inside a longer contract number. Such a place is innocent when the source has it
too, outside everything that was edited, and when it is part of something longer there.
A number that stands alone is never innocent, whatever the edits say: the writer may
have overlooked it.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from redactor.verification.channels import Trace
from redactor.verification.needles import Hit, Needle, Needles
from redactor.verification.reading import Reading, quick_bare

__all__ = ["Ledger", "excess", "stands_alone"]


def _is_word(char: str) -> bool:
    """Tell whether a character is a digit or a letter of an alphabet."""
    return char != "" and quick_bare(char).isalnum() and quick_bare(char) < "\u2e80"


def _is_han(char: str) -> bool:
    return "一" <= char <= "鿿" or "㐀" <= char <= "䶿"


def stands_alone(reading: Reading, hit: Hit) -> bool:
    """Tell whether a hit is not merely part of a longer number or Chinese word."""
    start, end = reading.raw_span(hit.start, hit.end)
    before = reading.raw[start - 1 : start]
    after = reading.raw[end : end + 1]
    if _is_word(reading.raw[start]) or _is_word(reading.raw[end - 1]):
        return not (
            (_is_word(before) and _is_word(reading.raw[start]))
            or (_is_word(after) and _is_word(reading.raw[end - 1]))
        )
    return not (_is_han(before) or _is_han(after))


def _may_be_innocent(needle: Needle, hit: Hit, reading: Reading) -> bool:
    if needle.numeric:
        if hit.whole:
            return not stands_alone(reading, hit)
        start, end = reading.raw_span(hit.start, hit.end)
        in_one_piece = end - start == hit.end - hit.start
        return not (in_one_piece and stands_alone(reading, hit))
    if needle.entity == "PERSON":
        return len(needle.value) < 3 and not stands_alone(reading, hit)
    return True


def excess(
    copy: Reading,
    source: Callable[[], tuple[Reading, Callable[[int], bool]] | None],
    needles: Needles,
) -> Counter[tuple[int, bool]]:
    """Count the hits in a copy's reading that the source does not excuse.

    Args:
        copy: One reading of a part of the copy.
        source: Gives the same reading of the source and whether a raw offset in it was
            edited; only called when there is a hit; None when there is no such text.
        needles: What to look for.

    Returns:
        Count by needle and whether the whole value stands there.
    """
    hits = [h for h in needles.find(copy.bare) if needles.counts(h, copy)]
    if not hits:
        return Counter()
    found = Counter((h.needle, copy.bare[h.start : h.end], h.whole) for h in hits)
    before = source()
    if before is not None:
        found -= _innocent(*before, needles)
    result: Counter[tuple[int, bool]] = Counter()
    for (number, _, whole), count in found.items():
        result[number, whole] += count
    return result


def _innocent(
    reading: Reading, edited: Callable[[int], bool], needles: Needles
) -> Counter[tuple[int, str, bool]]:
    found: Counter[tuple[int, str, bool]] = Counter()
    for hit in needles.find(reading.bare):
        if not _may_be_innocent(needles.items[hit.needle], hit, reading):
            continue
        if any(edited(i) for i in reading.origins[hit.start : hit.end]):
            continue
        found[hit.needle, reading.bare[hit.start : hit.end], hit.whole] += 1
    return found


@dataclass
class Ledger:
    """Sums up the excess of one reading order over all pages, against what was kept."""

    needles: Needles
    places: dict[int, list[tuple[str, int, bool]]] = field(default_factory=dict)

    def add(self, place: str, found: Counter[tuple[int, bool]]) -> None:
        """Note the excess at one place."""
        for (number, whole), count in found.items():
            self.places.setdefault(number, []).append((place, count, whole))

    def traces(self) -> Iterable[Trace]:
        """Give what is over what may stay."""
        for number, rows in self.places.items():
            needle = self.needles.items[number]
            if sum(count for _, count, whole in rows if whole) > needle.kept:
                for place, _, whole in rows:
                    if whole:
                        yield Trace("residue", place, needle.entity)
            for place, _, whole in rows:
                if not whole:
                    yield Trace("partial_residue", place, needle.entity)
