"""Pictures that were blanked are coded again in their own kind and size."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, JpegImagePlugin

from redactor.formats.pdf.images import recode_images, successors
from tests.build.pictures import encoded, noisy, sheet

_SPACES = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}


def _picture(colours: int | None) -> Image.Image:
    plain = sheet(400, 300, ["关于公示名单的通知", "2026年3月1日"]).image
    if colours is not None:
        return plain.quantize(colours, dither=Image.Dither.NONE).convert("RGB")
    return noisy(plain, 6)


def _add(pdf: Any, data: bytes, mode: str, **more: Any) -> Any:
    stream = pdf.make_stream(data)
    keys = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 400, "Height": 300}
    keys |= {"ColorSpace": _SPACES[mode], "BitsPerComponent": 8} | more
    for key, value in keys.items():
        stream[f"/{key}"] = value
    return stream


@pytest.fixture
def pdf() -> Iterator[Any]:
    with pikepdf.new() as made:
        yield made


def _recoded(
    pdf: Any, picture: Image.Image, original: bytes, name: Any
) -> tuple[Any, Any, Any]:
    """Return the picture's object, and the page drawn before and after."""
    old = _add(pdf, original, picture.mode, Filter=name)
    new = _add(pdf, picture.tobytes(), picture.mode)
    pdf.add_blank_page(page_size=(400, 300))
    page = pdf.pages[0]
    page.obj.Resources = Dictionary(XObject=Dictionary(A=new))
    page.obj.Contents = pdf.make_stream(b"q 400 0 0 300 0 0 cm /A Do Q")
    before = _drawn(pdf)
    number = new.objgen[0]
    assert recode_images(pdf, number, {number: old.objgen[0]}) == 1
    return new, before, _drawn(pdf)


def _drawn(pdf: Any) -> Any:
    out = BytesIO()
    pdf.save(out)
    document = pypdfium2.PdfDocument(out.getvalue())
    try:
        return np.asarray(document[0].render(scale=1).to_pil().convert("RGB"), np.int16)
    finally:
        document.close()


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("quality", [35, 90])
def test_jpeg_stays_as_good_and_as_large(pdf: Any, mode: str, quality: int) -> None:
    picture = _picture(None).convert(mode)
    original = encoded(picture, "JPEG", quality=quality)
    with Image.open(BytesIO(original)) as source:
        seen = source.convert(mode)
        if mode == "CMYK":
            seen = picture
    new, before, after = _recoded(pdf, seen, original, Name.DCTDecode)
    assert new.Filter == Name.DCTDecode
    data = new.read_raw_bytes()
    # CMYK goes without the tables of the original: four planes, another convention
    assert mode == "CMYK" or len(data) <= 1.5 * len(original)
    assert np.abs(before - after).mean() < (4 if mode == "CMYK" else 3)
    if mode != "CMYK":
        with Image.open(BytesIO(data)) as one, Image.open(BytesIO(original)) as two:
            assert isinstance(one, JpegImagePlugin.JpegImageFile)
            assert one.quantization[0] == two.quantization[0]


@pytest.mark.parametrize(("colours", "bits"), [(2, 1), (4, 2), (16, 4), (200, 8)])
def test_few_colours_lose_nothing(pdf: Any, colours: int, bits: int) -> None:
    picture = _picture(colours)
    new, before, after = _recoded(pdf, picture, picture.tobytes(), Name.FlateDecode)
    assert new.BitsPerComponent <= bits
    assert (before == after).all()


def test_what_had_no_loss_has_none_after(pdf: Any) -> None:
    picture = _picture(None)
    new, before, after = _recoded(pdf, picture, picture.tobytes(), Name.FlateDecode)
    assert new.Filter == Name.FlateDecode
    assert (before == after).all()


def test_jpeg_2000_stays_so(pdf: Any) -> None:
    picture = _picture(None)
    how = {"quality_mode": "rates", "quality_layers": [12]}
    original = encoded(picture, "JPEG2000", **how)
    new, before, after = _recoded(pdf, picture, original, Name.JPXDecode)
    assert new.Filter == Name.JPXDecode
    assert len(new.read_raw_bytes()) <= 1.5 * len(original)
    assert np.abs(before - after).mean() < 8


def test_pictures_are_matched_only_where_all_of_a_page_go_together() -> None:
    old, new = [(5, 40, 30), (6, 9, 9)], [(17, 40, 30), (6, 9, 9)]
    assert successors(old, new) == {17: 5}
    assert successors(old, new[:1]) == {}
    assert successors(old, [(17, 41, 30), (6, 9, 9)]) == {}


def test_a_soft_mask_stays_and_does_not_hinder(pdf: Any) -> None:
    picture = _picture(None)
    original = encoded(picture, "JPEG", quality=60)
    mask = _add(pdf, bytes([255]) * 60_000 + bytes(60_000), "L")
    old = _add(pdf, original, "RGB", Filter=Name.DCTDecode, SMask=mask)
    new = _add(pdf, picture.tobytes(), "RGB", SMask=mask)
    number = new.objgen[0]
    assert recode_images(pdf, number, {number: old.objgen[0]}) == 1
    assert new.Filter == Name.DCTDecode
    assert new.SMask.objgen == mask.objgen
    assert len(new.read_raw_bytes()) <= 1.5 * len(original)
