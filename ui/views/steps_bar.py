"""The three steps at the top, people, the rule book, and the next step as a button."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from redactor.masking.policy import Policy
from ui.views.narrow import make_room
from ui.words import tr

__all__ = ["StepsBar"]


class StepsBar(QFrame):
    """Shows where the clerk is.

    Signals:
        step_chosen: A step was clicked (0, 1 or 2).
        policy_chosen: A rule book was chosen for the current file (its name).
        policy_for_all: A rule book shall hold for all files (its name).
        people_wanted: The names of clerk and reviewer were clicked.
    """

    step_chosen = Signal(int)
    policy_chosen = Signal(str)
    policy_for_all = Signal(str)
    people_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(4)
        self._make_steps(row)
        row.addStretch()
        self._make_people()
        self._make_policy()
        self._make_hint()
        self._reviewed = False
        self.next_button = QPushButton(self.tr("检查并导出"))
        self.next_button.setObjectName("primary")
        self.next_button.setToolTip(self.tr("检查并导出（Ctrl+E）"))
        row.addWidget(self.people)
        row.addSpacing(8)
        row.addWidget(self.hint)
        row.addWidget(self._policy_label)
        row.addWidget(self.policy_box)
        row.addSpacing(8)
        row.addWidget(self.next_button)

    def _make_steps(self, row: QHBoxLayout) -> None:
        self._group = QButtonGroup(self)
        self.buttons: list[QToolButton] = []
        words = (self.tr("① 添加文件"), self.tr("② 复核"), self.tr("③ 检查并导出"))
        for number, title in enumerate(words):
            if number:
                arrow = QLabel("›")
                arrow.setObjectName("secondary")
                row.addWidget(arrow)
            button = QToolButton()
            button.setText(title)
            button.setCheckable(True)
            button.setObjectName("step")
            self._group.addButton(button, number)
            self.buttons.append(button)
            row.addWidget(button)
        self._group.idClicked.connect(self.step_chosen)

    def _make_people(self) -> None:
        self.people = QToolButton()
        self.people.setObjectName("step")
        self.people.setToolTip(self.tr("点击填写经办人和复核人；写入台账和报告。"))
        self.people.clicked.connect(self.people_wanted)

    def _make_policy(self) -> None:
        self._policy_label = QLabel(self.tr("文种"))
        self._policy_label.setObjectName("secondary")
        self.policy_box = QComboBox()
        self.policy_box.setMinimumWidth(160)
        self.policy_box.setAccessibleName(self.tr("文种"))
        self.policy_box.setToolTip(
            self.tr("按文种决定当前文件里每类信息怎样处理；更换后，已做的决定保留。")
        )
        self._policy_label.setBuddy(self.policy_box)
        self.policy_box.activated.connect(
            lambda _: self.policy_chosen.emit(self.policy_box.currentData())
        )

    def _make_hint(self) -> None:
        self._proposed = ""
        self._for_all = False
        self.hint = QToolButton()
        self.hint.setObjectName("hint")
        self.hint.clicked.connect(self._on_hint)
        self.hint.hide()

    def _on_hint(self) -> None:
        signal = self.policy_for_all if self._for_all else self.policy_chosen
        signal.emit(self._proposed)

    def _make_room(self) -> None:
        self.people.setVisible(self._reviewed)
        spare: list[QWidget] = [self._policy_label]
        make_room(self, [*spare, self.people] if self._reviewed else spare)

    def set_people(self, clerk: str, reviewer: str) -> None:
        """Show who is at work."""
        words = self.tr("经办 {0} · 复核 {1}").format(clerk or "—", reviewer or "—")
        self.people.setText(words)

    def set_policies(self, policies: Iterable[Policy], current: str) -> None:
        """List the rule books."""
        self.policy_box.clear()
        for policy in policies:
            self.policy_box.addItem(tr(policy.title), policy.name)
        self.set_policy(current)

    def set_policy(self, name: str) -> None:
        """Show the rule book of the current file."""
        self.policy_box.setCurrentIndex(max(0, self.policy_box.findData(name)))

    def propose(self, kind: str, others: int = 0) -> None:
        """Offer the rule book that the title speaks for; the clerk decides.

        Args:
            kind: Its name; the present one and an empty name offer nothing.
            others: Number of files under another rule book than the current file, which
                was chosen by hand; with some, the present one is offered for all.
        """
        row = self.policy_box.findData(kind) if kind else -1
        self._for_all = others > 0
        if self._for_all:
            self._proposed = self.policy_box.currentData()
            words = self.tr("全部文件都用“{0}”")
            self.hint.setText(words.format(self.policy_box.currentText()))
            tip = self.tr("另有 {0} 个文件按别的文种处理；点击后全部按这个文种。")
            self.hint.setToolTip(tip.format(others))
            self.hint.show()
            self._make_room()
            return
        self._proposed = kind
        self.hint.setVisible(row >= 0 and row != self.policy_box.currentIndex())
        words = self.tr("看起来是“{0}”，改用？")
        self.hint.setText(words.format(self.policy_box.itemText(row)))
        self.hint.setToolTip(
            self.tr("标题像是这个文种。点击后按它处理，已做的决定保留。")
        )
        self._make_room()

    def set_step(self, step: int, has_files: bool) -> None:
        """Show which step is the present one and which can be gone to."""
        for number, button in enumerate(self.buttons):
            button.setEnabled(number == 0 or has_files)
        self.buttons[step].setChecked(True)
        self.next_button.setVisible(step == 1)
        self._reviewed = step != 0
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words of the steps whole."""
        super().resizeEvent(event)
        self._make_room()
