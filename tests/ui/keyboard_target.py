"""The window over the fake search, for a run by keyboard alone: FILE INI FOLDER."""

import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer

from redactor.settings import Settings
from tests.ui.fakes import FakeTasks, InlineRunner
from tests.ui.xdnd_target import say
from ui.app import application
from ui.controller import Controller
from ui.main_window import MainWindow
from ui.pictures import PagePictures
from ui.theme import apply_theme
from ui.workspace import Workspace

if __name__ == "__main__":
    app = application()
    apply_theme(app, "light")
    tasks, runner = FakeTasks(), InlineRunner()
    controller = Controller(Workspace(), runner, runner, Settings(), tasks)
    controller.keeper.folder = Path(sys.argv[3])
    store = QSettings(sys.argv[2], QSettings.Format.IniFormat)
    window = MainWindow(controller, PagePictures(runner, tasks.render), store)
    timer = QTimer()
    timer.timeout.connect(runner.drain)
    timer.start(10)
    controller.workspace.scanned.connect(lambda entry: say("scanned"))
    controller.workspace.review_changed.connect(
        lambda entry: say(" ".join(entry.decision(f).action for f in entry.findings))
    )
    told: list[bool] = []

    def tell_check(entry) -> None:
        if entry.check is not None and not told:
            told.append(True)
            QTimer.singleShot(0, lambda: say("checked"))

    controller.workspace.changed.connect(tell_check)
    controller.exported.connect(lambda: say("exported"))
    window.showMaximized()
    QTimer.singleShot(0, lambda: controller.add_paths([Path(sys.argv[1])]))
    app.exec()
    say("closed")
