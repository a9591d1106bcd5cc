"""The content of an open Word file: flattened parts and the units read from them."""

from collections.abc import Iterator

from redactor.errors import LimitError
from redactor.formats.docx.attributes import Holding, holdings
from redactor.formats.docx.chunks import import_chunks
from redactor.formats.docx.container import Container
from redactor.formats.docx.context import Context
from redactor.formats.docx.controls import rename_bookmarks
from redactor.formats.docx.flatten import flatten_story
from redactor.formats.docx.hidden import hidden_styles
from redactor.formats.docx.leftovers import list_leftovers
from redactor.formats.docx.package import Package, Part, load_package
from redactor.formats.docx.pictures import (
    bake_crops,
    name_pictures,
    picture_hazards,
)
from redactor.formats.docx.reading import Reading, Stretch, repeats
from redactor.formats.docx.seen import SeenPictures
from redactor.formats.docx.service import flatten_service
from redactor.formats.docx.vectors import draw_parts
from redactor.model import Hazard, Place, Removal, TextUnit
from redactor.ocr.model import PictureReader
from redactor.pause import collector_paused

__all__ = ["Content"]

_STORIES = {
    "document": Place.BODY,
    "header": Place.HEADER,
    "footer": Place.FOOTER,
    "footnotes": Place.NOTE,
    "endnotes": Place.NOTE,
}
_DEEPEST = 3  # foreign documents in foreign documents
_DRAWN = {
    "chart": Place.CHART,
    "chartUserShapes": Place.CHART,
    "diagramData": Place.TEXT_BOX,
    "diagramDrawing": Place.TEXT_BOX,
}


class Content:
    """Flattens a package once and reads its units once."""

    def __init__(
        self,
        package: Package,
        container: Container,
        *,
        level: int = 0,
        reader: PictureReader | None = None,
    ) -> None:
        self._package = package
        self._level = level
        self._reader = reader
        self._seen: SeenPictures | None = None
        self._context = Context()
        self._context.removed.update(package.dropped)
        if container.converted:
            self._context.removed["binary_format"] += 1
        if container.decrypted:
            self._context.removed["encryption"] += 1
        self._is_read = False
        self._dropped_ids: frozenset[str] | None = None
        self._stretches: dict[str, Stretch] = {}
        self._holdings: dict[str, Holding] = {}
        self._ranks: dict[str, int] = {}
        self._held: list[object] = []
        self._flatten()

    @property
    def parts(self) -> list[Part]:
        """The parts of the copy, the document first."""
        return self._package.parts

    def _flatten(self) -> None:
        parts = self._package.parts
        context = self._context
        import_chunks(self._package, context, self._flatten_nested)
        styles = next((p.root for p in parts if p.kind == "styles"), None)
        context.hidden_styles = hidden_styles(styles)
        stories = [p for p in parts if p.kind in _STORIES]
        rename_bookmarks((p.root for p in stories if p.root is not None), context)
        name_pictures(self._package)
        for part in parts:
            if part.kind in _STORIES or part.kind in _DRAWN:
                flatten_story(part, context)
            elif part.kind != "image":
                flatten_service(part, context)
        if self._reader is not None:
            context.removed["vector_picture"] += draw_parts(parts)
        bake_crops(self._package, context)
        picture_hazards(self._package, context, unread=self._reader is None)
        list_leftovers(self._package, context)
        for kind, _ in self._package.left:
            if kind == "chartEx":
                context.hazard("chart", self._package.document.name)

    def _flatten_nested(self, data: bytes) -> tuple[list[Part], Context]:
        if self._level >= _DEEPEST:
            raise LimitError(reason="chunk_depth")
        source = self._package.source.nested(data)
        package = load_package(source, depth=source.limits.depth * 100)
        inner = Content(package, Container(data, data), level=self._level + 1)
        return inner.parts, inner._context

    def seen(self) -> SeenPictures | None:
        """Read the pictures, which takes seconds each; None without a reader."""
        if self._seen is None and self._reader is not None:
            self._seen = SeenPictures(self.parts, self._reader, self._context)
        return self._seen

    def units(self, *, pictures: bool = True) -> Iterator[TextUnit]:
        """Yield the main reading, what is dropped, then other readings."""
        self._read()
        seen = self.seen() if pictures else None
        others: list[TextUnit] = []
        for stretch in self._stretches.values():
            if stretch.unit.reading == "main":
                yield stretch.unit
            else:
                others.append(stretch.unit)
        pictured = list(seen.units()) if seen is not None else []
        yield from (unit for unit in pictured if unit.reading == "main")
        for holding in self._holdings.values():
            yield holding.unit
        yield from self._context.dropped
        yield from others
        yield from (unit for unit in pictured if unit.reading != "main")

    def stretch(self, unit_id: str) -> Stretch | None:
        """Return a unit of the flow with its lines."""
        self._read()
        return self._stretches.get(unit_id)

    def holding(self, unit_id: str) -> Holding | None:
        """Return a unit outside the flow: an attribute's value or a link."""
        self._read()
        return self._holdings.get(unit_id)

    def rank(self, unit_id: str | None) -> int:
        """Return the place of a unit in the order of reading."""
        self._read()
        return self._ranks.get(unit_id or "", -1)

    def _read(self) -> None:
        if not self._is_read:
            with collector_paused():
                self._read_parts()
            self._is_read = True

    def _read_parts(self) -> None:
        main: list[Stretch] = []
        others: list[Stretch] = []
        for part in self._package.parts:
            if part.root is None:
                continue
            place = _STORIES.get(part.kind) or _DRAWN.get(part.kind)
            if place is not None:
                own, other = Reading(part, part.root, place).stretches()
                if part.kind == "diagramDrawing":
                    other = [*other, *repeats(own, main)]
                else:
                    main.extend(own)
                others.extend(other)
            for holding in holdings(part):
                self._holdings[holding.unit.id] = holding
        self._stretches = {s.unit.id: s for s in (*main, *others)}
        self._ranks = {key: n for n, key in enumerate(self._stretches)}

    def is_dropped(self, unit_id: str) -> bool:
        """Tell whether a unit's text never reaches the copy."""
        if self._dropped_ids is None:
            self._dropped_ids = frozenset(u.id for u in self._context.dropped)
        return unit_id in self._dropped_ids

    def hold(self, holder: object) -> None:
        """Keep an object alive, so that its identity is its own."""
        self._held.append(holder)

    def hazards(self) -> tuple[Hazard, ...]:
        """Return the places that may hold unread text."""
        self.seen()
        return self._context.hazard_list()

    def removals(self) -> tuple[Removal, ...]:
        """Return what the copy goes without."""
        return self._context.removal_list()

    def close(self) -> None:
        """Let go of everything."""
        self._stretches.clear()
        self._holdings.clear()
        self._held.clear()
        self._package.parts.clear()
