"""The blocks of a text one below the other; only what is in view is laid out."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from redactor.model import Span, TextUnit
from ui.views.text_blocks import Block, build_blocks
from ui.word_pictures import WordPicture
from ui.words import place_title

__all__ = ["TextSheet"]

_SPARE = 3
_SAME = 0.01


class TextSheet:
    """Lengths are pixels from the top of the text.

    Attributes:
        blocks: From top to bottom.
        tops: Where each block begins, and at last where the text ends.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.tops: list[float] = [0.0]
        self._home: dict[str, int] = {}

    @property
    def height(self) -> float:
        """Height of the whole text; guessed where nobody looked yet."""
        return self.tops[-1]

    def fill(
        self,
        units: Sequence[TextUnit],
        pictures: Mapping[str, WordPicture] | None = None,
    ) -> None:
        """Take other text, with pictures in place of the units of their names."""
        pictures = pictures or {}
        signs = {unit.text for unit in units if unit.id in pictures}
        inside = {part for picture in pictures.values() for part in picture.parts}
        # a sign in a picture is seen there: it is no line of its own
        lines = [u for u in units if u.id not in inside or u.text not in signs]
        self.blocks = build_blocks(lines, place_title, pictures)
        self._home = {
            unit_id: number
            for number, block in enumerate(self.blocks)
            for piece in block.pieces
            for unit_id in piece.unit_ids
        }

    def holds(self, unit_id: str) -> bool:
        """Tell whether a unit is part of the text."""
        return unit_id in self._home

    def guess(self, width: float, line: float) -> None:
        """Guess all heights for a width; ``line`` is a line's height."""
        for block in self.blocks:
            block.guess(width, line)
        self._sum()

    def at(self, offset: float) -> int:
        """Return the number of the block at an offset."""
        number = bisect_right(self.tops, offset) - 1
        return min(max(0, number), len(self.blocks) - 1)

    def measure(
        self, first: int, room: float, width: float, font: QFont, line: float
    ) -> tuple[int, bool]:
        """Lay out blocks from one on as far as the room goes.

        Returns:
            The last one, and whether the height of the text changed.
        """
        last, changed = first, False
        for number in range(first, len(self.blocks)):
            if room < 0:
                break
            block = self.blocks[number]
            before = block.height
            block.measure(width, font, line)
            changed |= abs(block.height - before) > _SAME
            room -= block.height
            last = number
        if changed:
            self._sum()
        self._drop_far(first, last)
        return last, changed

    def find(
        self, unit_id: str, span: Span, width: float, font: QFont, line: float
    ) -> tuple[float, bool]:
        """Return the top of a span, and whether the height of the text changed."""
        number = self._home[unit_id]
        _, changed = self.measure(number, 0.0, width, font, line)
        boxes = self.boxes(unit_id, span)
        return self.tops[number] + (boxes[0].top() if boxes else 0.0), changed

    def boxes(self, unit_id: str, span: Span) -> list[QRectF]:
        """Return the boxes of a span from the top of its block, once it is laid out."""
        block = self.blocks[self._home[unit_id]]
        return [
            box
            for piece in block.pieces
            if piece.unit.id == unit_id
            for box in piece.rects(span.start, span.end)
        ]

    def _sum(self) -> None:
        self.tops = [0.0, *accumulate(block.height for block in self.blocks)]

    def _drop_far(self, first: int, last: int) -> None:
        spare = _SPARE * (last - first + 1) + 20
        for number, block in enumerate(self.blocks):
            far = number < first - spare or number > last + spare
            if far and block.measured:
                block.drop()
