"""The three steps at the top, the rule book, and the one next step as a button."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
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

__all__ = ["StepsBar"]


class StepsBar(QFrame):
    """Shows where the clerk is.

    Signals:
        step_chosen: A step was clicked (0, 1 or 2).
        policy_chosen: A rule book was chosen (its name).
    """

    step_chosen = Signal(int)
    policy_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(4)
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
        row.addStretch()
        label = QLabel(self.tr("文种"))
        label.setObjectName("secondary")
        self.policy_box = QComboBox()
        self.policy_box.setMinimumWidth(180)
        self.policy_box.setAccessibleName(self.tr("文种"))
        self.policy_box.setToolTip(
            self.tr("按文种决定每类信息怎样处理；更换后会重新识别，已做的决定保留。")
        )
        label.setBuddy(self.policy_box)
        self.policy_box.activated.connect(
            lambda _: self.policy_chosen.emit(self.policy_box.currentData())
        )
        self._make_hint()
        self.next_button = QPushButton()
        self.next_button.setObjectName("primary")
        row.addWidget(self.hint)
        row.addWidget(label)
        row.addWidget(self.policy_box)
        row.addSpacing(8)
        row.addWidget(self.next_button)

    def _make_hint(self) -> None:
        self._proposed = ""
        self.hint = QToolButton()
        self.hint.setObjectName("step")
        self.hint.setToolTip(
            self.tr("标题像是这个文种。点击后按它重新识别，已做的决定保留。")
        )
        self.hint.clicked.connect(lambda: self.policy_chosen.emit(self._proposed))
        self.hint.hide()

    def set_policies(self, policies: Iterable[Policy], current: str) -> None:
        """List the rule books."""
        self.policy_box.clear()
        for policy in policies:
            self.policy_box.addItem(policy.title, policy.name)
        self.policy_box.setCurrentIndex(max(0, self.policy_box.findData(current)))

    def propose(self, kind: str) -> None:
        """Offer the rule book that the title speaks for; the clerk decides.

        Args:
            kind: Its name; the present one and an empty name offer nothing.
        """
        row = self.policy_box.findData(kind) if kind else -1
        self._proposed = kind
        self.hint.setVisible(row >= 0 and row != self.policy_box.currentIndex())
        words = self.tr("看起来是“{0}”，改用？")
        self.hint.setText(words.format(self.policy_box.itemText(row)))

    def set_step(self, step: int, has_files: bool) -> None:
        """Show which step is the present one and which can be gone to."""
        for number, button in enumerate(self.buttons):
            button.setEnabled(number == 0 or has_files)
        self.buttons[step].setChecked(True)
        self.next_button.setVisible(step == 1)
        self.next_button.setText(self.tr("检查并导出"))
