"""Glyphs of CFF and Type1 programs, in a form that compares.

The writer leaves glyphs out or blanks them; those that stay keep their charstrings, and
the subroutines and hints that they call stay as a whole. So glyphs are the same when
their charstrings are, and when all is equal that charstrings share (Adobe Technical
Notes 5176 and 5177; Adobe Type 1 Font Format, 1990).
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from fontTools import agl
from fontTools.cffLib import CFFFontSet
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.pens.recordingPen import RecordingPen

__all__ = ["Cff", "Naming", "Program", "Type1"]


@dataclass(frozen=True, slots=True)
class Naming:
    """How the codes of a font name glyphs.

    Attributes:
        simple: Codes are of one byte and name glyphs; else they number them.
        coded: The font names an encoding; else the program's own one holds.
        given: Names by code that the font gives itself.
    """

    simple: bool
    coded: bool
    given: Mapping[int, str] = field(repr=False)


class Program(Protocol):
    """An open program.

    Attributes:
        shared: All that its glyphs have in common.
    """

    shared: list[Any]

    def glyphs(self, code: int, naming: Naming) -> list[Any]:
        """Return the glyphs that a code may draw; nothing when that is not known."""
        ...


def _names(code: int, naming: Naming, built_in: str) -> tuple[str, ...]:
    """Return the names that engines may give to a code, the first one surely."""
    if code in naming.given:
        return (naming.given[code],)
    if not naming.coded:
        return (built_in,)
    windows = agl.UV2AGL.get(ord(bytes([code]).decode("cp1252", "replace")), "")
    return built_in, StandardEncoding[code], windows, MacRoman[code]


# Where something stands, and what a program says of its makers.
_PLACES = frozenset(
    (
        *("CharStrings", "charset", "Encoding", "Private", "Subrs"),
        *("FDArray", "FDSelect", "version", "Notice", "Copyright", "FullName"),
        *("FamilyName", "Weight", "UniqueID", "XUID", "PostScript", "BaseFontName"),
    )
)


class Cff:
    """Glyphs of a CFF program.

    Args:
        data: The program.
        head: What else holds for it as part of an OpenType font; None for a bare one.
    """

    def __init__(self, data: bytes, head: Sequence[bytes] | None = None) -> None:
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(data), None)
        (name,) = fonts.fontNames
        top = fonts[name]
        self._wrapped, self._keyed = head is not None, hasattr(top, "ROS")
        self._strings, self._order = top.CharStrings, top.charset
        self._encoding = () if self._keyed else top.Encoding
        self._known: dict[str, list[Any]] = {}
        parts = list(top.FDArray) if self._keyed else [top]
        self.shared = [
            list(head or ()),
            [string.bytecode for string in fonts.GlobalSubrs],
            _settings(top),
            *([_settings(part), *_private(part.Private)] for part in parts),
        ]

    def glyphs(self, code: int, naming: Naming) -> list[Any]:
        """Return the glyphs that a code may draw; see `Program`."""
        if not naming.simple:
            return self._numbered(code)
        if self._keyed or (self._wrapped and code not in naming.given):
            return []
        encoding = self._encoding
        if isinstance(encoding, str):
            encoding = StandardEncoding if encoding == "StandardEncoding" else ()
        built_in = encoding[code] if code < len(encoding) else ""
        return _all(_names(code, naming, built_in), self._strings, self._glyph)

    def _numbered(self, code: int) -> list[Any]:
        """Return the glyph of a CID; in OpenType engines differ in which one it is."""
        names = [self._order[code]] if code < len(self._order) else []
        if self._keyed:
            name = f"cid{code:05d}"
            if self._wrapped and names != [name]:
                return []
            names = [name]
        return _all(names, self._strings, self._glyph)

    def _glyph(self, name: str) -> list[Any]:
        if name not in self._known:
            string, part = self._strings.getItemAndSelector(name)
            code, pen = string.bytecode, RecordingPen()
            string.draw(pen)
            composed = any(step == "addComponent" for step, _ in pen.value)
            self._known[name] = [] if composed else [code, part]
        return self._known[name]


def _settings(item: Any) -> list[tuple[str, str]]:
    return sorted((k, repr(v)) for k, v in item.rawDict.items() if k not in _PLACES)


def _private(item: Any) -> tuple[Any, ...]:
    subroutines = getattr(item, "Subrs", None) or ()
    return _settings(item), [string.bytecode for string in subroutines]


def _all(names: Sequence[str], strings: Any, glyph: Any) -> list[Any]:
    """Return glyphs by name; nothing when the first is missing, or one is unknown."""
    if not names or names[0] not in strings:
        return []
    found = [(name, glyph(name)) for name in dict.fromkeys(names) if name in strings]
    return found if all(drawn for _, drawn in found) else []


_EEXEC, _CHARSTRING = 55665, 4330
_FACTOR, _PLUS = 52845, 22719
_RANDOM = 4  # bytes before an encrypted text
_MARK = b"currentfile eexec"
_DUP = re.compile(rb"dup\s+(\d+)\s*/([^\s/]+)\s+put\b")
_GLYPH = re.compile(rb"\s*/([^\s/{}\[\]()<>%]+)\s+(\d+)\s+(?:RD|-\|)\s")
_END = re.compile(rb"\s*(?:ND|\|-|noaccess\s+def)\s*")
_LEN_IV = re.compile(rb"/lenIV\s")
_SEAC = b"\x0c\x06"  # escape 6: an accented letter of two others (6.4)
# What the clear part says of the font's makers (2.2), and its comments.
_TEXT = re.compile(
    rb"/(?:version|Notice|Copyright|FullName|FamilyName|Weight|BaseFontName)\s*"
    rb"\((?:[^()\\]|\\.|\([^()]*\))*\)\s*(?:readonly\s+)?(?:def|ND|\|-)"
    rb"|%[^\r\n]*"
)


class Type1:
    """Glyphs of a Type1 program whose encrypted part is binary.

    Raises:
        ValueError: It cannot be followed.
    """

    def __init__(self, data: bytes) -> None:
        start = data.index(_MARK) + len(_MARK)
        clear = data[:start]
        while data[start : start + 1] in (b" ", b"\t", b"\r", b"\n"):
            start += 1
        private = _decrypted(data[start:], _EEXEC)[_RANDOM:]
        first = private.index(b"/CharStrings")
        at = private.index(b"begin", first) + len(b"begin")
        head = private[:at]
        self._glyphs: dict[str, bytes] = {}
        while entry := _GLYPH.match(private, at):
            stop = entry.end() + int(entry.group(2))
            end = _END.match(private, stop)
            name = entry.group(1).decode("latin-1")
            if end is None or name in self._glyphs:
                raise ValueError
            self._glyphs[name] = private[entry.end() : stop]
            at = end.end()
        rest = private[at : private.index(b"closefile", at)]
        if b"/CharStrings" in rest or _LEN_IV.search(head):
            raise ValueError
        self._standard = b"StandardEncoding def" in clear
        self._encoding = {int(c): n.decode("latin-1") for c, n in _DUP.findall(clear)}
        self.shared = [_DUP.sub(b"", _TEXT.sub(b"", clear)).split(), head, rest]

    def glyphs(self, code: int, naming: Naming) -> list[Any]:
        """Return the glyphs that a code may draw; see `Program`."""
        if not naming.simple:
            return []
        standard = StandardEncoding[code] if self._standard else ""
        names = _names(code, naming, self._encoding.get(code, standard))
        return _all(names, self._glyphs, self._glyph)

    def _glyph(self, name: str) -> list[Any]:
        string = self._glyphs[name]
        steps = _decrypted(string, _CHARSTRING)[_RANDOM:]
        return [] if _SEAC in steps and _is_composed(steps) else [string]


def _is_composed(steps: bytes) -> bool:
    """Tell whether a charstring draws two other glyphs (Type 1 Font Format, 6.2)."""
    at = 0
    while at < len(steps):
        if steps[at : at + 2] == _SEAC:
            return True
        first = steps[at]
        at += 5 if first == 255 else 2 if first >= 247 or first == 12 else 1
    return False


def _decrypted(data: bytes, key: int) -> bytes:
    """Open an encrypted text (Adobe Type 1 Font Format, 7.1).

    Each byte changes the key of the next, ``key = (byte + key) * factor + plus``; the
    sum of all steps is taken at once, modulo 65536, where the factor has an inverse.
    """
    cipher = np.frombuffer(data, np.uint8).astype(np.uint16)
    up = _powers(_FACTOR, len(cipher))
    down = _powers(pow(_FACTOR, -1, 1 << 16), len(cipher) + 1)[1:]
    steps = (cipher * np.uint16(_FACTOR) + np.uint16(_PLUS)) * down
    sums = np.cumsum(steps, dtype=np.uint16) - steps
    keys = up * (sums + np.uint16(key))
    return bytes((cipher ^ (keys >> 8)).astype(np.uint8))


def _powers(base: int, count: int) -> Any:
    """Return the powers of a number from the 0th on, modulo 65536."""
    row = np.full(count, base, np.uint16)
    row[:1] = 1
    return np.cumprod(row, dtype=np.uint16)
