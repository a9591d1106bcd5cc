"""The window's tests run without a screen, and fail on any complaint of Qt."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from redactor.settings import Settings
from tests.ui.fakes import FakeTasks, InlineRunner
from ui.controller import Controller
from ui.main_window import MainWindow
from ui.pictures import PagePictures
from ui.theme import apply_theme
from ui.workspace import Workspace


@pytest.fixture(autouse=True)
def no_qt_complaint(qtlog) -> Iterator[None]:
    """Nothing that Qt prints as a warning or worse is accepted."""
    yield
    assert [r.message for r in qtlog.records if r.type.name != "QtDebugMsg"] == []


@pytest.fixture
def themed(qapp: QApplication) -> QApplication:
    if qapp.property("yinmoTheme") != "light":
        apply_theme(qapp, "light")
    return qapp


@pytest.fixture
def tasks() -> FakeTasks:
    return FakeTasks()


@pytest.fixture
def runner() -> InlineRunner:
    return InlineRunner()


@pytest.fixture
def controller(runner: InlineRunner, tasks: FakeTasks, qapp, tmp_path) -> Controller:
    settings = Settings(clerk="经办甲")
    made = Controller(Workspace(), runner, runner, settings, tasks)
    made.keeper.folder = tmp_path / "reviews"
    return made


def forget_work(window: MainWindow) -> None:
    """Empty the list, so that closing at the end of a test asks nothing."""
    window.controller.cancel()
    window.controller.workspace.entries.clear()


@pytest.fixture
def window(themed, controller, runner, tasks, tmp_path: Path, qtbot) -> MainWindow:
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    pictures = PagePictures(runner, tasks.render, tasks.treat, tasks.show)
    made = MainWindow(controller, pictures, store)
    qtbot.addWidget(made, before_close_func=forget_work)
    made.resize(1280, 760)
    made.show()
    qtbot.waitExposed(made)
    return made
