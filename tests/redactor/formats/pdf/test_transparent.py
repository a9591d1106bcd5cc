"""Pixels under a transparent mask go, and nothing that is seen changes."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pytest
from PIL import Image, ImageDraw

from redactor.formats.pdf.transparent import blank_transparent


def page_with(path: Path, *, hidden: str, stencil: bool = False) -> Path:
    """Write a picture whose left half is transparent and its right half shown."""
    image = Image.new("RGBA", (200, 100), (250, 250, 250, 255))
    draw = ImageDraw.Draw(image)
    draw.rectangle((120, 20, 180, 80), fill=(200, 0, 0, 255))
    if hidden == "ink":
        draw.text((10, 40), "ID 110101", fill=(0, 0, 0, 255))
    elif hidden == "black":
        draw.rectangle((0, 0, 99, 99), fill=(0, 0, 0, 255))
    alpha = Image.new("L", image.size, 255)
    ImageDraw.Draw(alpha).rectangle((0, 0, 99, 99), fill=0)
    image.putalpha(alpha)
    data = BytesIO()
    image.save(data, "png")
    with pymupdf.open() as doc:
        page = doc.new_page(width=200, height=100)
        page.insert_image(page.rect, stream=data.getvalue())
        doc.save(path)
    if stencil:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            (base,) = (i for i in pictures(pdf) if "/SMask" in i)
            bits = np.packbits(np.asarray(alpha) == 0, axis=1).tobytes()
            mask = pdf.make_stream(bits)
            mask.Type, mask.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            mask.Width, mask.Height, mask.BitsPerComponent = 200, 100, 1
            mask.ImageMask = True
            base.Mask = mask
            del base["/SMask"]
            pdf.save(path)
    return path


def pictures(pdf):
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    ]


def base_of(pdf) -> np.ndarray:
    (base,) = (i for i in pictures(pdf) if "/SMask" in i or "/Mask" in i)
    return np.asarray(pikepdf.PdfImage(base).as_pil_image().convert("L"))


def shown(path: Path) -> bytes:
    with pymupdf.open(path) as doc:
        return doc[0].get_pixmap(dpi=144).samples


@pytest.mark.parametrize("stencil", [False, True])
def test_hidden_ink_goes_and_the_look_stays(tmp_path, stencil):
    path = page_with(tmp_path / "a.pdf", hidden="ink", stencil=stencil)
    before = shown(path)
    with pikepdf.open(path) as pdf:
        assert base_of(pdf)[:, :100].min() < 50
        assert blank_transparent(pdf) == 1
        pdf.save(tmp_path / "b.pdf")
    with pikepdf.open(tmp_path / "b.pdf") as pdf:
        base = base_of(pdf)
        assert base[:, :100].min() == 255
        assert base[50, 150] < 100
    assert shown(tmp_path / "b.pdf") == before


@pytest.mark.parametrize("hidden", ["", "black"])
def test_a_flat_ground_is_left_alone(tmp_path, hidden):
    """As drawing programs leave it under every logo."""
    path = page_with(tmp_path / "a.pdf", hidden=hidden)
    with pikepdf.open(path) as pdf:
        assert blank_transparent(pdf) == 0
