"""A number that a page break cuts in two."""

import pytest

from redactor.model import TextUnit
from tests.build.people import bank_card, id_number, mobile


def _pieces(detector, left, right):
    units = [TextUnit("a", left), TextUnit("b", right)]
    texts = {"a": left, "b": right}
    return [
        (f.unit_id, texts[f.unit_id][f.span.start : f.span.end], f.entity)
        for f in detector.analyze(units)
    ]


@pytest.mark.parametrize("cut", [4, 9, 17])
def test_both_pieces_are_found(detector, cut):
    number = id_number(13)
    found = _pieces(detector, f"身份证号{number[:cut]}", f"{number[cut:]}，已核对")
    assert found == [
        ("a", number[:cut], "CN_ID_CARD"),
        ("b", number[cut:], "CN_ID_CARD"),
    ]


def test_labelled_phones_and_cards_too(detector):
    number, card = mobile(3), bank_card(3)
    assert len(_pieces(detector, f"手机号{number[:5]}", number[5:])) == 2
    assert len(_pieces(detector, f"卡号{card[:8]} ", f" {card[8:]}。")) == 2


def test_paragraphs_that_only_end_and_begin_with_digits_stay(detector):
    assert _pieces(detector, "总投资13866", "2024年完成8项") == []
    assert _pieces(detector, "编号0012", "34567890123") == []
