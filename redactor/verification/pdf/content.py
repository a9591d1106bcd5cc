"""Strings of PDF content streams, read without drawing them.

Everything that is shown by a text operator is joined over operators, so that a value
drawn glyph by glyph is one text; texts that stand in the stream without being drawn
(properties of marked content, comments) are read as well.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from redactor.verification.pdf.fonts import FontTable

__all__ = ["Content", "looks_like_content", "read_content", "string_bytes"]

_FLAT = rb"[^()\\]|\\."
_NESTED = rb"(?:" + _FLAT + rb"|\((?:" + _FLAT + rb")*\))*"
_TOKEN = re.compile(
    rb"(?s:\bBI\b.{0,2000}?\bID\s.*?\sEI\b)"
    rb"|\((?P<literal>(?s:" + _NESTED + rb"))\)"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|(?P<font>/[^\s/<>()\[\]{}%]+)\s+[-+.\d]+\s+Tf\b"
    rb"|%(?P<comment>[^\r\n]*)"
    rb"|\b(?P<marked>BDC|DP)\b"
    rb"|(?P<show>T[jJ]\b|['\"](?=[\s/<(\[]|$))"
)
_SHOW = (b"Tj", b"TJ", b"'", b'"')
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.S)
_ESCAPES = {
    b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f",
    b"\n": b"", b"\r": b"", b"\r\n": b"",
}  # fmt: skip


@dataclass(frozen=True)
class Content:
    """The strings of one content stream.

    Attributes:
        shown: For each text operator the font's name and its strings joined.
        unshown: Strings of marked content, and comments.
    """

    shown: tuple[tuple[bytes, bytes], ...] = field(repr=False)
    unshown: tuple[bytes, ...] = field(repr=False)

    def text(
        self, fonts: Mapping[bytes, FontTable], fallback: FontTable, other: bool
    ) -> str:
        """Return what the text operators show, one line an operator."""
        return "\n".join(
            fonts.get(name, fallback).decode(data, other) for name, data in self.shown
        )


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


def _hex(token: bytes) -> bytes:
    digits = b"".join(token.split()).decode("ascii")
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def string_bytes(kind: str, token: bytes) -> bytes:
    """Return what a string says, without its brackets (ISO 32000-1:2008, 7.3.4)."""
    if kind == "hex":
        return _hex(token)
    return _ESCAPE.sub(_unescape, token) if b"\\" in token else token


def read_content(data: bytes) -> Content:
    """Read the strings of a content stream; bytes that are none give little."""
    shown: list[tuple[bytes, bytes]] = []
    unshown: list[bytes] = []
    strings: list[bytes] = []
    font = b""
    for match in _TOKEN.finditer(data):
        kind = match.lastgroup
        if kind in ("literal", "hex"):
            strings.append(string_bytes(kind, match[kind]))
        elif kind == "font":
            font = match[kind]
        elif kind == "comment":
            unshown.append(match[kind])
        elif kind == "show":
            shown.append((font, b"".join(strings)))
            strings.clear()
        elif kind == "marked":
            unshown.extend(strings)
            strings.clear()
    unshown.extend(strings)
    return Content(tuple(shown), tuple(unshown))
