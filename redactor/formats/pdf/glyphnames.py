"""Which glyph names a code of a simple font may select."""

from typing import Any

from redactor.formats.pdf.objects import is_dict

__all__ = ["code_names", "names_of_code", "unicodes"]


def unicodes(name: str) -> set[int]:
    """Return the characters that a glyph name of the Adobe Glyph List stands for."""
    from fontTools.agl import toUnicode

    return set(map(ord, toUnicode(name)))


def code_names(font: Any) -> dict[int, str]:
    """Return the names that a font dictionary gives to codes."""
    import pikepdf

    encoding = font.get("/Encoding")
    names: dict[int, str] = {}
    code = 0
    for item in encoding.get("/Differences", ()) if is_dict(encoding) else ():
        if isinstance(item, pikepdf.Name):
            names[code] = str(item)[1:]
            code += 1
        else:
            code = int(item)
    return names


def names_of_code(code: int, given: dict[int, str], built_in: Any) -> set[str]:
    """Return every glyph name that a code may select, rather too many.

    Args:
        code: Of one byte.
        given: Names that the font dictionary gives.
        built_in: Names that the program gives, a list of 256.
    """
    from fontTools.encodings.MacRoman import MacRoman
    from fontTools.encodings.StandardEncoding import StandardEncoding

    names = {given[code]} if code in given else set()
    names.add(StandardEncoding[code])
    names.add(MacRoman[code])
    if isinstance(built_in, list):
        names.add(built_in[code])
    from fontTools.agl import UV2AGL

    for char in bytes([code]).decode("cp1252", "ignore"):
        names.add(UV2AGL.get(ord(char), ""))
    return names
