"""Cut a TrueType program down to some glyphs, keeping their numbers.

Made for the font of the masks: loading 3.5 MB through a font library would cost more
than all the rest of a copy.
"""

import struct
from collections.abc import Iterable
from operator import ne

__all__ = ["keep_glyphs", "outline_count"]

# OpenType 1.9, "glyf": flags of composite glyphs.
_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x1, 0x8, 0x20, 0x40, 0x80
_TABLES = ("head", "hhea", "maxp", "hmtx", "loca", "glyf", "cvt ", "fpgm", "prep")


def _tables(data: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", data, 4)[0]
    found = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        found[tag.decode("latin-1")] = data[offset : offset + length]
    return found


def _components(glyph: bytes) -> Iterable[int]:
    """Yield the parts of a composite glyph."""
    if len(glyph) < 10 or struct.unpack_from(">h", glyph)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, number = struct.unpack_from(">HH", glyph, at)
        yield number
        at += 8 if flags & _WORDS else 6
        if flags & _SCALE:
            at += 2
        elif flags & _XY_SCALE:
            at += 4
        elif flags & _TWO_BY_TWO:
            at += 8


def _offsets(tables: dict[str, bytes]) -> list[int]:
    """Return where each glyph begins in ``glyf``, and where the last ends."""
    total = struct.unpack_from(">H", tables["maxp"], 4)[0]
    long_offsets = struct.unpack_from(">h", tables["head"], 50)[0]
    size = 4 if long_offsets else 2
    count = min(total + 1, len(tables["loca"]) // size)
    found = struct.unpack_from(
        f">{count}{'I' if long_offsets else 'H'}", tables["loca"]
    )
    return list(found) if long_offsets else [2 * n for n in found]


def outline_count(data: bytes) -> int:
    """Return how many glyphs of a TrueType program have an outline."""
    offsets = _offsets(_tables(data))
    return sum(map(ne, offsets, offsets[1:]))


def _parts(glyf: bytes, offsets: list[int], glyphs: Iterable[int]) -> dict[int, bytes]:
    """Return the outlines of glyphs and of their parts, by number."""
    total = len(offsets) - 1
    kept: dict[int, bytes] = {}
    todo = [0, *glyphs]
    while todo:
        number = todo.pop()
        if number not in kept and number < total:
            kept[number] = glyf[offsets[number] : offsets[number + 1]]
            todo.extend(_components(kept[number]))
    return kept


def keep_glyphs(data: bytes, glyphs: Iterable[int]) -> bytes:
    """Return a font program with the given glyphs (and their parts) only.

    Args:
        data: TrueType program with outlines in ``glyf``.
        glyphs: Glyph numbers; they stay the same.
    """
    tables = _tables(data)
    offsets = _offsets(tables)
    total = len(offsets) - 1
    kept = _parts(tables["glyf"], offsets, glyphs)
    # tens of thousands of empty glyphs lie between some hundred full ones
    body, places, done = bytearray(), bytearray(), 0
    for number in sorted(kept):
        places += struct.pack(">I", len(body)) * (number + 1 - done)
        done = number + 1
        body += kept[number] + b"\0" * (-len(kept[number]) % 4)
    places += struct.pack(">I", len(body)) * (total + 1 - done)
    limits = bytearray(tables["maxp"])
    struct.pack_into(">H", limits, 4, total)
    head = bytearray(tables["head"])
    struct.pack_into(">h", head, 50, 1)
    metrics = struct.unpack_from(">H", tables["hhea"], 34)[0]
    tables.update(
        glyf=bytes(body),
        loca=bytes(places),
        head=bytes(head),
        maxp=bytes(limits),
        hmtx=_metrics(tables["hmtx"], kept, metrics),
    )
    return _assemble({tag: tables[tag] for tag in _TABLES if tag in tables})


def _metrics(table: bytes, kept: Iterable[int], count: int) -> bytes:
    out = bytearray(len(table))
    last = 4 * (count - 1)
    out[last : last + 4] = table[last : last + 4]
    for number in kept:
        at = 4 * number if number < count else 4 * count + 2 * (number - count)
        size = 4 if number < count else 2
        out[at : at + size] = table[at : at + size]
    return bytes(out)


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def _assemble(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    step = power.bit_length() - 1
    rest = 16 * (count - power)
    header = struct.pack(">IHHHH", 0x10000, count, power * 16, step, rest)
    offset = 12 + 16 * count
    directory, body = b"", b""
    for tag, data in sorted(tables.items()):
        name, place = tag.encode("latin-1"), offset + len(body)
        directory += struct.pack(">4sIII", name, _checksum(data), place, len(data))
        body += data + b"\0" * (-len(data) % 4)
    return header + directory + body
