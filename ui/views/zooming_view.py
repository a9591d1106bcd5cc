"""A graphics view that zooms, by hand or to its width; what is read stays in view."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

__all__ = ["ZoomingView"]

_MIN_ZOOM, _MAX_ZOOM = 0.1, 6.0
_MARGIN, _WIDEST = 24, 1.6
_SETTLE_MS = 25


class ZoomingView(QGraphicsView):
    """Base of the page view.

    Attributes:
        settle: Runs out when scrolling and zooming have come to rest.

    Signals:
        zoom_changed: The zoom changed (1.0 is 72 dots an inch).
    """

    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = 1.0
        self._fit = True
        self.setScene(QGraphicsScene(self))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        # a bar that comes and goes changes the width that the zoom fits: endless
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.settle.start())

    @property
    def zoom(self) -> float:
        """The present zoom; 1.0 is 72 dots an inch."""
        return self._zoom

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

    def refit(self) -> None:
        """Fit to the width again unless the reader chose a zoom."""
        if self._fit:
            self.fit_width()

    def _apply_zoom(self, zoom: float) -> None:
        zoom = min(_MAX_ZOOM, max(_MIN_ZOOM, zoom))
        bar = self.verticalScrollBar()
        top = bar.value() / self._zoom
        self._zoom = zoom
        self.resetTransform()
        self.scale(zoom, zoom)
        bar.setValue(round(top * zoom))  # what is read stays where it is
        self.zoom_changed.emit(self._zoom)
        self.settle.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll otherwise."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120
            self.set_zoom(self._zoom * 1.15**steps)
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the width filled and ask for the pages that came into view."""
        super().resizeEvent(event)
        self.refit()
        self.settle.start()
