"""A box that the reader is drawing on a page."""

from PySide6.QtCore import QPointF, QRectF

from redactor.model import Region
from ui.views.page_item import PageItem

__all__ = ["Sketch"]

_SMALLEST = 3.0


class Sketch:
    """From the press of the mouse to its release; points of the page."""

    def __init__(self, item: PageItem, start: QPointF) -> None:
        self._item = item
        self._start = start

    def stretch(self, scene: QPointF) -> None:
        """Let the box reach to a point of the scene, within its page."""
        point = self._item.mapFromScene(scene)
        box = QRectF(self._start, point).normalized() & self._item.page_rect()
        self._item.sketch = box
        self._item.update()

    def finish(self) -> Region | None:
        """Take the box off the page; None when it is too small to be meant."""
        box, self._item.sketch = self._item.sketch, None
        self._item.update()
        if box is None or min(box.width(), box.height()) < _SMALLEST:
            return None
        return Region(
            self._item.page_index, box.left(), box.top(), box.right(), box.bottom()
        )
