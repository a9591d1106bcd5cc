"""Blank the glyphs of a CFF program that nothing shows, and take their names."""

import re
from typing import Any

from redactor.formats.pdf.fontuse import FontUse
from redactor.formats.pdf.glyphnames import code_names, names_of_code

__all__ = ["prune_cff"]

# Adobe Technical Note 5176, table 9, as fontTools calls them.
_TEXTS = (
    "version", "Notice", "Copyright", "FullName", "FamilyName", "Weight", "UniqueID",
    "XUID", "PostScript", "BaseFontName",
)  # fmt: skip
Group = list[tuple[FontUse, Any, str]]


def prune_cff(fonts: Any, group: Group, most: int) -> bool:
    """Prune an open program.

    Args:
        fonts: A `fontTools.cffLib.CFFFontSet`; it is changed.
        group: The uses of the program.
        most: With more drawn glyphs than this it is a whole font, which stays.

    Returns:
        Whether it was changed.
    """
    from fontTools.misc.psCharStrings import T2CharString

    top = fonts[0]
    strings = top.CharStrings
    order = list(top.charset)
    if sum(len(strings[name].bytecode or b"") > 4 for name in order) > most:
        return False
    keyed = hasattr(top, "ROS")
    keep = {order[0]} | _cff_names(top, group, keyed=keyed)
    spare = 65_000
    renamed = []
    for name in order:
        if name in keep:
            renamed.append(name)
            continue
        while f"cid{spare:05d}" in keep:
            spare -= 1
        blank = f"cid{spare:05d}" if keyed else f"unused{spare}"
        spare -= 1
        index = strings.charStrings.pop(name)
        strings.charStrings[blank] = index
        renamed.append(blank)
        old = strings[blank]
        fresh = T2CharString(bytecode=b"\x0e", private=old.private)
        fresh.globalSubrs = old.globalSubrs
        strings[blank] = fresh
    top.charset = renamed
    _forget_texts(fonts)
    return True


def _forget_texts(fonts: Any) -> None:
    """Drop what a program says of its makers; the name of a subset says nothing."""
    top = fonts[0]
    for key in _TEXTS:
        top.rawDict.pop(key, None)
        vars(top).pop(key, None)
    fonts.fontNames = [
        re.sub(r"\d{7,}", "", name) or "Font" for name in fonts.fontNames
    ]


def _cid_names(order: list[str], codes: set[int], *, keyed: bool) -> set[str]:
    if keyed:
        return {f"cid{code:05d}" for code in codes}
    return {order[code] for code in codes if code < len(order)}


def _cff_names(top: Any, group: Group, *, keyed: bool) -> set[str]:
    names: set[str] = set()
    order = top.charset
    for use, _, _ in group:
        if use.composite:
            names.update(_cid_names(order, use.cids(), keyed=keyed))
            continue
        given = code_names(use.font)
        built_in = top.Encoding
        for code in use.codes():
            names.update(names_of_code(code, given, built_in))
    return names
