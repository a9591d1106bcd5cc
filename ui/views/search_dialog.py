"""Search a word or a regular expression in a whole file and mark what is found."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from redactor.model import Edit, Span, TextUnit, Treatment
from ui.display import one_line
from ui.reviewing import Reviewing
from ui.words import treatment_title
from ui.workspace import FileEntry

__all__ = ["SearchDialog", "occurrences"]

_AROUND = 14
_MOST = 5000
_SECONDS = 0.2


def occurrences(
    entry: FileEntry, word: str, is_regex: bool
) -> list[tuple[TextUnit, Span]]:
    """Return where a word stands and nothing is marked or found yet.

    At most 5,000 places, so that a pattern such as ``.`` does not drown the list.

    Raises:
        ValueError: The regular expression is wrong.
        TimeoutError: It takes too long on one paragraph.
    """
    import regex

    try:
        pattern = regex.compile(word if is_regex else regex.escape(word))
    except regex.error as error:
        raise ValueError("pattern") from error
    marked = [e for e in entry.review.manual if e.span is not None]
    places: list[tuple[TextUnit, Span]] = []
    for unit in entry.units:
        taken = [f.span for f in entry.by_unit.get(unit.id, ())]
        taken += [e.span for e in marked if e.unit_id == unit.id and e.span]
        for match in pattern.finditer(unit.text, timeout=_SECONDS):
            span = Span(*match.span())
            if len(span) and not any(span.overlaps(other) for other in taken):
                places.append((unit, span))
            if len(places) >= _MOST:
                return places
    return places


class SearchDialog(QDialog):
    """Finds places, lists them with a few words around, marks the ticked ones."""

    def __init__(self, reviewing: Reviewing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._places: list[tuple[TextUnit, Span]] = []
        self.setWindowTitle(self.tr("搜索并标记"))
        self.resize(620, 480)
        self.word = QLineEdit()
        self.word.setPlaceholderText(self.tr("要查找的词语"))
        self.word.setAccessibleName(self.tr("要查找的词语"))
        self.regex = QCheckBox(self.tr("正则表达式"))
        find = QPushButton(self.tr("查找"))
        find.setDefault(True)
        find.clicked.connect(self.search)
        self.words = QLabel()
        self.words.setObjectName("secondary")
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("找到的位置"))
        self.treatment = QComboBox()
        self.treatment.setAccessibleName(self.tr("处理方式"))
        for treatment in (Treatment.COVER, Treatment.DELETE):
            self.treatment.addItem(treatment_title(treatment), treatment)
        buttons = QDialogButtonBox()
        self.mark_button = buttons.addButton(
            self.tr("标记勾选的"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.mark_button.setEnabled(False)
        buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._mark)
        buttons.rejected.connect(self.reject)
        top = QHBoxLayout()
        for part in (self.word, self.regex, find):
            top.addWidget(part)
        bottom = QHBoxLayout()
        bottom.addWidget(QLabel(self.tr("处理方式")))
        bottom.addWidget(self.treatment)
        bottom.addStretch()
        bottom.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.words)
        layout.addWidget(self.list, 1)
        layout.addLayout(bottom)
        self.finished.connect(self.deleteLater)

    def search(self) -> None:
        """List the places."""
        entry, word = self._reviewing.entry, self.word.text()
        self.list.clear()
        self._places = []
        if entry is None or not word:
            return
        try:
            self._places = occurrences(entry, word, self.regex.isChecked())
        except ValueError:
            self.words.setText(self.tr("这个正则表达式写法不对，请检查。"))
            return
        except TimeoutError:
            self.words.setText(self.tr("这个正则表达式太费时，请改得具体一些。"))
            return
        for unit, span in self._places:
            item = QListWidgetItem(_around(unit.text, span))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.words.setText(
            self.tr("找到 {0} 处尚未标记的内容。").format(len(self._places))
        )
        self.mark_button.setEnabled(bool(self._places))

    def _mark(self) -> None:
        edits = [
            Edit(
                self._reviewing.new_edit_id(),
                # Qt hands a StrEnum back as a plain string
                Treatment(self.treatment.currentData()),
                "CUSTOM",
                unit_id=unit.id,
                span=span,
            )
            for row, (unit, span) in enumerate(self._places)
            if self.list.item(row).checkState() == Qt.CheckState.Checked
        ]
        self._reviewing.mark(edits, self.tr("搜索并标记"))
        self.accept()


def _around(text: str, span: Span) -> str:
    head = one_line(text[max(0, span.start - _AROUND) : span.start])
    tail = one_line(text[span.end : span.end + _AROUND])
    return f"…{head}【{one_line(text[span.start : span.end])}】{tail}…"
