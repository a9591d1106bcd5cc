"""Glyphs of embedded font programs, in a form that compares."""

import io
from collections.abc import Iterable
from typing import Any

from fontTools.ttLib import TTFont

from redactor.verification.pdf.charstrings import Cff, Naming, Program, Type1

__all__ = ["Naming", "Program", "TrueType", "open_program"]

_SFNT = (b"\0\1\0\0", b"true")
# Parts of the head and hhea tables that are no sum, date, extreme or index format.
_HEAD = ((0, 8), (12, 20), (44, 50))
_HHEA = ((0, 10), (34, 36))
_SHARED = ("cvt ", "fpgm", "prep")
_MORE, _WORDS = 0x20, 0x01
_SCALES = ((0x08, 2), (0x40, 4), (0x80, 8))


def open_program(data: bytes, kind: str) -> Program | None:
    """Open a program.

    Args:
        data: The program.
        kind: Subtype of the font, or of the descendant of a composite one.

    Returns:
        None for what is not compared here.
    """
    if data[:4] in _SFNT:
        return TrueType(TTFont(io.BytesIO(data), fontNumber=0, lazy=True))
    if kind not in ("/Type1", "/CIDFontType0"):
        return None
    if data[:4] == b"OTTO":
        reader = TTFont(io.BytesIO(data), fontNumber=0, lazy=True).reader
        return Cff(reader["CFF "], [reader["head"][a:b] for a, b in _HEAD])
    if data[:2] == b"\1\0":
        return Cff(data)
    return Type1(data) if data[:2] == b"%!" and kind == "/Type1" else None


class TrueType:
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

    def glyphs(self, code: int, naming: Naming) -> list[Any]:
        """Return the glyphs that a code may draw: by number, or by any table."""
        if not naming.simple:
            return [self._glyph(code)]
        if code in naming.given:
            return []
        found: list[Any] = []
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
