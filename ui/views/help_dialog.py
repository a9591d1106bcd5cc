"""The handbook: chapters at the left, words and pictures at the right."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QKeySequence,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from redactor.resources import data_dir
from ui.words import language

__all__ = ["Chapter", "HelpDialog", "chapters"]

_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
_LINE_PERCENT, _PARAGRAPH = 145.0, 10.0
_MARGIN = 20
_PICTURE_SIGN = "\ufffc"
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its title and its Markdown."""

    title: str
    text: str


def chapters(tongue: str) -> list[Chapter]:
    """Return the chapters of the handbook in ``zh`` or ``en``."""
    path = data_dir("assets") / "help" / f"{tongue}.md"
    text = path.read_text(encoding="utf-8")
    heads = list(_HEADING.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [
        Chapter(head.group(1), text[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    ]


class _Page(QTextBrowser):
    """Words and pictures; a picture is never wider than the page."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Return a picture at the width there is, at the screen's own sharpness."""
        picture = QPixmap(QUrl(name).toLocalFile())
        if picture.isNull():
            return super().loadResource(kind, name)
        ratio = self.devicePixelRatioF()
        room = round(ratio * (self.viewport().width() - 3 * _MARGIN))
        if picture.width() > room > 0:
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(room, smooth)
        picture.setDevicePixelRatio(ratio)
        return picture


class HelpDialog(QDialog):
    """Shows the handbook beside the work; it does not block the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("使用帮助"))
        self.resize(900, 640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._folder = data_dir("assets") / "help"
        self._chapters = chapters(language())
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("在帮助中查找"))
        self.search.setAccessibleName(self.tr("在帮助中查找"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("目录"))
        self.list.addItems([chapter.title for chapter in self._chapters])
        self.list.currentRowChanged.connect(self._show)
        self.page = _Page()
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._on_link)
        self.page.setAccessibleName(self.tr("帮助内容"))
        self.page.document().setDocumentMargin(_MARGIN)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.page)
        splitter.setSizes([230, 670])
        splitter.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self.list.setCurrentRow(0)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def _show(self, row: int) -> None:
        if row < 0:
            return
        chapter = self._chapters[row]
        self.page.setMarkdown(f"## {chapter.title}\n\n{self._placed(chapter.text)}")
        self._space()
        if self.search.text():
            self.page.find(self.search.text())

    def _space(self) -> None:
        """Give lines and paragraphs room; Markdown knows no style sheet."""
        cursor = QTextCursor(self.page.document())
        block = self.page.document().begin()
        while block.isValid():
            shape = block.blockFormat()
            kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
            if _PICTURE_SIGN not in block.text():
                shape.setLineHeight(_LINE_PERCENT, kind)
            if cursor.currentTable() is None:
                shape.setBottomMargin(max(_PARAGRAPH, shape.bottomMargin()))
            cursor.setPosition(block.position())
            cursor.setBlockFormat(shape)
            block = block.next()

    def _placed(self, text: str) -> str:
        """Let pictures be found; one that is missing leaves its words."""

        def place(found: re.Match[str]) -> str:
            path = self._folder / found.group(2)
            if not path.is_file():
                return ""
            return f"![{found.group(1)}]({path.as_uri()})"

        return _PICTURE.sub(place, text)

    def _filter(self, words: str) -> None:
        wanted = words.strip().casefold()
        first = -1
        for row, chapter in enumerate(self._chapters):
            fits = wanted in f"{chapter.title}\n{chapter.text}".casefold()
            self.list.item(row).setHidden(not fits)
            if fits and first < 0:
                first = row
        if first >= 0 and (self.list.currentItem() is None or wanted):
            self.list.setCurrentRow(first)
            self._show(first)

    def _on_link(self, url: QUrl) -> None:
        if url.isLocalFile() and Path(url.toLocalFile()).exists():
            QDesktopServices.openUrl(url)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures to the new width."""
        super().resizeEvent(event)
        self._show(self.list.currentRow())
