"""Pictures of pages, drawn in a worker process and kept in a small cache."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from redactor.model import Edit, Passwords
from redactor.preview import PagePicture, render_page, render_picture
from redactor.treated import render_treated
from ui.jobs import Failure, JobRunner

__all__ = ["PageKey", "PagePictures"]

_MAX_PIXELS = 9_000_000
_CACHE_BYTES = 128 << 20
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class PageKey:
    """A page of a file at one scale in hundredths (100 is 72 dots an inch).

    With ``edits`` it is the page as the copy would show it, otherwise the original.
    With ``picture`` it is that picture of a Word file (100 is its own size).
    """

    path: Path
    passwords: Passwords
    page_index: int
    percent: int
    edits: tuple[Edit, ...] | None = None
    picture: str = ""


class PagePictures(QObject):
    """Cache in front of `redactor.preview.render_page` and its like.

    Each view has one list of wishes; a new list replaces its old one, so that what
    nobody looks at any more is never drawn.

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
        treat: Callable[..., PagePicture] = render_treated,
        show: Callable[..., PagePicture] = render_picture,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.runner = runner
        self._render, self._treat, self._picture = render, treat, show
        self._cache: OrderedDict[PageKey, QPixmap] = OrderedDict()
        self._bytes = 0
        self._wishes: dict[object, list[PageKey]] = {}
        self._under_way: set[PageKey] = set()
        self._broken: set[PageKey] = set()

    def sibling(self, parent: QObject) -> "PagePictures":
        """Return a cache of its own over the same workers; it goes with its parent."""
        tasks = self._render, self._treat, self._picture
        return PagePictures(self.runner, *tasks, parent)

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
            # a page before its treatment must never pass for the treated one
            if replace(other, percent=key.percent) == key:
                return self._cache[other]
        return None

    def is_broken(self, key: PageKey) -> bool:
        """Tell whether this page could not be drawn."""
        return key in self._broken

    def want(self, keys: list[PageKey], owner: object = None) -> None:
        """Ask for pages, the most urgent first; the owner's old wishes are dropped."""
        self._wishes[owner] = keys
        self._feed()

    def forget(self, path: Path) -> None:
        """Drop all pictures of a file."""
        for key in [key for key in self._cache if key.path == path]:
            self._drop(key)
        self._broken = {key for key in self._broken if key.path != path}
        for keys in self._wishes.values():
            keys[:] = [key for key in keys if key.path != path]

    def _next(self) -> PageKey | None:
        """Take the most urgent wish: the views' first ones before their second ones."""
        ranked = zip_longest(*self._wishes.values())
        for key in [key for row in ranked for key in row if key is not None]:
            for keys in self._wishes.values():
                if key in keys:
                    keys.remove(key)
            if not (
                key in self._cache or key in self._under_way or key in self._broken
            ):
                return key
        return None

    def _feed(self) -> None:
        while len(self._under_way) < _AT_ONCE:
            key = self._next()
            if key is None:
                return
            self._under_way.add(key)
            self.runner.submit(
                *self._task(key),
                partial(self._arrived, key),
                partial(self._failed, key),
            )

    def _task(self, key: PageKey) -> tuple[Callable[..., PagePicture], tuple[Any, ...]]:
        """Return what draws a picture, and its arguments."""
        file, scale = (key.path, key.passwords), key.percent / 100
        if key.picture:
            return self._picture, (*file, key.picture, scale)
        if key.edits is not None:
            return self._treat, (*file, key.page_index, scale, key.edits)
        return self._render, (*file, key.page_index, scale)

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
