"""What a reader sees is what the units give: lines, cells, columns, pages."""

from redactor.model import Place
from tests.build import pdf as build
from tests.build.people import id_number, mobile
from tests.redactor.formats.pdf.support import open_bytes

LONG = "本段文字用来写满整整一行使得右边界清楚可见不留任何疑问的地方在此处"


def _units(tmp_path, data):
    with open_bytes(tmp_path, data) as document:
        return [unit for unit in document.units() if unit.reading == "main"]


def _texts(tmp_path, data):
    return [unit.text for unit in _units(tmp_path, data)]


def test_wrapped_lines_join_and_short_lines_end(tmp_path):
    texts = _texts(tmp_path, build.prose([LONG, LONG, "末行。", LONG, "尾。"]))
    assert texts == [LONG * 2 + "末行。", LONG + "尾。"]


def test_number_over_a_line_break_is_whole(tmp_path):
    number = id_number(3)
    first = LONG[: len(LONG) - 8] + number[:8]
    texts = _texts(tmp_path, build.prose([LONG, first, number[8:] + "完。"]))
    assert number in texts[0]


def test_an_indent_begins_a_paragraph_after_a_full_line(tmp_path):
    """A nearly full, indented line is no centred title."""
    full = LONG[: len(LONG) - 9] + "T98699571"
    indented = "\u3000\u3000" + "2024" + LONG[: len(LONG) - 6]
    texts = _texts(tmp_path, build.prose([LONG, full, indented, LONG, "末行。"]))
    assert texts[0] == LONG + full


def test_latin_words_keep_a_blank(tmp_path):
    line = "this line of english words is long enough to be full here"
    texts = _texts(tmp_path, build.prose([line, line, "end of it"]))
    assert texts[0] == f"{line} {line} end of it"


def test_offsets_of_lines_are_given(tmp_path):
    unit = _units(tmp_path, build.prose([LONG, "末行。"]))[0]
    assert unit.line_starts == (0, len(LONG))


def test_ruled_table_gives_cells_with_places(tmp_path):
    rows = [["姓名", "电话"], ["某甲", mobile(1)], ["某乙", mobile(2)]]
    units = _units(tmp_path, build.table(rows, widths=[80, 150]))
    assert [unit.text for unit in units] == [cell for row in rows for cell in row]
    assert {unit.place for unit in units} == {Place.TABLE}
    assert [(u.cell.row, u.cell.column) for u in units] == [
        (row, column) for row in range(3) for column in range(2)
    ]


def test_merged_cell_stands_once_with_its_spans(tmp_path):
    doc = build.blank()
    page = doc[0]
    for y in (100, 130, 160):
        page.draw_line((60, y), (260, y), width=0.5)
    for x in (60, 260):
        page.draw_line((x, 100), (x, 160), width=0.5)
    page.draw_line((160, 130), (160, 160), width=0.5)
    build.put(page, 64, 120, "表头合并")
    build.put(page, 64, 150, "左")
    build.put(page, 164, 150, "右")
    cells = {u.text: u.cell for u in _units(tmp_path, build.save(doc))}
    assert (cells["表头合并"].row_span, cells["表头合并"].column_span) == (1, 2)
    assert (cells["右"].row, cells["右"].column) == (1, 1)


def test_unruled_table_gives_cells(tmp_path):
    rows = [["姓名", "电话"], *[[f"某{c}", mobile(i)] for i, c in enumerate("甲乙丙")]]
    units = _units(tmp_path, build.table(rows, widths=[120, 150], ruled=False))
    assert [unit.text for unit in units] == [cell for row in rows for cell in row]
    assert [(u.cell.row, u.cell.column) for u in units][-2:] == [(3, 0), (3, 1)]


def test_table_goes_on_overleaf_with_its_rows(tmp_path):
    head, widths = ["序号", "姓名"], [60, 100]
    doc = build.blank(2)
    build.draw_table(doc[0], [head, ["1", "某甲"]], widths=widths, top=700)
    build.draw_table(doc[1], [head, ["2", "某乙"]], widths=widths, top=60)
    cells = {u.text: u.cell for u in _units(tmp_path, build.save(doc))}
    assert cells["某甲"].table == cells["某乙"].table
    assert (cells["某甲"].row, cells["某乙"].row) == (1, 3)


def test_row_cut_by_the_page_is_joined(tmp_path):
    number, widths = id_number(5), [40, 130]
    doc = build.blank(2)
    build.draw_table(
        doc[0], [["序", "号码"], ["1", number[:12]]], widths=widths, top=700
    )
    build.draw_table(doc[1], [["序", "号码"], ["", number[12:]]], widths=widths, top=60)
    units = _units(tmp_path, build.save(doc))
    assert number in [unit.text for unit in units]


def test_columns_are_read_one_after_the_other(tmp_path):
    doc = build.blank()
    for number in range(6):
        build.put(doc[0], 60, 100 + 20 * number, f"左栏第{number}行文字写满一栏为止吧")
        build.put(doc[0], 330, 100 + 20 * number, f"右栏第{number}行文字写满一栏为止吧")
    text = "".join(_texts(tmp_path, build.save(doc)))
    assert text.index("左栏第5行") < text.index("右栏第0行")


def test_running_heads_and_feet_stand_apart(tmp_path):
    doc = build.blank(3)
    for number, page in enumerate(doc):
        build.put(page, 200, 40, "某县民政局公示", size=9)
        build.put(page, 72, 100, f"正文第{number}段。")
        build.put(page, 290, 820, f"— {number + 1} —", size=9)
    units = _units(tmp_path, build.save(doc))
    places = [unit.place for unit in units]
    assert places.count(Place.HEADER) == 3
    assert places.count(Place.FOOTER) == 3
    assert [u.text for u in units if u.place is Place.BODY] == [
        f"正文第{number}段。" for number in range(3)
    ]


def test_paragraph_goes_on_overleaf(tmp_path):
    doc = build.blank(2)
    for row in range(3):
        build.put(doc[0], 72, 700 + 20 * row, LONG)
    build.put(doc[1], 72, 72, "续完。")
    assert _texts(tmp_path, build.save(doc)) == [LONG * 3 + "续完。"]


def test_ids_are_unique_and_stable(tmp_path):
    data, _ = build.long_chinese(6)
    first = [(u.id, u.text) for u in _units(tmp_path, data)]
    second = [(u.id, u.text) for u in _units(tmp_path, data)]
    assert first == second
    assert len({key for key, _ in first}) == len(first)


def test_anchors_agree_between_readings(tmp_path):
    """The second reading of a doubtful seam names the same characters."""
    rows = [["号码"], [f"{mobile(1)}\n{mobile(2)}"]]
    with open_bytes(tmp_path, build.table(rows, widths=[125])) as document:
        units = list(document.units())
        main = next(u for u in units if u.reading == "main" and mobile(1) in u.text)
        other = next(u for u in units if u.reading == "seam")
        start = main.text.index(mobile(2))
        from redactor.model import Span

        here = document.anchors(main.id, Span(start, start + 11))
        at = other.text.index(mobile(2))
        assert here == document.anchors(other.id, Span(at, at + 11))
        assert len(set(here)) == 11


def test_texts_off_the_pages_are_given_but_not_editable(tmp_path):
    def change(pdf):
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = "某人的表"
        pdf.docinfo["/Author"] = "某人"

    data = build.with_pikepdf(build.prose(["正文"]), change)
    units = _units(tmp_path, data)
    found = {u.text: u for u in units if u.place is Place.METADATA}
    assert not found["某人"].editable
    assert not found["某人的表"].editable


def _readings(tmp_path, data, reading):
    with open_bytes(tmp_path, data) as document:
        return [unit.text for unit in document.units() if unit.reading == reading]


def test_characters_that_stand_below_each_other_are_read_downwards(tmp_path):
    number = id_number(4)
    doc = build.blank()
    for row, digit in enumerate(number):
        build.put(doc[0], 300, 100 + 16 * row, digit)
    assert _readings(tmp_path, build.save(doc), "stack") == [number]


def test_rows_of_a_list_are_no_stack(tmp_path):
    """Single figures in lines that stand apart are not one number."""
    doc = build.blank()
    for row, digit in enumerate("13800138000"):
        build.put(doc[0], 300, 100 + 24 * row, digit)
    assert _readings(tmp_path, build.save(doc), "stack") == []


def test_text_under_other_characters_is_read_with_its_label(tmp_path):
    doc = build.blank()
    build.put(doc[0], 72, 100, "姓名：")
    build.put(doc[0], 120, 100, "陈小明")
    build.put(doc[0], 118, 101, "■■■■", size=11)
    (text,) = _readings(tmp_path, build.save(doc), "stream")
    assert "姓名：陈小明" in text.replace("\t", "").replace(" ", "")
