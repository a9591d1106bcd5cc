"""List model of the pages of one file: how many hits each has and how many wait."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from redactor.model import Action
from ui.models.files import EntryRole
from ui.models.findings import Index
from ui.page_source import PageSource
from ui.words import tr

__all__ = ["PagesModel", "WaitingRole"]

WaitingRole = EntryRole + 30
_NONE = QModelIndex()


class PagesModel(QAbstractListModel):
    """One row a page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entry: PageSource | None = None

    @property
    def entry(self) -> PageSource | None:
        """The file that is shown."""
        return self._entry

    def set_entry(self, entry: PageSource | None) -> None:
        """Show another file."""
        self.beginResetModel()
        self._entry = entry
        self.endResetModel()

    def counts(self, page_index: int) -> tuple[int, int]:
        """Return the number of hits and marks of a page, and how many wait."""
        entry = self._entry
        if entry is None:
            return 0, 0
        found = {f.id: f for f, _ in entry.by_page.get(page_index, ())}
        ask = Action.ASK
        waiting = sum(entry.decision(f).action is ask for f in found.values())
        return len(found), waiting

    def rowCount(self, parent: Index = _NONE) -> int:
        """Return the number of pages."""
        if parent.isValid() or self._entry is None:
            return 0
        return len(self._entry.page_sizes)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return the page's number, or in words what is on it."""
        if not index.isValid() or self._entry is None:
            return None
        page = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return str(page + 1)
        if role == WaitingRole:
            return self.counts(page)[1]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = tr("第 {0} 页：{1} 处，待定 {2}")
            return words.format(page + 1, *self.counts(page))
        return None
