"""The hit list with its filters and the buttons that decide."""

from dataclasses import replace

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from redactor.entities import Category
from redactor.model import Action, Finding
from ui.models.findings import FindingsModel
from ui.models.grouping import Filter, Grouping, Show
from ui.reason import reason_html
from ui.views.hit_delegate import HitDelegate
from ui.words import category_title
from ui.workspace import FileEntry

__all__ = ["FindingsPanel"]

_EXPAND_AT_MOST = 600


class FindingsPanel(QFrame):
    """Lists the hits of one file.

    Signals:
        current_changed: Another hit is current (a `Finding` or None).
        accepted: ✓ was clicked (a list of `Finding`, several for a group).
        rejected: ✕ was clicked (likewise).
        menu_wanted: The context menu was asked for (global position).
    """

    current_changed = Signal(object)
    accepted = Signal(list)
    rejected = Signal(list)
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.model = FindingsModel(self)
        self._wanted = ""  # to be chosen again once the list is built
        self._heading = QLabel()
        self._heading.setObjectName("title")
        self._detail = QLabel()
        self._detail.setObjectName("secondary")
        self._detail.setWordWrap(True)
        self._detail.setMinimumHeight(88)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._detail.setTextFormat(Qt.TextFormat.RichText)
        self._detail.setAccessibleName(self.tr("理由和依据"))
        self._make_filters()
        self._make_tree()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        row = QHBoxLayout()
        row.addWidget(self.show_box, 1)
        row.addWidget(self.group_box, 1)
        layout.addLayout(row)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self._detail)
        self.update_counts()

    def _make_filters(self) -> None:
        self.show_box = QComboBox()
        for words, show in (
            (self.tr("全部"), Show.ALL),
            (self.tr("只看待定"), Show.UNDECIDED),
            (self.tr("只看要处理的"), Show.TREATED),
            (self.tr("只看保留的"), Show.KEPT),
            (self.tr("只看存疑的"), Show.DOUBTFUL),
            (self.tr("只看有备注的"), Show.NOTED),
            (self.tr("只看手工标记"), Show.MANUAL),
        ):
            self.show_box.addItem(words, Filter(show))
        self.show_box.insertSeparator(self.show_box.count())
        for category in Category:
            words = self.tr("只看{0}").format(category_title(category))
            self.show_box.addItem(words, Filter(category=category))
        self.show_box.setAccessibleName(self.tr("显示哪些"))
        self.group_box = QComboBox()
        for words, grouping in (
            (self.tr("按类别"), Grouping.CATEGORY),
            (self.tr("按人"), Grouping.PERSON),
            (self.tr("按内容"), Grouping.VALUE),
            (self.tr("按页"), Grouping.PAGE),
        ):
            self.group_box.addItem(words, grouping)
        self.group_box.setAccessibleName(self.tr("分组方式"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("在列表中查找"))
        self.search.setAccessibleName(self.tr("在列表中查找"))
        self.search.setClearButtonEnabled(True)
        self.show_box.currentIndexChanged.connect(self._on_filter)
        self.group_box.currentIndexChanged.connect(self._on_filter)
        self.search.textChanged.connect(self._on_filter)

    def _make_tree(self) -> None:
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(0)
        self.tree.setRootIsDecorated(False)
        self.tree.setMouseTracking(True)
        # measuring each of 20,000 rows takes seconds
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName(self.tr("个人信息列表"))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.tree.viewport().mapToGlobal(at))
        )
        self.model.filled.connect(self._on_filled)
        self.model.repaint_wanted.connect(self.tree.viewport().update)
        delegate = HitDelegate(self.tree)
        self.tree.setItemDelegate(delegate)
        delegate.accepted.connect(lambda index: self._emit(self.accepted, index))
        delegate.rejected.connect(lambda index: self._emit(self.rejected, index))
        delegate.method_asked.connect(self._on_method)
        self.tree.selectionModel().currentChanged.connect(self._on_current)

    def set_entry(self, entry: FileEntry | None) -> None:
        """Show another file's hits."""
        self._wanted = ""
        self.model.set_entry(entry)
        self.update_counts()
        self._detail.clear()

    def refresh(self) -> None:
        """Show changed decisions; rows stay where they are."""
        if self.model.outdated:
            self._rebuild()
        self.model.refresh(self.current())
        self.update_counts()
        self._explain(self.current())

    def update_counts(self) -> None:
        """Write how many hits wait and how many are decided."""
        entry = self.model.entry
        if entry is None or entry.scan is None:
            self._heading.setText(self.tr("命中"))
            return
        words = self.tr("待定 {0} · 处理 {1} · 保留 {2}")
        counts = entry.counts
        treated = counts[Action.TREAT] + len(entry.review.manual)
        self._heading.setText(
            words.format(counts[Action.ASK], treated, counts[Action.KEEP])
        )

    def current(self) -> Finding | None:
        """Return the current hit."""
        return self.model.finding(self.tree.currentIndex())

    def selected(self) -> list[Finding]:
        """Return the selected hits; a selected group stands for all of its own."""
        chosen: dict[str, Finding] = {}
        for index in self.tree.selectionModel().selectedIndexes():
            for finding in self.model.findings_under(index):
                chosen[finding.id] = finding
        return list(chosen.values())

    def select(self, finding_id: str) -> None:
        """Make a hit current and show its row."""
        index = self.model.index_of(finding_id)
        if not index.isValid():
            return
        self.tree.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.tree.scrollTo(index)

    def step(self, by: int, undecided: bool = False) -> bool:
        """Go to the next hit (``by`` 1) or the one before (-1), round the end.

        Returns:
            False when there is none to go to.
        """
        order, entry = self.model.ordered, self.model.entry
        if not order or entry is None:
            return False
        here = self.current()
        known = self.model.place_of(here.id) if here is not None else None
        place = known if known is not None else (-1 if by > 0 else 0)
        for distance in range(1, len(order) + 1):
            finding = order[(place + by * distance) % len(order)]
            if not undecided or entry.decision(finding).action is Action.ASK:
                self.select(finding.id)
                return True
        return False

    def _expand(self) -> None:
        if len(self.model.ordered) <= _EXPAND_AT_MOST:
            self.tree.expandAll()
        else:
            self.tree.expand(self.model.index(0, 0))

    def _on_filter(self) -> None:
        wanted: Filter = self.show_box.currentData()
        self.model.filter = replace(wanted, words=self.search.text())
        self.model.grouping = self.group_box.currentData()
        self._rebuild()

    def _rebuild(self) -> None:
        here = self.current()
        self._wanted = here.id if here is not None else self._wanted
        self.model.rebuild()

    def _on_filled(self) -> None:
        wanted, self._wanted = self._wanted, ""
        self._expand()
        if wanted:
            self.select(wanted)

    def _on_current(self, index: QModelIndex) -> None:
        finding = self.model.finding(index)
        self._explain(finding)
        self.current_changed.emit(finding)

    def _explain(self, finding: Finding | None) -> None:
        entry = self.model.entry
        words = reason_html(entry, finding) if entry and finding else ""
        self._detail.setText(words)

    def _emit(self, signal: SignalInstance, index: QModelIndex) -> None:
        findings = self.model.findings_under(index)
        if findings:
            signal.emit(findings)

    def _on_method(self, index: QModelIndex) -> None:
        self.tree.setCurrentIndex(index)
        rect = self.tree.visualRect(index)
        at = self.tree.viewport().mapToGlobal(rect.bottomRight())
        self.menu_wanted.emit(at - QPoint(150, 0))
