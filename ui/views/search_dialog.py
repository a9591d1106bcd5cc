"""Search a word or a regular expression in a whole file and mark what is found."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
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

from redactor.entities import ENTITIES
from redactor.model import Edit, Span, TextUnit, Treatment
from ui.display import one_line
from ui.reviewing import Reviewing
from ui.words import entity_title, treatment_title
from ui.workspace import FileEntry

__all__ = ["SearchDialog", "occurrences"]

_AROUND = 14
_MOST = 5000
_SECONDS = 0.1
_SLICE_MS = 15
_Found = tuple[TextUnit, Span]


def occurrences(entry: FileEntry, word: str, is_regex: bool) -> list[_Found]:
    """Return where a word stands and nothing is marked or found yet.

    At most 5,000 places, so that a pattern such as ``.`` does not drown the list.

    Raises:
        ValueError: The regular expression is wrong.
        TimeoutError: It takes too long on one paragraph.
    """
    return [place for place in _walk(entry, word, is_regex) if place is not None]


def _walk(entry: FileEntry, word: str, is_regex: bool) -> Iterator[_Found | None]:
    """Yield the places, and None after each unit, so that one may pause there."""
    import regex

    try:
        pattern: Any = regex.compile(word if is_regex else regex.escape(word))
    except regex.error as error:
        raise ValueError("pattern") from error
    marked: dict[str, list[Span]] = {}
    for edit in entry.review.manual:
        if edit.unit_id is not None and edit.span is not None:
            marked.setdefault(edit.unit_id, []).append(edit.span)
    count = 0
    for unit in entry.units:
        if not is_regex and word not in unit.text:
            continue
        taken = [f.span for f in entry.by_unit.get(unit.id, ())]
        taken += marked.get(unit.id, ())
        for match in pattern.finditer(unit.text, timeout=_SECONDS):
            span = Span(*match.span())
            if len(span) and not any(span.overlaps(other) for other in taken):
                yield unit, span
                count += 1
            if count >= _MOST:
                return
        yield None


class SearchDialog(QDialog):
    """Finds places, lists them with a few words around, marks the ticked ones.

    Signals:
        place_chosen: A place of the list is current (unit id, span).
    """

    place_chosen = Signal(str, object)

    def __init__(self, reviewing: Reviewing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._places: list[_Found] = []
        self._walking: Iterator[_Found | None] | None = None
        self._pause = QTimer(self, interval=0, singleShot=True)
        self._pause.timeout.connect(self._go_on)
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
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("找到的位置"))
        self.list.currentRowChanged.connect(self._on_row)
        top = QHBoxLayout()
        for part in (self.word, self.regex, find):
            top.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.words)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._make_bottom())
        self.finished.connect(self.deleteLater)

    def _make_bottom(self) -> QHBoxLayout:
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("标记为"))
        for name in ENTITIES:
            self.kind.addItem(entity_title(name), name)
        self.kind.setCurrentIndex(self.kind.findData("CUSTOM"))
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
        row = QHBoxLayout()
        for part in (
            QLabel(self.tr("标记为")),
            self.kind,
            QLabel(self.tr("处理方式")),
            self.treatment,
        ):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(buttons)
        return row

    def search(self) -> None:
        """List the places, in slices that leave the window free."""
        entry, word = self._reviewing.entry, self.word.text()
        self.list.clear()
        self._places = []
        self.mark_button.setEnabled(False)
        self._walking = None
        if entry is None or not word:
            return
        self._walking = _walk(entry, word, self.regex.isChecked())
        self._go_on()

    def _go_on(self) -> None:
        walking, clock = self._walking, QElapsedTimer()
        if walking is None:
            return
        clock.start()
        fresh: list[_Found] = []
        try:
            while clock.elapsed() < _SLICE_MS:
                place = next(walking)
                if place is not None:
                    fresh.append(place)
        except StopIteration:
            self._walking = None
        except ValueError:
            self._stop(self.tr("这个正则表达式写法不对，请检查。"))
            return
        except TimeoutError:
            self._stop(self.tr("这个正则表达式太费时，请改得具体一些。"))
            return
        self._list(fresh)
        if self._walking is not None:
            self._pause.start()

    def _stop(self, words: str) -> None:
        self._walking = None
        self.words.setText(words)

    def _list(self, fresh: list[_Found]) -> None:
        self._places += fresh
        for unit, span in fresh:
            item = QListWidgetItem(_around(unit.text, span))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        if self._walking is not None:
            words = self.tr("正在查找，已找到 {0} 处…")
        else:
            words = self.tr("找到 {0} 处尚未标记的内容。")
        self.words.setText(words.format(len(self._places)))
        self.mark_button.setEnabled(self._walking is None and bool(self._places))

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._places):
            unit, span = self._places[row]
            self.place_chosen.emit(unit.id, span)

    def _mark(self) -> None:
        # Qt hands a StrEnum back as a plain string
        treatment = Treatment(self.treatment.currentData())
        kind = str(self.kind.currentData())
        edits = [
            Edit(
                self._reviewing.new_edit_id(),
                treatment,
                kind,
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
