"""Settings: the patterns of the search; built-in ones to look at, own ones to write."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from redactor.detection.rulefile import KEEP, RuleSpec
from redactor.errors import NotWritableError, PatternFileError
from redactor.messages import sentence
from redactor.ownrules import (
    builtin_rules,
    own_folder,
    own_rules,
    remove_rule,
    write_rule,
)
from ui import dialogs
from ui.views.form import hint
from ui.views.rule_editor import RuleEditor
from ui.words import entity_title, language

__all__ = ["RulesPage"]

_RULE = int(Qt.ItemDataRole.UserRole)


class RulesPage(QWidget):
    """Lists the rules; own ones can be added, changed and taken away.

    Signals:
        changed: The office's rules were written: files must be searched again.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = own_folder()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("规则"))
        self.list.currentItemChanged.connect(lambda item, _: self._show(item))
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setAccessibleName(self.tr("规则内容"))
        self.add_button = QPushButton(self.tr("新建…"))
        self.change_button = QPushButton(self.tr("修改…"))
        self.remove_button = QPushButton(self.tr("删除"))
        self.add_button.clicked.connect(lambda: self._edit(None))
        self.change_button.clicked.connect(lambda: self._edit(self.current()))
        self.remove_button.clicked.connect(self._remove)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(self.details)
        splitter.setSizes([220, 380])
        row = QHBoxLayout()
        for button in (self.add_button, self.change_button, self.remove_button):
            row.addWidget(button)
        row.addStretch()
        page = QVBoxLayout(self)
        page.setContentsMargins(8, 16, 8, 8)
        page.setSpacing(12)
        page.addWidget(splitter, 1)
        page.addLayout(row)
        words = self.tr("本单位规则保存在 {0}，可复制给其他电脑使用。")
        page.addWidget(hint(words.format(self._folder)))
        self.problem = QLabel()
        self.problem.setObjectName("stop")
        self.problem.setWordWrap(True)
        self.problem.hide()
        page.addWidget(self.problem)
        self._fill()

    def current(self) -> RuleSpec | None:
        """Return the chosen rule if it is the office's own."""
        item = self.list.currentItem()
        rule = item.data(_RULE) if item is not None else None
        own = isinstance(rule, RuleSpec) and rule.file.parent == self._folder
        return rule if own else None

    def select(self, name: str) -> None:
        """Make a rule current."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            rule = item.data(_RULE)
            if isinstance(rule, RuleSpec) and rule.name == name:
                self.list.setCurrentItem(item)

    def _fill(self, chosen: str = "") -> None:
        self.list.clear()
        try:
            own = own_rules(self._folder)
        except PatternFileError as error:
            own = ()
            self._complain(error)
        for title, rules in (
            (self.tr("本单位规则"), own),
            (self.tr("内置规则"), builtin_rules()),
        ):
            head = QListWidgetItem(title)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            font = head.font()
            font.setBold(True)
            head.setFont(font)
            self.list.addItem(head)
            for rule in rules:
                item = QListWidgetItem(f"  {rule.title}")
                item.setData(_RULE, rule)
                self.list.addItem(item)
            if not rules:
                empty = QListWidgetItem(self.tr("  （还没有）"))
                empty.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(empty)
        self._show(None)
        if chosen:
            self.select(chosen)

    def _show(self, item: QListWidgetItem | None) -> None:
        rule = item.data(_RULE) if item is not None else None
        self.details.setPlainText(self._words(rule) if rule is not None else "")
        own = self.current() is not None
        self.change_button.setEnabled(own)
        self.remove_button.setEnabled(own)

    def _words(self, rule: RuleSpec) -> str:
        kind = self.tr("总是保留") if rule.entity == KEEP else entity_title(rule.entity)
        lines = [
            self.tr("名称：{0}").format(rule.title),
            self.tr("类别：{0}").format(kind),
            self.tr("来源：{0}").format(rule.source),
        ]
        if rule.labels:
            lines.append(self.tr("标签词：{0}").format("、".join(rule.labels)))
        for pattern in rule.patterns:
            scores = self.tr("把握 {0}，有标签时 {1}")
            grade = scores.format(pattern.score, pattern.labelled)
            lines += ["", f"{pattern.name}（{grade}）", pattern.regex]
        if rule.examples.find:
            lines += ["", self.tr("应找到："), *rule.examples.find]
        if rule.examples.miss:
            lines += ["", self.tr("不应找到："), *rule.examples.miss]
        return "\n".join(lines)

    def _edit(self, rule: RuleSpec | None) -> None:
        dialog = RuleEditor(rule, self)
        if not dialog.exec():
            return
        try:
            written = write_rule(self._folder, dialog.rule())
        except (PatternFileError, NotWritableError) as error:
            self._complain(error)
            return
        self.problem.hide()
        self._fill(written.name)
        self.changed.emit()

    def _remove(self) -> None:
        rule = self.current()
        words = self.tr("要删除规则“{0}”吗？此后不再按它查找。")
        if rule is None or not dialogs.ask_yes(
            self, words.format(rule.title), self.tr("删除")
        ):
            return
        try:
            removed = remove_rule(self._folder, rule.name)
        except (PatternFileError, NotWritableError) as error:
            self._complain(error)
            return
        if not removed:
            self.problem.setText(
                self.tr("这条规则与其他规则写在同一个文件里，请在该文件中删除。")
            )
            self.problem.show()
            return
        self._fill()
        self.changed.emit()

    def _complain(self, error: PatternFileError | NotWritableError) -> None:
        words = sentence(error.code, language=language(), **error.context)
        self.problem.setText(words)
        self.problem.show()
