"""Content controls, hyperlinks to places within, bookmarks: names and bindings go.

Sources: ECMA-376 part 1, sections 17.5.2 (controls), 17.13.6 (bookmarks) and 17.16.22
(hyperlinks); [MS-DOCX] 2.5 for Word 2013's additions.
"""

from collections.abc import Iterable

from redactor.formats.docx.context import Context
from redactor.formats.docx.names import attr, w
from redactor.formats.docx.xml import Element, take
from redactor.model import Place

__all__ = ["flatten_controls", "rename_bookmarks"]

_KEPT = frozenset(
    {
        w("rPr"),
        w("alias"),
        w("tag"),
        w("id"),
        w("lock"),
        w("temporary"),
        w("text"),
        w("richText"),
        w("comboBox"),
        w("dropDownList"),
        w("date"),
        w("picture"),
        w("docPartObj"),
        w("docPartList"),
        w("group"),
        w("showingPlcHdr"),
        w("equation"),
        w("label"),
        w("tabIndex"),
        attr("w14", "checkbox"),
        attr("w15", "appearance"),
        attr("w15", "color"),
        attr("w15", "repeatingSection"),
        attr("w15", "repeatingSectionItem"),
    }
)
_BINDINGS = frozenset({w("dataBinding"), attr("w15", "dataBinding")})


def rename_bookmarks(roots: Iterable[Element], context: Context) -> None:
    """Give every bookmark a name without meaning."""
    for root in roots:
        for start in root.iter(w("bookmarkStart")):
            name = start.get(w("name")) or ""
            if context.fresh_bookmark(name) is None:
                context.bookmarks[name] = f"bm{len(context.bookmarks) + 1}"
                context.removed["bookmark"] += 1
                context.drop_text("bookmark", name, Place.OTHER)
            start.set(w("name"), context.fresh_bookmark(name) or "")


def flatten_controls(root: Element, context: Context) -> None:
    """Unbind content controls and rename the targets of inner links."""
    for properties in root.iter(w("sdtPr")):
        for child in list(properties):
            if child.tag not in _KEPT:
                bound = child.tag in _BINDINGS
                context.removed["data_binding" if bound else "content_control"] += 1
                properties.remove(child)
        for date in properties.iter(w("date")):
            full = take(date, w("fullDate"))
            context.drop_text("control_date", full, Place.FIELD)
    for link in root.iter(w("hyperlink")):
        name = take(link, w("anchor"))
        if name is None:
            continue
        fresh = context.fresh_bookmark(name)
        if fresh is not None:
            link.set(w("anchor"), fresh)
        else:
            context.drop_text("anchor", name, Place.LINK)
            context.removed["link"] += 1
