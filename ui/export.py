"""Exporting: where the copies go, what has to be asked first, how it ended."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from ui import dialogs
from ui.controller import LEDGER_NAME, Controller
from ui.workspace import FileEntry, Stage

if TYPE_CHECKING:
    from ui.main_window import MainWindow

__all__ = ["Exporter", "free_targets"]


def free_targets(entries: list[FileEntry], folder: Path) -> list[Path]:
    """Return a path for each copy; no two alike and none that exists.

    Names are those of the command line; a number is added where one is taken.
    """
    from redactor.batch import Source, plan_targets

    sources = [Source(entry.path, Path(entry.path.name)) for entry in entries]
    taken: set[str] = set()
    targets = []
    for wished in plan_targets(sources, folder):
        target, number = wished, 2
        while os.path.lexists(target) or str(target).casefold() in taken:
            target = wished.with_name(f"{wished.stem}({number}){wished.suffix}")
            number += 1
        taken.add(str(target).casefold())
        targets.append(target)
    return targets


class Exporter(QObject):
    """Leads through the export.

    Attributes:
        folder: Where the copies went last, None before the first export.
    """

    def __init__(self, controller: Controller, window: "MainWindow") -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        self.folder: Path | None = None
        controller.exported.connect(self._on_exported)

    def candidates(self) -> list[FileEntry]:
        """Return the files whose copy can be written now."""
        return [
            entry
            for entry in self._controller.workspace.entries
            if entry.scan is not None and entry.stage in (Stage.READY, Stage.WITHHELD)
        ]

    def ready(self) -> bool:
        """Tell whether there is anything to export."""
        return bool(self.candidates())

    def run(self) -> None:
        """Ask for the folder and write the copies."""
        entries = self.candidates()
        if not entries or not self._agreed(entries):
            return
        start = self.folder or entries[0].path.parent
        folder = dialogs.ask_folder(
            self._window, self.tr("选择副本保存到哪个文件夹"), start
        )
        if folder is not None:
            self.export_to(entries, folder)

    def export_to(self, entries: list[FileEntry], folder: Path) -> None:
        """Write the copies of these files into a folder, with the ledger beside."""
        self.folder = folder
        ledger = self._controller.settings.ledger or folder / LEDGER_NAME
        targets = free_targets(entries, folder)
        self._controller.export(list(zip(entries, targets, strict=True)), ledger)

    def _agreed(self, entries: list[FileEntry]) -> bool:
        waiting = sum(entry.waiting for entry in entries)
        empty = [e for e in entries if not e.findings and not e.review.manual]
        parts = []
        if waiting:
            words = self.tr("还有 {0} 处待定，导出时会按建议的方式处理。")
            parts.append(words.format(waiting))
        if empty:
            words = self.tr("有 {0} 个文件未发现个人信息，请先人工核对。")
            parts.append(words.format(len(empty)))
        if not parts:
            return True
        parts.append(self.tr("要继续导出吗？"))
        return dialogs.ask_yes(self._window, "\n".join(parts), self.tr("继续导出"))

    def show_folder(self) -> None:
        """Open the folder of the copies."""
        if self.folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))

    def _on_exported(self) -> None:
        entries = self._controller.workspace.entries
        done = sum(entry.stage is Stage.RELEASED for entry in entries)
        stopped = [entry for entry in entries if entry.stage is Stage.WITHHELD]
        words = self.tr("已导出 {0} 个副本。").format(done)
        if stopped:
            more = self.tr("{0} 个文件没有导出，原因见各文件。")
            words += more.format(len(stopped))
            self._window.files.select(stopped[0])
        self._window.say(words)
        self._window.update_actions()
