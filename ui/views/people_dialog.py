"""Who is at work: clerk and second person; and the second person's signature."""

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from redactor.model import Action
from redactor.review import same_person
from redactor.settings import Settings
from ui.entry import FileEntry
from ui.signing import objection

__all__ = ["PeopleDialog", "SignDialog"]

_MOST_LETTERS = 40
_WIDTH = 440


class PeopleDialog(QDialog):
    """Asks for both names."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("经办与复核"))
        self.setMinimumWidth(_WIDTH)
        self.clerk_box = _name_box(settings.clerk, self.tr("经办人"))
        self.reviewer_box = _name_box(settings.reviewer, self.tr("复核人"))
        self.hint = QLabel()
        self.hint.setObjectName("ask")
        self.hint.setWordWrap(True)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(16)
        form.addRow(self.tr("经办人"), self.clerk_box)
        form.addRow(self.tr("复核人"), self.reviewer_box)
        note = QLabel(self.tr("两个姓名写入台账和报告，不写入副本。"))
        note.setObjectName("secondary")
        buttons, _ = _buttons(self, self.tr("保存"), self.tr("取消"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(note)
        column.addWidget(self.hint)
        column.addWidget(buttons)
        for box in (self.clerk_box, self.reviewer_box):
            box.textChanged.connect(self._warn)
        self._warn()
        self.finished.connect(self.deleteLater)

    @property
    def names(self) -> tuple[str, str]:
        """The clerk and the second person."""
        return self.clerk_box.text().strip(), self.reviewer_box.text().strip()

    def _warn(self) -> None:
        clerk, reviewer = self.names
        same = bool(clerk and reviewer) and same_person(clerk, reviewer)
        words = self.tr("两个姓名相同：要求双人复核的文种不能由同一人签字。")
        self.hint.setText(words if same else "")
        self.hint.setVisible(same)


class SignDialog(QDialog):
    """The second person signs what will happen to one file."""

    def __init__(
        self, entry: FileEntry, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entry, self._settings = entry, settings
        self.setWindowTitle(self.tr("复核签字"))
        self.setMinimumWidth(_WIDTH)
        self.name_box = _name_box(settings.reviewer, self.tr("复核人"))
        words = self.tr("我已逐处核对这个文件，同意按现在的处理结果导出。")
        self.agree_box = QCheckBox(words)
        self.hint = QLabel()
        self.hint.setObjectName("ask")
        self.hint.setWordWrap(True)
        buttons, self.sign_button = _buttons(self, self.tr("签字"), self.tr("取消"))
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(16)
        name = QLabel(entry.path.name)
        name.setWordWrap(True)
        form.addRow(self.tr("文件"), name)
        form.addRow(self.tr("经办人"), QLabel(settings.clerk or "—"))
        form.addRow(self.tr("处理结果"), QLabel(self._summary()))
        form.addRow(self.tr("复核人"), self.name_box)
        note = QLabel(self.tr("签字之后如有任何改动，签字自动失效，须重新签字。"))
        note.setObjectName("secondary")
        note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.agree_box)
        column.addWidget(note)
        column.addWidget(self.hint)
        column.addWidget(buttons)
        self.name_box.textChanged.connect(self._check)
        self.agree_box.toggled.connect(self._check)
        self._check()
        self.finished.connect(self.deleteLater)

    @property
    def name(self) -> str:
        """Who signs."""
        return self.name_box.text().strip()

    def _summary(self) -> str:
        counts, manual = self._entry.counts, len(self._entry.review.manual)
        words = self.tr("去除 {0} 处，保留 {1} 处，手工标记 {2} 处")
        return words.format(counts[Action.TREAT], counts[Action.KEEP], manual)

    def _check(self) -> None:
        words = objection(self.name, self._entry, self._settings)
        self.hint.setText(words)
        self.hint.setVisible(bool(words))
        self.sign_button.setEnabled(not words and self.agree_box.isChecked())


def _name_box(name: str, words: str) -> QLineEdit:
    box = QLineEdit(name)
    box.setAccessibleName(words)
    box.setMaxLength(_MOST_LETTERS)
    return box


def _buttons(
    dialog: QDialog, agree: str, leave: str
) -> tuple[QDialogButtonBox, QWidget]:
    buttons = QDialogButtonBox()
    yes = buttons.addButton(agree, QDialogButtonBox.ButtonRole.AcceptRole)
    yes.setObjectName("primary")
    buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons, yes
