"""Codes, cards, seals, prints and ink on pictures made by code."""

import numpy as np
import pytest
from PIL import Image

from redactor.ocr.cards import find_cards
from redactor.ocr.codes import find_codes
from redactor.ocr.finders import torn_codes
from redactor.ocr.ink import find_ink
from redactor.ocr.model import Box, MarkKind, TextLine
from redactor.ocr.pixels import as_pixels
from redactor.ocr.reader import get_reader
from redactor.ocr.red import find_red
from tests.build.people import bank_card, people
from tests.build.pictures import (
    fingerprint,
    id_card,
    qr_code,
    sheet,
    signature,
    stamp,
)

PERSON = people(2)[1]


def line(text: str, x: float, y: float, size: float = 30) -> TextLine:
    """A read line with square characters."""
    chars = tuple(
        Box(x + i * size, y, x + (i + 1) * size, y + size) for i in range(len(text))
    )
    return TextLine(text, 0.99, chars, Box.around(chars))


def kinds(lines: list[TextLine]) -> list[str]:
    return [mark.kind for mark in find_cards(lines)]


@pytest.mark.parametrize("millimetres", [8, 12, 20, 30])
@pytest.mark.parametrize("degrees", [0, 27, 90])
def test_qr_codes_are_located_and_decoded(millimetres: int, degrees: int) -> None:
    """At 200 dots an inch, whatever way they are turned."""
    page = Image.new("RGB", (600, 600), "white")
    side = round(millimetres / 25.4 * 200)
    code = qr_code("电话" + PERSON.mobile, side).rotate(
        degrees, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    )
    page.paste(code, (200, 150))
    (mark,) = find_codes(as_pixels(page))
    assert (mark.kind, mark.text) == (MarkKind.QR_CODE, "电话" + PERSON.mobile)
    dark = np.argwhere(np.asarray(page.convert("L")) < 100)
    box = mark.box.grown(2, 2)
    assert box.y0 <= dark[:, 0].min()
    assert box.y1 >= dark[:, 0].max()
    assert box.x0 <= dark[:, 1].min()
    assert box.x1 >= dark[:, 1].max()


def test_a_torn_qr_code_is_still_shown() -> None:
    page = Image.new("RGB", (500, 500), "white")
    page.paste(qr_code("电话" + PERSON.mobile, 240), (120, 120))
    pixels = as_pixels(page)
    pixels[214:345, 214:345] = 255
    (mark,) = find_codes(pixels)
    assert mark.text is None
    assert mark.box.shared(Box(152, 152, 327, 327)) == 175 * 175


def test_the_corners_alone_tell_a_code() -> None:
    """A code that no decoder sees, since its timing rows are gone too."""
    page = Image.new("RGB", (500, 500), "white")
    page.paste(qr_code("电话" + PERSON.mobile, 240), (120, 120))
    grey = as_pixels(page)[:, :, 0].copy()
    grey[212:, 212:] = 255
    grey[152:210, 214:265] = 255
    (box,) = torn_codes(grey)
    assert box.shared(Box(152, 152, 327, 327)) == 175 * 175


def test_text_is_no_code() -> None:
    assert (
        find_codes(as_pixels(sheet(800, 300, ["申请人的身份证号码", "IIIIII"]).image))
        == []
    )


def _bar_code(text: str, width: int, degrees: int) -> Image.Image:
    import zxingcpp

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    small = Image.fromarray(np.asarray(code.to_image(scale=1))).convert("RGB")
    page = Image.new("RGB", (700, 600), "white")
    page.paste(
        small.resize((width, 90), Image.Resampling.NEAREST).rotate(
            degrees, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
        ),
        (100, 80),
    )
    return page


@pytest.mark.parametrize("degrees", [0, 7, 45, 90])
def test_bar_codes_are_decoded_however_they_lie(degrees: int) -> None:
    (mark,) = find_codes(as_pixels(_bar_code(PERSON.id_number, 400, degrees)))
    assert (mark.kind, mark.text) == (MarkKind.BAR_CODE, PERSON.id_number)


def test_a_bar_code_that_nobody_can_decode_is_shown() -> None:
    """Its bars are smeared in part: silence would let it pass."""
    image = _bar_code(PERSON.id_number, 400, 0)
    image.paste("white", (240, 60, 262, 240))
    (mark,) = find_codes(as_pixels(image))
    assert (mark.kind, mark.text) == (MarkKind.BAR_CODE, None)
    assert mark.box.shared(Box(110, 90, 490, 160)) > 0.9 * 380 * 70


def test_hatching_of_a_table_is_read_as_nothing() -> None:
    """A few rules side by side are a table, not bars."""
    page = Image.new("RGB", (700, 600), "white")
    for x in range(100, 600, 60):
        page.paste("black", (x, 80, x + 3, 300))
    assert find_codes(as_pixels(page)) == []


def test_a_seal_a_print_and_red_letters() -> None:
    """A red headline is neither; a seal is told from a fingerprint by its size."""
    made = sheet(1600, 900)
    stamp(made.image, 400, 400, 165, "昌岭县民政局")
    fingerprint(made.image, 900, 400, 70)
    headline = made.write(700, 60, "昌岭县人民政府", 110, fill=(210, 30, 30))
    read = line(headline.text, headline.box[0], headline.box[1], 110)
    marks = find_red(as_pixels(made.image), [read], 200)
    assert sorted(mark.kind for mark in marks) == ["fingerprint", "seal"]
    seal = next(mark for mark in marks if mark.kind is MarkKind.SEAL)
    assert seal.box.shared(Box(235, 235, 565, 565)) > 0.95 * 330 * 330


def test_black_pages_have_no_red() -> None:
    assert find_red(as_pixels(sheet(800, 300, ["黑色文字"]).image), [], 200) == []


def test_ink_beside_a_label_is_handwriting() -> None:
    made = sheet(1000, 400)
    label = made.write(60, 100, "申请人签名：", 34)
    signature(made.image, 300, 95, 50)
    made.write(60, 250, "经办人签字：", 34)
    lines = [line(label.text, 60, 100, 34), line("经办人签字：", 60, 250, 34)]
    (box,) = find_ink(as_pixels(made.image), lines, [])
    assert box.shared(Box(300, 95, 450, 145)) > 0.5 * 150 * 50


def test_a_rule_and_printed_names_beside_a_label_are_none() -> None:
    made = sheet(1000, 200)
    label = made.write(60, 80, "申请人签名：", 34)
    name = made.write(300, 80, "赵文静", 34)
    image = made.image
    image.paste("black", (270, 125, 700, 127))
    lines = [line(label.text, 60, 80, 34), line(name.text, 300, 80, 34)]
    assert find_ink(as_pixels(image), lines, []) == []


def test_an_id_card_is_told_by_its_layout() -> None:
    card = [
        line(f"姓名{PERSON.name}", 100, 100, 24),
        line("性别女民族汉", 100, 150, 24),
        line("出生1951年2月2日", 100, 200, 24),
        line("住址云河市昌岭县", 100, 250, 24),
        line(f"公民身份号码{PERSON.id_number}", 100, 400, 24),
    ]
    marks = find_cards(card)
    assert [mark.kind for mark in marks] == ["id_card", "portrait"]
    whole, portrait = (mark.box for mark in marks)
    assert all(whole.shared(one.box) == one.box.area for one in card)
    assert whole.shared(portrait) > 0.9 * portrait.area
    assert portrait.x0 > card[3].box.x1


def test_a_form_with_the_same_labels_is_no_card() -> None:
    """Labels of a form stand far apart and in any order."""
    form = [
        line("姓名", 100, 100), line("性别", 700, 100),
        line(f"公民身份号码{PERSON.id_number}", 100, 160),
        line("出生年月", 100, 500), line("住址", 100, 700),
    ]  # fmt: skip
    assert kinds(form) == []


def test_certificates_need_a_title_of_their_own() -> None:
    licence = [
        line("中华人民共和国机动车驾驶证", 200, 100),
        line(f"证号{PERSON.id_number}", 200, 160),
        line(f"姓名{PERSON.name}", 200, 220),
        line("准驾车型C1", 200, 280),
    ]
    assert kinds(licence) == ["licence"]
    prose = [
        line("申请人应当提交身份证、机动车驾驶证和户口簿的复印件各一份。", 100, 100)
    ]
    assert kinds([*prose, *licence[1:3]]) == []


def test_a_certificate_goes_with_all_its_fields() -> None:
    """Rows below the known labels belong to it; the prose of the page does not."""
    rows = ("姓名", "户主或与户主关系", "出生日期", "婚姻状况")
    card = [line("常住人口登记卡", 300, 50)]
    card += [line(text, 60, 130 + 65 * n, 26) for n, text in enumerate(rows)]
    card += [line("未婚", 300, 130 + 65 * 3, 26)]
    prose = line(
        "以上材料由申请人提供，经办单位已经核对原件，与复印件一致无误，特此说明。",
        60,
        520,
        26,
    )
    (mark,) = find_cards([*card, prose])
    assert all(mark.box.shared(one.box) == one.box.area for one in card)
    assert not mark.box.shared(prose.box)


def test_a_business_licence_is_public() -> None:
    lines = [
        line("营业执照", 200, 100), line("统一社会信用代码", 200, 160),
        line("法定代表人赵文静", 200, 220), line("注册资本壹佰万元整", 200, 280),
    ]  # fmt: skip
    assert kinds(lines) == []


def test_a_bank_card_is_large_digits_and_a_bank() -> None:
    number = line(bank_card(3), 100, 300, 44)
    bank = line("云河农商银行", 100, 130, 26)
    assert kinds([bank, number]) == ["bank_card"]
    table = [line("开户银行", 100, 240), line(bank_card(3), 100, 300)]
    assert kinds(table) == []


def test_a_whole_picture_gives_its_marks() -> None:
    """A copied ID card on a page: the card, its portrait, no noise from its photo."""
    made = sheet(1100, 700)
    card = id_card(800, PERSON.name, PERSON.id_number, PERSON.address)
    made.image.paste(card, (150, 80))
    reading = get_reader().read(made.image, 200)
    found = {mark.kind: mark.box for mark in reading.marks}
    assert set(found) == {MarkKind.ID_CARD, MarkKind.PORTRAIT}
    assert found[MarkKind.ID_CARD].shared(Box(150, 80, 950, 584)) > 0.9 * 800 * 504
    assert any(PERSON.id_number in one.text for one in reading.lines)
