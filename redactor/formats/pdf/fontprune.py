"""Blank what embedded fonts remember of removed text.

A subset font holds the glyphs of every character that its file ever showed: the rare
character of a removed name would stay in its outlines, character map and ToUnicode.
So glyphs of codes that nothing shows any more lose their outlines and their names.
What this does not do: change fonts with CMaps that are not known here, which stay as
they are.
"""

from collections import defaultdict
from collections.abc import Set
from typing import Any

from redactor.formats.pdf.cmaps import bare_cmap
from redactor.formats.pdf.fontprograms import descendant, prune_program
from redactor.formats.pdf.fontuse import FontUse, font_uses
from redactor.formats.pdf.objects import is_array, is_dict
from redactor.formats.pdf.tounicode import rewrite_tounicode

__all__ = ["prune_fonts"]

_Id = tuple[int, int]
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def prune_fonts(pdf: Any, own_font: _Id, living: Set[_Id]) -> None:
    """Prune every font of a file to what its content shows.

    Args:
        pdf: A `pikepdf.Pdf`; it is changed.
        own_font: Number of a font that stays as it is.
        living: Numbers of the objects that will be written.
    """
    programs: defaultdict[tuple[int, int], list[tuple[FontUse, Any, str]]]
    programs = defaultdict(list)
    for use in font_uses(pdf, living):
        _clean_encoding(use.font)
        if use.font.objgen == own_font or not use.known:
            continue
        codes = use.codes()
        rewrite_tounicode(pdf, use.font, codes, use.digits)
        _trim_tables(use, codes)
        descriptor = _descriptor(use.font)
        for key in _PROGRAMS if descriptor is not None else ():
            program = descriptor.get(key)
            if is_dict(program):
                programs[program.objgen].append((use, program, key))
    for group in programs.values():
        prune_program(group)


def _clean_encoding(font: Any) -> None:
    """Leave of an embedded encoding its tables."""
    import pikepdf

    encoding = font.get("/Encoding")
    if not isinstance(encoding, pikepdf.Stream):
        return
    encoding.write(bare_cmap(encoding.read_bytes()))
    if "/CMapName" in encoding:
        encoding.CMapName = pikepdf.Name.Codes


def _descriptor(font: Any) -> Any:
    child = descendant(font)
    found = (child if child is not None else font).get("/FontDescriptor")
    return found if is_dict(found) else None


def _trim_tables(use: FontUse, codes: set[int]) -> None:
    """Drop widths, names and glyph numbers of codes that nothing shows."""
    font = use.font
    child = descendant(font)
    if child is not None:
        cids = use.cids()
        widths = _cid_widths(child.get("/W"), cids)
        if widths is not None:
            child.W = _pack_widths(widths)
        mapping = child.get("/CIDToGIDMap")
        if is_dict(mapping):
            _trim_gid_map(mapping, cids)
        return
    encoding = font.get("/Encoding")
    if is_dict(encoding) and is_array(encoding.get("/Differences")):
        encoding.Differences = _trim_differences(encoding.Differences, codes)
    if str(font.get("/Subtype", "")) == "/Type3":
        _trim_procs(font, encoding)


def _cid_widths(array: Any, codes: set[int]) -> dict[int, Any] | None:
    """Unpack the widths of some codes (ISO 32000-1, 9.7.4.3); None when broken."""
    if not is_array(array):
        return None
    widths: dict[int, Any] = {}
    items, at = list(array), 0
    while at + 1 < len(items):
        first = int(items[at])
        if is_array(items[at + 1]):
            row = items[at + 1]
            wanted = codes.intersection(range(first, first + len(row)))
            widths.update((code, row[code - first]) for code in wanted)
            at += 2
        elif at + 2 < len(items):
            last = int(items[at + 1])
            if last - first > 65_535:
                return None
            wanted = codes.intersection(range(first, last + 1))
            widths.update(dict.fromkeys(wanted, items[at + 2]))
            at += 3
        else:
            return None
    return widths


def _pack_widths(widths: dict[int, Any]) -> Any:
    import pikepdf

    array = pikepdf.Array()
    run: list[Any] = []
    start = previous = -2
    for code in sorted(widths):
        if code != previous + 1 and run:
            array.extend([start, pikepdf.Array(run)])
            run = []
        if not run:
            start = code
        run.append(widths[code])
        previous = code
    if run:
        array.extend([start, pikepdf.Array(run)])
    return array


def _trim_gid_map(mapping: Any, codes: set[int]) -> None:
    data = bytearray(mapping.read_bytes())
    for cid in range(len(data) // 2):
        if cid not in codes:
            data[2 * cid : 2 * cid + 2] = b"\0\0"
    mapping.write(bytes(data))


def _trim_differences(array: Any, codes: set[int]) -> Any:
    import pikepdf

    kept, code, last = pikepdf.Array(), 0, -2
    for item in array:
        if isinstance(item, pikepdf.Name):
            if code in codes:
                if code != last + 1:
                    kept.append(code)
                kept.append(item)
                last = code
            code += 1
        else:
            code = int(item)
    return kept


def _trim_procs(font: Any, encoding: Any) -> None:
    import pikepdf

    procs = font.get("/CharProcs")
    if not is_dict(procs) or not is_dict(encoding):
        return
    named = {str(n) for n in encoding.Differences if isinstance(n, pikepdf.Name)}
    for name in list(procs.keys()):
        if name not in named:
            del procs[name]
