"""Does what a remedy's button says, see `ui.remedies`."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.remedies import Act, remedy_of
from ui.report_text import first_page
from ui.workspace import FileEntry, Stage

if TYPE_CHECKING:
    from ui.export import Exporter
    from ui.main_window import MainWindow

__all__ = ["Mending"]


class Mending(QObject):
    """Leads from a file that stopped to what helps."""

    def __init__(self, window: "MainWindow", exporter: "Exporter") -> None:
        super().__init__(exporter)
        self._window = window
        self._exporter = exporter
        self._controller = window.controller

    def mend(self, entry: FileEntry) -> None:
        """Do what the button of this file says."""
        remedy = remedy_of(entry)
        if remedy is None:
            return
        window = self._window
        window.files.select(entry)
        acts: dict[Act, Callable[[], object]] = {
            Act.AGAIN: lambda: self._again(entry),
            Act.CONFIRM: window.handlers.show_hazards,
            Act.FOLDER: self._exporter.choose_folder,
            Act.LEDGER: window.shell.choose_ledger,
            Act.PAGE: lambda: self._exporter.to_page(entry, first_page(entry) or 0),
            Act.PASSWORD: window.handlers.retry,
            Act.PEOPLE: window.shell.name_people,
            Act.RESCAN: window.handlers.rescan,
            Act.REVIEW: lambda: window.go_to(1),
            Act.RULES: window.shell.show_settings,
            Act.SIGN: lambda: self._exporter.sign(entry),
            Act.TREAT_NEW: lambda: self._treat_new(entry),
        }
        acts[remedy.act]()

    def _again(self, entry: FileEntry) -> None:
        self._controller.workspace.set_stage(entry, Stage.READY)
        self._exporter.run_one(entry)

    def _treat_new(self, entry: FileEntry) -> None:
        after = replace(entry.review, treat_new=True)
        self._controller.push(entry, after, self.tr("遮盖新发现的内容"))
        self._exporter.run_one(entry)
