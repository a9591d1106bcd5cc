"""Dropped capitals: a paragraph of its own in the file, the first letters of the next.

ECMA-376 part 1, 17.3.1.11: a frame with ``dropCap`` stands before its paragraph.
"""

from redactor.formats.docx.names import a, mc, w
from redactor.formats.docx.xml import Element

__all__ = ["capital_of", "paragraph_behind"]

_P, _FRAME, _CAPITAL = w("p"), f"{w('pPr')}/{w('framePr')}", w("dropCap")
_BETWEEN = frozenset({w("bookmarkStart"), w("bookmarkEnd")})
# What has text of its own keeps its place in the order of reading.
_OWN = (_P, a("p"), w("txbxContent"), mc("AlternateContent"))


def paragraph_behind(element: Element) -> Element | None:
    """Return the paragraph that a dropped capital begins, None if it is none."""
    if not _is_capital(element):
        return None
    behind = _sibling(element, before=False)
    return None if behind is None or _is_capital(behind) else behind


def capital_of(element: Element) -> Element | None:
    """Return the dropped capital that begins a paragraph."""
    before = _sibling(element, before=True)
    found = before is not None and paragraph_behind(before) is element
    return before if found else None


def _sibling(element: Element, *, before: bool) -> Element | None:
    for other in element.itersiblings(preceding=before):
        if other.tag not in _BETWEEN:
            return other if other.tag == _P else None
    return None


def _is_capital(element: Element) -> bool:
    frame = element.find(_FRAME)
    if frame is None or frame.get(_CAPITAL) not in ("drop", "margin"):
        return False
    return next(element.iterdescendants(*_OWN), None) is None
