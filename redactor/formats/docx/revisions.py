"""Tracked changes accepted: ECMA-376 part 1, section 17.13.5."""

from lxml import etree

from redactor.formats.docx.context import Context
from redactor.formats.docx.names import attr, local, m, w
from redactor.formats.docx.xml import Element, drop
from redactor.model import Place

__all__ = ["REVISIONS", "accept_revisions"]

# The conflict marks of several authors at work on a file: [MS-DOCX] 2.6.
_DEL = (w("del"), w("moveFrom"), attr("w14", "conflictDel"))
_INS = (w("ins"), w("moveTo"), attr("w14", "conflictIns"))
_CELL = (w("cellDel"), w("cellIns"), w("cellMerge"))
_CHANGES = tuple(
    w(name)
    for name in [
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblPrExChange",
        "tcPrChange",
        "trPrChange",
        "tblGridChange",
        "numberingChange",
    ]
)
_MARKS = tuple(
    w(name)
    for name in [
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "customXmlInsRangeStart",
        "customXmlInsRangeEnd",
        "customXmlDelRangeStart",
        "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart",
        "customXmlMoveFromRangeEnd",
        "customXmlMoveToRangeStart",
        "customXmlMoveToRangeEnd",
    ]
)
_MARKS += tuple(
    attr("w14", f"customXmlConflict{what}Range{end}")
    for what in ("Ins", "Del")
    for end in ("Start", "End")
)
_ALL = (*_DEL, *_INS, *_CELL, *_CHANGES, *_MARKS)
REVISIONS = tuple(local(name) for name in _ALL)
_TEXTS = (w("t"), w("delText"), w("delInstrText"), w("instrText"))
_P, _PPR, _RPR, _TRPR, _TCPR = w("p"), w("pPr"), w("rPr"), w("trPr"), w("tcPr")


def accept_revisions(root: Element, context: Context) -> None:
    """Accept every tracked change: deleted text goes, inserted text stays."""
    found = list(root.iter(*_ALL))
    if not found:
        return
    context.removed["revision"] += sum(1 for e in found if e.tag not in _MARKS)
    etree.strip_elements(root, *_CHANGES, *_MARKS, with_tail=False)
    merges: list[Element] = []
    for element in root.iter(*_DEL):
        parent = element.getparent()
        if parent is not None and parent.tag == _RPR:
            paragraph = _paragraph_of_mark(parent)
            if paragraph is not None:
                merges.append(paragraph)
    _drop_rows_and_cells(root, context)
    for element in list(root.iter(*_DEL)):
        context.drop_text("revision", _text(element), Place.OTHER)
        parent = element.getparent()
        if parent is not None and parent.tag == m("ctrlPr"):
            continue
        drop(element)
    etree.strip_elements(root, *_DEL, *_CELL, with_tail=False)
    etree.strip_tags(root, *_INS)
    for paragraph in merges:
        _merge_with_next(paragraph)
    _mend_tables(root)


def _paragraph_of_mark(properties: Element) -> Element | None:
    holder = properties.getparent()
    if holder is None or holder.tag != _PPR:
        return None
    return holder.getparent()


def _text(element: Element) -> str:
    return "".join(
        node.text or ""
        for node in element.iter(
            w("t"), w("delText"), w("delInstrText"), w("instrText")
        )
    )


def _drop_rows_and_cells(root: Element, context: Context) -> None:
    for properties in [*root.iter(_TRPR), *root.iter(_TCPR)]:
        gone = any(
            properties.find(name) is not None for name in (w("del"), w("cellDel"))
        )
        holder = properties.getparent()
        if gone and holder is not None:
            context.drop_text("revision", _text(holder), Place.TABLE)
            drop(holder)


def _merge_with_next(paragraph: Element) -> None:
    """Join a paragraph whose mark was deleted to the one behind it (17.13.5.15)."""
    content = [child for child in paragraph if child.tag != _PPR]
    following = paragraph.getnext()
    properties = paragraph.find(_PPR)
    has_section = properties is not None and properties.find(w("sectPr")) is not None
    if following is None or following.tag != _P or has_section:
        if not content and not has_section and _may_go(paragraph):
            drop(paragraph)
        return
    start = 1 if following.find(_PPR) is not None else 0
    for number, child in enumerate(content):
        following.insert(start + number, child)
    drop(paragraph)


def _may_go(paragraph: Element) -> bool:
    before, after = paragraph.getprevious(), paragraph.getnext()
    inside_cell = after is None and (before is None or before.tag != _P)
    between_tables = after is not None and before is not None
    return not inside_cell and not between_tables


def _mend_tables(root: Element) -> None:
    """Keep tables valid: no row without cells, no table without rows."""
    for row in list(root.iter(w("tr"))):
        if next(row.iter(w("tc")), None) is None:
            drop(row)
    for table in list(root.iter(w("tbl"))):
        if next(table.iter(w("tr")), None) is None:
            drop(table)
    for cell in root.iter(w("tc")):
        last = cell[-1] if len(cell) else None
        if last is None or last.tag not in (_P, w("sdt")):
            etree.SubElement(cell, _P)
