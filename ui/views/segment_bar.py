"""A few words side by side of which one is chosen, like 原文 | 预览 | 对照."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

__all__ = ["SegmentBar"]


class SegmentBar(QWidget):
    """Exclusive buttons.

    Signals:
        chosen: A choice was clicked (its value).
    """

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[object, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values = [value for value, _, _ in choices]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, (_, words, tip) in enumerate(choices):
            button = QToolButton()
            button.setObjectName("segment")
            button.setText(words)
            button.setToolTip(tip)
            button.setAccessibleName(f"{words}，{tip}")
            button.setCheckable(True)
            button.setChecked(number == 0)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idClicked.connect(lambda n: self.chosen.emit(self._values[n]))

    def set_chosen(self, value: object) -> None:
        """Show which choice is taken, without telling of it."""
        self._group.button(self._values.index(value)).setChecked(True)
