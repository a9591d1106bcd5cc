"""Step ③: what will be done to each file, what stands in the way, and the export."""

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt, QUrl, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ui.check_text import TABLES_LINK
from ui.checking import weak_open
from ui.models.files import FilesModel
from ui.remedies import Act, remedy_of
from ui.report_text import file_report, page_of_link
from ui.signing import may_sign, two_wanted
from ui.views.files_panel import FilesPanel
from ui.workspace import FileEntry, Stage

__all__ = ["ExportPage"]


class ExportPage(QWidget):
    """Lists the files with their reports.

    Signals:
        back: The clerk wants to review the chosen file again.
        hazards_wanted: The unread places of the chosen file shall be shown.
        accept_wanted: All undecided hits of the chosen file shall be accepted.
        compare_wanted: Original and copy shall be shown side by side.
        masks_wanted: The weak masks of the chosen file shall pass.
        tables_wanted: The risk of the chosen file's tables shall be shown.
        page_wanted: A page shall be looked at (the file, zero-based page).
        sign_wanted: The second person wants to sign the chosen file.
        remedy_wanted: What helps the chosen file shall be done.
        folder_wanted: Another folder for the copies shall be chosen.
        export_wanted: The copies shall be written.
        open_wanted: The folder of the copies shall be opened.
        report_wanted: The report shall be saved as PDF.
    """

    back = Signal(object)
    hazards_wanted = Signal(object)
    accept_wanted = Signal(object)
    compare_wanted = Signal(object)
    masks_wanted = Signal(object)
    page_wanted = Signal(object, int)
    tables_wanted = Signal(object)
    sign_wanted = Signal(object)
    remedy_wanted = Signal(object)
    folder_wanted = Signal()
    export_wanted = Signal()
    open_wanted = Signal()
    report_wanted = Signal()

    def __init__(
        self,
        model: FilesModel,
        selection: QItemSelectionModel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.reviewer_named = False
        self.files = FilesPanel(model, selection)
        self.report = QTextBrowser()
        self.report.setFrameShape(QFrame.Shape.NoFrame)
        self.report.setAccessibleName(self.tr("检查结果"))
        self.report.setOpenLinks(False)
        self.report.anchorClicked.connect(self._on_link)
        splitter = self.splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.files)
        splitter.addWidget(self._right())
        splitter.setSizes([320, 900])
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._top())
        layout.addWidget(splitter, 1)
        self.files.chosen.connect(self._show)

    def _top(self) -> QFrame:
        top = QFrame()
        top.setObjectName("panel")
        row = QHBoxLayout(top)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        label = QLabel(self.tr("副本保存到"))
        self.folder_box = QLineEdit()
        self.folder_box.setReadOnly(True)
        self.folder_box.setAccessibleName(self.tr("副本保存到"))
        label.setBuddy(self.folder_box)
        change = QPushButton(self.tr("更改…"))
        change.clicked.connect(self.folder_wanted)
        self.open_button = QPushButton(self.tr("打开文件夹"))
        self.open_button.clicked.connect(self.open_wanted)
        self.report_button = QPushButton(self.tr("保存报告…"))
        self.report_button.clicked.connect(self.report_wanted)
        self.export_button = QPushButton()
        self.export_button.setObjectName("primary")
        self.export_button.clicked.connect(self.export_wanted)
        row.addWidget(label)
        row.addWidget(self.folder_box, 1)
        for button in (change, self.open_button, self.report_button):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.export_button)
        return top

    def _right(self) -> QFrame:
        right = QFrame()
        right.setObjectName("panel")
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.report, 1)
        row = QHBoxLayout()
        self.review_button = QPushButton(self.tr("去复核"))
        self.hazard_button = QPushButton(self.tr("去确认未读内容"))
        self.compare_button = QPushButton(self.tr("对照原件与副本"))
        self.accept_button = QPushButton(self.tr("待定的全部按建议处理"))
        self.masks_button = QPushButton(self.tr("确认部分遮盖…"))
        self.sign_button = QPushButton(self.tr("复核签字…"))
        self.remedy_button = QPushButton()
        self.remedy_button.setObjectName("primary")
        for button, signal in (
            (self.remedy_button, self.remedy_wanted),
            (self.sign_button, self.sign_wanted),
            (self.review_button, self.back),
            (self.hazard_button, self.hazards_wanted),
            (self.accept_button, self.accept_wanted),
            (self.masks_button, self.masks_wanted),
            (self.compare_button, self.compare_wanted),
        ):
            button.clicked.connect(
                lambda _=False, s=signal: s.emit(self.files.current())
            )
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        return right

    def refresh(
        self, folder: Path | None, ready: int, busy: bool, *, checking: bool = False
    ) -> None:
        """Show the present state: target folder and number of files to export."""
        self.folder_box.setText(str(folder) if folder else "")
        words = self.tr("导出 {0} 个副本") if ready else self.tr("导出副本")
        if checking and not ready:
            words = self.tr("正在检查…")
        self.export_button.setText(words.format(ready))
        waited = not self.export_button.isEnabled() and self.files.list.hasFocus()
        self.export_button.setEnabled(bool(ready) and not busy)
        if waited and self.export_button.isEnabled():
            self.export_button.setFocus()  # the check came after the step was shown
        if self.files.current() is None and self.files.model.rowCount():
            self.files.list.setCurrentIndex(self.files.model.index(0))
        self._show(self.files.current())
        entries = [
            self.files.model.entry(self.files.model.index(row))
            for row in range(self.files.model.rowCount())
        ]
        done = any(e is not None and e.stage is Stage.RELEASED for e in entries)
        self.open_button.setVisible(done)
        self.report_button.setVisible(done)

    def _show(self, entry: FileEntry | None) -> None:
        bar = self.report.verticalScrollBar()
        place = bar.value()
        self.report.setHtml(file_report(entry) if entry else "")
        bar.setValue(place)
        ready = entry is not None and entry.scan is not None
        self.review_button.setVisible(ready)
        released = entry is not None and entry.stage is Stage.RELEASED
        self.compare_button.setVisible(released)
        self.hazard_button.setVisible(bool(entry and entry.open_hazards))
        self.accept_button.setVisible(bool(entry and entry.waiting))
        self.masks_button.setVisible(bool(entry and ready and weak_open(entry)))
        self.sign_button.setVisible(bool(entry and self.two and may_sign(entry)))
        remedy = remedy_of(entry) if entry else None
        self.remedy_button.setVisible(remedy is not None)
        if remedy is not None:
            self.remedy_button.setText(remedy.words)
            self.hazard_button.hide()
            self.review_button.setVisible(ready and remedy.act is not Act.REVIEW)

    @property
    def two(self) -> bool:
        """Whether a second person is named or the file's policy asks for one."""
        entry = self.files.current()
        return self.reviewer_named or (entry is not None and two_wanted(entry))

    def _on_link(self, url: QUrl) -> None:
        page, entry = page_of_link(url.toString()), self.files.current()
        if entry is not None and url.toString() == TABLES_LINK:
            self.tables_wanted.emit(entry)
        if page is not None and entry is not None:
            self.page_wanted.emit(entry, page)
