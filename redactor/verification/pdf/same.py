"""Pages that are the same in source and copy by construction.

A page whose content, resources, boxes and inherited keys are equal byte for byte, and
that bears no annotations, draws and reads the same: it need not be read twice. All that
is not plainly equal counts as different and is compared the long way.
"""

import hashlib
from typing import Any

import pikepdf

__all__ = ["SamePages"]

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_OWN = ("/UserUnit", "/Group")
_DEEPEST = 40
# How a stream is packed says nothing of what it holds.
_PACKING = frozenset(("/Length", "/Filter", "/DecodeParms"))


class SamePages:
    """Compares the pages of two files by what they are made of."""

    def __init__(self, source: pikepdf.Pdf, copy: pikepdf.Pdf) -> None:
        self._pages = [page.obj for page in source.pages], [p.obj for p in copy.pages]
        self._known: tuple[dict[tuple[int, int], bytes], ...] = ({}, {})
        # Layers are shown or hidden by the catalogue.
        self._layered = any("/OCProperties" in pdf.Root for pdf in (source, copy))

    def same(self, index: int) -> bool:
        """Tell whether a page is the same in both files."""
        if self._layered or index >= min(map(len, self._pages)):
            return False
        old, new = (pages[index] for pages in self._pages)
        if len(old.get("/Annots", ())) or len(new.get("/Annots", ())):
            return False
        try:
            if _content(old) != _content(new):
                return False
            before, after = (
                self._page(page, known)
                for page, known in zip((old, new), self._known, strict=True)
            )
        except (pikepdf.PdfError, RecursionError):
            # Unreadable in this way or endless: the long way tells.
            return False
        return before == after

    def _page(self, page: Any, known: dict[tuple[int, int], bytes]) -> bytes:
        parts = [_digest(_inherited(page, key), known, 0) for key in _INHERITED]
        parts += [_digest(page.get(key), known, 0) for key in _OWN]
        return b"".join(parts)


def _inherited(page: Any, key: str) -> Any:
    node = page
    for _ in range(_DEEPEST):
        if node is None:
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    raise RecursionError


def _content(page: Any) -> bytes:
    content = page.get("/Contents")
    if content is None:
        return b""
    if isinstance(content, pikepdf.Array):
        return b"\n".join(part.read_bytes() for part in content)
    return bytes(content.read_bytes())


def _digest(item: Any, known: dict[tuple[int, int], bytes], depth: int) -> bytes:
    """Digest an object with all that it refers to, whatever the objects' numbers.

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
    result = hashlib.blake2b(b"".join(_parts(item, known, depth + 1))).digest()
    if key is not None:
        known[key] = result
    return result


def _parts(
    item: pikepdf.Object, known: dict[tuple[int, int], bytes], depth: int
) -> list[bytes]:
    """Return digests of an object's parts after a word for its kind."""
    if isinstance(item, pikepdf.Array):
        return [b"array", *(_digest(value, known, depth) for value in item)]
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
        kind.append(hashlib.blake2b(name.encode("utf-8", "surrogateescape")).digest())
        kind.append(_digest(rows[name], known, depth))
    return kind
