"""A mask is judged with what else stands in its row, and widened if too weak."""

from dataclasses import replace

import pytest

from redactor.masking.operators import FULL_MASK
from redactor.masking.plan import build_plan
from redactor.masking.policy import Policy, Rule, load_policy
from redactor.masking.weakness import judge, weak_edits
from redactor.model import (
    Action,
    CellRef,
    Decision,
    Edit,
    Finding,
    Role,
    Span,
    TextUnit,
    Tier,
    Treatment,
    finding_id,
)
from tests.build.people import id_number

ID = id_number(12)
BORN = f"{ID[6:10]}年{int(ID[10:12])}月{int(ID[12:14])}日"
HEAD6_TAIL4 = f"{ID[:6]}********{ID[-4:]}"


def row(*cells: str, table: str = "t1", number: int = 1) -> list[TextUnit]:
    return [
        TextUnit(f"{table}/{number}/{i}", text, cell=CellRef(table, number, i))
        for i, text in enumerate(cells)
    ]


def counts(units: list[TextUnit]) -> list[tuple[str, int]]:
    return [(s.kind, s.candidates) for s in judge(units)]


def test_first_six_and_last_four_beside_the_birth_date_is_one() -> None:
    assert counts(row("张某", HEAD6_TAIL4, BORN)) == [("id", 1)]
    assert counts(row("张某", HEAD6_TAIL4, f"{ID[6:10]}-{ID[10:12]}-{ID[12:14]}")) == [
        ("id", 1)
    ]
    assert counts(row("张某", HEAD6_TAIL4, ID[6:14])) == [("id", 1)]


def test_less_beside_it_leaves_more() -> None:
    ((_, alone),) = counts(row("张某", HEAD6_TAIL4))
    ((_, year),) = counts(row("张某", HEAD6_TAIL4, f"{ID[6:10]}年"))
    assert alone > 2000 > 100 > year > 10


def test_a_date_that_cannot_be_the_birth_date_takes_nothing_away() -> None:
    wrong = "2024年13月" if ID[6:10] == "2024" else "2023年9月1日"
    assert counts(row("张某", HEAD6_TAIL4, wrong)) == counts(row("张某", HEAD6_TAIL4))


def test_the_sex_halves_what_is_hidden() -> None:
    mask = ID[:14] + "****"
    ((_, both),) = counts(row(mask))
    ((_, women),) = counts(row(mask, "女"))
    assert (both, women) == (1000, 500)


def test_the_county_of_the_row_is_known() -> None:
    mask = "35*************123"
    ((_, without),) = counts(row(mask, "1990年5月1日"))
    ((_, with_county),) = counts(row(mask, "1990年5月1日", "福建省福州市鼓楼区"))
    assert with_county <= 3 < without


def test_an_age_is_two_years() -> None:
    year = 2024 - int(ID[6:10])
    units = [*row(HEAD6_TAIL4, f"{year}周岁"), TextUnit("d", "2024年3月1日")]
    ((_, count),) = counts(units)
    assert 30 < count < 120


def test_two_masks_of_one_number_are_laid_over_each_other() -> None:
    assert counts(row(ID[:10] + "********", "*" * 10 + ID[10:])) == [
        ("id", 1),
        ("id", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "350102××××××××002X",
        "350102●●●●●●●●002X",
        "350102xxxxxxxx002X",
        "３５０１０２＊＊＊＊＊＊＊＊００２Ｘ",
    ],
)
def test_other_ways_of_hiding(text: str) -> None:
    ((kind, count),) = counts([TextUnit("u", f"证件{text}。")])
    assert kind == "id"
    assert 2000 < count < 4000


def test_a_short_mask_after_its_label_is_an_id() -> None:
    ((kind, _),) = counts([TextUnit("u", "身份证号3501****002X")])
    assert kind == "id"
    assert counts([TextUnit("u", "编号3501****002X")]) == []


def test_phones_and_cards() -> None:
    assert counts([TextUnit("u", "138****5678")]) == [("phone", 10_000)]
    assert counts([TextUnit("u", "身份证略，电话138****5678")]) == [("phone", 10_000)]
    assert counts([TextUnit("u", "6214830000***2345")])[0][0] == "card"


def test_text_without_masks_costs_nothing() -> None:
    assert judge([TextUnit("u", "一般文字 ** 三颗星 *** 2024")]) == ()
    assert judge([TextUnit("u", HEAD6_TAIL4, reading="stream")]) == ()


def finding(unit: TextUnit, value: str, entity: str = "CN_ID_CARD") -> Finding:
    span = Span(unit.text.index(value), unit.text.index(value) + len(value))
    key = finding_id(unit.id, span, entity)
    return Finding(key, unit.id, span, entity, 1.0, Tier.SURE, "test")


def masking(operator: str, floor: int = 1000) -> Policy:
    general = load_policy("general")
    rule = Rule(Action.TREAT, Treatment.DEIDENTIFY, operator)
    rules = {**general.rules, ("CN_ID_CARD", Role.NONE): rule}
    return replace(general, rules=rules, floor=floor)


def masked(units: list[TextUnit], policy: Policy) -> str:
    found = [finding(unit, ID) for unit in units if ID in unit.text]
    decisions = [Decision(f.id, Action.TREAT, Treatment.DEIDENTIFY) for f in found]
    plan, _ = build_plan("a" * 64, units, found, decisions, policy)
    return plan.edits[0].replacement


def test_a_weak_mask_is_widened_a_strong_one_stays() -> None:
    policy = masking("id_head6_tail4")
    assert masked(row("张某", ID, BORN), policy) == FULL_MASK
    assert masked(row("张某", ID, "肢体"), policy) == HEAD6_TAIL4
    assert masked(row("张某", ID, BORN), replace(policy, floor=1)) == HEAD6_TAIL4
    assert masked(row("张某", ID, BORN), masking("id_full")) == "*" * 18


def test_the_birth_date_that_goes_too_is_not_counted() -> None:
    units = row("张某", ID, BORN)
    date = Edit("d", Treatment.DELETE, "BIRTH_DATE", units[2].id, Span(0, len(BORN)))
    number = Edit(
        "n",
        Treatment.DEIDENTIFY,
        "CN_ID_CARD",
        units[1].id,
        Span(0, 18),
        None,
        HEAD6_TAIL4,
    )
    assert weak_edits(units, [number], 1000) == {"n"}
    assert weak_edits(units, [number, date], 1000) == frozenset()


def test_a_long_tail_is_read_as_well() -> None:
    number = id_number(5)
    (found,) = judge([TextUnit("u", f"身份证号******{number[6:]}")])
    assert found.kind == "id"
    assert found.candidates < 1000
