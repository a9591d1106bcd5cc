"""Tree model of the hits of one file: groups above, findings below.

Filtering and grouping happen here and not in a proxy, because a proxy asks Python once
a row, which takes seconds with 20,000 hits. A decided hit stays where it is until the
list is built anew, so that nothing jumps under the reader's eyes.
"""

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from redactor.model import Finding
from ui.commands import note_of
from ui.display import masked, one_line
from ui.models.files import EntryRole
from ui.models.grouping import Filter, Group, Grouping, grouping_steps
from ui.turns import Turns, at_once
from ui.words import action_words, entity_title, place_title, tr
from ui.workspace import MANUAL, FileEntry

__all__ = [
    "CategoryRole",
    "CountsRole",
    "DecisionRole",
    "FindingRole",
    "FindingsModel",
    "NotedRole",
    "PlaceRole",
]

FindingRole = EntryRole + 10
DecisionRole = EntryRole + 11
PlaceRole = EntryRole + 12
CountsRole = EntryRole + 13
CategoryRole = EntryRole + 14
NotedRole = EntryRole + 15
_NONE = QModelIndex()
_AT_ONCE = 3000  # hits that are grouped within 50 ms
Index = QModelIndex | QPersistentModelIndex


class FindingsModel(QAbstractItemModel):
    """Shows the findings of one `FileEntry`.

    Thousands of hits are grouped over several turns of the event loop; what was listed
    before stays until then.

    Signals:
        filled: The list was built.
        repaint_wanted: What is in view may have changed.
    """

    filled = Signal()
    repaint_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entry: FileEntry | None = None
        self._groups: list[Group] = []
        # made when a row is looked for first: with 20,000 hits it takes its time
        self._rows: dict[str, tuple[int, int]] | None = None
        self._order: list[Finding] = []
        self._marks: tuple[str, ...] = ()
        self._turns = Turns(self)
        self.grouping = Grouping.CATEGORY
        self.filter = Filter()
        self.reveal = False

    @property
    def entry(self) -> FileEntry | None:
        """The file that is shown."""
        return self._entry

    @property
    def ordered(self) -> list[Finding]:
        """The listed findings from top to bottom."""
        return self._order

    @property
    def outdated(self) -> bool:
        """True when hand-made marks came or went since the list was built."""
        return self._entry is not None and self._marks != _marks(self._entry)

    def set_entry(self, entry: FileEntry | None) -> None:
        """Show another file."""
        if entry is not self._entry and self._groups:
            self._entry = entry
            self._take([])
        self._entry = entry
        self.rebuild()

    @property
    def busy(self) -> bool:
        """True while a long list is built."""
        return self._turns.busy

    def rebuild(self) -> None:
        """Group and filter anew; `filled` tells when that is done."""
        entry = self._entry
        self._turns.stop()
        self._marks = _marks(entry) if entry else ()
        if entry is None:
            self._fill([])
            return
        steps = grouping_steps(entry, self.grouping, self.filter)
        if len(entry.findings) > _AT_ONCE:
            self._turns.run(steps, self._fill)
        else:
            self._fill(at_once(steps))

    def _fill(self, groups: list[Group]) -> None:
        self._take(groups)
        self.filled.emit()

    def _take(self, groups: list[Group]) -> None:
        self.beginResetModel()
        self._groups = groups
        self._rows = None
        self._order = [f for group in groups for f in group.findings]
        self.endResetModel()

    def refresh(self, finding: Finding | None = None) -> None:
        """Tell that decisions changed; rows stay where they are.

        Telling it of every row makes the view measure every row, which takes half a
        second with 5,000 hits. So only the current one is told, and the view repaints
        what it shows.
        """
        if finding is not None:
            index = self.index_of(finding.id)
            if index.isValid():
                self.dataChanged.emit(index, index)
        self.repaint_wanted.emit()

    def set_reveal(self, on: bool) -> None:
        """Show values whole (while Alt is held) or masked."""
        if on != self.reveal:
            self.reveal = on
            self.refresh()

    def finding(self, index: Index) -> Finding | None:
        """Return the finding of a row, None for a group."""
        if not index.isValid() or not index.internalId():
            return None
        return self._groups[index.internalId() - 1].findings[index.row()]

    def findings_under(self, index: QModelIndex) -> list[Finding]:
        """Return the finding of a row, or all of a group."""
        if not index.isValid():
            return []
        finding = self.finding(index)
        return [finding] if finding else list(self._groups[index.row()].findings)

    def place_of(self, finding_id: str) -> int | None:
        """Return how many listed findings stand above one; None if it is not listed."""
        index = self.index_of(finding_id)
        if not index.isValid():
            return None
        above = self._groups[: index.parent().row()]
        return sum(len(group.findings) for group in above) + index.row()

    def index_of(self, finding_id: str) -> QModelIndex:
        """Return the row of a finding, invalid when it is not listed."""
        if self._rows is None:
            self._rows = {
                finding.id: (g, row)
                for g, group in enumerate(self._groups)
                for row, finding in enumerate(group.findings)
            }
        place = self._rows.get(finding_id)
        if place is None:
            return QModelIndex()
        return self.index(place[1], 0, self.index(place[0], 0))

    def index(self, row: int, column: int, parent: Index = _NONE) -> QModelIndex:
        """Return the index of a group or, under a group, of a finding."""
        if column != 0 or row < 0:
            return QModelIndex()
        if not parent.isValid():
            if row < len(self._groups):
                return self.createIndex(row, 0, 0)
            return QModelIndex()
        if parent.internalId() or row >= len(self._groups[parent.row()].findings):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1)

    def parent(self, index: Index = _NONE) -> QModelIndex:  # type: ignore[override]
        """Return the group of a finding."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = _NONE) -> int:
        """Return the number of groups or of findings in a group."""
        if not parent.isValid():
            return len(self._groups)
        return 0 if parent.internalId() else len(self._groups[parent.row()].findings)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Return 1: the delegate lays the parts out."""
        return 1

    def data(self, index: Index, role: int = 0) -> Any:
        """Return words, the finding or its decision."""
        if not index.isValid() or self._entry is None:
            return None
        finding = self.finding(index)
        if finding is None:
            return self._group_data(self._groups[index.row()], role)
        return self._finding_data(self._entry, finding, role)

    def _group_data(self, group: Group, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            if group.personal and not self.reveal:
                person = self.grouping is Grouping.PERSON
                kind = "PERSON" if person else group.findings[0].entity
                return masked(group.title, kind)
            return group.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._group_data(group, 0)}，{len(group.findings)}"
        if role == CountsRole:
            return len(group.findings)
        if role == CategoryRole:
            return group.category
        return None

    def _finding_data(self, entry: FileEntry, finding: Finding, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._value(entry, finding)
        if role == FindingRole:
            return finding
        if role == DecisionRole:
            return entry.decision(finding)
        if role == PlaceRole:
            return self.place_words(entry, finding)
        if role == NotedRole:
            return bool(note_of(entry, finding))
        if role == Qt.ItemDataRole.ToolTipRole:
            return finding.explanation or entity_title(finding.entity)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            decision = action_words(entry.decision(finding))
            place = self.place_words(entry, finding)
            return f"{entity_title(finding.entity)}，{place}，{decision}"
        return None

    def _value(self, entry: FileEntry, finding: Finding) -> str:
        if finding.recognizer == MANUAL and not finding.unit_id:
            return tr("框选的区域")
        unit = entry.unit(finding.unit_id)
        if unit is not None and unit.shows:
            return tr("图像，没有文字")
        text = entry.text_of(finding)
        return one_line(text) if self.reveal else masked(text, finding.entity)

    @staticmethod
    def place_words(entry: FileEntry, finding: Finding) -> str:
        """Return where a finding stands, in words."""
        page = entry.page_of(finding)
        if page is not None:
            return tr("第 {0} 页").format(page + 1)
        unit = entry.unit(finding.unit_id)
        return place_title(unit.place) if unit else ""


def _marks(entry: FileEntry) -> tuple[str, ...]:
    return tuple(edit.id for edit in entry.review.manual)
