"""The middle of the window: one file's pages or text, or why it cannot be shown."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from redactor.model import Finding, Span
from ui.actions import Actions
from ui.icons import pixmap
from ui.pictures import PagePictures
from ui.spots import todo_spots
from ui.theme import current_theme
from ui.views.document_bar import DocumentBar
from ui.views.document_desk import Desk, Mode
from ui.views.thumb_list import ThumbList
from ui.words import problem_words
from ui.workspace import FileEntry, Stage

__all__ = ["DocumentPane"]

_ROOMY = 1100
_PROBLEM_WIDTH = 520


class DocumentPane(QWidget):
    """Shows the current file.

    Signals:
        hit_clicked: A hit or hand-made mark was clicked (its id).
        menu_wanted: The context menu was asked for (global position).
        retry_wanted: The file shall be tried again (with a password if it wants one).
        hazards_wanted: The list of unread places shall be shown.
        look_wanted: The next place where the check stopped shall be shown.
    """

    hit_clicked = Signal(str)
    menu_wanted = Signal(QPoint)
    retry_wanted = Signal()
    hazards_wanted = Signal()
    look_wanted = Signal()

    def __init__(
        self, pictures: PagePictures, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entry: FileEntry | None = None
        self._shown: tuple[object, ...] = ()
        self._sha256 = ""
        self._pictures = pictures
        self.desk = Desk(pictures)
        self.pages, self.text = self.desk.main.pages, self.desk.main.text
        self.thumbs = ThumbList(pictures)
        self.bar = DocumentBar(actions)
        self.bar.turned.connect(self.turn)
        self.bar.page_typed.connect(self.pages.go_to_page)
        self.bar.zoomed.connect(self.zoom_by)
        self.bar.fit_wanted.connect(self.fit)
        self._make_banner()
        self._make_problem()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._problem)
        self._stack.addWidget(self._make_room())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.bar, self._banner):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)
        self.desk.hit_clicked.connect(self.hit_clicked)
        self.desk.menu_wanted.connect(self.menu_wanted)
        self.desk.mode_changed.connect(self.bar.set_mode)
        self.desk.filled.connect(self._on_filled)
        self.bar.mode_chosen.connect(self.set_mode)
        self.bar.pages_chosen.connect(self.set_as_pages)
        self.thumbs.page_chosen.connect(self.pages.go_to_page)
        self.pages.page_changed.connect(self._on_page)
        self.pages.zoom_changed.connect(self._on_zoom)
        self.restyle()

    def _make_room(self) -> QWidget:
        room = QWidget()
        row = QHBoxLayout(room)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.thumbs)
        row.addWidget(self.desk, 1)
        return room

    def _make_banner(self) -> None:
        self._banner = QFrame()
        self._banner.setObjectName("banner")
        row = QHBoxLayout(self._banner)
        row.setContentsMargins(16, 8, 16, 8)
        self._banner_words = QLabel()
        self._banner_words.setWordWrap(True)
        self.confirm_button = QPushButton(self.tr("去确认"))
        self.confirm_button.clicked.connect(self.hazards_wanted)
        self.look_button = QPushButton(self.tr("去看"))
        self.look_button.clicked.connect(self.look_wanted)
        row.addWidget(self._banner_words, 1)
        row.addWidget(self.look_button)
        row.addWidget(self.confirm_button)
        self._banner.hide()

    def _make_problem(self) -> None:
        self._problem = QWidget()
        self._problem.setObjectName("page")
        self._problem_sign = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._problem_words = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._problem_words.setWordWrap(True)
        # a layout that aligns a wrapped label gives it too little height
        self._problem_words.setFixedWidth(_PROBLEM_WIDTH)
        self.retry_button = QPushButton()
        self.retry_button.clicked.connect(self.retry_wanted)
        layout = QVBoxLayout(self._problem)
        layout.setSpacing(16)
        layout.addStretch()
        for part in (self._problem_sign, self._problem_words, self.retry_button):
            row = QHBoxLayout()
            row.addStretch()
            row.addWidget(part)
            row.addStretch()
            layout.addLayout(row)
        layout.addStretch()

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.bar.restyle()
        self.desk.repaint_views()
        self.thumbs.viewport().update()
        self.update_state()

    def set_entry(self, entry: FileEntry | None) -> None:
        """Show another file."""
        self._entry = entry
        self._shown = ()
        self._sha256 = ""
        self.update_content()

    def update_content(self) -> None:
        """Show what is new about the current file's pages, text and hits."""
        entry = self._entry
        shown, sha256 = _shape(entry), entry.scan.sha256 if entry and entry.scan else ""
        rewritten = bool(sha256 and self._sha256 and sha256 != self._sha256)
        self._sha256 = sha256 or self._sha256
        if rewritten and entry is not None:
            self._pictures.forget(entry.path)
        if shown != self._shown or rewritten:
            self._shown = shown
            self.desk.set_entry(entry)
            self._on_page(0)
        else:
            self.refresh()
        self.update_state()

    def refresh(self) -> None:
        """Repaint hits and marks after a decision."""
        self.desk.update_content()
        self.thumbs.refresh()
        self.update_state()

    def update_state(self) -> None:
        """Choose between pages, text and words, and set the banner."""
        entry = self._entry
        self.bar.set_name(entry.path.name if entry else "")
        paged = entry is not None and bool(entry.page_sizes)
        readable = entry is not None and (paged or bool(entry.units))
        problem = entry is not None and entry.stage is Stage.PROBLEM
        self.bar.set_paged(self.desk.paged and not problem and readable)
        self.bar.set_ready(entry is not None and entry.scan is not None)
        self.bar.set_word(readable and not paged and not problem)
        if entry is None or problem or not readable:
            self._show_problem(entry)
            self._stack.setCurrentWidget(self._problem)
        else:
            self._stack.setCurrentIndex(1)
            self._on_zoom(self.desk.main.view.zoom)
        self._set_banner(entry)

    @property
    def banner_words(self) -> str:
        """The sentence above the document, empty when there is none."""
        return self._banner_words.text()

    def _show_problem(self, entry: FileEntry | None) -> None:
        theme = current_theme()
        problem = entry is not None and entry.stage is Stage.PROBLEM
        locked = problem and entry is not None and entry.code == "encrypted"
        name = "lock" if locked else "alert" if problem else "wait"
        colour = theme.ask if locked else theme.stop if problem else theme.secondary
        ratio = self.devicePixelRatioF()
        self._problem_sign.setPixmap(pixmap(name, 40, colour, ratio))
        self.retry_button.setVisible(problem)
        self.retry_button.setText(
            self.tr("输入密码…") if locked else self.tr("重新识别")
        )
        if entry is None:
            self._problem_words.setText(self.tr("请在左侧选择一个文件。"))
        elif problem:
            self._problem_words.setText(problem_words(entry))
        elif entry.stage is Stage.READY:
            self._problem_words.setText(self.tr("这个文件里没有可以显示的文字。"))
        else:
            self._problem_words.setText(self.tr("正在打开…"))

    def _set_banner(self, entry: FileEntry | None) -> None:
        words = ""
        hazards = 0
        if entry is not None and entry.scan is not None:
            hazards = len(entry.open_hazards)
            if entry.stage is Stage.WITHHELD:
                words = problem_words(entry)
            elif hazards:
                words = self.tr("有 {0} 处内容需要人工核对，请逐一确认后再导出。")
                words = words.format(hazards)
            elif not entry.findings and not entry.review.manual:
                words = self.tr("未发现个人信息，请人工核对后再导出。")
        elif entry is not None and entry.stage in (Stage.WAITING, Stage.SCANNING):
            words = self.tr("正在识别个人信息，可以先浏览内容。")
        self._banner_words.setText(words)
        self._banner.setVisible(bool(words))
        self.confirm_button.setVisible(bool(hazards))
        self.look_button.setVisible(entry is not None and bool(todo_spots(entry)))

    def set_current(self, finding: Finding | None) -> None:
        """Ring a hit and show its place."""
        self.desk.set_current(finding)

    def show_place(self, unit_id: str, span: Span) -> None:
        """Show a place of the text; of pages, the page on which it begins."""
        self.desk.show_place(unit_id, span)

    def ring(self, mark_id: str) -> None:
        """Ring a hit or a hand-made mark where it stands."""
        self.desk.ring(mark_id)

    def set_bare(self, on: bool) -> None:
        """Hide or show the marks."""
        self.desk.set_bare(on)

    def set_mode(self, mode: Mode) -> None:
        """Show the file as it is, as the copy will be, or both."""
        # two pages side by side need the room
        self.thumbs.set_crowded(mode is Mode.BOTH and self.width() < _ROOMY)
        self.desk.set_mode(mode)
        self.update_state()

    def set_as_pages(self, on: bool) -> None:
        """Show a Word file as pages or as text."""
        self.bar.set_as_pages(on)
        self.desk.set_as_pages(on)
        self.update_state()

    def turn(self, by: int) -> None:
        """Turn pages."""
        self.pages.go_to_page(self.pages.page + by)

    def zoom_by(self, factor: float) -> None:
        """Zoom pages or text."""
        for view in self.desk.views():
            view.set_zoom(view.zoom * factor)
        self._on_zoom(self.desk.main.view.zoom)

    def fit(self) -> None:
        """Fit pages to the width; text goes back to its usual size."""
        for view in self.desk.views():
            view.fit_width()
        self._on_zoom(self.desk.main.view.zoom)

    def _on_page(self, page_index: int) -> None:
        self.bar.set_page(page_index, max(1, self.pages.page_count))
        self.thumbs.set_page(page_index)

    def _on_filled(self) -> None:
        shown = self.desk.shown_pages()
        if shown is not self.thumbs.pages.entry:
            self.thumbs.set_entry(shown)
        self._on_page(self.pages.page)
        self.update_state()

    def _on_zoom(self, zoom: float) -> None:
        self.bar.set_zoom(zoom)


def _shape(entry: FileEntry | None) -> tuple[object, ...]:
    """Tell what the layout of the views depends on.

    A search that ends leaves it alone, so that the reader keeps the place.
    """
    if entry is None:
        return ()
    texts = 0 if entry.page_sizes else len(entry.units)
    return (entry.number, entry.page_sizes, texts)
