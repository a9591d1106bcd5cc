"""Drop resources that no content names: forms never drawn, fonts never used."""

import re
from typing import Any

from redactor.formats.pdf.objects import is_array, is_dict

__all__ = ["content_bytes", "prune_resources"]

_NAME = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]+)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_GROUPS = (
    "/XObject",
    "/Font",
    "/Pattern",
    "/Shading",
    "/ExtGState",
    "/ColorSpace",
    "/Properties",
)


def content_bytes(page: Any) -> bytes:
    """Return the decoded content of a `pikepdf.Page`."""
    contents = page.obj.get("/Contents")
    parts = list(contents) if is_array(contents) else [contents]
    return b"\n".join(part.read_bytes() for part in parts if is_dict(part))


def _names(data: bytes) -> set[str]:
    names = {match.group(1) for match in _NAME.finditer(data)}
    return {
        "/"
        + _ESCAPE.sub(lambda m: bytes([int(m.group(1), 16)]), name).decode(
            "utf-8", "surrogateescape"
        )
        for name in names
    }


class _Uses:
    """Names used by all content that shares one resource dictionary."""

    def __init__(self) -> None:
        self._by_dict: dict[Any, tuple[Any, set[str]]] = {}
        self._direct: list[tuple[Any, set[str]]] = []

    def note(self, resources: Any, names: set[str]) -> None:
        if not is_dict(resources):
            return
        if resources.objgen == (0, 0):
            self._direct.append((resources, set(names)))
            return
        entry = self._by_dict.setdefault(resources.objgen, (resources, set()))
        entry[1].update(names)

    def __iter__(self) -> Any:
        yield from self._by_dict.values()
        yield from self._direct


def _forms(resources: Any) -> list[Any]:
    """Return forms without resources of their own, which use those of the page."""
    group = resources.get("/XObject") if is_dict(resources) else None
    if not is_dict(group):
        return []
    return [
        form
        for form in group.values()
        if is_dict(form)
        and str(form.get("/Subtype", "")) == "/Form"
        and "/Resources" not in form
    ]


def _gather(pdf: Any) -> _Uses:
    import pikepdf

    uses = _Uses()
    for page in pdf.pages:
        resources = page.resources
        names = _names(content_bytes(page))
        for form in _forms(resources):
            names |= _names(form.read_bytes())
        uses.note(resources, names)
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Stream):
            if "/Resources" in obj:
                uses.note(obj.Resources, _names(obj.read_bytes()))
        elif is_dict(obj) and str(obj.get("/Subtype", "")) == "/Type3":
            procs = obj.get("/CharProcs")
            drawn = list(procs.values()) if is_dict(procs) else []
            data = b"\n".join(proc.read_bytes() for proc in drawn)
            uses.note(obj.get("/Resources"), _names(data))
    return uses


def prune_resources(pdf: Any) -> None:
    """Drop from every resource dictionary what its content does not name."""
    uses = _gather(pdf)
    seen: dict[tuple[int, int], set[str]] = {}
    for resources, names in uses:
        for group in _GROUPS:
            _prune_group(resources, group, names, seen)
        for key in list(resources.keys()):
            if key not in (*_GROUPS, "/ProcSet"):
                del resources[key]
    # a group that several dictionaries share keeps what any of them uses
    for resources, _ in uses:
        for group in _GROUPS:
            shared = resources.get(group)
            if is_dict(shared) and shared.objgen in seen:
                _cut(shared, seen[shared.objgen])


def _prune_group(
    resources: Any,
    group: str,
    names: set[str],
    seen: dict[tuple[int, int], set[str]],
) -> None:
    entries = resources.get(group)
    if not is_dict(entries):
        return
    if entries.objgen != (0, 0):
        seen.setdefault(entries.objgen, set()).update(names)
        return
    _cut(entries, names)


def _cut(entries: Any, names: set[str]) -> None:
    for key in list(entries.keys()):
        if key not in names:
            del entries[key]
