"""The normal form and its way back, on any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.model import Span
from redactor.text.normalize import bare, normalize

CHARACTERS = st.one_of(
    st.characters(codec="utf-8"),
    st.sampled_from("０９Ｘ－—　①⑴²㎡ﬁ﹣⼄⻓\u200b\u00ad٣🀄é\u0301"),
)
TEXTS = st.text(CHARACTERS, max_size=60)


@given(TEXTS)
def test_index_leads_back_and_grows(raw):
    norm = normalize(raw)
    assert len(norm.index) == len(norm.text) + 1
    assert norm.index[-1] == len(raw)
    assert list(norm.index) == sorted(norm.index)
    for place, char in zip(norm.index, norm.text, strict=False):
        assert char in normalize(raw[place]).text


@given(TEXTS, st.data())
def test_every_span_goes_to_raw_and_back(raw, data):
    norm = normalize(raw)
    start = data.draw(st.integers(0, len(norm.text)))
    end = data.draw(st.integers(start, len(norm.text)))
    there = norm.to_raw(Span(start, end))
    assert 0 <= there.start <= there.end <= len(raw)
    if start < end:
        assert norm.from_raw(there).contains(Span(start, end))
        assert norm.text[start:end] in normalize(raw[there.start : there.end]).text


@given(TEXTS)
def test_normal_form_is_its_own_normal_form(raw):
    text = normalize(raw).text
    assert normalize(text).text == text


@given(TEXTS, TEXTS)
def test_texts_normalize_piece_by_piece(left, right):
    assert normalize(left + right).text == normalize(left).text + normalize(right).text


@pytest.mark.parametrize(
    ("raw", "norm"),
    [
        ("１３８", "138"),
        ("Ⅹ", "X"),
        ("٣٤", "34"),
        ("𝟙𝟚", "12"),
        ("\u200b1\u00ad3", "13"),
        ("13８—0１２", "138-012"),
        ("一\u3000二\u00a0三", "一 二 三"),
        ("⻓⼄", "长乙"),
        ("ﬁle", "file"),
        ("①138", "①138"),
        ("⑴138", "⑴138"),
        ("12㎡138", "12㎡138"),
        ("m²138", "m²138"),
        ("½138", "½138"),
    ],
)
def test_known_forms(raw, norm):
    """A circled or raised digit must not melt into the number beside it."""
    assert normalize(raw).text == norm


def test_two_writings_of_a_number_compare_equal():
    assert bare("166—5244 １１０4") == bare("166.5244-1104") == "16652441104"
