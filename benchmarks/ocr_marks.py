"""Codes, portraits, seals and ink in scans: ``python -m benchmarks.ocr_marks``.

Four tables, all at 200 dpi, all made by code, the same at every run:

- codes of 8 to 30 mm at six angles, clean and as a noisy JPEG: located, decoded;
- copies of ID cards of several sizes and slants: card found, portrait covered whole.
  No photographs of people are in this repository, and a drawn face is no test of the
  face model, only of the layout of the card: ``--photos FOLDER`` takes portraits from a
  folder, and then forms with a one-inch photograph are measured as well;
- seals in colour and in black and white over text: found, and the text below read;
- signatures without a label, and dirt that must not be taken for one.
"""

import argparse
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from redactor.ocr.codes import find_codes
from redactor.ocr.faces import FaceFinder, face_model
from redactor.ocr.leftover import find_leftover
from redactor.ocr.model import Box, MarkKind
from redactor.ocr.photos import find_photos
from redactor.ocr.pixels import as_grey, as_pixels
from redactor.ocr.reader import get_reader
from tests.build.people import people
from tests.build.pictures import id_card, noisy, sheet, signature, stamp

__all__ = ["main"]

_DPI = 200
_ANGLES = (0, 7, 30, 45, 90, 180)
_CODES = (
    ("QRCode", (8, 10, 15, 20, 30)),
    ("DataMatrix", (8, 12, 20)),
    ("Code128", (35, 50, 70)),
    ("PDF417", (45, 60)),
)
_GROUNDS = (
    ("white on blue", (250, 250, 250), (30, 80, 170)),
    ("black on red", (30, 10, 10), (214, 60, 50)),
    ("red on white", (200, 30, 30), (255, 255, 255)),
)
_DIRT = ("specks", "staple", "holes", "tick", "frame", "logo", "crease", "stain")
_WAYS = ("grey JPEG 40", "JPEG 30", "turned 90", "black and white")


def _pixels(millimetres: float) -> int:
    return round(millimetres / 25.4 * _DPI)


def _worn(image: Image.Image, quality: int) -> Image.Image:
    out = BytesIO()
    noisy(image, 8).save(out, "JPEG", quality=quality)
    return Image.open(BytesIO(out.getvalue())).convert("RGB")


def _code(kind: str, text: str, millimetres: int) -> Image.Image:
    import zxingcpp

    code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    small = Image.fromarray(np.asarray(code.to_image(scale=1)))
    width = _pixels(millimetres)
    height = _pixels(12) if kind == "Code128" else width * small.height // small.width
    return small.resize((width, height), Image.Resampling.NEAREST).convert("RGB")


def _coloured(
    code: Image.Image, dark: Sequence[int], light: Sequence[int]
) -> Image.Image:
    share = np.asarray(code.convert("L"), np.float32)[:, :, None] / 255
    mixed = np.array(dark) * (1 - share) + np.array(light) * share
    return Image.fromarray(mixed.astype(np.uint8))


def _code_row(name: str, code: Image.Image, text: str) -> bool:
    ground = code.getpixel((0, 0))
    row = []
    for worn in (False, True):
        located = decoded = 0
        for angle in _ANGLES:
            laid = code.rotate(
                angle,
                expand=True,
                fillcolor=ground,
                resample=Image.Resampling.BICUBIC,
            )
            page = Image.new("RGB", (760, 760), "white")
            page.paste(laid, (90, 80))
            marks = find_codes(as_pixels(_worn(page, 50) if worn else page))
            x, y = 90 + laid.width / 2, 80 + laid.height / 2
            middle = Box(x - 4, y - 4, x + 4, y + 4)
            located += any(mark.box.shared(middle) == 64 for mark in marks)
            decoded += any(mark.text == text for mark in marks)
        row.append((located, decoded))
    (clean, clean_read), (worn_, worn_read) = row
    count = len(_ANGLES)
    print(f"{name:24} {clean:7} {clean_read:7} {worn_:9} {worn_read:7} {count:4}")
    return clean == worn_ == count


def _codes() -> bool:
    print(f"{'codes at 6 angles':24} {'located':>7} {'decoded':>7} {'JPEG 50':>9}")
    good = True
    person = people(8)[3]
    for kind, sizes in _CODES:
        for size in sizes:
            text = f"{person.id_number}{'|昌民发12号' * 3 if kind == 'PDF417' else ''}"
            row = _code_row(f"{kind} {size} mm", _code(kind, text, size), text)
            good &= row or kind != "QRCode"
    for name, dark, light in _GROUNDS:
        code = _coloured(_code("QRCode", person.mobile, 20), dark, light)
        good &= _code_row(f"QR 20 mm {name}", code, person.mobile)
    return good


def _photo(
    folder: Path | None, number: int, size: tuple[int, int]
) -> Image.Image | None:
    if folder is None:
        return None
    files = sorted(folder.glob("*.[jp][pn]g"))
    return Image.open(files[number % len(files)]).convert("RGB").resize(size)


def _cards(count: int, folder: Path | None) -> bool:
    reader = get_reader()
    found = covered = number = 0
    for at, person in enumerate(people(count)):
        width = (640, 760, 900)[at % 3]
        card = id_card(width, person.name, person.id_number, person.address)
        photo = _photo(folder, at, (round(width * 0.27), round(width * 0.34)))
        if photo is not None:
            card.paste(photo, (round(width * 0.66), round(width * 0.0757)))
        page = Image.new("RGB", (1100, 800), "white")
        page.paste(card, (90, 90))
        slant = (0.0, 1.5, -2.5)[at // 3 % 3]
        page = page.rotate(slant, fillcolor="white", resample=Image.Resampling.BICUBIC)
        page = _worn(page, (40, 60, 85)[at % 3])
        reading = reader.read(page.convert("L") if at % 2 else page, _DPI)
        kinds = {mark.kind: mark.box for mark in reading.marks}
        # The photograph, a little in from its edge for the slant.
        left, top = 90 + 0.70 * width, 90 + 0.10 * width
        inner = Box(left, top, left + 0.19 * width, top + 0.26 * width)
        found += MarkKind.ID_CARD in kinds
        portrait = kinds.get(MarkKind.PORTRAIT)
        covered += portrait is not None and portrait.shared(inner) > 0.97 * inner.area
        number += any(person.id_number in line.text for line in reading.lines)
    print(
        f"ID cards {count}: card {found}, portrait covered {covered}, number {number}"
    )
    return covered == found == count


def _forms(folder: Path, count: int) -> None:
    """Measure the face model alone, on forms with a photograph of 25 x 35 mm."""
    path = face_model()
    if path is None:
        return
    finder = FaceFinder(path)
    for way in _WAYS:
        found = covered = others = 0
        for at in range(count):
            made = sheet(1400, 900, ["姓名  赵文静  性别  女  民族  汉"] * 12)
            photo = _photo(folder, at, (_pixels(25), _pixels(35)))
            assert photo is not None
            if way == "turned 90":
                photo = photo.rotate(90, expand=True)
            made.image.paste(photo, (1000, 150))
            box = Box(1000, 150, 1000 + photo.width, 150 + photo.height)
            page = _worn(made.image, 30)
            if way == "grey JPEG 40":
                page = _worn(made.image.convert("L").convert("RGB"), 40)
            elif way == "black and white":
                page = page.convert("L").point(lambda v: 255 * (v > 140)).convert("RGB")
            pixels = as_pixels(page)
            faces = finder.find(pixels, find_photos(as_grey(pixels), _DPI), _DPI)
            hits = [face for face in faces if face.shared(box) > 0.5 * face.area]
            found += bool(hits)
            covered += any(face.shared(box) > 0.9 * box.area for face in hits)
            others += len(faces) - len(hits)
        print(
            f"forms, {way:16} faces {found} of {count}, whole {covered}, false {others}"
        )


def _seals() -> bool:
    reader = get_reader()
    good = True
    for millimetres in (38, 42, 50):
        for way in ("colour", "grey", "black and white"):
            radius = _pixels(millimetres / 2)
            made = sheet(
                900,
                700,
                ["昌岭县民政局关于发放补贴的公示", "联系人李建国15912345678"],
            )
            line = made.write(200, 350, "云河市昌岭县民政局2026年", 36)
            stamp(made.image, 400, 370, radius, "昌岭县民政局")
            page = _worn(made.image, 60)
            if way != "colour":
                page = page.convert("L")
            if way == "black and white":
                page = page.point(lambda v: 255 * (v > 140))
            reading = reader.read(page, _DPI)
            place = Box(400 - radius, 370 - radius, 400 + radius, 370 + radius)
            seals = [mark.box for mark in reading.marks if mark.kind is MarkKind.SEAL]
            whole = sum(box.shared(place) > 0.9 * place.area for box in seals)
            read = any(line.text in one.text for one in reading.lines)
            # Where no colour tells them apart, star and ring hide letters for good.
            part = any("政局2026年" in one.text for one in reading.lines)
            asked = any(box.shared(Box(*line.box)) for box in reading.unread)
            ways = ((read, "read"), (asked, "asked about"), (part, "read beside star"))
            below = next((told for held, told in ways if held), "MISSED")
            print(
                f"seal {millimetres} mm {way:16} whole {whole}, "
                f"others {len(seals) - whole}, text below {below}"
            )
            good &= whole == len(seals) == 1 and below != "MISSED"
    return good


def _soil(image: Image.Image, kind: str, number: int) -> None:
    draw = ImageDraw.Draw(image)
    x, y = 200 + 131 * number % 600, 200 + 71 * number % 300
    if kind == "specks":
        for at in range(200):
            place = (at * 373 % 1190, at * 211 % 790)
            size = at % 4 + 1
            draw.ellipse((*place, place[0] + size, place[1] + size), fill=(40, 40, 40))
    elif kind == "staple":
        draw.line((x, y, x + 80, y + 30), fill=(60, 60, 60), width=4)
        draw.line((x + 4, y + 8, x + 84, y + 38), fill=(150, 150, 150), width=6)
    elif kind == "holes":
        draw.ellipse((x, y, x + 48, y + 48), fill=(50, 50, 50))
        draw.ellipse((x, y + 300, x + 48, y + 348), outline=(60, 60, 60), width=3)
    elif kind == "tick":
        draw.rectangle((x, y, x + 34, y + 34), outline="black", width=2)
        draw.line((x + 4, y + 14, x + 14, y + 30, x + 44, y - 14), "black", 4)
    elif kind == "frame":
        draw.rectangle((x, y, x + 400, y + 140), outline="black", width=3)
        draw.line((60, y + 200, 1100, y + 215), fill="black", width=4)
    elif kind == "logo":
        draw.regular_polygon((x, y, 60), 6, fill=(30, 60, 150))
        draw.ellipse(
            (x + 120, y - 60, x + 240, y + 60), outline=(30, 60, 150), width=16
        )
    elif kind == "crease":
        draw.line((0, y, 1200, y + 4), fill=(190, 190, 190), width=5)
    else:
        draw.ellipse((x, y, x + 190, y + 140), fill=(185, 172, 150))


def _ink() -> bool:
    told = 0
    for number in range(20):
        made = sheet(1200, 800)
        x, y, size = 150 + 40 * number, 100 + 30 * number, 40 + 3 * number
        signature(made.image, x % 800, y, size)
        box = Box(x % 800, y, x % 800 + 2.8 * size, y + size)
        marks = find_leftover(as_pixels(noisy(made.image, 6))[:, :, 2], [], _DPI)
        told += sum(mark.box.shared(box) for mark in marks) > 0.6 * box.area
    print(f"signatures without a label: told {told} of 20")
    false = {}
    for kind in _DIRT:
        alarms = 0
        for number in range(5):
            made = sheet(1200, 800)
            _soil(made.image, kind, number)
            page = noisy(
                made.image.rotate((0, 1.5, -2.5)[number % 3], fillcolor="white"), 8
            )
            alarms += bool(find_leftover(as_pixels(page)[:, :, 2], [], _DPI))
        false[kind] = alarms
    print("false, of 5 each:", ", ".join(f"{k} {v}" for k, v in false.items()))
    return told >= 19 and not any(false.values())


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; 1 if a code, card, seal or signature was not found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, default=20)
    parser.add_argument("--photos", type=Path, help="folder of portraits, 3 to 4")
    options = parser.parse_args(arguments)
    results = [_codes(), _ink(), _seals()]
    if options.cards:
        results.append(_cards(options.cards, options.photos))
    if options.photos is not None:
        _forms(options.photos, options.cards)
    return int(not all(results))


if __name__ == "__main__":
    sys.exit(main())
