"""Rows before columns, but columns of prose one after the other; boxes of spans."""

from itertools import pairwise
from math import radians, sin

from redactor.ocr.model import Box, TextLine
from redactor.ocr.order import reading_order, rows
from redactor.ocr.spans import span_boxes

PROSE = "一二三四五六七八九十一二三四五"


def line(text: str, x: float, y: float, size: float = 20, tilt: float = 0) -> TextLine:
    drop = sin(radians(tilt)) * size
    chars = tuple(
        Box(x + i * size, y + i * drop, x + (i + 1) * size, y + i * drop + size)
        for i in range(len(text))
    )
    return TextLine(text, 1.0, chars, Box.around(chars))


def order(lines: list[TextLine]) -> list[str]:
    return [lines[i].text for i in reading_order(lines)]


def test_a_form_is_read_row_by_row() -> None:
    lines = [
        line("电话", 10, 103), line("123", 400, 98), line("甲", 400, 52),
        line("姓名", 10, 50),
    ]  # fmt: skip
    assert order(lines) == ["姓名", "甲", "电话", "123"]


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [line(f"左{n}{PROSE}", 10, 100 + 30 * n) for n in range(4)]
    right = [line(f"右{n}{PROSE}", 400, 100 + 30 * n) for n in range(4)]
    title = line("标题" * 12, 100, 20)
    mixed = [title, *(one for pair in zip(left, right, strict=True) for one in pair)]
    found = order(mixed)
    assert found[0] == title.text
    assert [text[0] for text in found[1:]] == ["左"] * 4 + ["右"] * 4


def test_a_slanted_page_keeps_its_rows() -> None:
    slant = sin(radians(3))
    lines = [
        line(text, x, y + x * slant, tilt=3)
        for y in (100, 140, 180)
        for x, text in ((10, f"标签{y}"), (600, f"数值{y}"))
    ]
    assert order(lines) == [
        f"{w}{y}" for y in (100, 140, 180) for w in ("标签", "数值")
    ]
    assert [len(row) for row in rows(lines)] == [2, 2, 2]


def test_a_span_reaches_into_the_blank_and_no_further() -> None:
    one = line("甲乙丙丁", 100, 50)
    (box,) = span_boxes(one, 1, 3)
    assert (box.x0, box.x1) == (one.chars[0].x1, one.chars[3].x0)
    assert box.y0 < 50
    assert box.y1 > 70
    assert span_boxes(one, 2, 2) == ()
    (end,) = span_boxes(one, 3, 4)
    assert end.x1 > one.chars[3].x1


def test_a_slanted_span_goes_in_steps_without_gaps() -> None:
    one = line(PROSE * 2, 0, 0, tilt=3)
    boxes = span_boxes(one, 0, 30)
    assert len(boxes) > 1
    assert max(box.height for box in boxes) < 32
    assert all(a.x1 >= b.x0 for a, b in pairwise(boxes))
    assert all(any(b.shared(char) > 0 for b in boxes) for char in one.chars)


def test_a_line_down_the_page_grows_along_itself() -> None:
    chars = tuple(Box(100, 20.0 * i, 130, 20.0 * i + 18) for i in range(6))
    one = TextLine("甲乙丙丁戊己", 1.0, chars, Box.around(chars))
    (box,) = span_boxes(one, 2, 4)
    assert (box.y0, box.y1) == (chars[1].y1, chars[4].y0)
    assert box.x0 < 100
