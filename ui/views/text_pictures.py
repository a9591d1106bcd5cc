"""Draws a picture of a Word file between its text, with what was found in it."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from redactor.entities import entity
from redactor.model import Edit, Span, Treatment
from ui.pictures import PageKey, PagePictures
from ui.theme import category_colour, current_theme
from ui.views.highlight import (
    Look,
    look_of,
    look_of_mark,
    paint_box,
    paint_ring,
    paint_spot,
    paint_tag,
)
from ui.views.text_content import TextContent
from ui.views.text_piece import Piece
from ui.word_pictures import boxes_in, places_in
from ui.words import tr
from ui.workspace import FileEntry

__all__ = ["mark_at", "paint_picture", "picture_key"]

_ASKED = 1.25  # drawn a little larger than shown, so that a resize needs no new one


def picture_key(entry: FileEntry, piece: Piece, ratio: float) -> PageKey:
    """Return what is to be drawn for a piece; ``ratio`` is that of device pixels."""
    assert piece.picture is not None
    size = piece.picture.width, piece.picture.height
    scale = min(1.0, piece.scale * ratio * _ASKED)
    steps = max(1, round(PagePictures.percent(size, scale) / 25)) * 25
    name = piece.picture.name
    return PageKey(entry.path, entry.passwords, 0, steps, picture=name)


def paint_picture(
    painter: QPainter,
    piece: Piece,
    drawn: "tuple[PagePictures, PageKey]",
    marks: "tuple[FileEntry, TextContent, str] | None",
) -> None:
    """Draw a picture with its frame, and the marks unless they are hidden (None)."""
    theme = current_theme()
    frame = piece.frame
    pictures, key = drawn
    pixels = pictures.any_scale(key)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if pixels is not None:
        painter.drawPixmap(frame, pixels, QRectF(pixels.rect()))
    else:
        painter.setPen(QColor(theme.secondary))
        broken = pictures.is_broken(key)
        words = tr("这张图片无法显示。") if broken else tr("正在打开…")
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, words)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame)
    if marks is None:
        return
    entry, content, current = marks
    if content.treated:
        for edit, box in _edits(entry, content, piece):
            _paint_treated(painter, box, edit)
            paint_ring(painter, box, edit.id == current)
        return
    for hazard in entry.open_hazards:
        if piece.picture is not None and hazard.where == piece.picture.name:
            for _, region in places_in(entry, piece.picture, hazard):
                paint_spot(painter, piece.box_of(region), tr("未读"), grave=False)
    for _, box, look in _looks(entry, content, piece, current):
        paint_box(painter, box, look)
        paint_tag(painter, box, look)


def mark_at(
    entry: FileEntry, content: TextContent, piece: Piece, point: QPointF
) -> str:
    """Return the id of the smallest hit or mark at a point of the block."""
    if content.treated:
        found = [(box, edit.id) for edit, box in _edits(entry, content, piece)]
    else:
        looks = _looks(entry, content, piece, "")
        found = [(box, mark) for mark, box, _ in looks]
    under = [(b.width() * b.height(), m) for b, m in found if b.contains(point)]
    return min(under)[1] if under else ""


def _looks(
    entry: FileEntry, content: TextContent, piece: Piece, current: str
) -> Iterator[tuple[str, QRectF, Look]]:
    for unit_id in piece.unit_ids:
        for finding in content.hits.get(unit_id, ()):
            ringed = finding.id == current
            look = look_of(finding, entry.decision(finding), ringed)
            for box in _boxes(entry, piece, unit_id, finding.span):
                yield finding.id, box, look
        for edit in content.edits.get(unit_id, ()):
            if edit.span is not None:
                look = look_of_mark(edit, edit.id == current)
                for box in _boxes(entry, piece, unit_id, edit.span):
                    yield edit.id, box, look


def _edits(
    entry: FileEntry, content: TextContent, piece: Piece
) -> Iterator[tuple[Edit, QRectF]]:
    for unit_id in piece.unit_ids:
        for edit in content.pictured.get(unit_id, ()):
            if edit.span is not None:
                for box in _boxes(entry, piece, unit_id, edit.span):
                    yield edit, box


def _boxes(
    entry: FileEntry, piece: Piece, unit_id: str, span: Span
) -> Iterator[QRectF]:
    for region in boxes_in(entry, unit_id, span):
        yield piece.box_of(region)


def _paint_treated(painter: QPainter, box: QRectF, edit: Edit) -> None:
    """Draw what the copy will hold there: a black box, a blank, or the mask."""
    black = edit.treatment is Treatment.COVER
    painter.fillRect(box, QColor("black" if black else "white"))
    if edit.treatment is not Treatment.DEIDENTIFY:
        return
    painter.save()
    painter.setPen(QColor(category_colour(entity(edit.entity).category)).darker(180))
    font = painter.font()
    font.setPixelSize(max(6, round(box.height() * 0.72)))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, edit.replacement)
    painter.restore()
