"""Pages that are the same in source and copy by construction.

A page whose content, resources, boxes and inherited keys are equal, and that bears no
annotations, draws and reads the same: it need not be read twice. Fonts may have lost
what the page does not show. All that is not plainly equal counts as different and is
compared the long way.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from redactor.verification.channels import READ_ERRORS
from redactor.verification.pdf.alike import FontPair, codes_of
from redactor.verification.pdf.content import Content, read_content
from redactor.verification.pdf.digest import Known, digest_of
from redactor.verification.pdf.fonts import FontTables

__all__ = ["SamePages", "Shown", "content_of", "inherited", "streams_of"]

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_OWN = ("/UserUnit", "/Group")
_DEEPEST = 40
Shown = tuple[Any, bytes]
"""A font of the copy and one string that is shown with it."""


class _DifferentError(Exception):
    """Two pages are not plainly the same."""


class SamePages:
    """Compares the pages of two files by what they are made of."""

    def __init__(
        self,
        source: pikepdf.Pdf,
        copy: pikepdf.Pdf,
        tables: tuple[FontTables, FontTables],
    ) -> None:
        self._tables = tables
        self._pages = [page.obj for page in source.pages], [p.obj for p in copy.pages]
        # With fonts left out, and whole.
        self._known: tuple[tuple[Known, Known], tuple[Known, Known]]
        self._known = ({}, {}), ({}, {})
        self._pairs: dict[tuple[tuple[int, int], tuple[int, int]], FontPair | None] = {}
        # Layers are shown or hidden by the catalogue.
        self._streams: dict[int, set[tuple[int, int]]] = {}
        self._layered = any("/OCProperties" in pdf.Root for pdf in (source, copy))

    def same(self, index: int) -> bool:
        """Tell whether a page is the same in both files."""
        return self.shown(index) is not None

    def streams(self, index: int) -> set[tuple[int, int]]:
        """Return the numbers of a page's own content streams that hold no asides."""
        return self._streams.get(index, set())

    def shown(self, index: int) -> list[Shown] | None:
        """Return what a page shows in drawing order; None if it is not the same."""
        if self._layered or index >= min(map(len, self._pages)):
            return None
        old, new = (pages[index] for pages in self._pages)
        if len(old.get("/Annots", ())) or len(new.get("/Annots", ())):
            return None
        try:
            content = content_of(new)
            if content != content_of(old):
                return None
            before, after = (
                self._page(page, known)
                for page, known in zip((old, new), self._known[0], strict=True)
            )
            if before != after:
                return None
            resources = inherited(old, "/Resources"), inherited(new, "/Resources")
            read = read_content(content)
            found = self._uses(read, *resources, 0)
            if not read.unshown:
                self._streams[index] = streams_of(new)
            return found
        except (_DifferentError, *READ_ERRORS):
            # Unreadable in this way or endless: the long way tells.
            return None

    def _page(self, page: Any, known: Known) -> bytes:
        parts = [
            digest_of(inherited(page, key), known, fontless=True) for key in _INHERITED
        ]
        parts += [digest_of(page.get(key), known, fontless=True) for key in _OWN]
        return b"".join(parts)

    def _uses(self, content: Content, old: Any, new: Any, depth: int) -> list[Shown]:
        """Return what a content stream shows, with the forms that it may draw.

        Raises:
            _DifferentError: A font draws something of it in another way.
        """
        if depth > _DEEPEST:
            raise RecursionError
        joined: dict[bytes, list[bytes]] = {}
        for name, data in content.shown:
            joined.setdefault(name, []).append(data)
        fonts = {name: _named(new, "/Font", name) for name in joined}
        for name, strings in joined.items():
            twin = _named(old, "/Font", name)
            if not self._same_font(twin, fonts[name], b"".join(strings)):
                raise _DifferentError
        found = [(fonts[name], data) for name, data in content.shown]
        for form_name, form in _forms(new):
            twin = _named(old, "/XObject", form_name.encode())
            inner = twin.get("/Resources", old), form.get("/Resources", new)
            found += self._uses(read_content(form.read_bytes()), *inner, depth + 1)
        if _has_fonts_in_patterns(new):
            raise _DifferentError
        return found

    def _same_font(self, old: Any, new: Any, data: bytes) -> bool:
        return self.same_codes(old, new, codes_of(new, data))

    def same_codes(self, old: Any, new: Any, codes: set[int]) -> bool:
        """Tell whether two fonts draw and read some codes the same."""
        key = old.objgen, new.objgen
        if key not in self._pairs or (0, 0) in key:
            self._pairs[key] = (
                None if self._equal(old, new) else FontPair((old, new), self._tables)
            )
        pair = self._pairs[key]
        return pair is None or pair.same(codes)

    def _equal(self, old: Any, new: Any) -> bool:
        one, other = (
            digest_of(font, known)
            for font, known in zip((old, new), self._known[1], strict=True)
        )
        return one == other


def streams_of(page: Any) -> set[tuple[int, int]]:
    """Return the numbers of a page's content streams."""
    content = page.get("/Contents")
    parts = content if isinstance(content, pikepdf.Array) else [content]
    return {part.objgen for part in parts if part is not None and part.is_indirect}


def _named(resources: Any, kind: str, name: bytes) -> Any:
    """Return a dictionary or stream that resources name.

    Raises:
        _DifferentError: There is none.
    """
    items = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
    if isinstance(items, pikepdf.Dictionary):
        found = items.get(name.decode("utf-8", "surrogateescape"))
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            return found
    raise _DifferentError


def _forms(resources: Any) -> Iterator[tuple[str, Any]]:
    items = resources.get("/XObject") if resources is not None else None
    for name, item in (items or {}).items():
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
            yield name, item


def _has_fonts_in_patterns(resources: Any) -> bool:
    items = resources.get("/Pattern") if resources is not None else None
    patterns = [item for _, item in (items or {}).items()]
    return any("/Font" in pattern.get("/Resources", ()) for pattern in patterns)


def inherited(page: Any, key: str) -> Any:
    """Return what a page has or inherits, None where there is nothing.

    Raises:
        RecursionError: The tree of pages does not end.
    """
    node = page
    for _ in range(_DEEPEST):
        if node is None:
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    raise RecursionError


def content_of(page: Any) -> bytes:
    """Return a page's content, its streams joined."""
    content = page.get("/Contents")
    if content is None:
        return b""
    if isinstance(content, pikepdf.Array):
        return b"\n".join(part.read_bytes() for part in content)
    return bytes(content.read_bytes())
