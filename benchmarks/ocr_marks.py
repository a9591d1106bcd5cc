"""Codes, portraits and seals in scans: ``python -m benchmarks.ocr_marks``.

Three tables. QR codes of 8 to 30 mm at 200 dpi, at six angles, clean and as a noisy
JPEG: located, decoded. Copies of ID cards of several sizes and slants with a drawn
portrait: card found, portrait covered. A drawn face is no test of the face model, only
of the layout of the card; no photographs of people are in this repository. Seals of
several sizes over text: found, and the text below still read.
"""

import argparse
import sys
from io import BytesIO

from PIL import Image

from redactor.ocr.codes import find_codes
from redactor.ocr.model import Box, MarkKind
from redactor.ocr.pixels import as_pixels
from redactor.ocr.reader import get_reader
from tests.build.people import people
from tests.build.pictures import id_card, noisy, qr_code, sheet, stamp

__all__ = ["main"]

_SIZES = (8, 10, 15, 20, 30)
_ANGLES = (0, 7, 30, 45, 90, 180)


def _worn(image: Image.Image, quality: int) -> Image.Image:
    out = BytesIO()
    noisy(image, 8).save(out, "JPEG", quality=quality)
    return Image.open(BytesIO(out.getvalue())).convert("RGB")


def _codes() -> bool:
    good = True
    print("QR codes at 200 dpi   located  decoded  of")
    for size in _SIZES:
        for worn in (False, True):
            located = decoded = 0
            for number, angle in enumerate(_ANGLES):
                text = f"tel:{people(8)[number].mobile}"
                side = round(size / 25.4 * 200)
                code = qr_code(text, side).rotate(
                    angle,
                    expand=True,
                    fillcolor="white",
                    resample=Image.Resampling.BICUBIC,
                )
                page = Image.new("RGB", (500, 500), "white")
                page.paste(code, (90, 80))
                marks = find_codes(as_pixels(_worn(page, 50) if worn else page))
                middle = Box(
                    90 + code.width / 2 - 4,
                    80 + code.height / 2 - 4,
                    90 + code.width / 2 + 4,
                    80 + code.height / 2 + 4,
                )
                located += any(mark.box.shared(middle) == 64 for mark in marks)
                decoded += any(mark.text == text for mark in marks)
            how = "noise, JPEG 50" if worn else "clean"
            print(f"{size:3} mm {how:14} {located:7} {decoded:8} {len(_ANGLES):4}")
            good &= located == len(_ANGLES)
    return good


def _cards(count: int) -> bool:
    reader = get_reader()
    found = covered = number = 0
    for at, person in enumerate(people(count)):
        width = (640, 760, 900)[at % 3]
        card = id_card(width, person.name, person.id_number, person.address)
        page = Image.new("RGB", (1100, 800), "white")
        page.paste(card, (90, 90))
        slant = (0.0, 1.5, -2.5)[at // 3 % 3]
        page = page.rotate(slant, fillcolor="white", resample=Image.Resampling.BICUBIC)
        reading = reader.read(_worn(page, (40, 60, 85)[at % 3]), 200)
        kinds = {mark.kind: mark.box for mark in reading.marks}
        # The photograph, a little in from its edge for the slant.
        left, top = 90 + 0.70 * width, 90 + 0.10 * width
        photo = Box(left, top, left + 0.19 * width, top + 0.26 * width)
        found += MarkKind.ID_CARD in kinds
        portrait = kinds.get(MarkKind.PORTRAIT)
        covered += portrait is not None and portrait.shared(photo) > 0.97 * photo.area
        number += any(person.id_number in line.text for line in reading.lines)
    print(
        f"ID cards {count}: card {found}, portrait covered {covered}, number {number}"
    )
    return covered == found == count


def _seals() -> bool:
    reader = get_reader()
    good = True
    for millimetres in (38, 42, 50):
        radius = round(millimetres / 25.4 * 200 / 2)
        made = sheet(
            900, 700, ["昌岭县民政局关于发放补贴的公示", "联系人李建国15912345678"]
        )
        line = made.write(200, 350, "云河市昌岭县民政局2026年", 36)
        stamp(made.image, 400, 370, radius, "昌岭县民政局")
        reading = reader.read(_worn(made.image, 60), 200)
        seals = [m for m in reading.marks if m.kind is MarkKind.SEAL]
        read = any(line.text in one.text for one in reading.lines)
        print(f"seal {millimetres} mm: found {len(seals)}, text below read {read}")
        good &= len(seals) == 1
    return good


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; 1 if a code, card or seal was not found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, default=20)
    options = parser.parse_args(arguments)
    results = [_codes(), _seals(), _cards(options.cards) if options.cards else True]
    return int(not all(results))


if __name__ == "__main__":
    sys.exit(main())
