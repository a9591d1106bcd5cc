"""The structure tree of a copy, built anew: kinds and order of parts, no text.

Screen readers need to know what is a heading, a list or a table. A structure tree also
holds second texts (Alt, ActualText, E), titles, ids, file links and attributes of any
program. So nothing of the old tree is kept: a new one is built of standard kinds, of
the marks that the pages' content still has, and of the spans of table cells.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redactor.formats.pdf.objects import is_array, is_dict
from redactor.formats.pdf.resources import content_bytes

__all__ = ["Tags", "keep_language"]

# ISO 32000-1 tables 333 to 340.
_KINDS = frozenset(
    {"/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/Caption", "/TOC"}
    | {"/TOCI", "/Index", "/NonStruct", "/Private", "/P", "/H", "/H1", "/H2", "/H3"}
    | {"/H4", "/H5", "/H6", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR", "/TH"}
    | {"/TD", "/THead", "/TBody", "/TFoot", "/Span", "/Quote", "/Note", "/Reference"}
    | {"/BibEntry", "/Code", "/Link", "/Annot", "/Ruby", "/RB", "/RT", "/RP", "/Form"}
    | {"/Warichu", "/WT", "/WP", "/Figure", "/Formula", "/Artifact"}
)
_TEXTS = ("/Alt", "/ActualText", "/E", "/T", "/ID")
_OTHERS = ("/AF", "/C", "/NS", "/PhoneticAlphabet", "/Phoneme")
_MCID = re.compile(rb"/MCID\s+(\d+)")
_MOST = 500_000
_DEEPEST = 200
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2,4}){0,2}")
_Id = tuple[int, int]


def keep_language(root: Any) -> Any:
    """Return the language of a catalogue when it is one, None otherwise."""
    import pikepdf

    value = root.get("/Lang")
    plain = isinstance(value, pikepdf.String) and _LANGUAGE.fullmatch(str(value))
    return pikepdf.String(str(value)) if plain else None


@dataclass(slots=True)
class _Element:
    """A part of the new tree: a kind with marks (page, number) and parts."""

    kind: str
    kids: list["_Element | tuple[_Id, int]"] = field(default_factory=list)
    spans: dict[str, int] = field(default_factory=dict)


class Tags:
    """The structure tree of a file, read before the scrub and written after it.

    Args:
        pdf: A `pikepdf.Pdf`.
        counts: What does not stay, by kind, is added here.
    """

    def __init__(self, pdf: Any, counts: Counter[str]) -> None:
        self._pdf = pdf
        self._counts = counts
        self._seen: set[_Id] = set()
        self._roles: Any = None
        self._marks: dict[_Id, set[int]] = {}
        self._top: list[_Element] = []
        root = pdf.Root.get("/StructTreeRoot")
        if is_dict(root):
            self._read(root)

    def _read(self, root: Any) -> None:
        self._roles = root.get("/RoleMap")
        for page in self._pdf.pages:
            numbers = map(int, _MCID.findall(content_bytes(page)))
            self._marks[page.obj.objgen] = set(numbers)
        for kid in _kids(root):
            element = self._element(kid, None, 0)
            if element is not None:
                self._top.append(element)
        if not self._top:
            self._counts["structure"] += 1

    def _element(self, node: Any, page: _Id | None, depth: int) -> _Element | None:
        """Read one element; None for what marks nothing that is there."""
        if not is_dict(node) or depth > _DEEPEST or len(self._seen) > _MOST:
            return None
        if node.objgen != (0, 0):
            if node.objgen in self._seen:
                return None
            self._seen.add(node.objgen)
        self._counts["actual_text"] += sum(key in node for key in _TEXTS[:3])
        self._counts["structure"] += sum(key in node for key in (*_TEXTS[3:], *_OTHERS))
        page = _page_of(node, page)
        found = _Element(self._kind(node), spans=_spans(node))
        for kid in _kids(node):
            mark = self._mark(kid, page)
            if mark is not None:
                found.kids.append(mark)
            elif is_dict(kid) and "/S" in kid:
                inner = self._element(kid, page, depth + 1)
                if inner is not None:
                    found.kids.append(inner)
        return found if found.kids else None

    def _mark(self, kid: Any, page: _Id | None) -> tuple[_Id, int] | None:
        """Return page and number of a mark that the page's content has."""
        number = kid
        if is_dict(kid):
            if "/Stm" in kid or "/S" in kid:
                return None
            number, page = kid.get("/MCID"), _page_of(kid, page)
        if not isinstance(number, int) or page is None:
            return None
        if number not in self._marks.get(page, ()):
            return None
        self._marks[page].discard(number)  # a mark belongs to one element
        return page, number

    def _kind(self, node: Any) -> str:
        """Return the standard kind of an element, by way of the role map."""
        kind = str(node.get("/S", ""))
        for _ in range(8):
            if kind in _KINDS or not is_dict(self._roles):
                break
            kind = str(self._roles.get(kind, ""))
        return kind if kind in _KINDS else "/NonStruct"

    def write(self) -> None:
        """Give the scrubbed file its new tree."""
        import pikepdf

        if not self._top:
            return
        pdf = self._pdf
        root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        parents: defaultdict[_Id, dict[int, Any]] = defaultdict(dict)
        pages = {page.obj.objgen: page.obj for page in pdf.pages}
        root.K = pikepdf.Array(
            [self._made(element, root, pages, parents) for element in self._top]
        )
        numbers = pikepdf.Array()
        for key, page in enumerate(pages):
            if page not in parents:
                continue
            row = parents[page]
            pages[page].StructParents = key
            cells = [row.get(n) for n in range(max(row) + 1)]
            numbers.extend([key, pdf.make_indirect(pikepdf.Array(cells))])
        root.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Nums=numbers))
        root.ParentTreeNextKey = len(pages)
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)

    def _made(
        self,
        element: _Element,
        parent: Any,
        pages: dict[_Id, Any],
        parents: defaultdict[_Id, dict[int, Any]],
    ) -> Any:
        import pikepdf

        made = self._pdf.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name(element.kind), P=parent)
        )
        kids = pikepdf.Array()
        for kid in element.kids:
            if isinstance(kid, _Element):
                kids.append(self._made(kid, made, pages, parents))
                continue
            page, number = kid
            if page not in pages:
                continue
            parents[page][number] = made
            kids.append(
                pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=pages[page], MCID=number)
            )
        made.K = kids
        if element.spans:
            made.A = pikepdf.Dictionary(O=pikepdf.Name.Table, **element.spans)
        return made


def _kids(node: Any) -> Iterator[Any]:
    kids = node.get("/K")
    if is_array(kids):
        yield from kids
    elif kids is not None:
        yield kids


def _page_of(node: Any, page: _Id | None) -> _Id | None:
    own = node.get("/Pg")
    return own.objgen if is_dict(own) else page


def _spans(node: Any) -> dict[str, int]:
    """Return over how many rows and columns a table cell goes (table 349)."""
    found: dict[str, int] = {}
    attributes = node.get("/A")
    for item in list(attributes) if is_array(attributes) else [attributes]:
        if not is_dict(item) or str(item.get("/O", "")) != "/Table":
            continue
        for key in ("RowSpan", "ColSpan"):
            value = item.get("/" + key)
            if isinstance(value, int) and 1 < value < 1000:
                found[key] = value
    return found
