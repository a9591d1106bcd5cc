"""HYPERLINK fields to addresses outside become links with a relationship.

So their address is read, searched and cut like that of any other link, and a link
without personal data lives on (ECMA-376 part 1, 17.16.5.25 and 17.16.22).
"""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from redactor.formats.docx.drawings import is_web_address
from redactor.formats.docx.names import NS, r, w
from redactor.formats.docx.package import Part, Relation
from redactor.formats.docx.xml import Element

__all__ = ["Target", "link_runs", "link_simple", "target_of"]

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_CODE = re.compile(
    r"\s*HYPERLINK\s+(?:\"([^\"]{1,2000})\"|([^\s\"\\]{1,2000}))"
    r"((?:\s+\\[a-z](?:\s+(?:\"[^\"]{0,400}\"|[^\s\"\\]{1,400}))?)*)\s*",
    re.I,
)
_SWITCH = re.compile(r"\\([a-z])(?:\s+(?:\"([^\"]*)\"|([^\s\"\\]+)))?", re.I)
_LINK, _R, _RPR = w("hyperlink"), w("r"), w("rPr")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a field leads, and the tip that it shows."""

    url: str = field(repr=False)
    tip: str = field(default="", repr=False)


def target_of(code: str) -> Target | None:
    """Return the address in a field's code, None if it is no link to the web."""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    url = (found[1] or found[2]).replace("\\\\", "\\")
    values = {
        switch.lower(): quoted or plain
        for switch, quoted, plain in _SWITCH.findall(found[3])
    }
    if values.get("l"):
        url = f"{url}#{quote(values['l'])}"
    if not is_web_address(url):
        return None
    return Target(url, values.get("o", ""))


def link_simple(element: Element, target: Target, part: Part) -> bool:
    """Turn a simple field into a link; tells whether it could be done."""
    if not len(element) or next(element.iter(_LINK), None) is not None:
        return False
    element.tag = _LINK
    element.attrib.clear()
    _lead(element, target, part)
    return True


def link_runs(
    separate: Element | None, end: Element | None, target: Target, part: Part
) -> bool:
    """Put a field's result into a link; tells whether it could be done.

    It cannot when the marks do not frame whole runs of one paragraph.
    """
    first = None if separate is None else separate.getparent()
    last = None if end is None else end.getparent()
    if first is None or last is None or separate is None or end is None:
        return False
    parent = first.getparent()
    if parent is None or last.getparent() is not parent or first is last:
        return False
    if separate.getnext() is not None or _before(end) is not None:
        return False
    if any(next(node.iter(_LINK), None) is not None for node in _between(first, last)):
        return False
    result = _between(first, last)
    if not result:
        return False
    link = parent.makeelement(_LINK, nsmap={"r": NS["r"]})
    parent.insert(parent.index(first) + 1, link)
    link.extend(result)
    _lead(link, target, part)
    return True


def _before(end: Element) -> Element | None:
    """Return what stands before a mark in its run, its properties left out."""
    previous = end.getprevious()
    return None if previous is None or previous.tag == _RPR else previous


def _between(first: Element, last: Element) -> list[Element]:
    nodes = []
    node = first.getnext()
    while node is not None and node is not last:
        nodes.append(node)
        node = node.getnext()
    return nodes


def _lead(link: Element, target: Target, part: Part) -> None:
    key = f"rId{len(part.relations) + 1}"
    while key in part.relations:
        key += "1"
    part.relations[key] = Relation(key, "hyperlink", _TYPE, url=target.url)
    link.set(r("id"), key)
    values = dict(part.survey.values)
    if target.tip:
        link.set(w("tooltip"), target.tip)
        values["tooltip"] = values.get("tooltip", set()) | {target.tip}
    part.survey = replace(
        part.survey,
        elements=part.survey.elements | {"hyperlink"},
        prefixes=part.survey.prefixes | {"r"},
        namespaces=part.survey.namespaces | {("r", NS["r"])},
        values=values,
    )
