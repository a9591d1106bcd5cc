"""A stretch of a page or picture with one place framed."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from redactor.model import Region
from ui.pictures import PageKey, PagePictures
from ui.theme import current_theme

__all__ = ["PlaceView"]

_AROUND = 24.0
_ENOUGH = 140.0


class PlaceView(QWidget):
    """Shows a stretch of a page with one place framed."""

    def __init__(self, pictures: PagePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures.sibling(self)
        self._key: PageKey | None = None
        self._regions: tuple[Region, ...] = ()
        self._size = (1.0, 1.0)
        self._covered = False
        self.setMinimumHeight(220)
        self.setAccessibleName(self.tr("未读内容所在的位置"))
        self._pictures.ready.connect(lambda _: self.update())
        self._pictures.failed.connect(lambda _: self.update())

    def show_place(
        self,
        key: PageKey | None,
        regions: tuple[Region, ...],
        size: tuple[float, float],
    ) -> None:
        """Show boxes of one page; no key tells that there is nothing to be drawn.

        A size of zero is that of the picture.
        """
        self._key, self._regions, self._size = key, regions, size
        self._covered = False
        if key is not None:
            self._pictures.want([key], self)
        self.update()

    def set_covered(self, on: bool) -> None:
        """Show the boxes as the copy will have them."""
        self._covered = on
        self.update()

    @property
    def is_drawn(self) -> bool:
        """True when the picture of the place is there."""
        return self._key is not None and self._pictures.get(self._key) is not None

    def _words(self) -> str:
        if self._key is None:
            return self.tr("这一处没有页面位置，请用 Word 打开原件核对。")
        if self._pictures.is_broken(self._key):
            return self.tr("这一页无法显示，请用其他软件打开原件核对。")
        return self.tr("正在打开…")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the place, or why it cannot be shown."""
        painter = QPainter(self)
        theme = current_theme()
        painter.fillRect(self.rect(), QColor(theme.desk))
        picture = self._pictures.get(self._key) if self._key else None
        if picture is None or self._key is None:
            painter.setPen(QColor(theme.secondary))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 8, -16, -8), flags, self._words())
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._size
        if not size[0]:
            size = (float(picture.width()), float(picture.height()))
        scale = picture.width() / max(1.0, size[0])
        part = _part(self._regions, size)
        room = QRectF(self.rect()).adjusted(8, 8, -8, -8)
        factor = min(room.width() / part.width(), room.height() / part.height())
        width, height = part.width() * factor, part.height() * factor
        left = room.left() + (room.width() - width) / 2
        top = room.top() + (room.height() - height) / 2
        goal = QRectF(left, top, width, height)
        source = QRectF(
            part.left() * scale,
            part.top() * scale,
            part.width() * scale,
            part.height() * scale,
        )
        painter.drawPixmap(goal, picture, source)
        painter.setPen(QPen(QColor("#C0362C"), 2, Qt.PenStyle.DashLine))
        painter.setClipRect(goal)
        if self._covered:
            painter.setBrush(QColor("black"))
        for region in self._regions:
            box = _rect(region).translated(-part.topLeft())
            painter.drawRect(
                QRectF(
                    goal.left() + box.left() * factor,
                    goal.top() + box.top() * factor,
                    box.width() * factor,
                    box.height() * factor,
                )
            )


def _rect(region: Region) -> QRectF:
    return QRectF(region.x0, region.y0, region.x1 - region.x0, region.y1 - region.y0)


def _part(regions: tuple[Region, ...], size: tuple[float, float]) -> QRectF:
    """Return the stretch of the page around boxes, large enough to be read."""
    page = QRectF(0, 0, max(1.0, size[0]), max(1.0, size[1]))
    box = QRectF()
    for region in regions:
        box |= _rect(region)
    if box.isEmpty():
        return page
    box = box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    more = max(0.0, _ENOUGH - box.height()) / 2
    part = box.adjusted(-3 * more, -more, 3 * more, more) & page
    return part if not part.isEmpty() else page
