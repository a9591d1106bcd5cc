"""The content of an open Word file: flattened parts and the units read from them."""

from collections.abc import Callable, Iterable

from redactor.formats.docx.container import Container
from redactor.formats.docx.context import Context
from redactor.formats.docx.controls import rename_bookmarks
from redactor.formats.docx.flatten import flatten_story
from redactor.formats.docx.hidden import hidden_styles
from redactor.formats.docx.package import Package, Part
from redactor.formats.docx.reading import Reading, Stretch
from redactor.formats.docx.service import flatten_service
from redactor.formats.docx.xml import Element
from redactor.model import Hazard, Place, Removal, TextUnit

__all__ = ["Content"]

_STORIES = {
    "document": Place.BODY,
    "header": Place.HEADER,
    "footer": Place.FOOTER,
    "footnotes": Place.NOTE,
    "endnotes": Place.NOTE,
}
_DRAWN = {
    "chart": Place.CHART,
    "chartUserShapes": Place.CHART,
    "diagramData": Place.OTHER,
    "diagramDrawing": Place.OTHER,
}


class Content:
    """Flattens a package once and reads its units once."""

    def __init__(self, package: Package, container: Container) -> None:
        self._package = package
        self._context = Context()
        self._context.removed.update(package.dropped)
        if container.converted:
            self._context.removed["binary_format"] += 1
        if container.decrypted:
            self._context.removed["encryption"] += 1
        self._stretches: dict[str, Stretch] | None = None
        self._ranks: dict[str, int] = {}
        self._held: dict[int, Element] = {}
        self._flatten()

    @property
    def parts(self) -> list[Part]:
        """The parts of the copy, the document first."""
        return self._package.parts

    def _flatten(self) -> None:
        parts = self._package.parts
        context = self._context
        styles = next((p.root for p in parts if p.kind == "styles"), None)
        context.hidden_styles = hidden_styles(styles)
        stories = [p for p in parts if p.kind in _STORIES]
        rename_bookmarks((p.root for p in stories if p.root is not None), context)
        for part in parts:
            if part.kind in _STORIES or part.kind in _DRAWN:
                flatten_story(part, context)
            elif part.kind != "image":
                flatten_service(part, context)

    def stretches(self) -> Iterable[Stretch]:
        """Return all editable units with their lines: main reading first."""
        return self._read().values()

    def stretch(self, unit_id: str) -> Stretch | None:
        """Return a unit with its lines."""
        return self._read().get(unit_id)

    def rank(self, unit_id: str | None) -> int:
        """Return the place of a unit in the order of reading."""
        self._read()
        return self._ranks.get(unit_id or "", -1)

    def _read(self) -> dict[str, Stretch]:
        if self._stretches is None:
            main: list[Stretch] = []
            others: list[Stretch] = []
            for part in self._package.parts:
                place = _STORIES.get(part.kind) or _DRAWN.get(part.kind)
                if place is not None and part.root is not None:
                    own, other = Reading(part, part.root, place).stretches()
                    main.extend(own)
                    others.extend(other)
            self._stretches = {s.unit.id: s for s in (*main, *others)}
            self._ranks = {key: n for n, key in enumerate(self._stretches)}
        return self._stretches

    def dropped(self) -> list[TextUnit]:
        """Return the units of text that the copy goes without."""
        return self._context.dropped

    def is_dropped(self, unit_id: str) -> bool:
        """Tell whether a unit's text never reaches the copy."""
        return any(unit.id == unit_id for unit in self._context.dropped)

    def hold(self, element: Element) -> None:
        """Keep an element's proxy alive, so that its identity is its own."""
        self._held[id(element)] = element

    def hazards(self) -> tuple[Hazard, ...]:
        """Return the places that may hold unread text."""
        return self._context.hazard_list()

    def removals(self) -> tuple[Removal, ...]:
        """Return what the copy goes without."""
        return self._context.removal_list()

    def pictures(self, blank: bool) -> Callable[[Part], bytes]:
        """Return the function that gives a picture's bytes for the copy."""

        def plain(part: Part) -> bytes:
            if not part.name.endswith(".png"):
                part.name += ".png"
            return part.data

        return plain

    def close(self) -> None:
        """Let go of everything."""
        self._stretches = None
        self._held.clear()
        self._package.parts.clear()
