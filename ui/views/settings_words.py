"""Settings: words that always stay or go, tried on a text before they are saved."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from redactor.entities import ENTITIES
from redactor.messages import sentence
from redactor.ownrules import Trial
from redactor.settings import DetectionSettings
from ui.display import utf16
from ui.jobs import Failure
from ui.looking import Looking
from ui.theme import category_colour, current_theme
from ui.views.form import hint, lines_of
from ui.words import entity_title, language

__all__ = ["TryBox", "WordsPage", "paint_spans"]

_FAINT = 70


def paint_spans(box: QTextEdit, trials: Iterable[Trial]) -> None:
    """Paint what was found in a text, in the colours of the categories."""
    text = box.toPlainText()
    painted = []
    for trial in trials:
        mark = QTextEdit.ExtraSelection()
        colour = QColor(current_theme().accent)
        if trial.entity in ENTITIES:
            colour = QColor(category_colour(ENTITIES[trial.entity].category))
        colour.setAlpha(_FAINT)
        style = QTextCharFormat()
        style.setBackground(colour)
        cursor = QTextCursor(box.document())
        cursor.setPosition(utf16(text, trial.span.start))
        keep = QTextCursor.MoveMode.KeepAnchor
        cursor.setPosition(utf16(text, trial.span.end), keep)
        mark.cursor, mark.format = cursor, style
        painted.append(mark)
    box.setExtraSelections(painted)


class TryBox(QWidget):
    """A text, a button, and what the search finds in it; the text is kept nowhere."""

    def __init__(
        self,
        looking: Looking,
        detection: Callable[[], DetectionSettings],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._looking = looking
        self._detection = detection
        self.text = QTextEdit()
        self.text.setAcceptRichText(False)
        self.text.setPlaceholderText(
            self.tr("在这里粘贴一段文字，看看按上面的设置会找到什么。")
        )
        self.text.setAccessibleName(self.tr("试验文字"))
        self.button = QPushButton(self.tr("试一试"))
        self.button.clicked.connect(self.run)
        self.result = QLabel()
        self.result.setObjectName("secondary")
        self.result.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self.result, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.text, 1)
        column.addLayout(row)

    def run(self) -> None:
        """Search the text in a worker."""
        text = self.text.toPlainText()
        if not text.strip():
            self.result.setText(self.tr("请先填写一段文字。"))
            return
        self.button.setEnabled(False)
        self.result.setText(self.tr("正在识别…"))
        self._looking.try_text(
            self._detection(),
            text,
            lambda trials: self._show(text, trials),  # type: ignore[arg-type]
            self._fail,
        )

    def _show(self, text: str, trials: tuple[Trial, ...]) -> None:
        self.button.setEnabled(True)
        if text != self.text.toPlainText():
            self.result.clear()
            return
        paint_spans(self.text, trials)
        if not trials:
            self.result.setText(self.tr("没有找到个人信息。"))
            return
        kinds = dict.fromkeys(entity_title(trial.entity) for trial in trials)
        words = self.tr("找到 {0} 处：{1}。")
        between = "、" if language() == "zh" else ", "
        self.result.setText(words.format(len(trials), between.join(kinds)))

    def _fail(self, failure: Failure) -> None:
        self.button.setEnabled(True)
        words = sentence(failure.code, language=language(), **failure.context)
        self.result.setText(words)


class WordsPage(QWidget):
    """The two lists and a text to try them on."""

    def __init__(
        self,
        detection: DetectionSettings,
        looking: Looking,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._detection = detection
        self.allow_box = _list(detection.allow, self.tr("总是保留"))
        self.deny_box = _list(detection.deny, self.tr("总是去除"))
        self.trial = TryBox(looking, self.chosen)
        lists = QHBoxLayout()
        lists.setSpacing(16)
        for title, box in (
            (self.tr("总是保留（如本单位公开电话）"), self.allow_box),
            (self.tr("总是去除（如项目代号、小区名）"), self.deny_box),
        ):
            column = QVBoxLayout()
            column.setSpacing(4)
            label = QLabel(title)
            label.setBuddy(box)
            column.addWidget(label)
            column.addWidget(box)
            lists.addLayout(column)
        page = QVBoxLayout(self)
        page.setContentsMargins(8, 16, 8, 8)
        page.setSpacing(12)
        page.addLayout(lists, 3)
        page.addWidget(
            hint(
                self.tr(
                    "每行一个词，按原样匹配；写在两条斜线之间的是正则表达式，"
                    "例如 /AJ[0-9]{8}/。更改后会重新识别。"
                )
            )
        )
        page.addWidget(self.trial, 2)

    def chosen(self) -> DetectionSettings:
        """Return the settings with the lists as they stand here."""
        allow, deny = lines_of(self.allow_box), lines_of(self.deny_box)
        return replace(self._detection, allow=allow, deny=deny)


def _list(words: Iterable[str], name: str) -> QPlainTextEdit:
    box = QPlainTextEdit("\n".join(words))
    box.setAccessibleName(name)
    return box
