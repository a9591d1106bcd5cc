"""Scans made by code, with what was planted in them and where its ink lies.

Each page is drawn twice with the same slant: whole, and without its planted values. The
difference is the ink that must be covered; the second drawing is the ink to be kept.
Grain, blur and JPEG come on top of the first for the reader alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random

import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tests.build.people import Person, people
from tests.build.pictures import id_card, noisy, stamp

__all__ = ["Page", "fonts", "pages"]

_WIDTH, _HEIGHT = 1654, 2339  # A4 at 200 dpi
_SYSTEM = ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "wqy-zenhei.ttc")
_PROSE = (
    "根据《中华人民共和国政府信息公开条例》和省市有关规定，现将有关事项通知如下。",
    "各乡镇人民政府、县直有关单位应当按照职责分工认真组织实施，确保工作落实到位。",
    "本办法自2026年1月1日起施行，有效期五年，由县民政局负责解释，咨询电话12345。",
    "公示期为五个工作日，如有异议，请以书面形式向监督科反映，逾期不予受理。",
)


@dataclass(frozen=True)
class Page:
    """One scan.

    Attributes:
        name: What was done to it.
        scan: What the reader gets.
        plain: The same page without what a scanner adds.
        without: The plain page without the planted values.
        words: Only the text of that: no rules, no seals, no cards.
        planted: The values.
        turn: Degrees clockwise that set it upright.
    """

    name: str
    scan: Image.Image = field(repr=False)
    plain: Image.Image = field(repr=False)
    without: Image.Image = field(repr=False)
    words: Image.Image = field(repr=False)
    planted: tuple[str, ...] = field(repr=False)
    turn: int = 0

    @property
    def value_ink(self) -> NDArray[np.bool_]:
        """Where ink of a planted value is."""
        one = np.asarray(self.plain.convert("L")).astype(np.int16)
        two = np.asarray(self.without.convert("L"))
        return np.asarray(np.abs(one - two) > 70, np.bool_)

    @property
    def other_ink(self) -> NDArray[np.bool_]:
        """Where the ink of all other text is."""
        return np.asarray(np.asarray(self.words.convert("L")) < 128, np.bool_)


class _Drawing:
    """Draws the same lines on two pictures, planted values on one only."""

    def __init__(self, face: ImageFont.FreeTypeFont) -> None:
        self.whole = Image.new("RGB", (_WIDTH, _HEIGHT), "white")
        self.without = self.whole.copy()
        self.words = self.whole.copy()
        self.planted: list[str] = []
        self.face = face

    def both(self) -> Iterator[ImageDraw.ImageDraw]:
        yield ImageDraw.Draw(self.whole)
        yield ImageDraw.Draw(self.without)

    def text(self, x: float, y: float, text: str, *, planted: bool = False) -> float:
        """Draw a stretch; return where it ends."""
        ImageDraw.Draw(self.whole).text((x, y), text, font=self.face, fill="black")
        if planted:
            self.planted.append(text)
        else:
            for image in (self.without, self.words):
                draw = ImageDraw.Draw(image)
                draw.text((x, y), text, font=self.face, fill="black")
        return x + self.face.getlength(text)

    def line(self, x: float, y: float, *parts: tuple[str, bool]) -> None:
        for text, planted in parts:
            x = self.text(x, y, text, planted=planted)


def fonts(size: int) -> list[ImageFont.FreeTypeFont]:
    """Return the fonts of this machine that write Chinese, at least MuPDF's own."""
    found = [ImageFont.truetype(BytesIO(pymupdf.Font("china-s").buffer), size)]
    for name in _SYSTEM:
        for path in Path("/usr/share/fonts").rglob(name):
            index = 2 if "Noto" in name else 0
            found.append(ImageFont.truetype(str(path), size, index=index))
    return found[:3]


def pages(count: int, seed: int = 9) -> Iterator[Page]:
    """Yield scans of all sorts, the same ones for a seed.

    Every page has its own font, size (10.5, 12 and 16 points), slant up to 3 degrees,
    grain, JPEG quality 30 to 90 and colour; every sixth lies turned.
    """
    random = Random(seed)
    known = people(4 * count + 8)
    kinds = (_letter, _table, _form, _sealed, _card, _list)
    for number in range(count):
        size = (29, 33, 44)[number % 3]
        faces = fonts(size)
        drawing = _Drawing(faces[(number // 2) % len(faces)])
        kind = kinds[number % len(kinds)]
        kind(drawing, known[4 * number : 4 * number + 4], size)
        slant = (0.0, 0.7, -1.3, 2.0, 3.0, -3.0)[(number * 5 + number // 6) % 6]
        turn = (90, 180, 270)[number // 6 % 3] if number % 6 == 5 else 0
        yield _scanned(drawing, kind.__name__.strip("_"), slant, turn, random)


def _scanned(
    drawing: _Drawing, name: str, slant: float, turn: int, random: Random
) -> Page:
    plain, without, words = (
        image.rotate(
            slant, resample=Image.Resampling.BICUBIC, fillcolor="white"
        ).rotate(turn, expand=True)
        for image in (drawing.whole, drawing.without, drawing.words)
    )
    sigma, quality = random.choice((2, 6, 11)), random.choice((30, 45, 60, 75, 90))
    scan = noisy(plain, sigma, seed=random.randrange(1000))
    mode = random.choice(("RGB", "RGB", "L"))
    out = BytesIO()
    scan.convert(mode).save(out, "JPEG", quality=quality)
    scan = Image.open(BytesIO(out.getvalue()))
    scan.load()
    told = f"{name} slant {slant} turn {turn} grain {sigma} jpeg {quality} {mode}"
    return Page(told, scan, plain, without, words, tuple(drawing.planted), turn)


def _letter(drawing: _Drawing, persons: list[Person], size: int) -> None:
    y, step = 150.0, size * 1.75
    per_line = int(1350 // size)
    for person in persons:
        for prose in _PROSE[:2]:
            drawing.text(150, y, prose[:per_line])
            y += step
        drawing.line(
            150, y, ("申请人", False), (person.name, True), ("，身份证号", False),
            (person.id_number, True), ("，", False),
        )  # fmt: skip
        y += step
        drawing.line(
            150, y, ("联系电话", False), (person.mobile, True), ("，账号", False),
            (person.card, True), ("。", False),
        )  # fmt: skip
        y += step


def _table(drawing: _Drawing, persons: list[Person], size: int) -> None:
    rows = [("序号", "姓名", "身份证号", "电话")]
    rows += [(str(n + 1), p.name, p.id_number, p.mobile) for n, p in enumerate(persons)]
    edges = (120, 120 + 3 * size, 120 + 8 * size, 120 + 20 * size, 120 + 29 * size)
    step = size * 2
    for row, cells in enumerate(rows):
        y = 300 + row * step
        for edge, cell in zip(edges, cells, strict=False):
            planted = row > 0 and edge != edges[0]
            drawing.text(edge + 10, y + size * 0.35, cell, planted=planted)
    bottom = 300 + len(rows) * step
    for draw in drawing.both():
        for row in range(len(rows) + 1):
            y = 300 + row * step
            draw.line((edges[0], y, edges[-1], y), fill="black", width=2)
        for edge in edges:
            draw.line((edge, 300, edge, bottom), fill="black", width=2)
    for number, prose in enumerate(_PROSE):
        drawing.text(150, bottom + 80 + number * size * 1.7, prose[: int(1350 // size)])


def _form(drawing: _Drawing, persons: list[Person], size: int) -> None:
    person = persons[0]
    fields = (
        ("姓    名", person.name),
        ("身份证号", person.id_number),
        ("联系电话", person.mobile),
        ("家庭住址", person.address),
        ("银行账号", person.card),
    )
    for row, (label, value) in enumerate(fields):
        y = 300 + row * size * 2.4
        drawing.line(200, y, (label, False), ("：", False), (value, True))
        for draw in drawing.both():
            x = 200 + size * 5
            draw.line((x, y + size * 1.35, x + size * 22, y + size * 1.35), "black", 2)


def _sealed(drawing: _Drawing, persons: list[Person], size: int) -> None:
    _letter(drawing, persons[:2], size)
    person = persons[2]
    y = 1500
    drawing.line(700, y, ("联系人", False), (person.name, True), ("电话", False),
                 (person.mobile, True))  # fmt: skip
    drawing.text(700, y + size * 1.8, "云河市昌岭县民政局")
    for image in (drawing.whole, drawing.without):
        stamp(image, 1000, y + size, 165, "云河市昌岭县民政局")


def _card(drawing: _Drawing, persons: list[Person], size: int) -> None:
    for row, person in enumerate(persons[:2]):
        place = (150, 250 + row * 700)
        card = id_card(900, person.name, person.id_number, person.address)
        drawing.whole.paste(card, place)
        bare = id_card(900, "", "", person.address, born=person.id_number[6:14])
        drawing.without.paste(bare, place)
        drawing.planted += [person.name, person.id_number]
    drawing.text(150, 1750, _PROSE[3][: int(1350 // size)])


def _list(drawing: _Drawing, persons: list[Person], size: int) -> None:
    for row, person in enumerate(persons):
        y = 250 + row * size * 3.6
        number = (f"{row + 1}. ", False)
        drawing.line(150, y, number, (person.name, True), ("（", False),
                     (person.mobile, True), ("）", False))  # fmt: skip
        drawing.line(150, y + size * 1.7, ("住址：", False), (person.address, True))
    for number, prose in enumerate(_PROSE):
        drawing.text(150, 1300 + number * size * 1.7, prose[: int(1350 // size)])
