"""The rules of a rule book as a table, the chosen one below it to edit."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from redactor.masking.policy import Policy, Rule
from redactor.masking.policy_edit import keys_of
from redactor.model import Role
from ui.views.policy_editor_rule import (
    RuleForm,
    action_title,
    example_words,
    rule_title,
)

__all__ = ["PolicyRules"]

_ROLES = (
    Role.OFFICIAL,
    Role.OFFICE,
    Role.MINOR,
    Role.CHILD,
    Role.GUARDIAN,
    Role.LEGAL_REPRESENTATIVE,
)


class PolicyRules(QWidget):
    """Edits the rules of one rule book.

    Signals:
        changed: The user changed a rule (the `Policy` with it).
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._policy: Policy | None = None
        self._keys: tuple[tuple[str, Role], ...] = ()
        self.table = self._make_table()
        self.rule = RuleForm()
        self.role_button = QPushButton(self.tr("按身份另定…"))
        self.role_button.setToolTip(
            self.tr("给所选类别加一条只对某种身份有效的规则，例如未成年人的住址。")
        )
        self.role_button.clicked.connect(self._choose_role)
        self.drop_button = QPushButton(self.tr("删去这条规则"))
        self.drop_button.clicked.connect(self._drop_rule)
        row = QHBoxLayout()
        row.addWidget(self.role_button)
        row.addWidget(self.drop_button)
        row.addStretch()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.table, 1)
        page.addLayout(row)
        page.addWidget(self.rule)
        self.table.itemSelectionChanged.connect(self._on_row)
        self.rule.changed.connect(self._on_rule)

    def _make_table(self) -> QTableWidget:
        heads = (self.tr("类别"), self.tr("处理"), self.tr("依据"), self.tr("示例"))
        table = QTableWidget(0, len(heads))
        table.setHorizontalHeaderLabels(heads)
        table.setAccessibleName(self.tr("各类信息的处理"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        for column, width in enumerate((150, 190, 190)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)
        return table

    def show_policy(self, policy: Policy) -> None:
        """Show the rules of a rule book; those of a preset cannot be changed."""
        self._policy = policy
        self._list_rules(0)

    def _list_rules(self, row: int) -> None:
        if self._policy is None:
            return
        self._keys = keys_of(self._policy)
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._keys))
        for number, key in enumerate(self._keys):
            self._set_row(number, self._policy.rule(*key))
        self.table.blockSignals(False)
        self.table.selectRow(min(row, len(self._keys) - 1))
        self._on_row()

    def _set_row(self, number: int, rule: Rule) -> None:
        entity, role = self._keys[number]
        cells = (
            rule_title(entity, role),
            action_title(rule),
            rule.clause,
            example_words(entity, role, rule),
        )
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setToolTip(words)
            self.table.setItem(number, column, item)

    def _on_row(self) -> None:
        row = self.table.currentRow()
        if self._policy is None or not 0 <= row < len(self._keys):
            return
        key = self._keys[row]
        fixed = self._policy.builtin
        self.rule.show_rule(*key, self._policy.rule(*key), fixed=fixed)
        self.role_button.setEnabled(not fixed and key[0] != "*")
        named = key in self._policy.rules and key != ("*", Role.NONE)
        self.drop_button.setEnabled(not fixed and named)

    def _on_rule(self, rule: Rule) -> None:
        row = self.table.currentRow()
        self._set_rule(self._keys[row], rule)
        self._set_row(row, rule)

    def _set_rule(self, key: tuple[str, Role], rule: Rule) -> None:
        if self._policy is not None:
            rules = {**self._policy.rules, key: rule}
            self._policy = replace(self._policy, rules=rules)
            self.changed.emit(self._policy)

    def _choose_role(self) -> None:
        menu = QMenu(self)
        for role in self.free_roles():
            action = menu.addAction(
                rule_title(self._keys[self.table.currentRow()][0], role)
            )
            action.triggered.connect(lambda _=False, r=role: self.add_role(r))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.role_button.mapToGlobal(self.role_button.rect().topLeft()))

    def free_roles(self) -> Sequence[Role]:
        """Return the roles that the chosen entity has no rule for yet."""
        entity = self._keys[self.table.currentRow()][0]
        rules = self._policy.rules if self._policy else {}
        return [role for role in _ROLES if (entity, role) not in rules]

    def add_role(self, role: Role) -> None:
        """Give the chosen entity a rule for a role, at first the one that holds."""
        if self._policy is None:
            return
        entity = self._keys[self.table.currentRow()][0]
        self._set_rule((entity, role), self._policy.rule(entity, role))
        self._list_rules(keys_of(self._policy).index((entity, role)))

    def _drop_rule(self) -> None:
        row = self.table.currentRow()
        if self._policy is not None:
            rules = {
                k: r for k, r in self._policy.rules.items() if k != self._keys[row]
            }
            self._policy = replace(self._policy, rules=rules)
            self._list_rules(row)
            self.changed.emit(self._policy)
