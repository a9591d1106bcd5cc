"""Fonts of a source and of its copy that draw and read the same for some codes.

The writer blanks what a font remembers of removed text: the programs and tables of the
two differ, and yet a page that shows none of these codes is the same page. Compared are
width, meaning and outline of each code; whatever is not understood counts as different.
"""

import struct
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pikepdf

from redactor.verification.pdf.digest import digest_of
from redactor.verification.pdf.fonts import FontTable, FontTables, program_of
from redactor.verification.pdf.outlines import Naming, Program, open_program

__all__ = ["FontPair", "codes_of", "widths_of"]

# What is compared by code, by glyph, or apart, and names of glyphs that are there.
_NAMES = frozenset(("/Differences",))
_VARYING = frozenset(
    (
        *("/ToUnicode", "/FirstChar", "/LastChar", "/Widths", "/W"),
        *("/FontDescriptor", "/DescendantFonts", "/Encoding"),
        *("/FontFile", "/FontFile2", "/FontFile3", "/CIDSet", "/CharSet"),
    )
)


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
        names = self._naming
        return (
            widths[0].get(code) == widths[1].get(code)
            and names[0].given.get(code) == names[1].given.get(code)
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
        drawn = one.glyphs(code, self._naming[0])
        return bool(drawn) and drawn == other.glyphs(code, self._naming[1])

    @cached_property
    def _naming(self) -> tuple[Naming, Naming]:
        one, other = map(_naming_of, self._fonts)
        return one, other

    @cached_property
    def _files(self) -> tuple[bytes, bytes]:
        one, other = (program_of(_descriptor(font)) for font in self._fonts)
        return one, other

    @cached_property
    def _programs(self) -> tuple[Program | None, Program | None]:
        kinds = ((_child(font) or font).get("/Subtype") for font in self._fonts)
        one, other = (
            open_program(data, str(kind))
            for data, kind in zip(self._files, kinds, strict=True)
        )
        return one, other


def _frame(font: Any) -> list[bytes] | None:
    """Return what holds for a font as a whole; None for fonts that are not compared.

    An engine chooses what stands for a font without a program by its name, encoding and
    descriptor; two that are equal in it draw the same.
    """
    child, known = _child(font), dict[tuple[int, int], bytes]()
    encoding = font.get("/Encoding")
    coded = font.get("/Subtype") != "/Type0" and _is_dict(encoding)
    if not coded and encoding is not None and not isinstance(encoding, pikepdf.Name):
        return None
    if font.get("/Subtype") != "/Type0":
        if font.get("/Subtype") not in ("/TrueType", "/Type1"):
            return None
    elif (
        child is None
        or font.get("/Encoding") not in ("/Identity-H", "/Identity-V")
        or child.get("/CIDToGIDMap") not in (None, "/Identity")
    ):
        return None
    return [
        digest_of(_without(item, _VARYING), known) if _is_dict(item) else b""
        for item in (font, child, _descriptor(font))
    ] + [
        digest_of(_without(encoding, _NAMES), known)
        if coded
        else repr(encoding).encode()
    ]


def _without(item: Any, keys: frozenset[str]) -> Any:
    return pikepdf.Dictionary({k: v for k, v in item.items() if k not in keys})


def _naming_of(font: Any) -> Naming:
    """Return how a font's codes name glyphs (ISO 32000-1:2008, 9.6.6)."""
    encoding, given, code = font.get("/Encoding"), dict[int, str](), 0
    rows = encoding.get("/Differences", ()) if _is_dict(encoding) else ()
    for item in rows:
        if isinstance(item, pikepdf.Name):
            given[code] = str(item)[1:]
            code += 1
        else:
            code = int(item)
    return Naming(font.get("/Subtype") != "/Type0", encoding is not None, given)


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
