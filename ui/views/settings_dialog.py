"""Settings: people, words, patterns, folders, language and looks."""

from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from redactor.detection.search import AllowedWords, DeniedWords
from redactor.errors import PatternFileError
from redactor.masking.policy import Policy
from redactor.settings import Settings, load_settings
from ui import dialogs
from ui.looking import Looking
from ui.views.form import Picker, form, hint
from ui.views.settings_rules import RulesPage
from ui.views.settings_words import WordsPage
from ui.words import tr

__all__ = ["SettingsDialog"]

_SMALLEST, _LARGEST = 12, 22
_PAGES = ("general", "words", "rules", "folders", "looks")


class SettingsDialog(QDialog):
    """Edits the office's settings and this window's looks.

    Signals:
        accepted_settings: The user agreed (the new `Settings`).
        looks_changed: Theme or text size changed.
        policies_wanted: The rule books shall be edited.
    """

    accepted_settings = Signal(object)
    looks_changed = Signal()
    policies_wanted = Signal()

    def __init__(
        self,
        settings: Settings,
        policies: Sequence[Policy],
        store: QSettings,
        looking: Looking,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._store = store
        self.setWindowTitle(self.tr("设置"))
        self.resize(680, 560)
        self.tabs = QTabWidget()
        self.words = WordsPage(settings.detection, looking)
        self.rules = RulesPage()
        self.tabs.addTab(self._general(policies), self.tr("常用"))
        self.tabs.addTab(self.words, self.tr("词语"))
        self.tabs.addTab(self.rules, self.tr("规则"))
        self.tabs.addTab(self._folders(), self.tr("文件夹"))
        self.tabs.addTab(self._looks(), self.tr("外观"))
        buttons = QDialogButtonBox()
        agree = buttons.addButton(
            self.tr("保存"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        agree.setObjectName("primary")
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_agreed)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.addWidget(self.tabs, 1)
        column.addWidget(buttons)
        self.rules.changed.connect(self._on_rules)
        self.finished.connect(self.deleteLater)

    def show_page(self, name: str) -> None:
        """Open at a page: general, words, rules, folders or looks."""
        if name in _PAGES:
            self.tabs.setCurrentIndex(_PAGES.index(name))

    def _general(self, policies: Sequence[Policy]) -> QWidget:
        page, rows = form()
        settings = self._settings
        self.policy_box = QComboBox()
        for policy in policies:
            self.policy_box.addItem(tr(policy.title), policy.name)
        found = self.policy_box.findData(settings.policy)
        self.policy_box.setCurrentIndex(max(0, found))
        self.clerk_box = QLineEdit(settings.clerk)
        self.reviewer_box = QLineEdit(settings.reviewer)
        self.office_box = QLineEdit(settings.office)
        self.find_names = QCheckBox(self.tr("用语言模型识别姓名"))
        self.find_names.setChecked(settings.detection.names)
        self.read_pictures = QCheckBox(self.tr("识别图片和扫描件中的文字（OCR）"))
        available = find_spec("rapidocr") is not None
        self.read_pictures.setChecked(settings.ocr and available)
        self.read_pictures.setEnabled(available)
        if not available:
            words = self.tr("本机没有安装文字识别组件，图片须逐张人工确认。")
            self.read_pictures.setToolTip(words)
        edit = QPushButton(self.tr("查看和编辑文种规则…"))
        edit.clicked.connect(self.policies_wanted)
        self.same_names = QCheckBox(self.tr("同一人在各文件中用同一代称"))
        self.same_names.setChecked(settings.same_names)
        self.same_names.setToolTip(
            self.tr("代称由本机配置文件夹中的密钥算出，不保存任何对照表。")
        )
        rows.addRow(self.tr("默认文种"), self.policy_box)
        rows.addRow("", edit)
        rows.addRow("", self.same_names)
        rows.addRow(self.tr("经办人"), self.clerk_box)
        rows.addRow(self.tr("复核人"), self.reviewer_box)
        rows.addRow(self.tr("单位"), self.office_box)
        rows.addRow("", hint(self.tr("经办人、复核人和单位写入台账。")))
        rows.addRow("", self.find_names)
        rows.addRow("", self.read_pictures)
        note = self.tr("关闭文字识别后，图片和扫描页不读取，须逐处人工确认才能导出。")
        rows.addRow("", hint(note))
        return page

    def _folders(self) -> QWidget:
        page, rows = form()
        settings = self._settings
        self.output_picker = Picker(
            str(settings.output or ""),
            self.tr("第一个文件旁边的“脱敏副本”"),
            self.tr("副本保存到"),
        )
        self.output_picker.choose.clicked.connect(self._choose_output)
        self.ledger_picker = Picker(
            str(settings.ledger or ""),
            self.tr("副本文件夹里的“台账.jsonl”"),
            self.tr("台账"),
        )
        self.ledger_picker.choose.clicked.connect(self._choose_ledger)
        rows.addRow(self.tr("副本保存到"), self.output_picker)
        rows.addRow(self.tr("台账"), self.ledger_picker)
        note = self.tr("台账只记处理的种类、数量和校验值，不含文件名和个人信息。")
        rows.addRow("", hint(note))
        return page

    def _looks(self) -> QWidget:
        page, rows = form()
        self.theme_box = QComboBox()
        for words, name in (
            (self.tr("跟随系统"), "system"),
            (self.tr("浅色"), "light"),
            (self.tr("深色"), "dark"),
            (self.tr("高对比度"), "contrast"),
        ):
            self.theme_box.addItem(words, name)
        theme = self.theme_box.findData(self._store.value("theme", "system"))
        self.theme_box.setCurrentIndex(max(0, theme))
        self.text_size = QSpinBox()
        self.text_size.setRange(_SMALLEST, _LARGEST)
        self.text_size.setValue(int(str(self._store.value("text_size", 14))))
        self.language_box = QComboBox()
        self.language_box.addItem("简体中文", "zh")
        self.language_box.addItem("English", "en")
        self.language_box.setCurrentIndex(
            max(0, self.language_box.findData(self._settings.language))
        )
        rows.addRow(self.tr("主题"), self.theme_box)
        rows.addRow(self.tr("文字大小"), self.text_size)
        rows.addRow(self.tr("语言"), self.language_box)
        rows.addRow("", hint(self.tr("语言在下次启动时生效。")))
        return page

    def _choose_output(self) -> None:
        folder = dialogs.ask_folder(self, self.tr("选择副本保存到哪个文件夹"))
        if folder is not None:
            self.output_picker.box.setText(str(folder))

    def _choose_ledger(self) -> None:
        path = dialogs.ask_ledger(self, self._settings.output)
        if path is not None:
            self.ledger_picker.box.setText(str(path))

    def _on_rules(self) -> None:
        """Rules are written at once: what is searched from now on must know them."""
        detection = load_settings().detection
        kept = replace(
            self._settings.detection,
            patterns_dirs=detection.patterns_dirs,
            stamp=detection.stamp,
        )
        self._settings = replace(self._settings, detection=kept)
        self.accepted_settings.emit(self._settings)

    def _sound(self) -> bool:
        """Tell whether both lists can be used; a wrong expression is shown."""
        words = self.words.chosen()
        lists = (
            (
                AllowedWords,
                words.allow,
                self.tr("“总是保留”第 {0} 行的正则表达式有误。"),
            ),
            (DeniedWords, words.deny, self.tr("“总是去除”第 {0} 行的正则表达式有误。")),
        )
        for kind, entries, complaint in lists:
            try:
                kind(entries)
            except PatternFileError as error:
                self.words.trial.result.setText(complaint.format(error.context["line"]))
                self.show_page("words")
                return False
        return True

    def _on_agreed(self) -> None:
        if not self._sound():
            return
        self._store.setValue("theme", self.theme_box.currentData())
        self._store.setValue("text_size", self.text_size.value())
        self.looks_changed.emit()
        words = self.words.chosen()
        detection = replace(
            self._settings.detection,
            allow=words.allow,
            deny=words.deny,
            names=self.find_names.isChecked(),
        )
        reads = self.read_pictures
        self.accepted_settings.emit(
            replace(
                self._settings,
                policy=self.policy_box.currentData() or self._settings.policy,
                clerk=self.clerk_box.text().strip(),
                reviewer=self.reviewer_box.text().strip(),
                office=self.office_box.text().strip(),
                same_names=self.same_names.isChecked(),
                ocr=reads.isChecked() if reads.isEnabled() else self._settings.ocr,
                output=_path(self.output_picker),
                ledger=_path(self.ledger_picker),
                language=self.language_box.currentData(),
                detection=detection,
            )
        )
        self.accept()


def _path(picker: Picker) -> Path | None:
    text = picker.box.text().strip()
    return Path(text) if text else None
