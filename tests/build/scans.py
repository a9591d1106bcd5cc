"""Pages that are one picture, and a reader that knows what stands on them."""

from io import BytesIO
from pathlib import Path

import pymupdf
from PIL import Image, ImageDraw

from redactor.ocr.model import Box, Mark, PictureReading, TextLine

__all__ = ["HEIGHT", "WIDTH", "KnowingReader", "scan_of"]

WIDTH, HEIGHT = 300, 200  # points


class KnowingReader:
    """Gives lines at places that are told in points of the page."""

    def __init__(self, *lines, marks=(), unread=(), rotation=0):
        self.lines, self.marks, self.unread = lines, marks, unread
        self.rotation = rotation
        self.sizes = []

    def read(self, image, dpi=None):
        self.sizes.append(image.size)
        scale = dpi / 72

        def box(x0, y0, x1, y1):
            return Box(x0 * scale, y0 * scale, x1 * scale, y1 * scale)

        found = []
        for text, x, y, size in self.lines:
            chars = tuple(
                box(x + i * size, y, x + (i + 1) * size, y + size)
                for i in range(len(text))
            )
            whole = box(x, y, x + len(text) * size, y + size)
            found.append(TextLine(text, 0.99, chars, whole))
        marks = tuple(Mark(kind, box(*place), text) for kind, place, text in self.marks)
        unread = tuple(box(*place) for place in self.unread)
        return PictureReading(*image.size, tuple(found), unread, marks, self.rotation)


def scan_of(path: Path, *, boxes=(), ground=235, rotate=0, layer="", crop=None) -> Path:
    """Write a page that is one picture; dark bars stand for its letters."""
    image = Image.new("L", (WIDTH * 2, HEIGHT * 2), ground)
    draw = ImageDraw.Draw(image)
    for x0, y0, x1, y1 in boxes:
        draw.rectangle((x0 * 2, y0 * 2, x1 * 2, y1 * 2), fill=20)
    data = BytesIO()
    image.save(data, "png")
    with pymupdf.open() as doc:
        page = doc.new_page(width=WIDTH, height=HEIGHT)
        page.insert_image(page.rect, stream=data.getvalue())
        if layer:
            page.insert_text((20, 36), layer, fontname="china-s", render_mode=3)
        if crop:
            page.set_cropbox(pymupdf.Rect(crop))
        page.set_rotation(rotate)
        doc.save(path)
    return path
