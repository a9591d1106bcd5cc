"""Counts of candidates are those of brute force."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.masking.strength import (
    Known,
    card_candidates,
    id_candidates,
    merge,
    phone_candidates,
)
from redactor.text.checksums import id18_ok, luhn_ok
from tests.build.people import bank_card, id_number

CHECKS = "10X98765432"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(1)


def brute(
    pattern: str, counties: list[str], first: date, last: date, known: Known
) -> int:
    """Count by making every number, digit by digit, and asking the check digit."""
    count = 0
    for county, day, number in product(counties, days(first, last), range(1000)):
        if known.year not in (None, day.year) or known.month not in (None, day.month):
            continue
        if known.female is not None and known.female == bool(number % 2):
            continue
        head = f"{county}{day:%Y%m%d}{number:03}"
        total = sum(int(d) * w for d, w in zip(head, WEIGHTS, strict=True))
        whole = head + CHECKS[total % 11]
        count += all(p in ("*", c) for p, c in zip(pattern, whole, strict=True))
    return count


COUNTIES = ["350102", "350103", "360735"]
FIRST, LAST = date(1980, 12, 29), date(1981, 1, 5)
ID = "350102198101049984"


def shown(head: int, tail: int) -> str:
    return ID[:head] + "*" * (18 - head - tail) + (ID[18 - tail :] if tail else "")


@pytest.mark.parametrize(
    "pattern",
    [
        *(shown(6, 4), shown(2, 3), shown(0, 4)),
        *(shown(10, 0), shown(0, 0), shown(14, 1)),
        *("35****19810104****", "******19810104***X", "*****2********99**"),
    ],
)
@pytest.mark.parametrize(
    "known",
    [
        Known(),
        Known(female=True),
        Known(female=False, year=1981),
        Known(year=1981, month=1),
        Known(year=1980),
    ],
)
def test_against_brute_force(pattern: str, known: Known) -> None:
    counties = COUNTIES
    if "*" not in pattern[:6]:
        counties = [pattern[:6]]
    bounded = Known(
        known.year, known.month, None, known.female, frozenset(COUNTIES), FIRST, LAST
    )
    assert id_candidates(pattern, bounded) == brute(
        pattern, counties, FIRST, LAST, known
    )


def test_the_known_answers_of_a_century_of_births() -> None:
    """First 6 and last 4: thousands, then tens with the year, one with the date."""
    pattern = "110105********002X"
    by_hand = sum(
        id18_ok(f"110105{day:%Y%m%d}002X")
        for day in days(date(1926, 1, 1), date(2021, 12, 31))
    )
    assert id_candidates(pattern) == by_hand
    assert 3100 < by_hand < 3300
    assert id_candidates(pattern, Known(year=1949)) in range(25, 42)
    assert id_candidates(pattern, Known(1949, 12, 31)) == 1


def test_first_two_and_last_three() -> None:
    pattern = "35*************123"
    county = frozenset({"350102"})
    assert 31_000 < id_candidates(pattern, Known(counties=county)) < 32_800
    assert id_candidates(pattern, Known(1990, 5, 1, None, county)) in (0, 1, 2)
    assert id_candidates(pattern) > 1_000_000


def test_an_unmasked_number_is_one_and_a_wrong_one_none() -> None:
    for n in range(40):
        number = id_number(n)
        assert id_candidates(number) == 1
        wrong = number[:17] + ("1" if number[17] != "1" else "2")
        assert id_candidates(wrong) == 0


def test_all_hidden_is_everybody() -> None:
    everybody = id_candidates("*" * 18)
    assert everybody % (1000 * 35_064) == 0
    assert 2500 < everybody // (1000 * 35_064) < 3500


def test_shape() -> None:
    with pytest.raises(ValueError, match="18"):
        id_candidates("110105******")


@settings(max_examples=25)
@given(
    number=st.integers(0, 500).map(id_number),
    hidden=st.sets(st.integers(0, 17), max_size=12),
    more=st.integers(0, 17),
)
def test_hiding_more_never_leaves_fewer(
    number: str, hidden: set[int], more: int
) -> None:
    def mask(places: set[int]) -> str:
        return "".join("*" if i in places else c for i, c in enumerate(number))

    known = Known(year=int(number[6:10]))
    fewer = id_candidates(mask(hidden), known)
    assert 1 <= fewer <= id_candidates(mask(hidden | {more}), known)


@settings(max_examples=25)
@given(n=st.integers(0, 999), start=st.integers(0, 15), size=st.integers(0, 4))
def test_cards_against_brute_force(n: int, start: int, size: int) -> None:
    card = bank_card(n)
    head, tail = card[:start], card[start + size :]
    pattern = head + "*" * (len(card) - len(head) - len(tail)) + tail
    free = pattern.count("*")
    numbers = (f"{head}{i:0{free}}{tail}" if free else card for i in range(10**free))
    assert card_candidates(pattern) == sum(map(luhn_ok, numbers))


def test_phones() -> None:
    assert phone_candidates("138****5678") == 10_000
    assert phone_candidates("13812345678") == 1


def test_masks_laid_over_each_other() -> None:
    assert merge(["11**", "**22", "1*2*"]) == "1122"
    assert merge(["11**", "12**"]) is None
    assert merge(["11**", "11*"]) is None
    assert merge(["***x"]) == "***X"
    assert merge([]) is None
    together = merge([shown(10, 0), shown(0, 8)])
    assert together == ID
