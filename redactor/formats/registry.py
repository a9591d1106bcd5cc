"""Which format a file is of, by its first bytes, and the open document for it."""

from importlib import import_module
from pathlib import Path
from typing import cast

from redactor.errors import UnsupportedError
from redactor.formats.protocol import Document, DocumentFormat, Limits
from redactor.formats.sniff import read_head
from redactor.model import Passwords
from redactor.ocr.model import PictureReader

__all__ = ["find_format", "open_document", "supported_suffixes"]

# Modules are heavy, so each is imported when a file is first held against it.
_FORMATS = (
    ("redactor.formats.pdf.document", "PdfFormat"),
    ("redactor.formats.docx.document", "DocxFormat"),
    ("redactor.formats.image.document", "ImageFormat"),
)


def _formats() -> tuple[DocumentFormat, ...]:
    return tuple(
        cast(DocumentFormat, getattr(import_module(module), name)())
        for module, name in _FORMATS
    )


def supported_suffixes() -> tuple[str, ...]:
    """Return the suffixes that files of the known formats usually bear, sorted."""
    return tuple(sorted({suffix for form in _formats() for suffix in form.suffixes}))


def find_format(path: Path, limits: Limits) -> DocumentFormat:
    """Return the format of a file, by its content.

    Raises:
        EmptyFileError: The file holds no bytes.
        FileAccessError: It is missing or may not be read.
        LimitError: It is too large.
        UnsupportedError: No format knows it.
    """
    head = read_head(path, limits.file_bytes)
    for form in _formats():
        if form.accepts(path, head):
            return form
    raise UnsupportedError(suffix=path.suffix.lower()[:12])


def open_document(
    path: Path,
    *,
    passwords: Passwords = Passwords(),  # noqa: B008 - frozen and empty
    limits: Limits = Limits(),  # noqa: B008 - frozen
    reader: PictureReader | None = None,
) -> Document:
    """Open a file of any known format; blocks while it is read.

    Args:
        path: The file.
        passwords: To try, in order.
        limits: Bounds against hostile files.
        reader: Reads pictures (`redactor.ocr.reader`); without one they are hazards.

    Raises:
        InputError: It is missing, empty, damaged, encrypted, over a limit, or of no
            known format.
    """
    form = find_format(path, limits)
    return form.open(path, passwords=passwords, limits=limits, reader=reader)
