"""Treat a file and look at the copy with other libraries than the writer's main one."""

import re
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from redactor.formats.pdf.document import PdfFormat
from redactor.formats.pdf.tounicode import parse_tounicode
from redactor.formats.protocol import Limits
from redactor.model import (
    Edit,
    Hazard,
    Passwords,
    Plan,
    Removal,
    Span,
    TextUnit,
    Treatment,
    WriteReport,
)

__all__ = ["Treated", "bare", "open_bytes", "page_texts", "traces", "treat"]


def bare(text: str) -> str:
    """Return a text without blanks, dashes and widths."""
    return re.sub(r"[\s\-‐-―\ufffe]+", "", unicodedata.normalize("NFKC", text))


@dataclass
class Treated:
    """What came of treating a file."""

    data: bytes
    report: WriteReport
    units: tuple[TextUnit, ...]
    hazards: tuple[Hazard, ...]
    removals: tuple[Removal, ...]
    edits: tuple[Edit, ...]


def open_bytes(tmp_path: Path, data: bytes, *, passwords: tuple[str, ...] = ()) -> Any:
    """Open a file of the given bytes."""
    path = tmp_path / "in.pdf"
    path.write_bytes(data)
    return PdfFormat().open(path, passwords=Passwords(passwords), limits=Limits())


def _edits(document: Any, secrets: list[str], treatment: Treatment) -> list[Edit]:
    edits: list[Edit] = []
    claimed: set[int] = set()
    for unit in document.units():
        kept = [(c, i) for i, c in enumerate(unit.text) if bare(c)]
        text = "".join(bare(c) for c, _ in kept)
        for secret in secrets:
            for match in re.finditer(re.escape(bare(secret)), text):
                span = Span(kept[match.start()][1], kept[match.end() - 1][1] + 1)
                anchors = set(document.anchors(unit.id, span))
                if anchors <= claimed:
                    continue
                claimed |= anchors
                mask = "某某" if treatment is not Treatment.DELETE else ""
                edits.append(
                    Edit(
                        f"e{len(edits)}",
                        treatment,
                        "X",
                        unit.id,
                        span,
                        replacement=mask,
                    )
                )
    return edits


def treat(
    tmp_path: Path,
    data: bytes,
    *secrets: str,
    treatment: Treatment = Treatment.COVER,
    passwords: tuple[str, ...] = (),
    extra: tuple[Edit, ...] = (),
    **plan: Any,
) -> Treated:
    """Take every occurrence of the secrets out of a file."""
    target = tmp_path / "out.pdf"
    with open_bytes(tmp_path, data, passwords=passwords) as document:
        edits = (*_edits(document, list(secrets), treatment), *extra)
        report = document.write(Plan(document.sha256, edits, **plan), target)
        return Treated(
            target.read_bytes(),
            report,
            tuple(document.units()),
            document.hazards(),
            document.removals(),
            edits,
        )


def page_texts(data: bytes) -> list[str]:
    """Return the text of every page as pdfium reads it, without blanks."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [bare(page.get_textpage().get_text_range()) for page in pdf]
    finally:
        pdf.close()


def _forms(secret: str) -> list[bytes]:
    codings = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")
    found = [secret.encode(coding) for coding in codings]
    return found + [form.hex().encode() for form in found]


def _strings(value: Any, depth: int = 0) -> Any:
    if isinstance(value, pikepdf.String | pikepdf.Name):
        yield str(value)
    elif isinstance(value, pikepdf.Array) and depth < 8:
        for item in value:
            yield from _strings(item, depth + 1)
    elif isinstance(value, pikepdf.Dictionary) and depth < 8:
        for key, item in value.items():
            yield key
            yield from _strings(item, depth + 1)


def _decoded(stream: Any) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:  # picture data
        return bytes(stream.read_raw_bytes())


def traces(data: bytes, secret: str) -> list[str]:
    """Return where a value is still found: pages, raw bytes, strings, streams."""
    found = [
        f"page {n}" for n, text in enumerate(page_texts(data)) if bare(secret) in text
    ]
    if any(form in data for form in _forms(secret)):
        found.append("raw")
    with pikepdf.open(BytesIO(data)) as pdf:
        for value in [pdf.trailer, *pdf.objects]:
            if any(secret in text for text in _strings(value)):
                found.append("string")
            if isinstance(value, pikepdf.Stream):
                body = _decoded(value)
                if any(form in body for form in _forms(secret)):
                    found.append("stream")
                shown = b"".join(re.findall(rb"\(([^()]*)\)", body))
                if secret.encode("latin-1", "ignore") in shown and secret.isascii():
                    found.append("shown")
    return found


def unicodes(data: bytes) -> str:
    """Return all characters that any ToUnicode map of a file tells of."""
    with pikepdf.open(BytesIO(data)) as pdf:
        maps = [
            parse_tounicode(obj.ToUnicode.read_bytes())
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and "/ToUnicode" in obj
        ]
    return "".join(
        bytes.fromhex(text).decode("utf-16-be") for m in maps for text in m.values()
    )
