"""Word documents: opening, reading and writing (see `redactor.formats.protocol`)."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from redactor.errors import EditNotAppliedError, StalePlanError, UnsupportedError
from redactor.formats.docx.container import Container, accepts, read_container
from redactor.formats.docx.content import Content
from redactor.formats.docx.lines import Line
from redactor.formats.docx.package import load_package
from redactor.formats.docx.pictures import Pictures, is_raster, shown_pixels
from redactor.formats.docx.seen import Paint, SeenUnit
from redactor.formats.docx.splice import Splicer
from redactor.formats.docx.writer import write_package
from redactor.formats.docx.zipsource import ZipSource
from redactor.formats.protocol import Limits, PagePicture
from redactor.model import (
    Edit,
    Hazard,
    Passwords,
    Plan,
    Region,
    Removal,
    Span,
    TextUnit,
    WriteReport,
)
from redactor.ocr.model import Box, PictureReader
from redactor.pause import collector_paused

__all__ = ["DocxDocument", "DocxFormat"]


class DocxFormat:
    """Word's format: packages of all kinds, encrypted too, binary files, Rich Text."""

    name = "docx"
    suffixes = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".rtf")

    def accepts(self, path: Path, head: bytes) -> bool:
        """Tell by content, not by name."""
        return accepts(path, head)

    def open(
        self,
        path: Path,
        *,
        passwords: Passwords,
        limits: Limits,
        reader: PictureReader | None = None,
    ) -> "DocxDocument":
        """Open a Word file; blocks while it is read, longer for .doc.

        Raises:
            InputError: Damaged, encrypted, empty, over a limit, not convertible.
        """
        container = read_container(path, passwords, limits)
        return DocxDocument(container, limits, reader)


class DocxDocument:
    """An open Word file, flattened in memory; the input stays as it is."""

    def __init__(
        self,
        container: Container,
        limits: Limits,
        reader: PictureReader | None = None,
    ) -> None:
        self._sha256 = hashlib.sha256(container.source).hexdigest()
        source = ZipSource(container.data, limits)
        package = load_package(source, depth=limits.depth * 100)
        self._content = Content(package, container, reader=reader)
        self._anchors: dict[int, int] = {}
        self._next_anchor = 0

    @property
    def format_name(self) -> str:
        """Always ``docx``, the form of the copy."""
        return "docx"

    @property
    def page_count(self) -> int | None:
        """Word text has no fixed pages."""
        return None

    @property
    def read_pages(self) -> frozenset[int]:
        """Always empty: there are no pages."""
        return frozenset()

    @property
    def read_pictures(self) -> bool:
        """Whether pictures were read, so that the check must read the copy's too."""
        seen = self._content.seen()
        return seen is not None and seen.any_read

    def units(self) -> Iterator[TextUnit]:
        """Yield the main reading, what is dropped, then other readings."""
        return self._content.units()

    def head(self) -> tuple[TextUnit, ...]:
        """Return all units but those of pictures: Word text has no fixed pages."""
        return tuple(self._content.units(pictures=False))

    def anchors(self, unit_id: str, span: Span) -> tuple[int, ...]:
        """Return the identities of a span's characters, equal across readings."""
        stretch = self._content.stretch(unit_id)
        if stretch is None:
            holding = self._content.holding(unit_id)
            if holding is None:
                return self._seen_anchors(unit_id, span)
            base = self._base(holding, len(holding.unit.text))
            return tuple(range(base + span.start, base + span.end))
        found: list[int] = []
        for offset, line in stretch.lines:
            if offset < span.end and span.start < offset + len(line.text):
                found.extend(self._line_anchors(line, offset, span))
        return tuple(found)

    def _seen_anchors(self, unit_id: str, span: Span) -> tuple[int, ...]:
        seen = self._seen_unit(unit_id)
        found: list[int] = []
        for stroke, start, end in seen.pieces(span) if seen is not None else ():
            base = self._base(stroke, len(stroke.line.text))
            found.extend(range(base + start, base + end))
        return tuple(found)

    def _seen_unit(self, unit_id: str) -> SeenUnit | None:
        # Looked up only where a picture may be meant: reading them takes long.
        if "/media/" not in unit_id:
            return None
        pictures = self._content.seen()
        return None if pictures is None else pictures.unit(unit_id)

    def _base(self, holder: object, length: int) -> int:
        key = id(holder)
        if key not in self._anchors:
            self._anchors[key] = self._next_anchor
            self._next_anchor += length
            self._content.hold(holder)
        return self._anchors[key]

    def _line_anchors(self, line: Line, offset: int, span: Span) -> Iterator[int]:
        for piece in line.pieces():
            start = max(span.start - offset, piece.start)
            end = min(span.end - offset, piece.end)
            if start >= end:
                continue
            base = self._base(piece.node, len(piece.text)) - piece.start
            yield from range(base + start, base + end)

    def regions(self, unit_id: str, span: Span) -> tuple[Region, ...]:
        """Word text has no fixed pages."""
        return ()

    def hazards(self) -> tuple[Hazard, ...]:
        """Return the places that may hold text which `units` does not give."""
        return self._content.hazards()

    def removals(self) -> tuple[Removal, ...]:
        """Return what the copy will go without, whatever the plan."""
        return self._content.removals()

    def picture_boxes(self, unit_id: str, span: Span) -> tuple[Box, ...]:
        """Return where a span of a picture's text stands, in pixels of the picture."""
        pictures = self._content.seen()
        return () if pictures is None else pictures.boxes(unit_id, span)

    def picture(self, name: str, scale: float) -> PagePicture:
        """Draw what the document shows of a picture; ``scale`` 1.0 is its own size.

        Raises:
            UnsupportedError: There is no such picture, or it cannot be read.
        """
        parts = (p for p in self._content.parts if p.name == name)
        part = next(parts, None)
        pixels = shown_pixels(part) if part and is_raster(part.data) else None
        if pixels is None:
            raise UnsupportedError(reason="picture")
        size = [max(1, round(scale * side)) for side in pixels.size]
        drawn = pixels.convert("RGB").resize((size[0], size[1]))
        return PagePicture(*drawn.size, drawn.tobytes())

    def page_size(self, page_index: int) -> tuple[float, float]:
        """Word text has no fixed pages.

        Raises:
            UnsupportedError: Always.
        """
        raise UnsupportedError(reason="no_pages")

    def render(self, page_index: int, scale: float) -> PagePicture:
        """Word text has no fixed pages.

        Raises:
            UnsupportedError: Always.
        """
        raise UnsupportedError(reason="no_pages")

    def write(self, plan: Plan, target: Path) -> WriteReport:
        """Write the copy; the document can be written again afterwards.

        ``plan.options["pictures"]``: ``keep`` (the default) re-encodes pictures,
        ``drop`` puts blanks in their place.

        Raises:
            EditNotAppliedError: An edit found no place.
            StalePlanError: The plan was made for another file.
            NotWritableError: The target cannot be written.
        """
        if plan.source_sha256 != self._sha256:
            raise StalePlanError
        splicer, paint = Splicer(), Paint()
        applied = []
        with collector_paused():
            for edit in sorted(plan.edits, key=lambda e: self._content.rank(e.unit_id)):
                self._place(edit, splicer, paint)
                applied.append(edit.id)
        pictures = Pictures(plan.options.get("pictures") == "drop", paint.of)
        try:
            splicer.apply()
            write_package(self._content.parts, target, pictures)
        finally:
            splicer.undo()
        return WriteReport(tuple(applied), self._removals(pictures))

    def _removals(self, pictures: Pictures) -> tuple[Removal, ...]:
        lost = (Removal(kind, count) for kind, count in sorted(pictures.lost.items()))
        return (*self.removals(), *lost)

    def _place(self, edit: Edit, splicer: Splicer, paint: Paint) -> None:
        if edit.unit_id is None or edit.span is None:
            raise EditNotAppliedError(edit=edit.id, reason="region")
        content = self._content
        stretch = content.stretch(edit.unit_id)
        holding = content.holding(edit.unit_id)
        if stretch is not None:
            placed = splicer.add(stretch, edit.span, edit.replacement)
        elif holding is not None:
            placed = splicer.hold(holding, edit.span, edit.replacement)
        elif (seen := self._seen_unit(edit.unit_id)) is not None:
            placed = paint.add(seen, edit, edit.span)
        else:
            placed = content.is_dropped(edit.unit_id)
        if not placed:
            raise EditNotAppliedError(edit=edit.id)

    def close(self) -> None:
        """Release the tree."""
        self._content.close()

    def __enter__(self) -> Self:
        """Return self."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()
