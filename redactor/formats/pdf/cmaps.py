"""From the bytes that composite fonts show to codes and character numbers (CIDs).

Identity and two-byte Unicode encodings are split at every second byte; the GB encodings
by their lead bytes (ISO 32000-1, 9.7.5.2); embedded CMaps by their own ranges. Which
CID a code of a predefined encoding selects is asked of MuPDF, which knows them all.
"""

import re
import struct
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from redactor.formats.pdf.objects import is_dict

__all__ = ["CMap", "bare_cmap", "cmap_of"]

_LEAD = 0x81  # first lead byte of GBK; bytes below stand alone
_GB = ("/GB-EUC-", "/GBK-EUC-", "/GBKp-EUC-", "/GBpc-EUC-", "/GBT-EUC-")
_BLOCK = re.compile(
    rb"begin(codespacerange|cidrange|cidchar)(.*?)end\1", re.DOTALL
)  # Adobe Technical Note 5014
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\d+)")
_MOST = 70_000
_TABLE = re.compile(
    rb"(\d+)\s+begin(codespacerange|(?:cid|bf|notdef)(?:range|char))(.*?)end\2",
    re.DOTALL,
)
_ENTRY = re.compile(rb"<[0-9A-Fa-f\s]*>|\d+|[\[\]]")
_COMMENT = re.compile(rb"%[^\r\n]*")
_USED = re.compile(rb"/([A-Za-z0-9\-]{1,40})\s+usecmap\b")
_MODE = re.compile(rb"/WMode\s+([01])\s+def\b")


def bare_cmap(data: bytes) -> bytes:
    """Return a CMap with its tables only: no comments, no texts, no name of its own.

    Args:
        data: A decoded CMap of a font's encoding.
    """
    data = _COMMENT.sub(b" ", data)
    used, mode = _USED.search(data), _MODE.search(data)
    parts = [b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap"]
    if used:
        parts.append(b"/%s usecmap" % used[1])
    parts.append(
        b"/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) "
        b"def /Supplement 0 def end def /CMapName /Codes def /CMapType 1 def"
    )
    if mode:
        parts.append(b"/WMode %s def" % mode[1])
    for count, kind, body in _TABLE.findall(data):
        parts += [b"%s begin%s" % (count, kind), *_ENTRY.findall(body), b"end" + kind]
    parts.append(b"endcmap CMapName currentdict /CMap defineresource pop end end")
    return b"\n".join(parts)


@dataclass(frozen=True, slots=True)
class CMap:
    """How a font's bytes are read.

    Attributes:
        split: From shown strings to the codes in them.
        cid: From a code to its character number, None when there is none.
        digits: From a code to the hex digits that it is written with.
        identity: Codes are character numbers.
    """

    split: Callable[[Iterable[bytes]], set[int]]
    cid: Callable[[int], int | None]
    digits: Callable[[int], int]
    identity: bool = False


def cmap_of(font: Any) -> CMap | None:
    """Return the map of a composite font, None when it is not known here.

    Args:
        font: A Type0 font dictionary.
    """
    encoding = font.get("/Encoding")
    if is_dict(encoding):
        return _embedded(encoding)
    name = str(encoding)
    if name.startswith("/Identity"):
        return CMap(_pairs, _same, _four, identity=True)
    if name.startswith("/Uni") and ("UCS2" in name or "UTF16" in name):
        return _predefined(name, _pairs, _four)
    if name.startswith(_GB):
        return _predefined(name, _by_lead, _by_size)
    return None


def _same(code: int) -> int:
    return code


def _four(code: int) -> int:
    del code
    return 4


def _by_size(code: int) -> int:
    return 2 if code < 0x100 else 4


def _pairs(shown: Iterable[bytes]) -> set[int]:
    pairs = b"".join(text[: len(text) & ~1] for text in shown)
    return set(struct.unpack(f">{len(pairs) // 2}H", pairs))


def _by_lead(shown: Iterable[bytes]) -> set[int]:
    found = set()
    for text in shown:
        at = 0
        while at < len(text):
            size = 2 if text[at] >= _LEAD else 1
            found.add(int.from_bytes(text[at : at + size]))
            at += size
    return found


def _predefined(
    name: str,
    split: Callable[[Iterable[bytes]], set[int]],
    digits: Callable[[int], int],
) -> CMap | None:
    table = _builtin(name[1:])
    if table is None:
        return None

    def cid(code: int) -> int | None:
        from pymupdf import mupdf

        found = mupdf.pdf_lookup_cmap(table, code)
        return None if found < 0 else int(found)

    return CMap(split, cid, digits)


@cache
def _builtin(name: str) -> Any:
    from pymupdf import mupdf

    try:
        return mupdf.pdf_load_system_cmap(name)
    except mupdf.FzErrorBase:  # it has no such map
        return None


def _embedded(stream: Any) -> CMap | None:
    """Read an embedded CMap; None when it builds on another or has odd widths."""
    if "/UseCMap" in stream:
        return None
    data = stream.read_bytes()
    sizes: set[int] = set()
    rows: list[tuple[int, int, int]] = []
    for kind, body in _BLOCK.findall(data):
        tokens = [
            (re.sub(rb"\s", b"", match.group(1) or b""), match.group(2))
            for match in _TOKEN.finditer(body)
        ]
        if kind == b"codespacerange":
            sizes.update(len(hexes) // 2 for hexes, _ in tokens)
            continue
        step = 3 if kind == b"cidrange" else 2
        for at in range(0, len(tokens) - step + 1, step):
            low, high, number = (
                tokens[at][0],
                tokens[at + step - 2][0],
                tokens[at + step - 1][1],
            )
            if not (low and high and number) or int(high, 16) - int(low, 16) > _MOST:
                return None
            rows.append((int(low, 16), int(high, 16), int(number)))
    if len(sizes) != 1 or not rows:
        return None
    return _ranged(sizes.pop(), sorted(rows))


def _ranged(size: int, rows: list[tuple[int, int, int]]) -> CMap:
    starts = [row[0] for row in rows]

    def split(shown: Iterable[bytes]) -> set[int]:
        return {
            int.from_bytes(text[at : at + size])
            for text in shown
            for at in range(0, len(text) - size + 1, size)
        }

    def cid(code: int) -> int | None:
        at = bisect_right(starts, code) - 1
        if at < 0 or code > rows[at][1]:
            return None
        return rows[at][2] + code - rows[at][0]

    return CMap(split, cid, lambda code: 2 * size)
