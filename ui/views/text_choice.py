"""Choosing characters of a page with the mouse, from press to release."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from redactor.model import Region, Span
from redactor.treated import PageChars

__all__ = ["Chosen", "TextChoice", "line_rects"]

_ASIDE = 0.35  # how much less a step sideways counts than one to another line


@dataclass(frozen=True, slots=True)
class Chosen:
    """Characters that were chosen: spans by unit, and the text. Personal."""

    page_index: int
    spans: tuple[tuple[str, Span], ...]
    text: str

    def __repr__(self) -> str:
        """Tell how many spans there are, never their text."""
        return f"Chosen({len(self.spans)} spans)"


class TextChoice:
    """The chosen stretch of one page's characters.

    Attributes:
        page_index: Of the stretch; -1 when nothing is chosen.
    """

    def __init__(self, chars_of: Callable[[int], PageChars | None]) -> None:
        self._chars_of = chars_of
        self.page_index = -1
        self._start = self._end = 0

    def press(self, page_index: int, point: QPointF) -> bool:
        """Begin at the character next to a point; False while they are not known."""
        chars = self._chars_of(page_index)
        self.page_index = -1
        if chars is None or not chars.boxes:
            return False
        self.page_index = page_index
        self._start = self._end = nearest(chars, point)
        return True

    def stretch(self, point: QPointF) -> None:
        """Let the stretch reach to the character next to a point of its page."""
        chars = self._chars_of(self.page_index)
        if chars is not None and chars.boxes:
            self._end = nearest(chars, point)

    def clear(self) -> None:
        """Choose nothing."""
        self.page_index = -1

    def rects(self) -> list[QRectF]:
        """Return the boxes of the stretch, one a line, in points of the page."""
        chars = self._chars_of(self.page_index) if self.page_index >= 0 else None
        if chars is None:
            return []
        low, high = self._range()
        return line_rects(chars.boxes[low:high])

    def chosen(self) -> Chosen | None:
        """Return what is chosen, None when nothing is."""
        chars = self._chars_of(self.page_index) if self.page_index >= 0 else None
        if chars is None:
            return None
        low, high = self._range()
        spans: list[tuple[str, Span]] = []
        for place in range(low, high):
            unit, offset = chars.unit_ids[place], chars.offsets[place]
            if spans and spans[-1][0] == unit and offset >= spans[-1][1].start:
                # blanks between the characters of one unit belong to them
                spans[-1] = (unit, Span(spans[-1][1].start, offset + 1))
            else:
                spans.append((unit, Span(offset, offset + 1)))
        return Chosen(self.page_index, tuple(spans), chars.text[low:high])

    def _range(self) -> tuple[int, int]:
        return min(self._start, self._end), max(self._start, self._end) + 1


def nearest(chars: PageChars, point: QPointF) -> int:
    """Return the number of the character next to a point of the page."""
    x, y = point.x(), point.y()

    def distance(number: int) -> float:
        box = chars.boxes[number]
        aside = max(box.x0 - x, 0.0, x - box.x1)
        apart = max(box.y0 - y, 0.0, y - box.y1)
        return apart + _ASIDE * aside

    return min(range(len(chars.boxes)), key=distance)


def line_rects(boxes: tuple[Region, ...]) -> list[QRectF]:
    """Return one rectangle for each run of characters on a line."""
    return list(_lines(boxes))


def _lines(boxes: tuple[Region, ...]) -> Iterator[QRectF]:
    current: QRectF | None = None
    for box in boxes:
        rect = QRectF(QPointF(box.x0, box.y0), QPointF(box.x1, box.y1))
        if current is None:
            current = rect
            continue
        middle = rect.center().y()
        gap = rect.left() - current.right()
        if current.top() <= middle <= current.bottom() and gap < 3 * rect.height():
            current |= rect
        else:
            yield current
            current = rect
    if current is not None:
        yield current
