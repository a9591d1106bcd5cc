"""What kind of file the first bytes say it is, whatever its name."""

from pathlib import Path

from redactor.errors import EmptyFileError, FileAccessError, LimitError

__all__ = ["HEAD_BYTES", "is_ole", "is_pdf", "is_zip", "read_head"]

HEAD_BYTES = 8192

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def is_pdf(head: bytes) -> bool:
    """Tell whether the header ``%PDF-`` stands within the first 1,024 bytes.

    ISO 32000-1 Annex H.3.4.1 (implementation note 13): readers accept it there.
    """
    return b"%PDF-" in head[:1024]


def is_zip(head: bytes) -> bool:
    """Tell whether the bytes begin a zip package (Word, and much else)."""
    return head.startswith(_ZIP_MAGICS)


def is_ole(head: bytes) -> bool:
    """Tell whether the bytes begin an OLE file (.doc, or an encrypted package)."""
    return head.startswith(_OLE_MAGIC)


def read_head(path: Path, file_bytes: int) -> bytes:
    """Return the first 8 KiB of a file.

    Args:
        path: File to look at.
        file_bytes: Largest size that is accepted.

    Raises:
        EmptyFileError: The file holds no bytes.
        FileAccessError: It is missing, no file, or may not be read.
        LimitError: It is larger than ``file_bytes``.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except FileNotFoundError as error:
        raise FileAccessError(reason="missing") from error
    except IsADirectoryError as error:
        raise FileAccessError(reason="folder") from error
    except OSError as error:
        raise FileAccessError(reason="permission") from error
    if not head:
        raise EmptyFileError
    if size > file_bytes:
        raise LimitError(limit="file_bytes", value=size, allowed=file_bytes)
    return head
