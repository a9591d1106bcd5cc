"""Take glyphs out of a Type1 program (Adobe Type 1 Font Format, 1990).

The encrypted part is opened, the charstrings of glyphs that nothing shows are left out
with their names, and the part is closed again; encodings in the clear part forget those
names as well. Subroutines stay: they hold strokes that many glyphs share.
"""

import re
from collections.abc import Set as AbstractSet

__all__ = ["Type1Font"]

_EEXEC_KEY, _CHARSTRING_KEY = 55665, 4330
_RANDOM = 4  # bytes before the encrypted text
_MARK = b"currentfile eexec"
_DUP = re.compile(rb"dup\s+(\d+)\s*/([^\s/]+)\s+put\b[^\S\n]*\n?")
_GLYPH = re.compile(rb"/([^\s/{}\[\]()<>%]+)\s+(\d+)\s+(RD|-\||\S{1,12})\s")
_END = re.compile(rb"\s*(?:ND|\|-|noaccess\s+def|def|\S{1,12})\s*")
_LEN_IV = re.compile(rb"/lenIV\s+(\d+)")
_SEAC = b"\x0c\x06"  # escape 6: an accented letter of two others (6.4)

# What the clear part says of the font's makers (Type 1 Font Format, 2.2).
_TEXT = re.compile(
    rb"/(?:version|Notice|Copyright|FullName|FamilyName|Weight|BaseFontName)\s*"
    rb"\((?:[^()\\]|\\.|\([^()]*\))*\)\s*(?:readonly\s+)?(?:def|ND|\|-)"
)
_COMMENT = re.compile(rb"(?<!\A)%[^\r\n]*|(?<=\A%!PS-AdobeFont-1\.0)[^\r\n]*")


class Type1Font:
    """An open Type1 program.

    Raises:
        ValueError: It cannot be followed.
    """

    def __init__(self, data: bytes) -> None:
        from fontTools.misc.eexec import decrypt

        start = data.find(_MARK)
        if start < 0:
            raise ValueError("no encrypted part")
        start += len(_MARK)
        while data[start : start + 1] in (b" ", b"\t", b"\r", b"\n"):
            start += 1
        self._clear = data[:start]
        body = data[start:]
        self._tail = b""
        zeros = re.search(rb"(?:0{32,}[\r\n]*)+\s*cleartomark\s*\Z", body)
        if zeros:
            body, self._tail = body[: zeros.start()], body[zeros.start() :]
        if re.fullmatch(rb"[0-9A-Fa-f\s]{8}", body[:8]):
            body = bytes.fromhex(re.sub(rb"[^0-9A-Fa-f]", b"", body).decode())
        self._private = bytes(decrypt(body, _EEXEC_KEY)[0])[_RANDOM:]
        found = _LEN_IV.search(self._private)
        self._len_iv = int(found.group(1)) if found else 4
        self._glyphs = self._walk()

    def _walk(self) -> dict[str, tuple[int, int, int, int]]:
        """Return where each glyph's entry and charstring begin and end, by name."""
        glyphs: dict[str, tuple[int, int, int, int]] = {}
        at = self._private.find(b"/CharStrings")
        if at < 0:
            raise ValueError("no charstrings")
        at = self._private.find(b"begin", at) + 5
        while True:
            match = re.compile(rb"\s*").match(self._private, at)
            at = match.end() if match else at
            entry = _GLYPH.match(self._private, at)
            if entry is None:
                break
            start = entry.end()
            stop = start + int(entry.group(2))
            end = _END.match(self._private, stop)
            if end is None or stop > len(self._private):
                raise ValueError("broken charstring")
            glyphs[entry.group(1).decode("latin-1")] = (at, start, stop, end.end())
            at = end.end()
        if not glyphs:
            raise ValueError("no glyphs")
        return glyphs

    @property
    def names(self) -> frozenset[str]:
        """Names of the glyphs."""
        return frozenset(self._glyphs)

    @property
    def encoding(self) -> dict[int, str]:
        """The built-in encoding, empty for the standard one."""
        return {int(c): n.decode("latin-1") for c, n in _DUP.findall(self._clear)}

    def composed(self, names: AbstractSet[str]) -> bool:
        """Tell whether any of the glyphs is made of two others."""
        from fontTools.misc.eexec import decrypt

        for name in names & self._glyphs.keys():
            _, start, stop, _ = self._glyphs[name]
            code = bytes(decrypt(self._private[start:stop], _CHARSTRING_KEY)[0])
            if _SEAC in code[self._len_iv :]:
                return True
        return False

    def keep(self, names: AbstractSet[str]) -> tuple[bytes, int, int, int]:
        """Return the program with some glyphs only, and the lengths of its parts."""
        from fontTools.misc.eexec import encrypt

        wanted = {*names, ".notdef"}
        parts, last = [], 0
        for name, (start, _, _, end) in self._glyphs.items():
            if name not in wanted:
                parts.append(self._private[last:start])
                last = end
        parts.append(self._private[last:])

        def kept(match: re.Match[bytes]) -> bytes:
            return match.group() if match.group(2).decode("latin-1") in wanted else b""

        clear = _TEXT.sub(b"", _COMMENT.sub(b"", _DUP.sub(kept, self._clear)))
        plain = b"\0" * _RANDOM + b"".join(parts)
        closed = bytes(encrypt(plain, _EEXEC_KEY)[0])
        return clear + closed + self._tail, len(clear), len(closed), len(self._tail)
