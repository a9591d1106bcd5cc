"""Draws the rows of the hit list: tag, masked value, place, treatment, ✓ and ✕."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from redactor.entities import entity
from redactor.model import Action, Decision, Finding, Tier
from ui.icons import pixmap
from ui.models.findings import (
    CategoryRole,
    CountsRole,
    DecisionRole,
    FindingRole,
    NotedRole,
    PlaceRole,
)
from ui.theme import category_colour, current_theme
from ui.views.highlight import look_of, tag_text
from ui.words import action_words, entity_title, tr

__all__ = ["HitDelegate"]

_ROW = 44
_BUTTON = 28
_TAG = 34
_Index = QModelIndex | QPersistentModelIndex


class HitDelegate(QStyledItemDelegate):
    """Two lines a hit; buttons on the right.

    Signals:
        accepted: ✓ was clicked on a hit or a group (its index).
        rejected: ✕ was clicked on a hit or a group (its index).
        method_asked: The treatment was clicked (index, global position).
    """

    accepted = Signal(QModelIndex)
    rejected = Signal(QModelIndex)
    method_asked = Signal(QModelIndex)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a row, the same for all."""
        return QSize(200, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Draw a group's heading or a hit."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        finding = index.data(FindingRole)
        if finding is None:
            self._paint_group(painter, rect, index)
        else:
            self._paint_hit(painter, rect, index, finding)
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(
                    QRect(rect.left(), rect.top(), 3, rect.height()),
                    QColor(theme.accent),
                )
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        theme = current_theme()
        category = index.data(CategoryRole)
        x = rect.left() + 4
        if category is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(category_colour(category))
            painter.drawEllipse(x + 2, rect.center().y() - 3, 9, 9)
            x += 20
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        words = tr("{0}（{1}）").format(
            index.data(Qt.ItemDataRole.DisplayRole), index.data(CountsRole)
        )
        end = self.accept_rect(rect).left()
        room = QRect(x, rect.top(), end - x - 8, rect.height())
        words = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        for box, name in (
            (self.accept_rect(rect), "check"),
            (self.reject_rect(rect), "cross"),
        ):
            self._paint_button(painter, box, name, theme.line, theme.secondary)

    def _paint_hit(
        self, painter: QPainter, rect: QRect, index: _Index, finding: Finding
    ) -> None:
        decision: Decision = index.data(DecisionRole)
        theme = current_theme()
        self._paint_tag(painter, rect, finding, decision)
        left = rect.left() + _TAG + 14
        right = self.method_rect(rect).left() - 8
        upper = QRect(left, rect.top() + 5, right - left, 19)
        lower = QRect(left, rect.top() + 24, right - left, 17)
        painter.setPen(QColor(theme.text))
        value = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)),
            Qt.TextElideMode.ElideRight,
            upper.width(),
        )
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, value)
        font = QFont(painter.font())
        font.setPixelSize(max(10, font.pixelSize() - 2))
        painter.setFont(font)
        painter.setPen(QColor(theme.secondary))
        parts = [entity_title(finding.entity), str(index.data(PlaceRole))]
        if finding.tier is Tier.REVIEW:
            parts.append(tr("存疑"))
        if index.data(NotedRole):
            parts.append(tr("有备注"))
        words = " · ".join(part for part in parts if part)
        words = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, lower.width()
        )
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, words)
        self._paint_method(painter, rect, decision)
        self._paint_buttons(painter, rect, decision)

    @staticmethod
    def _paint_tag(
        painter: QPainter, rect: QRect, finding: Finding, decision: Decision
    ) -> None:
        look = look_of(finding, decision, False)
        colour = category_colour(entity(finding.entity).category)
        tag = QRect(rect.left() + 8, rect.center().y() - 10, _TAG, 20)
        painter.setPen(colour)
        if decision.action is Action.TREAT:
            painter.setBrush(colour.darker(130))
            painter.drawRoundedRect(tag, 4, 4)
            painter.setPen(QColor("#FFFFFF"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(tag, 4, 4)
            painter.setPen(QColor(current_theme().text))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, tag_text(look))

    def _paint_method(self, painter: QPainter, rect: QRect, decision: Decision) -> None:
        theme = current_theme()
        colour = {
            Action.ASK: theme.ask,
            Action.KEEP: theme.secondary,
            Action.TREAT: theme.text,
        }[decision.action]
        painter.setPen(QColor(colour))
        painter.drawText(
            self.method_rect(rect),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            f"{action_words(decision)} ▾",
        )

    def _paint_buttons(
        self, painter: QPainter, rect: QRect, decision: Decision
    ) -> None:
        theme = current_theme()
        for box, name, on, colour in (
            (
                self.accept_rect(rect),
                "check",
                decision.action is Action.TREAT,
                theme.passed,
            ),
            (
                self.reject_rect(rect),
                "cross",
                decision.action is Action.KEEP,
                theme.stop,
            ),
        ):
            frame = colour if on else theme.line
            sign = colour if on else theme.secondary
            self._paint_button(painter, box, name, frame, sign)

    @staticmethod
    def _paint_button(
        painter: QPainter, box: QRect, name: str, frame: str, sign: str
    ) -> None:
        painter.setPen(QColor(frame))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 4, 4)
        picture = pixmap(name, 16, sign, _ratio(painter))
        painter.drawPixmap(box.center().x() - 7, box.center().y() - 7, picture)

    @staticmethod
    def reject_rect(rect: QRect) -> QRect:
        """Return where ✕ stands in a row."""
        return QRect(
            rect.right() - _BUTTON - 4, rect.center().y() - 13, _BUTTON, _BUTTON
        )

    @classmethod
    def accept_rect(cls, rect: QRect) -> QRect:
        """Return where ✓ stands in a row."""
        return cls.reject_rect(rect).translated(-_BUTTON, 0)

    @classmethod
    def method_rect(cls, rect: QRect) -> QRect:
        """Return where the treatment stands in a row."""
        button = cls.accept_rect(rect)
        return QRect(button.left() - 78, rect.top(), 72, rect.height())

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """Tell which part of a row was clicked."""
        if event.type() is not QEvent.Type.MouseButtonRelease or not isinstance(
            event, QMouseEvent
        ):
            return False
        point = event.position().toPoint()
        plain = index.model().index(index.row(), 0, index.parent())
        if self.accept_rect(option.rect).contains(point):
            self.accepted.emit(plain)
        elif self.reject_rect(option.rect).contains(point):
            self.rejected.emit(plain)
        elif index.data(FindingRole) is None:
            return False
        elif self.method_rect(option.rect).contains(point):
            self.method_asked.emit(plain)
        else:
            return False
        return True


def _ratio(painter: QPainter) -> float:
    return float(painter.device().devicePixelRatioF())
