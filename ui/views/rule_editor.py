"""One own rule: written in a form, tried on a text while it is written."""

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from redactor.detection.rulefile import KEEP, RuleSpec
from redactor.entities import ENTITIES
from redactor.errors import PatternFileError, RecognizerTimeoutError
from redactor.messages import sentence
from redactor.ownrules import OwnRule, Trial, try_rule
from ui.views.form import form, hint
from ui.views.settings_words import paint_spans
from ui.words import entity_title, language

__all__ = ["RuleEditor"]

_SURE = 0.85


class RuleEditor(QDialog):
    """Edits one rule; what is wrong stands below and cannot be saved."""

    def __init__(self, rule: RuleSpec | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = rule.name if rule else ""
        self.setWindowTitle(self.tr("修改规则") if rule else self.tr("新建规则"))
        self.resize(560, 560)
        page, rows = form()
        self.title_box = QLineEdit(rule.title if rule else "")
        self.kind_box = QComboBox()
        for name in ENTITIES:
            self.kind_box.addItem(entity_title(name), name)
        self.kind_box.addItem(self.tr("总是保留（不是个人信息）"), KEEP)
        wanted = rule.entity if rule else "CUSTOM"
        self.kind_box.setCurrentIndex(max(0, self.kind_box.findData(wanted)))
        self.expression_box = QLineEdit(rule.patterns[0].regex if rule else "")
        self.expression_box.setPlaceholderText("AJ[0-9]{8}")
        self.labels_box = QLineEdit("、".join(rule.labels) if rule else "")
        self.labels_box.setPlaceholderText(self.tr("可不填，例如：案号、案件编号"))
        rows.addRow(self.tr("名称"), self.title_box)
        rows.addRow(self.tr("类别"), self.kind_box)
        rows.addRow(self.tr("正则表达式"), self.expression_box)
        rows.addRow(self.tr("标签词"), self.labels_box)
        self._make_choices(rule)
        for choice in (self.always, self.doubtful, self.labelled):
            rows.addRow("", choice)
        self.text = QTextEdit()
        self.text.setAcceptRichText(False)
        self.text.setAccessibleName(self.tr("试验文字"))
        self.text.setPlaceholderText(self.tr("粘贴一段文字，匹配的内容会立即标出。"))
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.verdict.setObjectName("secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.addWidget(page)
        column.addWidget(self.text, 1)
        column.addWidget(self.verdict)
        column.addWidget(hint(self.tr("匹配前，全角字符先换成半角；字母区分大小写。")))
        column.addWidget(self._make_buttons())
        for box in (self.title_box, self.expression_box, self.labels_box):
            box.textChanged.connect(self._check)
        self.text.textChanged.connect(self._check)
        self.labelled.toggled.connect(self._check)
        self._check()
        self.finished.connect(self.deleteLater)

    def _make_choices(self, rule: RuleSpec | None) -> None:
        self.always = QRadioButton(self.tr("匹配即认定"))
        self.doubtful = QRadioButton(self.tr("匹配后由人决定"))
        self.labelled = QRadioButton(self.tr("只在标签词之后才算"))
        score = rule.patterns[0].score if rule else 1.0
        choice = self.always if score >= _SURE else self.doubtful
        (choice if score else self.labelled).setChecked(True)

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.save_button = buttons.addButton(
            self.tr("保存"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.save_button.setObjectName("primary")
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def rule(self) -> OwnRule:
        """Return the rule as it stands in the form."""
        words = self.labels_box.text().replace("，", "、").replace(",", "、")
        return OwnRule(
            title=self.title_box.text().strip(),
            entity=str(self.kind_box.currentData()),
            expression=self.expression_box.text(),
            labels=tuple(w.strip() for w in words.split("、") if w.strip()),
            only_labelled=self.labelled.isChecked(),
            doubtful=self.doubtful.isChecked(),
            name=self._name,
        )

    def _check(self) -> None:
        rule = self.rule()
        empty = not rule.title or not rule.expression
        try:
            spans = [] if empty else try_rule(rule, self.text.toPlainText())
        except (PatternFileError, RecognizerTimeoutError) as error:
            reason = str(error.context.get("reason", ""))
            words = reason or sentence(error.code, language=language(), **error.context)
            self._tell(words, wrong=True)
            return
        paint_spans(self.text, [Trial(span, rule.entity, 1.0) for span in spans])
        if empty:
            self._tell(self.tr("请填写名称和正则表达式。"), wrong=True)
        elif self.text.toPlainText():
            self._tell(self.tr("匹配 {0} 处。").format(len(spans)), wrong=False)
        else:
            self._tell("", wrong=False)

    def _tell(self, words: str, *, wrong: bool) -> None:
        self.verdict.setText(words)
        self.save_button.setEnabled(not wrong)
