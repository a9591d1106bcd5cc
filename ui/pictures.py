"""Pictures of pages, drawn in a worker process and kept in a small cache."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from redactor.model import Passwords
from redactor.preview import PagePicture, render_page
from ui.jobs import Failure, JobRunner

__all__ = ["PageKey", "PagePictures"]

_MAX_PIXELS = 9_000_000
_CACHE_BYTES = 160 << 20
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class PageKey:
    """A page of a file at one scale in hundredths (100 is 72 dots an inch)."""

    path: Path
    passwords: Passwords
    page_index: int
    percent: int


class PagePictures(QObject):
    """Cache in front of `redactor.preview.render_page`.

    What was asked for last comes first, and what nobody looks at any more is dropped.

    Attributes:
        runner: Draws the pages; other quick looks may share it.

    Signals:
        ready: A picture arrived (its key).
        failed: A page could not be drawn (its key).
    """

    ready = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        runner: JobRunner,
        render: Callable[..., PagePicture] = render_page,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.runner = runner
        self._render = render
        self._cache: OrderedDict[PageKey, QPixmap] = OrderedDict()
        self._bytes = 0
        self._wanted: list[PageKey] = []
        self._under_way: set[PageKey] = set()
        self._broken: set[PageKey] = set()

    @staticmethod
    def percent(size: tuple[float, float], scale: float) -> int:
        """Return the scale in hundredths, bounded so that no page gets huge."""
        width, height = size
        bound = (_MAX_PIXELS / max(1.0, width * height)) ** 0.5
        return max(5, round(100 * min(scale, float(bound))))

    def get(self, key: PageKey) -> QPixmap | None:
        """Return a picture if it is there."""
        picture = self._cache.get(key)
        if picture is not None:
            self._cache.move_to_end(key)
        return picture

    def any_scale(self, key: PageKey) -> QPixmap | None:
        """Return the page's picture at this or any other scale."""
        exact = self.get(key)
        if exact is not None:
            return exact
        for other in reversed(self._cache):
            if other.path == key.path and other.page_index == key.page_index:
                return self._cache[other]
        return None

    def is_broken(self, key: PageKey) -> bool:
        """Tell whether this page could not be drawn."""
        return key in self._broken

    def want(self, keys: list[PageKey]) -> None:
        """Ask for pages, the most urgent first; earlier wishes are forgotten."""
        self._wanted = [
            key
            for key in keys
            if key not in self._cache
            and key not in self._under_way
            and key not in self._broken
        ]
        self._feed()

    def forget(self, path: Path) -> None:
        """Drop all pictures of a file."""
        for key in [key for key in self._cache if key.path == path]:
            self._drop(key)
        self._broken = {key for key in self._broken if key.path != path}
        self._wanted = [key for key in self._wanted if key.path != path]

    def _feed(self) -> None:
        while self._wanted and len(self._under_way) < _AT_ONCE:
            key = self._wanted.pop(0)
            self._under_way.add(key)
            self.runner.submit(
                self._render,
                (key.path, key.passwords, key.page_index, key.percent / 100),
                partial(self._arrived, key),
                partial(self._failed, key),
            )

    def _arrived(self, key: PageKey, picture: PagePicture) -> None:
        self._under_way.discard(key)
        image = QImage(
            picture.samples,
            picture.width,
            picture.height,
            3 * picture.width,
            QImage.Format.Format_RGB888,
        )
        pixmap = QPixmap.fromImage(image)
        self._cache[key] = pixmap
        self._bytes += _weight(pixmap)
        while self._bytes > _CACHE_BYTES and len(self._cache) > 1:
            self._drop(next(iter(self._cache)))
        self.ready.emit(key)
        self._feed()

    def _failed(self, key: PageKey, _failure: Failure) -> None:
        self._under_way.discard(key)
        self._broken.add(key)
        self.failed.emit(key)
        self._feed()

    def _drop(self, key: PageKey) -> None:
        self._bytes -= _weight(self._cache.pop(key))


def _weight(pixmap: QPixmap) -> int:
    return 4 * pixmap.width() * pixmap.height()
