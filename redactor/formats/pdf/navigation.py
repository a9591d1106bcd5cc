"""Outline and links of a copy: only titles, targets inside the file, and plain URIs."""

from collections import Counter
from typing import Any

from redactor.formats.pdf.hidden import outline_items
from redactor.formats.pdf.objects import dictionaries, is_array, is_dict

__all__ = ["Destinations", "clean_links", "clean_outline"]

_FIT_KEYS = frozenset(
    {"/XYZ", "/Fit", "/FitH", "/FitV", "/FitR", "/FitB", "/FitBH", "/FitBV"}
)
_OUTLINE_KEYS = frozenset(
    {"/Title", "/Parent", "/Prev", "/Next", "/First", "/Last", "/Count", "/Dest"}
    | {"/C", "/F"}
)
_LINK_KEYS = frozenset(
    {"/Type", "/Subtype", "/Rect", "/Border", "/BS", "/H", "/C", "/F", "/QuadPoints"}
    | {"/Dest", "/A"}
)
_MOST_NAMES = 200_000


class Destinations:
    """Named targets, resolved so that the names (free text) can go."""

    def __init__(self, pdf: Any) -> None:
        self._pages = {page.obj.objgen for page in pdf.pages}
        self._names: dict[bytes, Any] = {}
        old = pdf.Root.get("/Dests")
        if is_dict(old):
            for key, value in old.items():
                self._names[key[1:].encode()] = value
        names = pdf.Root.get("/Names")
        if is_dict(names):
            self._walk(names.get("/Dests"), 0)

    def __len__(self) -> int:
        return len(self._names)

    def _walk(self, node: Any, depth: int) -> None:
        if not is_dict(node) or depth > 40 or len(self._names) > _MOST_NAMES:
            return
        pairs = node.get("/Names")
        if is_array(pairs):
            items = list(pairs)
            for key, value in zip(items[::2], items[1::2], strict=False):
                self._names[bytes(key)] = value
        for kid in dictionaries(node.get("/Kids")):
            self._walk(kid, depth + 1)

    def resolve(self, target: Any) -> Any:
        """Return a target as a plain array within this file, None if it is none."""
        import pikepdf

        for _ in range(5):
            if isinstance(target, pikepdf.Name):
                target = self._names.get(str(target)[1:].encode())
            elif isinstance(target, pikepdf.String):
                target = self._names.get(bytes(target))
            elif is_dict(target):
                target = target.get("/D")
            else:
                break
        if not is_array(target) or len(target) < 2:
            return None
        items = list(target)
        page, fit = items[0], items[1]
        if not is_dict(page) or page.objgen not in self._pages:
            return None
        if not isinstance(fit, pikepdf.Name) or str(fit) not in _FIT_KEYS:
            return None
        numbers = [
            item if isinstance(item, int | float) or _is_number(item) else None
            for item in items[2:6]
        ]
        return pikepdf.Array([page, fit, *numbers])


def _is_number(value: Any) -> bool:
    from decimal import Decimal

    return isinstance(value, Decimal)


def _target(entry: Any, targets: Destinations) -> Any:
    """Return the inner target of an outline item or link."""
    if "/Dest" in entry:
        return targets.resolve(entry["/Dest"])
    action = entry.get("/A")
    if is_dict(action) and str(action.get("/S", "")) == "/GoTo":
        return targets.resolve(action.get("/D"))
    return None


def clean_outline(pdf: Any, targets: Destinations, counts: Counter[str]) -> None:
    """Keep titles, order, colours and inner targets of the outline."""
    root = pdf.Root.get("/Outlines")
    if not is_dict(root):
        if root is not None:
            del pdf.Root["/Outlines"]
        return
    for item in outline_items(pdf):
        _clean_item(item, targets, counts)
    for key in list(root.keys()):
        if key not in ("/Type", "/First", "/Last", "/Count"):
            del root[key]


def _clean_item(item: Any, targets: Destinations, counts: Counter[str]) -> None:
    place = _target(item, targets)
    if place is None and ("/A" in item or "/Dest" in item):
        counts["action"] += 1
    for key in list(item.keys()):
        if key not in _OUTLINE_KEYS or key == "/Dest":
            del item[key]
    if place is not None:
        item["/Dest"] = place


def clean_links(
    pdf: Any,
    targets: Destinations,
    dropped: frozenset[tuple[int, str]],
    counts: Counter[str],
) -> None:
    """Keep links into the file and to plain URIs, drop all other annotations.

    Args:
        pdf: A `pikepdf.Pdf`; it is changed.
        targets: Named targets of the file.
        dropped: Page index and URI of links that must go.
        counts: Removals by kind, added to.
    """
    import pikepdf

    for index, page in enumerate(pdf.pages):
        if "/Annots" not in page.obj:
            continue
        kept = [
            link
            for link in dictionaries(page.obj.get("/Annots"))
            if _clean_link(link, index, targets, dropped, counts)
        ]
        if kept:
            page.obj.Annots = pikepdf.Array(kept)
        else:
            del page.obj["/Annots"]


def _clean_link(
    link: Any,
    index: int,
    targets: Destinations,
    dropped: frozenset[tuple[int, str]],
    counts: Counter[str],
) -> bool:
    import pikepdf

    if str(link.get("/Subtype", "")) != "/Link":
        return False
    place = _target(link, targets)
    action = link.get("/A")
    uri = action.get("/URI") if is_dict(action) else None
    plain = isinstance(uri, pikepdf.String) and str(action.get("/S", "")) == "/URI"
    if place is None and (not plain or (index, str(uri)) in dropped):
        counts["link"] += 1
        return False
    for key in list(link.keys()):
        if key not in _LINK_KEYS:
            del link[key]
    for key in ("/Dest", "/A"):
        if key in link:
            del link[key]
    if place is not None:
        link["/Dest"] = place
    else:
        link["/A"] = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=uri)
    return True
