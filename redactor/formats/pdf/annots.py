"""Sort annotations: links stay, what a viewer shows is baked, the rest is dropped."""

from collections import Counter
from typing import Any

from redactor.formats.pdf.layers import Layers
from redactor.formats.pdf.objects import is_dict

__all__ = ["settle_annotations"]

_HIDDEN_FLAGS = 2 | 32  # Hidden, NoView (ISO 32000-1 table 165)
# Icons, windows and players: nothing of the page's own text.
_DROPPED = {
    "/Popup": "comment",
    "/Text": "comment",
    "/FileAttachment": "attachment",
    "/Sound": "embedded_object",
    "/Movie": "embedded_object",
    "/Screen": "embedded_object",
    "/3D": "embedded_object",
    "/RichMedia": "embedded_object",
    "/Redact": "annotation",
    "/TrapNet": "annotation",
    "/PrinterMark": "annotation",
    "/Projection": "comment",
}


def settle_annotations(
    pdf: Any, layers: Layers, counts: Counter[str]
) -> tuple[bool, bool]:
    """Drop annotations that a reader does not see; count all that will not stay.

    Args:
        pdf: A `pikepdf.Pdf`; it is changed.
        layers: Its layers.
        counts: Removals by kind, added to.

    Returns:
        Whether anything was dropped, and whether anything is left to bake.
    """
    import pikepdf

    dropped = bake = False
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, pikepdf.Array) or not len(annotations):
            continue
        kept = []
        for annotation in annotations:
            if not isinstance(annotation, pikepdf.Dictionary):
                continue
            subtype = str(annotation.get("/Subtype", ""))
            if subtype == "/Link":
                kept.append(annotation)
                continue
            counts[_kind(annotation, subtype)] += 1
            if _shown(annotation, subtype, layers):
                if "/OC" in annotation:
                    del annotation["/OC"]
                kept.append(annotation)
                bake = True
        if len(kept) != len(annotations):
            dropped = True
            page.obj.Annots = pikepdf.Array(kept)
    return dropped, bake


def _kind(annotation: Any, subtype: str) -> str:
    if subtype == "/Widget":
        parent = annotation.get("/Parent")
        kinds = [annotation.get("/FT")]
        if is_dict(parent):
            kinds.append(parent.get("/FT"))
        return "signature" if "/Sig" in map(str, kinds) else "form_field"
    return _DROPPED.get(subtype, "comment")


def _shown(annotation: Any, subtype: str, layers: Layers) -> bool:
    if subtype in _DROPPED:
        return False
    try:
        flags = int(annotation.get("/F", 0))
    except (TypeError, ValueError):
        flags = 0
    return not flags & _HIDDEN_FLAGS and layers.visible(annotation.get("/OC"))
