"""Puts the parts of step ② together: preview, printed pages, marking, keys."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from redactor.messages import sentence
from redactor.model import Finding
from ui import menus
from ui.jobs import Failure, JobRunner
from ui.marking import Marking
from ui.page_texts import PageTexts
from ui.previewing import Previewing
from ui.views.document_desk import Mode
from ui.views.peek_key import PeekKey
from ui.word_pages import WordPages
from ui.words import language
from ui.workspace import FileEntry

if TYPE_CHECKING:
    from ui.main_window import MainWindow

__all__ = ["ReviewParts"]


class ReviewParts(QObject):
    """Owned by the window.

    Attributes:
        previewing: Plans the copy's edits.
        word_pages: Prints Word files.
        marking: The verbs of marking by hand.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        looker = window.pictures.runner
        # LibreOffice takes seconds: neither pages nor searches shall wait for it
        self._printer = JobRunner(1, self)
        self.previewing = Previewing(window.controller, looker)
        self.word_pages = WordPages(self._printer, self.previewing, self)
        self.texts = PageTexts(window.controller, looker, window.reviewing)
        self.marking = Marking(window)
        document = window.document
        document.desk.take(self.previewing, self.word_pages, self.texts)
        document.bar.can_print = self.word_pages.is_possible()
        self.word_pages.failed.connect(self._on_not_printed)
        self.previewing.failed.connect(self._on_not_planned)
        document.pages.text_chosen.connect(self.marking.take_chosen)
        document.pages.spot_clicked.connect(self.marking.take_spot)
        document.look_wanted.connect(self.marking.next_spot)
        document.menu_wanted.connect(self.document_menu)
        document.desk.mode_changed.connect(self._on_mode)
        window.hits.current_changed.connect(self._on_current)
        self._peek = PeekKey(document.desk, (window.hits.tree,), self)
        self._connect()

    def _connect(self) -> None:
        window, marking = self._window, self.marking
        document, actions = window.document, window.actions_
        actions["mark"].toggled.connect(marking.toggle_text)
        actions["draw"].toggled.connect(marking.toggle_box)
        actions["preview"].toggled.connect(lambda on: self._take_mode(Mode.PREVIEW, on))
        actions["compare"].toggled.connect(lambda on: self._take_mode(Mode.BOTH, on))
        actions["thumbs"].setChecked(True)
        actions["thumbs"].toggled.connect(document.thumbs.set_wished)
        actions["as_pages"].toggled.connect(self._show_as_pages)
        document.bar.pages_chosen.connect(actions["as_pages"].setChecked)
        actions.connect(
            {
                "mark_page": marking.mark_page,
                "repeat": marking.repeat,
                "note": marking.note,
                "category": marking.spread_category,
            }
        )

    def enable(self) -> None:
        """Enable what makes sense now."""
        window, actions = self._window, self._window.actions_
        entry = window.reviewing.entry
        ready = entry is not None and entry.scan is not None
        paged = ready and entry is not None and bool(entry.page_sizes)
        actions.enable(("draw", "mark_page"), paged)
        actions.enable(("mark", "preview", "compare"), ready)
        box = self.marking.box_of(window.chosen_mark)
        actions.enable(("repeat",), paged and box is not None)
        word = ready and not paged and self._window.document.bar.can_print
        actions.enable(("as_pages",), word)

    def close(self) -> None:
        """Stop what still prints and remove the printed pages."""
        self._printer.close()
        self.word_pages.close()

    def _on_current(self, finding: Finding | None) -> None:
        if finding is not None:
            self._window.chosen_mark = finding.id
            self.enable()

    def document_menu(self, at: QPoint) -> None:
        """Show what can be done at a place of the document."""
        window = self._window
        menu = QMenu(window)
        if window.document.desk.paged or window.document.text.selected() is None:
            self._add_hit(menu)
        else:
            menu.addAction(window.actions_["mark"])
        for name in ("draw", "mark_page", "repeat", "", "preview", "compare", "bare"):
            if not name:
                menu.addSeparator()
            elif window.actions_[name].isEnabled():
                menu.addAction(window.actions_[name])
        menus.pop_up(menu, at)

    def _add_hit(self, menu: QMenu) -> None:
        window, entry = self._window, self._window.reviewing.entry
        chosen = window.chosen_mark
        manual = entry is not None and any(e.id == chosen for e in entry.review.manual)
        if manual:
            menu.addAction(window.actions_["unmark"])
            menu.addSeparator()
        elif entry is not None and entry.finding(chosen) is not None:
            for name in ("accept", "reject", "", "cover", "delete", "deidentify", ""):
                _add(menu, window.actions_[name] if name else None)
            for name in ("same", "column", "category", "note", ""):
                _add(menu, window.actions_[name] if name else None)

    def _take_mode(self, mode: Mode, on: bool) -> None:
        desk = self._window.document.desk
        if on:
            self._window.document.set_mode(mode)
        elif desk.mode is mode:
            self._window.document.set_mode(Mode.ORIGINAL)

    def _on_mode(self, mode: Mode) -> None:
        for name, own in (("preview", Mode.PREVIEW), ("compare", Mode.BOTH)):
            self._window.actions_[name].setChecked(mode is own)

    def _show_as_pages(self, on: bool) -> None:
        self._window.document.set_as_pages(on)
        entry = self._window.reviewing.entry
        if on and entry is not None and not entry.page_sizes:
            self._window.say(self.tr("正在用 LibreOffice 排出页面…"))

    def _on_not_planned(self, entry: FileEntry, failure: Failure) -> None:
        if entry is self._window.reviewing.entry:
            self._window.document.set_mode(Mode.ORIGINAL)
            name, spoken = entry.path.name, language()
            self._window.say(
                sentence(failure.code, name, language=spoken, **failure.context)
            )

    def _on_not_printed(self, _entry: object, code: str) -> None:
        words = self.tr("这个文件无法排成页面，请按文字核对。")
        if code == "limit":
            words = self.tr("这个文件太长，一分钟内没有排完页面，请按文字核对。")
        self._window.say(words)


def _add(menu: QMenu, action: QAction | None) -> None:
    if action is None:
        menu.addSeparator()
    else:
        menu.addAction(action)
