"""What the dialogs of long work over a folder share: progress, results, cancel."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from redactor.messages import sentence
from ui import dialogs
from ui.jobs import Failure
from ui.longwork import LongWork
from ui.models.rows import Row, RowRole, RowsModel
from ui.views.drop_area import dropped_paths
from ui.words import language, left_words

__all__ = ["WorkDialog"]

_PARTS = 1000


class WorkDialog(QDialog):
    """A form, a button to start, progress, and a table of results.

    Attributes:
        work: What runs.
        rows: The results.

    Signals:
        review_wanted: Files shall be opened for review (paths, policy or "").
    """

    review_wanted = Signal(object, str)

    def __init__(self, heads: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(820, 600)
        self.setAcceptDrops(True)
        self._files, self._by_page = "", False
        self.work = LongWork(self)
        self.work.told.connect(self._on_told)
        self.work.done.connect(self._on_done)
        self.work.failed.connect(self._on_failed)
        self.form = QFormLayout()
        self.form.setVerticalSpacing(12)
        self.form.setHorizontalSpacing(16)
        self.rows = RowsModel(heads, self)
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setAccessibleName(self.tr("结果"))
        self.table.activated.connect(lambda index: self._on_row(index.data(RowRole)))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _PARTS)
        self.bar.hide()
        self._make_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(self.form)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        column.addLayout(self._buttons)
        self.finished.connect(self.deleteLater)

    def _make_buttons(self) -> None:
        self.start_button = QPushButton(self.tr("开始"))
        self.start_button.setObjectName("primary")
        self.start_button.clicked.connect(self._on_start)
        self.stop_button = QPushButton(self.tr("停止"))
        self.stop_button.clicked.connect(self._on_stop)
        self.stop_button.hide()
        self.queue_button = QPushButton()
        self.queue_button.clicked.connect(self._on_queue)
        self.queue_button.hide()
        self.folder_button = QPushButton(self.tr("打开结果文件夹"))
        self.folder_button.clicked.connect(self._on_folder)
        self.folder_button.hide()
        close = QPushButton(self.tr("关闭"))
        close.clicked.connect(self.close)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        for button in (self.queue_button, self.folder_button):
            self._buttons.addWidget(button)
        self._buttons.addStretch()
        # a second click on 开始 must not meet 停止
        for button in (self.stop_button, self.start_button, close):
            button.setAutoDefault(False)
            self._buttons.addWidget(button)
        self.start_button.setDefault(True)

    def begin(self, job: Callable[[Any, Callable[[], bool]], Any]) -> None:
        """Start the work and show that it runs."""
        self.rows.clear()
        self.queue_button.hide()
        self.folder_button.hide()
        self._show_running(True)
        self.words.setText(self.tr("正在查看文件夹…"))
        self._files, self._by_page = "", False
        self.bar.setValue(0)
        self.work.start(job)

    def advance(self, done: int, total: int, seconds_left: float | None) -> None:
        """Show how many files ended."""
        self._files = self.tr("已完成 {0} / {1} 个文件").format(done, total)
        self._say(self._files, left_words(seconds_left))
        if not self._by_page or done == total:
            self.bar.setValue(round(_PARTS * done / total) if total else _PARTS)

    def come(self, words: str, fraction: float, seconds_left: float | None) -> None:
        """Show how far a file is, and with it the whole (0 to 1)."""
        self._by_page = True
        self.bar.setValue(round(_PARTS * fraction))
        self._say(self._files, words, left_words(seconds_left))

    def _say(self, *parts: str) -> None:
        if self.stop_button.isEnabled():  # else it is being stopped
            self.words.setText(" · ".join(part for part in parts if part))

    def end(self, words: str, queue: int) -> None:
        """Show how it ended, and how many files wait for a person."""
        self._show_running(False)
        self.words.setText(words)
        self.queue_button.setText(self.tr("打开需要复核的 {0} 个文件").format(queue))
        self.queue_button.setVisible(queue > 0)
        self.folder_button.show()

    def _show_running(self, on: bool) -> None:
        self.start_button.setEnabled(not on)
        self.stop_button.setVisible(on)
        self.stop_button.setEnabled(True)
        self.bar.setVisible(on)
        (self.stop_button if on else self.start_button).setFocus()
        for row in range(self.form.rowCount()):
            field = self.form.itemAt(row, QFormLayout.ItemRole.FieldRole)
            widget = field.widget() if field is not None else None
            if widget is not None:
                widget.setEnabled(not on)

    def _on_stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.words.setText(self.tr("正在停止…"))
        self.work.stop()

    def _on_failed(self, failure: Failure) -> None:
        self._show_running(False)
        self.words.setText(
            sentence(failure.code, language=language(), **failure.context)
        )

    def _on_folder(self) -> None:
        folder = self.result_folder()
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def result_folder(self) -> Path | None:
        """Return where the results are."""
        raise NotImplementedError

    def _on_start(self) -> None:
        raise NotImplementedError

    def _on_queue(self) -> None:
        raise NotImplementedError

    def _on_row(self, row: Row) -> None:
        raise NotImplementedError

    def _on_told(self, news: Any) -> None:
        raise NotImplementedError

    def _on_done(self, value: Any) -> None:
        raise NotImplementedError

    def take_folder(self, folder: Path) -> None:
        """Take a folder to work on."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a folder while nothing runs."""
        if not self.work.running and _folder_of(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the folder."""
        folder = _folder_of(event.mimeData())
        if folder is not None:
            event.acceptProposedAction()
            self.take_folder(folder)

    def reject(self) -> None:
        """Close like any other way to close."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask when work is under way, then stop it."""
        if self.work.running:
            words = self.tr("还在处理。停止并关闭吗？已写出的副本保留，下次接着做。")
            if not dialogs.ask_yes(self, words, self.tr("停止并关闭")):
                event.ignore()
                return
        self.work.close()
        event.accept()
        self.done(0)


def _folder_of(data: QMimeData) -> Path | None:
    return next((path for path in dropped_paths(data) if path.is_dir()), None)
