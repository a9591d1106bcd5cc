"""Links and drawings of a part: relationships settled, private extensions dropped."""

import re
from urllib.parse import unquote

from lxml import etree

from redactor.formats.docx.context import Context
from redactor.formats.docx.names import NS, STRICT, a, attr, c, r, v, w
from redactor.formats.docx.package import Part, Relation
from redactor.formats.docx.xml import Element, drop, owners, replace_by_children, take
from redactor.model import Place

__all__ = ["flatten_drawings", "is_web_address", "link_text", "unlink"]

_EXTENSIONS = tuple(
    attr(prefix, "extLst") for prefix in ("a", "c", "pic", "wp", "dsp", "cdr", "lc")
)
_LINKS = frozenset({w("hyperlink"), a("hlinkClick"), a("hlinkHover")})
_REFERENCES = frozenset({w("headerReference"), w("footerReference")})
_SCHEME = re.compile(r"(?i)(?:https?|ftp|mailto|tel):[^\x00-\x20]+")
_HREFS = ("href", attr("o", "href"), attr("v", "href"), "src")
_FORMULA = re.compile(
    r"(?:.*!)?(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)", re.S
)


def flatten_drawings(part: Part, context: Context) -> None:
    """Settle the relationships of a part and drop what drawings carry unseen."""
    root = part.root
    if root is None:
        return
    if part.holds("extLst"):
        _extensions(root, part.kind, context)
    related = owners(root, NS["r"]) if _related(part) else []
    for element, attributes in related:
        for name in attributes:
            _settle(element, name, part, context)
    if NS["v"] in {uri for _, uri in part.survey.namespaces}:
        _vml(root, context)
    if part.holds("hyperlink", "object"):
        _links_and_objects(root, context)
    if part.kind == "chart":
        _formulas(root)
    _renumber(part)


def _links_and_objects(root: Element, context: Context) -> None:
    for link in list(root.iter(w("hyperlink"))):
        if link.get(r("id")) is None and link.get(w("anchor")) is None:
            unlink(link, context)
    for holder in list(root.iter(w("object"))):
        # Without its object only the picture of it is left.
        if holder.find(w("drawing")) is not None:
            replace_by_children(holder)
        else:
            holder.tag = w("pict")
            holder.attrib.clear()


def _formulas(root: Element) -> None:
    """Take the names of sheets, which may be people's, from references to cells."""
    for formula in root.iter(c("f")):
        found = _FORMULA.fullmatch(formula.text or "")
        formula.text = f"Sheet1!{found[1]}" if found else "Sheet1!$A$1"


def _extensions(root: Element, kind: str, context: Context) -> None:
    for extension in root.iter(*_EXTENSIONS):
        if next(extension.iter("{*}svgBlip"), None) is not None:
            context.removed["vector_picture"] += 1
    etree.strip_elements(root, *_EXTENSIONS, with_tail=False)
    for holder in list(root.iter(attr("dgm", "extLst"))):
        for extension in list(holder):
            if kind != "diagramData" or not len(
                extension.findall(attr("dsp", "dataModelExt"))
            ):
                holder.remove(extension)
        if not len(holder):
            drop(holder)


def _related(part: Part) -> bool:
    """Tell whether an attribute of the relationships namespace may be there."""
    found = part.survey
    names = {p for p, u in found.namespaces if NS["r"] in (u, STRICT.get(u))}
    return not names.isdisjoint(found.prefixes)


def _vml(root: Element, context: Context) -> None:
    for element in root.iter(f"{{{NS['v']}}}*"):
        for name in _HREFS:
            href = take(element, name)
            if href is not None:
                context.removed["external_target"] += 1
                context.drop_text("link", unquote(href), Place.LINK)


def _settle(element: Element, name: str, part: Part, context: Context) -> None:
    relation = part.relations.get(element.get(name) or "")
    tag = element.tag
    if relation is None:
        if (
            tag in _REFERENCES
            or tag in (a("hlinkClick"), a("hlinkHover"))
            or tag == a("snd")
            or tag == v("imagedata")
        ):
            drop(element)
        else:
            del element.attrib[name]
    elif relation.kind == "hyperlink":
        url = unquote(relation.url)
        if tag in _LINKS and is_web_address(relation.url):
            return
        context.removed["external_target"] += 1
        context.drop_text("link", url, Place.LINK)
        del element.attrib[name]
        if tag != w("hyperlink"):
            drop(element)


def is_web_address(url: str) -> bool:
    """Tell whether a link may lead there: to the web, a mail box or a telephone."""
    return _SCHEME.fullmatch(url) is not None


def link_text(relation: Relation) -> str:
    """Return the address of a link as a person reads it."""
    return unquote(relation.url)


def unlink(link: Element, context: Context | None = None) -> None:
    """Take a link from its text; the text stays."""
    if link.tag != w("hyperlink"):
        drop(link)
        return
    if context is not None:
        for name in ("tooltip", "docLocation", "tgtFrame"):
            context.drop_text("link", link.get(w(name)), Place.LINK)
    replace_by_children(link)


def _renumber(part: Part) -> None:
    """Give used relationships new ids; unused ones to pictures and links go."""
    root = part.root
    if root is None:
        return
    fresh: dict[str, Relation] = {}
    names: dict[str, str] = {}
    for element, attributes in owners(root, NS["r"]) if _related(part) else ():
        for name in attributes:
            old = element.get(name) or ""
            if old not in names:
                names[old] = f"rId{len(names) + 1}"
                relation = part.relations[old]
                relation.id = names[old]
                fresh[names[old]] = relation
            element.set(name, names[old])
    implicit = ("styles", "numbering", "settings", "fontTable", "theme", "footnotes")
    kept = (*implicit, "endnotes", "diagramDrawing", "chartUserShapes")
    for old, relation in part.relations.items():
        if old not in names and relation.kind in kept:
            names[old] = f"rId{len(names) + 1}"
            relation.id = names[old]
            fresh[names[old]] = relation
    part.relations = fresh
    for relation in fresh.values():
        if relation.kind == "diagramData" and relation.part is not None:
            _point_to_drawing(relation.part, names)


def _point_to_drawing(data: Part, names: dict[str, str]) -> None:
    if data.root is None:
        return
    for pointer in data.root.iter(attr("dsp", "dataModelExt")):
        old = pointer.get("relId") or ""
        if old in names:
            pointer.set("relId", names[old])
        else:
            take(pointer, "relId")
