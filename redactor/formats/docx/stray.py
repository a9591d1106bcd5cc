"""Text where none belongs: between elements, or in elements not meant for it."""

import re

from redactor.formats.docx.context import Context
from redactor.formats.docx.names import NS, a, attr, c, m, w
from redactor.formats.docx.package import Part
from redactor.model import Place

__all__ = ["drop_stray_text"]

_FREE = frozenset({w("t"), w("instrText"), m("t"), a("t"), c("v"), c("f")})
_SHAPES = {
    attr("wp", "align"): re.compile(r"[a-z]{1,10}"),
    attr("wp", "posOffset"): re.compile(r"-?\d{1,10}"),
    attr("wp14", "pctWidth"): re.compile(r"-?\d{1,10}"),
    attr("wp14", "pctHeight"): re.compile(r"-?\d{1,10}"),
    attr("wp14", "pctPosHOffset"): re.compile(r"-?\d{1,10}"),
    attr("wp14", "pctPosVOffset"): re.compile(r"-?\d{1,10}"),
    c("formatCode"): re.compile(r"[\x20-\x7e¥￥年月日时分秒]{1,80}"),
}
_LONG = re.compile(r"\d{7}")


def drop_stray_text(part: Part, context: Context) -> None:
    """Remove text outside the elements that are read."""
    root = part.root
    if root is None:
        return
    found = root.xpath(
        "descendant-or-self::text()[not(parent::w:t)][normalize-space()]",
        namespaces={"w": NS["w"]},
    )
    for text in found if isinstance(found, list) else ():
        owner = getattr(text, "getparent", lambda: None)()
        tail = bool(getattr(text, "is_tail", False))
        if owner is None:
            continue
        if not tail and _belongs(owner.tag, str(text).strip()):
            continue
        context.removed["stray_text"] += 1
        context.drop_text("stray_text", str(text), Place.OTHER)
        if tail:
            owner.tail = None
        elif owner.tag == c("formatCode"):
            owner.text = "General"
        else:
            owner.text = "0" if owner.tag in _SHAPES else None


def _belongs(tag: str, value: str) -> bool:
    if tag in _FREE:
        return True
    shape = _SHAPES.get(tag)
    if shape is None or not shape.fullmatch(value):
        return False
    return tag != c("formatCode") or not _LONG.search(value)
