"""What the menus 工具 and 帮助 open: folders, the ledger, the handbook."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from redactor.errors import FileAccessError
from redactor.messages import sentence
from ui import dialogs
from ui.controller import LEDGER_NAME
from ui.jobs import Failure
from ui.words import language

if TYPE_CHECKING:
    from ui.main_window import MainWindow

__all__ = ["Toolbox"]


class Toolbox(QObject):
    """Opens dialogs of their own beside the review."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller

    def open_queue(self, path: Path) -> None:
        """Open the files that a batch left for a person, each as it was run."""
        from redactor.queue import read_queue

        try:
            items = read_queue(path)
        except FileAccessError:
            self._window.say(self.tr("待复核清单无法读取。"))
            return
        if not items:
            self._window.say(self.tr("待复核清单里的文件都已处理。"))
        for policy in dict.fromkeys(item.policy for item in items):
            found = [item.path for item in items if item.policy == policy]
            self.take_queue(found, policy or "")

    def show_batch(self) -> None:
        """Treat a whole folder."""
        from ui.views.batch_dialog import BatchDialog

        dialog = BatchDialog(self._controller, self._window)
        dialog.review_wanted.connect(self.take_queue)
        dialog.exec()

    def show_sweep(self) -> None:
        """Look what stands in files that were published already."""
        from ui.views.sweep_dialog import SweepDialog

        dialog = SweepDialog(self._controller.settings, self._window)
        dialog.review_wanted.connect(self.take_queue)
        dialog.exec()

    def take_queue(self, paths: Iterable[Path], policy: str) -> None:
        """Open files that wait for a person, under the rule book they ran under."""
        chosen = list(paths)
        self._window.shell.open_paths(chosen)
        wanted = {path.absolute() for path in chosen}
        entries = self._controller.workspace.entries
        if policy:
            found = [entry for entry in entries if entry.path in wanted]
            self._controller.ruling.choose(policy, found)
        self._window.on_policies()

    def show_help(self) -> None:
        """Show the handbook."""
        from ui.views.help_dialog import HelpDialog

        shown = self._window.findChild(HelpDialog)
        if shown is None:
            HelpDialog(self._window).show()
        else:
            shown.activateWindow()

    def show_about(self) -> None:
        """Tell what this program is, of what it is made and under which licences."""
        from ui.views.about_dialog import AboutDialog

        AboutDialog(self._window).exec()

    def export_ledger(self) -> None:
        """Write the ledger as a workbook or for print; its chain is checked first."""
        ledger = self._controller.settings.ledger
        folder = self._window.exporter.folder
        if ledger is None and folder is not None:
            ledger = folder / LEDGER_NAME
        if ledger is None or not ledger.is_file():
            ledger = dialogs.ask_kept_ledger(self._window, folder)
        if ledger is None:
            return
        target = dialogs.ask_ledger_copy(self._window, ledger.parent)
        if target is not None:
            self._controller.looking.export_ledger(
                ledger, target, lambda _: self._told(target), self._failed
            )

    def _told(self, target: Path) -> None:
        self._window.say(self.tr("台账核对无误，已写出 {0}。").format(target.name))

    def _failed(self, failure: Failure) -> None:
        words = sentence(failure.code, language=language(), **failure.context)
        dialogs.tell(self._window, words)
