"""Pictures of pages made by code: text at known places, and what scanners do to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

import numpy as np
import pymupdf
from PIL import Image, ImageDraw, ImageFilter, ImageFont

__all__ = ["Sheet", "Written", "encoded", "font", "noisy", "sheet", "skewed", "stamp"]


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


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return the bytes of a picture file."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
