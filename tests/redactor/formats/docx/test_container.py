"""Files as they come in: encrypted, binary, damaged, hostile."""

import hashlib
import io
import struct
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest
from docx import Document

from redactor.errors import (
    CorruptError,
    EncryptedError,
    InputError,
    LimitError,
    RedactorError,
    UnsupportedError,
)
from redactor.formats.docx import legacy
from redactor.formats.docx.document import DocxFormat
from redactor.formats.docx.legacy import WORD_FILTER, convert, convert_doc, find_office
from redactor.formats.protocol import Limits
from redactor.messages import sentence
from tests.build.docx import Word, notice, paragraph
from tests.redactor.formats.docx.helpers import (
    SECRET,
    found_in,
    open_file,
    shown,
    treat,
)


def _encrypt(path: Path, password: str) -> Path:
    target = path.with_name("locked.docx")
    with path.open("rb") as stream, target.open("wb") as out:
        msoffcrypto.format.ooxml.OOXMLFile(stream).encrypt(password, out)
    return target


def _repack(path: Path, changes: dict[str, bytes | None]) -> Path:
    target = path.with_name("changed.docx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = changes.pop(info.filename, old.read(info))
            if data is not None:
                new.writestr(info.filename, data, zipfile.ZIP_DEFLATED)
        for name, extra in changes.items():
            new.writestr(name, extra or b"", zipfile.ZIP_DEFLATED)
    return target


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    word = Word(paragraph(f"证件{SECRET}，已核"))
    # msoffcrypto writes packages under 4 KiB wrongly, so make it larger.
    noise = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(200))
    word.part("word/noise.bin", noise, "application/octet-stream")
    return word.save(tmp_path / "a.docx")


def test_an_encrypted_file_opens_with_any_of_the_passwords(plain: Path) -> None:
    locked = _encrypt(plain, "正确的密码")
    treated = treat(locked, SECRET, passwords=("错", "正确的密码"))
    assert shown(treated.path) == "证件██████，已核"
    assert "encryption" in treated.kinds


def test_words_own_password_is_tried_first(plain: Path) -> None:
    locked = _encrypt(plain, "VelvetSweatshop")
    assert shown(treat(locked, SECRET).path) == "证件██████，已核"


@pytest.mark.parametrize(
    ("passwords", "reason"), [((), "missing"), (("错", "也错"), "wrong")]
)
def test_a_password_that_does_not_fit_is_told(
    plain: Path, passwords: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(EncryptedError) as caught:
        open_file(_encrypt(plain, "对"), passwords)
    assert caught.value.context == {"reason": reason}


@pytest.mark.skipif(find_office() is None, reason="needs LibreOffice")
def test_a_binary_document_is_converted(plain: Path, tmp_path: Path) -> None:
    import shutil
    import subprocess

    office = find_office()
    assert office is not None
    subprocess.run(
        [
            *(office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
            *("--headless", "--convert-to", "doc", "--outdir", str(tmp_path / "o")),
            str(plain),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    binary = tmp_path / "名册.docx"  # the name says nothing, the content does
    shutil.copy(tmp_path / "o" / "a.doc", binary)
    treated = treat(binary, SECRET)
    assert "证件██████，已核" in shown(treated.path)
    assert not found_in(treated.path, SECRET)
    assert "binary_format" in treated.kinds
    Document(str(treated.path))


@pytest.mark.skipif(find_office() is None, reason="needs LibreOffice")
def test_rich_text_under_the_name_of_doc_is_converted(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(rb"{\rtf1\ansi ID " + SECRET.encode() + rb" checked\par}")
    treated = treat(path, SECRET)
    assert "ID ██████ checked" in shown(treated.path)
    assert not found_in(treated.path, SECRET)


def test_a_missing_office_is_told(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "find_office", lambda: None)
    with pytest.raises(UnsupportedError) as caught:
        convert_doc(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert caught.value.context == {"reason": "needs_libreoffice"}
    assert "sudo apt install libreoffice-writer" in sentence(
        caught.value.code, "a.doc", **caught.value.context
    )


def test_a_slow_office_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(legacy, "find_office", lambda: str(program))
    with pytest.raises(LimitError):
        convert(b"x", ".doc", WORD_FILTER, seconds=0.2)


def test_the_name_says_nothing(plain: Path, tmp_path: Path) -> None:
    form = DocxFormat()
    renamed = plain.rename(tmp_path / "a.pdf")
    assert form.accepts(renamed, renamed.read_bytes()[:8192])
    text = tmp_path / "b.docx"
    text.write_text("只是文字")
    assert not form.accepts(text, text.read_bytes())
    other = tmp_path / "c.docx"
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("xl/workbook.xml", "<a/>")
        package.writestr("[Content_Types].xml", "<Types/>")
    assert not form.accepts(other, other.read_bytes()[:8192])


BOMB = b"<w:t>" + b"0" * (30 << 20) + b"</w:t>"
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c "&b;&b;">]><a>&c;</a>'
DEEP = b"<a>" * 5000 + b"</a>" * 5000


@pytest.mark.parametrize(
    ("part", "data", "limits", "error"),
    [
        ("word/document.xml", BOMB, Limits(), LimitError),
        ("word/document.xml", b"0" * 90_000, Limits(unpacked_bytes=50_000), LimitError),
        ("word/document.xml", LAUGHS, Limits(), CorruptError),
        ("word/styles.xml", LAUGHS, Limits(), CorruptError),
        ("word/document.xml", DEEP, Limits(), LimitError),
        ("word/document.xml", b"<a><b></a>", Limits(), CorruptError),
        ("word/document.xml", b"", Limits(), CorruptError),
        ("word/document.xml", None, Limits(), CorruptError),
        ("word/document.xml", b"<x/>", Limits(), UnsupportedError),
        ("word/document.xml", b'<?xml version="1.0" encoding="ebcdic"?><a/>', Limits(),
         CorruptError),
        ("word/document.xml", b"\xff\xfe\x00", Limits(), CorruptError),
        ("_rels/.rels", None, Limits(), CorruptError),
        ("_rels/.rels", b"<Relationships/>", Limits(), UnsupportedError),
    ],
)  # fmt: skip
def test_hostile_parts(
    plain: Path,
    part: str,
    data: bytes | None,
    limits: Limits,
    error: type[RedactorError],
) -> None:
    with pytest.raises(error):
        open_file(_repack(plain, {part: data}), limits=limits).close()


@pytest.mark.parametrize(
    "markup",
    ["<w:张三/>", "<w:p 李四='1'/>", f"<w:n{SECRET}/>"],
    ids=["element", "attribute", "digits"],
)
def test_text_in_names_is_refused(markup: str, tmp_path: Path) -> None:
    path = Word(paragraph("甲") + markup).save(tmp_path / "a.docx")
    with pytest.raises(UnsupportedError):
        open_file(path)


def test_an_external_entity_is_never_read(plain: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("内容")
    xml = (
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
        "<a>&x;</a>"
    ).encode("utf-16")
    with pytest.raises(CorruptError):
        open_file(_repack(plain, {"word/document.xml": xml}))


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.99])
def test_truncated_files(plain: Path, keep: float) -> None:
    data = plain.read_bytes()
    plain.write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(InputError):
        open_file(plain)


@pytest.mark.parametrize("step", [37, 101, 211])
def test_flipped_bytes_never_crash(tmp_path: Path, step: int) -> None:
    """A damaged file is refused or read; nothing but our own errors comes out."""
    path = notice(tmp_path / "a.docx")
    data = bytearray(path.read_bytes())
    for at in range(0, len(data), step):
        damaged = bytearray(data)
        damaged[at] ^= 0xFF
        path.write_bytes(bytes(damaged))
        try:
            with open_file(path) as document:
                list(document.units())
        except InputError:
            continue


def test_a_wrong_size_in_the_directory_is_no_way_round(plain: Path) -> None:
    """The sum of bytes counts what comes out, not what the directory says."""
    target = _repack(plain, {"word/document.xml": b"0" * 5_000_000})
    data = target.read_bytes()
    size = struct.pack("<I", 5_000_000)
    target.write_bytes(data.replace(size, struct.pack("<I", 10)))
    with pytest.raises(InputError):
        open_file(target, limits=Limits(unpacked_bytes=100_000))


def test_an_empty_package_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w"):
        pass
    with pytest.raises(CorruptError):
        open_file(path)


def test_broken_office_containers_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(InputError):
        open_file(path)


def test_the_source_is_untouched(plain: Path) -> None:
    before = plain.read_bytes()
    treat(plain)
    assert plain.read_bytes() == before
    assert io.BytesIO(before).getbuffer().nbytes == len(before)
