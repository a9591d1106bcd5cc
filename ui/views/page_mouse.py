"""What the mouse does on pages: choose a hit, draw a box, choose characters."""

from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, Qt

from redactor.treated import PageChars
from ui.views.page_item import PageItem
from ui.views.sketch import Sketch
from ui.views.text_choice import TextChoice

if TYPE_CHECKING:
    from ui.views.page_view import PageView

__all__ = ["CharSource", "PageMouse", "Tool"]


class Tool(Enum):
    """What a press of the left button begins."""

    HIT = auto()
    BOX = auto()
    TEXT = auto()


_CURSORS = {
    Tool.HIT: Qt.CursorShape.ArrowCursor,
    Tool.BOX: Qt.CursorShape.CrossCursor,
    Tool.TEXT: Qt.CursorShape.IBeamCursor,
}


class CharSource(Protocol):
    """Gives the characters of pages of the file that is shown."""

    def get(self, page_index: int) -> PageChars | None:
        """Return them if they are there."""

    def want(self, page_index: int, done: Callable[[], None]) -> None:
        """Read them and tell when they are there."""


class PageMouse:
    """Follows one press of the left button.

    Attributes:
        tool: What it does.
        choice: The characters that are chosen.
    """

    def __init__(self, view: "PageView") -> None:
        self._view = view
        self._chars: CharSource | None = None
        self._sketch: Sketch | None = None
        self._choosing: PageItem | None = None
        self.tool = Tool.HIT
        self.choice = TextChoice(self._get)

    def use_chars(self, chars: CharSource) -> None:
        """Take characters from here."""
        self._chars = chars

    def set_tool(self, tool: Tool) -> None:
        """Take up another tool; what was chosen is dropped."""
        self.tool = tool
        self.clear()
        self._view.viewport().setCursor(_CURSORS[tool])

    def clear(self) -> None:
        """Drop what was begun and chosen."""
        self._sketch = self._choosing = None
        if self.choice.page_index >= 0:
            self._view.show_chosen(self.choice.page_index, [])
        self.choice.clear()

    def look_ahead(self, page_indexes: list[int]) -> None:
        """Read the characters of the pages in view before they are wanted."""
        if self.tool is Tool.TEXT and self._chars is not None:
            for page in page_indexes:
                self._chars.want(page, lambda: None)

    def press(self, position: QPoint) -> bool:
        """Begin; False when there is no page."""
        place = self._view.page_at(position)
        if place is None:
            return False
        item, point = place
        if self.tool is Tool.BOX:
            self._sketch = Sketch(item, point)
        elif self.tool is Tool.TEXT:
            self.clear()
            if self.choice.press(item.page_index, point):
                self._choosing = item
            elif self._chars is not None:
                self._chars.want(item.page_index, lambda: None)
        else:
            self._view.choose(item, point)
        return True

    def move(self, position: QPoint) -> bool:
        """Go on; False when nothing was begun."""
        scene = self._view.mapToScene(position)
        if self._sketch is not None:
            self._sketch.stretch(scene)
        elif self._choosing is not None:
            self.choice.stretch(self._choosing.mapFromScene(scene))
            self._view.show_chosen(self._choosing.page_index, self.choice.rects())
        else:
            return False
        return True

    def release(self) -> bool:
        """End; False when nothing was begun."""
        if self._sketch is not None:
            sketch, self._sketch = self._sketch, None
            region = sketch.finish()
            if region is not None:
                self._view.box_drawn.emit(region)
            return True
        if self._choosing is None:
            return False
        self._choosing = None
        chosen = self.choice.chosen()
        if chosen is not None:
            self._view.show_chosen(chosen.page_index, self.choice.rects())
            self._view.text_chosen.emit(chosen)
        return True

    def _get(self, page_index: int) -> PageChars | None:
        return self._chars.get(page_index) if self._chars is not None else None
