"""The list of files with their status in words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.icons import pixmap
from ui.models.files import EntryRole, FilesModel, StatusRole
from ui.theme import Theme, current_theme
from ui.workspace import FileEntry, Stage

__all__ = ["FilesPanel"]

_Index = QModelIndex | QPersistentModelIndex
_ROW = 52


class FilesPanel(QFrame):
    """Lists the files.

    Signals:
        chosen: Another file is current (a `FileEntry` or None).
    """

    chosen = Signal(object)

    def __init__(self, model: FilesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.model = model
        self._heading = QLabel(self.tr("文件"))
        self._heading.setObjectName("title")
        self.list = QListView()
        self.list.setModel(model)
        self.list.setItemDelegate(_FileDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("文件列表"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(
            lambda index: self.chosen.emit(self.model.entry(index))
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(self.list, 1)
        model.rowsInserted.connect(self._count)
        model.rowsRemoved.connect(self._count)

    def _count(self) -> None:
        words = self.tr("文件（{0}）").format(self.model.rowCount())
        self._heading.setText(words)

    def current(self) -> FileEntry | None:
        """Return the current file."""
        return self.model.entry(self.list.currentIndex())

    def select(self, entry: FileEntry) -> None:
        """Make a file current."""
        self.list.setCurrentIndex(self.model.index_of(entry))


class _FileDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        entry: FileEntry = index.data(EntryRole)
        theme = current_theme()
        rect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.selection))
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent)
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        name, colour = _sign(entry, theme)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            rect.left() + 10, rect.center().y() - 10, pixmap(name, 20, colour, ratio)
        )
        room = rect.adjusted(40, 6, -8, -6)
        upper = QRect(room.left(), room.top(), room.width(), 20)
        lower = QRect(room.left(), room.top() + 21, room.width(), 18)
        painter.setPen(QColor(theme.text))
        painter.drawText(
            upper,
            Qt.AlignmentFlag.AlignVCenter,
            painter.fontMetrics().elidedText(
                str(index.data()), Qt.TextElideMode.ElideMiddle, upper.width()
            ),
        )
        font = QFont(painter.font())
        font.setPixelSize(max(10, font.pixelSize() - 2))
        painter.setFont(font)
        painter.setPen(QColor(_status_colour(entry, theme)))
        painter.drawText(
            lower,
            Qt.AlignmentFlag.AlignVCenter,
            painter.fontMetrics().elidedText(
                str(index.data(StatusRole)),
                Qt.TextElideMode.ElideRight,
                lower.width(),
            ),
        )
        painter.restore()


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
    return ("pdf" if suffix == ".pdf" else "word"), theme.text


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
