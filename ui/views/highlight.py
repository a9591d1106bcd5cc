"""How a hit looks on a page: fill, frame and tag say the same as the colour.

Treated: 30 % fill and solid frame. To be decided: hatch, dashed frame and ◐. Kept:
dotted frame, no fill. The current hit has a ring of two pixels around it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from redactor.entities import Category, entity
from redactor.model import Action, Decision, Edit, Finding
from ui.theme import category_colour, current_theme
from ui.words import language, tr

__all__ = ["Look", "look_of", "look_of_mark", "paint_box", "paint_ring"]
__all__ += ["paint_spot", "paint_tag", "tag_text"]

_FILL = 77  # 30 % of 255
_HATCH = 110
_ASK, _STOP = "#8A5C00", "#C0362C"  # paper is white in both looks


@dataclass(frozen=True, slots=True)
class Look:
    """What decides the looks of one hit."""

    category: Category
    action: Action
    current: bool = False


def look_of(finding: Finding, decision: Decision, current: bool) -> Look:
    """Return the looks of a finding."""
    return Look(entity(finding.entity).category, decision.action, current)


def look_of_mark(edit: Edit, current: bool) -> Look:
    """Return the looks of a hand-made mark: treated, in the colour of its kind."""
    return Look(entity(edit.entity).category, Action.TREAT, current)


@cache
def _tags(_language: str) -> Mapping[Category, str]:
    return {
        Category.IDENTITY: tr("证"),
        Category.PHONE: tr("电"),
        Category.ACCOUNT: tr("账"),
        Category.ADDRESS: tr("址"),
        Category.NAME: tr("名"),
        Category.BIRTH_AND_MINOR: tr("生"),
        Category.OTHER: tr("他"),
    }


def tag_text(look: Look) -> str:
    """Return the short sign of a hit: its category, with ◐ while undecided."""
    sign = _tags(language())[look.category]
    if look.action is Action.ASK:
        return f"◐{sign}"
    return sign


def paint_box(painter: QPainter, box: QRectF, look: Look) -> None:
    """Draw a hit's box; pens are in device pixels whatever the zoom."""
    colour = category_colour(look.category)
    pen = QPen(colour, 1.4)
    pen.setCosmetic(True)
    brush = QBrush(Qt.BrushStyle.NoBrush)
    if look.action is Action.TREAT:
        fill = QColor(colour)
        fill.setAlpha(_FILL)
        brush = QBrush(fill)
    elif look.action is Action.ASK:
        pen.setStyle(Qt.PenStyle.DashLine)
        lines = QColor(colour)
        lines.setAlpha(_HATCH)
        brush = QBrush(lines, Qt.BrushStyle.BDiagPattern)
        scale = painter.worldTransform().inverted()[0]
        brush.setTransform(scale)
    else:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(brush)
    painter.drawRect(box)
    paint_ring(painter, box, look.current)


def paint_spot(painter: QPainter, box: QRectF, words: str, grave: bool) -> None:
    """Draw the frame of a place to look at, with a word at its corner."""
    colour = QColor(_STOP if grave else _ASK)
    pen = QPen(colour, 1.6, Qt.PenStyle.DashDotLine)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
    _paint_label(painter, box, words, colour)


def paint_ring(painter: QPainter, box: QRectF, current: bool = True) -> None:
    """Draw the ring of the current hit."""
    if not current:
        return
    pen = QPen(QColor(current_theme().accent), 2)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    gap = 3 / max(0.1, painter.worldTransform().m11())
    painter.drawRoundedRect(box.adjusted(-gap, -gap, gap, gap), gap, gap)


def paint_tag(painter: QPainter, box: QRectF, look: Look) -> None:
    """Draw the tag at the upper left corner of a box, half a line above it."""
    _paint_label(
        painter, box, tag_text(look), category_colour(look.category).darker(130)
    )


def _paint_label(painter: QPainter, box: QRectF, text: str, colour: QColor) -> None:
    painter.save()
    device = painter.worldTransform().mapRect(box)
    painter.resetTransform()
    font = QFont(painter.font())
    font.setPixelSize(9)
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(text) + 4
    tag = QRectF(device.left() - 1, device.top() - 11, width, 11)
    if tag.top() < 0:
        tag.moveTop(device.top())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(tag, 2, 2)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
