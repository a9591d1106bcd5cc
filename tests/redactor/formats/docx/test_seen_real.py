"""The real reader on a picture in a Word file, from the pixels to clean pixels."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from redactor.model import Place, Treatment
from redactor.ocr.reader import ReaderOptions, get_reader, is_available
from tests.build.docx import Word, paragraph, run
from tests.redactor.formats.docx.helpers import SECRET
from tests.redactor.formats.docx.test_seen import drawing, images, treated

pytestmark = [
    pytest.mark.skipif(not is_available(), reason="needs the extra ocr"),
]
_WORDS = "证件号码", SECRET, "已核"


def _picture() -> bytes:
    import pymupdf

    font = ImageFont.truetype(io.BytesIO(pymupdf.Font("china-s").buffer), 32)
    image = Image.new("RGB", (900, 160), "white")
    draw = ImageDraw.Draw(image)
    draw.text((30, 20), f"{_WORDS[0]}{_WORDS[1]}，{_WORDS[2]}", "black", font)
    draw.text((30, 90), "每月发放补助六百五十元", "black", font)
    output = io.BytesIO()
    image.save(output, "JPEG", quality=90)
    return output.getvalue()


def test_a_number_in_a_photograph_is_read_and_painted_over(tmp_path: Path) -> None:
    word = Word()
    key = word.part("word/media/a.jpg", _picture(), "image/jpeg", "image")
    word.body = paragraph(run("见图"), drawing(key))
    reader = get_reader(ReaderOptions(marks=False))
    copy, units, hazards = treated(
        word.save(tmp_path / "a.docx"), reader, Treatment.COVER
    )
    seen = [unit.text for unit in units if unit.place is Place.PICTURE]
    assert any(SECRET in text for text in seen)
    assert [h.kind for h in hazards] == ["picture_read"]
    (image,) = images(copy).values()
    assert image.format == "JPEG"
    again = "".join(line.text for line in reader.read(image).lines)
    assert SECRET[6:14] not in again
    assert all(word in again for word in (_WORDS[0], _WORDS[2], "六百五十元"))
