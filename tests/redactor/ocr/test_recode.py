"""A painted picture keeps its kind and about its size, and loses all metadata."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from redactor.errors import WriteError
from redactor.ocr.model import Box
from redactor.ocr.paint import cover, write_mask
from redactor.ocr.recode import GROWTH, ccitt_g4, encode_like
from tests.build.pictures import encoded, noisy, sheet

_BOX = Box(40, 40, 300, 80)


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def page(mode: str) -> Image.Image:
    return noisy(sheet(700, 300, ["赵文静的申请", "第二行文字"]).image, 9).convert(mode)


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("JPEG", "RGB", {"quality": 35}),
        ("JPEG", "RGB", {"quality": 90, "subsampling": 0}),
        ("JPEG", "L", {"quality": 70, "progressive": True}),
        ("JPEG", "CMYK", {"quality": 70}),
        ("PNG", "1", {}),
        ("PNG", "L", {}),
        ("PNG", "P", {}),
        ("PNG", "RGB", {}),
        ("TIFF", "1", {"compression": "group4"}),
        ("TIFF", "RGB", {"compression": "tiff_lzw"}),
        ("TIFF", "RGB", {"compression": "jpeg"}),
        ("BMP", "RGB", {}),
        ("WEBP", "RGB", {"quality": 80}),
        ("JPEG2000", "RGB", {"quality_mode": "rates", "quality_layers": [8]}),
    ],
)
def test_kind_and_size_stay(kind: str, mode: str, options: dict[str, object]) -> None:
    original = encoded(page(mode), kind, **options)
    copy = encode_like(original, cover(opened(original), [_BOX]))
    assert opened(copy).format == kind
    assert len(copy) <= GROWTH * len(original)
    painted = np.asarray(opened(copy).convert("L"))[45:75, 50:290]
    assert painted.max() <= 24


@pytest.mark.parametrize("kind", ["PNG", "BMP"])
def test_lossless_kinds_change_only_the_box(kind: str) -> None:
    original = encoded(page("RGB"), kind)
    before = np.asarray(opened(original))
    after = np.asarray(opened(encode_like(original, cover(opened(original), [_BOX]))))
    rest = np.ones(before.shape[:2], bool)
    rest[40:80, 40:300] = False
    assert (before[rest] == after[rest]).all()


def test_metadata_stays_behind() -> None:
    exif = Image.Exif()
    exif[0x010E] = "赵文静"
    original = encoded(
        page("RGB"), "JPEG", exif=exif, comment=b"secret", dpi=(200, 200)
    )
    copy = encode_like(original, opened(original))
    assert b"secret" not in copy
    assert "赵文静".encode() not in copy
    assert opened(copy).info["dpi"] == (200, 200)
    assert not opened(copy).getexif()


def test_group_4_reads_back() -> None:
    page_1 = page("1")
    data = ccitt_g4(page_1)
    # The same strip inside a fresh TIFF.
    tiff = encoded(page_1, "TIFF", compression="group4", tiffinfo={278: 300, 262: 0})
    assert data in tiff
    with pytest.raises(ValueError, match="1-bit"):
        ccitt_g4(page("L"))


def test_unknown_bytes_are_an_error() -> None:
    with pytest.raises(WriteError):
        encode_like(b"no picture", page("L"))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_mask_fits_its_box(rotation: int) -> None:
    """Ink of the mask lies inside the box, and the old ink is gone."""
    image = Image.new("RGB", (300, 300), (250, 248, 240))
    box = Box(60, 120, 240, 150) if rotation in (0, 180) else Box(120, 60, 150, 240)
    masked = write_mask(image, box, "420***********9X", rotation=rotation)
    dark = np.argwhere(np.asarray(masked.convert("L")) < 128)
    assert len(dark) > 100
    assert dark[:, 1].min() >= box.x0
    assert dark[:, 1].max() < box.x1
    assert len(dark) < 0.6 * box.area


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_boxes_cover_in_every_mode(mode: str) -> None:
    source = page("L")
    image = (
        source.convert("I").point(lambda v: v * 256)
        if mode == "I;16"
        else (source.convert(mode))
    )
    covered = cover(image, [_BOX])
    assert np.asarray(covered.convert("L"))[40:80, 40:300].max() == 0
    assert np.asarray(image.convert("L"))[40:80, 40:300].max() > 0
