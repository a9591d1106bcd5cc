"""What holds for a whole rule book: its title, the floor, doubt, names, two persons."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from redactor.masking.policy import Policy
from redactor.model import Tier
from ui.words import tr

__all__ = ["PolicyHead"]

_MOST = 1_000_000


class PolicyHead(QWidget):
    """Edits all of a rule book but its rules.

    Signals:
        changed: Something was changed by the user (the `Policy` with it).
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._policy: Policy | None = None
        self.title_box = QLineEdit()
        self.version = QLabel()
        self.version.setObjectName("secondary")
        self.note = QLabel()
        self.note.setObjectName("secondary")
        self.note.setWordWrap(True)
        self.floor_box = QSpinBox()
        self.floor_box.setRange(1, _MOST)
        self.floor_box.setGroupSeparatorShown(True)
        self.floor_box.setSuffix(self.tr(" 种可能"))
        self.doubt_box = QComboBox()
        for words, tier in (
            (self.tr("只问没有把握的"), Tier.LIKELY),
            (self.tr("除确定无疑的都问"), Tier.SURE),
            (self.tr("都不问，按规则处理"), Tier.REVIEW),
        ):
            self.doubt_box.addItem(words, tier)
        self.names_box = QComboBox()
        for words, style in (
            (self.tr("张某；重名时张某甲、张某乙"), "some"),
            (self.tr("一律编号：张某甲、张某乙"), "numbered"),
            (self.tr("各文件一致：张某7KQ2MX"), "keyed"),
        ):
            self.names_box.addItem(words, style)
        self.two_box = QCheckBox(self.tr("须由第二人复核签字"))
        self._lay_out()
        self.title_box.editingFinished.connect(self._take)
        self.floor_box.editingFinished.connect(self._take)
        self.doubt_box.activated.connect(self._take)
        self.names_box.activated.connect(self._take)
        self.two_box.clicked.connect(self._take)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, column, words, box in (
            (0, 0, self.tr("名称"), self.title_box),
            (1, 0, self.tr("部分遮盖至少留"), self.floor_box),
            (1, 2, self.tr("何时问复核人"), self.doubt_box),
            (2, 0, self.tr("姓名的代称"), self.names_box),
        ):
            label = QLabel(words)
            label.setBuddy(box)
            box.setAccessibleName(words)
            grid.addWidget(label, row, column)
            grid.addWidget(box, row, column + 1)
        grid.addWidget(self.version, 0, 2, 1, 2)
        grid.addWidget(self.two_box, 2, 2, 1, 2)
        grid.addWidget(self.note, 3, 0, 1, 4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    def show_policy(self, policy: Policy) -> None:
        """Show a rule book; a preset cannot be changed."""
        self._policy = policy
        self.title_box.setText(tr(policy.title))
        words = self.tr("第 {0} 版 · 校验值 {1}")
        self.version.setText(words.format(policy.version, policy.digest[:12]))
        self.version.setToolTip(policy.digest)
        self.floor_box.setValue(policy.floor)
        self.doubt_box.setCurrentIndex(self.doubt_box.findData(policy.ask_below))
        self.names_box.setCurrentIndex(self.names_box.findData(policy.pseudonyms.style))
        self.two_box.setChecked(policy.needs_two)
        for box in (
            self.title_box,
            self.floor_box,
            self.doubt_box,
            self.names_box,
            self.two_box,
        ):
            box.setEnabled(not policy.builtin)

    def set_note(self, words: str) -> None:
        """Show a note below; empty for none."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _take(self) -> None:
        before = self._policy
        if before is None or before.builtin:
            return
        options = dict(before.options)
        if self.two_box.isChecked():
            options["second_person"] = "required"
        else:
            options.pop("second_person", None)
        policy = replace(
            before,
            title=self.title_box.text().strip() or before.title,
            floor=self.floor_box.value(),
            ask_below=Tier(self.doubt_box.currentData()),
            pseudonyms=replace(
                before.pseudonyms, style=str(self.names_box.currentData())
            ),
            options=options,
        )
        if policy != before:
            self._policy = policy
            self.changed.emit(policy)
