"""One unit laid out in the text view: its lines, or the picture that it stands for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption

from redactor.model import Region, TextUnit
from ui.display import utf16
from ui.word_pictures import WordPicture

__all__ = ["BELOW", "Piece"]

BELOW = 6.0  # pixels under a paragraph or a picture
_TALLEST = 480.0  # pixels of a picture


@dataclass(slots=True)
class Piece:
    """One unit laid out in a block; ``x`` and ``y`` are pixels from the block's top."""

    unit: TextUnit
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    layout: QTextLayout | None = None
    picture: WordPicture | None = None
    scale: float = 0.0

    @property
    def unit_ids(self) -> Iterator[str]:
        """The unit and, of a picture, what was read in it."""
        yield self.unit.id
        if self.picture is not None:
            yield from self.picture.parts

    @property
    def frame(self) -> QRectF:
        """Where a picture stands in its block."""
        assert self.picture is not None
        wide, high = self.picture.width, self.picture.height
        return QRectF(self.x, self.y, wide * self.scale, high * self.scale)

    def box_of(self, region: Region) -> QRectF:
        """Return where a box of a picture stands in the block."""
        corner = QPointF(
            self.x + region.x0 * self.scale, self.y + region.y0 * self.scale
        )
        size = QSizeF(region.x1 - region.x0, region.y1 - region.y0) * self.scale
        return QRectF(corner, size) & self.frame

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Return the boxes of a half-open range of code points, one a line."""
        if self.picture is not None:
            return [self.frame] if start < end else []
        if self.layout is None:
            return []
        text = self.unit.text
        first, last = utf16(text, start), utf16(text, end)
        boxes = []
        for number in range(self.layout.lineCount()):
            line = self.layout.lineAt(number)
            low = max(first, line.textStart())
            high = min(last, line.textStart() + line.textLength())
            if low >= high:
                continue
            left, right = _x(line, low), _x(line, high)
            box = QRectF(min(left, right), line.y(), abs(right - left), line.height())
            boxes.append(box.translated(self.x, self.y))
        return boxes

    def offset_at(self, point: QPointF) -> int:
        """Return the code-point offset next to a point of the block."""
        if self.layout is None or not self.layout.lineCount():
            return 0
        local = QPointF(point.x() - self.x, point.y() - self.y)
        line = self.layout.lineAt(self.layout.lineCount() - 1)
        for number in range(self.layout.lineCount()):
            candidate = self.layout.lineAt(number)
            if local.y() < candidate.y() + candidate.height():
                line = candidate
                break
        position = line.xToCursor(local.x())
        return _code_points(self.unit.text, position)

    def lines(self, em: float, room: float, line: float) -> float:
        """Guess how many lines of a height it takes; all in pixels."""
        if self.picture is not None:
            return (self._fit(room) * self.picture.height + BELOW) / line
        return max(1.0, -(-len(self.unit.text) * em // max(em, room)))

    def lay_out(self, font: QFont, line_height: float) -> float:
        """Set its text, or its picture, to its width; returns the height."""
        if self.picture is not None:
            self.scale = self._fit(self.width)
            return max(line_height, self.frame.height() + BELOW)
        # Qt's paragraph layout wants its own sign for a hard line break
        layout = QTextLayout(self.unit.text.replace("\n", "\u2028"), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(8.0, self.width))
            line.setPosition(QPointF(0, y + (line_height - line.height()) / 2))
            y += line_height
        layout.endLayout()
        self.layout = layout
        return max(y, line_height)

    def _fit(self, room: float) -> float:
        """Return how large its picture is shown: as wide as the text at most."""
        if self.picture is None:
            return 1.0
        wide = max(8.0, room) / max(1.0, self.picture.width)
        return min(1.0, wide, _TALLEST / max(1.0, self.picture.height))


def _x(line: QTextLine, position: int) -> float:
    # the binding gives (x, position), its type hints say float
    x: Any = line.cursorToX(position)
    return float(x[0])


def _code_points(text: str, position: int) -> int:
    count = 0
    for offset, ch in enumerate(text):
        if count >= position:
            return offset
        count += 2 if ch > "\uffff" else 1
    return len(text)
