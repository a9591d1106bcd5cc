"""The pages of a PDF, one below the other, with their hits."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from redactor.model import Edit, Finding, Region
from ui.pictures import PageKey, PagePictures
from ui.spots import spots_of
from ui.views.page_item import PageItem, PageSource, lay_pages
from ui.views.page_mouse import PageMouse, Tool
from ui.workspace import FileEntry

__all__ = ["PageView"]

_MIN_ZOOM, _MAX_ZOOM = 0.1, 6.0
_MARGIN, _WIDEST = 24, 1.6
_SETTLE_MS = 25

TreatedSource = Callable[[int], tuple[Edit, ...] | None]


class PageView(QGraphicsView):
    """Shows one file's pages.

    Signals:
        hit_clicked: A hit was clicked (its id).
        page_changed: Another page is in view (zero-based).
        zoom_changed: The zoom changed (1.0 is 72 dots an inch).
        box_drawn: The reader drew a box (a `Region`).
        text_chosen: The reader chose characters (a `Chosen`).
        spot_clicked: A place to look at was clicked (a `Spot`).
        menu_wanted: The context menu was asked for (global position).
    """

    hit_clicked = Signal(str)
    page_changed = Signal(int)
    zoom_changed = Signal(float)
    box_drawn = Signal(object)
    text_chosen = Signal(object)
    spot_clicked = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, pictures: PagePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._entry: PageSource | None = None
        self._treated: TreatedSource | None = None
        self._items: list[PageItem] = []
        self._zoom = 1.0
        self._fit = True
        self._page = 0
        self._current = ""
        self.mouse = PageMouse(self)
        self.setScene(QGraphicsScene(self))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setObjectName("desk")
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(
            QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate
        )
        # a bar that comes and goes changes the width that the zoom fits: endless
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("页面"))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._look)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._settle.start())
        pictures.ready.connect(self._on_ready)
        pictures.failed.connect(self._on_ready)

    @property
    def zoom(self) -> float:
        """The present zoom; 1.0 is 72 dots an inch."""
        return self._zoom

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
        return self._treated is not None

    def set_entry(self, entry: PageSource | None) -> None:
        """Show another file, from its first page."""
        self._entry = entry
        self._current = ""
        self.mouse.clear()
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
        if self._fit:
            self.fit_width()
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())
        self._settle.start()

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
        if self._treated is not None:
            self._look()
        self.viewport().update()

    def set_bare(self, on: bool) -> None:
        """Hide or show the hits."""
        for item in self._items:
            item.bare = on
        self.viewport().update()

    def set_treated(self, source: TreatedSource | None) -> None:
        """Show pages as the copy will show them, or as they are (None)."""
        if source is None and self._treated is None:
            return
        self._treated = source
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

    def set_zoom(self, zoom: float) -> None:
        """Zoom to a factor, from now on whatever the window's width."""
        self._fit = False
        self._apply_zoom(zoom)

    def fit_width(self) -> None:
        """Zoom so that the widest page fills the width, also after a resize."""
        self._fit = True
        width = self.scene().sceneRect().width()
        if width > 0:
            room = self.viewport().width() - _MARGIN
            self._apply_zoom(min(_WIDEST, room / width))

    def _apply_zoom(self, zoom: float) -> None:
        zoom = min(_MAX_ZOOM, max(_MIN_ZOOM, zoom))
        bar = self.verticalScrollBar()
        top = bar.value() / self._zoom
        self._zoom = zoom
        self.resetTransform()
        self.scale(zoom, zoom)
        bar.setValue(round(top * zoom))  # what is read stays where it is
        self.zoom_changed.emit(self._zoom)
        self._settle.start()

    def _key(self, item: PageItem) -> PageKey | None:
        entry = self._entry
        if entry is None:
            return None
        size = entry.page_sizes[item.page_index]
        percent = self._pictures.percent(size, self._zoom * self.devicePixelRatioF())
        edits = None
        if self._treated is not None:
            edits = self._treated(item.page_index)
            if edits is None:
                return None
        return PageKey(entry.path, entry.passwords, item.page_index, percent, edits)

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
        keys = []
        for index in (*shown, *near):
            key = self._key(self._items[index])
            if key is None:
                self._items[index].pending = True
            else:
                self._dress(self._items[index], key)
                keys.append(key)
        for index, item in enumerate(self._items):
            if index not in shown and index not in near:
                item.picture = None
        self._pictures.want(keys, self)
        self.mouse.look_ahead(shown)
        page = next((i for i in shown if self._bottom(i) >= middle), shown[-1])
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _bottom(self, index: int) -> float:
        item = self._items[index]
        return float(item.scenePos().y() + item.page_rect().height())

    def _dress(self, item: PageItem, key: PageKey) -> None:
        found = self._pictures.any_scale(key)
        item.picture = found or item.picture
        item.pending = found is None and key.edits is not None
        item.broken = self._pictures.is_broken(key)
        item.update()

    def _on_ready(self, key: PageKey) -> None:
        for item in self._items[key.page_index : key.page_index + 1]:
            if key == self._key(item):
                self._dress(item, key)

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

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll otherwise."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120
            self.set_zoom(self._zoom * 1.15**steps)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with PageUp and PageDown."""
        turns: dict[int, int] = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() in turns:
            self.go_to_page(self._page + turns[event.key()])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the width filled and ask for the pages that came into view."""
        super().resizeEvent(event)
        if self._fit:
            self.fit_width()
        self._settle.start()
