"""Official text without private persons: false alarms stay rare, persons are found."""

import re

import pytest

from benchmarks.official import Grammar, alarms
from redactor.model import Role


def test_false_alarms_are_rare():
    total, found = alarms(7, 30_000)
    false = [f for _, f in found if f.role not in (Role.OFFICE, Role.OFFICIAL)]
    assert total >= 30_000
    assert len(false) / total * 10_000 <= 1


def test_the_grammar_fills_every_slot_and_differs():
    first, second = Grammar(1), Grammar(1)
    documents = [first.document() for _ in range(5)]
    assert documents == [second.document() for _ in range(5)]
    lines = [line for document in documents for line in document]
    assert not any(re.search(r"[{}]", line) for line in lines)
    assert len(set(lines)) > 150


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("申请人李家湾因病致困，符合条件。", "李家湾"),
        ("村民陈家集，男，汉族，住陈家集。", "陈家集"),
        ("张小泉不服，提起上诉。", "张小泉"),
        ("原告张小泉在云溪药店工作。", "张小泉"),
        ("被告人张衡路到庭参加诉讼。", "张衡路"),
    ],
)
def test_persons_with_names_like_places_are_found(detector, text, name):
    (row,) = detector.analyze_texts([text])
    assert any(text[a:b] == name and e == "PERSON" for a, b, e, _ in row)


@pytest.mark.parametrize(
    "text",
    [
        "四至：东至育才巷，南至华祖庵，西至苏埠镇界。",
        "地块位于许继慎路以东、紫金大道以北。",
        "经查，章华毛纺厂未取得用地批准。",
        "乙方：谢馥春专柜；合同价款38万元。",
    ],
)
def test_things_with_names_like_persons_stay(detector, text):
    assert detector.analyze_texts([text]) == [[]]
