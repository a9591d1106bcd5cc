"""Text in attributes and link targets: units of their own.

Any attribute may hold text. Those meant for it (alternative texts, tooltips) are always
read; all others are looked over by value, and what looks like text or a long number
becomes a unit, whatever the attribute is called.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from redactor.formats.docx.drawings import link_text
from redactor.formats.docx.names import NS, r, w
from redactor.formats.docx.package import Part, Relation
from redactor.formats.docx.xml import Element
from redactor.model import Place, Span, TextUnit

__all__ = ["Holding", "holdings"]

_PLACES = {
    "descr": Place.ALT_TEXT,
    "title": Place.ALT_TEXT,
    "alt": Place.ALT_TEXT,
    "name": Place.ALT_TEXT,
    "string": Place.TEXT_BOX,
    "tooltip": Place.LINK,
    "docLocation": Place.LINK,
    "tgtFrame": Place.LINK,
    "instr": Place.FIELD,
    "displayText": Place.FIELD,
    "value": Place.FIELD,
}
_ALWAYS = frozenset({"descr", "title", "alt", "string", "tooltip", "docLocation"})
_SUSPECT = re.compile(r"[^\x00-\x7f]|@|(?:\d[ -]?){11}|%[0-9A-Fa-f]{2}%")
_SHAPED = re.compile(
    r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?"  # a GUID
    r"|[0-9A-F]{20}"  # PANOSE, ECMA-376 part 1, 17.8.3.13
    r"|(?!.*\d{11})[a-z]+(?:[-:./][A-Za-z0-9_.#-]+)*"  # an address in a schema
)
_FONT_NAMES = frozenset({"ascii", "eastAsia", "hAnsi", "cs", "typeface"})
_NUMBER = r"(?:-?\d{0,10}\.\d+|(?<!\d)\d{1,10})"
_MEASURE = rf"{_NUMBER}(?:pt|in|f|mm|cm|px)?(?=[,;]|$)"
_FONT_FAMILY = re.compile(rf"font-family:[^;]*|{_MEASURE}")
_NAME_LIKE = re.compile(r"[\u4e00-\u9fff·]{2,4}(?<![体體宋黑楷圆書书线線隶明魏])")
_FONTS = {"fontTable": {"name": "typeface", "val": "typeface"}}
# What Word and WPS call a new drawing.
_GENERIC = re.compile(
    r"(?:图片|文本框|矩形|圆角矩形|直线|直接连接符|直接箭头连接符|组合|形状|图表|表格|对象|椭圆|自选图形|图示|画布"
    r"|任意多边形|艺术字|Picture|Text Box|Shape|Group|Chart|Rectangle)[\s:：]*\d{0,4}"
)
# Fonts of Windows and macOS that read like names of people.
_FONT_LIST = frozenset({"华文行楷", "华文新魏", "华文彩云", "华文琥珀", "游明朝"})
# Lists of coordinates and the like: digits in them are no text.
_DRAWN = frozenset(
    {
        *("path", "coordsize", "coordorigin", "points", "adj", "formula", "eqn"),
        *("connectlocs", "textboxrect", "fmla"),
    }
)


@dataclass(slots=True, eq=False)
class Holding:
    """A text outside the flow: one value, in all attributes of a part that bear it."""

    unit: TextUnit
    places: list[tuple[Element, str]] = field(repr=False)
    relation: Relation | None = field(default=None, repr=False)
    cuts: list[tuple[Span, str]] = field(default_factory=list, repr=False)

    def apply(self) -> Callable[[], None]:
        """Change the attributes, or take the link away; returns how to undo it."""
        saved = [(element, element.attrib.items()) for element, _ in self.places]
        relation = self.relation
        for element, name in self.places:
            if relation is None:
                element.set(name, self._changed())
            elif element.tag == w("hyperlink"):
                del element.attrib[name]
            else:
                element.set(name, "")
        if relation is not None:
            relation.cut = True
        self.cuts.clear()

        def undo() -> None:
            if relation is not None:
                relation.cut = False
            for element, attributes in saved:
                element.attrib.clear()
                element.attrib.update(attributes)

        return undo

    def _changed(self) -> str:
        text = self.unit.text
        for span, replacement in sorted(self.cuts, key=lambda c: c[0], reverse=True):
            text = text[: span.start] + replacement + text[span.end :]
        return text


def holdings(part: Part) -> Iterator[Holding]:
    """Yield the texts in a part's attributes and the targets of its links."""
    root = part.root
    if root is None:
        return
    wanted = {
        (name, value)
        for name, values in part.survey.values.items()
        for value in values
        if _is_text(_FONTS.get(part.kind, {}).get(name, name), value)
    }
    if wanted:
        yield from _attributes(part.name, root, wanted)
    yield from _links(part, root)


def _is_text(name: str, value: str) -> bool:
    if not value.strip():
        return False
    if name in _ALWAYS:
        return True
    if name in _FONT_NAMES:
        odd = _NAME_LIKE.fullmatch(value) or re.search(r"\d{7}|@.", value)
        plain = value in _FONT_LIST or _SHAPED.fullmatch(value)
        return odd is not None and not plain
    if name in ("style", "coordsize", "adj"):
        value = _FONT_FAMILY.sub("", value)
    if name in _DRAWN and value.isascii():
        return False
    if _SUSPECT.search(value) is None or _SHAPED.fullmatch(value):
        return False
    if name == "name" and _GENERIC.fullmatch(value):
        return False
    return any(char.isalnum() for char in value)


def _attributes(
    part: str, root: Element, wanted: set[tuple[str, str]]
) -> Iterator[Holding]:
    names = sorted({name for name, _ in wanted})
    tests = " or ".join(f"local-name()=$n{i}" for i in range(len(names)))
    find = etree.XPath(f"descendant-or-self::*/@*[{tests}]")
    found = find(root, **{f"n{i}": name for i, name in enumerate(names)})
    groups: dict[tuple[str, str], list[tuple[Element, str]]] = {}
    for value in found if isinstance(found, list) else ():
        name = str(getattr(value, "attrname", ""))
        key = (name.rpartition("}")[2], str(value))
        owner = getattr(value, "getparent", lambda: None)()
        if key in wanted and owner is not None and not name.startswith(r("")):
            groups.setdefault(key, []).append((owner, name))
    for number, ((name, value), places) in enumerate(groups.items()):
        place = _PLACES.get(name, Place.OTHER)
        unit = TextUnit(f"{part}/@{name}{number}", value, place)
        yield Holding(unit, places)


def _links(part: Part, root: Element) -> Iterator[Holding]:
    outside = {key: rel for key, rel in part.relations.items() if rel.part is None}
    if not outside:
        return
    places: dict[str, list[tuple[Element, str]]] = {}
    found = root.xpath("descendant-or-self::*/@r:*", namespaces={"r": NS["r"]})
    for value in found if isinstance(found, list) else ():
        owner = getattr(value, "getparent", lambda: None)()
        if str(value) in outside and owner is not None:
            name = str(getattr(value, "attrname", ""))
            places.setdefault(str(value), []).append((owner, name))
    for key, relation in outside.items():
        unit = TextUnit(f"{part.name}/link/{key}", link_text(relation), Place.LINK)
        yield Holding(unit, places.get(key, []), relation)
