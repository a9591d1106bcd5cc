"""Masks have one shape whatever the value, and never give the value away."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.entities import ENTITIES
from redactor.masking.operators import (
    DEFAULT_OPERATORS,
    OPERATORS,
    block,
    replacement,
    unchanged,
)
from redactor.masking.policy import Pseudonyms
from redactor.masking.pseudonyms import NameBook
from redactor.model import Treatment
from redactor.text.normalize import bare
from tests.build.people import bank_card, id_number, mobile

NO_NAMES = NameBook((), Pseudonyms())
ID = id_number(3)


def mask(operator: str, raw: str, entity: str = "CUSTOM") -> str:
    return replacement(Treatment.DEIDENTIFY, entity, operator, raw, NO_NAMES)


@pytest.mark.parametrize(
    ("operator", "raw", "expected"),
    [
        ("mobile", "13812345678", "138****5678"),
        ("mobile", "138 1234 5678", "138****5678"),
        ("mobile", "138-1234-5678", "138****5678"),
        ("mobile", "+86 13812345678", "138****5678"),
        ("mobile", "008613812345678", "138****5678"),
        ("mobile", "１３８１２３４５６７８", "138****5678"),
        ("mobile", "1381234567", "******"),
        ("mobile", "138123456789", "******"),
        ("landline", "0797-8123456", "0797-****"),
        ("landline", "（010）62345678", "010-****"),
        ("landline", "+86-21-62345678", "****"),
        ("landline", "02162345678", "021-****"),
        ("landline", "8123456", "****"),
        ("id_full", ID, "*" * 18),
        ("id_head6", ID, ID[:6] + "*" * 12),
        ("id_tail4", ID, "*" * 14 + ID[-4:]),
        ("id_tail4", "11010519491231002x", "*" * 14 + "002X"),
        ("id_head2_tail3", ID, ID[:2] + "*" * 13 + ID[-3:]),
        (
            "id_head6_tail4",
            f"{ID[:6]} {ID[6:14]} {ID[14:]}",
            f"{ID[:6]}********{ID[-4:]}",
        ),
        ("id_head6", "1101051949", "******"),
        ("id_head6", "110105491231002", "110105" + "*" * 12),
        ("account_tail4", "6214831000000072345", "****2345"),
        ("account_tail4", "12345", "******"),
        ("account_bank", "6217991000000072345", "邮政储蓄银行账户"),
        ("account_bank", "0000001000000072345", "银行账户"),
        ("account_bank", "621799", "银行账户"),
        ("email", "zhangwei@example.com", "z***@example.com"),
        ("email", "z@example.com", "***@example.com"),
        ("email", "zhang@zhang.cn", "***"),
        ("email", "not an address", "***"),
        ("email", "ｚhangwei＠example.com", "z***@example.com"),
        ("plate", "赣A12345", "赣A*****"),
        ("plate", "赣A·D12345", "赣A*****"),
        ("plate", "A12345", "******"),
        ("first", "wxid_abc123", "w***"),
        ("first", "abc", "***"),
        (
            "address_town",
            "铁岭市昌岭县长岭镇大洼村第三村民小组184号",
            "铁岭市昌岭县长岭镇",
        ),
        ("address_county", "铁岭市昌岭县长岭镇大洼村184号", "铁岭市昌岭县"),
        ("address_village", "长岭镇大洼村第三村民小组184号", "长岭镇大洼村"),
        ("address_town", "幸福小区3号楼2单元501室", "某处"),
        ("birth_month", "1985年3月12日", "1985年3月"),
        ("birth_year", "1985年3月12日", "1985年"),
        ("birth_decade", "1985年3月12日", "1980年代"),
        ("school", "昌岭县第一小学三年级二班", "某校"),
        ("condition", "肢体二级残疾", "（略）"),
        ("full", "anything", "******"),
    ],
)
def test_masks(operator: str, raw: str, expected: str) -> None:
    assert mask(operator, raw) == expected


def test_every_default_operator_exists() -> None:
    assert set(DEFAULT_OPERATORS.values()) <= set(OPERATORS)
    assert set(DEFAULT_OPERATORS) <= set(ENTITIES)


def test_unknown_operator_is_an_error() -> None:
    with pytest.raises(KeyError):
        mask("no_such_mask", "x")


@pytest.mark.parametrize("entity", sorted(ENTITIES))
@given(raw=st.text(min_size=1, max_size=60))
def test_blocks_do_not_tell_the_length(entity: str, raw: str) -> None:
    covered = replacement(Treatment.COVER, entity, "full", raw, NO_NAMES)
    assert covered == block(entity)
    assert set(covered) == {"█"}
    assert replacement(Treatment.DELETE, entity, "full", raw, NO_NAMES) == ""


def test_blocks_have_one_length_a_category() -> None:
    by_category: dict[str, set[str]] = {}
    for name, entity in ENTITIES.items():
        by_category.setdefault(entity.category, set()).add(block(name))
    assert all(len(found) == 1 for found in by_category.values())
    assert block("OFFICE_OWN_CODE") == block("CUSTOM")


MASKING = sorted(name for name in OPERATORS if name != "name")
VALUES = st.one_of(
    st.text(min_size=1, max_size=40),
    st.text("0123456789xX- ", min_size=1, max_size=24),
    st.text(
        "云河市昌岭县长镇大洼村路街道号栋3一二组@.a年月日", min_size=1, max_size=24
    ),
    st.from_regex(r"[a-z0-9._]{1,12}@[a-z0-9.]{1,12}", fullmatch=True),
    st.sampled_from(["******", "***", "某处", "某校", "（略）", "银行账户", "█"]),
)


@pytest.mark.parametrize("operator", MASKING)
@given(raw=VALUES)
def test_a_mask_never_holds_the_value(operator: str, raw: str) -> None:
    value = bare(raw)
    assert not value or value not in bare(mask(operator, raw))


def longest_run(value: str, shown: str) -> int:
    """Length of the longest run of digits of one text inside the other."""
    return max(
        (
            end - start
            for start in range(len(value))
            for end in range(start + 1, len(value) + 1)
            if value[start:end] in shown
        ),
        default=0,
    )


# The most digits in a row that an operator may show of a number of its kind.
SHOWN = {
    "mobile": 4,
    "landline": 4,
    "id_full": 0,
    "id_head6": 6,
    "id_tail4": 4,
    "id_head2_tail3": 3,
    "id_head6_tail4": 6,
    "account_tail4": 4,
    "account_bank": 0,
    "full": 0,
}


@pytest.mark.parametrize("operator", sorted(SHOWN))
@given(number=st.from_regex(r"[1-9]\d{6,24}", fullmatch=True))
def test_a_mask_never_shows_a_long_run(operator: str, number: str) -> None:
    assert longest_run(number, mask(operator, number)) <= SHOWN[operator]


@given(n=st.integers(0, 10_000))
def test_real_shapes(n: int) -> None:
    assert re.fullmatch(r"1\d\d\*{4}\d{4}", mask("mobile", mobile(n)))
    assert re.fullmatch(r"\d{6}\*{12}", mask("id_head6", id_number(n)))
    assert re.fullmatch(r"\*{4}\d{4}", mask("account_tail4", bank_card(n)))


@given(raw=VALUES)
def test_a_mask_of_numbers_has_one_length(raw: str) -> None:
    for operator in ("mobile", "id_full", "id_head6", "id_tail4", "id_head2_tail3"):
        assert len(mask(operator, raw)) in (3, 6, 11, 18)


@given(raw=VALUES)
def test_a_mask_is_the_same_for_another_spelling(raw: str) -> None:
    for operator in ("mobile", "id_full", "id_tail4", "account_tail4"):
        assert mask(operator, raw) == mask(operator, f" {raw}　")


def test_an_address_with_nothing_below_the_level_stays() -> None:
    assert unchanged("address_town", "铁岭市昌岭县长岭镇")
    assert unchanged("address_town", "铁岭市 昌岭县")
    assert not unchanged("address_town", "铁岭市昌岭县长岭镇大洼村")
    assert not unchanged("address_county", "铁岭市昌岭县长岭镇")
    assert not unchanged("address_town", "")
    assert not unchanged("mobile", "13812345678")
