"""The names of Office Open XML that the format knows: an allow-list.

Sources: ECMA-376 parts 1 and 4 (Transitional and Strict), [MS-DOCX], [MS-ODRAWXML].
Whatever is not named here is dropped, so that the next vendor's part or element cannot
carry text past the search.
"""

__all__ = ["KNOWN", "NS", "STRICT", "a", "attr", "c", "local", "m", "mc", "r", "v", "w"]

_OOXML = "http://schemas.openxmlformats.org/"
_MS = "http://schemas.microsoft.com/office/"

NS = {
    "w": _OOXML + "wordprocessingml/2006/main",
    "r": _OOXML + "officeDocument/2006/relationships",
    "m": _OOXML + "officeDocument/2006/math",
    "a": _OOXML + "drawingml/2006/main",
    "pic": _OOXML + "drawingml/2006/picture",
    "wp": _OOXML + "drawingml/2006/wordprocessingDrawing",
    "c": _OOXML + "drawingml/2006/chart",
    "cdr": _OOXML + "drawingml/2006/chartDrawing",
    "dgm": _OOXML + "drawingml/2006/diagram",
    "lc": _OOXML + "drawingml/2006/lockedCanvas",
    "mc": _OOXML + "markup-compatibility/2006",
    "dsp": _MS + "drawing/2008/diagram",
    "wps": _MS + "word/2010/wordprocessingShape",
    "wpg": _MS + "word/2010/wordprocessingGroup",
    "wpc": _MS + "word/2010/wordprocessingCanvas",
    "wp14": _MS + "word/2010/wordprocessingDrawing",
    "w14": _MS + "word/2010/wordml",
    "w15": _MS + "word/2012/wordml",
    "w16se": _MS + "word/2015/wordml/symex",
    "a14": _MS + "drawing/2010/main",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

KNOWN = frozenset(NS.values())

_PURL = "http://purl.oclc.org/ooxml/"
STRICT = {
    _PURL + "wordprocessingml/main": NS["w"],
    _PURL + "officeDocument/relationships": NS["r"],
    _PURL + "officeDocument/math": NS["m"],
    _PURL + "drawingml/main": NS["a"],
    _PURL + "drawingml/picture": NS["pic"],
    _PURL + "drawingml/wordprocessingDrawing": NS["wp"],
    _PURL + "drawingml/chart": NS["c"],
    _PURL + "drawingml/chartDrawing": NS["cdr"],
    _PURL + "drawingml/diagram": NS["dgm"],
    _PURL + "drawingml/lockedCanvas": NS["lc"],
}


def w(name: str) -> str:
    """Return a WordprocessingML name in Clark notation."""
    return f"{{{NS['w']}}}{name}"


def a(name: str) -> str:
    """Return a DrawingML name in Clark notation."""
    return f"{{{NS['a']}}}{name}"


def c(name: str) -> str:
    """Return a chart name in Clark notation."""
    return f"{{{NS['c']}}}{name}"


def m(name: str) -> str:
    """Return a math name in Clark notation."""
    return f"{{{NS['m']}}}{name}"


def mc(name: str) -> str:
    """Return a markup-compatibility name in Clark notation."""
    return f"{{{NS['mc']}}}{name}"


def r(name: str) -> str:
    """Return a relationships attribute in Clark notation."""
    return f"{{{NS['r']}}}{name}"


def v(name: str) -> str:
    """Return a VML name in Clark notation."""
    return f"{{{NS['v']}}}{name}"


def attr(prefix: str, name: str) -> str:
    """Return a name with any known prefix in Clark notation."""
    return f"{{{NS[prefix]}}}{name}"


def local(name: str) -> str:
    """Return the local part of a name in Clark notation."""
    return name.rpartition("}")[2]
