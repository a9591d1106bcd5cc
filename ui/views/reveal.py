"""Shows values whole while Alt is held, and masks them again."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.models.findings import FindingsModel

__all__ = ["Reveal"]

_ASK_MS = 150


class Reveal(QObject):
    """Event filter of the window.

    Losing the keyboard masks too: the release of Alt then goes to another program, or
    to the menu that Alt opened. So the key itself is asked for while values show.
    """

    def __init__(self, model: FindingsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._watch = QTimer(self, interval=_ASK_MS)
        self._watch.timeout.connect(self._ask)

    def _ask(self) -> None:
        held = QGuiApplication.queryKeyboardModifiers()
        if not held & Qt.KeyboardModifier.AltModifier or (
            QApplication.activePopupWidget() is not None
        ):
            self._set(False)

    def _set(self, on: bool) -> None:
        self._model.set_reveal(on)
        if on:
            self._watch.start()
        else:
            self._watch.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for Alt; nothing is taken away from the window."""
        kind = event.type()
        if kind is QEvent.Type.WindowDeactivate:
            self._set(False)
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt:
            if kind is QEvent.Type.KeyPress:
                self._set(True)
            elif kind is QEvent.Type.KeyRelease:
                self._set(False)
        return False
