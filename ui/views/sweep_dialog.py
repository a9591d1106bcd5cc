"""What stands in files that were published already: searched, ranked, reported."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from redactor.settings import Settings
from ui import dialogs
from ui.models.rows import Row
from ui.views.form import Picker
from ui.views.work_dialog import WorkDialog

if TYPE_CHECKING:
    from redactor.sweep.run import Look, Sweep, SweepRequest

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
        self._worst: list[Path] = []
        self._page: Path | None = None
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        self.source = Picker(
            "", self.tr("请选择"), self.tr("要排查的文件夹"), resettable=False
        )
        self.output = Picker(
            "", self.tr("请选择"), self.tr("报告保存到"), resettable=False
        )
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
            self.take_folder(folder)

    def take_folder(self, folder: Path) -> None:
        """Take a folder to be looked at; the report goes beside it unless told."""
        self.source.box.setText(str(folder))
        if not self.output.box.text():
            beside = folder.with_name(f"{folder.name}_排查报告")
            self.output.box.setText(str(beside))
        self._check()
        self.start_button.setFocus()

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
        self.begin(lambda tell, stop: _run(request, tell, stop))

    def result_folder(self) -> Path:
        """Return the folder of the report."""
        return Path(self.output.box.text())

    def _on_told(self, look: "Look") -> None:
        self.advance(look.done, look.total, look.seconds_left)

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
        worst = [entry for entry in listed if entry.level >= Level.HIGH]
        paths = dict.fromkeys(item.path for item in done.to_redact())
        self._worst = list(paths)[:_MOST_OPENED]
        words = self.tr("排查 {0} 个文件，{1} 个要看，其中严重 {2} 个。")
        told = words.format(len(done.entries), len(listed), len(worst))
        if done.stopped:
            told = self.tr("已停止，只排查了一部分，下次接着做。") + told
        if done.unread:
            more = self.tr("另有 {0} 个文件的格式不在排查范围，见报告。")
            told += more.format(sum(done.unread.values()))
        self.end(told, len(self._worst))
        self.queue_button.setText(
            self.tr("打开需要重新处理的 {0} 个文件").format(len(self._worst))
        )
        self.report_button.show()

    def _on_row(self, row: Row) -> None:
        """Take one file into the review."""
        path = Path(row.value)
        if path.is_file() and not self.work.running:
            self.review_wanted.emit([path], "")
            self.close()

    def _on_queue(self) -> None:
        self.review_wanted.emit([p for p in self._worst if p.is_file()], "")
        self.close()

    def _open_report(self) -> None:
        if self._page is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._page)))


def _run(
    request: "SweepRequest", tell: Callable[[Any], None], stop: Callable[[], bool]
) -> "tuple[Sweep, Path]":
    from redactor.queue import QUEUE_NAME, write_queue
    from redactor.sweep.report import write_reports
    from redactor.sweep.run import sweep

    done = sweep(request, tell=tell, stop=stop)
    write_queue(request.output / QUEUE_NAME, done.to_redact())
    return done, write_reports(done, request.output)[1]
