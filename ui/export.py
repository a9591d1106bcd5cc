"""Exporting: where the copies go, what has to be asked first, how it ended."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from redactor.resources import data_dir
from ui import dialogs
from ui.checking import Checking, weak_open
from ui.clean_names import CleanNames, JointMasks
from ui.controller import LEDGER_NAME, Controller
from ui.mending import Mending
from ui.report_pdf import write_report
from ui.signing import may_sign, needs_signature
from ui.views.export_page import ExportPage
from ui.workspace import FileEntry, Stage

if TYPE_CHECKING:
    from ui.main_window import MainWindow

__all__ = ["Exporter", "free_targets"]

_FOLDER = "脱敏副本"


def free_targets(entries: list[FileEntry], folder: Path) -> list[Path]:
    """Return a path for each copy; no two alike and none that exists.

    Names are those of the command line; a number is added where one is taken.
    """
    from redactor.sources import Source, plan_targets

    sources = [Source(entry.path, Path(entry.path.name)) for entry in entries]
    taken: set[str] = set()
    targets = []
    clean = {entry.path.stem: entry.clean for entry in entries if entry.clean}
    for wished in plan_targets(sources, folder, clean):
        target, number = wished, 2
        while os.path.lexists(target) or str(target).casefold() in taken:
            target = wished.with_name(f"{wished.stem}({number}){wished.suffix}")
            number += 1
        taken.add(str(target).casefold())
        targets.append(target)
    return targets


def _default_folder(source: Path) -> Path:
    """Return a folder beside the first file, or in the documents if that is closed."""
    samples = data_dir("assets") in source.parents
    if samples or not os.access(source, os.W_OK):
        place = QStandardPaths.StandardLocation.DocumentsLocation
        source = Path(QStandardPaths.writableLocation(place))
    return source / _FOLDER


class Exporter(QObject):
    """Leads through the export.

    Attributes:
        folder: Where the copies go.
    """

    def __init__(self, controller: Controller, window: "MainWindow") -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        self.folder: Path | None = None
        self.checking = Checking(controller, window.pictures.runner, self)
        self.naming = CleanNames(controller, window.pictures.runner, self)
        self.naming.known.connect(self._on_names)
        self._joint = JointMasks()
        self._mending = Mending(window, self)
        self._waiting: FileEntry | None = None
        controller.exported.connect(self._on_exported)

    def connect_page(self, page: ExportPage) -> None:
        """Connect the page of step ③."""
        page.folder_wanted.connect(self.choose_folder)
        page.export_wanted.connect(self.run)
        page.open_wanted.connect(self.show_folder)
        page.report_wanted.connect(self.save_report)
        page.back.connect(self._back)
        page.hazards_wanted.connect(self._hazards)
        page.accept_wanted.connect(self._accept)
        page.compare_wanted.connect(self.compare)
        page.masks_wanted.connect(self._let_pass)
        page.page_wanted.connect(self.to_page)
        page.sign_wanted.connect(self.sign)
        page.tables_wanted.connect(self._show_tables)
        page.remedy_wanted.connect(self._mending.mend)
        self._controller.workspace.changed.connect(self._on_changed)

    def candidates(self) -> list[FileEntry]:
        """Return the files whose copy can be written now."""
        return [
            entry
            for entry in self._controller.workspace.entries
            if entry.scan is not None
            and entry.stage in (Stage.READY, Stage.WITHHELD)
            and not entry.waiting
            and not entry.open_hazards
            and entry.check is not None
            and entry.clean is not None
            and not weak_open(entry)
            and not needs_signature(entry, self._controller.settings)
        ]

    def refresh(self) -> None:
        """Show the present state on the page."""
        entries = self._controller.workspace.entries
        if self.folder is None and entries:
            usual = self._controller.settings.output
            self.folder = usual or _default_folder(entries[0].path.parent)
        for entry in entries:
            if entry.stage is not Stage.EXPORTING:
                self.checking.want(entry)
        self.naming.want(entries)
        floors = [entry.policy.floor for entry in entries if entry.policy]
        self._joint.join(entries, max(floors, default=0))
        page = self._window.export_page
        ready = len(self.candidates())
        checking = any(self._is_checked(entry) for entry in entries)
        page.refresh(self.folder, ready, self._controller.busy, checking=checking)

    def _is_checked(self, entry: FileEntry) -> bool:
        """Tell whether only the check under way keeps a file from being written."""
        free = entry.scan is not None and not entry.waiting and not entry.open_hazards
        known = entry.check is not None and entry.clean is not None
        failed = entry.pre is not None and entry.pre.failed
        return free and entry.stage is Stage.READY and not known and not failed

    def choose_folder(self) -> None:
        """Let the clerk choose where the copies go."""
        words = self.tr("选择副本保存到哪个文件夹")
        start = self.folder if self.folder and self.folder.is_dir() else None
        folder = dialogs.ask_folder(self._window, words, start)
        if folder is not None:
            self.folder = folder
            self.refresh()

    def sign(self, entry: FileEntry) -> None:
        """Let the second person sign a file."""
        from ui.views.people_dialog import SignDialog

        if not may_sign(entry):
            self._window.say(self.tr("还有待定或未确认的内容，处理之后才能签字。"))
            return
        dialog = SignDialog(entry, self._controller.settings, self._window)
        if dialog.exec() and entry.scan is not None:
            proposals, digest = entry.scan.proposals, entry.policy_digest
            after = entry.review.sign(dialog.name, proposals, digest)
            self._controller.push(entry, after, self.tr("复核签字"))

    def run_one(self, entry: FileEntry) -> None:
        """Write one file's copy, as soon as its check is there."""
        if self.folder is None:
            self.refresh()
        if self.folder is not None and entry in self.candidates():
            self._waiting = None
            self.export_to([entry], self.folder)
        else:
            self._waiting = entry
            self.checking.want(entry)
            self.naming.want([entry])

    def _on_changed(self, entry: FileEntry) -> None:
        if (
            entry is self._waiting
            and entry.check is not None
            and entry.clean is not None
        ):
            waiting, self._waiting = self._waiting, None
            if waiting in self.candidates() and self.folder is not None:
                self.export_to([waiting], self.folder)

    def _on_names(self) -> None:
        if self._waiting is not None:
            self._on_changed(self._waiting)
        self._window.update_actions()

    def run(self) -> None:
        """Write the copies of all files that are ready."""
        entries = self.candidates()
        if entries and self.folder is not None and self._agreed(entries):
            self.export_to(entries, self.folder)

    def export_to(self, entries: list[FileEntry], folder: Path) -> None:
        """Write the copies of these files into a folder, with the ledger beside."""
        self.folder = folder
        ledger = self._controller.settings.ledger or folder / LEDGER_NAME
        targets = free_targets(entries, folder)
        self._controller.export(list(zip(entries, targets, strict=True)), ledger)

    def _agreed(self, entries: list[FileEntry]) -> bool:
        empty = [e for e in entries if not e.findings and not e.review.manual]
        if not empty:
            return True
        words = self.tr("有 {0} 个文件未发现个人信息。您已经人工核对过这些文件了吗？")
        return dialogs.ask_yes(
            self._window, words.format(len(empty)), self.tr("已核对，导出")
        )

    def _back(self, entry: FileEntry) -> None:
        self._window.files.select(entry)
        self._window.go_to(1)

    def _hazards(self, entry: FileEntry) -> None:
        self._window.files.select(entry)
        self._window.handlers.show_hazards()

    def _accept(self, entry: FileEntry) -> None:
        self._window.files.select(entry)
        self._window.reviewing.accept_waiting()

    def _show_tables(self, entry: FileEntry) -> None:
        from ui.views.linkage_view import LinkageDialog

        if entry.check is not None:
            LinkageDialog(entry.check.tables, self._window).exec()

    def _let_pass(self, entry: FileEntry) -> None:
        words = self.tr(
            "部分遮盖的号码剩下的可能太少，容易被猜出。您已逐处核对，仍要这样导出吗？"
        )
        if dialogs.ask_yes(self._window, words, self.tr("已核对，仍要导出")):
            self.checking.let_pass(entry)

    def to_page(self, entry: FileEntry, page_index: int) -> None:
        """Show a page of a file in the review."""
        self._back(entry)
        pages = self._window.document.pages
        # the view is laid out anew when its step is shown, which loses an earlier place
        QTimer.singleShot(0, pages, lambda: pages.go_to_page(page_index))

    def compare(self, entry: FileEntry) -> None:
        """Show original and copy side by side."""
        from ui.views.compare_dialog import CompareDialog

        window = self._window
        CompareDialog(entry, self._controller, window.pictures, window).exec()

    def save_report(self) -> None:
        """Save the report of all files as a PDF."""
        path = dialogs.ask_report(self._window, self.folder)
        if path is None:
            return
        work = self._controller
        try:
            write_report(path, work.workspace.entries, work.settings)
        except OSError:
            words = self.tr("报告没有保存：这个位置无法写入，请另选一处。")
            dialogs.tell(self._window, words)
            return
        self._window.say(self.tr("报告已保存：{0}").format(path.name))

    def open_copy(self, path: Path) -> None:
        """Open a released copy with the program that the system has for it."""
        if path.exists():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        else:
            self._window.say(self.tr("副本已不在原处，可能被移走或改名。"))

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
            page = self._window.export_page
            page.files.select(stopped[0])
        self._window.say(words)
        self._window.update_actions()
