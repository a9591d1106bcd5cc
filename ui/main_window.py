"""The window: puts the parts together and passes signals between them."""

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from redactor.settings import Settings
from ui.actions import NEEDS_FILE, NEEDS_HITS, Actions
from ui.controller import Controller
from ui.export import Exporter
from ui.handlers import Handlers
from ui.models.files import FilesModel
from ui.pictures import PagePictures
from ui.review_parts import ReviewParts
from ui.reviewing import Reviewing
from ui.shell import Shell
from ui.theme import apply_theme
from ui.views.document_pane import DocumentPane
from ui.views.drop_area import DropArea, dropped_paths
from ui.views.export_page import ExportPage
from ui.views.files_panel import FilesPanel
from ui.views.findings_panel import FindingsPanel
from ui.views.reveal import Reveal
from ui.views.status_line import StatusLine
from ui.views.steps_bar import StepsBar
from ui.window_state import remember, restore
from ui.wiring import connect
from ui.words import step_words
from ui.workspace import FileEntry

__all__ = ["MainWindow"]

_ADD, _REVIEW, _EXPORT = range(3)


class MainWindow(QMainWindow):
    """The one window.

    Attributes:
        step: Which of the three steps is shown.
        painted: The window was drawn at least once.
        chosen_mark: Id of the hit or hand-made mark that was clicked last.
    """

    def __init__(
        self, controller: Controller, pictures: PagePictures, store: QSettings
    ) -> None:
        super().__init__()
        self.controller = controller
        self.reviewing = Reviewing(controller, self)
        self.pictures = pictures
        self.exporter = Exporter(controller, self)
        self.chosen_mark = ""
        self.step = _ADD
        self.painted = False
        self.store = store
        self.setWindowTitle(self.tr("隐墨"))
        self.setAcceptDrops(True)
        self.setMinimumSize(960, 600)
        self.actions_ = Actions(self)
        self.drop_area = DropArea()
        self.drop_area.first.setVisible(store.value("used") is None)
        self.files = FilesPanel(FilesModel(controller.workspace, self))
        self.document = DocumentPane(pictures, self.actions_)
        self.hits = FindingsPanel()
        self.export_page = ExportPage(self.files.model, self.files.selection)
        self._make_centre()
        self._make_steps()
        self._make_status()
        self.handlers = Handlers(self)
        self.shell = Shell(self)
        self.installEventFilter(Reveal(self.hits.model, self))
        connect(self)
        self.review_parts = ReviewParts(self)
        self._watch()
        restore(self, self._splitters(), store)
        self._on_progress(0, 0)

    def _make_centre(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.files, self.document, self.hits):
            self.splitter.addWidget(widget)
        self.splitter.setSizes([230, 760, 376])
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.files.setMinimumWidth(150)
        self.hits.setMinimumWidth(320)
        self.centre = QStackedWidget()
        self.centre.addWidget(self.drop_area)
        self.centre.addWidget(self.splitter)
        self.centre.addWidget(self.export_page)

    def _make_steps(self) -> None:
        self.steps = StepsBar()
        self.steps.next_button.clicked.connect(self.actions_["export"].trigger)
        holder = QWidget()
        holder.setObjectName("page")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.steps)
        column.addWidget(self.centre, 1)
        self.setCentralWidget(holder)

    def _make_status(self) -> None:
        self.status = StatusLine()
        self.cancel_button = self.status.cancel_button
        self.cancel_button.clicked.connect(lambda: self.controller.cancel())
        self.statusBar().addWidget(self.status, 1)
        self.statusBar().setSizeGripEnabled(False)

    def _watch(self) -> None:
        work, workspace = self.controller, self.controller.workspace
        workspace.added.connect(self._on_added)
        workspace.removed.connect(self._on_removed)
        workspace.changed.connect(self._on_changed)
        workspace.outlined.connect(self._on_outlined)
        workspace.scanned.connect(self._on_scanned)
        workspace.review_changed.connect(self._on_review)
        work.progressed.connect(self._on_progress)
        work.stepped.connect(self._on_step)
        work.notice.connect(self.say)
        work.looking.policies_known.connect(self.on_policies)

    def show_file(self, entry: FileEntry | None) -> None:
        """Make a file the current one in all parts of the window."""
        self.reviewing.entry = entry
        stack = self.controller.stack(entry) if entry else None
        self.controller.undo.setActiveStack(stack)  # type: ignore[arg-type]
        self.hits.set_entry(entry)
        self.document.set_entry(entry)
        self.update_actions()

    def go_to(self, step: int) -> None:
        """Show a step."""
        self.step = step
        self.update_actions()
        page = self.export_page
        ready = page.export_button.isEnabled()
        last = page.export_button if ready else page.files.list
        (self.drop_area, self.hits.tree, last)[step].setFocus()

    def say(self, words: str) -> None:
        """Show a sentence in the status bar for a while."""
        self.status.say(words)

    def update_actions(self) -> None:
        """Enable what makes sense now and show the right page of the window."""
        entry = self.reviewing.entry
        entries = self.controller.workspace.entries
        if not entries:
            self.step = _ADD
        self.painted = False
        self.centre.setCurrentIndex(self.step)
        self.actions_.enable(NEEDS_FILE, bool(entries))
        ready = entry is not None and entry.scan is not None
        hits = ready and entry is not None and bool(entry.findings)
        self.actions_.enable(NEEDS_HITS, hits)
        self.review_parts.enable()
        self.actions_.enable(("hazards",), bool(entry and entry.hazards))
        self.actions_.enable(("unmark",), bool(entry and entry.review.manual))
        self.actions_.enable(("show_output",), self.exporter.folder is not None)
        self.steps.set_step(self.step, bool(entries))
        self._show_policy()
        if self.step == _EXPORT:
            self.exporter.refresh()

    def _show_policy(self) -> None:
        """Show the current file's rule book, and what else may fit."""
        work, entry = self.controller, self.reviewing.entry
        if entry is None:
            self.steps.set_policy(work.settings.policy)
            self.steps.propose("")
            return
        name = work.policy_of(entry)
        self.steps.set_policy(name)
        files = work.workspace.entries
        others = sum(work.policy_of(other) != name for other in files)
        kind = entry.kind if self.step == _REVIEW else ""
        self.steps.propose(kind, others if entry.chosen else 0)

    def _on_added(self, row: int) -> None:
        self.store.setValue("used", "yes")
        if self.step == _ADD:
            self.go_to(_REVIEW)
        if self.files.current() is None:
            self.files.select(self.controller.workspace.entries[row])
        self.update_actions()

    def _on_removed(self, _row: int) -> None:
        self.show_file(self.files.current())

    def _on_changed(self, entry: FileEntry) -> None:
        if entry.code == "secret_mark":
            self.pictures.forget(entry.path)
        if entry is self.reviewing.entry:
            self.document.update_state()
        self.update_actions()

    def _on_outlined(self, entry: FileEntry) -> None:
        if entry is self.reviewing.entry:
            self.document.update_content()

    def _on_scanned(self, entry: FileEntry) -> None:
        # each in a turn of its own: with 20,000 hits each takes about 50 ms
        for show in (self._show_hits, self._show_document):
            QTimer.singleShot(0, self, lambda show=show: show(entry))

    def _show_hits(self, entry: FileEntry) -> None:
        if entry is self.reviewing.entry:
            self.hits.set_entry(entry)
            self.update_actions()

    def _show_document(self, entry: FileEntry) -> None:
        if entry is self.reviewing.entry:
            self.document.update_content()

    def _on_review(self, entry: FileEntry) -> None:
        if entry is self.reviewing.entry:
            self.hits.refresh()
            self.document.refresh()

    def on_policies(self) -> None:
        """List the rule books anew."""
        work = self.controller
        self.steps.set_policies(work.looking.policies.values(), work.settings.policy)
        self.update_actions()

    def _on_progress(self, done: int, total: int) -> None:
        self.status.show_progress(done, total)
        self.update_actions()

    def _on_step(self, entry: FileEntry, step: str, done: int, total: int) -> None:
        words = step_words(entry.path.name, step, done, total)
        self.files.model.touch(entry)
        pace = self.controller.pace
        self.status.show_step(words, pace.fraction, pace.seconds_left)

    def _splitters(self) -> dict[str, QSplitter]:
        return {"splitter": self.splitter, "export": self.export_page.splitter}

    def show_people(self, settings: Settings) -> None:
        """Show who is at work wherever that stands."""
        self.drop_area.set_people(settings.clerk, settings.reviewer)
        self.steps.set_people(settings.clerk, settings.reviewer)
        self.export_page.reviewer_named = bool(settings.reviewer)

    def take_looks(self) -> None:
        """Put on the theme and text size of the window's settings."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            size = int(str(self.store.value("text_size", 14)))
            apply_theme(app, str(self.store.value("theme", "system")), size)
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.actions_.restyle()
        self.drop_area.restyle()
        self.document.restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Note the first paint."""
        super().paintEvent(event)
        self.painted = True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome local files anywhere in the window."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        event.acceptProposedAction()
        self.shell.open_paths(dropped_paths(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once when work would be lost, then stop everything."""
        if not self.shell.may_quit():
            event.ignore()
            return
        remember(self, self._splitters(), self.store)
        self.shell.leave()
        self.controller.keeper.save()
        self.controller.cancel()
        event.accept()
