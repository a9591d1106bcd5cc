"""The real window at the screen's left; prints the name of every file it takes."""

import sys

from PySide6.QtCore import QSettings

from redactor.settings import Settings
from ui.app import Desktop, application


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    app = application()
    store = QSettings(sys.argv[1], QSettings.Format.IniFormat)
    desktop = Desktop(app, Settings(), store)
    workspace = desktop.workspace
    desktop.controller.scan = lambda entry: None  # type: ignore[method-assign]
    workspace.added.connect(lambda row: say(workspace.entries[row].path.name))
    desktop.window.setGeometry(0, 40, 1000, 700)
    desktop.window.show()
    say("ready")
    app.exec()
    desktop.close()
