"""Rosters whose rows stand alone: which rows, which columns, what each change gains."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from redactor.masking.linkage import Linkage
from ui.words import tr

__all__ = ["LinkageDialog", "free_words", "risk_words"]

_MOST_ROWS = 20


def risk_words(risk: Linkage) -> str:
    """Return how many rows of a table stand alone, and which."""
    page = (
        "" if risk.page_index is None else tr("第 {0} 页").format(risk.page_index + 1)
    )
    head = tr("{0}表格，{1} 行").format(page, risk.rows)
    if risk.named:
        words = tr("{0}：姓名保留，每一行都能对应到人。下表只说明其余各列。")
        return words.format(head)
    if not risk.unique:
        words = tr("{0}：没有唯一的行，最小的一组 {1} 行。")
        return words.format(head, risk.k)
    rows = "、".join(map(str, risk.alone[:_MOST_ROWS]))
    more = tr(" 等") if len(risk.alone) > _MOST_ROWS else ""
    words = tr("{0}：{1} 行是唯一的，知情的人可能认出来（表头以下第 {2}{3} 行）。")
    return words.format(head, risk.unique, rows, more)


def free_words(risk: Linkage) -> str:
    """Return what to drop so that nobody stands alone; empty if nothing does."""
    if risk.named or not risk.unique or not risk.dropping:
        return ""
    names = "".join(f"“{name}”" for name, _ in risk.dropping)
    left = risk.dropping[-1][1]
    if left:
        return tr("去掉{0}后仍有 {1} 行唯一。").format(names, left)
    return tr("去掉{0}后没有唯一的行。").format(names)


class LinkageDialog(QDialog):
    """Shows the risk of each table of a file; changes nothing."""

    def __init__(self, risks: Sequence[Linkage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("合起来能否认出人"))
        self.resize(760, 560)
        self.tables: list[QTableWidget] = []
        note = QLabel(
            self.tr(
                "去掉姓名和号码之后，几列合在一起仍可能只对应一个人。"
                "下面是每一列去掉、或改粗（年龄分段、日期到年、地址到乡镇）之后，"
                "还剩多少行是唯一的。"
            )
        )
        note.setWordWrap(True)
        note.setObjectName("secondary")
        inner = QWidget()
        inner.setObjectName("page")
        rows = QVBoxLayout(inner)
        rows.setSpacing(16)
        for risk in risks:
            rows.addWidget(self._card(risk))
        rows.addStretch()
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(note)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        self.finished.connect(self.deleteLater)

    def _card(self, risk: Linkage) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 12, 12, 12)
        for words in (risk_words(risk), free_words(risk)):
            if words:
                label = QLabel(words)
                label.setWordWrap(True)
                column.addWidget(label)
        column.addWidget(self._table(risk))
        return card

    def _table(self, risk: Linkage) -> QTableWidget:
        heads = (self.tr("列"), self.tr("去掉这一列后"), self.tr("改粗这一列后"))
        table = QTableWidget(len(risk.columns) + 1, len(heads))
        table.setHorizontalHeaderLabels(heads)
        table.setAccessibleName(self.tr("各列的影响"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        now = self.tr("{0} 行唯一（现在）").format(risk.unique)
        self._fill(table, 0, (self.tr("全部保留"), now, ""))
        for number, column in enumerate(risk.columns, 1):
            coarse = "—"
            if column.unique_coarser is not None:
                coarse = self._left(column.unique_coarser, risk)
            gone = self._left(column.unique_without, risk)
            self._fill(table, number, (column.head, gone, coarse))
        height = table.horizontalHeader().sizeHint().height()
        height += sum(map(table.rowHeight, range(table.rowCount()))) + 4
        table.setFixedHeight(height)
        self.tables.append(table)
        return table

    def _left(self, unique: int, risk: Linkage) -> str:
        gain = risk.unique - unique
        if not gain:
            return self.tr("{0} 行唯一").format(unique)
        return self.tr("{0} 行唯一（少 {1} 行）").format(unique, gain)

    @staticmethod
    def _fill(table: QTableWidget, row: int, cells: Sequence[str]) -> None:
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setToolTip(words)
            table.setItem(row, column, item)
