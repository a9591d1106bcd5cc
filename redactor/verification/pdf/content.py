"""Strings of PDF content streams, read without drawing them.

Everything that is shown by a text operator is joined over operators, so that a value
drawn glyph by glyph is one text; texts that stand in the stream without being drawn
(properties of marked content, comments) are read as well.
"""

import re
from collections.abc import Iterator, Mapping

from redactor.verification.pdf.fonts import FontTable

__all__ = ["looks_like_content", "shown_text", "unshown_text"]

_TOKEN = re.compile(
    rb"(?s:\bBI\b.{0,2000}?\bID\s.*?\sEI\b)"
    rb"|(?P<literal>\()"
    rb"|(?P<hex><[0-9A-Fa-f\s]*>)"
    rb"|(?P<font>/[^\s/<>()\[\]{}%]+)\s+[-+.\d]+\s+Tf\b"
    rb"|(?P<comment>%[^\r\n]*)"
    rb"|(?P<name>/[^\s/<>()\[\]{}%]*)"
    rb"|(?P<operator>[A-Za-z'\"*]+)"
)
_SHOW = frozenset((b"Tj", b"TJ", b"'", b'"'))
_MARKED = frozenset((b"BDC", b"DP", b"BMC", b"MP"))
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.S)
_ESCAPES = {
    b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f",
    b"\n": b"", b"\r": b"", b"\r\n": b"",
}  # fmt: skip
_PAREN = re.compile(rb"\\.|[()]", re.S)


def looks_like_content(data: bytes) -> bool:
    """Tell whether a stream may show text, or hold it in marked content."""
    return any(word in data for word in (b"BT", b"BDC", b"DP")) or any(
        b"\n" + op in data or b" " + op in data or b")" + op in data for op in _SHOW
    )


def _unescape(match: "re.Match[bytes]") -> bytes:
    found = match[1]
    if found[:1].isdigit() and found[:1] < b"8":
        return bytes([int(found, 8) & 255])
    return _ESCAPES.get(found, found)


def _literal(data: bytes, start: int) -> tuple[bytes, int]:
    """Read a literal string whose parenthesis opens at ``start``."""
    depth = 0
    for match in _PAREN.finditer(data, start):
        if match[0] == b"(":
            depth += 1
        elif match[0] == b")":
            depth -= 1
            if not depth:
                body = data[start + 1 : match.start()]
                return _ESCAPE.sub(_unescape, body), match.end()
    return b"", start + 1


def _hex(token: bytes) -> bytes:
    digits = b"".join(token[1:-1].split()).decode("ascii")
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def _tokens(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while match := _TOKEN.search(data, at):
        at = match.end()
        kind = match.lastgroup
        if kind == "literal":
            body, at = _literal(data, match.start())
            yield "string", body
        elif kind == "hex":
            yield "string", _hex(match[0])
        elif kind is not None:
            yield kind, match[kind]


def shown_text(
    data: bytes, fonts: Mapping[bytes, FontTable], fallback: FontTable, other: bool
) -> str:
    """Return what the text operators of a stream show, one line an operator."""
    lines: list[str] = []
    strings: list[bytes] = []
    table = fallback
    for kind, token in _tokens(data):
        if kind == "string":
            strings.append(token)
        elif kind == "font":
            table = fonts.get(token, fallback)
        elif kind == "operator":
            if token in _SHOW:
                lines.append("".join(table.decode(s, other) for s in strings))
            strings.clear()
    return "\n".join(lines)


def unshown_text(data: bytes) -> Iterator[bytes]:
    """Yield strings, names and comments that no text operator shows."""
    strings: list[bytes] = []
    for kind, token in _tokens(data):
        if kind == "string":
            strings.append(token)
        elif kind == "comment":
            yield token
        elif kind == "operator":
            if token in _MARKED:
                yield from strings
            strings.clear()
