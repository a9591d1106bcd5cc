"""The first look finds numbers where they stand on the first pages, and only there."""

from pathlib import Path

import pymupdf
import pytest

from redactor.errors import EncryptedError
from redactor.model import Passwords
from redactor.peek import peek
from redactor.settings import DetectionSettings
from tests.build.scans import KnowingReader, scan_of

SETTINGS = DetectionSettings(names=False)


def write(path: Path, password: str = "") -> Path:
    document = pymupdf.open()
    for number in range(4):
        page = document.new_page(width=400, height=300)
        text = f"联系电话：1380013800{number}"
        page.insert_text((50, 100), text, fontname="china-s", fontsize=12)
    kind = pymupdf.PDF_ENCRYPT_AES_256 if password else pymupdf.PDF_ENCRYPT_NONE
    document.save(path, encryption=kind, user_pw=password, owner_pw=password)
    document.close()
    return path


def test_boxes_lie_on_the_numbers(tmp_path):
    look = peek(write(tmp_path / "a.pdf"), Passwords(), SETTINGS, 2)
    found = [(f.entity, [r.page_index for r in regions]) for f, regions in look.hits]
    assert found == [("CN_MOBILE", [0]), ("CN_MOBILE", [1])]
    (box,) = look.hits[0][1]
    assert 50 + 4 * 12 < box.x0 < 50 + 6 * 12
    assert box.y0 < 100 < box.y1


def test_later_pages_can_be_looked_at(tmp_path):
    path = write(tmp_path / "a.pdf")
    look = peek(path, Passwords(), SETTINGS, 9, first=2)
    assert [r.page_index for _, (r,) in look.hits] == [2, 3]
    assert peek(path, Passwords(), SETTINGS, 9, first=4).hits == ()


@pytest.mark.parametrize("unit", [1, 2])
def test_boxes_lie_on_the_page_as_it_is_displayed(tmp_path, unit):
    """A page turned by a quarter shows its line from top to bottom."""
    path = tmp_path / "a.pdf"
    with pymupdf.open(write(tmp_path / "b.pdf")) as document:
        document[0].set_rotation(90)
        document.xref_set_key(document[0].xref, "UserUnit", str(unit))
        document.save(path)
    ((_, (box,)),) = peek(path, Passwords(), SETTINGS, 1).hits
    assert box.y1 - box.y0 > 4 * (box.x1 - box.x0)
    assert 180 * unit < box.x0 < box.x1 < 220 * unit


def test_no_text_in_its_repr(tmp_path):
    look = peek(write(tmp_path / "a.pdf"), Passwords(), SETTINGS, 1)
    assert "138" not in repr(look)


def test_a_locked_file_needs_its_password(tmp_path):
    path = write(tmp_path / "a.pdf", "secret")
    with pytest.raises(EncryptedError):
        peek(path, Passwords(), SETTINGS, 1)
    assert len(peek(path, Passwords(("x", "secret")), SETTINGS, 1).hits) == 1


def test_the_first_page_of_a_scan_is_read(tmp_path, monkeypatch):
    """Only when it is asked for, and with boxes on the displayed page."""
    reader = KnowingReader(("联系电话13800138000", 20, 20, 15))
    monkeypatch.setattr("redactor.readings.picture_reader", lambda _settings: reader)
    path = scan_of(tmp_path / "a.pdf", boxes=[(20, 20, 200, 35)])
    assert peek(path, Passwords(), SETTINGS, 3).hits == ()
    ((finding, (box,)),) = peek(path, Passwords(), SETTINGS, 3, ocr=True).hits
    assert (finding.entity, box.page_index) == ("CN_MOBILE", 0)
    assert box.x0 == pytest.approx(80, abs=0.5)
    assert len(reader.sizes) == 1
