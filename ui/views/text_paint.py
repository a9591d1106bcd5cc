"""Draws a block of the text view and the marks in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from redactor.entities import Category
from redactor.model import Action, Edit, Finding, Span
from ui.theme import current_theme
from ui.views.highlight import Look, look_of, paint_box, paint_tag
from ui.views.text_blocks import Block, Piece
from ui.workspace import FileEntry

__all__ = ["Marks", "paint_marks", "paint_text"]


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in a file: hits and hand-made marks by unit id."""

    entry: FileEntry
    hits: Mapping[str, Sequence[Finding]]
    edits: Mapping[str, Sequence[Edit]]
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
        if selected is not None and selected[0] == piece.unit.id:
            for box in piece.rects(selected[1].start, selected[1].end):
                painter.fillRect(box, QColor(theme.selection))
        if piece.layout is not None:
            painter.setPen(QColor(theme.text))
            piece.layout.draw(painter, QPointF(piece.x, piece.y))


def paint_marks(painter: QPainter, piece: Piece, marks: Marks) -> None:
    """Draw the hits and hand-made marks of one unit."""
    for finding in marks.hits.get(piece.unit.id, ()):
        current = finding.id == marks.current
        look = look_of(finding, marks.entry.decision(finding), current)
        _paint(painter, piece, finding.span, look)
    for edit in marks.edits.get(piece.unit.id, ()):
        if edit.span is not None:
            look = Look(Category.OTHER, Action.TREAT, edit.id == marks.current)
            _paint(painter, piece, edit.span, look)


def _paint(painter: QPainter, piece: Piece, span: Span, look: Look) -> None:
    boxes = piece.rects(span.start, span.end)
    for box in boxes:
        paint_box(painter, box, look)
    if boxes:
        paint_tag(painter, boxes[0], look)
