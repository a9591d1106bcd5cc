"""Digests of PDF objects with all that they refer to, whatever the objects' numbers."""

import hashlib
from typing import Any

import pikepdf

__all__ = ["Known", "digest_of"]

_DEEPEST = 40
# How a stream is packed says nothing of what it holds.
_PACKING = frozenset(("/Length", "/Filter", "/DecodeParms"))
Known = dict[tuple[int, int], bytes]
"""Digests by number of object, of one file."""


def digest_of(
    item: Any, known: Known, depth: int = 0, *, fontless: bool = False
) -> bytes:
    """Digest an object with all that it refers to, whatever the objects' numbers.

    Args:
        item: A pikepdf object, or a plain value.
        known: Digests by number of object.
        depth: How deep it stands.
        fontless: Of fonts in resources only the names are taken.

    Raises:
        RecursionError: It is too deep, or refers to itself.
    """
    if depth > _DEEPEST:
        raise RecursionError
    if not isinstance(item, pikepdf.Object):
        return hashlib.blake2b(f"{type(item).__name__} {item!r}".encode()).digest()
    key = item.objgen if item.is_indirect else None
    if key in known:
        return known[key]
    result = hashlib.blake2b(b"".join(_parts(item, known, depth + 1, fontless)))
    if key is not None:
        known[key] = result.digest()
    return result.digest()


def _parts(
    item: pikepdf.Object, known: Known, depth: int, fontless: bool
) -> list[bytes]:
    """Return digests of an object's parts after a word for its kind."""
    if isinstance(item, pikepdf.Array):
        return [
            b"array",
            *(digest_of(value, known, depth, fontless=fontless) for value in item),
        ]
    if isinstance(item, pikepdf.Stream):
        plain = item.get("/Filter") in (None, pikepdf.Name.FlateDecode)
        data = item.read_bytes() if plain else item.read_raw_bytes()
        skipped = _PACKING if plain else frozenset(("/Length",))
        rows = {k: v for k, v in item.items() if k not in skipped}
        kind = [b"stream", hashlib.blake2b(data).digest()]
    elif isinstance(item, pikepdf.Dictionary):
        rows, kind = dict(item.items()), [b"dictionary"]
    else:
        return [b"scalar", item.unparse()]
    for name in sorted(rows):
        value = rows[name]
        kind.append(hashlib.blake2b(name.encode("utf-8", "surrogateescape")).digest())
        if fontless and name == "/Font" and isinstance(value, pikepdf.Dictionary):
            kind.append(repr(sorted(value.keys())).encode())
        else:
            kind.append(digest_of(value, known, depth, fontless=fontless))
    return kind
