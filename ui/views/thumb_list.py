"""Small pictures of the pages, with the hits on them; a click goes to the page."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from redactor.entities import entity
from redactor.model import Action, Region
from ui.models.pages import PagesModel, WaitingRole
from ui.page_source import PageSource
from ui.pictures import PageKey, PagePictures
from ui.theme import category_colour, current_theme

__all__ = ["ThumbList"]

_WIDTH, _HEIGHT = 84, 112
_CELL = QSize(108, 144)
_SETTLE_MS = 120
_Index = QModelIndex | QPersistentModelIndex


class ThumbList(QListView):
    """Lists the pages of one file.

    Signals:
        page_chosen: A page was clicked or reached by keys (zero-based).
    """

    page_chosen = Signal(int)

    def __init__(self, pictures: PagePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thumbs")
        self.pictures = pictures.sibling(self)
        self._wished, self._crowded = True, False
        self._moving = False
        self.pages = PagesModel(self)
        self.setModel(self.pages)
        self.setItemDelegate(_ThumbDelegate(self))
        self.setUniformItemSizes(True)
        self.setFixedWidth(_CELL.width() + 14)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("页面缩略图"))
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._look)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._settle.start())
        self.selectionModel().currentChanged.connect(self._on_current)
        self.pictures.ready.connect(self._on_ready)
        self.hide()

    def set_entry(self, entry: PageSource | None) -> None:
        """Show another file's pages."""
        self.pages.set_entry(entry)
        self._show_or_hide()
        self._settle.start()

    def set_wished(self, on: bool) -> None:
        """Show the list, or never; a file of one page has none anyway."""
        self._wished = on
        self._show_or_hide()

    def set_crowded(self, on: bool) -> None:
        """Make room for something else for a while."""
        self._crowded = on
        self._show_or_hide()

    def set_page(self, page_index: int) -> None:
        """Mark the page that is in view."""
        index = self.pages.index(page_index, 0)
        if index.isValid() and index.row() != self.currentIndex().row():
            self._moving = True
            self.setCurrentIndex(index)
            self._moving = False

    def refresh(self) -> None:
        """Take the findings and decisions anew."""
        self.viewport().update()

    def picture_key(self, page_index: int) -> PageKey | None:
        """Return the key of a page's small picture."""
        entry = self.pages.entry
        if entry is None or page_index >= len(entry.page_sizes):
            return None
        size = entry.page_sizes[page_index]
        scale = self.scale_of(size) * self.devicePixelRatioF()
        percent = self.pictures.percent(size, scale)
        return PageKey(entry.path, entry.passwords, page_index, percent)

    @staticmethod
    def scale_of(size: tuple[float, float]) -> float:
        """Return the scale at which a page fits its cell."""
        return min(_WIDTH / max(1.0, size[0]), _HEIGHT / max(1.0, size[1]))

    def _show_or_hide(self) -> None:
        several = self.pages.rowCount() > 1
        self.setVisible(self._wished and several and not self._crowded)

    def _look(self) -> None:
        if not self.isVisible():
            return
        top = self.indexAt(QPoint(8, 8)).row()
        if top < 0:
            return
        rows = self.viewport().height() // _CELL.height() + 2
        last = min(self.pages.rowCount(), top + rows)
        keys = [self.picture_key(row) for row in range(top, last)]
        self.pictures.want([key for key in keys if key is not None], self)

    def _on_ready(self, key: PageKey) -> None:
        index = self.pages.index(key.page_index, 0)
        self.viewport().update(self.visualRect(index))

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._moving:
            self.page_chosen.emit(index.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the pictures that came into view."""
        super().resizeEvent(event)
        self._settle.start()


class _ThumbDelegate(QStyledItemDelegate):
    """Draws a page's picture, bars where hits stand, its number and what waits."""

    def __init__(self, thumbs: ThumbList) -> None:
        super().__init__(thumbs)
        self._thumbs = thumbs

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a cell, the same for all."""
        return _CELL

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Draw one page."""
        entry = self._thumbs.pages.entry
        if entry is None:
            return
        painter.save()
        theme = current_theme()
        size = entry.page_sizes[index.row()]
        scale = self._thumbs.scale_of(size)
        width, height = size[0] * scale, size[1] * scale
        area = option.rect
        left = area.left() + (area.width() - width) / 2
        sheet = QRectF(left, area.top() + 6, width, height)
        painter.fillRect(sheet, QColor("#FFFFFF"))
        key = self._thumbs.picture_key(index.row())
        picture = self._thumbs.pictures.any_scale(key) if key else None
        if picture is not None:
            painter.drawPixmap(sheet, picture, QRectF(picture.rect()))
        self._paint_hits(painter, entry, index.row(), sheet, scale)
        current = index.row() == self._thumbs.currentIndex().row()
        pen = QPen(QColor(theme.accent if current else theme.line))
        pen.setWidthF(2.0 if current else 1.0)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(sheet)
        self._paint_words(painter, index, QRectF(area), sheet.bottom())
        painter.restore()

    @staticmethod
    def _paint_hits(
        painter: QPainter, entry: PageSource, page: int, sheet: QRectF, scale: float
    ) -> None:
        painter.setClipRect(sheet)
        for finding, region in entry.by_page.get(page, ()):
            colour = QColor(category_colour(entity(finding.entity).category))
            action = entry.decision(finding).action
            colour.setAlpha(60 if action is Action.KEEP else 190)
            box = _small(region, sheet, scale)
            if action is Action.ASK:
                painter.setPen(QPen(colour, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box)
            else:
                painter.fillRect(box, colour)
        for _, region in entry.manual_boxes().get(page, ()):
            painter.fillRect(_small(region, sheet, scale), QColor("#7A7F87"))
        painter.setClipping(False)

    @staticmethod
    def _paint_words(
        painter: QPainter, index: _Index, area: QRectF, bottom: float
    ) -> None:
        theme = current_theme()
        font = QFont(painter.font())
        font.setPixelSize(12)
        painter.setFont(font)
        line = QRectF(area.left(), bottom + 2, area.width(), 18)
        waiting = int(index.data(WaitingRole) or 0)
        number = str(index.data(Qt.ItemDataRole.DisplayRole))
        words = f"{number} · ◐{waiting}" if waiting else number
        painter.setPen(QColor(theme.ask if waiting else theme.secondary))
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)


def _small(region: Region, sheet: QRectF, scale: float) -> QRectF:
    return QRectF(
        sheet.left() + region.x0 * scale,
        sheet.top() + region.y0 * scale,
        max(3.0, (region.x1 - region.x0) * scale),
        max(2.0, (region.y1 - region.y0) * scale),
    )
