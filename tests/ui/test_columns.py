"""Columns fill the width, and no column is starved by a wide one."""

from hypothesis import given
from hypothesis import strategies as st

from redactor.model import CellRef, Place, TextUnit
from ui.views.columns import Columns
from ui.views.text_blocks import build_blocks

needs = st.lists(st.floats(1.4, 16.0), min_size=1, max_size=12)


@given(needs, st.floats(300, 2000))
def test_widths_fill_the_row(wishes, width):
    columns = Columns(wishes, 5.0)
    places = [columns.place(i, 1, width, 14.0) for i in range(len(wishes))]
    assert places[0][0] == 0
    assert abs(sum(room for _, room in places) - width) < 1e-6
    assert all(room > 0 for _, room in places)


def test_a_narrow_column_gets_what_it_needs():
    columns = Columns([1.4, 16.0, 16.0, 16.0], 5.0)
    _, room = columns.place(0, 1, 400, 14.0)
    assert room >= 1.4 * 14 + 10


def test_a_merged_cell_spans_its_columns():
    columns = Columns([5.0, 5.0, 5.0], 5.0)
    left, room = columns.place(1, 2, 300, 14.0)
    assert (round(left), round(room)) == (100, 200)


def test_empty_cells_of_a_row_are_framed_and_merged_ones_are_not():
    def cell(row, column, text, row_span=1):
        place = CellRef("t", row, column, row_span)
        return TextUnit(f"{row}/{column}", text, Place.TABLE, cell=place)

    units = [cell(0, c, f"标题{c}", 2 if c == 1 else 1) for c in range(3)]
    head, row = build_blocks([*units, cell(1, 0, "甲")], lambda _: "")
    assert head.empty == ()
    assert row.empty == (2,)
