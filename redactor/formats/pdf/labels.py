"""Page labels and viewer preferences of a copy: what is no free text stays."""

import re
from collections import Counter
from typing import Any

from redactor.formats.pdf.objects import is_array, is_dict

__all__ = ["clean_labels", "clean_preferences"]

_STYLES = frozenset({"/D", "/R", "/r", "/A", "/a"})
# Words that stand before page numbers in documents, letters of parts, punctuation.
_PREFIX = re.compile(
    r"(?:附录|附件|附表|附图|前言|目录|目次|封面|封底|正文|第|卷|Annex|Appendix|Page|Cover)?"
    r"\s?[A-Za-z]{0,2}[-.:–—－\s]{0,2}"
)
_DEEPEST = 40
# ISO 32000-1 table 150.
_SWITCHES = (
    "/HideToolbar", "/HideMenubar", "/HideWindowUI", "/FitWindow", "/CenterWindow",
)  # fmt: skip
_CHOICES = {
    "/Direction": frozenset({"/L2R", "/R2L"}),
    "/PrintScaling": frozenset({"/None", "/AppDefault"}),
    "/Duplex": frozenset({"/Simplex", "/DuplexFlipShortEdge", "/DuplexFlipLongEdge"}),
}


def clean_labels(pdf: Any, counts: Counter[str]) -> None:
    """Keep the numbering of pages; prefixes stay when they are common words.

    Args:
        pdf: A `pikepdf.Pdf`; it is changed.
        counts: Removals by kind, added to.
    """
    import pikepdf

    labels = pdf.Root.get("/PageLabels")
    if labels is None:
        return
    rows = dict(_rows(labels, 0))
    if not rows:
        del pdf.Root["/PageLabels"]
        counts["page_label"] += 1
        return
    numbers = pikepdf.Array()
    for start, entry in sorted(rows.items()):
        numbers.extend([start, _label(entry, counts)])
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=numbers)


def _rows(node: Any, depth: int) -> Any:
    if not is_dict(node) or depth > _DEEPEST:
        return
    numbers = node.get("/Nums")
    if is_array(numbers):
        items = list(numbers)
        for start, entry in zip(items[::2], items[1::2], strict=False):
            if isinstance(start, int) and start >= 0 and is_dict(entry):
                yield start, entry
    kids = node.get("/Kids")
    for kid in kids if is_array(kids) else ():
        yield from _rows(kid, depth + 1)


def _label(entry: Any, counts: Counter[str]) -> Any:
    import pikepdf

    label = pikepdf.Dictionary()
    style, first, prefix = (entry.get(key) for key in ("/S", "/St", "/P"))
    if isinstance(style, pikepdf.Name) and str(style) in _STYLES:
        label.S = style
    if isinstance(first, int) and first > 0:
        label.St = first
    if isinstance(prefix, pikepdf.String):
        if _PREFIX.fullmatch(str(prefix)):
            label.P = pikepdf.String(str(prefix))
        else:
            counts["page_label"] += 1
    return label


def clean_preferences(pdf: Any) -> None:
    """Keep the switches and choices that say how a viewer shows the file.

    The title is gone, so showing it is no choice any more.
    """
    import pikepdf

    old = pdf.Root.get("/ViewerPreferences")
    if old is None:
        return
    new = pikepdf.Dictionary()
    for key in _SWITCHES if is_dict(old) else ():
        if isinstance(old.get(key), bool):
            new[key] = old[key]
    for key, known in _CHOICES.items() if is_dict(old) else ():
        value = old.get(key)
        if isinstance(value, pikepdf.Name) and str(value) in known:
            new[key] = value
    if len(new):
        pdf.Root.ViewerPreferences = new
    else:
        del pdf.Root["/ViewerPreferences"]
