"""The row above a document: its name, review tools, page and zoom."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from ui.actions import Actions
from ui.icons import icon
from ui.views.document_desk import Mode
from ui.views.narrow import make_room
from ui.views.segment_bar import SegmentBar

__all__ = ["DocumentBar"]

_STEP = 1.2
_TOOLS = ("undo", "redo", "draw", "mark")
_MORE_TOOLS = ("repeat", "search_mark", "bare")  # where there is room
_ROOMY = 900


class DocumentBar(QFrame):
    """Buttons only; the pane does what they ask for.

    Attributes:
        can_print: LibreOffice is installed.

    Signals:
        turned: Turn pages by this many.
        page_typed: Go to this page (zero-based).
        zoomed: Zoom by this factor.
        fit_wanted: Fit to the width.
        mode_chosen: Show the original, the copy or both (a `Mode`).
        pages_chosen: Show a Word file as pages (True) or as text.
    """

    turned = Signal(int)
    page_typed = Signal(int)
    zoomed = Signal(float)
    fit_wanted = Signal()
    mode_chosen = Signal(object)
    pages_chosen = Signal(bool)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setFixedHeight(46)
        self._page = 0
        self.can_print = False
        self._icons: dict[QToolButton, str] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(2)
        self._full_name = ""
        self._name = QLabel()
        self._name.setObjectName("title")
        self._name.setMinimumWidth(40)
        row.addWidget(self._name, 1)
        row.addStretch()
        self._more: list[QToolButton] = []
        for name in (*_TOOLS, *_MORE_TOOLS):
            button = QToolButton()
            button.setDefaultAction(actions[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            row.addWidget(button)
            if name in _MORE_TOOLS:
                button.hide()
                self._more.append(button)
        row.addSpacing(4)
        self._make_modes(row)
        # hidden one after the other where the bar is narrow; keys do the same
        self._spare: list[QWidget] = []
        self._pager = self._make_pager()
        row.addWidget(self._pager)
        self._make_zoom(row)

    def _make_modes(self, row: QHBoxLayout) -> None:
        self.modes = SegmentBar(
            (
                (Mode.ORIGINAL, self.tr("原文"), self.tr("原文和标记")),
                (
                    Mode.PREVIEW,
                    self.tr("预览"),
                    self.tr("处理后的样子，尚未写出文件（按住空格键也可查看）"),
                ),
                (Mode.BOTH, self.tr("对照"), self.tr("原文与处理后并排")),
            )
        )
        self.modes.chosen.connect(self.mode_chosen)
        row.addWidget(self.modes)
        self.shapes = SegmentBar(
            (
                (False, self.tr("文字"), self.tr("按文字和表格显示")),
                (True, self.tr("版面"), self.tr("按打印的页面显示（LibreOffice）")),
            )
        )
        self.shapes.chosen.connect(lambda on: self.pages_chosen.emit(bool(on)))
        self.shapes.hide()
        row.addWidget(self.shapes)
        row.addSpacing(4)

    def _make_pager(self) -> QWidget:
        pager = QWidget()
        row = QHBoxLayout(pager)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        previous = self._tool("previous", self.tr("上一页（PageUp）"))
        following = self._tool("next", self.tr("下一页（PageDown）"))
        self.page_box = QLineEdit("1")
        self.page_box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page_box.setFixedWidth(52)
        self.page_box.setValidator(QIntValidator(1, 99_999, self.page_box))
        self.page_box.setAccessibleName(self.tr("页码"))
        self.page_box.editingFinished.connect(self._on_typed)
        self._count = QLabel("/ 1")
        previous.clicked.connect(lambda: self.turned.emit(-1))
        following.clicked.connect(lambda: self.turned.emit(1))
        row.addWidget(previous)
        row.addWidget(self.page_box)
        row.addWidget(self._count)
        row.addWidget(following)
        row.addSpacing(8)
        self._spare = [previous, following]
        return pager

    def _make_zoom(self, row: QHBoxLayout) -> None:
        smaller = self._tool("minus", self.tr("缩小（Ctrl+-）"))
        larger = self._tool("plus", self.tr("放大（Ctrl++）"))
        fit = self._tool("fit", self.tr("适合宽度（Ctrl+0）"))
        self._percent = QLabel("100%")
        self._percent.setMinimumWidth(46)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        smaller.clicked.connect(lambda: self.zoomed.emit(1 / _STEP))
        larger.clicked.connect(lambda: self.zoomed.emit(_STEP))
        fit.clicked.connect(self.fit_wanted)
        for part in (smaller, self._percent, larger, fit):
            row.addWidget(part)
        self._spare = [self._percent, fit, smaller, larger, *self._spare]

    def _tool(self, name: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setToolTip(words)
        button.setAccessibleName(words)
        self._icons[button] = name
        return button

    def restyle(self) -> None:
        """Take the theme's colours."""
        for button, name in self._icons.items():
            button.setIcon(icon(name))

    def set_name(self, name: str) -> None:
        """Show a file's name, shortened to the room there is."""
        self._full_name = name
        self._name.setToolTip(name)
        self._elide()

    def set_paged(self, on: bool) -> None:
        """Show or hide what belongs to pages."""
        self._pager.setVisible(on)
        make_room(self, self._spare)

    def set_ready(self, on: bool) -> None:
        """Allow the preview once the search is done."""
        self.modes.setEnabled(on)

    def set_word(self, on: bool) -> None:
        """Offer pages for a Word file where LibreOffice is installed."""
        self.shapes.setVisible(on and self.can_print)
        make_room(self, self._spare)

    def set_mode(self, mode: Mode) -> None:
        """Show which mode is taken."""
        self.modes.set_chosen(mode)

    def set_as_pages(self, on: bool) -> None:
        """Show which form of a Word file is taken."""
        self.shapes.set_chosen(on)

    def set_page(self, page_index: int, count: int) -> None:
        """Show which page is in view."""
        self._page = page_index
        self._count.setText(f"/ {count}")
        self.page_box.setText(str(page_index + 1))

    def set_zoom(self, zoom: float) -> None:
        """Show the zoom (1.0 is 100 %)."""
        self._percent.setText(f"{round(zoom * 100)}%")

    def _on_typed(self) -> None:
        wished = int(self.page_box.text() or 1) - 1
        if wished != self._page:
            self.page_typed.emit(wished)

    def _elide(self) -> None:
        metrics = self._name.fontMetrics()
        room = max(20, self._name.width())
        middle = Qt.TextElideMode.ElideMiddle
        self._name.setText(metrics.elidedText(self._full_name, middle, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the name to the new room, or leave it to the list of files."""
        super().resizeEvent(event)
        roomy = self.width() >= _ROOMY
        for part in (self._name, *self._more):
            part.setVisible(roomy)
        self._elide()
        make_room(self, self._spare)
