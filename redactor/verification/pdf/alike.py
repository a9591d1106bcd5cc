"""Fonts of a source and of its copy that draw and read the same for some codes.

The writer blanks what a font remembers of removed text: the programs and tables of the
two differ, and yet a page that shows none of these codes is the same page. Compared are
width, meaning and outline of each code; whatever is not understood counts as different.
"""

import io
import struct
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

from redactor.verification.pdf.digest import digest_of
from redactor.verification.pdf.fonts import FontTable, FontTables, program_of

__all__ = ["FontPair", "codes_of", "widths_of"]

# What is compared by code, by glyph, or apart, and names of glyphs that are there.
_VARYING = frozenset(
    (
        *("/ToUnicode", "/FirstChar", "/LastChar", "/Widths", "/W"),
        *("/FontDescriptor", "/DescendantFonts"),
        *("/FontFile", "/FontFile2", "/FontFile3", "/CIDSet", "/CharSet"),
    )
)
_SFNT = (b"\0\1\0\0", b"true")
# Parts of the head and hhea tables that are no sum, date, extreme or index format.
_HEAD = ((0, 8), (12, 20), (44, 50))
_HHEA = ((0, 10), (34, 36))
_SHARED = ("cvt ", "fpgm", "prep")
_MORE, _WORDS = 0x20, 0x01
_SCALES = ((0x08, 2), (0x40, 4), (0x80, 8))


def codes_of(font: Any, data: bytes) -> set[int]:
    """Return the codes of shown strings."""
    if font.get("/Subtype") != "/Type0":
        return set(data)
    count = len(data) // 2
    return set(struct.unpack(f">{count}H", data[: 2 * count])) | set(data[2 * count :])


class FontPair:
    """A font of the source and the one that stands for it in the copy."""

    def __init__(
        self, fonts: tuple[Any, Any], tables: tuple[FontTables, FontTables]
    ) -> None:
        self._fonts = fonts
        self._of = tables
        self._same: set[int] = set()

    def same(self, codes: set[int]) -> bool:
        """Tell whether all these codes draw and read the same."""
        fresh = codes - self._same
        if not self._comparable or not all(map(self._same_code, fresh)):
            return False
        self._same |= fresh
        return True

    @cached_property
    def _comparable(self) -> bool:
        """Tell whether all is equal that holds for the font as a whole."""
        frames = [_frame(font) for font in self._fonts]
        return frames[0] is not None and frames[0] == frames[1]

    def _same_code(self, code: int) -> bool:
        widths, (one, other) = self._widths, self._tables
        return (
            widths[0].get(code) == widths[1].get(code)
            and one.first.get(code) == other.first.get(code)
            and one.second.get(code) == other.second.get(code)
            and self._same_glyph(code)
        )

    @cached_property
    def _widths(self) -> tuple[Mapping[int, float], Mapping[int, float]]:
        one, other = map(widths_of, self._fonts)
        return one, other

    @cached_property
    def _tables(self) -> tuple[FontTable, FontTable]:
        one, other = (
            tables.of(font) for font, tables in zip(self._fonts, self._of, strict=True)
        )
        return one, other

    def _same_glyph(self, code: int) -> bool:
        files = self._files
        if files[0] == files[1]:
            return True
        one, other = self._programs
        if one is None or other is None or one.shared != other.shared:
            return False
        simple = self._fonts[0].get("/Subtype") != "/Type0"
        drawn = one.glyphs(code, simple)
        return bool(drawn) and drawn == other.glyphs(code, simple)

    @cached_property
    def _files(self) -> tuple[bytes, bytes]:
        one, other = (program_of(_descriptor(font)) for font in self._fonts)
        return one, other

    @cached_property
    def _programs(self) -> tuple["_Outlines | None", "_Outlines | None"]:
        one, other = map(_outlines, self._files)
        return one, other


def _frame(font: Any) -> list[bytes] | None:
    """Return what holds for a font as a whole; None for fonts that are not compared.

    An engine chooses what stands for a font without a program by its name, encoding and
    descriptor; two that are equal in it draw the same.
    """
    child, known = _child(font), dict[tuple[int, int], bytes]()
    if font.get("/Subtype") != "/Type0":
        if font.get("/Subtype") not in ("/TrueType", "/Type1"):
            return None
        if _is_dict(font.get("/Encoding")):
            return None
    elif (
        child is None
        or font.get("/Encoding") not in ("/Identity-H", "/Identity-V")
        or child.get("/CIDToGIDMap") not in (None, "/Identity")
    ):
        return None
    return [
        digest_of(
            pikepdf.Dictionary({k: v for k, v in item.items() if k not in _VARYING}),
            known,
        )
        if _is_dict(item)
        else b""
        for item in (font, child, _descriptor(font))
    ]


def _is_dict(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary)


def _descriptor(font: Any) -> Any:
    child = _child(font)
    return (font if child is None else child).get("/FontDescriptor")


def _child(font: Any) -> Any:
    children = font.get("/DescendantFonts")
    if not isinstance(children, pikepdf.Array) or not len(children):
        return None
    return children[0] if _is_dict(children[0]) else None


def widths_of(font: Any) -> dict[int, float]:
    """Return the widths of a font (ISO 32000-1:2008, 9.6.2 and 9.7.4.3)."""
    child = _child(font)
    if child is None:
        first = int(font.get("/FirstChar", 0))
        return {first + i: float(w) for i, w in enumerate(font.get("/Widths", ()))}
    result: dict[int, float] = {}
    items = list(child.get("/W", ()))
    at = 0
    while at + 1 < len(items):
        first, second = int(items[at]), items[at + 1]
        if isinstance(second, pikepdf.Array):
            result.update((first + i, float(w)) for i, w in enumerate(second))
            at += 2
        elif at + 2 < len(items):
            last = min(int(second), first + 0xFFFF)
            result.update(dict.fromkeys(range(first, last + 1), float(items[at + 2])))
            at += 3
        else:
            break
    return result


class _Outlines:
    """Glyphs of a TrueType program, as bytes."""

    def __init__(self, font: TTFont) -> None:
        self._font = font
        reader = font.reader
        self._glyf = reader["glyf"]
        self._ends = font["loca"].locations
        self._advances = reader["hmtx"]
        self._long = int.from_bytes(reader["hhea"][34:36])
        self.shared = [
            *(reader["head"][a:b] for a, b in _HEAD),
            *(reader["hhea"][a:b] for a, b in _HHEA),
        ] + [reader[tag] if tag in reader.tables else b"" for tag in _SHARED]

    def glyphs(self, code: int, simple: bool) -> list[list[bytes]]:
        """Return the glyphs that a code may draw: by number, or by any table."""
        if not simple:
            return [self._glyph(code)]
        found = []
        meanings = (code, 0xF000 + code, ord(bytes([code]).decode("cp1252", "replace")))
        for table in self._font["cmap"].tables if "cmap" in self._font else ():
            for meaning in meanings:
                name = table.cmap.get(meaning)
                gid = 0 if name is None else self._font.getGlyphID(name)
                found.append(self._glyph(gid) if gid else [])
        return found

    def _glyph(self, gid: int, depth: int = 0) -> list[bytes]:
        """Return a glyph's outline, its parts' outlines, its advance."""
        if gid + 1 >= len(self._ends) or depth > 8:
            return []
        data = self._glyf[self._ends[gid] : self._ends[gid + 1]]
        at = 4 * min(gid, self._long - 1)
        found = [data.rstrip(b"\0"), self._advances[at : at + 4]]
        if data[:2] == b"\xff\xff":
            for part in _components(data):
                found += self._glyph(part, depth + 1)
        return found


def _components(data: bytes) -> Iterable[int]:
    """Yield the glyph numbers that a composite glyph is made of (OpenType, glyf)."""
    at = 10
    flags = _MORE
    while flags & _MORE and at + 4 <= len(data):
        flags = int.from_bytes(data[at : at + 2])
        yield int.from_bytes(data[at + 2 : at + 4])
        at += 8 if flags & _WORDS else 6
        at += next((size for flag, size in _SCALES if flags & flag), 0)


def _outlines(program: bytes) -> _Outlines | None:
    if program[:4] not in _SFNT:
        return None
    return _Outlines(TTFont(io.BytesIO(program), fontNumber=0, lazy=True))
