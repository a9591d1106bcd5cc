"""Painting on pixels: a box of one colour, or a mask text where the value stood.

Pixels are overwritten, never laid over. The font is the one that MuPDF carries (Droid
Sans Fallback, Apache-2.0), so no system font is needed; that is why checking code must
not import this module.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from math import ceil, floor

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from redactor.ocr.model import Box

__all__ = ["cover", "paintable", "paper_colour", "write_mask"]

_BLACK = (0, 0, 0)
_SMALLEST = 5  # pixels: below that a mask is a grey smear, so only the paper is painted
_FILL = 0.86  # share of the box's height that the characters take
_DIRECT = ("1", "L", "RGB", "CMYK")


def paintable(image: Image.Image) -> Image.Image:
    """Return a copy in a mode that takes paint: 1, L, RGB or CMYK stay, others change.

    Palettes become RGB, and so does what has an alpha channel (on white): a box over
    pixels that only their transparency hides must not leave them in the file.
    """
    if image.mode in _DIRECT and "transparency" not in image.info:
        return image.copy()
    if image.mode.startswith(("I;16", "I", "F")):
        from redactor.ocr.pixels import as_pixels

        return Image.fromarray(as_pixels(image)[:, :, 0])
    layer = image.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    flat = Image.alpha_composite(white, layer).convert("RGB")
    return flat.convert("L") if image.mode in ("LA", "La") else flat


def cover(
    image: Image.Image,
    boxes: Iterable[Box],
    colour: tuple[int, int, int] = _BLACK,
) -> Image.Image:
    """Return a copy of the picture with boxes painted in one opaque colour.

    Args:
        image: Any mode; see `paintable` for the mode of the copy.
        boxes: In pixels of the picture; widened to whole pixels.
        colour: Red, green, blue, 0 to 255.
    """
    copy = paintable(image)
    draw = ImageDraw.Draw(copy)
    fill = _colour(copy.mode, colour)
    for box in boxes:
        x0, y0, x1, y1 = _whole(box, copy.size)
        if x1 > x0 and y1 > y0:
            draw.rectangle((x0, y0, x1 - 1, y1 - 1), fill=fill)
    return copy


def write_mask(
    image: Image.Image,
    box: Box,
    text: str,
    *,
    rotation: int = 0,
    slant: float = 0.0,
    vertical: bool = False,
) -> Image.Image:
    """Return a copy with a text in the box, over what is there.

    Args:
        image: Any mode; see `paintable`.
        box: In pixels of the picture.
        text: What to write; it is made as small as the box needs.
        rotation: `PictureReading.rotation` of the picture: the text stands as its
            neighbours do.
        slant: Degrees counterclockwise by which the line is then turned about the
            middle of the box.
        vertical: Written from top to bottom.
    """
    paper = paper_colour(image, box)
    copy = cover(image, ())
    x0, y0, x1, y1 = _whole(box, copy.size)
    width, height = x1 - x0, y1 - y0
    if not text or min(width, height) < _SMALLEST:
        return copy
    across, down = (height, width) if rotation in (90, 270) else (width, height)
    dark = sum(paper) / 3 >= 110
    ink = 255 if not dark else 0
    patch = _stacked(text, across, down) if vertical else _written(text, across, down)
    patch = patch.rotate(rotation, expand=True)
    if slant:
        patch = patch.rotate(slant, Image.Resampling.BICUBIC, expand=True)
        x0, y0 = x0 + (width - patch.width) // 2, y0 + (height - patch.height) // 2
    colour = Image.new(copy.mode, patch.size, _colour(copy.mode, (ink, ink, ink)))
    if copy.mode == "1":
        patch = patch.point(lambda value: 255 if value > 127 else 0)
    copy.paste(colour, (x0, y0), patch)
    return copy


def _written(text: str, width: int, height: int) -> Image.Image:
    """Return the text as a mask of this size (L, white where there is ink)."""
    size = max(_SMALLEST, floor(height * _FILL))
    font = _font(size)
    if (long := font.getlength(text)) > width - 2:
        size = max(_SMALLEST, floor(size * (width - 2) / long))
        font = _font(size)
    patch = Image.new("L", (width, height))
    draw = ImageDraw.Draw(patch)
    draw.text((width / 2, height / 2), text, fill=255, font=font, anchor="mm")
    return patch


def _stacked(text: str, width: int, height: int) -> Image.Image:
    patch = Image.new("L", (width, height))
    draw = ImageDraw.Draw(patch)
    step = height / len(text)
    font = _font(max(_SMALLEST, floor(min(width, step) * _FILL)))
    for at, char in enumerate(text):
        place = (width / 2, (at + 0.5) * step)
        draw.text(place, char, fill=255, font=font, anchor="mm")
    return patch


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO(_font_bytes()), size)


@cache
def _font_bytes() -> bytes:
    import pymupdf

    return bytes(pymupdf.Font("china-s").buffer)


def _whole(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    width, height = size
    return (
        max(0, floor(box.x0)),
        max(0, floor(box.y0)),
        min(width, ceil(box.x1)),
        min(height, ceil(box.y1)),
    )


def _colour(mode: str, colour: Sequence[int]) -> int | tuple[int, ...]:
    red, green, blue = colour
    bright = (299 * red + 587 * green + 114 * blue) // 1000
    if mode == "1":
        return 255 if bright > 127 else 0
    if mode == "L":
        return bright
    if mode == "CMYK":
        # Grey by black ink alone, as printed text is.
        return (0, 0, 0, 255 - bright)
    return (red, green, blue)


def paper_colour(image: Image.Image, box: Box) -> tuple[int, int, int]:
    """Return the commonest colour in and around a box: red, green, blue."""
    x0, y0, x1, y1 = _whole(box.grown(2, 2), image.size)
    part = image.crop((x0, y0, max(x1, x0 + 1), max(y1, y0 + 1))).convert("RGB")
    pixels = np.asarray(part).reshape(-1, 3).astype(np.int32)
    # 16 levels a channel: noise of a scan falls into one bin.
    keys = (pixels // 16) @ np.array([256, 16, 1])
    common = pixels[keys == np.bincount(keys).argmax()]
    red, green, blue = (int(value) for value in np.median(common, axis=0))
    return red, green, blue
