"""The pages of a PDF, one below the other, with their hits."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QGraphicsView, QWidget

from redactor.model import Finding, Region
from ui.page_source import PageSource
from ui.pictures import PagePictures
from ui.spots import spots_of
from ui.views.page_dresser import PageDresser, TreatedSource
from ui.views.page_item import PageItem, lay_pages
from ui.views.page_mouse import PageMouse, Tool
from ui.views.zooming_view import ZoomingView
from ui.workspace import FileEntry

__all__ = ["PageView"]


class PageView(ZoomingView):
    """Shows one file's pages.

    Signals:
        hit_clicked: A hit was clicked (its id).
        page_changed: Another page is in view (zero-based).
        box_drawn: The reader drew a box (a `Region`).
        text_chosen: The reader chose characters (a `Chosen`).
        spot_clicked: A place to look at was clicked (a `Spot`).
        menu_wanted: The context menu was asked for (global position).
    """

    hit_clicked = Signal(str)
    page_changed = Signal(int)
    box_drawn = Signal(object)
    text_chosen = Signal(object)
    spot_clicked = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, pictures: PagePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dresser = PageDresser(pictures)
        self._entry: PageSource | None = None
        self._items: list[PageItem] = []
        self._page = 0
        self._current = ""
        self.mouse = PageMouse(self)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setObjectName("desk")
        self.setViewportUpdateMode(
            QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate
        )
        self.setAccessibleName(self.tr("页面"))
        self.settle.timeout.connect(self._look)
        for arrived in (pictures.ready, pictures.failed):
            arrived.connect(self._dresser.take)

    @property
    def entry(self) -> PageSource | None:
        """The file that is shown."""
        return self._entry

    @property
    def page(self) -> int:
        """The zero-based page in view."""
        return self._page

    @property
    def page_count(self) -> int:
        """Number of pages."""
        return len(self._items)

    @property
    def shows_picture(self) -> bool:
        """True when the page in view is drawn."""
        return bool(self._items) and self._items[self._page].picture is not None

    @property
    def shows_hits(self) -> bool:
        """True when the page in view is drawn with hits on it."""
        return self.shows_picture and bool(self._items[self._page].hits)

    @property
    def is_treated(self) -> bool:
        """True when pages are shown as the copy will show them."""
        return self._dresser.treated is not None

    def set_entry(self, entry: PageSource | None) -> None:
        """Show another file, from its first page."""
        self._entry = self._dresser.entry = entry
        self._current = ""
        self.mouse.clear()
        self._dresser.dress((), self._zoom)
        self.scene().clear()
        self._items = lay_pages(entry) if entry else []
        for item in self._items:
            item.treated = self.is_treated
            self.scene().addItem(item)
        bounds = QRectF()
        for item in self._items:
            bounds |= item.page_rect().translated(item.pos())
        self.scene().setSceneRect(bounds)
        self._page = 0
        self.refresh()
        self.refit()
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())
        self.settle.start()

    def refresh(self) -> None:
        """Take the findings and boxes of the file anew and repaint."""
        if self._entry is None:
            return
        by_page, boxes = self._entry.by_page, self._entry.manual_boxes()
        spots = spots_of(self._entry) if isinstance(self._entry, FileEntry) else {}
        for item in self._items:
            item.hits = by_page.get(item.page_index, ())
            item.boxes = boxes.get(item.page_index, ())
            item.spots = spots.get(item.page_index, ())
            item.current = self._current
        if self.is_treated:
            self._look()
        self.viewport().update()

    def set_bare(self, on: bool) -> None:
        """Hide or show the hits."""
        for item in self._items:
            item.bare = on
        self.viewport().update()

    def set_treated(self, source: TreatedSource | None) -> None:
        """Show pages as the copy will show them, or as they are (None)."""
        if source is None and not self.is_treated:
            return
        self._dresser.treated = source
        for item in self._items:
            item.treated = source is not None
        self._look()
        self.viewport().update()

    def set_drawing(self, on: bool) -> None:
        """Let the mouse draw boxes, or choose hits again."""
        self.mouse.set_tool(Tool.BOX if on else Tool.HIT)

    def show_chosen(self, page_index: int, rects: list[QRectF]) -> None:
        """Show chosen characters of a page."""
        for item in self._items[page_index : page_index + 1]:
            item.chosen = rects
            item.update()

    def choose(self, item: PageItem, point: QPointF) -> None:
        """Tell which hit or mark stands at a point of a page."""
        mark = item.finding_at(point) or item.edit_at(point)
        spot = item.spot_at(point)
        if mark is not None:
            self.hit_clicked.emit(mark.id)
        elif spot is not None:
            self.spot_clicked.emit(spot)

    def set_current(self, finding: Finding | None) -> None:
        """Ring a hit and bring it into the upper third unless it is in view."""
        self.ring(finding.id if finding else "")
        if finding is None or self._entry is None:
            return
        regions = self._entry.regions_of(finding)
        if regions:
            self.show_region(regions[0])

    def ring(self, mark_id: str) -> None:
        """Ring a hit or a hand-made mark where it stands."""
        self._current = mark_id
        for item in self._items:
            item.current = mark_id
        self.viewport().update()

    def show_region(self, region: Region) -> None:
        """Scroll to a place unless it is in view already."""
        if region.page_index >= len(self._items):
            return
        item = self._items[region.page_index]
        box = item.mapRectToScene(
            QRectF(QPointF(region.x0, region.y0), QPointF(region.x1, region.y1))
        )
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        if seen.contains(box):
            return
        third = seen.height() / 6
        self.centerOn(QPointF(box.center().x(), box.center().y() + third))

    def go_to_page(self, page_index: int) -> None:
        """Show the top of a page."""
        if 0 <= page_index < len(self._items):
            top = self._items[page_index].scenePos().y()
            self.verticalScrollBar().setValue(round((top - 4) * self._zoom))

    def _look(self) -> None:
        if not self._items:
            return
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        middle = seen.top() + seen.height() / 3
        shown = [
            i
            for i, item in enumerate(self._items)
            if item.sceneBoundingRect().intersects(seen)
        ]
        if not shown:
            return
        near = [i for i in (shown[-1] + 1, shown[0] - 1) if 0 <= i < len(self._items)]
        chosen = [self._items[index] for index in (*shown, *near)]
        self._dresser.dress(chosen, self._zoom * self.devicePixelRatioF())
        for item in self._items:
            if item not in chosen:
                item.picture = None
        self.mouse.look_ahead(shown)
        page = next((i for i in shown if self._bottom(i) >= middle), shown[-1])
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _bottom(self, index: int) -> float:
        item = self._items[index]
        return float(item.scenePos().y() + item.page_rect().height())

    def page_at(self, position: QPoint) -> tuple[PageItem, QPointF] | None:
        """Return the page at a position of the view, and the point on it."""
        scene = self.mapToScene(position)
        for item in self._items:
            local = item.mapFromScene(scene)
            if item.page_rect().contains(local):
                return item, local
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the hit under the mouse, or begin a box or a choice of text."""
        left = event.button() is Qt.MouseButton.LeftButton
        if not left or not self.mouse.press(event.position().toPoint()):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what was begun."""
        if not self.mouse.move(event.position().toPoint()):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what was begun."""
        if not self.mouse.release():
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Choose what stands under the mouse and ask for its menu."""
        place = self.page_at(event.pos())
        if place is not None and event.reason() is QContextMenuEvent.Reason.Mouse:
            self.choose(*place)
        self.menu_wanted.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with PageUp and PageDown."""
        turns: dict[int, int] = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() in turns:
            self.go_to_page(self._page + turns[event.key()])
        else:
            super().keyPressEvent(event)
