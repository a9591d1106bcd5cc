"""Settings: persons, words that always stay or go, folders, language and looks."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from redactor.masking.policy import Policy
from redactor.settings import Settings

__all__ = ["SettingsDialog"]

_SMALLEST, _LARGEST = 12, 22


class SettingsDialog(QDialog):
    """Edits the office's settings and this window's looks.

    Signals:
        accepted_settings: The user agreed (the new `Settings`).
        looks_changed: Theme or text size changed.
    """

    accepted_settings = Signal(object)
    looks_changed = Signal()

    def __init__(
        self,
        settings: Settings,
        policies: Sequence[Policy],
        store: QSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._store = store
        self.setWindowTitle(self.tr("设置"))
        self.resize(560, 460)
        tabs = QTabWidget()
        tabs.addTab(self._general(policies), self.tr("常用"))
        tabs.addTab(self._word_page(), self.tr("词语"))
        tabs.addTab(self._looks(), self.tr("外观"))
        buttons = QDialogButtonBox()
        agree = buttons.addButton(
            self.tr("保存"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        agree.setObjectName("primary")
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_agreed)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(tabs, 1)
        layout.addWidget(buttons)
        self.finished.connect(self.deleteLater)

    def _general(self, policies: Sequence[Policy]) -> QWidget:
        page, form = _form()
        self.policy_box = QComboBox()
        for policy in policies:
            self.policy_box.addItem(policy.title, policy.name)
        self.policy_box.setCurrentIndex(
            max(0, self.policy_box.findData(self._settings.policy))
        )
        self.clerk_box = QLineEdit(self._settings.clerk)
        self.reviewer_box = QLineEdit(self._settings.reviewer)
        self.office_box = QLineEdit(self._settings.office)
        self.find_names = QCheckBox(self.tr("用语言模型识别姓名"))
        self.find_names.setChecked(self._settings.detection.names)
        form.addRow(self.tr("默认文种"), self.policy_box)
        form.addRow(self.tr("经办人"), self.clerk_box)
        form.addRow(self.tr("复核人"), self.reviewer_box)
        form.addRow(self.tr("单位"), self.office_box)
        form.addRow("", self.find_names)
        form.addRow("", _hint(self.tr("经办人、复核人和单位写入台账。")))
        return page

    def _word_page(self) -> QWidget:
        page, form = _form()
        detection = self._settings.detection
        self.allow_box = QPlainTextEdit("\n".join(detection.allow))
        self.deny_box = QPlainTextEdit("\n".join(detection.deny))
        form.addRow(self.tr("总是保留"), self.allow_box)
        form.addRow(self.tr("总是去除"), self.deny_box)
        form.addRow("", _hint(self.tr("每行一个词，按原样匹配。更改后会重新识别。")))
        return page

    def _looks(self) -> QWidget:
        page, form = _form()
        self.theme_box = QComboBox()
        for words, name in (
            (self.tr("跟随系统"), "system"),
            (self.tr("浅色"), "light"),
            (self.tr("深色"), "dark"),
        ):
            self.theme_box.addItem(words, name)
        self.theme_box.setCurrentIndex(
            max(0, self.theme_box.findData(self._store.value("theme", "system")))
        )
        self.text_size = QSpinBox()
        self.text_size.setRange(_SMALLEST, _LARGEST)
        self.text_size.setValue(int(str(self._store.value("text_size", 14))))
        self.language_box = QComboBox()
        self.language_box.addItem("简体中文", "zh")
        self.language_box.addItem("English", "en")
        self.language_box.setCurrentIndex(
            max(0, self.language_box.findData(self._settings.language))
        )
        form.addRow(self.tr("主题"), self.theme_box)
        form.addRow(self.tr("文字大小"), self.text_size)
        form.addRow(self.tr("语言"), self.language_box)
        form.addRow("", _hint(self.tr("语言在下次启动时生效。")))
        return page

    def _on_agreed(self) -> None:
        self._store.setValue("theme", self.theme_box.currentData())
        self._store.setValue("text_size", self.text_size.value())
        self.looks_changed.emit()
        detection = replace(
            self._settings.detection,
            allow=_lines(self.allow_box),
            deny=_lines(self.deny_box),
            names=self.find_names.isChecked(),
        )
        self.accepted_settings.emit(
            replace(
                self._settings,
                policy=self.policy_box.currentData() or self._settings.policy,
                clerk=self.clerk_box.text().strip(),
                reviewer=self.reviewer_box.text().strip(),
                office=self.office_box.text().strip(),
                language=self.language_box.currentData(),
                detection=detection,
            )
        )
        self.accept()


def _form() -> tuple[QWidget, QFormLayout]:
    page = QWidget()
    form = QFormLayout(page)
    form.setContentsMargins(8, 16, 8, 8)
    form.setVerticalSpacing(12)
    form.setHorizontalSpacing(16)
    return page, form


def _hint(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("secondary")
    label.setWordWrap(True)
    return label


def _lines(box: QPlainTextEdit) -> tuple[str, ...]:
    lines = (line.strip() for line in box.toPlainText().splitlines())
    return tuple(line for line in lines if line)
