"""Small parts that dialogs are made of."""

from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

__all__ = ["Picker", "form", "hint", "lines_of"]


def form() -> tuple[QWidget, QFormLayout]:
    """Return a page and its empty form."""
    page = QWidget()
    rows = QFormLayout(page)
    rows.setContentsMargins(8, 16, 8, 8)
    rows.setVerticalSpacing(12)
    rows.setHorizontalSpacing(16)
    rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return page, rows


def hint(words: str, name: str = "secondary") -> QLabel:
    """Return a note that wraps."""
    label = QLabel(words)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def lines_of(box: QPlainTextEdit) -> tuple[str, ...]:
    """Return what stands in a box, a line each, without empty ones."""
    lines = (line.strip() for line in box.toPlainText().splitlines())
    return tuple(line for line in lines if line)


class Picker(QWidget):
    """A path with a button to choose it, and maybe one to go back to the usual.

    Attributes:
        box: Shows the path; empty means the usual place.
        choose: Asks for another path.
    """

    def __init__(
        self, path: str, usual: str, words: str, *, resettable: bool = True
    ) -> None:
        super().__init__()
        self.box = QLineEdit(path)
        self.box.setReadOnly(True)
        self.box.setPlaceholderText(usual)
        self.box.setAccessibleName(words)
        self.choose = QPushButton(self.tr("选择…"))
        self.choose.setAccessibleName(self.tr("选择：{0}").format(words))
        reset = QPushButton(self.tr("恢复默认"))
        reset.setAccessibleName(self.tr("恢复默认：{0}").format(words))
        reset.clicked.connect(self.box.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.choose)
        row.addWidget(reset)
        reset.setVisible(resettable)
