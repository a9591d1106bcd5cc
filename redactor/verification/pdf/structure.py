"""Channel ``structure``: what a copy may hold at all, by allow-list.

Tomorrow's private key cannot leak if only today's known keys may stand in the catalogue
and in the page dictionaries. In all other objects the keys that carry files, scripts,
metadata and second versions of content are looked for by name, and strings may only
stand where the format asks for one.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from redactor.verification.channels import Trace

__all__ = ["structure_traces"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# ISO 32000-1:2008 table 28, without what holds files, scripts or free text.
_CATALOG = _words(
    "Type Pages Version PageLayout PageMode Outlines PageLabels Dests Names "
    "StructTreeRoot MarkInfo Lang ViewerPreferences"
)
# Table 30, likewise.
_PAGE = _words(
    "Type Parent Resources MediaBox CropBox BleedBox TrimBox ArtBox Contents Rotate "
    "Group UserUnit Annots Tabs StructParents"
)
_PAGES = _words("Type Parent Kids Count Resources MediaBox CropBox Rotate")
_TRAILER = _words("Type Size Root ID W Index Length Filter DecodeParms Info")
# Table 150: the booleans and names only.
_VIEWER = _words(
    "HideToolbar HideMenubar HideWindowUI FitWindow CenterWindow DisplayDocTitle "
    "NonFullScreenPageMode Direction ViewArea ViewClip PrintArea PrintClip "
    "PrintScaling Duplex NumCopies"
)
_LINK = _words("Type Subtype Rect Border BS C H A Dest QuadPoints F P StructParent AP")
_ACTIONS = frozenset(("/GoTo", "/URI", "/Named"))
_ANYWHERE = _words(
    "AA AF Alternates EF EmbeddedFile EmbeddedFiles JS JavaScript LastModified "
    "Metadata OPI PieceInfo Private Thumb XFA RichMediaContent RC Collection OpenAction"
)
# Where the format itself asks for a string.
_STRINGS = _words("Title URI P Registry Ordering Panose FontName Lang")
_PALETTES = (pikepdf.Name.Indexed, pikepdf.Name.I)
_ID_PARTS, _DIGEST = 2, 16  # strings of a file identifier, bytes of each
_TYPES = frozenset(
    ("/EmbeddedFile", "/Filespec", "/Sig", "/Metadata", "/OCG", "/OCMD", "/Thread")
)


def structure_traces(pdf: pikepdf.Pdf) -> Iterator[Trace]:
    """Yield a trace for each key, annotation or action that no copy may have."""
    if pdf.is_encrypted:
        yield Trace("forbidden", "encryption")
    yield from _keys(pdf.trailer, _TRAILER, "trailer")
    info = pdf.trailer.get("/Info")
    if info is not None and len(info.keys()):
        yield Trace("forbidden", "info")
    yield from _keys(pdf.Root, _CATALOG, "catalog")
    names = pdf.Root.get("/Names")
    if names is not None:
        yield from _keys(names, frozenset(("Dests",)), "catalog/Names")
    viewer = pdf.Root.get("/ViewerPreferences")
    if viewer is not None:
        yield from _keys(viewer, _VIEWER, "catalog/ViewerPreferences")
    for number, page in enumerate(pdf.pages, 1):
        yield from _page(page.obj, f"p{number}")
    for item in pdf.objects:
        yield from _anywhere(item)


def _keys(item: Any, allowed: frozenset[str], place: str) -> Iterator[Trace]:
    for key in item.keys():  # noqa: SIM118 -- a pikepdf dictionary
        if key[1:] not in allowed:
            yield Trace("forbidden", f"{place}{_safe(key)}")


def _safe(key: str) -> str:
    """A key can hold personal text: only short plain ones are told."""
    plain = key[1:].isascii() and key[1:].isalpha() and len(key) < 24
    return key if plain else "/?"


def _page(page: Any, place: str) -> Iterator[Trace]:
    yield from _keys(page, _PAGE, f"{place}/page")
    parent = page.get("/Parent")
    for _ in range(64):
        if parent is None:
            break
        yield from _keys(parent, _PAGES, f"{place}/pages")
        parent = parent.get("/Parent")
    for annotation in page.get("/Annots", ()):
        if annotation.get("/Subtype") != "/Link":
            kind = _safe(str(annotation.get("/Subtype", "/?")))
            yield Trace("forbidden", f"{place}/annotation{kind}")
        else:
            yield from _keys(annotation, _LINK, f"{place}/link")


def _anywhere(item: Any) -> Iterator[Trace]:
    if isinstance(item, pikepdf.Array):
        children = list(item)
        palette = len(children) == 4 and children[0] in _PALETTES
        if not palette and any(isinstance(c, pikepdf.String) for c in children):
            yield Trace("forbidden", "obj/array")
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield from _named(item)
        table = isinstance(item, pikepdf.Stream) and item.get("/Type") == "/XRef"
        children = [
            value
            for key, value in item.items()
            if not (table and key == "/ID" and _is_digests(value))
        ]
    else:
        return
    for value in children:
        if not (isinstance(value, pikepdf.Object) and value.is_indirect):
            yield from _anywhere(value)


def _is_digests(value: Any) -> bool:
    """Tell the file's identifier, which its table of objects bears as well."""
    return (
        isinstance(value, pikepdf.Array)
        and len(value) == _ID_PARTS
        and all(isinstance(part, pikepdf.String) for part in value)
        and all(len(bytes(part)) == _DIGEST for part in value)
    )


def _named(item: Any) -> Iterator[Trace]:
    """Look at the keys, type and action of one dictionary."""
    kind = item.get("/Type")
    if isinstance(kind, pikepdf.Name) and str(kind) in _TYPES:
        yield Trace("forbidden", f"obj{kind}")
    action = item.get("/S")
    is_action = kind == "/Action" or (action is not None and "/URI" in item)
    if is_action and str(action) not in _ACTIONS:
        yield Trace("forbidden", f"action{_safe(str(action))}")
    for key, value in item.items():
        if key[1:] in _ANYWHERE:
            yield Trace("forbidden", f"obj{key}")
        elif isinstance(value, pikepdf.String) and key[1:] not in _STRINGS:
            yield Trace("forbidden", f"obj{_safe(key)}")
