"""What the window's actions do."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from redactor.model import Finding, Treatment
from ui import dialogs
from ui.workspace import FileEntry

if TYPE_CHECKING:
    from ui.main_window import MainWindow

__all__ = ["Handlers"]


class Handlers(QObject):
    """The verbs of a `MainWindow`."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller
        self._review = window.reviewing
        self._asked: FileEntry | None = None  # for its password, just now

    def connect(self) -> None:  # type: ignore[override]
        """Connect the actions."""
        window, review, hits = self._window, self._review, self._window.hits
        document = window.document
        window.actions_.connect(
            {
                "export": lambda: window.go_to(2),
                "show_output": window.exporter.show_folder,
                "remove": self.remove,
                "rescan": self.rescan,
                "undo": self._controller.undo.undo,
                "redo": self._controller.undo.redo,
                "find": hits.search.setFocus,
                "accept": lambda: self._decide(review.accept),
                "reject": lambda: self._decide(review.reject),
                "cover": lambda: self._treat(Treatment.COVER),
                "delete": lambda: self._treat(Treatment.DELETE),
                "deidentify": lambda: self._treat(Treatment.DEIDENTIFY),
                "same": self.spread,
                "column": self.spread_column,
                "accept_all": review.accept_waiting,
                "next_hit": lambda: hits.step(1),
                "previous_hit": lambda: hits.step(-1),
                "next_open": lambda: self.next_open(1),
                "previous_open": lambda: self.next_open(-1),
                "search_mark": self.search_mark,
                "unmark": self.unmark,
                "zoom_in": lambda: document.zoom_by(1.2),
                "zoom_out": lambda: document.zoom_by(1 / 1.2),
                "zoom_fit": document.fit,
                "hazards": self.show_hazards,
                "next_pane": lambda: self._step_pane(1),
                "previous_pane": lambda: self._step_pane(-1),
                "next_file": lambda: self._step_file(1),
                "previous_file": lambda: self._step_file(-1),
            }
        )

    def rescan(self) -> None:
        """Search the current file again; decisions on the same bytes stay."""
        if self._review.entry is not None:
            self._controller.cancel([self._review.entry])
            self._controller.scan(self._review.entry)

    def remove(self) -> None:
        """Take the current file off the list."""
        entry = self._review.entry
        if entry is not None and self._may_drop(entry):
            self._controller.remove(entry)

    def _may_drop(self, entry: FileEntry) -> bool:
        if not (entry.undelivered and entry.review.decisions):
            return True
        words = self.tr("这个文件的复核结果还没有导出。要从列表移除吗？")
        return dialogs.ask_yes(self._window, words, self.tr("移除"))

    def retry(self) -> None:
        """Search the current file again, with a password if it wants one."""
        entry = self._review.entry
        if entry is None:
            return
        if entry.code != "encrypted":
            self._controller.scan(entry)
            return
        tried = bool(entry.passwords.values)
        password = dialogs.ask_password(self._window, entry.path.name, tried)
        if password:
            self._asked = entry
            self._controller.use_password(entry, password)

    def ask_again(self, entry: FileEntry) -> None:
        """Ask once more for the password that was just given wrongly."""
        asked, self._asked = self._asked, None
        if entry is asked and entry is self._review.entry:
            self.retry()

    def clicked(self, mark_id: str) -> None:
        """Make a hit current that was clicked in the document."""
        self._window.chosen_mark = mark_id
        self._window.hits.select(mark_id)
        self._window.document.ring(mark_id)
        self._window.update_actions()

    def _decide(self, act: Callable[[Sequence[Finding]], None]) -> None:
        hits = self._window.hits
        chosen = hits.selected()
        act(chosen)
        if len(chosen) == 1:
            hits.step(1)

    def _treat(self, treatment: Treatment) -> None:
        self._review.treat(self._window.hits.selected(), treatment)

    def spread(self) -> None:
        """Apply the current hit's decision to all with the same text."""
        finding = self._window.hits.current()
        if finding is not None:
            count = self._review.spread(finding)
            words = self.tr("已对 {0} 处相同内容应用。").format(count)
            self._window.say(words)

    def spread_column(self) -> None:
        """Apply the current hit's decision to the hits of its table column."""
        finding = self._window.hits.current()
        if finding is None:
            return
        count = self._review.spread_column(finding)
        if count:
            words = self.tr("已对本列 {0} 处应用。").format(count)
        else:
            words = self.tr("这一处不在表格里。")
        self._window.say(words)

    def next_open(self, by: int) -> None:
        """Go to the next undecided hit (-1: the one before), over files if need be."""
        if self._window.hits.step(by, undecided=True):
            return
        entries = self._controller.workspace.entries
        entry = self._review.entry
        start = entries.index(entry) if entry in entries else 0
        for candidate in (*entries[start + 1 :], *entries[:start])[::by]:
            if candidate.waiting:
                self._window.files.select(candidate)
                self._window.hits.step(by, undecided=True)
                return
        self._window.say(self.tr("没有待定的内容了。"))

    def unmark(self) -> None:
        """Take the mark away that was clicked last."""
        if not self._review.unmark(self._window.chosen_mark):
            self._window.say(self.tr("请先点选一个手工标记。"))

    def show_hazards(self) -> None:
        """List the places that were not read."""
        if self._review.entry is not None:
            from ui.views.hazard_dialog import HazardDialog

            HazardDialog(self._window, self._review).exec()

    def search_mark(self) -> None:
        """Search a word or pattern in the whole file and mark what is chosen."""
        from ui.views.search_dialog import SearchDialog

        if self._review.entry is not None and self._review.entry.scan is not None:
            dialog = SearchDialog(self._review, self._window)
            dialog.place_chosen.connect(self._window.document.show_place)
            dialog.exec()
        else:
            self._window.say(self.tr("识别完成之后才能搜索并标记。"))

    def _panes(self) -> list[QWidget]:
        """Return the parts of the present step that take the keyboard, in order."""
        window, page = self._window, self._window.export_page
        steps: list[list[QWidget]] = [
            [window.drop_area.open_button, window.steps.policy_box],
            [window.files.list, window.document.desk.main.view, window.hits.tree],
            [page.files.list, page.report, page.export_button],
        ]
        return steps[window.step]

    def _step_pane(self, by: int) -> None:
        """Give the keyboard to the next part of the window, round the end."""
        panes = self._panes()
        here = next((n for n, pane in enumerate(panes) if _has_focus(pane)), -by)
        panes[(here + by) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _step_file(self, by: int) -> None:
        entries = self._controller.workspace.entries
        entry = self._review.entry
        if entry in entries:
            place = (entries.index(entry) + by) % len(entries)
            self._window.files.select(entries[place])

    def file_menu(self, entry: FileEntry, at: QPoint) -> None:
        """Show what can be done with a file."""
        window = self._window
        menu = QMenu(window)
        if entry.result is not None and entry.result.output is not None:
            copy = entry.result.output
            show = menu.addAction(self.tr("打开副本"))
            show.triggered.connect(lambda: window.exporter.open_copy(copy))
            menu.addAction(window.actions_["show_output"])
            menu.addSeparator()
        for name in ("export", "sign", "hazards", "rescan", "remove"):
            menu.addAction(window.actions_[name])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def hit_menu(self, at: QPoint) -> None:
        """Show what can be done with the selected hits."""
        menu = QMenu(self._window)
        for name in ("accept", "reject", "", "cover", "delete", "deidentify", ""):
            if name:
                menu.addAction(self._window.actions_[name])
            else:
                menu.addSeparator()
        for name in ("same", "column", "category", "note"):
            menu.addAction(self._window.actions_[name])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)


def _has_focus(pane: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is pane or pane.isAncestorOf(focus))
