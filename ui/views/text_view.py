"""The text of a Word file with its tables, and every hit in it."""

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from redactor.model import Finding, Span
from ui.pictures import PageKey, PagePictures
from ui.previewing import Treated
from ui.theme import current_theme
from ui.views.text_blocks import Block
from ui.views.text_content import TextContent, content_of, treated_content
from ui.views.text_paint import Marks, paint_marks, paint_text
from ui.views.text_pictures import mark_at, paint_picture, picture_key
from ui.views.text_piece import Piece
from ui.views.text_sheet import TextSheet
from ui.word_pictures import pictures_of
from ui.workspace import FileEntry

__all__ = ["TextView"]

_SHEET = 880.0
_MARGIN = 40.0
_OUTER = 16.0
_NARROW = 700.0
_LEADING = 1.75  # room for the tags between the lines


class _Place(NamedTuple):
    """A point of the text: its piece, the offset there, the point in the block."""

    piece: Piece
    offset: int
    point: QPointF


class TextView(QAbstractScrollArea):
    """Shows one file's text; only what is in view is laid out.

    Attributes:
        zoom: Text size as a factor of the window's.

    Signals:
        hit_clicked: A hit or a hand-made mark was clicked (its id).
        selection_changed: The reader selected text, or dropped the selection.
        menu_wanted: The context menu was asked for (global position).
    """

    hit_clicked = Signal(str)
    selection_changed = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(
        self, pictures: PagePictures | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pictures = pictures
        if pictures is not None:
            pictures.ready.connect(lambda _: self.viewport().update())
            pictures.failed.connect(lambda _: self.viewport().update())
        self.setObjectName("desk")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName(self.tr("文件内容"))
        self.verticalScrollBar().setSingleStep(48)
        self._entry: FileEntry | None = None
        self.sheet = TextSheet()
        self._content = TextContent()
        self._current = ""
        self.zoom = 1.0
        self._bare = False
        self._wanted: list[PageKey] = []
        self._selection: tuple[str, int, int] | None = None
        self._pressed: _Place | None = None
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def set_entry(self, entry: FileEntry | None) -> None:
        """Show another file, from its beginning."""
        self._entry = entry
        self._current, self._selection, self._pressed = "", None, None
        self._take(content_of(entry))
        self.verticalScrollBar().setValue(0)

    def set_treated(self, treated: Treated | None) -> None:
        """Show the text that the copy will hold, or the text as it is (None)."""
        entry = self._entry
        if entry is None:
            return
        self._selection, self._pressed = None, None
        content = content_of(entry) if treated is None else None
        self._take(content or treated_content(entry, treated))  # type: ignore[arg-type]

    def _take(self, content: TextContent) -> None:
        """Lay out other text; the block at the top stays in view."""
        sheet, before = self.sheet, len(self.sheet.blocks)
        first = sheet.at(-self._origin()) if before else 0
        inner = -self._origin() - sheet.tops[first]
        self._content = content
        shown = self._pictures is not None and self._entry is not None
        sheet.fill(content.units, pictures_of(self._entry) if shown else None)  # type: ignore[arg-type]
        self._guess()
        if before == len(sheet.blocks) > first:
            top = sheet.tops[first] + inner + _OUTER + _MARGIN
            self.verticalScrollBar().setValue(round(top))

    def refresh(self) -> None:
        """Take the findings and marks of the file anew and repaint."""
        if not self._content.treated:
            self._content = replace(content_of(self._entry), units=self._content.units)
        self.viewport().update()

    def set_bare(self, on: bool) -> None:
        """Hide or show the hits."""
        self._bare = on
        self.viewport().update()

    def set_current(self, finding: Finding | None) -> None:
        """Ring a hit and bring it into the upper third unless it is in view."""
        if finding is not None and self.sheet.holds(finding.unit_id):
            self._show(finding.unit_id, finding.span)
        self.ring(finding.id if finding else "")

    def ring(self, mark_id: str) -> None:
        """Ring a hit or a hand-made mark where it stands."""
        self._current = mark_id
        self.viewport().update()

    def selected(self) -> tuple[str, Span] | None:
        """Return the selected unit and span, None when nothing is selected."""
        if self._selection is None:
            return None
        unit_id, start, end = self._selection
        low, high = min(start, end), max(start, end)
        return (unit_id, Span(low, high)) if low < high else None

    def show_span(self, unit_id: str, span: Span) -> None:
        """Select a place and bring it into view."""
        if self.sheet.holds(unit_id):
            self._show(unit_id, span)
            self.select_span(unit_id, span.start, span.end)

    def select_span(self, unit_id: str, start: int, end: int) -> None:
        """Select code points of a unit, half-open."""
        self._selection = (unit_id, start, end)
        self.selection_changed.emit()
        self.viewport().update()

    def clear_selection(self) -> None:
        """Drop the selection."""
        self._selection = None
        self.selection_changed.emit()
        self.viewport().update()

    def set_zoom(self, zoom: float) -> None:
        """Set the text size as a factor of the window's."""
        self.zoom = min(4.0, max(0.5, zoom))
        self._guess()

    def fit_width(self) -> None:
        """Go back to the usual size; text always fills the width."""
        self.set_zoom(1.0)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(8, round((font.pixelSize() + 1) * self.zoom)))
        return font

    def _line(self) -> float:
        return self._font().pixelSize() * _LEADING

    def _sheet(self) -> tuple[float, float]:
        room = self.viewport().width() - 2 * _OUTER
        width = max(200.0, min(_SHEET * max(1.0, self.zoom), room))
        return (self.viewport().width() - width) / 2, width

    def _margin(self) -> float:
        return _MARGIN if self._sheet()[1] > _NARROW else _MARGIN / 2

    def _width(self) -> float:
        return self._sheet()[1] - 2 * self._margin()

    def _guess(self) -> None:
        self.sheet.guess(self._width(), self._line())
        self._set_range()
        self.viewport().update()

    def _set_range(self) -> None:
        total = self.sheet.height + 2 * _MARGIN + 2 * _OUTER
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, round(total - self.viewport().height())))

    def _origin(self) -> float:
        return _OUTER + _MARGIN - self.verticalScrollBar().value()

    def _measure_visible(self) -> tuple[int, int]:
        """Lay out what is in view; the block at the top stays where it is."""
        first = self.sheet.at(-self._origin())
        room = self.viewport().height() - self.sheet.tops[first] - self._origin()
        last, changed = self.sheet.measure(
            first, room, self._width(), self._font(), self._line()
        )
        if changed:
            self._set_range()
        return first, last

    def _show(self, unit_id: str, span: Span) -> None:
        span = self._content.moved(unit_id, span)
        inner, changed = self.sheet.find(
            unit_id, span, self._width(), self._font(), self._line()
        )
        if changed:
            self._set_range()
        top = inner + self._origin()
        height = self.viewport().height()
        if 0 <= top <= height - 2 * self._line():
            return
        bar = self.verticalScrollBar()
        bar.setValue(round(bar.value() + top - height / 3))

    def _place(self, point: QPoint) -> _Place | None:
        if not self.sheet.blocks:
            return None
        number = self.sheet.at(point.y() - self._origin())
        block = self.sheet.blocks[number]
        local = QPointF(
            point.x() - self._sheet()[0] - self._margin(),
            point.y() - self._origin() - self.sheet.tops[number],
        )
        piece = block.piece_at(local)
        return _Place(piece, piece.offset_at(local), local) if piece else None

    def _paint(self, painter: QPainter, block: Block) -> None:
        entry = self._entry
        for piece in block.pieces:
            if piece.picture is not None:
                self._paint_picture(painter, piece)
            elif entry is not None and not self._bare:
                paint_marks(painter, piece, Marks(entry, self._content, self._current))
        # over the fill, so that the contrast stays
        paint_text(painter, block, self.selected())

    def _paint_picture(self, painter: QPainter, piece: Piece) -> None:
        entry, pictures = self._entry, self._pictures
        if entry is None or pictures is None:
            return
        key = picture_key(entry, piece, self.devicePixelRatioF())
        if pictures.get(key) is None:
            self._wanted.append(key)
        marks = None if self._bare else (entry, self._content, self._current)
        paint_picture(painter, piece, (pictures, key), marks)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet and the blocks in view."""
        painter = QPainter(self.viewport())
        if not self.sheet.blocks:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        theme = current_theme()
        left, width = self._sheet()
        first, last = self._measure_visible()
        top, height = self._origin() - _MARGIN, self.sheet.height + 2 * _MARGIN
        sheet = QRectF(left, top, width, height)
        painter.fillRect(sheet, QColor(theme.surface))
        painter.setPen(QColor(theme.line))
        painter.drawRect(sheet)
        for number in range(first, last + 1):
            painter.save()
            top = self._origin() + self.sheet.tops[number]
            painter.translate(left + self._margin(), top)
            self._paint(painter, self.sheet.blocks[number])
            painter.restore()
        wanted, self._wanted = self._wanted, []
        if wanted and self._pictures is not None:
            self._pictures.want(wanted, self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, or choose the hit under the mouse."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed = self._place(event.position().toPoint())
        if self._selection is not None:
            self.clear_selection()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stretch the selection within its paragraph or cell."""
        if self._pressed is None:
            return
        place = self._place(event.position().toPoint())
        here = self._pressed.piece
        if place is None or place.piece.unit.id != here.unit.id or here.picture:
            return
        self._selection = (here.unit.id, self._pressed.offset, place.offset)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish the selection or the click."""
        pressed, self._pressed = self._pressed, None
        if self.selected() is not None:
            self.selection_changed.emit()
            return
        if pressed is None:
            return
        self._choose(pressed)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Choose what stands under the mouse and ask for its menu."""
        place = self._place(event.pos())
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        if place is not None and by_mouse and self.selected() is None:
            self._choose(place)
        self.menu_wanted.emit(event.globalPos())

    def _choose(self, place: _Place) -> None:
        piece, offset, point = place
        if piece.picture is not None and self._entry is not None:
            mark = mark_at(self._entry, self._content, piece, point)
            if mark:
                self.hit_clicked.emit(mark)
            elif piece.frame.contains(point):
                self.select_span(piece.unit.id, 0, len(piece.unit.text))
            return
        for finding in self._content.hits.get(piece.unit.id, ()):
            if finding.span.start <= offset <= finding.span.end:
                self.hit_clicked.emit(finding.id)
                return
        for edit in self._content.edits.get(piece.unit.id, ()):
            if edit.span and edit.span.start <= offset <= edit.span.end:
                self.hit_clicked.emit(edit.id)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the text out for the new width."""
        self._guess()
