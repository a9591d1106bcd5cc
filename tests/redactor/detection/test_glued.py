"""Values without a gap between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.detection.glued import split_run
from tests.build.people import bank_card, id_number, mobile


@pytest.mark.parametrize(
    ("parts", "entities"),
    [
        ((id_number(1), mobile(1)), ["CN_ID_CARD", "CN_MOBILE"]),
        ((mobile(1), id_number(1)), ["CN_MOBILE", "CN_ID_CARD"]),
        ((id_number(2), bank_card(2)), ["CN_ID_CARD", "CN_BANK_CARD"]),
        (
            (id_number(5), mobile(5), bank_card(5)),
            ["CN_ID_CARD", "CN_MOBILE", "CN_BANK_CARD"],
        ),
        (("17", id_number(6)), ["CN_ID_CARD"]),
    ],
)
def test_splits(parts, entities):
    run = "".join(parts)
    found = split_run(run)
    assert [entity for _, _, entity in found] == entities
    assert [run[start:end] for start, end, _ in found] == list(parts)[-len(entities) :]


def test_name_id_and_phone_in_one_run(rules):
    number = id_number(4)
    text = f"于某良{number}{mobile(4)}"
    found = {text[h.start : h.end]: h.entity for h in rules.find(text)}
    assert found == {number: "CN_ID_CARD", mobile(4): "CN_MOBILE"}


@given(st.text(st.sampled_from("0123456789"), min_size=19, max_size=60))
def test_parts_lie_in_order_within_the_run(run):
    last = 0
    for start, end, _ in split_run(run):
        assert last <= start < end <= len(run)
        last = end
