"""Pixels under a transparent mask go, and nothing that is seen changes."""

from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pytest
from PIL import Image, ImageDraw

from redactor.formats.pdf.transparent import blank_transparent


def page_with(path: Path, *, hidden: str, stencil: bool = False) -> Path:
    """Write a picture whose left half is transparent and its right half shown."""
    image = Image.new("RGB", (200, 100), (250, 250, 250))
    draw = ImageDraw.Draw(image)
    draw.rectangle((120, 20, 180, 80), fill=(200, 0, 0))
    if hidden == "ink":
        draw.text((10, 40), "ID 110101", fill=(0, 0, 0))
    elif hidden == "black":
        draw.rectangle((0, 0, 99, 99), fill=(0, 0, 0))
    alpha = np.full((100, 200), 255, np.uint8)
    alpha[:, :100] = 0
    with pikepdf.new() as pdf:
        base = picture_of(pdf, image.tobytes(), 8, pikepdf.Name.DeviceRGB)
        if stencil:
            base.Mask = picture_of(pdf, np.packbits(alpha == 0, axis=1).tobytes(), 1)
            base.Mask.ImageMask = True
        else:
            base.SMask = picture_of(pdf, alpha.tobytes(), 8, pikepdf.Name.DeviceGray)
        page = pdf.add_blank_page(page_size=(200, 100))
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=base))
        page.obj.Contents = pdf.make_stream(b"q 200 0 0 100 0 0 cm /P Do Q")
        pdf.save(path)
    return path


def picture_of(pdf, data: bytes, bits: int, space=None):
    picture = pdf.make_stream(
        data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=200,
        Height=100,
        BitsPerComponent=bits,
    )
    if space is not None:
        picture.ColorSpace = space
    return picture


def pictures(pdf):
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    ]


def base_of(pdf) -> np.ndarray:
    (base,) = (i for i in pictures(pdf) if "/SMask" in i or "/Mask" in i)
    return np.frombuffer(base.read_bytes(), np.uint8).reshape(100, 200, 3)[..., 1]


def shown(path: Path) -> np.ndarray:
    with pymupdf.open(path) as doc:
        return np.frombuffer(doc[0].get_pixmap(dpi=144).samples, np.uint8).astype(int)


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
    # a viewer blends a pixel at the border with its hidden neighbour
    assert np.abs(shown(tmp_path / "b.pdf") - before).max() <= 3


@pytest.mark.parametrize("hidden", ["", "black"])
def test_a_flat_ground_is_left_alone(tmp_path, hidden):
    """As drawing programs leave it under every logo."""
    path = page_with(tmp_path / "a.pdf", hidden=hidden)
    with pikepdf.open(path) as pdf:
        assert blank_transparent(pdf) == 0
