"""What the codes of a font show by tables of its own, ToUnicode left aside.

The embedded program's Unicode character map and glyph names, the names of the font
dictionary's encoding, and the character collections of CID fonts (ISO 32000-1, 9.6.6
and 9.7) say which characters the glyphs are. Where none of them says anything, or the
names are the producer's own invention, nothing is known.
"""

import struct
from collections import defaultdict
from functools import cache
from io import BytesIO
from typing import Any

from redactor.formats.pdf.cmaps import CMap, cmap_of
from redactor.formats.pdf.fontprograms import descendant
from redactor.formats.pdf.glyphnames import code_names
from redactor.formats.pdf.objects import is_dict

__all__ = ["FontMeaning", "stream_bytes"]

Glyphs = dict[int, set[str]]

_SYMBOLIC = 4  # FontDescriptor flag, ISO 32000-1 table 123
_PICTORIAL = ("symbol", "dingbat", "wingding", "webding")
_BASES = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_ORDERINGS = frozenset({"GB1", "CNS1", "Japan1", "Korea1"})
_SFNT = (b"\0\1\0\0", b"true", b"OTTO", b"ttcf")


def stream_bytes(stream: Any) -> bytes:
    """Return what a stream holds; nothing when it is damaged."""
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        # it says nothing here; the writer refuses the file for it
        return b""


class _Program:
    """What an embedded program says of its glyphs.

    Attributes:
        glyphs: Characters by glyph number.
        codes: Glyph number by code of a simple font's own character maps.
        encoding: Glyph names by code.
        cids: Glyph number by CID, None when they are the same.
        ordering: Character collection of a CID-keyed program.
    """

    def __init__(self) -> None:
        self.glyphs: Glyphs = defaultdict(set)
        self.codes: dict[int, int] = {}
        self.encoding: dict[int, str] = {}
        self.cids: dict[int, int] | None = None
        self.ordering = ""

    def read_sfnt(self, data: bytes) -> None:
        from fontTools.ttLib import TTFont

        with TTFont(BytesIO(data), fontNumber=0, lazy=True) as font:
            # numbers for names: inventing names for a whole font takes a second
            font.setGlyphOrder(range(font["maxp"].numGlyphs))
            for table in font["cmap"].tables if "cmap" in font else ():
                if table.isUnicode() and table.format != 14:
                    for char, gid in table.cmap.items():
                        self.glyphs[gid].add(chr(char))
                elif (table.platformID, table.platEncID) in ((3, 0), (1, 0)):
                    self.codes |= {c & 0xFF: gid for c, gid in table.cmap.items()}
            if "post" in font and font["post"].formatType == 2:
                self._name(font["post"].getGlyphOrder())
            if "CFF " in font:
                self._read_top(font["CFF "].cff[0])

    def read_cff(self, data: bytes) -> None:
        from fontTools.cffLib import CFFFontSet
        from fontTools.ttLib import TTFont

        fonts = CFFFontSet()
        fonts.decompile(BytesIO(data), TTFont(recalcBBoxes=False))
        self._read_top(fonts[0])

    def _read_top(self, top: Any) -> None:
        if hasattr(top, "ROS"):
            self.ordering = top.ROS[1]
            names = enumerate(top.charset)
            self.cids = {int(n[3:]): gid for gid, n in names if n[3:].isdigit()}
            return
        self._name(top.charset)
        self.encoding = _encoding(getattr(top, "Encoding", None))

    def read_type1(self, data: bytes) -> None:
        from redactor.formats.pdf.type1 import Type1Font

        self.encoding = Type1Font(data).encoding or _encoding("StandardEncoding")

    def _name(self, names: list[str]) -> None:
        for gid, name in enumerate(names):
            text = _named(name)
            if text:
                self.glyphs[gid].add(text)


def _encoding(built_in: Any) -> dict[int, str]:
    from fontTools.encodings.StandardEncoding import StandardEncoding

    names = StandardEncoding if built_in == "StandardEncoding" else built_in
    if not isinstance(names, list):
        return {}
    return {code: name for code, name in enumerate(names) if name != ".notdef"}


def _named(name: str) -> str:
    from fontTools.agl import toUnicode

    return "" if name == ".notdef" else str(toUnicode(name))


def _read_program(descriptor: Any) -> _Program | None:
    """Read the embedded program; None when there is none that can be followed."""
    from fontTools.ttLib import TTLibError

    program = _Program()
    for key in ("/FontFile2", "/FontFile3", "/FontFile"):
        stream = descriptor.get(key) if is_dict(descriptor) else None
        if not is_dict(stream):
            continue
        data = stream_bytes(stream)
        try:
            if data[:4] in _SFNT:
                program.read_sfnt(data)
            elif key == "/FontFile":
                program.read_type1(data)
            else:
                program.read_cff(data)
        except (
            TTLibError,
            AssertionError,
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
            struct.error,
        ):
            # damaged: it says nothing, and the writer refuses what it cannot follow
            return None
        return program
    return None


class FontMeaning:
    """The characters that codes of one font show.

    Args:
        font: A pikepdf font dictionary.
    """

    def __init__(self, font: Any) -> None:
        self._composite = str(font.get("/Subtype", "")) == "/Type0"
        child = descendant(font) if self._composite else font
        self._child = child if child is not None else font
        descriptor = self._child.get("/FontDescriptor")
        base = str(self._child.get("/BaseFont", "")).lower()
        self._silent = any(word in base for word in _PICTORIAL)
        self._silent |= str(font.get("/Subtype", "")) == "/Type3"
        keys = ("/FontFile", "/FontFile2", "/FontFile3")
        self._embedded = is_dict(descriptor) and any(k in descriptor for k in keys)
        self._program = None if self._silent else _read_program(descriptor)
        flags = int(descriptor.get("/Flags", 0)) if is_dict(descriptor) else 0
        self._symbolic = bool(flags & _SYMBOLIC)
        self._map: CMap | None = cmap_of(font) if self._composite else None
        self._gids = self._gid_map()
        self._names = {} if self._composite else code_names(font)
        self._codec = "" if self._composite else self._base_codec(font)

    def _gid_map(self) -> bytes | None:
        mapping = self._child.get("/CIDToGIDMap")
        return stream_bytes(mapping) if is_dict(mapping) else None

    def _base_codec(self, font: Any) -> str:
        encoding = font.get("/Encoding")
        base = encoding.get("/BaseEncoding") if is_dict(encoding) else encoding
        if base is None and not self._embedded and not self._symbolic:
            return "cp1252"  # of the letters and digits that are compared
        return "" if self._symbolic and self._embedded else _BASES.get(str(base), "")

    def of(self, code: int) -> set[str]:
        """Return what a code may show; nothing where no table says it."""
        if self._silent:
            return set()
        return self._of_composite(code) if self._composite else self._of_simple(code)

    def _of_simple(self, code: int) -> set[str]:
        program, found = self._program, set()
        name = self._names.get(code)
        if name is None and program is not None:
            name = program.encoding.get(code)
        if name is not None:
            found.add(_named(name))
        elif self._codec:
            found.add(bytes([code & 0xFF]).decode(self._codec, "ignore"))
        if program is not None and code in program.codes:
            found |= program.glyphs.get(program.codes[code], set())
        return found - {""}

    def _of_composite(self, code: int) -> set[str]:
        cid = self._map.cid(code) if self._map is not None else None
        if cid is None:
            return set()
        program = self._program
        if program is None:
            ordering = "" if self._embedded else self._ordering()
            return _collected(ordering, cid)
        if self._gids is not None:
            gid = int.from_bytes(self._gids[2 * cid : 2 * cid + 2])
        elif program.cids is not None:
            gid = program.cids.get(cid, 0)
        else:
            gid = cid
        told = program.glyphs.get(gid, set())
        if program.ordering not in _ORDERINGS:
            return told
        return told | _collected(program.ordering, cid)

    def _ordering(self) -> str:
        info = self._child.get("/CIDSystemInfo")
        return str(info.get("/Ordering", "")) if is_dict(info) else ""


def _collected(ordering: str, cid: int) -> set[str]:
    """Return the character of a CID of one of Adobe's collections."""
    table = _to_unicode(ordering) if ordering in _ORDERINGS else None
    if table is None:
        return set()
    from pymupdf import mupdf

    char = int(mupdf.pdf_lookup_cmap(table, cid))
    return {chr(char)} if 0 < char < 0x110000 else set()


@cache
def _to_unicode(ordering: str) -> Any:
    from pymupdf import mupdf

    try:
        return mupdf.pdf_load_system_cmap(f"Adobe-{ordering}-UCS2")
    except mupdf.FzErrorBase:  # it has no such map
        return None
