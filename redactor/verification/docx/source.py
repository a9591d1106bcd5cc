"""Reading the source of a Word copy: a package, an encrypted one, or a binary file.

Binary files ([MS-DOC] 2.4.1, retrieving text) give their main text only; what their
headers and notes hold is not compared.
"""

import io
import re
from pathlib import Path

from redactor.model import Passwords
from redactor.verification.docx.package import Package, open_package
from redactor.verification.docx.story import Story, stories

__all__ = ["read_source", "source_package"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The password of a package that is encrypted without one ([MS-OFFCRYPTO] 4.10).
_DEFAULT = "VelvetSweatshop"
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


def read_source(path: Path, passwords: Passwords) -> tuple[list[Story], bool]:
    """Return the stories of a source, and whether it is a binary file."""
    package = source_package(path, passwords)
    if package is not None:
        return stories(package), False
    return [binary_story(path)], True


def binary_story(path: Path) -> Story:
    """Return the main text of a binary Word file.

    Raises:
        ValueError: The tables of the file are damaged.
    """
    from collections import Counter

    import olefile

    with olefile.OleFileIO(str(path)) as ole:
        main = ole.openstream("WordDocument").read()
        which = "1Table" if main[0x0B] & 0x02 else "0Table"
        table = ole.openstream(which).read()
    start, size = _number(main, 0x01A2), _number(main, 0x01A6)
    text = _pieces(main, table[start : start + size])[: _number(main, 0x4C)]
    while (cut := _FIELD_CODE.sub("", text)) != text:
        text = cut
    lines = _UNSHOWN.sub("", text.translate(_MARKS)).split("\n")
    return Story("WordDocument", "document", tuple(lines), Counter())


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
