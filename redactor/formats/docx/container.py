"""From a file to the bytes of a plain package: decrypted, or converted from .doc."""

import io
import struct
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import olefile

from redactor.errors import (
    CorruptError,
    EmptyFileError,
    EncryptedError,
    FileAccessError,
    LimitError,
    UnsupportedError,
)
from redactor.formats.docx.legacy import WORD_FILTER, convert, convert_doc
from redactor.formats.protocol import Limits
from redactor.formats.sniff import is_ole, is_zip
from redactor.model import Passwords

__all__ = ["Container", "accepts", "read_container"]

# Excel's and Word's own password for files that open without asking ([MS-OFFCRYPTO]).
_SILENT = "VelvetSweatshop"
_WORD = b"wordprocessingml"
# Many a ".doc" is Rich Text inside.
_RTF = b"{\\rtf"


@dataclass(frozen=True, slots=True)
class Container:
    """A plain package.

    Attributes:
        data: The zip file's bytes.
        source: The input's bytes.
        converted: It was a binary document.
        decrypted: It was encrypted.
    """

    data: bytes = field(repr=False)
    source: bytes = field(repr=False)
    converted: bool = False
    decrypted: bool = False


def accepts(path: Path, head: bytes) -> bool:
    """Tell whether a file is a Word document of any kind, by its content."""
    if is_zip(head):
        return _names_word(path)
    if head.startswith(_RTF):
        return True
    if not is_ole(head):
        return False
    try:
        with olefile.OleFileIO(str(path)) as ole:
            return bool(ole.exists("WordDocument") or ole.exists("EncryptedPackage"))
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        return True


def _names_word(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            names = {info.filename.lower() for info in package.infolist()}
            if not any("content_types" in name for name in names):
                return any(name.startswith("word/") for name in names)
            return any(n.startswith("word/") for n in names) or _WORD in package.read(
                "[Content_Types].xml"
            )
    except (zipfile.BadZipFile, OSError, KeyError, ValueError, RuntimeError, EOFError,
            NotImplementedError):  # fmt: skip
        # A broken zip file is most likely a broken Word file: open() says so plainly.
        return path.suffix.lower() in (".docx", ".docm", ".dotx", ".dotm", ".doc")


def read_container(path: Path, passwords: Passwords, limits: Limits) -> Container:
    """Read a file and undo encryption and the binary format.

    Raises:
        InputError: Missing, empty, too large, damaged, encrypted, not convertible.
    """
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise LimitError(reason="file_bytes")
        source = path.read_bytes()
    except OSError as error:
        raise FileAccessError(reason=type(error).__name__) from error
    if not source:
        raise EmptyFileError
    if is_zip(source):
        return Container(source, source)
    if source.startswith(_RTF):
        package = convert(source, ".rtf", WORD_FILTER)
        return Container(package, source, converted=True)
    if not is_ole(source):
        raise UnsupportedError(reason="not_word")
    return _ole(source, passwords)


def _ole(source: bytes, passwords: Passwords) -> Container:
    try:
        with olefile.OleFileIO(io.BytesIO(source)) as ole:
            packed = ole.exists("EncryptedPackage")
            binary = ole.exists("WordDocument")
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        raise CorruptError(reason="ole") from None
    if packed:
        plain = decrypt(source, passwords)
        if not is_zip(plain):
            raise CorruptError(reason="decrypted")
        return Container(plain, source, decrypted=True)
    if not binary:
        raise UnsupportedError(reason="not_word")
    plain, was = _open_binary(source, passwords)
    return Container(convert_doc(plain), source, converted=True, decrypted=was)


def _open_binary(source: bytes, passwords: Passwords) -> tuple[bytes, bool]:
    import msoffcrypto
    from msoffcrypto.exceptions import FileFormatError

    try:
        encrypted = msoffcrypto.OfficeFile(io.BytesIO(source)).is_encrypted()
    except (FileFormatError, OSError, ValueError, IndexError, KeyError, TypeError):
        # Word 6 and 95 files, which the library does not know, go to LibreOffice.
        return source, False
    if not encrypted:
        return source, False
    return decrypt(source, passwords), True


def decrypt(source: bytes, passwords: Passwords) -> bytes:
    """Decrypt an Office file with the first password that fits.

    Raises:
        EncryptedError: No password was given, or none fits.
        UnsupportedError: The kind of encryption is unknown.
        CorruptError: The file is damaged.
    """
    import msoffcrypto
    from msoffcrypto.exceptions import (
        DecryptionError,
        FileFormatError,
        InvalidKeyError,
        ParseError,
    )

    for password in (_SILENT, *passwords.values):
        output = io.BytesIO()
        try:
            office = msoffcrypto.OfficeFile(io.BytesIO(source))
            office.load_key(password=password, verify_password=True)
            office.decrypt(output)
        except (InvalidKeyError, DecryptionError):
            continue
        except (NotImplementedError, FileFormatError):
            raise UnsupportedError(reason="encryption") from None
        except (ParseError, OSError, ValueError, struct.error, KeyError, IndexError):
            raise CorruptError(reason="encryption") from None
        return output.getvalue()
    raise EncryptedError(reason="wrong" if passwords.values else "missing")
