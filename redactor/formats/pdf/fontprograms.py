"""Blank the glyphs of embedded programs that no font of a file shows any more."""

import struct
from io import BytesIO
from itertools import pairwise
from typing import Any

from redactor.formats.pdf.cff import prune_cff
from redactor.formats.pdf.fontuse import FontUse
from redactor.formats.pdf.glyphnames import code_names, names_of_code, unicodes
from redactor.formats.pdf.objects import is_array, is_dict
from redactor.formats.pdf.truetype import keep_glyphs, outline_count
from redactor.formats.pdf.type1 import Type1Font

__all__ = ["descendant", "prune_program"]


# More drawn glyphs than this are a whole font, not a subset: they tell nothing. (The
# number of all glyphs says little: many subsets keep the numbers of the whole font.)
_WHOLE_FONT = 8000

# What Type1 composes letters of, beside letters: dotless i and the accents.
_ACCENTS = frozenset(
    {"dotlessi", "grave", "acute", "circumflex", "tilde", "macron", "breve"}
    | {"dotaccent", "dieresis", "ring", "cedilla", "hungarumlaut", "ogonek", "caron"}
)

_KEPT_TABLES = frozenset(
    {"cvt ", "fpgm", "prep", "glyf", "loca", "head", "hhea", "hmtx", "maxp", "cmap"}
    | {"post", "OS/2", "vhea", "vmtx", "CFF ", "GlyphOrder"}
)


def descendant(font: Any) -> Any:
    """Return the descendant of a composite font, None for simple fonts."""
    children = font.get("/DescendantFonts")
    if is_array(children) and len(children) and is_dict(children[0]):
        return children[0]
    return None


def prune_program(group: list[tuple[FontUse, Any, str]]) -> None:
    """Blank the glyphs of one font program that none of its fonts shows."""
    _, stream, key = group[0]
    data = stream.read_bytes()
    if key == "/FontFile":
        _prune_type1(stream, data, group)
    elif key == "/FontFile2" and all(
        descendant(u.font) is not None for u, _, _ in group
    ):
        _prune_composite(stream, data, group)
    else:
        _prune_parsed(stream, data, group, key)


def _prune_composite(
    stream: Any, data: bytes, group: list[tuple[FontUse, Any, str]]
) -> None:
    try:
        if outline_count(data) > _WHOLE_FONT:
            return
        new = keep_glyphs(data, _cid_glyphs(group))
    except (KeyError, IndexError, struct.error) as error:
        raise ValueError("font program cannot be pruned") from error
    stream.write(new)
    stream.Length1 = len(new)


def _prune_type1(
    stream: Any, data: bytes, group: list[tuple[FontUse, Any, str]]
) -> None:
    font = Type1Font(data)
    if len(font.names) > _WHOLE_FONT:
        return
    names: set[str] = set()
    for use, _, _ in group:
        given = code_names(use.font)
        for code in use.codes():
            names |= names_of_code(code, given, None)
            names.add(font.encoding.get(code, ""))
    if font.composed(names):
        names |= {name for name in font.names if len(name) == 1 or name in _ACCENTS}
    new, clear, closed, tail = font.keep(names)
    stream.write(new)
    stream.Length1, stream.Length2, stream.Length3 = clear, closed, tail


def _prune_parsed(
    stream: Any, data: bytes, group: list[tuple[FontUse, Any, str]], key: str
) -> None:
    from fontTools.cffLib import CFFFontSet
    from fontTools.ttLib import TTFont, TTLibError

    try:
        if key == "/FontFile3" and str(stream.get("/Subtype", "")) != "/OpenType":
            fonts = CFFFontSet()
            holder = TTFont(recalcBBoxes=False)
            fonts.decompile(BytesIO(data), holder)
            if prune_cff(fonts, group, _WHOLE_FONT):
                buffer = BytesIO()
                fonts.compile(buffer, holder)
                stream.write(buffer.getvalue())
            return
        font = TTFont(BytesIO(data), lazy=True)
        if _prune_tables(font, group):
            buffer = BytesIO()
            font.save(buffer)
            new = buffer.getvalue()
            stream.write(new)
            stream.Length1 = len(new)
    except (TTLibError, KeyError, IndexError, struct.error, AssertionError) as error:
        raise ValueError("font program cannot be pruned") from error


def _prune_tables(font: Any, group: list[tuple[FontUse, Any, str]]) -> bool:
    """Prune an OpenType program of either kind of outlines."""
    if "glyf" in font:
        return _prune_glyf(font, group)
    if "CFF " not in font:
        return False
    order = font.getGlyphOrder()
    fonts = font["CFF "].cff
    if not prune_cff(fonts, group, _WHOLE_FONT):
        return False
    renamed = dict(zip(order, fonts[0].charset, strict=True))
    font.setGlyphOrder(list(fonts[0].charset))
    kept = {old for old, new in renamed.items() if old == new}
    if "hmtx" in font:
        metrics = font["hmtx"].metrics
        font["hmtx"].metrics = {
            new: metrics[old] if old in kept else (0, 0) for old, new in renamed.items()
        }
    _forget(font, kept)
    return True


def _forget(font: Any, kept: set[str]) -> None:
    """Drop glyphs from the character map, and tables that may name them."""
    if "cmap" in font:
        for table in font["cmap"].tables:
            table.cmap = {c: g for c, g in table.cmap.items() if g in kept}
    for tag in font.keys():  # noqa: SIM118 - a TTFont iterates over nothing else
        if tag not in _KEPT_TABLES:
            del font[tag]


def _cid_glyphs(group: list[tuple[FontUse, Any, str]]) -> set[int]:
    """Return the glyphs that the codes of composite fonts select."""
    ids = {0}
    for use, _, _ in group:
        child = descendant(use.font)
        if child is None:
            continue
        mapping = child.get("/CIDToGIDMap")
        if is_dict(mapping):
            data = mapping.read_bytes()
            ids.update(int.from_bytes(data[2 * c : 2 * c + 2]) for c in use.cids())
        else:
            ids.update(use.cids())
    return ids


def _glyph_ids(font: Any, group: list[tuple[FontUse, Any, str]]) -> set[int]:
    """Return every glyph that a shown code may select, rather too many."""
    ids = _cid_glyphs(group)
    for use, _, _ in group:
        if descendant(use.font) is None:
            ids.update(_simple_ids(font, use.font, use.codes()))
    return ids


def _simple_ids(font: Any, pdf_font: Any, codes: set[int]) -> set[int]:
    """Glyphs of a simple TrueType font (ISO 32000-1, 9.6.6.4), by every way."""
    ids: set[int] = set()
    tables = font["cmap"].tables if "cmap" in font else []
    names = code_names(pdf_font)
    order = {name: number for number, name in enumerate(font.getGlyphOrder())}
    wanted = set(codes) | {0xF000 + c for c in codes} | {0xF100 + c for c in codes}
    for code in codes:
        name = names.get(code)
        if name:
            wanted.update(unicodes(name))
            if name in order:
                ids.add(order[name])
        for charset in ("cp1252", "mac_roman"):
            wanted.update(map(ord, bytes([code]).decode(charset, "ignore")))
    for table in tables:
        ids.update(order[g] for c, g in table.cmap.items() if c in wanted)
    if not tables:
        ids.update(codes)
    return ids


def _with_parts(glyf: Any, keep: set[str]) -> set[str]:
    """Add the parts of composite glyphs."""
    todo = list(keep)
    while todo:
        for name in glyf[todo.pop()].getComponentNames(glyf):
            if name not in keep:
                keep.add(name)
                todo.append(name)
    return keep


def _prune_glyf(font: Any, group: list[tuple[FontUse, Any, str]]) -> bool:
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    order = font.getGlyphOrder()
    ends = font["loca"].locations
    drawn = {n for n, (a, b) in zip(order, pairwise(ends), strict=False) if b > a}
    if len(drawn) > _WHOLE_FONT:
        return False
    glyf = font["glyf"]
    shown = {order[i] for i in _glyph_ids(font, group) if i < len(order)}
    keep = _with_parts(glyf, shown)
    for name in drawn - keep:
        blank = Glyph()
        blank.numberOfContours = 0
        glyf.glyphs[name] = blank
    for name in set(order) - keep:
        font["hmtx"].metrics[name] = (0, 0)
    _forget(font, keep)
    _rename(font, keep)
    return True


def _rename(font: Any, keep: set[str]) -> None:
    """Take the names of blank glyphs, which tell of characters, from a program."""
    if "post" not in font:
        return
    names = {}
    spare = 0
    _ = font["post"].formatType  # read while the names are those of the file
    for name in font.getGlyphOrder():
        if name not in keep:
            while f"unused{spare}" in keep:
                spare += 1
            names[name] = f"unused{spare}"
            spare += 1
    order = [names.get(name, name) for name in font.getGlyphOrder()]
    glyf = font["glyf"]
    glyf.glyphs = {names.get(name, name): glyf.glyphs[name] for name in glyf.glyphs}
    for tag in ("hmtx", "vmtx"):
        if tag in font:
            table = font[tag]
            table.metrics = {names.get(n, n): v for n, v in table.metrics.items()}
    if font["post"].formatType == 2:
        font["post"].extraNames, font["post"].mapping = [], {}
    font.setGlyphOrder(order)
    glyf.glyphOrder = order
