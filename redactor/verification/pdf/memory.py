"""Channel ``fonts``: what the fonts of a copy still remember of removed names.

A subset font holds the glyphs of its document's characters. When a rare character of a
removed name stands nowhere in the copy's text any more, but a table of a font still
names it or its outline is still there, the font tells that it once stood there.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import pikepdf
from fontTools import agl
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from redactor.model import Secret
from redactor.verification.channels import Trace
from redactor.verification.pdf.fonts import font_table, parse_cmap, program_of
from redactor.verification.reading import quick_bare

__all__ = ["font_traces", "rare_characters"]

_ENTITIES = frozenset(("PERSON", "CN_ADDRESS"))
# A font of this many characters is no subset of one document.
_WHOLE_FONT = 3000
_SFNT = (b"\0\1\0\0", b"true", b"OTTO", b"ttcf")


def rare_characters(secrets: Sequence[Secret], text: str) -> frozenset[str]:
    """Return the Han characters of removed names that the copy's text is without.

    What a mask shows is no secret, also where its page became a picture.
    """
    masks = quick_bare("".join(secret.replacement for secret in secrets))
    wanted = {
        char
        for secret in secrets
        if secret.entity in _ENTITIES
        for char in quick_bare(secret.text)
        if ord(char) >= 0x3400
    }
    return frozenset(wanted.difference(quick_bare(text), masks))


def font_traces(
    source: pikepdf.Pdf, copy: pikepdf.Pdf, rare: frozenset[str]
) -> Iterator[Trace]:
    """Yield a trace for each table or outline that remembers one of the characters."""
    if not rare:
        return
    outlines = {
        digest for program in _programs(source) for digest in program.outlines_of(rare)
    }
    for item in copy.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield from _tables(item, rare)
    for program in _programs(copy):
        if program.is_subset:
            if _names(program.characters, rare):
                yield Trace("font_memory", "font/cmap")
            if outlines & program.outlines:
                yield Trace("font_memory", "font/outline")


def _tables(item: Any, rare: frozenset[str]) -> Iterator[Trace]:
    """Look at the tables that stand in a font's dictionary."""
    if isinstance(item.get("/ToUnicode"), pikepdf.Stream):
        table = parse_cmap(item.ToUnicode.read_bytes())[1]
        if len(table) < _WHOLE_FONT and _names(table.values(), rare):
            yield Trace("font_memory", "font/ToUnicode")
    if item.get("/Type") == "/Font" and item.get("/Subtype") != "/Type0":
        encoding = item.get("/Encoding")
        if isinstance(encoding, pikepdf.Dictionary) and _differences(encoding, rare):
            yield Trace("font_memory", "font/Encoding")


def _names(texts: Iterable[str], rare: frozenset[str]) -> bool:
    return not rare.isdisjoint(quick_bare("".join(texts)))


def _differences(encoding: Any, rare: frozenset[str]) -> bool:
    names = (x for x in encoding.get("/Differences", ()) if isinstance(x, pikepdf.Name))
    return _names((agl.toUnicode(str(name)[1:]) for name in names), rare)


def _programs(pdf: pikepdf.Pdf) -> Iterator["_Program"]:
    """Yield each embedded font program once, with the codes that fonts give it."""
    found: dict[tuple[int, int], _Program] = {}
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font":
            continue
        holder = item
        children = item.get("/DescendantFonts")
        if isinstance(children, pikepdf.Array) and len(children):
            holder = children[0]
        if not isinstance(holder, pikepdf.Dictionary):
            continue
        descriptor = holder.get("/FontDescriptor")
        data = program_of(descriptor)
        if data:
            program = found.setdefault(descriptor.objgen, _Program(data))
            if item.get("/Subtype") == "/Type0":
                program.learn(item)
    yield from found.values()


class _Program:
    """One embedded font program."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._glyphs: dict[str, set[int]] = {}

    def learn(self, font: Any) -> None:
        """Note which glyph numbers a composite font uses for which characters."""
        gids = font.DescendantFonts[0].get("/CIDToGIDMap")
        table = gids.read_bytes() if isinstance(gids, pikepdf.Stream) else b""
        for code, text in font_table(font).first.items():
            at = 2 * code
            gid = int.from_bytes(table[at : at + 2]) if table else code
            self._glyphs.setdefault(quick_bare(text), set()).add(gid)

    @cached_property
    def _font(self) -> TTFont | None:
        if self._data[:4] in _SFNT:
            return TTFont(io.BytesIO(self._data), fontNumber=0, lazy=True)
        if self._data[:1] == b"\1":
            return _wrapped(self._data)
        return None

    @cached_property
    def _order(self) -> list[str]:
        return [] if self._font is None else list(self._font.getGlyphOrder())

    @property
    def is_subset(self) -> bool:
        """True for a font that was made for few characters."""
        return 0 < len(self._drawn) < _WHOLE_FONT

    @cached_property
    def _drawn(self) -> list[str]:
        """Names of the glyphs that are not empty."""
        font = self._font
        if font is None:
            return []
        if "glyf" in font:
            ends = font["loca"].locations
            return [n for i, n in enumerate(self._order) if ends[i + 1] > ends[i]]
        strings = font["CFF "].cff[0].CharStrings
        # A blank glyph is an endchar, perhaps after a width.
        return [n for n in self._order if len(strings[n].bytecode or b"") > 4]

    def _outline(self, name: str) -> str:
        """Return a digest of a glyph's outline, empty for a blank one."""
        font = self._font
        assert font is not None
        pen = RecordingPen()
        if "glyf" in font:
            font["glyf"][name].draw(pen, font["glyf"])
        else:
            font["CFF "].cff[0].CharStrings[name].draw(pen)
        return hashlib.sha256(repr(pen.value).encode()).hexdigest() if pen.value else ""

    @property
    def outlines(self) -> set[str]:
        """Digests of all outlines."""
        return {self._outline(name) for name in self._drawn} - {""}

    @property
    def characters(self) -> Iterator[str]:
        """What the program's own tables say of its glyphs."""
        if self._font is not None:
            cmap = self._font.getBestCmap() if "cmap" in self._font else None
            drawn = set(self._drawn)
            # The table of a whole font tells nothing, unless its glyph is there.
            whole = len(self._order) >= _WHOLE_FONT
            for code, name in (cmap or {}).items():
                if not whole or name in drawn:
                    yield chr(code)
            yield from (agl.toUnicode(n) for n in (drawn if whole else self._order))

    def outlines_of(self, characters: frozenset[str]) -> Iterator[str]:
        """Give the digests of the outlines of some characters."""
        for char in characters:
            for gid in self._glyphs.get(char, ()):
                if gid < len(self._order):
                    yield self._outline(self._order[gid])


def _wrapped(data: bytes) -> TTFont:
    """Put a bare CFF program into a font, so that its glyphs can be drawn."""
    from fontTools.cffLib import CFFFontSet
    from fontTools.ttLib import newTable

    font = TTFont(sfntVersion="OTTO")
    table = newTable("CFF ")
    table.cff = CFFFontSet()
    table.cff.decompile(io.BytesIO(data), font)
    font["CFF "] = table
    font.setGlyphOrder(table.cff[0].getGlyphOrder())
    return font
