"""Reading the source of a Word copy: a package, an encrypted one, or a binary file.

Binary files ([MS-DOC] 2.4.1, retrieving text) give their main text only; what their
headers and notes hold is not compared.
"""

import io
import re
from collections import Counter
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from redactor.model import Passwords
from redactor.verification.docx.formats import Formats
from redactor.verification.docx.markup import markup_of
from redactor.verification.docx.package import Package, open_package
from redactor.verification.docx.rich_text import rich_text
from redactor.verification.docx.story import Story, stories

__all__ = ["Source"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The password of a package that is encrypted without one ([MS-OFFCRYPTO] 4.10).
_DEFAULT = "VelvetSweatshop"
_PAGES = (".htm", ".html")
_WORD97 = 0xC1
_FIELD_CODE = re.compile("\x13[^\x13\x15]*?(?:\x14|(?=\x15))")
_MARKS = str.maketrans({"\r": "\n", "\x07": "\n", "\x0b": "\n", "\x0c": "\n"})
_UNSHOWN = re.compile("[\x00-\x08\x0e-\x1f]")


def source_package(path: Path, passwords: Passwords) -> Package | None:
    """Return the package of a source; None for a binary file.

    Raises:
        zipfile.BadZipFile: It is neither.
        ValueError: No password fits.
    """
    with path.open("rb") as file:
        if file.read(8) != _OLE:
            return open_package(path)
    import msoffcrypto
    import olefile

    with olefile.OleFileIO(str(path)) as ole:
        if not ole.exists("EncryptedPackage"):
            return None
    for password in (_DEFAULT, *passwords.values):
        plain = io.BytesIO()
        with path.open("rb") as file:
            office = msoffcrypto.OfficeFile(file)
            try:
                office.load_key(password=password, verify_password=True)
                office.decrypt(plain)
            except (
                msoffcrypto.exceptions.InvalidKeyError,
                msoffcrypto.exceptions.DecryptionError,
            ):
                continue
        return open_package(plain.getvalue())
    raise ValueError("no password fits")


class Source:
    """The source of a copy, read once for all channels that look into it."""

    def __init__(self, path: Path, passwords: Passwords, formats: Formats) -> None:
        self._path = path
        self._passwords = passwords
        self._formats = formats

    @cached_property
    def is_rich_text(self) -> bool:
        """Whether it is Rich Text."""
        with self._path.open("rb") as file:
            return file.read(5) == b"{\\rtf"

    @cached_property
    def package(self) -> Package | None:
        """Its package; None for a binary file and for Rich Text."""
        if self.is_rich_text:
            return None
        return source_package(self._path, self._passwords)

    @cached_property
    def stories(self) -> list[Story]:
        """What people read in it; of a binary file the main text only."""
        if self.is_rich_text:
            lines = tuple(rich_text(self._path.read_bytes()).split("\n"))
            return [Story("rtf", "document", lines, Counter())]
        if self.package is None:
            return [binary_story(self._path)]
        return stories(self.package, self._formats)

    @cached_property
    def views(self) -> tuple[list[str], ...]:
        """Its texts in two ways: all that stands in it, what is seen.

        With revisions in it, neighbours in the one are none in the other.
        """
        seen = ["\n".join(story.paragraphs) for story in self.stories]
        if self.is_rich_text:
            return (seen,)
        if self.package is None:
            return ([binary_text(self._path)],)
        # Web pages, in any encoding, come with the stories that merge them in.
        xml = (p for p in self.package.parts if not p.name.lower().endswith(_PAGES))
        markups = markup_of(replace(self.package, parts=tuple(xml)))
        return [markup.text for markup in markups.values()], seen


def binary_story(path: Path) -> Story:
    """Return the main text of a binary Word file.

    Raises:
        ValueError: The tables of the file are damaged.
    """
    text, length = _text(path)
    return Story("WordDocument", "document", _lines(text[:length]), Counter())


def binary_text(path: Path) -> str:
    """Return all text of a binary Word file, headers and notes too.

    Raises:
        ValueError: The tables of the file are damaged.
    """
    return "\n".join(_lines(_text(path)[0]))


def _lines(text: str) -> tuple[str, ...]:
    while (cut := _FIELD_CODE.sub("", text)) != text:
        text = cut
    return tuple(_UNSHOWN.sub("", text.translate(_MARKS)).split("\n"))


def _text(path: Path) -> tuple[str, int]:
    """Return the whole text and the length of the main text, in characters."""
    import olefile

    with olefile.OleFileIO(str(path)) as ole:
        main = ole.openstream("WordDocument").read()
        if int.from_bytes(main[2:4], "little") < _WORD97:
            return _old_text(main), _number(main, 0x34)
        which = "1Table" if main[0x0B] & 0x02 else "0Table"
        table = ole.openstream(which).read()
    start, size = _number(main, 0x01A2), _number(main, 0x01A6)
    return _pieces(main, table[start : start + size]), _number(main, 0x4C)


def _old_text(main: bytes) -> str:
    """Return the text of a file of Word 6 or 95, which stands in one stretch."""
    data = main[_number(main, 0x18) : _number(main, 0x1C)]
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _pieces(main: bytes, clx: bytes) -> str:
    """Join the pieces of text that the piece table lists."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("no piece table")
    plc = clx[at + 5 : at + 5 + _number(clx, at + 1)]
    count = (len(plc) - 4) // 12
    text = []
    for i in range(count):
        length = _number(plc, 4 * i + 4) - _number(plc, 4 * i)
        where = _number(plc, 4 * (count + 1) + 8 * i + 2)
        offset = where & 0x3FFFFFFF
        if where & 0x40000000:
            begin = offset // 2
            text.append(main[begin : begin + length].decode("cp1252", "replace"))
        else:
            raw = main[offset : offset + 2 * length]
            text.append(raw.decode("utf-16-le", "replace"))
    return "".join(text)
