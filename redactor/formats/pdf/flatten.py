"""Flatten all content streams of a file: pages, forms, patterns, masks, glyphs."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from redactor.formats.pdf.content import Flattener, needs_flattening, shows_without_font
from redactor.formats.pdf.layers import Layers
from redactor.formats.pdf.objects import is_array, is_dict
from redactor.formats.pdf.resources import content_bytes
from redactor.formats.pdf.stray import has_stray

__all__ = ["flatten_content"]

_Id = tuple[int, int]
_SHOWS = (b"Tj", b"TJ", b"'", b'"')


def flatten_content(
    pdf: Any, layers: Layers, counts: Counter[str]
) -> tuple[bool, frozenset[int]]:
    """Flatten the content streams of pages and forms; empty paint of text.

    Text in tiling patterns, soft masks and the drawings of Type3 glyphs is *paint*:
    no reader can select it, and MuPDF's redaction does not reach it, so it goes.

    A file with layers is a file without layers afterwards: only so do reader, writer
    and copy agree on what is shown.

    Returns:
        Whether any was changed, and the pages that may have lost paint of text.
    """
    changed = False
    force = layers.present
    for page in pdf.pages:
        content = content_bytes(page)
        if force or needs_flattening(content) or shows_without_font(content):
            changed = _flatten_page(pdf, page, layers, counts) or changed
    paint: set[_Id] = set()
    emptied: set[_Id] = set()
    for stream, resources in _paint(pdf):
        if stream.objgen not in paint:
            paint.add(stream.objgen)
            data = stream.read_bytes()
            if force or any(word in data for word in _SHOWS) or has_stray(data):
                before = counts["pattern_text"]
                _flatten_stream(stream, resources, layers, counts, drop_text=True)
                changed = True
                if counts["pattern_text"] > before:
                    emptied.add(stream.objgen)
    for form in _forms(pdf):
        if form.objgen not in paint and (force or needs_flattening(form.read_bytes())):
            resources = form.get("/Resources") or _page_resources(pdf, form)
            _flatten_stream(form, resources, layers, counts)
            changed = True
    if force:
        _drop_layers(pdf)
    return changed, _pages_with(pdf, emptied)


def _pages_with(pdf: Any, streams: set[_Id]) -> frozenset[int]:
    """Return the pages whose resources lead to one of some streams."""
    found = set()
    for index, page in enumerate(pdf.pages) if streams else ():
        left: list[Any] = [page.resources]
        seen: set[_Id] = set()
        while left:
            item = left.pop()
            own = getattr(item, "objgen", (0, 0))
            if own in streams:
                found.add(index)
                break
            if (is_dict(item) or is_array(item)) and own not in seen:
                seen.update({own} - {(0, 0)})
                inner = item if is_array(item) else _values(item)
                left.extend(inner)
    return frozenset(found)


def _values(item: Any) -> list[Any]:
    return [value for key, value in item.items() if key != "/Parent"]


def _page_resources(pdf: Any, form: Any) -> Any:
    """Return the resources of the first page that draws a form without its own."""
    for page in pdf.pages:
        group = page.resources.get("/XObject") if is_dict(page.resources) else None
        drawn = group.values() if is_dict(group) else ()
        if any(is_dict(item) and item.objgen == form.objgen for item in drawn):
            return page.resources
    return None


def _drop_layers(pdf: Any) -> None:
    import pikepdf

    del pdf.Root["/OCProperties"]
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Stream | pikepdf.Dictionary) and "/OC" in obj:
            del obj["/OC"]


def _forms(pdf: Any) -> list[Any]:
    import pikepdf

    return [
        obj
        for obj in pdf.objects
        if isinstance(obj, pikepdf.Stream) and str(obj.get("/Subtype", "")) == "/Form"
    ]


def _paint(pdf: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the streams that only paint, with their resources."""
    import pikepdf

    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Stream):
            if obj.get("/PatternType", 0) == 1:
                yield from _with_forms(obj, obj.get("/Resources"), 0)
        elif isinstance(obj, pikepdf.Dictionary):
            if str(obj.get("/Subtype", "")) == "/Type3":
                procs = obj.get("/CharProcs")
                for proc in procs.values() if is_dict(procs) else ():
                    yield from _with_forms(proc, obj.get("/Resources"), 0)
            yield from _masks(obj)
    for page in pdf.pages:
        yield from _masks_of(page.resources)
    for form in _forms(pdf):
        yield from _masks_of(form.get("/Resources"))


def _masks_of(resources: Any) -> Iterator[tuple[Any, Any]]:
    states = resources.get("/ExtGState") if is_dict(resources) else None
    for state in states.values() if is_dict(states) else ():
        if is_dict(state):
            yield from _masks(state)


def _masks(state: Any) -> Iterator[tuple[Any, Any]]:
    mask = state.get("/SMask")
    group = mask.get("/G") if is_dict(mask) else None
    if is_dict(group):
        yield from _with_forms(group, group.get("/Resources"), 0)


def _with_forms(stream: Any, resources: Any, depth: int) -> Iterator[tuple[Any, Any]]:
    """Yield a stream and the forms that it draws."""
    import pikepdf

    if not isinstance(stream, pikepdf.Stream) or depth > 8:
        return
    yield stream, resources
    group = resources.get("/XObject") if is_dict(resources) else None
    for form in group.values() if is_dict(group) else ():
        if is_dict(form) and str(form.get("/Subtype", "")) == "/Form":
            own = form.get("/Resources")
            yield from _with_forms(form, own or resources, depth + 1)


def _resource(resources: Any, kind: str, name: str) -> Any:
    group = resources.get(kind) if is_dict(resources) else None
    return group.get(name) if is_dict(group) else None


def _flattener(
    resources: Any,
    layers: Layers,
    counts: Counter[str],
    *,
    drop_text: bool = False,
    tagged: bool = False,
) -> Flattener:
    def property_shown(properties: Any) -> bool:
        if is_dict(properties):  # against the standard, but viewers may follow it
            return layers.visible(properties)
        return layers.visible(_resource(resources, "/Properties", str(properties)))

    def object_shown(name: str) -> bool:
        target = _resource(resources, "/XObject", name)
        return not is_dict(target) or layers.visible(target.get("/OC"))

    def mark_number(properties: Any) -> int | None:
        if not is_dict(properties):
            properties = _resource(resources, "/Properties", str(properties))
        number = properties.get("/MCID") if is_dict(properties) else None
        return number if isinstance(number, int) else None

    return Flattener(
        counts,
        property_shown,
        object_shown,
        drop_text=drop_text,
        mark_number=mark_number if tagged else None,
    )


def _flatten_page(pdf: Any, page: Any, layers: Layers, counts: Counter[str]) -> bool:
    import pikepdf

    flattener = _flattener(page.resources, layers, counts, tagged=True)
    data = flattener.rewrite(pikepdf.parse_content_stream(page))
    page.obj.Contents = pdf.make_stream(data)
    return True


def _flatten_stream(
    stream: Any,
    resources: Any,
    layers: Layers,
    counts: Counter[str],
    *,
    drop_text: bool = False,
) -> None:
    import pikepdf

    flattener = _flattener(resources, layers, counts, drop_text=drop_text)
    stream.write(flattener.rewrite(pikepdf.parse_content_stream(stream)))
