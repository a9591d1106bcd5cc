"""Hidden text: dropped, since a click in Word shows it (ECMA-376 part 1, 17.3.2.41)."""

from redactor.formats.docx.context import Context
from redactor.formats.docx.names import w
from redactor.formats.docx.xml import Element, drop
from redactor.model import Place

__all__ = ["drop_hidden", "hidden_styles"]

_VANISH, _R, _RPR, _PPR, _P = w("vanish"), w("r"), w("rPr"), w("pPr"), w("p")
_VAL = w("val")
_OFF = frozenset({"0", "false", "off"})


def _on(element: Element | None) -> bool | None:
    if element is None:
        return None
    return (element.get(_VAL) or "true") not in _OFF


def hidden_styles(styles: Element | None) -> frozenset[str]:
    """Return the ids of paragraph and character styles whose text is hidden."""
    if styles is None or next(styles.iter(_VANISH), None) is None:
        return frozenset()
    table = {s.get(w("styleId")) or "": s for s in styles.iter(w("style"))}
    found = set()
    for key in table:
        seen: set[str] = set()
        current: str | None = key
        while current in table and current not in seen:
            seen.add(current)
            style = table[current]
            state = _on(style.find(f"{_RPR}/{_VANISH}"))
            if state is not None:
                if state:
                    found.add(key)
                break
            based = style.find(w("basedOn"))
            current = None if based is None else based.get(_VAL)
    return frozenset(found)


def drop_hidden(root: Element, context: Context) -> None:
    """Remove hidden runs and the paragraphs that hold nothing else."""
    runs = []
    for vanish in root.iter(_VANISH):
        properties = vanish.getparent()
        holder = None if properties is None else properties.getparent()
        if holder is not None and holder.tag == _R and _on(vanish):
            runs.append(holder)
    if context.hidden_styles:
        runs.extend(_styled(root, context.hidden_styles))
    paragraphs = []
    for run in runs:
        text = "".join(t.text or "" for t in run.iter(w("t"), w("delText")))
        context.drop_text("hidden_text", text, Place.OTHER)
        if run.getparent() is not None:
            context.removed["hidden_text"] += 1
            paragraph = next(run.iterancestors(_P), None)
            drop(run)
            if paragraph is not None:
                paragraphs.append(paragraph)
    for paragraph in paragraphs:
        if _hidden_mark(paragraph) and _is_empty(paragraph):
            _drop_paragraph(paragraph)


def _styled(root: Element, hidden: frozenset[str]) -> list[Element]:
    runs = []
    for style in root.iter(w("rStyle")):
        run = next(style.iterancestors(_R), None)
        if style.get(_VAL) in hidden and run is not None:
            runs.append(run)
    for style in root.iter(w("pStyle")):
        paragraph = next(style.iterancestors(_P), None)
        if style.get(_VAL) in hidden and paragraph is not None:
            runs.extend(paragraph.iter(_R))
    return [run for run in runs if run.find(f"{_RPR}/{_VANISH}") is None]


def _hidden_mark(paragraph: Element) -> bool:
    return bool(_on(paragraph.find(f"{_PPR}/{_RPR}/{_VANISH}")))


def _is_empty(paragraph: Element) -> bool:
    return next(paragraph.iter(_R, w("sectPr")), None) is None


def _drop_paragraph(paragraph: Element) -> None:
    following = paragraph.getnext()
    if following is not None and following.tag == _P:
        drop(paragraph)
