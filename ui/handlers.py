"""What the window's actions do."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from redactor.model import Edit, Finding, Treatment
from redactor.settings import Settings, save_settings
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

    def connect(self) -> None:  # type: ignore[override]
        """Connect the actions."""
        window, review, hits = self._window, self._review, self._window.hits
        document = window.document
        window.actions_.connect(
            {
                "open_files": self.open_files,
                "open_folder": self.open_folder,
                "export": lambda: window.go_to(2),
                "show_output": window.exporter.show_folder,
                "remove": self.remove,
                "rescan": self.rescan,
                "quit": window.close,
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
                "next_open": self.next_open,
                "settings": self.show_settings,
                "search_mark": self.search_mark,
                "mark": self.mark_text,
                "unmark": self.unmark,
                "zoom_in": lambda: document.zoom_by(1.2),
                "zoom_out": lambda: document.zoom_by(1 / 1.2),
                "zoom_fit": document.fit,
                "hazards": self.show_hazards,
                "next_file": lambda: self._step_file(1),
                "previous_file": lambda: self._step_file(-1),
                "keys": lambda: dialogs.show_keys(window),
                "about": lambda: dialogs.show_about(window),
            }
        )

    def open_files(self) -> None:
        """Let the user choose files."""
        self._controller.add_paths(dialogs.ask_files(self._window))

    def open_folder(self) -> None:
        """Let the user choose a folder."""
        folder = dialogs.ask_folder(self._window, self.tr("打开文件夹"))
        if folder is not None:
            self._controller.add_paths([folder])

    def open_sample(self) -> None:
        """Open the sample documents that came along."""
        from redactor.resources import data_dir

        self._controller.add_paths([data_dir("assets") / "samples"])

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

    def may_quit(self) -> bool:
        """Ask once when a file holds work that no copy holds yet."""
        entries = self._controller.workspace.entries
        undelivered = [e for e in entries if e.undelivered]
        if self._controller.busy:
            words = self.tr("还有文件正在处理。退出会停止处理，原件不受影响。")
        elif undelivered:
            words = self.tr("还有 {0} 个文件没有导出副本。确定退出吗？")
            words = words.format(len(undelivered))
        else:
            return True
        return dialogs.ask_yes(self._window, words, self.tr("退出"))

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
            self._controller.use_password(entry, password)

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

    def next_open(self) -> None:
        """Go to the next undecided hit, in this file or the next that has one."""
        if self._window.hits.step(1, undecided=True):
            return
        entries = self._controller.workspace.entries
        entry = self._review.entry
        start = entries.index(entry) if entry in entries else 0
        for candidate in (*entries[start + 1 :], *entries[:start]):
            if candidate.waiting:
                self._window.files.select(candidate)
                self._window.hits.step(1, undecided=True)
                return
        self._window.say(self.tr("没有待定的内容了。"))

    def mark_text(self) -> None:
        """Cover the text that is selected in a Word file."""
        chosen = self._window.document.text.selected()
        if chosen is None:
            return
        edit = Edit(
            self._review.new_edit_id(),
            Treatment.COVER,
            "CUSTOM",
            unit_id=chosen[0],
            span=chosen[1],
        )
        self._review.mark([edit], self.tr("标记文字"))
        self._window.document.text.clear_selection()

    def unmark(self) -> None:
        """Take the mark away that was clicked last."""
        if not self._review.unmark(self._window.chosen_mark):
            self._window.say(self.tr("请先点选一个手工标记。"))

    def show_hazards(self) -> None:
        """List the places that were not read."""
        if self._review.entry is not None:
            from ui.views.hazard_dialog import HazardDialog

            HazardDialog(self._window, self._review).exec()

    def choose_policy(self, name: str) -> None:
        """Work under another rule book; decisions stay."""
        self._controller.choose_policy(name)
        self._window.on_policies()

    def set_people(self, clerk: str, reviewer: str) -> None:
        """Note who is at work; both names go into the ledger."""
        settings = self._controller.settings
        if (clerk, reviewer) != (settings.clerk, settings.reviewer):
            self._take_settings(replace(settings, clerk=clerk, reviewer=reviewer))

    def show_settings(self) -> None:
        """Let the user change settings; what was found is searched again if needed."""
        from ui.views.settings_dialog import SettingsDialog

        work = self._controller
        dialog = SettingsDialog(
            work.settings,
            list(work.looking.policies.values()),
            self._window.store,
            self._window,
        )
        dialog.accepted_settings.connect(self._take_settings)
        dialog.looks_changed.connect(self._window.take_looks)
        dialog.exec()

    def _take_settings(self, settings: Settings) -> None:
        try:
            save_settings(settings)
        except OSError:
            dialogs.tell(
                self._window,
                self.tr("设置没有保存：配置文件夹无法写入。本次运行仍按新设置处理。"),
            )
        self._controller.use_settings(settings)
        self._window.on_policies()
        self._window.drop_area.set_people(settings.clerk, settings.reviewer)

    def search_mark(self) -> None:
        """Search a word or pattern in the whole file and mark what is chosen."""
        from ui.views.search_dialog import SearchDialog

        if self._review.entry is not None and self._review.entry.scan is not None:
            SearchDialog(self._review, self._window).exec()

    def _step_file(self, by: int) -> None:
        entries = self._controller.workspace.entries
        entry = self._review.entry
        if entry in entries:
            place = (entries.index(entry) + by) % len(entries)
            self._window.files.select(entries[place])

    def hit_menu(self, at: QPoint) -> None:
        """Show what can be done with the selected hits."""
        menu = QMenu(self._window)
        for name in ("accept", "reject", "", "cover", "delete", "deidentify", ""):
            if name:
                menu.addAction(self._window.actions_[name])
            else:
                menu.addSeparator()
        menu.addAction(self._window.actions_["same"])
        menu.addAction(self._window.actions_["column"])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
