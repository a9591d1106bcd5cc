"""Minors are known by number, date, age, grade and words; adults are not touched."""

from datetime import date

import pytest

from redactor.masking.minors import mark_minors, youngest
from redactor.model import CellRef, Finding, Role, Span, TextUnit, Tier, finding_id

TODAY = date(2026, 3, 1)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number_of(born: str) -> str:
    head = f"420502{born}997"
    total = sum(int(d) * w for d, w in zip(head, WEIGHTS, strict=True))
    return head + "10X98765432"[total % 11]


CHILD_ID, ADULT_ID = number_of("20150302"), number_of("19800302")


def find(unit: TextUnit, value: str, entity: str, role: Role = Role.NONE) -> Finding:
    start = unit.text.index(value)
    span = Span(start, start + len(value))
    key = finding_id(unit.id, span, entity)
    return Finding(key, unit.id, span, entity, 0.9, Tier.SURE, "t", "", role)


def roles(text: str, *found: tuple[str, str]) -> list[str]:
    unit = TextUnit("u", text)
    findings = [find(unit, value, entity) for value, entity in found]
    return [f.role.value for f in mark_minors([unit], findings, TODAY)]


@pytest.mark.parametrize(
    ("text", "reason", "child"),
    [
        ("男，8岁", "age", True),
        ("16周岁", "age", False),
        ("18岁", None, None),
        ("35岁", None, None),
        ("18岁以下人员", None, None),
        ("6个月大", "age", True),
        ("三年级二班", "grade", True),
        ("初三（2）班", "grade", None),
        ("高二学生", "grade", False),
        ("三年级教师", None, None),
        ("孤儿", "words", None),
        ("事实无人抚养儿童", "words", None),
        ("市青少年宫", None, None),
        ("一般村民", None, None),
    ],
)
def test_signs_in_words(text: str, reason: str | None, child: bool | None) -> None:
    sign = youngest(text, [], [], TODAY)
    assert (sign.reason if sign else None, sign.under_14 if sign else None) == (
        reason,
        child,
    )


def test_numbers_and_dates_count_at_the_documents_date() -> None:
    born = "20120302"
    one_before, on_day = date(2026, 3, 1), date(2026, 3, 2)
    before = youngest("", [number_of(born)], [], one_before)
    after = youngest("", [number_of(born)], [], on_day)
    assert before is not None
    assert after is not None
    assert (before.reason, before.under_14, after.under_14) == ("id", True, False)
    assert youngest("", [number_of("20080301")], [], date(2026, 3, 1)) is None
    sign = youngest("", [], ["2012年3月2日"], one_before)
    assert sign is not None
    assert sign.reason == "birth_date"
    assert youngest("", [], ["1980年3月"], one_before) is None


def test_the_number_of_an_adult_outweighs_words() -> None:
    assert youngest("儿童福利院职工", [ADULT_ID], [], TODAY) is None


def test_the_child_and_the_guardian_of_a_paragraph() -> None:
    text = f"尹小满，身份证号{CHILD_ID}，监护人：尹大山，住大洼村3号。"
    assert roles(
        text,
        ("尹小满", "PERSON"),
        (CHILD_ID, "CN_ID_CARD"),
        ("尹大山", "PERSON"),
        ("大洼村3号", "CN_ADDRESS"),
    ) == ["child", "", "guardian", "child"]


def test_an_adult_paragraph_stays() -> None:
    text = f"卓清禾，身份证号{ADULT_ID}，父亲卓大山"
    assert roles(
        text, ("卓清禾", "PERSON"), (ADULT_ID, "CN_ID_CARD"), ("卓大山", "PERSON")
    ) == ["", "", ""]


def test_a_word_far_from_the_name_says_nothing() -> None:
    text = "经查，卓清禾在其经营的商店内向未成年人出售香烟。"
    assert roles(text, ("卓清禾", "PERSON")) == [""]
    assert roles("孤儿卓清禾的生活费", ("卓清禾", "PERSON")) == ["child"]
    assert roles("卓清禾（未成年）", ("卓清禾", "PERSON")) == ["child"]


def test_the_nearest_name_is_taken() -> None:
    text = "户主卓大山家庭四口人，长女卓小禾，12岁，在读。"
    assert roles(text, ("卓大山", "PERSON"), ("卓小禾", "PERSON")) == ["", "child"]


def test_a_row_of_a_table() -> None:
    cells = ["1", "尹小满", "三年级", "尹大山（父亲）", "大洼村3号"]
    units = [TextUnit(f"c{i}", t, cell=CellRef("t", 1, i)) for i, t in enumerate(cells)]
    adult = [
        TextUnit(f"a{i}", t, cell=CellRef("t", 2, i))
        for i, t in enumerate(["2", "卓清禾", "教师", "", "河东村1号"])
    ]
    findings = [
        find(units[1], "尹小满", "PERSON"),
        find(units[4], "大洼村3号", "CN_ADDRESS"),
        find(adult[1], "卓清禾", "PERSON"),
    ]
    marked = mark_minors([*units, *adult], findings, TODAY)
    assert [f.role.value for f in marked] == ["child", "child", ""]
    assert [f.id for f in marked] == [f.id for f in findings]


def test_a_role_of_detection_stays() -> None:
    unit = TextUnit("u", "苗立业，8岁")
    official = find(unit, "苗立业", "PERSON", Role.OFFICIAL)
    assert mark_minors([unit], [official], TODAY) == (official,)
    assert mark_minors([], [], TODAY) == ()


def test_a_name_is_a_minors_wherever_it_stands() -> None:
    units = [TextUnit("a", "尹小满，16岁。"), TextUnit("b", "尹小满获得资助。")]
    findings = [find(unit, "尹小满", "PERSON") for unit in units]
    marked = mark_minors(units, findings, TODAY)
    assert [f.role for f in marked] == [Role.MINOR, Role.MINOR]


def row(*cells: str) -> list[TextUnit]:
    return [TextUnit(f"c{i}", t, cell=CellRef("t", 1, i)) for i, t in enumerate(cells)]


def test_the_child_of_a_household_row_is_the_one_beside_its_number() -> None:
    units = row("卓大山", ADULT_ID, "卓小禾", CHILD_ID)
    kinds = ("PERSON", "CN_ID_CARD", "PERSON", "CN_ID_CARD")
    findings = [find(u, u.text, kind) for u, kind in zip(units, kinds, strict=True)]
    marked = mark_minors(units, findings, TODAY)
    assert [f.role.value for f in marked] == ["", "", "child", ""]


@pytest.mark.parametrize(
    ("title", "cells", "role"),
    [
        ("国家奖学金名单", ("卓清禾", ADULT_ID), ""),
        ("昌岭学院国家奖学金名单", ("卓清禾", "机电系"), ""),
        ("昌岭县高级中学资助名单", ("卓清禾", "3班"), "minor"),
        ("昌岭县中心小学资助名单", ("卓清禾", "3班"), "child"),
        ("资助名单", ("卓清禾", "3班"), "child"),
        ("资助名单", ("卓清禾", "高二"), "minor"),
        ("资助名单", ("卓清禾", "16岁"), "minor"),
    ],
)
def test_pupils_by_age_and_school(
    title: str, cells: tuple[str, ...], role: str
) -> None:
    units = [TextUnit("t", title), *row(*cells)]
    findings = [find(units[1], "卓清禾", "PERSON", Role.MINOR)]
    if cells[1] == ADULT_ID:
        findings.append(find(units[2], ADULT_ID, "CN_ID_CARD"))
    assert mark_minors(units, findings, TODAY)[0].role.value == role


def test_births_are_no_date_of_the_document() -> None:
    units = [TextUnit("a", "尹小满，2012年3月2日生"), TextUnit("b", "2025年3月1日")]
    findings = [find(units[0], "尹小满", "PERSON")]
    findings.append(find(units[0], "2012年3月2日", "BIRTH_DATE"))
    assert mark_minors(units, findings, TODAY)[0].role is Role.CHILD
