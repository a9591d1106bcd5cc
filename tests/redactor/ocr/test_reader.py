"""Reading pictures made by code: the text, the place of each character, every turn."""

import numpy as np
import pytest
from PIL import Image

from redactor.ocr.model import Box, PictureReading, TextLine
from redactor.ocr.paint import cover
from redactor.ocr.reader import get_reader
from tests.build.people import id_number, mobile
from tests.build.pictures import Sheet, sheet, skewed

_LINES = (
    f"申请人赵文静身份证号{id_number(3)}",
    f"联系电话{mobile(5)}请查收",
    "云河市昌岭县民政局办公室通知",
)


def page() -> Sheet:
    return sheet(900, 300, _LINES)


def texts(reading: PictureReading) -> list[str]:
    return [line.text for line in reading.lines]


def span_box(reading: PictureReading, value: str) -> Box:
    line = next(line for line in reading.lines if value in line.text)
    start = line.text.index(value)
    return Box.around(line.chars[start : start + len(value)])


def ink(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("L")) < 128


def test_lines_are_read_in_order_with_confidence() -> None:
    reading = get_reader().read(page().image)
    assert tuple(texts(reading)) == _LINES
    assert not any(line.low for line in reading.lines)
    assert (reading.rotation, reading.unread) == (0, ())


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_set_upright(turn: int) -> None:
    """Boxes are of the picture as given, whichever way it lay."""
    straight = page().image
    reading = get_reader().read(straight.rotate(turn, expand=True))
    assert tuple(texts(reading)) == _LINES
    assert reading.rotation == turn
    box = span_box(reading, id_number(3))
    covered = cover(straight.rotate(turn, expand=True), [box], (255, 255, 255))
    upright = covered.rotate(-turn, expand=True)
    left, top, right, bottom = page().box_of(id_number(3), _LINES[0])
    assert ink(straight)[top:bottom, left:right].any()
    assert not ink(upright)[top:bottom, left:right].any()


def test_boxes_part_the_line_between_characters() -> None:
    """Painting a value takes all of its ink and none of its neighbours'."""
    made = page()
    reading = get_reader().read(made.image)
    value = id_number(3)
    covered = cover(made.image, [span_box(reading, value)], (255, 255, 255))
    left, top, right, bottom = made.box_of(value, _LINES[0])
    assert not ink(covered)[top:bottom, left:right].any()
    before = ink(made.image)
    before[top:bottom, left:right] = False
    after = ink(covered)
    after[top:bottom, left:right] = False
    assert (before == after).all()


def test_a_skewed_page_is_read() -> None:
    reading = get_reader().read(skewed(page().image, 3.0))
    assert tuple(texts(reading)) == _LINES


def test_a_label_stands_before_its_value_in_a_row() -> None:
    made = Sheet(Image.new("RGB", (900, 260), "white"))
    made.write(60, 60, "姓名")
    made.write(500, 66, "赵文静")
    made.write(60, 160, "电话")
    made.write(500, 152, mobile(1))
    assert texts(get_reader().read(made.image)) == ["姓名", "赵文静", "电话", mobile(1)]


def test_nothing_is_found_on_blank_or_tiny_pictures() -> None:
    assert get_reader().read(Image.new("L", (400, 300), 255)).lines == ()
    assert get_reader().read(Image.new("1", (5, 5))) == PictureReading(5, 5)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "RGBA", "LA", "I;16"])
def test_every_mode_is_read(mode: str) -> None:
    small = sheet(560, 120, ["联系电话13812345678"]).image
    image = (
        small.convert("L").convert("I").point(lambda v: v * 256)
        if (mode == "I;16")
        else small.convert(mode)
    )
    reading = get_reader().read(image)
    assert texts(reading) == ["联系电话13812345678"]


def test_no_text_in_the_repr() -> None:
    line = TextLine("赵", 0.9, (Box(0, 0, 1, 1),), Box(0, 0, 1, 1))
    assert "赵" not in repr(PictureReading(9, 9, (line,)))
