"""Photographs on forms: found by tones, taken whole, told by the labels beside."""

import numpy as np
import pytest
from PIL import Image

from redactor.ocr.cards import form_portraits
from redactor.ocr.faces import FaceFinder, face_model
from redactor.ocr.model import Box, TextLine
from redactor.ocr.photos import find_photos
from redactor.ocr.pixels import as_grey, as_pixels
from tests.build.pictures import noisy, sheet

PHOTO = Box(700, 200, 897, 476)  # 25 x 35 mm at 200 dots an inch


def line(text: str, x: float, y: float, size: float = 30) -> TextLine:
    chars = tuple(
        Box(x + i * size, y, x + (i + 1) * size, y + size) for i in range(len(text))
    )
    return TextLine(text, 0.99, chars, Box.around(chars))


def form(*, bilevel: bool = False) -> Image.Image:
    """A page with lines of print and an area of tones where a photograph is glued."""
    made = sheet(1000, 700, ["姓名赵文静性别女", "出生年月民族汉"] * 4)
    box = tuple(int(v) for v in (PHOTO.x0, PHOTO.y0, PHOTO.x1, PHOTO.y1))
    height, width = box[3] - box[1], box[2] - box[0]
    rows, columns = np.mgrid[:height, :width]
    tones = (110 + 70 * np.sin(rows / 40) * np.cos(columns / 30)).astype(np.uint8)
    made.image.paste(Image.fromarray(tones).convert("RGB"), (box[0], box[1]))
    page = noisy(made.image, 6)
    return page.convert("1").convert("RGB") if bilevel else page


@pytest.mark.parametrize("bilevel", [False, True])
def test_areas_of_tone_are_photographs(bilevel: bool) -> None:
    (box,) = find_photos(as_grey(as_pixels(form(bilevel=bilevel))), 200)
    assert box.shared(PHOTO) > 0.9 * max(PHOTO.area, box.area)


def test_print_is_no_photograph() -> None:
    texts = ["根据有关规定现将有关事项通知如下请遵照"] * 9
    page = noisy(sheet(1000, 700, texts).image, 9)
    assert find_photos(as_grey(as_pixels(page)), 200) == []


def test_a_photograph_beside_personal_labels_is_a_portrait() -> None:
    labels = [line("姓名", 100, 220), line("性 别", 100, 300), line("单位", 100, 380)]
    assert form_portraits([PHOTO], labels, 200) == [PHOTO]
    assert form_portraits([PHOTO], labels[::2], 200) == []


def test_a_picture_of_another_size_is_none() -> None:
    labels = [line("姓名", 100, 220), line("性别", 100, 300)]
    wide = Box(500, 200, 980, 420)
    large = Box(300, 200, 900, 1000)
    assert form_portraits([wide, large], labels, 200) == []


def test_tones_and_print_are_no_faces() -> None:
    path = face_model()
    assert path is not None
    pixels = as_pixels(form())
    assert FaceFinder(path).find(pixels, [PHOTO], 200) == []
