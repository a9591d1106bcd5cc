"""Schools and classes are raised beside minors only."""

import pytest

from redactor.masking.schools import raise_schools
from redactor.model import CellRef, Finding, Role, Span, TextUnit, Tier, finding_id

CASES = [
    ("尹小满，女，梅江中心小学四年级二班学生。", ["梅江中心小学四年级二班"]),
    ("尹小满系昌岭县第一中学高二（3）班学生。", ["昌岭县第一中学高二（3）班"]),
    ("尹小满在梅江镇中心幼儿园大班。", ["梅江镇中心幼儿园大班"]),
    ("尹小满，六年级（2）班。", ["六年级（2）班"]),
    ("尹小满，12岁，随父母生活。", []),
    ("尹小满之父系梅江中心小学教师。", []),
]


def name(unit: TextUnit, role: Role) -> Finding:
    span = Span(0, 3)
    key = finding_id(unit.id, span, "PERSON")
    return Finding(key, unit.id, span, "PERSON", 0.9, Tier.SURE, "t", "", role)


@pytest.mark.parametrize(("text", "schools"), CASES, ids=range(len(CASES)))
def test_beside_a_minor(text: str, schools: list[str]) -> None:
    unit = TextUnit("u", text)
    first, *fresh = raise_schools([unit], [name(unit, Role.CHILD)])
    assert first.entity == "PERSON"
    assert {f.entity for f in fresh} <= {"MINOR_SCHOOL"}
    assert [text[f.span.start : f.span.end] for f in fresh] == schools


@pytest.mark.parametrize("role", [Role.NONE, Role.OFFICIAL, Role.GUARDIAN])
def test_beside_an_adult(role: Role) -> None:
    unit = TextUnit("u", CASES[0][0])
    findings = (name(unit, role),)
    assert raise_schools([unit], findings) == findings


def test_the_cells_of_a_row_and_what_is_found_already() -> None:
    cells = ("尹小满", "梅江中心小学", "四年级二班")
    row = [TextUnit(f"c{i}", t, cell=CellRef("t", 1, i)) for i, t in enumerate(cells)]
    other = TextUnit("x", "长岭中心小学", cell=CellRef("t", 2, 1))
    found = raise_schools([*row, other], [name(row[0], Role.MINOR)])
    assert [f.unit_id for f in found] == ["c0", "c1", "c2"]
    assert raise_schools([*row, other], found) == found
