"""The pages or the text of one file: as it is, as the copy will be, or both."""

from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from redactor.model import Edit, Finding, Span
from ui.page_source import PageSource
from ui.page_texts import PageTexts
from ui.pictures import PagePictures
from ui.previewing import Previewing
from ui.views.page_view import PageView
from ui.views.text_view import TextView
from ui.word_pages import WordFace, WordPages
from ui.workspace import FileEntry

__all__ = ["Desk", "Mode"]


class Mode(Enum):
    """What is shown."""

    ORIGINAL = auto()
    PREVIEW = auto()
    BOTH = auto()


class _Side(QStackedWidget):
    """One view of a file: its pages or its text.

    Attributes:
        treated: Shows the file as the copy will be.
    """

    def __init__(self, pictures: PagePictures) -> None:
        super().__init__()
        self.pages = PageView(pictures)
        self.text = TextView(pictures)
        self.treated = False
        self.shown: object = None
        for view in (self.pages, self.text):
            self.addWidget(view)

    @property
    def view(self) -> PageView | TextView:
        """The view in use."""
        return self.pages if self.currentWidget() is self.pages else self.text


class Desk(QSplitter):
    """Shows the current file.

    Attributes:
        mode: What is shown.
        as_pages: Word files are shown as pages, through LibreOffice.

    Signals:
        hit_clicked: A hit or hand-made mark was clicked (its id).
        menu_wanted: The context menu was asked for (global position).
        mode_changed: Another mode was taken.
        filled: Pages or text of the current file were put up.
    """

    hit_clicked = Signal(str)
    menu_wanted = Signal(QPoint)
    mode_changed = Signal(object)
    filled = Signal()

    def __init__(self, pictures: PagePictures, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._pictures = pictures
        self._previewing: Previewing | None = None
        self._word_pages: WordPages | None = None
        self._entry: FileEntry | None = None
        self._held = False
        self._current: Finding | None = None
        self.mode = Mode.ORIGINAL
        self.as_pages = False
        self.main = _Side(pictures)
        self.after: _Side | None = None
        self.setChildrenCollapsible(False)
        self._adopt(self.main)

    def take(
        self, previewing: Previewing, word_pages: WordPages, texts: PageTexts
    ) -> None:
        """Take what is looked up in the background from here."""
        self._previewing, self._word_pages = previewing, word_pages
        self.main.pages.mouse.use_chars(texts)
        previewing.planned.connect(self._on_planned)
        word_pages.ready.connect(self._on_word_pages)

    def _adopt(self, side: _Side) -> None:
        self.addWidget(side)
        for view in (side.pages, side.text):
            view.hit_clicked.connect(self.hit_clicked)
            view.menu_wanted.connect(self.menu_wanted)

    @property
    def paged(self) -> bool:
        """True when pages are shown."""
        return self.main.view is self.main.pages

    def set_entry(self, entry: FileEntry | None) -> None:
        """Show another file, from its beginning."""
        self._entry, self._current = entry, None
        for side in self._sides():
            side.shown = None
            side.pages.set_entry(None)
            side.text.set_entry(None)
        self.update_content()

    def set_mode(self, mode: Mode) -> None:
        """Show the file as it is, as the copy will be, or both."""
        if mode is Mode.BOTH and self.after is None:
            self.after = _Side(self._pictures)
            self._adopt(self.after)
            self._link(self.main, self.after)
        if self.after is not None:
            self.after.setVisible(mode is Mode.BOTH)
            half = self.width() // 2
            self.setSizes([half, half])
        if mode is not self.mode:
            self.mode = mode
            self.mode_changed.emit(mode)
        self.update_content()

    def hold(self, on: bool) -> None:
        """Show the copy for as long as a key is held."""
        if on is not self._held:
            self._held = on
            self.update_content()

    def set_as_pages(self, on: bool) -> None:
        """Show Word files as pages or as text."""
        self.as_pages = on
        self.update_content()

    def update_content(self) -> None:
        """Show what is new about the file, its decisions or the mode."""
        treated = self._held or self.mode is Mode.PREVIEW
        self._fill(self.main, treated)
        if self.after is not None and self.mode is Mode.BOTH:
            self._fill(self.after, True)
        if self._current is not None:
            self.set_current(self._current)
        self.filled.emit()

    def set_current(self, finding: Finding | None) -> None:
        """Ring a hit and show its place."""
        self._current = finding
        for side in self._sides():
            side.view.set_current(finding)

    def show_place(self, unit_id: str, span: Span) -> None:
        """Show a place of the text; of pages, the page on which it begins."""
        unit = self._entry.unit(unit_id) if self._entry is not None else None
        if not self.paged:
            self.main.text.show_span(unit_id, span)
        elif unit is not None and unit.page_index is not None:
            self.main.pages.go_to_page(unit.page_index)

    def ring(self, mark_id: str) -> None:
        """Ring a hit or a hand-made mark where it stands."""
        for side in self._sides():
            side.view.ring(mark_id)

    def set_bare(self, on: bool) -> None:
        """Hide or show the marks."""
        for side in self._sides():
            side.pages.set_bare(on)
            side.text.set_bare(on)

    def shown_pages(self) -> PageSource | None:
        """Return whose pages are shown on the main side; None while it is text."""
        return self.main.pages.entry if self.paged else None

    def views(self) -> list[PageView | TextView]:
        """Return the views in use, the main one first."""
        both = self.after is not None and self.mode is Mode.BOTH
        return [side.view for side in (self._sides() if both else [self.main])]

    def repaint_views(self) -> None:
        """Draw everything anew in the theme's colours."""
        for side in self._sides():
            side.pages.viewport().update()
            side.text.viewport().update()

    def _sides(self) -> list[_Side]:
        return [self.main] if self.after is None else [self.main, self.after]

    def _fill(self, side: _Side, treated: bool) -> None:
        entry = self._entry
        # while a file is searched there is no plan yet, and the reader may read on
        treated = treated and entry is not None and entry.scan is not None
        side.treated = treated
        if entry is None:
            return
        if treated and self._previewing is not None:
            self._previewing.want(entry)
        if entry.page_sizes:
            self._fill_pages(side, entry)
        elif self.as_pages and self._word_pages is not None:
            self._fill_word(side, entry)
        else:
            self._fill_text(side, entry)

    def _fill_pages(self, side: _Side, entry: FileEntry) -> None:
        shown = (entry.number, entry.page_sizes)
        if side.shown != shown:
            side.shown = shown
            side.pages.set_entry(entry)
        else:
            side.pages.refresh()
        side.setCurrentWidget(side.pages)
        if side.treated is not side.pages.is_treated:
            side.pages.set_treated(self._edits_of if side.treated else None)

    def _fill_word(self, side: _Side, entry: FileEntry) -> None:
        assert self._word_pages is not None
        face: WordFace | None = self._word_pages.face(entry, treated=side.treated)
        self._word_pages.want(entry, treated=side.treated)
        if face is None:
            self._fill_text(side, entry)
            return
        side.pages.set_treated(None)
        if side.shown is not face:
            side.shown = face
            bar = side.pages.verticalScrollBar()
            place = bar.value()
            side.pages.set_entry(face)
            bar.setValue(place)
        else:
            side.pages.refresh()
        side.setCurrentWidget(side.pages)

    def _fill_text(self, side: _Side, entry: FileEntry) -> None:
        known = self._treated() if side.treated else None
        shown: Any = (entry.number, len(entry.units), known and id(known))
        if side.shown != shown:
            fresh = not isinstance(side.shown, tuple) or side.shown[:2] != shown[:2]
            side.shown = shown
            if fresh:
                side.text.set_entry(entry)
            if known is not None or not fresh:
                side.text.set_treated(known)
        else:
            side.text.refresh()
        side.setCurrentWidget(side.text)

    def _treated(self) -> Any:
        if self._entry is None or self._previewing is None:
            return None
        return self._previewing.treated(self._entry)

    def _edits_of(self, page_index: int) -> tuple[Edit, ...] | None:
        known = self._treated()
        if known is None:
            return None
        found: tuple[Edit, ...] = known.by_page.get(page_index, ())
        return found

    def _on_planned(self, entry: FileEntry) -> None:
        if entry is self._entry and any(side.treated for side in self._sides()):
            self.update_content()

    def _on_word_pages(self, entry: FileEntry) -> None:
        if entry is self._entry and self.as_pages:
            self.update_content()

    @staticmethod
    def _link(one: _Side, other: _Side) -> None:
        """Scroll both sides together, by the share of the whole."""
        for a, b in ((one, other), (other, one)):
            for first, second in ((a.pages, b.pages), (a.text, b.text)):
                bar, twin = first.verticalScrollBar(), second.verticalScrollBar()
                bar.valueChanged.connect(
                    lambda value, bar=bar, twin=twin: twin.setValue(
                        round(value * twin.maximum() / max(1, bar.maximum()))
                    )
                )
