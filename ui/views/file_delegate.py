"""Draws one file of the list: sign, name, how far it is, and what was found."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from redactor.entities import Category
from redactor.sources import SUFFIXES
from ui.icons import pixmap
from ui.models.files import EntryRole, StatusRole
from ui.theme import Theme, category_colour, current_theme
from ui.words import category_title
from ui.workspace import FileEntry, Stage

__all__ = ["FileDelegate"]

_Index = QModelIndex | QPersistentModelIndex
_PAD, _LEFT, _DOT, _GAP = 6, 40, 8, 10
_LINES, _BETWEEN, _BAR = 3, 4, 3
_WORD = (".doc", ".docm", ".docx", ".dot", ".dotm", ".dotx", ".rtf", ".wps")
_ICONS = {".pdf": "pdf", **dict.fromkeys(_WORD, "word")}


class FileDelegate(QStyledItemDelegate):
    """Three lines a file; the third counts by category, with colour and name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return room for three lines of the present font."""
        line = option.fontMetrics.height()
        return QSize(120, _LINES * line + 2 * _PAD + 2 * _BETWEEN)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Draw a file."""
        entry: FileEntry = index.data(EntryRole)
        theme = current_theme()
        rect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.selection))
            edge = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(edge, QColor(theme.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        name, colour = _sign(entry, theme)
        ratio = painter.device().devicePixelRatioF()
        line = painter.fontMetrics().height()
        top = rect.top() + _PAD + (line - 20) // 2
        painter.drawPixmap(rect.left() + 10, top, pixmap(name, 20, colour, ratio))
        room = rect.adjusted(_LEFT, _PAD, -8, -_PAD)
        upper = QRect(room.left(), room.top(), room.width(), line)
        middle = Qt.TextElideMode.ElideMiddle
        _write(painter, upper, str(index.data()), theme.text, middle)
        font = QFont(painter.font())
        font.setPixelSize(max(10, font.pixelSize() - 2))
        painter.setFont(font)
        lower = upper.translated(0, line + _BETWEEN)
        right = Qt.TextElideMode.ElideRight
        words = str(index.data(StatusRole))
        _write(painter, lower, words, _status_colour(entry, theme), right)
        lowest = lower.translated(0, line + _BETWEEN)
        _draw_counts(painter, lowest, entry, theme)
        painter.restore()


def _write(
    painter: QPainter, room: QRect, words: str, colour: str, mode: Qt.TextElideMode
) -> None:
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(words, mode, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


def _draw_counts(
    painter: QPainter, room: QRect, entry: FileEntry, theme: Theme
) -> None:
    """Draw a dot, a name and a number a category, as many as there is room for."""
    if entry.stage in (Stage.SCANNING, Stage.EXPORTING):
        _draw_bar(painter, room, entry.fraction, theme)
        return
    left = room.left()
    metrics = painter.fontMetrics()
    for category in Category:
        count = entry.by_category.get(category, 0)
        if not count:
            continue
        words = f"{category_title(category)} {count}"
        wide = _DOT + 4 + metrics.horizontalAdvance(words)
        if left + wide > room.right():
            painter.setPen(QColor(theme.secondary))
            painter.drawText(
                QRect(left, room.top(), room.right() - left, room.height()),
                Qt.AlignmentFlag.AlignVCenter,
                "…",
            )
            return
        dot = QRect(left, room.center().y() - _DOT // 2, _DOT, _DOT)
        painter.fillRect(dot, category_colour(category))
        painter.setPen(QColor(theme.secondary))
        painter.drawText(
            QRect(dot.right() + 5, room.top(), wide, room.height()),
            Qt.AlignmentFlag.AlignVCenter,
            words,
        )
        left += wide + _GAP


def _draw_bar(painter: QPainter, room: QRect, fraction: float, theme: Theme) -> None:
    """Draw how far a file is."""
    groove = QRect(room.left(), room.top() + 4, room.width(), _BAR)
    painter.fillRect(groove, QColor(theme.line))
    groove.setWidth(round(room.width() * fraction))
    painter.fillRect(groove, QColor(theme.accent))


def _sign(entry: FileEntry, theme: Theme) -> tuple[str, str]:
    if entry.stage is Stage.PROBLEM:
        locked = entry.code == "encrypted"
        return ("lock", theme.ask) if locked else ("alert", theme.stop)
    if entry.stage is Stage.WITHHELD:
        return "alert", theme.stop
    if entry.stage is Stage.RELEASED:
        return "shield", theme.passed
    if entry.stage in (Stage.WAITING, Stage.SCANNING, Stage.EXPORTING):
        return "wait", theme.secondary
    suffix = entry.path.suffix.lower()
    return _ICONS.get(suffix, "image" if suffix in SUFFIXES else "file"), theme.text


def _status_colour(entry: FileEntry, theme: Theme) -> str:
    if entry.stage in (Stage.PROBLEM, Stage.WITHHELD):
        return theme.stop
    if entry.stage is Stage.RELEASED:
        return theme.passed
    if entry.stage is Stage.READY and (
        entry.waiting or entry.open_hazards or not entry.findings
    ):
        return theme.ask
    return theme.secondary
