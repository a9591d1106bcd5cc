"""Ink that no label points at: signatures, prints, copied seals; and what is none."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw

from redactor.ocr.leftover import find_leftover
from redactor.ocr.lines import RawLine
from redactor.ocr.marks import hides, in_photo
from redactor.ocr.model import Box, Mark, MarkKind, TextLine
from redactor.ocr.pixels import as_pixels
from redactor.ocr.rings import find_rings
from redactor.ocr.written import find_written
from tests.build.pictures import fingerprint, noisy, sheet, signature, stamp

BODY = "各乡镇人民政府应当按照职责分工认真组织实施，确保工作落实到位。"


def grey(image: Image.Image) -> np.ndarray:
    return np.ascontiguousarray(as_pixels(noisy(image, 6))[:, :, 2])


def line(text: str, x: float, y: float, size: float, score: float = 0.99) -> TextLine:
    chars = tuple(
        Box(x + i * size, y, x + (i + 1) * size, y + size) for i in range(len(text))
    )
    return TextLine(text, score, chars, Box.around(chars), score < 0.8)


def test_a_signature_without_a_label_is_told() -> None:
    made = sheet(1000, 700)
    signature(made.image, 400, 300, 60)
    (mark,) = find_leftover(grey(made.image), [], 200)
    assert mark.kind is MarkKind.HANDWRITING
    assert mark.box.shared(Box(400, 300, 570, 360)) > 0.8 * 170 * 60


def test_what_was_read_is_not_told_again() -> None:
    made = sheet(1000, 700)
    signature(made.image, 400, 300, 60)
    assert find_leftover(grey(made.image), [Box(380, 280, 640, 380)], 200) == []


def _specks(draw: ImageDraw.ImageDraw) -> None:
    for at in range(150):
        x, y, size = at * 373 % 990, at * 211 % 690, at % 4 + 1
        draw.ellipse((x, y, x + size, y + size), fill=(40, 40, 40))


def _staple(draw: ImageDraw.ImageDraw) -> None:
    draw.line((180, 180, 260, 210), fill=(60, 60, 60), width=4)
    draw.line((184, 188, 264, 218), fill=(150, 150, 150), width=6)


def _holes(draw: ImageDraw.ImageDraw) -> None:
    draw.ellipse((160, 200, 208, 248), fill=(50, 50, 50))
    draw.ellipse((160, 500, 208, 548), outline=(60, 60, 60), width=3)


def _ticks(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((300, 300, 334, 334), outline="black", width=2)
    draw.line((304, 314, 314, 330, 344, 286), fill=(20, 20, 30), width=4)


def _rules(draw: ImageDraw.ImageDraw) -> None:
    draw.line((150, 200, 900, 210), fill="black", width=4)
    draw.rectangle((500, 260, 900, 400), outline="black", width=3)


def _logo(draw: ImageDraw.ImageDraw) -> None:
    draw.regular_polygon((300, 300, 60), 6, fill=(30, 60, 150))
    draw.ellipse((420, 240, 540, 360), outline=(30, 60, 150), width=16)


def _crease(draw: ImageDraw.ImageDraw) -> None:
    draw.line((0, 402, 1000, 406), fill=(190, 190, 190), width=5)


@pytest.mark.parametrize(
    "dirt", [_specks, _staple, _holes, _ticks, _rules, _logo, _crease]
)
def test_dirt_and_drawing_are_no_handwriting(
    dirt: Callable[[ImageDraw.ImageDraw], None],
) -> None:
    made = sheet(1000, 700)
    dirt(ImageDraw.Draw(made.image))
    assert find_leftover(grey(made.image), [], 200) == []


def test_a_black_fingerprint() -> None:
    made = sheet(1000, 700)
    fingerprint(made.image, 500, 350, 80)
    dark = Image.fromarray(np.asarray(made.image.convert("L"))).convert("RGB")
    (mark,) = find_leftover(grey(dark), [], 200)
    assert mark.kind is MarkKind.FINGERPRINT
    assert mark.box.shared(Box(440, 270, 560, 430)) > 0.9 * 120 * 160


def test_a_name_in_a_hand_and_in_print() -> None:
    """Bent strokes are no font's; the same name large in print is a title."""
    made = sheet(1400, 500)
    made.lines(60, 40, [BODY, BODY], 32)
    made.write(100, 250, "赵文静", 72)
    made.write(700, 250, "赵文静", 72)
    image = np.asarray(made.image).copy()
    part = image[230:350, 680:940]
    rows, columns = np.mgrid[: part.shape[0], : part.shape[1]]
    bent = part[
        np.clip(rows + 9 * np.sin(columns / 9) + columns * 0.08, 0, 119).astype(int),
        np.clip(columns + 9 * np.sin(rows / 10), 0, 259).astype(int),
    ]
    image[230:350, 680:940] = bent
    lines = [
        line(BODY, 60, 40, 32), line("赵文静", 100, 250, 72),
        line("赵文静", 700, 250, 72),
    ]  # fmt: skip
    found = find_written(as_pixels(Image.fromarray(image)), lines, 200)
    assert found == [lines[2].box]


@pytest.mark.parametrize(("wide", "tall"), [(42, 42), (40, 30)])
def test_a_seal_in_black_and_white_is_a_seal(wide: int, tall: int) -> None:
    """Over text, as it is stamped; its red is gone."""
    made = sheet(1000, 800, [BODY[:24]] * 12)
    seal = Image.new("RGB", (400, 400), "white")
    stamp(seal, 200, 200, 190, "昌岭县民政局")
    width, height = (round(side / 25.4 * 200 * 400 / 380) for side in (wide, tall))
    seal = seal.convert("L").convert("RGB").resize((width, height))
    there = (400, 300, 400 + width, 300 + height)
    under = np.asarray(made.image.crop(there))
    made.image.paste(Image.fromarray(np.minimum(under, np.asarray(seal))), there[:2])
    (box,) = find_rings(grey(made.image), 200)
    assert box.shared(Box(*there)) > 0.85 * width * height


def test_text_and_tables_are_no_seals() -> None:
    made = sheet(1000, 800, [BODY[:24]] * 12)
    draw = ImageDraw.Draw(made.image)
    for x in range(0, 1000, 250):
        draw.rectangle((x, 20, x + 250, 400), outline="black", width=3)
    draw.ellipse((300, 480, 600, 780), fill=(60, 60, 60))
    assert find_rings(grey(made.image), 200) == []


def test_hair_read_as_a_digit_is_part_of_a_portrait() -> None:
    pixels = as_pixels(sheet(400, 400).image)
    face = Mark(MarkKind.PORTRAIT, Box(100, 100, 300, 350))
    noise = line("0", 150, 150, 20, score=0.9)
    name = line("赵文静", 150, 200, 20)
    assert hides(face, RawLine(noise.box, noise), pixels)
    assert hides(face, RawLine(noise.box, None), pixels)
    assert not hides(face, RawLine(name.box, name), pixels)


def test_red_things_in_portraits_are_no_tasks() -> None:
    """Ties, flags, emblems on cards; a seal over a card stays a seal."""
    face = Mark(MarkKind.PORTRAIT, Box(100, 100, 300, 350))
    card = Mark(MarkKind.ID_CARD, Box(50, 50, 700, 450))
    tie = Mark(MarkKind.SEAL, Box(150, 150, 250, 300))
    emblem = Mark(MarkKind.FINGERPRINT, Box(400, 100, 500, 200))
    seal = Mark(MarkKind.SEAL, Box(350, 100, 690, 440))
    held = [in_photo(mark, [card, face]) for mark in (tie, emblem, seal)]
    assert held == [True, True, False]
    code = Mark(MarkKind.QR_CODE, tie.box, "x")
    assert not in_photo(code, [face])
