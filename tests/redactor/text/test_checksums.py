"""Check digits: every right one is known, every slip of one place is noticed."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from redactor.text.checksums import (
    credit_code_ok,
    id15_ok,
    id18_date,
    id18_ok,
    luhn_ok,
)

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
DIGITS = st.sampled_from("0123456789")


def _complete(head, places, test):
    return [head + place for place in places if test(head + place)]


@given(st.text(DIGITS, min_size=17, max_size=17))
def test_one_of_eleven_completes_a_citizen_number(head):
    found = _complete(head, "0123456789X", id18_ok)
    assert len(found) == 1
    assert id18_ok(found[0].lower())


@given(st.text(DIGITS, min_size=17, max_size=17), st.integers(0, 16), DIGITS)
def test_a_changed_digit_breaks_a_citizen_number(head, place, digit):
    """ISO 7064 MOD 11-2 notices every single wrong digit."""
    assume(head[place] != digit)
    right = _complete(head, "0123456789X", id18_ok)[0]
    assert not id18_ok(right[:place] + digit + right[place + 1 :])


@given(st.text(DIGITS, min_size=17, max_size=17), st.integers(0, 15))
def test_two_swapped_digits_break_a_citizen_number(head, place):
    assume(head[place] != head[place + 1])
    right = _complete(head, "0123456789X", id18_ok)[0]
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert not id18_ok(swapped)


@given(st.text(DIGITS, min_size=11, max_size=18))
def test_one_of_ten_completes_a_card(head):
    assert len(_complete(head, "0123456789", luhn_ok)) == 1


@given(st.text(st.sampled_from(ALPHABET), min_size=17, max_size=17))
def test_one_of_31_completes_a_credit_code(head):
    found = _complete(head, ALPHABET, credit_code_ok)
    assert len(found) == 1
    assert credit_code_ok(found[0].lower())


@given(st.text(max_size=24))
def test_any_text_gets_an_answer(text):
    for test in (id18_ok, id15_ok, luhn_ok, credit_code_ok):
        assert test(text) in (True, False)


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("11010520200229996X", date(2020, 2, 29)),
        ("11010520190229996X", None),
        ("110105202013019960", None),
    ],
)
def test_birth_date(number, born):
    assert id18_date(number) == born


@pytest.mark.parametrize(
    ("number", "ok"),
    [
        ("340123190317998", True),
        ("340123191317998", False),
        ("340123190230998", False),
        ("990123190317998", False),
        ("34012319031799", False),
        ("34012319031799X", False),
        ("３40123190317998", False),
    ],
)
def test_old_citizen_number(number, ok):
    assert id15_ok(number) is ok
