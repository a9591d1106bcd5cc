"""Rule books: presets to look at and copy, the office's own to edit, give and take."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from redactor.errors import NotWritableError, PolicyError
from redactor.masking.policy import Policy, load_policy, policy_names
from redactor.masking.policy_edit import (
    copy_of,
    export_policy,
    import_policy,
    remove_policy,
    save_policy,
)
from redactor.messages import sentence
from ui import dialogs
from ui.views.policy_editor_head import PolicyHead
from ui.views.policy_editor_table import PolicyRules
from ui.words import language, tr

__all__ = ["PolicyEditor"]

_POLICY = int(Qt.ItemDataRole.UserRole)


class PolicyEditor(QDialog):
    """Lists the rule books and edits one at a time.

    Signals:
        saved: A rule book was written, taken in or taken away (its name).
    """

    saved = Signal(str)

    def __init__(self, current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("文种规则"))
        self.resize(1120, 720)
        self.draft: Policy | None = None
        self._before: Policy | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("文种"))
        self.list.setWordWrap(True)
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.list.setHorizontalScrollBarPolicy(never)
        self.head = PolicyHead()
        self.rules = PolicyRules()
        self.problem = QLabel()
        self.problem.setObjectName("stop")
        self.problem.setWordWrap(True)
        self._lay_out()
        self.list.currentItemChanged.connect(self._on_chosen)
        self.rules.changed.connect(self._on_rules)
        self.head.changed.connect(self._on_head)
        self.finished.connect(self.deleteLater)
        self.fill(current)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        self.copy_button = QPushButton(self.tr("复制为本单位文种"))
        self.import_button = QPushButton(self.tr("导入…"))
        self.export_button = QPushButton(self.tr("导出…"))
        self.remove_button = QPushButton(self.tr("删除"))
        for button, slot in (
            (self.copy_button, self.copy),
            (self.import_button, self._import),
            (self.export_button, self._export),
            (self.remove_button, self._remove),
        ):
            button.clicked.connect(slot)
            column.addWidget(button)
        right = QWidget()
        page = QVBoxLayout(right)
        page.setContentsMargins(12, 0, 0, 0)
        page.addWidget(self.head)
        page.addWidget(self.rules, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        left.setMinimumWidth(210)
        splitter.setSizes([220, 880])
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(12)
        outer.addWidget(splitter, 1)
        outer.addWidget(self.problem)
        outer.addLayout(self._bottom())

    def _bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.save_button = QPushButton(self.tr("保存"))
        self.save_button.setObjectName("primary")
        self.save_button.clicked.connect(self.save)
        close = QPushButton(self.tr("关闭"))
        close.clicked.connect(self.close)
        row.addStretch()
        row.addWidget(close)
        row.addWidget(self.save_button)
        return row

    @property
    def dirty(self) -> bool:
        """Tell whether there is something to save."""
        return self.draft is not None and self.draft != self._before

    def fill(self, current: str) -> None:
        """List all rule books and show one."""
        self.list.blockSignals(True)
        self.list.clear()
        chosen: QListWidgetItem | None = None
        for name in policy_names():
            try:
                policy = load_policy(name)
            except PolicyError as error:
                self._tell(error)
                continue
            item = QListWidgetItem(tr(policy.title))
            item.setData(_POLICY, policy)
            item.setToolTip(policy.description)
            self.list.addItem(item)
            chosen = item if name == current or chosen is None else chosen
        self.list.blockSignals(False)
        if chosen is not None:
            self.list.setCurrentItem(chosen)
        self._on_chosen(chosen)

    def _on_chosen(self, item: QListWidgetItem | None, *_: object) -> None:
        if item is None:
            return
        policy = item.data(_POLICY)
        if self.draft is not None and policy.name != self.draft.name and self.dirty:
            words = self.tr("对“{0}”的改动还没有保存。").format(self.draft.title)
            if dialogs.ask_yes(self, words, self.tr("保存")) and not self.save():
                return
        self._show(policy)

    def _show(self, policy: Policy) -> None:
        self.draft = self._before = policy
        self.head.show_policy(policy)
        self.rules.show_policy(policy)
        self._update()

    def _on_rules(self, policy: Policy) -> None:
        if self.draft is not None:
            self.draft = replace(self.draft, rules=policy.rules)
            self._update()

    def _on_head(self, policy: Policy) -> None:
        if self.draft is not None:
            self.draft = replace(policy, rules=self.draft.rules)
            self._update()

    def _update(self) -> None:
        own = self.draft is not None and not self.draft.builtin
        self.save_button.setEnabled(own and self.dirty)
        self.remove_button.setEnabled(own)
        words = "" if own else self.tr("内置文种不能改动。要改，请先复制为本单位文种。")
        self.head.set_note(words)

    def copy(self) -> None:
        """Copy the shown rule book as one of the office's own."""
        draft = self.draft
        if draft is not None:
            title = self.tr("{0}（本单位）").format(draft.title)
            self._store(lambda: save_policy(copy_of(draft, title)))

    def save(self) -> bool:
        """Write the shown rule book; False if it could not be."""
        draft = self.draft
        if draft is None or draft.builtin:
            return False
        return self._store(lambda: save_policy(draft))

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("导入文种"), "", self.tr("文种规则 (*.yaml *.yml)")
        )
        if name:
            self.take_in(Path(name))

    def take_in(self, path: Path) -> bool:
        """Import a file; False if it is wrong, which is then told."""
        return self._store(lambda: import_policy(path))

    def _export(self) -> None:
        if self.draft is None:
            return
        start = f"{self.draft.title}.yaml"
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("导出文种"), start, self.tr("文种规则 (*.yaml)")
        )
        if name:
            self.give(Path(name))

    def give(self, path: Path) -> None:
        """Export the shown rule book to a file."""
        try:
            if self.draft is not None:
                export_policy(self.draft, path)
            self.problem.clear()
        except NotWritableError as error:
            self._tell(error)

    def _remove(self) -> None:
        draft = self.draft
        if draft is None:
            return
        words = self.tr("要删除“{0}”吗？").format(draft.title)
        if dialogs.ask_yes(self, words, self.tr("删除")):
            self.draft = self._before = None
            self._store(lambda: remove_policy(draft.name))

    def _store(self, act: Callable[[], Policy | None]) -> bool:
        """Do something with the office's folder, tell what is wrong, list anew."""
        try:
            done = act()
        except (PolicyError, NotWritableError) as error:
            self._tell(error)
            return False
        self.problem.clear()
        self._before = self.draft
        name = done.name if isinstance(done, Policy) else ""
        self.fill(name)
        self.saved.emit(name)
        return True

    def _tell(self, error: PolicyError | NotWritableError) -> None:
        words = sentence(error.code, language=language(), **error.context)
        self.problem.setText(words)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once when changes would be lost."""
        if self.dirty:
            words = self.tr("改动还没有保存。要放弃这些改动吗？")
            if not dialogs.ask_yes(self, words, self.tr("放弃改动")):
                event.ignore()
                return
        super().closeEvent(event)
