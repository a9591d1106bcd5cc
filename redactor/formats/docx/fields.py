"""Fields: their code goes, their result stays (ECMA-376 part 1, section 17.16).

Page numbers, tables of contents, references and the like stay alive, since a document
without them is broken; their codes are of known shapes only. Links to the web become
links with a relationship. All others are unlinked,
as Word's Ctrl+Shift+F9 does, for a field that is refreshed brings back what was masked.
"""

import re
from dataclasses import dataclass, field

from redactor.formats.docx.context import Context
from redactor.formats.docx.fieldlinks import link_runs, link_simple, target_of
from redactor.formats.docx.names import w
from redactor.formats.docx.package import Part
from redactor.formats.docx.xml import Element, drop, replace_by_children
from redactor.model import Place

__all__ = ["flatten_fields"]

_CHAR, _INSTR, _SIMPLE, _R, _RPR = (
    w("fldChar"),
    w("instrText"),
    w("fldSimple"),
    w("r"),
    w("rPr"),
)
_SHOWN = (w("t"), w("tab"), w("br"), w("sym"), w("noBreakHyphen"))
_SWITCHES = r'(?:\s*\\[*#]\s*(?:"[^"0-9]{0,30}"|[A-Za-z]{1,20}|0))*'
_ARGUMENTS = r'(?:\s*\\[a-zA-Z*#](?:\s+(?:"[^"]{0,80}"|[^\s\\"]{1,40}))?)*'
_SAFE = re.compile(
    rf"\s*(?:(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|AUTONUM|AUTONUMLGL|LISTNUM){_SWITCHES}"
    rf"|TOC{_ARGUMENTS}"
    rf"|SEQ\s+\S{{1,20}}{_ARGUMENTS}"
    rf"|STYLEREF\s+(?:\"[^\"]{{1,40}}\"|\S{{1,20}}){_ARGUMENTS}"
    rf"|SYMBOL\s+\d{{1,5}}{_ARGUMENTS}"
    r"|EQ\s.{1,200}"
    r"|FORMCHECKBOX)\s*",
    re.I | re.S,
)
_REFERENCE = re.compile(
    r"(\s*(?:REF|PAGEREF|NOTEREF|HYPERLINK\s+\\l)\s+)(\"?)([^\s\"\\]{1,80})(\"?)"
    r"((?:\s+\\[a-zA-Z](?!\w))*(?:\s*\\\*\s*[A-Za-z]{1,20})*\s*)",
    re.I,
)
_EQ_SIGNS = re.compile(r"\\[a-z]+|[(),;\s]", re.I)
_LONG = re.compile(r"\d{11}")
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.+)", re.I | re.S)


@dataclass(slots=True)
class _Field:
    begin: Element
    codes: list[Element] = field(default_factory=list)
    inner: list[Element] = field(default_factory=list)
    separate: Element | None = None
    has_result: bool = False


def flatten_fields(root: Element, part: Part, context: Context) -> None:
    """Unlink all fields of a story but those of known, harmless shapes."""
    for simple in list(root.iter(_SIMPLE)):
        _simple(simple, part, context)
    if next(root.iter(_CHAR, _INSTR), None) is None:
        return
    stack: list[_Field] = []
    for element in list(root.iter(_CHAR, _INSTR, *_SHOWN)):
        _claim(element, stack)
        if element.tag == _CHAR:
            _mark(element, stack, part, context)
        elif element.tag == _INSTR:
            if stack and stack[-1].separate is None:
                stack[-1].codes.append(element)
            else:
                context.drop_text("field", element.text, Place.FIELD)
                _drop_in_run(element)
        else:
            for outer in stack:
                outer.has_result |= outer.separate is not None
    for unfinished in stack:
        unfinished.inner.clear()
        _unlink(unfinished, None, context)


def _claim(element: Element, stack: list[_Field]) -> None:
    """Give what stands in a field's code, nested fields too, to that field."""
    for outer in stack if element.tag != _INSTR else stack[:-1]:
        if outer.separate is None and not _ends(element, outer, stack):
            outer.inner.append(element)
            return


def _ends(element: Element, field_: _Field, stack: list[_Field]) -> bool:
    """Tell whether a mark is the field's own separator or end."""
    own = field_ is stack[-1] and element.tag == _CHAR
    return own and element.get(w("fldCharType")) != "begin"


def _mark(element: Element, stack: list[_Field], part: Part, context: Context) -> None:
    kind = element.get(w("fldCharType"))
    if kind == "begin":
        stack.append(_Field(element))
    elif not stack:
        _drop_in_run(element)
    elif kind == "separate":
        stack[-1].separate = element
    else:
        _finish(stack.pop(), element, part, context)


def _finish(found: _Field, end: Element, part: Part, context: Context) -> None:
    code = "".join(element.text or "" for element in found.codes)
    kept = None if found.inner else _kept(code, context)
    if kept is None:
        target = None if found.inner else target_of(code)
        if target is not None and link_runs(found.separate, end, target, part):
            for mark in (found.begin, *found.codes, found.separate, end):
                if mark is not None:
                    _drop_in_run(mark)
        else:
            _unlink(found, end, context)
        return
    if not found.codes:
        return
    if _draws_number(kept):
        context.hazard("equation", part.name)
    first, *rest = found.codes
    first.text = kept
    first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for other in rest:
        _drop_in_run(other)
    _scrub_form(found.begin, context)
    _drop_data(found.begin, found.separate, end)


def _drop_data(*marks: Element | None) -> None:
    for mark in marks:
        for data in mark.findall(w("fldData")) if mark is not None else ():
            drop(data)


def _draws_number(code: str) -> bool:
    """Tell whether an EQ field puts digits side by side that no reading joins."""
    digits = _EQ_SIGNS.sub("", code) if code.lstrip()[:2].upper() == "EQ" else ""
    return _LONG.search(digits) is not None and _LONG.search(code) is None


def _kept(code: str, context: Context) -> str | None:
    if _SAFE.fullmatch(code):
        return code
    reference = _REFERENCE.fullmatch(code)
    if reference is None:
        return None
    head, open_quote, name, close_quote, tail = reference.groups()
    fresh = context.fresh_bookmark(name)
    if fresh is None:
        return None
    return f"{head}{open_quote}{fresh}{close_quote}{tail}"


def _scrub_form(begin: Element, context: Context) -> None:
    for data in begin.findall(w("ffData")):
        for child in list(data):
            if child.tag == w("checkBox"):
                continue
            for holder in child.iter():
                context.drop_text("form_field", holder.get(w("val")), Place.FIELD)
            data.remove(child)


def _unlink(found: _Field, end: Element | None, context: Context) -> None:
    code = "".join(element.text or "" for element in found.codes)
    context.removed["field"] += 1
    inner = "".join(element.text or "" for element in found.inner)
    context.drop_text("field", f"{code} {inner}", Place.FIELD)
    shown = _shown(found, code)
    for holder in found.begin.iter():
        if holder is not found.begin and holder.tag not in (w("listEntry"),):
            context.drop_text("form_field", holder.get(w("val")), Place.FIELD)
    if shown and not found.has_result and found.codes:
        text = found.codes.pop(0)
        text.tag = w("t")
        text.text = shown
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for element in (*found.codes, *found.inner, found.begin, found.separate, end):
        if element is not None:
            _drop_in_run(element)


def _shown(found: _Field, code: str) -> str:
    """Return what a field without a result shows: a button's text, a chosen entry."""
    button = _BUTTON.fullmatch(code)
    if button:
        return button[1].strip()
    listed = found.begin.find(f"{w('ffData')}/{w('ddList')}")
    if listed is None:
        return ""
    entries = [entry.get(w("val")) or "" for entry in listed.findall(w("listEntry"))]
    result = listed.find(w("result"))
    if result is None:
        result = listed.find(w("default"))
    try:
        return entries[int("0" if result is None else result.get(w("val")) or "0")]
    except (ValueError, IndexError):
        return ""


def _simple(element: Element, part: Part, context: Context) -> None:
    code = element.get(w("instr")) or ""
    kept = _kept(code, context)
    for data in element.findall(w("fldData")):
        element.remove(data)
    if kept is not None:
        element.set(w("instr"), kept)
        return
    target = target_of(code)
    if target is not None and link_simple(element, target, part):
        return
    context.removed["field"] += 1
    context.drop_text("field", code, Place.FIELD)
    replace_by_children(element)


def _drop_in_run(element: Element) -> None:
    """Remove an element and its run, should nothing else be in it."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == _R and all(child.tag == _RPR for child in parent):
        drop(parent)
