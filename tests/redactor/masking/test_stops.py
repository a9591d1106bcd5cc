"""Penalties and crimes of minors stop the whole document; victims do not."""

from datetime import date

import pytest

from redactor.masking.minors import mark_minors
from redactor.masking.stops import minor_stops
from redactor.messages import hazard_sentence
from redactor.model import CellRef, Finding, Role, Span, TextUnit, Tier, finding_id

TODAY = date(2026, 3, 1)


def find(unit: TextUnit, name: str) -> Finding:
    start = unit.text.index(name)
    span = Span(start, start + len(name))
    key = finding_id(unit.id, span, "PERSON")
    return Finding(key, unit.id, span, "PERSON", 0.9, Tier.SURE, "t")


def kinds(title: str, line: str, *names: str) -> list[str]:
    units = [TextUnit("t", title), TextUnit("u", line, page_index=2)]
    findings = [find(units[1], name) for name in names]
    marked = mark_minors(units, findings, TODAY)
    return [hazard.kind for hazard in minor_stops(units, marked)]


PENALTY = "昌岭县公安局行政处罚决定书"
CASES = [
    (PENALTY, "被处罚人尹小满，男，16岁，住大洼村。", "minor_penalty"),
    (PENALTY, "违法行为人尹小满（未成年），殴打他人。", "minor_penalty"),
    (PENALTY, "被处罚人尹小满，男，36岁，住大洼村。", ""),
    (PENALTY, "当事人向尹小满（16岁）出售香烟。", ""),
    (PENALTY, "被侵害人尹小满，16岁。", ""),
    ("关于表彰优秀学生的通报", "尹小满，16岁，高一学生。", ""),
    ("昌岭县人民法院刑事判决书", "被告人尹小满，男，17岁。", "minor_crime"),
    ("昌岭县人民法院刑事判决书", "被害人尹小满，17岁。", ""),
    ("起诉书", "被告人尹小满犯罪时未满十八周岁。", "minor_crime"),
    ("情况通报", "犯罪嫌疑人尹小满，15岁，已被刑拘。", "minor_crime"),
]


@pytest.mark.parametrize(("title", "line", "kind"), CASES)
def test_stops(title: str, line: str, kind: str) -> None:
    assert kinds(title, line, "尹小满") == ([kind] if kind else [])


def test_a_roster_of_penalties() -> None:
    head = TextUnit("t", "行政处罚信息公示表")
    cells = ["1", "尹小满", "15岁", "治安管理处罚"]
    units = [TextUnit(f"c{i}", t, cell=CellRef("x", 1, i)) for i, t in enumerate(cells)]
    marked = mark_minors([head, *units], [find(units[1], "尹小满")], TODAY)
    assert [f.role for f in marked] == [Role.MINOR]
    (hazard,) = minor_stops([head, *units], marked)
    assert hazard.blocking


def test_the_sentence_names_the_clause() -> None:
    unit = TextUnit("u", "被处罚人尹小满，16岁。", page_index=2)
    units = [TextUnit("t", PENALTY), unit]
    (hazard,) = minor_stops(units, mark_minors(units, [find(unit, "尹小满")], TODAY))
    assert "第 3 页" in hazard_sentence(hazard)
    assert "第五条" in hazard_sentence(hazard)
    assert "article 5" in hazard_sentence(hazard, language="en")
