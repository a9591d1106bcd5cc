"""What the window does around the review: opening, people, settings, tools, help."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from redactor.resources import data_dir
from redactor.settings import Settings, save_settings
from ui import dialogs
from ui.recent import RecentFiles
from ui.toolbox import Toolbox

if TYPE_CHECKING:
    from ui.main_window import MainWindow

__all__ = ["Shell"]

_QUEUE = "待复核.jsonl"


class Shell(QObject):
    """The verbs of the menus that are not about one hit.

    Attributes:
        recent: Paths that the user allows to be kept.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller
        self.tools = Toolbox(window)
        self.recent = RecentFiles(window.store)
        self._left_open = self.recent.left_open()  # before this run notes its own
        workspace = self._controller.workspace
        for signal in (workspace.added, workspace.removed):
            signal.connect(self._keep_open)

    def connect(self) -> None:  # type: ignore[override]
        """Connect the actions."""
        window = self._window
        window.actions_.connect(
            {
                "open_files": self.open_files,
                "open_folder": self.open_folder,
                "sample": self.open_sample,
                "save_report": window.exporter.save_report,
                "sign": self.sign,
                "quit": window.close,
                "settings": self.show_settings,
                "policies": self.show_policies,
                "people": self.name_people,
                "batch": self.tools.show_batch,
                "sweep": self.tools.show_sweep,
                "ledger": self.tools.export_ledger,
                "help": self.tools.show_help,
                "keys": lambda: dialogs.show_keys(window),
                "about": self.tools.show_about,
            }
        )
        self._make_recent_menu()

    def open_paths(self, paths: Iterable[Path]) -> None:
        """Open files and folders, and note the files if that is allowed."""
        chosen = list(paths)
        queues = [path for path in chosen if path.name == _QUEUE]
        plain = [path for path in chosen if path.name != _QUEUE]
        self._controller.add_paths(plain)
        self.recent.note(path for path in plain if path.is_file())
        for path in queues:
            self.tools.open_queue(path)

    def open_files(self) -> None:
        """Let the user choose files."""
        self.open_paths(dialogs.ask_files(self._window))

    def open_folder(self) -> None:
        """Let the user choose a folder."""
        folder = dialogs.ask_folder(self._window, self.tr("打开文件夹"))
        if folder is not None:
            self.open_paths([folder])

    def open_sample(self) -> None:
        """Open the sample documents that came along."""
        self._controller.add_paths([data_dir("assets") / "samples"])

    def come_forward(self, paths: Iterable[Path]) -> None:
        """Show the window, and open what a second start handed over."""
        window = self._window
        small = Qt.WindowState.WindowMinimized
        window.setWindowState(window.windowState() & ~small)
        window.show()
        window.raise_()
        window.activateWindow()
        self.open_paths(paths)

    def offer_left_open(self) -> None:
        """After a crash, ask whether the files that were open shall come back."""
        paths, self._left_open = self._left_open, []
        if not paths:
            return
        words = self.tr("上次没有正常退出，复核结果已保存。要重新打开这 {0} 个文件吗？")
        window = self._window
        if dialogs.ask_yes(window, words.format(len(paths)), self.tr("重新打开")):
            self.open_paths(paths)
        else:
            self._keep_open()

    def _keep_open(self) -> None:
        entries = self._controller.workspace.entries
        self.recent.keep_open([entry.path for entry in entries])

    def _make_recent_menu(self) -> None:
        files = self._window.actions_.menus[0]
        self._recent_menu = QMenu(self.tr("最近的文件"), files)
        files.insertMenu(files.actions()[2], self._recent_menu)
        files.aboutToShow.connect(self.fill_recent)
        self.fill_recent()

    def fill_recent(self) -> None:
        """List the recent files, and whether they are kept."""
        menu = self._recent_menu
        menu.clear()
        for path in self.recent.recent():
            action = menu.addAction(path.name.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, p=path: self.open_paths([p]))
        if menu.actions():
            menu.addSeparator()
        keep = QAction(self.tr("记住最近的文件（文件名可能含个人信息）"), menu)
        keep.setCheckable(True)
        keep.setChecked(self.recent.allowed)
        keep.toggled.connect(self._allow_recent)
        menu.addAction(keep)
        clear = menu.addAction(self.tr("清除记录"))
        clear.setEnabled(self.recent.allowed)
        clear.triggered.connect(self.recent.forget)

    def _allow_recent(self, on: bool) -> None:
        self.recent.allow(on)
        self._keep_open()
        if on:
            self.recent.note(e.path for e in self._controller.workspace.entries)

    def may_quit(self) -> bool:
        """Ask once when a file holds work that no copy holds yet."""
        entries = self._controller.workspace.entries
        undelivered = [e for e in entries if e.undelivered]
        if self._controller.busy:
            words = self.tr("还有文件正在处理。退出会停止处理，原件不受影响。")
        elif undelivered:
            words = self.tr("还有 {0} 个文件没有导出副本。确定退出吗？")
            words = words.format(len(undelivered))
            words += self.tr("复核结果已保存，下次打开同一文件时自动恢复。")
        else:
            return True
        return dialogs.ask_yes(self._window, words, self.tr("退出"))

    def leave(self) -> None:
        """Note that this run ends as it should."""
        self.recent.keep_open(())

    def choose_policy(self, name: str) -> None:
        """Work on the current file under another rule book; decisions stay."""
        entry = self._window.reviewing.entry
        if entry is None:
            self._use(replace(self._controller.settings, policy=name))
        else:
            self._controller.ruling.choose(name, [entry])
        self._window.on_policies()

    def choose_policy_for_all(self, name: str) -> None:
        """Work on all files under a rule book; decisions stay."""
        self._controller.ruling.choose(name, self._controller.workspace.entries)
        self._window.on_policies()

    def set_people(self, clerk: str, reviewer: str) -> None:
        """Note who is at work; both names go into the ledger."""
        settings = self._controller.settings
        if (clerk, reviewer) != (settings.clerk, settings.reviewer):
            self.take_settings(replace(settings, clerk=clerk, reviewer=reviewer))

    def name_people(self) -> None:
        """Ask who is at work."""
        from ui.views.people_dialog import PeopleDialog

        dialog = PeopleDialog(self._controller.settings, self._window)
        if dialog.exec():
            self.set_people(*dialog.names)

    def sign(self) -> None:
        """Let the second person sign the current file."""
        entry = self._window.reviewing.entry
        if entry is not None:
            self._window.exporter.sign(entry)

    def choose_ledger(self) -> None:
        """Let the user choose another ledger."""
        path = dialogs.ask_ledger(self._window, self._window.exporter.folder)
        if path is not None:
            self.take_settings(replace(self._controller.settings, ledger=path))

    def show_settings(self, page: str = "") -> None:
        """Let the user change settings; what was found is searched again if needed."""
        from ui.views.settings_dialog import SettingsDialog

        work = self._controller
        policies = list(work.looking.policies.values())
        window = self._window
        looks = (window.store, work.looking)
        dialog = SettingsDialog(work.settings, policies, *looks, window)
        dialog.show_page(page)
        dialog.accepted_settings.connect(self.take_settings)
        dialog.looks_changed.connect(window.take_looks)
        dialog.policies_wanted.connect(self.show_policies)
        dialog.exec()

    def show_policies(self) -> None:
        """Let the user look at the rule books, and edit the office's own."""
        from ui.views.policy_editor import PolicyEditor

        entry = self._window.reviewing.entry
        work = self._controller
        name = work.policy_of(entry) if entry else work.settings.policy
        editor = PolicyEditor(name, self._window)
        editor.saved.connect(lambda _: work.ruling.renew())
        editor.exec()

    def take_settings(self, settings: Settings) -> None:
        """Save settings and use them."""
        try:
            save_settings(settings)
        except OSError:
            dialogs.tell(
                self._window,
                self.tr("设置没有保存：配置文件夹无法写入。本次运行仍按新设置处理。"),
            )
        self._use(settings)

    def _use(self, settings: Settings) -> None:
        self._controller.use_settings(settings)
        self._window.on_policies()
        self._window.show_people(settings)
