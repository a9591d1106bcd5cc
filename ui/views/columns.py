"""Widths of a table's columns, shared by all of its rows."""

from collections.abc import Sequence

__all__ = ["Columns"]

_SMALLEST = 0.8


class Columns:
    """Shares a width out: narrow columns get what they need, wide ones wrap.

    Attributes:
        needs: Width that each column would like, in Han characters.
        padding: Pixels on each side of a cell's text.
    """

    def __init__(self, needs: Sequence[float], padding: float) -> None:
        self.needs = needs
        self.padding = padding
        self._key: tuple[float, float] = (0.0, 0.0)
        self._edges: list[float] = []

    def factor(self, width: float, em: float) -> float:
        """Return how much smaller the text of a wide table is set (0.8 to 1)."""
        room = width - 2 * self.padding * len(self.needs)
        return min(1.0, max(_SMALLEST, room / (sum(self.needs) * em)))

    def place(
        self, column: int, span: int, width: float, em: float
    ) -> tuple[float, float]:
        """Return left edge and width of a cell in pixels; ``em`` is a character's."""
        if self._key != (width, em):
            self._key = (width, em)
            self._edges = self._share(width, em)
        last = min(column + span, len(self.needs))
        left = self._edges[min(column, last)]
        return left, self._edges[last] - left

    def _share(self, width: float, em: float) -> list[float]:
        wishes = [need * em + 2 * self.padding for need in self.needs]
        widths = _fair(wishes, width)
        edges = [0.0]
        for each in widths:
            edges.append(edges[-1] + each)
        return edges


def _fair(wishes: list[float], width: float) -> list[float]:
    """Return widths that sum up to ``width``: no wish under the fair share is cut."""
    if sum(wishes) <= width:
        factor = width / sum(wishes)
        return [wish * factor for wish in wishes]
    granted = [0.0] * len(wishes)
    room, waiting = width, sorted(range(len(wishes)), key=wishes.__getitem__)
    while waiting:
        share = room / len(waiting)
        column = waiting.pop(0)
        granted[column] = min(wishes[column], share)
        room -= granted[column]
    return granted
