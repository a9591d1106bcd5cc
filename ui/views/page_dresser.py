"""Puts pictures on the pages in view: of the original, or of the copy to be."""

from collections.abc import Callable, Sequence

from redactor.model import Edit
from ui.page_source import PageSource
from ui.pictures import PageKey, PagePictures
from ui.views.page_item import PageItem

__all__ = ["PageDresser", "TreatedSource"]

TreatedSource = Callable[[int], tuple[Edit, ...] | None]


class PageDresser:
    """Serves one page view.

    Attributes:
        entry: The file that is shown.
        treated: Gives the edits of a page, None while they are not known; None as a
            whole when the original is shown.
    """

    def __init__(self, pictures: PagePictures) -> None:
        self._pictures = pictures
        self._items: dict[int, PageItem] = {}
        self._scale = 1.0
        self.entry: PageSource | None = None
        self.treated: TreatedSource | None = None

    def dress(self, items: Sequence[PageItem], scale: float) -> None:
        """Show what there is of these pages and ask for the rest, in their order."""
        self._items = {item.page_index: item for item in items}
        self._scale = scale
        keys = []
        for item in items:
            key = self._key(item)
            if key is None:
                item.pending = True
                continue
            self._put(item, key)
            keys.append(key)
        self._pictures.want(keys, self)

    def take(self, key: PageKey) -> None:
        """Put a picture on its page if that is still wanted."""
        item = self._items.get(key.page_index)
        if item is not None and key == self._key(item):
            self._put(item, key)

    def _key(self, item: PageItem) -> PageKey | None:
        entry, page = self.entry, item.page_index
        if entry is None or page >= len(entry.page_sizes):
            return None
        percent = self._pictures.percent(entry.page_sizes[page], self._scale)
        edits = None
        if self.treated is not None:
            edits = self.treated(page)
            if edits is None:
                return None
        return PageKey(entry.path, entry.passwords, page, percent, edits)

    def _put(self, item: PageItem, key: PageKey) -> None:
        found = self._pictures.any_scale(key)
        item.picture = found or item.picture
        item.pending = found is None and key.edits is not None
        item.broken = self._pictures.is_broken(key)
        item.update()
