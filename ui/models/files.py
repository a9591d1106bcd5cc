"""List model of the files under work."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QUrl,
)

from ui.words import category_title, stage_words
from ui.workspace import FileEntry, Stage, Workspace

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

    def touch(self, entry: FileEntry) -> None:
        """Draw a file anew that came further."""
        self._on_changed(entry)

    def needing_a_look(self) -> int:
        """Return how many files wait for a person."""
        return sum(_needs_a_look(entry) for entry in self._workspace.entries)

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
            return _tip(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.path.name}，{stage_words(entry)}"
        if role == StatusRole:
            return stage_words(entry)
        if role == EntryRole:
            return entry
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let a file be dragged whose copy was released."""
        flags = super().flags(index)
        entry = self.entry(index)
        if entry is None or _copy_of(entry) is None:
            return flags & ~Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return what a drag carries: addresses of files."""
        return ["text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the released copies, never the originals."""
        entries = (self.entry(index) for index in indexes)
        copies = [_copy_of(entry) for entry in entries if entry is not None]
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(copy) for copy in copies if copy])
        return mime


def _copy_of(entry: FileEntry) -> str | None:
    result = entry.result
    if entry.stage is not Stage.RELEASED or result is None or result.output is None:
        return None
    return str(result.output)


def _needs_a_look(entry: FileEntry) -> bool:
    if entry.stage in (Stage.PROBLEM, Stage.WITHHELD):
        return True
    unsure = entry.waiting or entry.open_hazards or not entry.findings
    return entry.stage is Stage.READY and bool(unsure)


def _tip(entry: FileEntry) -> str:
    """Return the whole name, the state and the counts, a line each."""
    lines = [entry.path.name, stage_words(entry)]
    lines += [f"{category_title(c)} {n}" for c, n in entry.by_category.items()]
    return "\n".join(lines)
