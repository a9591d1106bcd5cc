"""Shows the copy for as long as the space bar is held over the document."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from ui.views.document_desk import Desk

__all__ = ["PeekKey"]


class PeekKey(QObject):
    """Event filter of the pages, the text and what else has the keyboard."""

    def __init__(self, desk: Desk, others: Iterable[QObject], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        for view in (desk.main.pages, desk.main.text, *others):
            view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the space bar; it would scroll otherwise."""
        kind = event.type()
        if kind is QEvent.Type.FocusOut:
            self._desk.hold(False)
            return False
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Space:
            return False
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        if not event.isAutoRepeat():
            self._desk.hold(kind is QEvent.Type.KeyPress)
        return True
