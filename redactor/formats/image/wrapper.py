"""The frames of an image file as the pages of a PDF in memory.

So a picture is read, sorted into paragraphs and tables and searched exactly as a
scanned PDF is. The wrapper never reaches the disk.
"""

import hashlib
from io import BytesIO
from pathlib import Path

from PIL import Image

from redactor.formats.image.frames import Frames
from redactor.formats.pdf.opening import Source, open_mupdf
from redactor.ocr.paint import paintable
from redactor.ocr.pixels import points_a_pixel

__all__ = ["wrapped"]


def wrapped(path: Path, frames: Frames) -> tuple[Source, tuple[float, ...]]:
    """Return the PDF source for an image file, and points a pixel for each page.

    Raises:
        InputError: A frame cannot be decoded.
    """
    import pymupdf

    scales: list[float] = []
    document = pymupdf.open()
    try:
        for index in range(frames.count):
            frame = frames[index]
            scale = points_a_pixel(frame)
            width, height = frame.width * scale, frame.height * scale
            page = document.new_page(width=width, height=height)
            page.insert_image(page.rect, stream=_lossless(frame), keep_proportion=False)
            scales.append(scale)
        data = bytes(document.tobytes())
    finally:
        document.close()
    doc = open_mupdf(data)
    pictured = frozenset(range(frames.count))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    source = Source(path, digest, doc, doc, data, pictured=pictured)
    return source, tuple(scales)


def _lossless(frame: Image.Image) -> bytes:
    plain = paintable(frame)
    plain.info.clear()
    if plain.mode == "CMYK":
        plain = plain.convert("RGB")
    out = BytesIO()
    plain.save(out, "PNG", compress_level=1)
    return out.getvalue()
