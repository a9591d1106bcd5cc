"""Treating a built document by literal search, and looking into the copy by raw zip."""

import hashlib
import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from redactor.formats.docx.document import DocxDocument, DocxFormat
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
from redactor.text.normalize import bare, normalize
from tests.build.people import id_number, mobile

__all__ = [
    "BLOCKS",
    "MOBILE",
    "NAME",
    "SECRET",
    "Treated",
    "found_in",
    "open_file",
    "plan_for",
    "shown",
    "treat",
    "units_of",
]

SECRET = id_number(11)
MOBILE = mobile(11)
NAME = "尉迟春笙"
BLOCKS = "██████"
_SEPARATORS = set(" \t\r\n-·•.,_/|")


@dataclass
class Treated:
    """A written copy and what was told on the way."""

    path: Path
    units: list[TextUnit]
    edits: list[Edit]
    hazards: tuple[Hazard, ...]
    removals: tuple[Removal, ...]
    report: WriteReport
    spans: list[tuple[TextUnit, Span]] = field(default_factory=list)

    @property
    def kinds(self) -> set[str]:
        return {removal.kind for removal in self.removals}


def open_file(
    path: Path, passwords: tuple[str, ...] = (), limits: Limits | None = None
) -> DocxDocument:
    return DocxFormat().open(
        path, passwords=Passwords(passwords), limits=limits or Limits()
    )


def units_of(path: Path) -> list[TextUnit]:
    with open_file(path) as document:
        return list(document.units())


def _spans(unit: TextUnit, secret: str) -> Iterator[Span]:
    form = normalize(unit.text)
    index = [i for i, char in enumerate(form.text) if char not in _SEPARATORS]
    text = "".join(form.text[i] for i in index).lower()
    wanted = bare(secret)
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        yield form.to_raw(Span(index[start], index[end - 1] + 1))
        start = text.find(wanted, end)


def plan_for(
    path: Path, units: Iterable[TextUnit], secrets: Iterable[str], mask: str = BLOCKS
) -> tuple[Plan, list[tuple[TextUnit, Span]]]:
    found = [(u, s) for u in units for x in secrets for s in _spans(u, x)]
    edits = tuple(
        Edit(f"e{n}", Treatment.COVER, "CN_ID_CARD", u.id, span, replacement=mask)
        for n, (u, span) in enumerate(found)
    )
    return Plan(hashlib.sha256(path.read_bytes()).hexdigest(), edits), found


def treat(
    path: Path,
    *secrets: str,
    mask: str = BLOCKS,
    passwords: tuple[str, ...] = (),
    options: dict[str, str | bool | int] | None = None,
) -> Treated:
    target = path.with_name(f"{path.stem}_copy.docx")
    with open_file(path, passwords) as document:
        units = list(document.units())
        plan, found = plan_for(path, units, secrets or (SECRET, MOBILE, NAME), mask)
        plan = Plan(plan.source_sha256, plan.edits, options or {})
        report = document.write(plan, target)
        assert set(report.applied) == {edit.id for edit in plan.edits}
        return Treated(
            target,
            units,
            list(plan.edits),
            document.hazards(),
            document.removals(),
            report,
            found,
        )


def _views(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield name, package.comment.decode("latin-1")
            for info in package.infolist():
                yield f"{name}!{info.filename}", info.filename
                yield f"{name}!extra", info.extra.decode("latin-1")
                yield from _views(package.read(info), f"{name}!{info.filename}")
        return
    for codec in ("utf-8", "utf-16-le", "gb18030", "latin-1"):
        text = html.unescape(data.decode(codec, "ignore"))
        yield f"{name} ({codec})", text
        yield f"{name} (unquoted)", unquote(text)
        yield f"{name} (tags stripped)", re.sub(r"<[^>]*>", "", text)
        # Symbol fonts show U+F030 as 0, in text or by its code.
        drawn = re.sub(r'<w:sym [^>]*w:char="F0(..)"/>', _symbol, text)
        drawn = re.sub("[\uf020-\uf07e]", lambda m: chr(ord(m[0]) - 0xF000), drawn)
        yield f"{name} (symbols)", re.sub(r"<[^>]*>", "", drawn)


def _symbol(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


@lru_cache(maxsize=4)
def _bare_views(data: bytes) -> list[tuple[str, str]]:
    return [(place, bare(text)) for place, text in _views(data, "")]


def found_in(path: Path, secret: str) -> list[str]:
    """Return the places of a copy where a secret can still be read."""
    wanted = bare(secret)
    views = _bare_views(path.read_bytes())
    return sorted({place for place, text in views if wanted in text})


def shown(path: Path, part: str = "word/document.xml") -> str:
    """Return the text of a part with its tags stripped."""
    with zipfile.ZipFile(path) as package:
        return html.unescape(re.sub(r"<[^>]*>", "", package.read(part).decode())).strip(
            "\n"
        )
