"""A window full of files to drag: ``python xdnd_source.py X Y FILE...``."""

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """Starts a drag of all files when the mouse is pulled."""

    files: tuple[str, ...] = ()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            mime = QMimeData()
            mime.setUrls([QUrl.fromLocalFile(name) for name in self.files])
            drag = QDrag(self)
            drag.setMimeData(mime)
            drag.exec(Qt.DropAction.CopyAction)


if __name__ == "__main__":
    app = QApplication([])
    label = Source("drag me")
    label.files = tuple(sys.argv[3:])
    label.setWindowFlags(Qt.WindowType.FramelessWindowHint)
    label.setGeometry(int(sys.argv[1]), int(sys.argv[2]), 120, 80)
    label.show()
    sys.exit(app.exec())
