"""A plain table that only grows: results of files as they end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from ui.theme import current_theme

__all__ = ["Row", "RowRole", "RowsModel"]

RowRole = int(Qt.ItemDataRole.UserRole)
_NONE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One line.

    Attributes:
        cells: Words for the columns.
        tone: Attribute of the theme that colours the last cell, empty for none.
        value: What the line stands for.
    """

    cells: tuple[str, ...]
    tone: str = ""
    value: Any = field(default=None, repr=False)


class RowsModel(QAbstractTableModel):
    """Shows rows under headings."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self.rows: list[Row] = []

    def add(self, rows: Sequence[Row]) -> None:
        """Append rows."""
        if rows:
            first = len(self.rows)
            self.beginInsertRows(_NONE, first, first + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    def put_first(self, tones: Sequence[str]) -> None:
        """Put rows of these tones before the others; else their order stays."""
        last = len(tones)
        rank = {tone: number for number, tone in enumerate(tones)}
        self.beginResetModel()
        self.rows.sort(key=lambda row: rank.get(row.tone, last))
        self.endResetModel()

    def clear(self) -> None:
        """Remove all rows."""
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a cell's words, its colour, or the row."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and row.tone:
            if index.column() == len(self._heads) - 1:
                return QColor(getattr(current_theme(), row.tone))
        elif role == RowRole:
            return row
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = 0
    ) -> Any:
        """Return a column's heading."""
        shown = role == Qt.ItemDataRole.DisplayRole
        if shown and orientation is Qt.Orientation.Horizontal:
            return self._heads[section]
        return None
