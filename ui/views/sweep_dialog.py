"""What stands in files that were published already: searched, ranked, reported."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from redactor.settings import Settings
from ui import dialogs
from ui.jobs import Failure
from ui.models.rows import Row
from ui.views.form import Picker
from ui.views.work_dialog import WorkDialog

if TYPE_CHECKING:
    from redactor.sweep.run import Sweep, SweepRequest

__all__ = ["SweepDialog"]

_MOST_OPENED = 100
_WIDTHS = (80, 260, 70, 70)
_TONES = ("", "", "ask", "stop", "stop")


class SweepDialog(WorkDialog):
    """Chooses a folder, shows the worst files, takes them into the review."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(
            (
                self.tr("级别"),
                self.tr("文件"),
                self.tr("人数"),
                self.tr("未成年人"),
                self.tr("说明"),
            ),
            parent,
        )
        self.setWindowTitle(self.tr("已发布内容排查"))
        self._settings = settings
        self._counter: _Counter | None = None
        self._worst: list[Path] = []
        self._page: Path | None = None
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        self.source = Picker("", self.tr("请选择"), self.tr("要排查的文件夹"))
        self.output = Picker("", self.tr("请选择"), self.tr("报告保存到"))
        self.source.choose.clicked.connect(self._choose_source)
        self.output.choose.clicked.connect(self._choose_output)
        self.form.addRow(self.tr("要排查的文件夹"), self.source)
        self.form.addRow(self.tr("报告保存到"), self.output)
        self.report_button = QPushButton(self.tr("打开报告"))
        self.report_button.clicked.connect(self._open_report)
        self.report_button.hide()
        self._buttons.insertWidget(1, self.report_button)
        self.words.setText(
            self.tr(
                "只读不改：查看网站上已公开的文件里还有哪些个人信息、遮盖是否彻底、"
                "公示期是否已过，按严重程度排列。报告里没有个人信息。"
            )
        )
        self._check()

    def _choose_source(self) -> None:
        folder = dialogs.ask_folder(self, self.tr("要排查的文件夹"))
        if folder is not None:
            self.source.box.setText(str(folder))
            if not self.output.box.text():
                beside = folder.with_name(f"{folder.name}_排查报告")
                self.output.box.setText(str(beside))
        self._check()

    def _choose_output(self) -> None:
        folder = dialogs.ask_folder(self, self.tr("报告保存到"))
        if folder is not None:
            self.output.box.setText(str(folder))
        self._check()

    def _check(self) -> None:
        both = self.source.box.text() and self.output.box.text()
        self.start_button.setEnabled(bool(both))

    def _on_start(self) -> None:
        from redactor.sweep.run import SweepRequest

        self.report_button.hide()
        request = SweepRequest(
            Path(self.source.box.text()),
            self.result_folder(),
            date.today(),
            self._settings,
            workers=self._settings.workers,
        )
        self._counter = _Counter(request.workers)
        counter = self._counter
        self.begin(lambda tell, _stop: _run(request, counter, tell))

    def result_folder(self) -> Path:
        """Return the folder of the report."""
        return Path(self.output.box.text())

    def _on_stop(self) -> None:
        super()._on_stop()
        if self._counter is not None:
            self._counter.halt()

    def _on_told(self, news: tuple[int, int]) -> None:
        self.advance(*news, None)

    def _on_failed(self, failure: Failure) -> None:
        super()._on_failed(failure)
        if failure.code == "cancelled":
            self.words.setText(self.tr("已停止，没有写报告。再次排查会从头开始。"))

    def _on_done(self, value: "tuple[Sweep, Path]") -> None:
        from redactor.sweep.model import Level
        from redactor.sweep.report import file_rows

        done, self._page = value
        rows = []
        listed = [entry for entry in done.entries if entry.level is not Level.NONE]
        for row, entry in zip(file_rows(done), listed, strict=True):
            _, level, label, _, persons, minors, _, why = row
            cells = (str(level), str(label), str(persons), str(minors), str(why))
            rows.append(Row(cells, _TONES[entry.level], entry.path))
        self.rows.add(rows)
        worst = [e.path for e in listed if e.level >= Level.HIGH]
        self._worst = list(dict.fromkeys(worst))[:_MOST_OPENED]
        words = self.tr("排查 {0} 个文件，{1} 个要看，其中严重 {2} 个。")
        told = words.format(len(done.entries), len(listed), len(worst))
        if done.unread:
            more = self.tr("另有 {0} 个文件的格式不在排查范围，见报告。")
            told += more.format(sum(done.unread.values()))
        self.end(told, len(self._worst))
        self.queue_button.setText(
            self.tr("打开最严重的 {0} 个文件").format(len(self._worst))
        )
        self.report_button.show()

    def _on_queue(self) -> None:
        self.review_wanted.emit([p for p in self._worst if p.is_file()], "")
        self.close()

    def _open_report(self) -> None:
        if self._page is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._page)))


class _Counter(Executor):
    """Worker processes that count what they ended and can be halted at once."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._inner: Executor | None = None
        self._lock = threading.Lock()
        self._halted = False
        self.ended = 0
        self.tell: Callable[[int], None] | None = None

    def submit(
        self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> "Future[Any]":
        """Run a task in a process; see `concurrent.futures.Executor.submit`."""
        from redactor import batch

        with self._lock:
            if self._halted:
                cancelled: Future[Any] = Future()
                cancelled.cancel()
                cancelled.set_running_or_notify_cancel()
                return cancelled
            if self._inner is None:
                self._inner = batch.new_pool(self._workers)
            future = self._inner.submit(fn, *args, **kwargs)
        future.add_done_callback(lambda _: self._count())
        return future

    def _count(self) -> None:
        self.ended += 1
        if self.tell is not None:
            self.tell(self.ended)

    def halt(self) -> None:
        """Stop what runs and take nothing more."""
        with self._lock:
            self._halted = True
            inner = self._inner
        if inner is not None:
            inner.shutdown(wait=False, cancel_futures=True)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes."""
        if self._inner is not None:
            self._inner.shutdown(wait, cancel_futures=cancel_futures)


def _run(
    request: "SweepRequest", counter: _Counter, tell: Callable[[Any], None]
) -> "tuple[Sweep, Path]":
    from redactor.sweep.report import write_reports
    from redactor.sweep.run import sweep

    total = _count_files(request.folder)
    counter.tell = lambda done: tell((min(done, total), total))
    done = sweep(request, counter)
    return done, write_reports(done, request.output)[1]


def _count_files(folder: Path) -> int:
    from redactor.sweep.examine import SUFFIXES

    suffixes = tuple(SUFFIXES)
    return sum(
        name.lower().endswith(suffixes)
        for _, _, names in os.walk(folder)
        for name in names
    )
