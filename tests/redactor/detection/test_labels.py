"""The label lexicon and how a label is found."""

import pytest

from redactor.model import Role


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("姓名", "姓名"),
        ("姓 名：", "姓名"),
        ("身份证\n号码", "身份证号码"),
        ("账号（必填）", "账号"),
        ("户主证件编号", "证件编号"),
        ("申请人联系电话", "联系电话"),
        ("备注", "备注"),
    ],
)
def test_header_cells(rules, cell, word):
    label = rules.book.exact(cell)
    assert label is not None
    assert label.word == word


@pytest.mark.parametrize(
    "cell", ["", "名", "李建国", "昌岭县长岭镇", "2024年3月", "低保户"]
)
def test_values_are_no_labels(rules, cell):
    assert rules.book.exact(cell) is None


def test_a_weak_label_knows_its_gap(rules):
    text = "身份证号错登为420502"
    label = rules.book.before(text, text.index("4"))
    assert (label.word, label.near, label.gap) == ("身份证号", False, "错登为")


def test_roles_of_labels(rules):
    assert rules.book.role("监护人") is Role.GUARDIAN
    assert rules.book.role("学生姓名") is Role.MINOR
    assert rules.book.role("姓名") is Role.NONE
