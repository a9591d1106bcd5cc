"""One page in the page view: its picture, its hits and hand-drawn boxes."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from redactor.entities import Category
from redactor.model import Action, Edit, Finding, Region
from ui.page_source import PageSource
from ui.spots import Sign, Spot
from ui.theme import current_theme
from ui.views.highlight import (
    Look,
    look_of,
    look_of_mark,
    paint_box,
    paint_ring,
    paint_spot,
    paint_tag,
)
from ui.words import tr

__all__ = ["PageItem", "lay_pages"]

_GAP = 16.0
_TAG_SCALE = 0.9
_VEIL = QColor(255, 255, 255, 215)


class PageItem(QGraphicsItem):
    """A page; item coordinates are points from the page's upper left corner.

    Attributes:
        page_index: Zero-based.
        picture: The drawn page, or None while it is on its way.
        hits: The page's boxes with their findings.
        spots: Places that a person must look at.
        treated: The picture shall show the page as the copy will show it.
        pending: It does not show that yet.
        chosen: Characters that the reader chooses, one rectangle a line.
    """

    def __init__(self, page_index: int, width: float, height: float) -> None:
        super().__init__()
        self.page_index = page_index
        self.picture: QPixmap | None = None
        self.broken = False
        self.hits: Sequence[tuple[Finding, Region]] = ()
        self.boxes: Sequence[tuple[Edit, Region]] = ()
        self.current: str = ""
        self.spots: Sequence[Spot] = ()
        self.entry: PageSource | None = None
        self.bare = self.treated = self.pending = False
        self.chosen: Sequence[QRectF] = ()
        self.sketch: QRectF | None = None
        self._rect = QRectF(0, 0, width, height)

    def finding_at(self, point: QPointF) -> Finding | None:
        """Return the smallest hit under a point of the page."""
        under = [
            (region, finding)
            for finding, region in self.hits
            if _rect(region).adjusted(-1, -1, 1, 1).contains(point)
        ]
        if not under:
            return None
        return min(under, key=lambda pair: _area(pair[0]))[1]

    def edit_at(self, point: QPointF) -> Edit | None:
        """Return the hand-drawn box under a point of the page."""
        for edit, region in reversed(self.boxes):
            if _rect(region).contains(point):
                return edit
        return None

    def spot_at(self, point: QPointF) -> Spot | None:
        """Return the smallest place to look at under a point of the page."""
        under = [s for s in self.spots if _rect(s.region).contains(point)]
        return min(under, key=lambda s: _area(s.region), default=None)

    def boundingRect(self) -> QRectF:
        """Return the page with room for rings and tags."""
        return self._rect.adjusted(-6, -14, 6, 6)

    def page_rect(self) -> QRectF:
        """Return the page itself."""
        return self._rect

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the page, then the hits over it."""
        painter.fillRect(self._rect, QColor("#FFFFFF"))
        if self.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self._rect, self.picture, QRectF(self.picture.rect()))
        elif self.broken:
            self._paint_words(painter, self._broken_words())
        self._paint_edge(painter)
        if self.pending and not self.broken:
            painter.fillRect(self._rect, _VEIL)
            self._paint_words(painter, tr("正在生成预览…"))
        painter.setClipRect(option.exposedRect)
        if not self.bare:
            self._paint_hits(painter, option.exposedRect)
            self._paint_spots(painter)
        self._paint_chosen(painter)

    def _broken_words(self) -> str:
        if self.treated:
            return tr("这一页的预览无法生成。导出时会再次处理并检查，不会漏出。")
        return tr("这一页无法显示，请用其他软件打开原件核对。")

    def _paint_words(self, painter: QPainter, words: str) -> None:
        """Write words of the usual size whatever the zoom."""
        painter.save()
        device = painter.worldTransform().mapRect(self._rect)
        painter.resetTransform()
        font = QFont(QApplication.font())
        painter.setFont(font)
        painter.setPen(QColor("#5C6370"))
        painter.drawText(
            device.adjusted(16, 16, -16, -16),
            Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap,
            words,
        )
        painter.restore()

    def _paint_edge(self, painter: QPainter) -> None:
        pen = QPen(QColor(current_theme().line), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self._rect)

    def _paint_hits(self, painter: QPainter, exposed: QRectF) -> None:
        entry = self.entry
        if entry is None:
            return
        tags = painter.worldTransform().m11() >= _TAG_SCALE
        seen = set()
        for finding, region in self.hits:
            box = _rect(region)
            if not box.intersects(exposed):
                continue
            current = finding.id == self.current
            look = look_of(finding, entry.decision(finding), current)
            if self.treated and look.action is not Action.ASK:
                paint_ring(painter, box, current)
                continue
            paint_box(painter, box, look)
            if tags and finding.id not in seen:
                paint_tag(painter, box, look)
            seen.add(finding.id)
        for edit, region in self.boxes:
            look = look_of_mark(edit, edit.id == self.current)
            if self.treated:
                paint_ring(painter, _rect(region), look.current)
            else:
                paint_box(painter, _rect(region), look)
        if self.sketch is not None:
            paint_box(painter, self.sketch, Look(Category.OTHER, Action.TREAT, True))

    def _paint_spots(self, painter: QPainter) -> None:
        words = {
            Sign.UNREAD: tr("未读"),
            Sign.NEW: tr("新发现"),
            Sign.FAILED: tr("没有通过检查"),
        }
        for spot in self.spots:
            box = _rect(spot.region) & self._rect
            paint_spot(painter, box, words[spot.sign], spot.sign is not Sign.UNREAD)

    def _paint_chosen(self, painter: QPainter) -> None:
        colour = QColor(current_theme().accent)
        colour.setAlpha(90)
        for rect in self.chosen:
            painter.fillRect(rect, colour)


def lay_pages(entry: PageSource) -> list[PageItem]:
    """Return a file's pages, one below the other and centred on the widest."""
    widest = max((width for width, _ in entry.page_sizes), default=0.0)
    items, top = [], 0.0
    for index, (width, height) in enumerate(entry.page_sizes):
        item = PageItem(index, width, height)
        item.entry = entry
        item.setPos((widest - width) / 2, top)
        items.append(item)
        top += height + _GAP
    return items


def _rect(region: Region) -> QRectF:
    return QRectF(region.x0, region.y0, region.x1 - region.x0, region.y1 - region.y0)


def _area(region: Region) -> float:
    return (region.x1 - region.x0) * (region.y1 - region.y0)
