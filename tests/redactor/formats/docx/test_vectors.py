"""Vector pictures become pixels before they are read; what cannot be drawn stops it."""

import io
import struct
from pathlib import Path

import pytest
from PIL import Image

from redactor.errors import LimitError, UnsupportedError
from redactor.formats.docx import vectors
from redactor.formats.docx.legacy import find_office
from redactor.formats.docx.vectors import draw_vectors
from redactor.model import Hazard, Removal
from tests.build.docx import Word, paragraph, run
from tests.redactor.formats.docx.helpers import SECRET, found_in
from tests.redactor.formats.docx.test_seen import (
    LINES,
    READING,
    Reader,
    drawing,
    images,
    ink,
    opened,
    picture,
    treated,
)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<II", kind, 8 + len(body)) + body


def emf(width: int, height: int) -> bytes:
    """Return a picture of one black box, sizes in 0.01 mm ([MS-EMF] 2.3)."""
    box = struct.pack("<4i", 0, 0, width // 2, height)
    records = [
        _record(17, struct.pack("<I", 8)),
        _record(9, struct.pack("<2i", width, height)),
        _record(11, struct.pack("<2i", width, height)),
        _record(37, struct.pack("<I", 0x80000004)),
        _record(43, box),
        _record(14, struct.pack("<3I", 0, 16, 20)),
    ]
    data = b"".join(records)
    frame = struct.pack("<8i", 0, 0, width, height, 0, 0, width, height)
    counts = struct.pack("<3I2H3I", 0x10000, 108 + len(data), 7, 1, 0, 0, 0, 0)
    sizes = struct.pack("<7i", width, height, width // 100, height // 100, 0, 0, 0)
    head = _record(1, (frame + b" EMF" + counts + sizes).ljust(100, b"\0"))
    return head + data


def document(data: bytes = emf(6000, 2000)) -> Word:
    word = Word()
    key = word.part("word/media/a.emf", data, "image/x-emf", "image")
    word.body = paragraph(run("流程图"), drawing(key))
    return word


def test_a_vector_picture_is_read_and_treated_as_pixels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "draw_vectors", lambda data: [picture()] * len(data))
    reader = Reader(READING)
    path = document().save(tmp_path / "a.docx")
    copy, units, hazards = treated(path, reader)
    assert f"证件{SECRET}，已核" in [unit.text for unit in units]
    assert hazards == (Hazard("picture_read", 1, "word/media/image1.png", None, False),)
    (image,) = images(copy).values()
    assert image.format == "PNG"
    # A black box covers the number whole; before, half of each sign was white.
    assert all(ink(image, box) > 0.99 for box in LINES[1].chars[2:20])
    assert found_in(copy, SECRET) == []
    with opened(path, reader) as found:
        assert Removal("vector_picture") in found.removals()


@pytest.mark.parametrize("error", [None, LimitError(reason="conversion_time")])
def test_what_cannot_be_drawn_is_a_hazard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception | None
) -> None:
    def draw(data: list[bytes]) -> list[bytes | None]:
        if error is not None:
            raise error
        return [None] * len(data)

    monkeypatch.setattr(vectors, "draw_vectors", draw)
    with opened(document().save(tmp_path / "a.docx"), Reader()) as found:
        assert found.hazards() == (
            Hazard("vector_picture", 1, "word/media/image1.png"),
        )


def test_nothing_is_drawn_without_a_vector_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(data: list[bytes]) -> list[bytes | None]:
        raise AssertionError

    monkeypatch.setattr(vectors, "draw_vectors", draw)
    with opened(document(picture()).save(tmp_path / "a.docx"), Reader()) as found:
        assert [h.kind for h in found.hazards()] == ["picture_read"]


def test_without_libreoffice_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(*args: object) -> bytes:
        raise UnsupportedError(reason="needs_libreoffice")

    monkeypatch.setattr(vectors, "convert", convert)
    assert draw_vectors([emf(10, 10), b"no picture"]) == [None, None]


def svg(view: str) -> bytes:
    """Return a picture of one black box."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {view}">'
        '<rect width="30" height="30"/></svg>'
    ).encode()


def wmf(width: int, height: int) -> bytes:
    """Return a picture of one frame ([MS-WMF] 2.3)."""
    records = [
        struct.pack("<IHHH", 5, 0x20B, 0, 0),
        struct.pack("<IHHH", 5, 0x20C, height, width),
        struct.pack("<IHHHHH", 7, 0x41B, height - 10, width - 10, 10, 10),
        struct.pack("<IH", 3, 0),
    ]
    data = b"".join(records)
    head = struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(data) // 2, 0, 7, 0)
    frame = struct.pack("<IHhhhhHI", 0x9AC6CDD7, 0, 0, 0, width, height, 96, 0)
    words = struct.unpack("<10H", frame)
    check = 0
    for word in words:
        check ^= word
    return frame + struct.pack("<H", check) + head + data


@pytest.mark.skipif(find_office() is None, reason="needs LibreOffice")
def test_pictures_keep_their_proportions() -> None:
    """So that letters stay legible; odd sizes give a square."""
    sources = [emf(6000, 2000), svg("50 100"), svg("1.2.3 x"), wmf(100, 400)]
    drawn = draw_vectors(sources)
    sizes = [Image.open(io.BytesIO(data)).size for data in drawn if data is not None]
    assert sizes == [(1600, 533), (800, 1600), (1600, 1600), (400, 1600)]
    first = Image.open(io.BytesIO(drawn[0] or b"")).convert("L")
    assert first.getpixel((400, 266)) == 0
    assert first.getpixel((1200, 266)) == 255
