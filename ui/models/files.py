"""List model of the files under work."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ui.words import stage_words
from ui.workspace import FileEntry, Workspace

__all__ = ["EntryRole", "FilesModel", "StatusRole"]

EntryRole = int(Qt.ItemDataRole.UserRole)
StatusRole = EntryRole + 1
_NONE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class FilesModel(QAbstractListModel):
    """Shows `Workspace.entries`."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._count = len(workspace.entries)
        workspace.added.connect(self._on_added)
        workspace.removing.connect(self._on_removing)
        workspace.removed.connect(self._on_removed)
        workspace.changed.connect(self._on_changed)

    def entry(self, index: Index) -> FileEntry | None:
        """Return the file of a row."""
        if not index.isValid() or index.row() >= self._count:
            return None
        return self._workspace.entries[index.row()]

    def index_of(self, entry: FileEntry) -> QModelIndex:
        """Return the row of a file, invalid when it is not on the list."""
        if entry not in self._workspace.entries:
            return QModelIndex()
        return self.index(self._workspace.entries.index(entry))

    def _on_added(self, row: int) -> None:
        self.beginInsertRows(QModelIndex(), row, row)
        self._count += 1
        self.endInsertRows()

    def _on_removing(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)

    def _on_removed(self, _row: int) -> None:
        self._count -= 1
        self.endRemoveRows()

    def _on_changed(self, entry: FileEntry) -> None:
        index = self.index_of(entry)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = _NONE) -> int:
        """Return the number of files."""
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a file's name, status words or the entry itself."""
        entry = self.entry(index)
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.path.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{entry.path.name}\n{stage_words(entry)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.path.name}，{stage_words(entry)}"
        if role == StatusRole:
            return stage_words(entry)
        if role == EntryRole:
            return entry
        return None
