"""Rosters: the rows that stay alone are counted, and the columns that make them so."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from redactor.masking.linkage import linkage
from redactor.model import CellRef, Edit, Span, TextUnit, Treatment

HEAD = ("序号", "姓名", "村", "年龄", "残疾等级", "金额")
ROWS = [
    ("1", "卓清禾", "大洼村", "61", "一级", "300"),
    ("2", "苗立业", "大洼村", "67", "一级", "300"),
    ("3", "尹小满", "河东村", "33", "二级", "300"),
    ("4", "白春生", "河东村", "35", "二级", "300"),
    ("5", "康文", "河东村", "35", "二级", "300"),
]


def table(rows: list[tuple[str, ...]], name: str = "t") -> list[TextUnit]:
    return [
        TextUnit(f"{name}/{r}/{c}", text, page_index=2, cell=CellRef(name, r, c))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]


def hide(units: list[TextUnit], column: int, mask: str = "某") -> list[Edit]:
    return [
        Edit(
            u.id, Treatment.DEIDENTIFY, "PERSON", u.id, Span(0, len(u.text)), None, mask
        )
        for u in units
        if u.cell and u.cell.column == column and u.cell.row > 0
    ]


def test_rows_that_stand_alone() -> None:
    units = table([HEAD, *ROWS])
    (risk,) = linkage(units, hide(units, 1))
    assert (risk.rows, risk.k, risk.unique, risk.named) == (5, 1, 3, False)
    assert risk.page_index == 2
    age = risk.columns[0]
    assert (age.head, age.unique_without, age.unique_coarser) == ("年龄", 0, 0)
    assert {c.head for c in risk.columns} == {"村", "年龄", "残疾等级", "金额"}
    assert next(c for c in risk.columns if c.head == "金额").unique_without == 3


def test_names_that_stay_are_told() -> None:
    (risk,) = linkage(table([HEAD, *ROWS]), [])
    assert risk.named


def test_deleting_the_column_takes_the_risk_away() -> None:
    units = table([HEAD, *ROWS])
    (risk,) = linkage(units, [*hide(units, 1), *hide(units, 3, "")])
    assert (risk.k, risk.unique) == (2, 0)


def test_a_title_row_above_the_header() -> None:
    title = TextUnit("x", "公示表", cell=CellRef("t", 0, 0, 1, 6))
    units = [title, *table([("",) * 6, HEAD, *ROWS])]
    (risk,) = linkage(units, [])
    assert risk.rows == 5


def test_tables_that_are_no_rosters() -> None:
    assert linkage(table([("项目", "说明"), *[("甲", "乙")] * 9]), []) == ()
    assert linkage(table([HEAD, *ROWS[:2]]), []) == ()
    assert linkage([TextUnit("u", "村 年龄")], []) == ()
    assert linkage(table([("序号", "姓名"), *[("1", "卓")] * 5]), []) == ()


VALUES = st.lists(
    st.tuples(st.sampled_from("甲乙丙"), st.integers(1, 4).map(str)),
    min_size=3,
    max_size=25,
)


@given(rows=VALUES)
def test_k_is_that_of_counting(rows: list[tuple[str, str]]) -> None:
    (risk,) = linkage(table([("村", "年级"), *rows]), [])
    groups = Counter(rows)
    assert risk.k == min(groups.values())
    assert risk.unique == sum(n == 1 for n in groups.values())
    for column in risk.columns:
        rest = Counter(row[1 - column.column] for row in rows)
        assert column.unique_without == sum(n == 1 for n in rest.values())
        assert column.unique_without <= risk.unique


def test_the_rows_alone_and_what_frees_them_are_told() -> None:
    cells = [("姓名", "村", "年龄", "残疾等级")]
    cells += [
        ("", "大洼村", str(40 + n // 2), "一级" if n else "二级") for n in range(6)
    ]
    units = [
        TextUnit(f"t/{r}/{c}", text, cell=CellRef("t", r, c))
        for r, row in enumerate(cells)
        for c, text in enumerate(row)
    ]
    (risk,) = linkage(units, ())
    assert risk.alone == (1, 2)
    assert risk.dropping == (("残疾等级", 0),)
    assert "大洼村" not in repr(risk)
