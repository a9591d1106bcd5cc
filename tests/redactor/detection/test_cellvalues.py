"""What a cell under a label of numbers is."""

import pytest

from redactor.detection.cellvalues import odd_numbers


def found(text: str) -> list[str]:
    hits = odd_numbers(text, "CN_BANK_CARD", "表头「账号」")
    return [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize("text", ["500.00", "12500.5", "2024-05-06", "2024.5.06"])
def test_amounts_and_dates_are_no_numbers_of_the_column(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6217 0013 8000", "6217 0013 8000"),
        ("账号2024-0506-17", "2024-0506-17"),
        ("12345.6789", "12345.6789"),
    ],
)
def test_odd_numbers_are_shown_to_a_person(text, value):
    assert found(text) == [value]
