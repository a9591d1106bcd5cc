"""Shows values whole while Alt is held, and masks them again."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from ui.models.findings import FindingsModel

__all__ = ["Reveal"]


class Reveal(QObject):
    """Event filter of the window.

    Losing the keyboard masks too: the release of Alt then goes to another program.
    """

    def __init__(self, model: FindingsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for Alt; nothing is taken away from the window."""
        kind = event.type()
        if kind is QEvent.Type.WindowDeactivate:
            self._model.set_reveal(False)
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt:
            if kind is QEvent.Type.KeyPress:
                self._model.set_reveal(True)
            elif kind is QEvent.Type.KeyRelease:
                self._model.set_reveal(False)
        return False
