"""Colour profiles without texts (ICC.1:2022, clause 7): what colours need stays."""

import struct

__all__ = ["strip_profile"]

_HEADER = 128
_ENTRY = struct.Struct(">4sII")
_COLOUR = frozenset(
    b"wtpt bkpt rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 "
    b"D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3 chad gamt pre0 pre1 pre2 lumi chrm "
    b"cicp clro".split()
)
_MOST_TAGS = 200


def strip_profile(data: bytes) -> bytes:
    """Return a profile with its header and the tables that change colours.

    Args:
        data: A profile. Of what is none, nothing comes back: viewers take the number of
            its colours then.
    """
    count = int.from_bytes(data[_HEADER : _HEADER + 4])
    if data[36:40] != b"acsp" or count > _MOST_TAGS:
        return b""
    parts: dict[tuple[int, int], int] = {}
    body, table = b"", []
    entries = [
        _ENTRY.unpack_from(data, _HEADER + 4 + 12 * number)
        for number in range(count)
        if _HEADER + 16 + 12 * number <= len(data)
    ]
    kept = [entry for entry in entries if entry[0] in _COLOUR]
    first = _HEADER + 4 + _ENTRY.size * len(kept)
    for name, at, length in kept:
        if (at, length) not in parts:
            parts[at, length] = first + len(body)
            piece = data[at : at + length]
            body += piece + b"\0" * (-len(piece) % 4)
        table.append(_ENTRY.pack(name, parts[at, length], length))
    head = data[4:84] + b"\0" * 44  # without the profile's id and what is reserved
    out = head + struct.pack(">I", len(kept)) + b"".join(table) + body
    return struct.pack(">I", len(out) + 4) + out
