"""On which pages a drawn box shall be repeated."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

__all__ = ["RepeatDialog"]


class RepeatDialog(QDialog):
    """Chooses pages.

    Signals:
        agreed: The pages were chosen (a list of zero-based indexes).
    """

    agreed = Signal(list)

    def __init__(self, page_index: int, count: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._count = count
        self.setWindowTitle(self.tr("逐页重复"))
        words = QLabel(
            self.tr("第 {0} 页的这个框，在哪些页的同一位置也遮盖？").format(
                page_index + 1
            )
        )
        words.setWordWrap(True)
        self.choices = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        for number, title in enumerate(
            (
                self.tr("全部 {0} 页").format(count),
                self.tr("只在单数页"),
                self.tr("只在双数页"),
            )
        ):
            button = QRadioButton(title)
            button.setChecked(number == 0)
            self.choices.addButton(button, number)
            layout.addWidget(button)
        layout.addLayout(self._make_range(page_index))
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("遮盖"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_agreed)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.finished.connect(self.deleteLater)

    def _make_range(self, page_index: int) -> QHBoxLayout:
        button = QRadioButton(self.tr("从第"))
        self.choices.addButton(button, 3)
        self.first, self.last = QSpinBox(), QSpinBox()
        for box, value, name in (
            (self.first, page_index + 1, self.tr("第一页")),
            (self.last, self._count, self.tr("最后一页")),
        ):
            box.setRange(1, self._count)
            box.setValue(value)
            box.setAccessibleName(name)
            box.valueChanged.connect(lambda _: button.setChecked(True))
        row = QHBoxLayout()
        for part in (button, self.first, QLabel(self.tr("页到第")), self.last):
            row.addWidget(part)
        row.addWidget(QLabel(self.tr("页")))
        row.addStretch()
        return row

    def pages(self) -> list[int]:
        """Return the chosen pages, zero-based."""
        every = range(self._count)
        choice = self.choices.checkedId()
        if choice == 1:
            return [page for page in every if page % 2 == 0]
        if choice == 2:
            return [page for page in every if page % 2 == 1]
        if choice == 3:
            return list(range(self.first.value() - 1, self.last.value()))
        return list(every)

    def _on_agreed(self) -> None:
        self.agreed.emit(self.pages())
        self.accept()
