"""Entry of the window: application, fonts, theme, translation, first paint, warm-up."""

import gc
import logging
import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from redactor.ocr.room import ReadingRoom
from redactor.resources import config_dir, data_dir
from redactor.settings import Settings, load_settings
from ui.controller import Controller
from ui.jobs import JobRunner
from ui.main_window import MainWindow
from ui.pictures import PagePictures
from ui.single import SingleInstance
from ui.theme import apply_theme, ensure_font
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.tasks import Tasks

__all__ = ["Desktop", "application", "main", "translate"]

_log = logging.getLogger(__name__)
_QT_FILES = ("QFileDialog", "QFileSystemModel", "QAbstractFileIconProvider")


class Desktop:
    """Everything that lives as long as the application."""

    def __init__(
        self,
        application: QApplication,
        settings: Settings,
        store: QSettings,
        tasks: "Tasks | None" = None,
    ) -> None:
        self.application = application
        theme = str(store.value("theme", "system"))
        size = int(str(store.value("text_size", 14)))
        apply_theme(application, theme, size)
        self.workspace = Workspace()
        self.runner = JobRunner(settings.workers, host=ReadingRoom(settings.workers))
        # pages are drawn apart, so that a long search never keeps the reader waiting
        self.looker = JobRunner(1)
        self.pictures = PagePictures(self.looker)
        self.controller = Controller(
            self.workspace, self.runner, self.looker, settings, tasks
        )
        self.window = MainWindow(self.controller, self.pictures, store)
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(lambda _: self._on_scheme())
        wish = hints.accessibility()
        wish.contrastPreferenceChanged.connect(lambda _: self._on_scheme())

    def _on_scheme(self) -> None:
        """Follow the system into the dark and back, if that is what is wished."""
        if str(self.window.store.value("theme", "system")) == "system":
            self.window.take_looks()

    def close(self) -> None:
        """Stop the workers."""
        self.window.review_parts.close()
        self.runner.close()
        self.looker.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window; arguments are files and folders to open. Returns 0."""
    multiprocessing.freeze_support()
    arguments = list(sys.argv[1:] if argv is None else argv)
    paths = [Path(argument).absolute() for argument in arguments]
    app = application()
    single = SingleInstance()
    if single.hand_over(paths):
        return 0
    single.listen()
    settings, complaint = _settings()
    translators = translate(app, settings.language)
    ensure_font()
    store = QSettings(str(config_dir() / "window.ini"), QSettings.Format.IniFormat)
    desktop = Desktop(app, settings, store)
    single.asked.connect(desktop.window.shell.come_forward)
    desktop.window.show()
    QTimer.singleShot(0, lambda: _after_paint(desktop, paths, complaint))
    try:
        app.exec()
    finally:
        single.close()
        desktop.close()
        translators.clear()
    return 0


class _Rest(QTranslator):
    """What Qt's own Chinese leaves in English, in its dialog for files."""

    _WORDS: ClassVar = {
        "&Look in:": "查找范围(&L)：",
        "Look in:": "查找范围：",
        "Files of type:": "文件类型：",
        "Files of &type:": "文件类型(&T)：",
        "File &name:": "文件名(&N)：",
        "Folder": "文件夹",
        "File Folder": "文件夹",
        "%1 File": "%1 文件",
        "&Choose": "选择(&C)",
        "My Computer": "计算机",
    }

    def isEmpty(self) -> bool:
        """Say that there are words."""
        return False

    def translate(
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        """Return the Chinese of a word, None for one that Qt's file has."""
        del disambiguation, n
        # None is null to Qt, which looks elsewhere; an empty word would stand
        own = context in _QT_FILES
        return self._WORDS.get(source) if own else None  # type: ignore[return-value]


def application() -> QApplication:
    """Make the Qt application."""
    QGuiApplication.setDesktopFileName("yinmo")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("yinmo")
    app.setStyle("Fusion")
    return app


def _settings() -> tuple[Settings, str]:
    try:
        return load_settings(), ""
    except (ValueError, OSError):
        _log.warning("settings cannot be read; defaults are used")
        return Settings(), "设置文件无法读取，已使用默认设置。"


def translate(application: QApplication, language: str) -> list[QTranslator]:
    """Load Qt's own words in Chinese, or the window's words in English."""
    locale = QLocale("zh_CN" if language == "zh" else "en")
    QLocale.setDefault(locale)
    sources = [
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    ]
    if language != "zh":
        sources.append(("yinmo", str(data_dir("assets") / "i18n")))
    loaded: list[QTranslator] = []
    if language == "zh":
        rest = _Rest(application)
        application.installTranslator(rest)
        loaded.append(rest)
    for name, folder in sources:
        translator = QTranslator(application)
        if translator.load(locale, name, "_", folder):
            application.installTranslator(translator)
            loaded.append(translator)
    return loaded


def _after_paint(desktop: Desktop, paths: list[Path], complaint: str) -> None:
    # what is loaded now stays: without this each full collection looks at all of it,
    # which takes 60 ms while the hits of a long file arrive
    gc.collect()
    gc.freeze()
    desktop.controller.looking.load_policies()
    desktop.controller.looking.warm_up()
    if paths:
        desktop.window.shell.open_paths(paths)
    if complaint:
        desktop.window.say(complaint)
    QTimer.singleShot(0, desktop.window, desktop.window.shell.offer_left_open)
