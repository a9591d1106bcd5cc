"""Formats are found by content, never by name."""

import pytest

from redactor.errors import (
    EmptyFileError,
    FileAccessError,
    LimitError,
    UnsupportedError,
)
from redactor.formats.protocol import Limits
from redactor.formats.registry import find_format, open_document, supported_suffixes
from redactor.formats.sniff import is_ole, is_pdf, is_zip, read_head
from tests.build import pdf as build


def test_pdf_is_known_under_any_suffix(tmp_path):
    path = tmp_path / "名册.docx"
    path.write_bytes(build.prose(["正文一行"]))
    with open_document(path) as document:
        assert document.format_name == "pdf"
        assert next(unit.text for unit in document.units()) == "正文一行"


def test_pdf_header_may_stand_behind_junk(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"junk\r\n" * 20 + build.prose(["正文一行"]))
    assert find_format(path, Limits()).name == "pdf"


def test_empty_file_is_named(tmp_path):
    path = tmp_path / "a.pdf"
    path.touch()
    with pytest.raises(EmptyFileError):
        open_document(path)


@pytest.mark.parametrize(
    ("name", "reason"), [("none.pdf", "missing"), ("", "folder")], ids=["file", "dir"]
)
def test_what_cannot_be_read_is_named(tmp_path, name, reason):
    with pytest.raises(FileAccessError) as caught:
        open_document(tmp_path / name)
    assert caught.value.context == {"reason": reason}


def test_foreign_content_is_refused_whatever_its_name(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"GIF89a" + bytes(100))
    with pytest.raises(UnsupportedError):
        open_document(path)


def test_size_limit_holds(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(build.prose(["正文"]))
    with pytest.raises(LimitError) as caught:
        open_document(path, limits=Limits(file_bytes=100))
    assert caught.value.context["limit"] == "file_bytes"


def test_suffixes_name_both_formats():
    assert {".pdf", ".docx"} <= set(supported_suffixes())


@pytest.mark.parametrize(
    ("head", "pdf", "package", "ole"),
    [
        (b"%PDF-1.7\n", True, False, False),
        (b"\x00" * 1020 + b"%PDF-1.7", False, False, False),
        (b"PK\x03\x04rest", False, True, False),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", False, False, True),
        (b"plain text", False, False, False),
    ],
    ids=["pdf", "too-late", "zip", "ole", "text"],
)
def test_magic(head, pdf, package, ole):
    assert (is_pdf(head), is_zip(head), is_ole(head)) == (pdf, package, ole)


def test_head_is_cut(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(bytes(20_000))
    assert len(read_head(path, 1 << 20)) == 8192
