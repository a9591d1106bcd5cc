"""Open a PDF with two engines that must agree, then flatten it for reading.

pikepdf (qpdf) and PyMuPDF (MuPDF) must count the same pages: a file that the two read
differently may show one text and hold another, so it is refused.
"""

import hashlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from redactor.errors import (
    CorruptError,
    EncryptedError,
    LimitError,
    NoPagesError,
    StalePlanError,
)
from redactor.formats.pdf.failures import translated
from redactor.formats.pdf.hidden import HiddenText
from redactor.formats.protocol import Limits
from redactor.model import Passwords, Removal

__all__ = ["Source", "open_source", "sha256_of"]


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hex digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(slots=True)
class Source:
    """A file that was opened.

    Attributes:
        doc: `pymupdf.Document` of the flattened file: what is read and written.
        original: `pymupdf.Document` as it came: what the window shows.
        data: Bytes of the flattened file, None while it equals the file itself.
        hidden: Texts that stand on no page.
        pictured: Pages that may hold pictures.
        removals: What flattening and scrub drop.
        lying: Names of fonts by page that show other characters than they tell.
        mute: Pages by the name of fonts of ideographs that only their map tells.
        emptied: Pages that may have lost paint of text, so that they look otherwise.
    """

    path: Path
    sha256: str
    doc: Any
    original: Any
    data: bytes | None
    removals: tuple[Removal, ...] = ()
    hidden: tuple[HiddenText, ...] = field(default=(), repr=False)
    pictured: frozenset[int] = frozenset()
    lying: dict[int, frozenset[str]] = field(default_factory=dict)
    mute: dict[str, list[int]] = field(default_factory=dict)
    emptied: frozenset[int] = frozenset()

    def fresh(self) -> Any:
        """Open the flattened file once more, to be changed.

        Raises:
            StalePlanError: The file changed since it was opened.
        """
        if self.data is not None:
            return open_mupdf(self.data)
        if sha256_of(self.path) != self.sha256:
            raise StalePlanError
        return open_mupdf(self.path)

    def close(self) -> None:
        """Release both documents."""
        self.doc.close()
        if self.original is not self.doc:
            self.original.close()


def open_mupdf(source: Path | bytes, password: str = "") -> Any:
    """Open with PyMuPDF.

    Raises:
        CorruptError: MuPDF cannot read it.
        EncryptedError: The password does not fit.
    """
    import pymupdf

    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    with translated(CorruptError, engine="mupdf"):
        if isinstance(source, bytes):
            doc = pymupdf.open(stream=source, filetype="pdf")
        else:
            doc = pymupdf.open(str(source), filetype="pdf")
        if doc.needs_pass and not doc.authenticate(password):
            doc.close()
            raise EncryptedError(reason="wrong")
        len(doc)
    return doc


def _reason(passwords: Passwords) -> str:
    return "wrong" if passwords.values else "missing"


def _open_pikepdf(path: Path, passwords: Passwords) -> tuple[Any, str]:
    """Open with pikepdf; the password that fitted comes along."""
    import pikepdf

    for password in ("", *passwords.values):
        try:
            return pikepdf.open(path, password=password), password
        except pikepdf.PasswordError:
            continue
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
            raise CorruptError(engine="qpdf") from error
    raise EncryptedError(reason=_reason(passwords))


def _repair(path: Path, passwords: Passwords) -> tuple[Any, str, bytes]:
    """Let MuPDF write a file anew that qpdf cannot read, and read that."""
    import pikepdf

    doc = None
    for password in ("", *passwords.values):
        try:
            doc = open_mupdf(path, password)
            break
        except EncryptedError:
            continue
    if doc is None:
        raise EncryptedError(reason=_reason(passwords))
    try:
        with translated(CorruptError, engine="qpdf"):
            if not doc.is_pdf or len(doc) == 0:
                raise CorruptError(engine="qpdf")
            data = doc.tobytes(garbage=1, encryption=1)
            return pikepdf.open(BytesIO(data)), "", data
    finally:
        doc.close()


def open_source(path: Path, passwords: Passwords, limits: Limits) -> Source:
    """Open a PDF, compare the engines, flatten.

    Raises:
        CorruptError: Damaged, or the two engines disagree (reason ``page_count``).
        EncryptedError: reason ``missing`` or ``wrong``.
        LimitError: Too many pages.
        NoPagesError: It has no page.
    """
    from redactor.formats.pdf.prepare import prepare

    sha256 = sha256_of(path)
    data: bytes | None = None
    try:
        pdf, password = _open_pikepdf(path, passwords)
    except CorruptError:
        pdf, password, data = _repair(path, passwords)
    with pdf:
        try:
            original = open_mupdf(path if data is None else data, password)
        except EncryptedError as error:
            raise EncryptedError(reason=_reason(passwords)) from error
        pages = _count_pages(pdf, original)
        if pages > limits.pages:
            raise LimitError(limit="pages", value=pages, allowed=limits.pages)
        prepared = prepare(pdf, rewrite=data is not None or pdf.is_encrypted)
    data = prepared.data
    doc = original if data is None else open_mupdf(data)
    if len(doc) != pages:
        raise CorruptError(reason="page_count")
    removals = tuple(
        Removal(kind, count) for kind, count in sorted(prepared.counts.items())
    )
    hidden, pictured = tuple(prepared.hidden), frozenset(prepared.pictured)
    return Source(
        path,
        sha256,
        doc,
        original,
        data,
        removals,
        hidden,
        pictured,
        prepared.lying,
        prepared.mute,
        prepared.emptied,
    )


def _count_pages(pdf: Any, doc: Any) -> int:
    with translated(CorruptError, engine="qpdf", reason="pages"):
        here, there = len(pdf.pages), len(doc)
    if here == there == 0:
        raise NoPagesError
    if here != there:
        raise CorruptError(reason="page_count")
    return int(here)
