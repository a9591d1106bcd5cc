"""Texts of a PDF that stand on no page: metadata, comments, field values, titles.

They are read for the search only. What the copy keeps of them (outline titles, links)
can be edited; all else the scrub drops.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redactor.formats.pdf.addresses import address_text
from redactor.formats.pdf.objects import is_dict
from redactor.model import Place

__all__ = ["HiddenText", "hidden_texts", "outline_items"]

_MOST_ITEMS = 100_000
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class HiddenText:
    """A text off the pages; ``kind`` is ``drop``, ``outline`` or ``link``."""

    key: str
    text: str = field(repr=False)
    place: Place
    kind: str = "drop"
    page_index: int | None = None
    raw: str = field(default="", repr=False)


def _text(value: Any) -> str:
    """Return a string object as text, streams decoded as well as may be."""
    import pikepdf

    if isinstance(value, pikepdf.String):
        return str(value)
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    if isinstance(value, pikepdf.Stream):
        try:
            data = value.read_bytes()[:_LONGEST]
        except (pikepdf.PdfError, RuntimeError):
            return ""
        return str(data.decode("utf-8", "replace"))
    return ""


def _strings(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the strings of an object that is private to nobody we know."""
    import pikepdf

    if depth > 6:
        return
    if isinstance(value, pikepdf.String):
        yield str(value)
    elif isinstance(value, pikepdf.Array):
        for item in list(value)[:1000]:
            yield from _strings(item, depth + 1)
    elif isinstance(value, pikepdf.Dictionary):
        for key, item in list(value.items())[:1000]:
            if key not in ("/Parent", "/P", "/Popup", "/IRT", "/AP", "/Kids", "/Prev"):
                yield from _strings(item, depth + 1)


def outline_items(pdf: Any) -> Iterator[Any]:
    """Yield the items of the outline, each before its children."""
    root = pdf.Root.get("/Outlines")
    if not is_dict(root):
        return
    seen: set[tuple[int, int]] = set()
    stack = [root.get("/First")]
    while stack and len(seen) < _MOST_ITEMS:
        item = stack.pop()
        if not is_dict(item) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield item
        stack.append(item.get("/Next"))
        stack.append(item.get("/First"))


def _field_texts(fields: Any, depth: int = 0) -> Iterator[str]:
    import pikepdf

    if not isinstance(fields, pikepdf.Array) or depth > 30:
        return
    for item in fields:
        if not isinstance(item, pikepdf.Dictionary):
            continue
        for key in ("/T", "/TU", "/TM", "/V", "/DV", "/RV", "/Opt"):
            value = item.get(key)
            if isinstance(value, pikepdf.Stream | pikepdf.Name):
                yield _text(value)
            elif value is not None:
                yield from _strings(value)
        yield from _field_texts(item.get("/Kids"), depth + 1)


def _annotation_texts(annotation: Any) -> Iterator[str]:
    for key in ("/Contents", "/T", "/Subj", "/NM", "/TU", "/TM", "/V", "/DV", "/Opt"):
        value = annotation.get(key)
        if value is not None:
            yield from _strings(value)
    for key in ("/RC", "/RV"):
        value = annotation.get(key)
        if value is not None:
            yield re.sub(r"<[^>]*>", "", _text(value))


def _page_texts(pdf: Any) -> Iterator[HiddenText]:
    import pikepdf

    for index, page in enumerate(pdf.pages):
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, pikepdf.Array):
            continue
        for number, annotation in enumerate(annotations):
            if not isinstance(annotation, pikepdf.Dictionary):
                continue
            key = f"p{index}.a{number}"
            widget = annotation.get("/Subtype") == pikepdf.Name.Widget
            place = Place.FIELD if widget else Place.COMMENT
            for part, text in enumerate(_annotation_texts(annotation)):
                yield HiddenText(f"{key}.{part}", text, place, page_index=index)
            yield from _action_texts(annotation, key, index)


def _action_texts(annotation: Any, key: str, index: int) -> Iterator[HiddenText]:
    import pikepdf

    action = annotation.get("/A")
    if not isinstance(action, pikepdf.Dictionary):
        return
    uri = action.get("/URI")
    if isinstance(uri, pikepdf.String):
        raw = str(uri)
        link = annotation.get("/Subtype") == pikepdf.Name.Link
        kind = "link" if link else "drop"
        yield HiddenText(f"{key}.uri", address_text(raw), Place.LINK, kind, index, raw)
    rest = [text for k, v in action.items() if k != "/URI" for text in _strings(v)]
    for part, text in enumerate(rest):
        yield HiddenText(f"{key}.action{part}", text, Place.LINK, page_index=index)


def _info_texts(pdf: Any) -> Iterator[str]:
    info = pdf.trailer.get("/Info")
    if info is not None:
        yield from _strings(info)
    metadata = pdf.Root.get("/Metadata")
    if metadata is not None:
        for piece in re.split(r"<[^>]*>", _text(metadata)):
            if piece.strip():
                yield piece.strip()
        yield from re.findall(r"=\"([^\"]{2,})\"", _text(metadata))
    for key in ("/PieceInfo", "/Lang", "/Collection", "/SpiderInfo", "/OutputIntents"):
        value = pdf.Root.get(key)
        if value is not None:
            yield from _strings(value)


_PLAIN_NAME = re.compile(r"/[!-~]{0,40}")
_MANY_DIGITS = re.compile(r"\d{7}")


def _resource_names(pdf: Any) -> Iterator[str]:
    """Yield names of fonts and forms that may say more than a number."""
    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        for group in resources.values() if is_dict(resources) else ():
            for name in group.keys() if is_dict(group) else ():
                if _MANY_DIGITS.search(name) or not _PLAIN_NAME.fullmatch(name):
                    yield re.sub(r"^/[A-Za-z]*", "", name)


def _attachment_names(pdf: Any) -> Iterator[str]:
    import pikepdf

    try:
        for name, spec in pdf.attachments.items():
            yield name
            yield str(spec.filename)
            yield str(spec.description)
    except (pikepdf.PdfError, ValueError, KeyError, TypeError):
        yield from _strings(pdf.Root.get("/Names"))


def hidden_texts(pdf: Any) -> list[HiddenText]:
    """Return the texts of a file that stand on no page, in a stable order.

    Args:
        pdf: A `pikepdf.Pdf` as it came, before anything was dropped.
    """
    found: list[HiddenText] = []
    for number, item in enumerate(outline_items(pdf)):
        title = item.get("/Title")
        if title is not None:
            found.append(
                HiddenText(f"o{number}", _text(title), Place.OUTLINE, "outline")
            )
    found.extend(_page_texts(pdf))
    form = pdf.Root.get("/AcroForm")
    if is_dict(form):
        texts = list(_field_texts(form.get("/Fields")))
        xfa = form.get("/XFA")
        if xfa is not None:
            texts.extend(_xfa_texts(xfa))
        found.extend(
            HiddenText(f"f{n}", text, Place.FIELD) for n, text in enumerate(texts)
        )
    for name, texts in (
        ("m", list(_info_texts(pdf))),
        ("e", list(_attachment_names(pdf))),
        ("r", list(_resource_names(pdf))),
    ):
        found.extend(
            HiddenText(f"{name}{n}", text, Place.METADATA)
            for n, text in enumerate(texts)
        )
    return [item for item in found if item.text.strip()]


def _xfa_texts(xfa: Any) -> Iterator[str]:
    import pikepdf

    parts = list(xfa) if isinstance(xfa, pikepdf.Array) else [xfa]
    for part in parts:
        for piece in re.split(r"<[^>]*>", _text(part)):
            if piece.strip() and not isinstance(part, pikepdf.String):
                yield piece.strip()
