"""Pictures of pages made by code: text at known places, and what scanners do to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

import numpy as np
import pymupdf
from PIL import Image, ImageDraw, ImageFilter, ImageFont

__all__ = [
    "Sheet",
    "Written",
    "encoded",
    "fingerprint",
    "font",
    "id_card",
    "noisy",
    "qr_code",
    "sheet",
    "signature",
    "skewed",
    "stamp",
]


@dataclass(frozen=True)
class Written:
    """A stretch of text on a sheet and the box of its ink in pixels."""

    text: str
    box: tuple[int, int, int, int]


@dataclass
class Sheet:
    """A page under construction: black on white, RGB."""

    image: Image.Image
    written: list[Written] = field(default_factory=list)

    def write(
        self,
        x: int,
        y: int,
        text: str,
        size: int = 32,
        face: ImageFont.FreeTypeFont | None = None,
        fill: str | tuple[int, int, int] = "black",
    ) -> Written:
        """Write a line with its top left at x, y; remember where its ink is."""
        used = face or font(size)
        ImageDraw.Draw(self.image).text((x, y), text, font=used, fill=fill)
        left, top, right, bottom = used.getbbox(text)
        box = (x + int(left), y + int(top), x + int(right) + 1, y + int(bottom) + 1)
        written = Written(text, box)
        self.written.append(written)
        return written

    def lines(self, x: int, y: int, texts: Iterable[str], size: int = 32) -> None:
        """Write lines below each other."""
        for number, text in enumerate(texts):
            self.write(x, y + number * round(size * 1.7), text, size)

    def box_of(self, text: str, within: str, size: int = 32) -> tuple[int, ...]:
        """Return the ink box of a value that stands within one written line."""
        line = next(w for w in self.written if within in w.text)
        before = line.text[: line.text.index(text)]
        used = font(size)
        start = line.box[0] + round(used.getlength(before))
        end = line.box[0] + round(used.getlength(before + text))
        return (start, line.box[1], end, line.box[3])


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the font that MuPDF carries: Chinese, no system font needed."""
    return ImageFont.truetype(BytesIO(pymupdf.Font("china-s").buffer), size)


def sheet(width: int = 800, height: int = 400, texts: Sequence[str] = ()) -> Sheet:
    """Return a white sheet with lines of text from the top left."""
    made = Sheet(Image.new("RGB", (width, height), "white"))
    made.lines(40, 40, texts)
    return made


def skewed(image: Image.Image, degrees: float) -> Image.Image:
    """Turn by a few degrees against the clock, as a sheet lies askew on the glass."""
    return image.rotate(
        degrees, resample=Image.Resampling.BICUBIC, fillcolor="white", expand=False
    )


def noisy(image: Image.Image, sigma: float, seed: int = 1) -> Image.Image:
    """Add grain and a little blur."""
    grain = np.random.default_rng(seed).normal(0, sigma, (*image.size[::-1], 1))
    pixels = np.asarray(image.filter(ImageFilter.GaussianBlur(0.6)), np.float32)
    return Image.fromarray(np.clip(pixels + grain, 0, 255).astype(np.uint8))


def stamp(image: Image.Image, x: int, y: int, radius: int, text: str) -> None:
    """Press a red seal around x, y: ring, star and text; the ink below shows."""
    layer = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(layer)
    red = (214, 40, 40)
    box = (x - radius, y - radius, x + radius, y + radius)
    draw.ellipse(box, outline=red, width=max(3, radius // 14))
    draw.regular_polygon((x, y, radius // 3), 5, fill=red)
    used = font(max(8, radius // 4))
    draw.text((x, y + radius * 0.62), text, font=used, fill=red, anchor="mm")
    mixed = np.minimum(np.asarray(image), np.asarray(layer))
    image.paste(Image.fromarray(mixed))


def fingerprint(image: Image.Image, x: int, y: int, radius: int) -> None:
    """Press a red fingerprint at x, y: an oval of ridges."""
    draw = ImageDraw.Draw(image)
    for ring in range(radius, 2, -5):
        box = (x - ring * 0.75, y - ring, x + ring * 0.75, y + ring)
        draw.ellipse(box, outline=(205, 45, 45), width=3)


def signature(image: Image.Image, x: int, y: int, size: int) -> None:
    """Scrawl a few strokes that are no character, about ``size`` pixels tall."""
    draw = ImageDraw.Draw(image)
    steps = np.linspace(0, 1, 60)
    for part in range(3):
        xs = x + part * size * 0.9 + size * (steps + 0.25 * np.sin(9 * steps + part))
        ys = y + size * (0.5 + 0.45 * np.sin(11 * steps + 2 * part) * (1 - steps / 2))
        draw.line(list(zip(xs, ys, strict=True)), fill=(25, 25, 60), width=4)


def qr_code(text: str, side: int) -> Image.Image:
    """Return a QR code of about ``side`` pixels with its quiet zone."""
    import zxingcpp

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    small = Image.fromarray(np.asarray(code.to_image(scale=1)))
    return small.resize((side, side), Image.Resampling.NEAREST).convert("RGB")


def id_card(
    width: int, name: str, number: str, address: str, born: str = ""
) -> Image.Image:
    """Return the front of an ID card as GA 461 lays it out, with a drawn portrait."""
    height = round(width * 54 / 85.6)
    card = Sheet(Image.new("RGB", (width, height), (226, 236, 240)))
    draw = ImageDraw.Draw(card.image)
    x, y, w = round(width * 0.66), round(height * 0.12), round(width * 0.27)
    draw.rectangle((x, y, x + w, y + round(w * 1.25)), fill=(200, 205, 215))
    head = (x + w * 0.28, y + w * 0.2, x + w * 0.72, y + w * 0.8)
    draw.ellipse(head, fill=(224, 185, 160))
    shoulders = (x + w * 0.1, y + w * 0.85, x + w * 0.9, y + w * 1.6)
    draw.ellipse(shoulders, fill=(60, 60, 90))
    draw.rectangle((x, y + round(w * 1.25), x + w, height), fill=(226, 236, 240))
    size = width // 24
    day = born or number[6:14]
    told = f"{day[:4]}年{int(day[4:6])}月{int(day[6:])}日"
    left = round(width * 0.06)
    rows = (f"姓名  {name}", "性别  女   民族  汉", f"出生  {told}", f"住址  {address}")
    for row, text in enumerate(rows):
        card.write(left, round(height * (0.10 + 0.14 * row)), text, size)
    numbered = f"公民身份号码  {number}"
    card.write(left, round(height * 0.82), numbered, round(size * 1.25))
    return card.image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return the bytes of a picture file."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
