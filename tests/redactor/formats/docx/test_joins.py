"""Which pieces are joined to numbers, and which stay marks, counts and amounts."""

from pathlib import Path

import pytest

from tests.build.docx import Word, cell, paragraph, row, table
from tests.build.people import bank_card, id_number, mobile
from tests.redactor.formats.docx.helpers import units_of

ID, PHONE, CARD = id_number(9), mobile(9), bank_card(9)


def joined(folder: Path, *blocks: str) -> list[str]:
    """Return the texts of the reading of numbers in pieces."""
    path = Word("".join(blocks)).save(folder / "a.docx")
    return [unit.text for unit in units_of(path) if unit.reading == "digits"]


@pytest.mark.parametrize("number", [ID, PHONE, CARD, ID[:15], "05581234567"], ids=len)
def test_figures_of_the_length_of_a_number(tmp_path: Path, number: str) -> None:
    assert number in joined(tmp_path, table(row("第一组", *number)))
    assert f"甲{number}" in joined(tmp_path, table(row("甲", *number)))


@pytest.mark.parametrize("count", [4, 7, 8, 10, 12, 13, 20])
def test_marks_without_a_label_are_none(tmp_path: Path, count: int) -> None:
    marks = (ID + PHONE)[:count]
    assert joined(tmp_path, table(row("第一组", *marks))) == []
    assert joined(tmp_path, table(row("乙", *marks))) == []
    labelled = joined(tmp_path, table(row("联系电话", *marks)))
    assert labelled == [marks]


def test_names_in_boxes(tmp_path: Path) -> None:
    assert joined(tmp_path, table(row("姓名", *"欧阳春笙"))) == ["欧阳春笙"]


@pytest.mark.parametrize(
    "rows",
    [
        [row("预算", "123456", "12345678", "1234")],
        [row(ID[:6], "小计", ID[6:14], ID[14:])],
        [row(ID[:6], ""), row("另一行", ID[6:])],
        [row("138", "1200", "1300")],
    ],
    ids=["amounts", "words between", "other column", "telephone of three cells"],
)
def test_groups_of_figures(tmp_path: Path, rows: list[str]) -> None:
    """6-8-4 may be a citizen number; its check digit tells, not this reading."""
    found = joined(tmp_path, table(*rows))
    wanted = {"123456123456781234", "13812001300"}
    assert set(found) <= wanted
    assert all(text.isdecimal() for text in found)


def test_a_label_and_what_follows_belong_to_the_first_and_last_piece(
    tmp_path: Path,
) -> None:
    (text,) = joined(
        tmp_path,
        table(row(f"身份证号：{ID[:6]}", ID[6:14], f"{ID[14:]}（已核）")),
    )
    assert text == f"身份证号：{ID}（已核）"


def test_longer_numbers_are_not_cut(tmp_path: Path) -> None:
    """Digits before a piece's last 17, or behind its first ones, belong to it."""
    serial = f"9{CARD}"
    assert joined(tmp_path, table(row(serial, "12"), row("1234", f"{CARD}77"))) == []


def test_short_paragraphs_of_a_cell_are_a_name(tmp_path: Path) -> None:
    rows = (row(cell("蒋", "俊"), cell("城镇", "低保")),)
    path = Word(paragraph("甲") + table(*rows)).save(tmp_path / "a.docx")
    cells = [unit for unit in units_of(path) if unit.reading == "cell"]
    assert [unit.text for unit in cells] == ["蒋俊", "城镇\n低保"]
    assert all(unit.cell is not None for unit in cells)
