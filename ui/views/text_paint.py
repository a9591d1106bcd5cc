"""Draws a block of the text view and the marks in it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from redactor.entities import entity
from redactor.model import Edit, Span
from ui.theme import category_colour, current_theme
from ui.views.highlight import (
    Look,
    look_of,
    look_of_mark,
    paint_box,
    paint_ring,
    paint_tag,
)
from ui.views.text_blocks import Block
from ui.views.text_content import TextContent
from ui.views.text_piece import Piece
from ui.workspace import FileEntry

__all__ = ["Marks", "paint_marks", "paint_text"]


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in a file: hits and hand-made marks by unit id."""

    entry: FileEntry
    content: TextContent
    current: str


def paint_text(
    painter: QPainter, block: Block, selected: tuple[str, Span] | None
) -> None:
    """Draw a block's caption, frames, selection and text."""
    theme = current_theme()
    if block.caption:
        painter.setPen(QColor(theme.secondary))
        painter.drawText(QPointF(0, 18), block.caption)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for edge in block.edges:
        painter.drawRect(edge)
    for piece in block.pieces:
        chosen = selected is not None and selected[0] == piece.unit.id
        if piece.picture is not None:
            paint_ring(painter, piece.frame, chosen)
            continue
        if chosen and selected is not None:
            for box in piece.rects(selected[1].start, selected[1].end):
                painter.fillRect(box, QColor(theme.selection))
        if piece.layout is not None:
            painter.setPen(QColor(theme.text))
            piece.layout.draw(painter, QPointF(piece.x, piece.y))


def paint_marks(painter: QPainter, piece: Piece, marks: Marks) -> None:
    """Draw the hits and hand-made marks of one unit."""
    content = marks.content
    for finding in content.hits.get(piece.unit.id, ()):
        current = finding.id == marks.current
        look = look_of(finding, marks.entry.decision(finding), current)
        _paint(painter, piece, finding.span, look)
    for edit in content.edits.get(piece.unit.id, ()):
        if edit.span is None:
            continue
        if content.treated:
            _paint_treated(painter, piece, edit, edit.id == marks.current)
        else:
            look = look_of_mark(edit, edit.id == marks.current)
            _paint(painter, piece, edit.span, look)


def _paint(painter: QPainter, piece: Piece, span: Span, look: Look) -> None:
    boxes = piece.rects(span.start, span.end)
    for box in boxes:
        paint_box(painter, box, look)
    if boxes:
        paint_tag(painter, boxes[0], look)


def _paint_treated(painter: QPainter, piece: Piece, edit: Edit, current: bool) -> None:
    """Tell with a quiet tint where the copy holds something else."""
    if edit.span is None:
        return
    tint = QColor(category_colour(entity(edit.entity).category))
    tint.setAlpha(38)
    for box in piece.rects(edit.span.start, edit.span.end):
        painter.fillRect(box, tint)
        paint_ring(painter, box, current)
