"""What the codes of PDF fonts mean, by every table that says so.

A ToUnicode map may lie, so the font program's own table is read as well.
"""

import io
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf
from fontTools import agl
from fontTools.ttLib import TTFont, TTLibError

__all__ = ["FontTable", "FontTables", "font_table", "parse_cmap", "program_of"]

# Predefined CMaps, ISO 32000-1:2008 table 118, by the codec that reads their codes.
_CODECS = (
    (re.compile("UCS2|UTF16"), "utf-16-be"),
    (re.compile("^GB|^GBK"), "gb18030"),
    (re.compile("^B5|^HKscs|^ETen|^ETenms|^CNS"), "big5hkscs"),
    (re.compile("RKSJ"), "cp932"),
    (re.compile("^KSC"), "cp949"),
)


@dataclass(frozen=True)
class FontTable:
    """How to read the strings of one font.

    Attributes:
        width: Bytes a code, 0 when the codec decides.
        codec: Name of a Python codec, empty when ``first`` decides.
        first: Text of each code by ToUnicode, or else by the encoding.
        second: Where another table says something else.
    """

    width: int
    codec: str = ""
    first: dict[int, str] = field(default_factory=dict, repr=False)
    second: dict[int, str] = field(default_factory=dict, repr=False)

    def decode(self, data: bytes, other: bool = False) -> str:
        """Return the text of a string; ``other`` asks the second table first."""
        if self.codec:
            return data.decode(self.codec, "replace")
        codec = "latin-1" if self.width == 1 else "utf-16-be"
        codes = data.decode(codec, "replace" if len(data) % 2 else "surrogatepass")
        return codes.translate(self._other if other else self._table)

    @cached_property
    def _table(self) -> dict[int, str]:
        return _Table(self.first)

    @cached_property
    def _other(self) -> dict[int, str]:
        return _Table({**self.first, **self.second})


class _Table(dict[int, str]):
    """A table for `str.translate` that shows where it knows nothing."""

    def __missing__(self, code: int) -> str:
        return "\ufffd"


_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.S)
_HEX = rb"<\s*([0-9A-Fa-f\s]*)>"
_CHAR = re.compile(_HEX + rb"\s*" + _HEX)
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[([^\]]*)\])")


def _bytes(digits: bytes) -> bytes:
    text = b"".join(digits.split()).decode("ascii")
    return bytes.fromhex(text + "0" * (len(text) % 2))


def _text(digits: bytes) -> str:
    data = _bytes(digits)
    return data.decode("utf-16-be", "replace") if len(data) > 1 else data.decode("l1")


def parse_cmap(data: bytes) -> tuple[int, dict[int, str]]:
    """Return bytes a code and the text by code of a ToUnicode CMap."""
    width, table = 0, {}
    for kind, body in _BLOCK.findall(data):
        if kind == b"bfchar":
            for code, text in _CHAR.findall(body):
                raw = _bytes(code)
                width = max(width, len(raw))
                table[int.from_bytes(raw)] = _text(text)
            continue
        for low, high, text, many in _RANGE.findall(body):
            raw = _bytes(low)
            width = max(width, len(raw))
            first, last = int.from_bytes(raw), int.from_bytes(_bytes(high))
            table.update(_range(first, min(last, first + 65535), text, many))
    return width, table


def _range(first: int, last: int, text: bytes, many: bytes) -> dict[int, str]:
    if many:
        items = re.findall(_HEX, many)
        return {first + i: _text(item) for i, item in enumerate(items)}
    start = _text(text)
    if not start:
        return {}
    last = min(last, first + 0x10FFFF - ord(start[-1]))
    return {
        first + i: start[:-1] + chr(ord(start[-1]) + i) for i in range(last - first + 1)
    }


def program_of(descriptor: Any) -> bytes:
    """Return the embedded font program of a descriptor, or nothing."""
    for key in ("/FontFile2", "/FontFile3", "/FontFile"):
        if isinstance(descriptor, pikepdf.Dictionary) and key in descriptor:
            return bytes(descriptor[key].read_bytes())
    return b""


def _glyph_table(program: bytes) -> dict[int, str]:
    """Return text by glyph number as the program's cmap has it."""
    if program[:4] not in (b"\0\1\0\0", b"true", b"OTTO", b"ttcf"):
        return {}
    try:
        with TTFont(io.BytesIO(program), fontNumber=0, lazy=True) as font:
            cmap = font.getBestCmap() if "cmap" in font else None
            return {font.getGlyphID(n): chr(c) for c, n in (cmap or {}).items()}
    except (TTLibError, AssertionError, LookupError, ValueError, TypeError):
        # A damaged program shows nothing; what draws with it is judged by its pixels.
        return {}


def font_table(font: Any) -> FontTable:
    """Read all tables of a font dictionary."""
    mapped: tuple[int, dict[int, str]] = (0, {})
    if isinstance(font.get("/ToUnicode"), pikepdf.Stream):
        mapped = parse_cmap(font.ToUnicode.read_bytes())
    if font.get("/Subtype") == "/Type0":
        return _composite(font, mapped[1])
    encoded = _simple_encoding(font)
    return _merged(1, mapped[1], encoded)


class FontTables:
    """The tables of one file's fonts, each read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], FontTable] = {}

    def of(self, font: Any) -> FontTable:
        """Return the table of a font."""
        if not font.is_indirect:
            return font_table(font)
        key = font.objgen
        if key not in self._known:
            self._known[key] = font_table(font)
        return self._known[key]


def _merged(width: int, first: dict[int, str], other: dict[int, str]) -> FontTable:
    if not first:
        return FontTable(width, first=other)
    second = {c: t for c, t in other.items() if first.get(c) != t}
    return FontTable(width, first={**second, **first}, second=second)


def _composite(font: Any, mapped: dict[int, str]) -> FontTable:
    encoding = font.get("/Encoding")
    name = str(encoding)[1:] if isinstance(encoding, pikepdf.Name) else "Identity-H"
    for pattern, codec in _CODECS:
        if pattern.search(name):
            return FontTable(0, codec)
    children = font.get("/DescendantFonts")
    child = children[0] if isinstance(children, pikepdf.Array) and children else None
    if not isinstance(child, pikepdf.Dictionary):
        return _merged(2, mapped, {})
    glyphs = _glyph_table(program_of(child.get("/FontDescriptor")))
    gids = child.get("/CIDToGIDMap")
    if isinstance(gids, pikepdf.Stream) and glyphs:
        table = gids.read_bytes()
        glyphs = {
            c: glyphs[g]
            for c in range(len(table) // 2)
            if (g := int.from_bytes(table[2 * c : 2 * c + 2])) in glyphs
        }
    return _merged(2, mapped, glyphs)


def _simple_encoding(font: Any) -> dict[int, str]:
    encoding = font.get("/Encoding")
    base = encoding
    if isinstance(encoding, pikepdf.Dictionary):
        base = encoding.get("/BaseEncoding")
    codec = "mac_roman" if base == "/MacRomanEncoding" else "cp1252"
    table = {c: bytes([c]).decode(codec, "replace") for c in range(256)}
    if isinstance(encoding, pikepdf.Dictionary):
        code = 0
        for item in encoding.get("/Differences", []):
            if isinstance(item, pikepdf.Name):
                table[code] = agl.toUnicode(str(item)[1:]) or table.get(code, "")
                code += 1
            else:
                code = int(item)
    return table
