"""One rule of a rule book: what is done, how, on what clause, with a live example."""

from dataclasses import replace
from hashlib import sha256

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from redactor.masking.describe import OPERATOR_TITLES, example
from redactor.masking.policy import Rule, Unattended
from redactor.masking.policy_build import clauses
from redactor.masking.policy_edit import operators_for
from redactor.model import Action, Role, Treatment
from ui.words import tr, treatment_title

__all__ = ["RuleForm", "action_title", "example_words", "rule_title"]

_KEEP, _ASK = "keep", "ask:"
_TREATMENTS = (Treatment.DELETE, Treatment.DEIDENTIFY, Treatment.COVER)


def action_title(rule: Rule) -> str:
    """Return what a rule does, in a few words."""
    if rule.action is Action.KEEP or rule.treatment is None:
        return tr("保留")
    title = treatment_title(rule.treatment)
    if rule.action is Action.ASK:
        return tr("请复核人决定（建议{0}）").format(title)
    return title


def rule_title(entity: str, role: Role) -> str:
    """Return whom and what a rule is about."""
    from redactor.masking.describe import ROLE_TITLES
    from ui.words import entity_title

    title = tr("其余各类") if entity == "*" else entity_title(entity)
    return f"{title}（{tr(ROLE_TITLES[role])}）" if role else title


def example_words(entity: str, role: Role, rule: Rule) -> str:
    """Return a value and what becomes of it."""
    value, after = example(entity, role, rule)
    if after == value:
        return value
    nothing = tr("（不留痕迹）")
    return f"{value} → {after or nothing}"


class RuleForm(QGroupBox):
    """Edits one rule.

    Signals:
        changed: The rule was changed by the user (the new `Rule`).
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entity, self._role = "*", Role.NONE
        self._rule: Rule | None = None
        self.action_box = QComboBox()
        for treatment in _TREATMENTS:
            self.action_box.addItem(treatment_title(treatment), treatment.value)
        self.action_box.addItem(self.tr("保留"), _KEEP)
        for treatment in _TREATMENTS:
            words = self.tr("请复核人决定（建议{0}）")
            title = words.format(treatment_title(treatment))
            self.action_box.addItem(title, _ASK + treatment.value)
        self.operator_box = QComboBox()
        self.clause_box = QComboBox()
        self.clause_box.setEditable(True)
        self.clause_box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.clause_box.addItem("", "")
        for clause in clauses().values():
            self.clause_box.addItem(clause.title, clause.id)
        self.note_box = QLineEdit()
        self.note_box.setPlaceholderText(self.tr("给复核人的提示，可不填"))
        self.alone_box = QComboBox()
        self.alone_box.addItem(self.tr("按建议处理"), Unattended.TREAT)
        self.alone_box.addItem(self.tr("整份文件不放行"), Unattended.STOP)
        self.example = QLabel()
        self.example.setWordWrap(True)
        self._lay_out()
        for box in (self.action_box, self.operator_box, self.alone_box):
            box.activated.connect(self._take)
        self.clause_box.activated.connect(self._take)
        line = self.clause_box.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("可选，也可直接填写本地规定"))
            line.editingFinished.connect(self._take)
        self.note_box.editingFinished.connect(self._take)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(12)
        for row, column, span, words, box in (
            (0, 0, 1, self.tr("处理"), self.action_box),
            (0, 2, 1, self.tr("去标识化方式"), self.operator_box),
            (1, 0, 1, self.tr("依据"), self.clause_box),
            (1, 2, 1, self.tr("无人复核时"), self.alone_box),
            (2, 0, 3, self.tr("提示"), self.note_box),
            (3, 0, 3, self.tr("示例"), self.example),
        ):
            label = QLabel(words)
            label.setBuddy(box)
            box.setAccessibleName(words)
            grid.addWidget(label, row, column)
            grid.addWidget(box, row, column + 1, 1, span)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    def show_rule(self, entity: str, role: Role, rule: Rule, *, fixed: bool) -> None:
        """Show a rule; a fixed one cannot be changed."""
        self._entity, self._role, self._rule = entity, role, rule
        self.setTitle(rule_title(entity, role))
        asks = rule.action is Action.ASK
        key = rule.treatment.value if rule.treatment else _KEEP
        found = self.action_box.findData(_ASK + key if asks else key)
        self.action_box.setCurrentIndex(found)
        self.operator_box.clear()
        for name in dict.fromkeys((*operators_for(entity), rule.operator or "full")):
            self.operator_box.addItem(tr(OPERATOR_TITLES[name]), name)
        found = self.operator_box.findData(rule.operator or "full")
        self.operator_box.setCurrentIndex(found)
        found = self.clause_box.findData(rule.clause_id)
        if found < 0:
            self.clause_box.addItem(rule.clause, rule.clause_id)
            found = self.clause_box.count() - 1
        self.clause_box.setCurrentIndex(found)
        self.note_box.setText(rule.note)
        self.alone_box.setCurrentIndex(self.alone_box.findData(rule.unattended))
        self.example.setText(example_words(entity, role, rule))
        for box in (self.action_box, self.clause_box, self.note_box):
            box.setEnabled(not fixed)
        masked = rule.treatment is Treatment.DEIDENTIFY
        self.operator_box.setEnabled(masked and not fixed)
        self.alone_box.setEnabled(asks and not fixed)

    def _take(self) -> None:
        before = self._rule
        if before is None:
            return
        key = str(self.action_box.currentData())
        asks, word = key.startswith(_ASK), key.removeprefix(_ASK)
        treatment = None if word == _KEEP else Treatment(word)
        action = Action.ASK if asks else Action.TREAT if treatment else Action.KEEP
        clause_id, clause = self._clause()
        alone = str(self.alone_box.currentData()) if asks else "treat"
        rule = replace(
            before,
            action=action,
            treatment=treatment,
            operator=self.operator_box.currentData(),
            clause=clause,
            clause_id=clause_id,
            note=self.note_box.text().strip(),
            unattended=Unattended(alone),
        )
        if rule != before:
            self.show_rule(self._entity, self._role, rule, fixed=False)
            self.changed.emit(rule)

    def _clause(self) -> tuple[str, str]:
        """Return id and title of the clause; one of the office's own gets an id."""
        title = self.clause_box.currentText().strip()
        found = self.clause_box.findText(title)
        if found >= 0:
            return self.clause_box.itemData(found) or "", title
        return f"own-{sha256(title.encode()).hexdigest()[:8]}", title
