"""Original and written copy side by side, scrolled together."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from redactor.model import Passwords
from redactor.preview import Outline
from ui.controller import Controller
from ui.pictures import PagePictures
from ui.views.page_view import PageView
from ui.views.text_view import TextView
from ui.workspace import FileEntry

__all__ = ["CompareDialog"]

_COPY = -1


class CompareDialog(QDialog):
    """Shows what left the house beside what came in."""

    def __init__(
        self,
        entry: FileEntry,
        controller: Controller,
        pictures: PagePictures,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("原件与副本对照"))
        self.resize(1180, 680)
        self._entry = entry
        paged = bool(entry.page_sizes)
        self.before = PageView(pictures) if paged else TextView()
        self.after = PageView(pictures) if paged else TextView()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._titled(self.tr("原件"), self.before))
        splitter.addWidget(self._titled(self.tr("副本"), self.after))
        splitter.setChildrenCollapsible(False)
        self.words = QLabel(self.tr("正在打开副本…"))
        self.words.setObjectName("secondary")
        close = QPushButton(self.tr("关闭"))
        close.clicked.connect(self.reject)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(12, 8, 12, 8)
        bottom.addWidget(self.words, 1)
        bottom.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(splitter, 1)
        layout.addLayout(bottom)
        self.before.set_entry(entry)
        self._link()
        result = entry.result
        if result is not None and result.output is not None:
            self._copy = FileEntry(_COPY, result.output)
            controller.looking.look(
                result.output, Passwords(), self._on_outline, self._on_failure
            )
        self.finished.connect(self.deleteLater)

    @staticmethod
    def _titled(title: str, view: QWidget) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 8, 0, 0)
        label = QLabel(title)
        label.setObjectName("title")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)
        column.addWidget(view, 1)
        return holder

    def _link(self) -> None:
        for one, other in ((self.before, self.after), (self.after, self.before)):
            bar, twin = one.verticalScrollBar(), other.verticalScrollBar()
            bar.valueChanged.connect(
                lambda value, b=bar, t=twin: t.setValue(
                    round(value * t.maximum() / max(1, b.maximum()))
                )
            )

    def _on_outline(self, outline: Outline) -> None:
        self._copy.page_sizes = outline.page_sizes
        self._copy.outline_units = outline.units
        self.after.set_entry(self._copy)
        self.words.setText(self.tr("左边是原件和标记，右边是已通过检查的副本。"))

    def _on_failure(self, _failure: object) -> None:
        self.words.setText(self.tr("副本已被移走或正被其他程序占用，无法显示。"))
