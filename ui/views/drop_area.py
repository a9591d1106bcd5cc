"""The empty window: where files are dropped, and the first step in words."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.icons import pixmap
from ui.theme import current_theme

__all__ = ["DropArea", "dropped_paths"]


def dropped_paths(mime: QMimeData) -> list[Path]:
    """Return the local files and folders of a drag."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


class DropArea(QWidget):
    """Asks for files.

    Signals:
        dropped: Files or folders were dropped (a list of `Path`).
        open_files: The button 打开文件… was pressed.
        open_folder: The button 打开文件夹… was pressed.
        open_sample: The button 试用示例 was pressed.
        people_named: The clerk's or the reviewer's name was written (both names).
    """

    dropped = Signal(object)
    open_files = Signal()
    open_folder = Signal()
    open_sample = Signal()
    people_named = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self._frame = QFrame(self)
        self._frame.setObjectName("drop")
        self._frame.setFixedSize(640, 340)
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        words = QLabel(self.tr("把 PDF、Word 或图片文件拖到这里"))
        words.setObjectName("huge")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = QLabel(
            self.tr("扫描件和照片也能识别。可以拖入整个文件夹。全程离线，原件不改动。")
        )
        hint.setObjectName("secondary")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = QVBoxLayout(self._frame)
        inner.setSpacing(12)
        inner.addStretch()
        for label in (self._picture, words, hint):
            inner.addWidget(label)
        inner.addSpacing(12)
        inner.addLayout(self._buttons())
        self.first = QLabel(
            self.tr("第一次使用？点“试用示例”，用虚构的文件走一遍这三步。")
        )
        self.first.setObjectName("secondary")
        self.first.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(self.first)
        inner.addStretch()
        outer = QVBoxLayout(self)
        outer.addStretch()
        outer.addWidget(self._frame, alignment=Qt.AlignmentFlag.AlignCenter)
        outer.addSpacing(16)
        outer.addLayout(self._people())
        outer.addStretch()
        self.restyle()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch()
        self.open_button = QPushButton(self.tr("打开文件…"))
        self.open_button.setObjectName("primary")
        self.open_button.clicked.connect(self.open_files)
        folder = QPushButton(self.tr("打开文件夹…"))
        folder.clicked.connect(self.open_folder)
        self.sample = QPushButton(self.tr("试用示例"))
        self.sample.clicked.connect(self.open_sample)
        for button in (self.open_button, folder, self.sample):
            row.addWidget(button)
        row.addStretch()
        return row

    def _people(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        self.clerk, self.reviewer = QLineEdit(), QLineEdit()
        titles = (self.tr("经办人"), self.tr("复核人"))
        for box, title in zip((self.clerk, self.reviewer), titles, strict=True):
            label = QLabel(title)
            label.setObjectName("secondary")
            label.setBuddy(box)
            box.setAccessibleName(title)
            box.setFixedWidth(140)
            box.setPlaceholderText(self.tr("写入台账，可不填"))
            box.editingFinished.connect(self._on_named)
            row.addWidget(label)
            row.addWidget(box)
            row.addSpacing(8)
        row.addStretch()
        return row

    def _on_named(self) -> None:
        clerk, reviewer = self.clerk.text().strip(), self.reviewer.text().strip()
        self.people_named.emit(clerk, reviewer)

    def set_people(self, clerk: str, reviewer: str) -> None:
        """Show who is at work."""
        self.clerk.setText(clerk)
        self.reviewer.setText(reviewer)

    def restyle(self) -> None:
        """Take the theme's colours."""
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(pixmap("drop", 56, current_theme().accent, ratio))

    def _hover(self, on: bool) -> None:
        self._frame.setProperty("hover", on)
        style = self._frame.style()
        style.unpolish(self._frame)
        style.polish(self._frame)

    def _deliver(self, paths: Sequence[Path]) -> None:
        self.dropped.emit(list(paths))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome local files."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self._hover(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Stop shining."""
        self._hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        self._hover(False)
        event.acceptProposedAction()
        self._deliver(dropped_paths(event.mimeData()))
