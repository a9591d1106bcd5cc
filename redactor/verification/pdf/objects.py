"""Channel ``objects``: every string, name, key and stream of every object."""

import re
import zlib
from collections.abc import Iterator, Mapping, Set
from typing import Any

import pikepdf

from redactor.verification.channels import Trace
from redactor.verification.hidden import Hidden
from redactor.verification.images import picture_traces
from redactor.verification.pdf.content import looks_like_content, read_content
from redactor.verification.pdf.fonts import FontTable, FontTables

__all__ = ["ObjectChannel"]

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PLAIN = FontTable(1, first={c: chr(c) for c in range(256)})
_BINARY = (
    b"\xff\xd8\xff", b"\0\1\0\0", b"OTTO", b"true", b"\x01\0\4", b"\x89PNG",
)  # fmt: skip


class ObjectChannel:
    """Reads a copy by pikepdf, object by object.

    Args:
        read: Numbers of the content streams that were read with their page.
    """

    name = "objects"

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        hidden: Hidden,
        read: Set[tuple[int, int]],
        tables: FontTables,
    ) -> None:
        self._tables = tables
        self._pdf = pdf
        self._read = read
        self._hidden = hidden
        self._by_name: dict[bytes, FontTable] = {}
        self._drawn: tuple[dict[int, list[Trace]], ...] = ({}, {})
        self._fonts: dict[tuple[int, int], dict[bytes, FontTable]] = {}

    def traces(self) -> Iterator[Trace]:
        """Yield a trace for each value found anywhere."""
        yield from self._object(self._pdf.trailer, "trailer", 0)
        self._find_fonts()
        for item in self._pdf.objects:
            place = "obj" if not _kind(item) else f"obj{_kind(item)}"
            yield from self._object(item, place, 0)
            if isinstance(item, pikepdf.Stream) and item.objgen not in self._read:
                yield from self._stream(item, place)
        for drawn in self._drawn:
            for number, rows in drawn.items():
                if len(rows) > self._hidden.visible_counts[number]:
                    yield from rows

    def _object(self, item: Any, place: str, depth: int) -> Iterator[Trace]:
        if isinstance(item, pikepdf.String):
            yield from self._string(bytes(item), place)
        elif isinstance(item, pikepdf.Name):
            yield from self._name(item.unparse(), place)
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            for key, value in item.items():
                yield from self._name(key.encode("utf-8", "surrogateescape"), place)
                if not _is_reference(value):
                    yield from self._object(value, place, depth + 1)
        elif isinstance(item, pikepdf.Array):
            for value in item:
                if not _is_reference(value):
                    yield from self._object(value, place, depth + 1)

    def _string(self, data: bytes, place: str) -> Iterator[Trace]:
        if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
            yield from self._hidden.look(data.decode("utf-16", "ignore"), place)
        elif len(data) > 3:
            yield from self._hidden.look_bytes(data, place)
            yield from self._hidden.look(data.decode("pdfdoc", "ignore"), place)

    def _name(self, name: bytes, place: str) -> Iterator[Trace]:
        if len(name) < 5 or name[1:].isalpha():
            return
        data = _ESCAPED.sub(lambda m: bytes([int(m[1], 16)]), name)
        yield from self._hidden.look_bytes(data, place)

    def _stream(self, item: Any, place: str) -> Iterator[Trace]:
        if item.get("/Subtype") == "/Image":
            yield from self._image(item, place)
            return
        data = bytes(item.read_bytes())
        if data.startswith(_BINARY):
            return
        if looks_like_content(data):
            yield from self._content(item, data, place)
        else:
            yield from self._hidden.look_bytes(data, place)

    def _image(self, item: Any, place: str) -> Iterator[Trace]:
        """Look at what picture files carry besides pixels."""
        filters = item.get("/Filter")
        names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
        if names[-1:] and str(names[-1]) in ("/DCTDecode", "/JPXDecode"):
            data = bytes(item.read_raw_bytes())
            if len(names) > 1:
                data = _unpack(data, [str(name) for name in names[:-1]])
            yield from picture_traces(data, place)

    def _content(self, item: Any, data: bytes, place: str) -> Iterator[Trace]:
        fonts = self._fonts.get(item.objgen, self._by_name)
        content = read_content(data)
        for other, drawn in zip((False, True), self._drawn, strict=True):
            # What innocently stands on a page is drawn by a stream, of course.
            for hit in self._hidden.hits(content.text(fonts, _PLAIN, other), place):
                trace = self._hidden.trace(hit, place)
                drawn.setdefault(hit.needle, []).append(trace)
            if not any(table.second for table in fonts.values()):
                break
        for string in content.unshown:
            yield from self._string(string, place)

    def _find_fonts(self) -> None:
        """Learn which streams use which fonts, from every resource dictionary."""
        for item in self._pdf.objects:
            if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                continue
            resources = item.get("/Resources")
            fonts = None
            if isinstance(resources, pikepdf.Dictionary):
                fonts = resources.get("/Font")
            if not isinstance(fonts, pikepdf.Dictionary):
                continue
            table = {
                name.encode(): self._tables.of(font)
                for name, font in fonts.items()
                if isinstance(font, pikepdf.Dictionary)
            }
            self._by_name |= table
            self._fonts |= dict.fromkeys(_users(item), table)


def _users(item: Any) -> Iterator[tuple[int, int]]:
    if isinstance(item, pikepdf.Stream):
        yield item.objgen
        return
    contents = item.get("/Contents")
    if isinstance(contents, pikepdf.Array):
        for part in contents:
            yield part.objgen
    elif isinstance(contents, pikepdf.Stream):
        yield contents.objgen
    procedures: Mapping[str, Any] = item.get("/CharProcs", {})
    for _, procedure in procedures.items():
        yield procedure.objgen


def _unpack(data: bytes, filters: list[str]) -> bytes:
    for name in filters:
        if name != "/FlateDecode":
            raise NotImplementedError(name)
        data = zlib.decompress(data)
    return data


def _kind(item: Any) -> str:
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return str(item.get("/Type", "")) + str(item.get("/Subtype", ""))
    return ""


def _is_reference(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect
