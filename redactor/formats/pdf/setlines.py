"""Lines of which a copy shows some gaps in another width: where everything goes.

*Along* is the distance from a line's origin in the direction of its text, in points of
the displayed page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from redactor.formats.pdf.boxes import LineBox
from redactor.model import Moved, Region

if TYPE_CHECKING:
    from redactor.formats.pdf.write import Mark

__all__ = ["APART", "Part", "Point", "SetLine", "Stretch"]

APART = 1.5  # em: what follows after so much room is placed by itself

_TIGHT = 1.0  # em: the width of a gap where there is no room for more

Point = tuple[float, float]


@dataclass(slots=True)
class Part:
    """What one mark takes of a stretch: from ``start`` to ``end``, then ``width``.

    ``fixed`` is the width in em of what is ``loose``. Marks that overlap share a part.
    """

    marks: tuple["Mark", ...]
    start: float
    end: float
    loose: bool
    width: float
    fixed: float = 0.0


@dataclass(slots=True)
class Stretch:
    """Removed characters without any other between them."""

    parts: list[Part]
    follows: bool

    @property
    def start(self) -> float:
        """Where its first character began."""
        return self.parts[0].start

    @property
    def end(self) -> float:
        """Where the next character that stays began."""
        return self.parts[-1].end

    @property
    def width(self) -> float:
        """Its width in the copy."""
        return sum(part.width for part in self.parts)


@dataclass(slots=True, eq=False)
class SetLine:
    """A line of which the copy shows some gaps in another width.

    ``origin`` is the pen of the first removed character; ``last`` the end of what
    reads on.
    """

    page_index: int
    origin: Point
    direction: Point
    size: float
    up: float
    down: float
    stretches: list[Stretch]
    last: float

    def along(self, point: Point) -> float:
        """Return the place of a point in the direction of the text."""
        (x, y), (dx, dy) = self.origin, self.direction
        return (point[0] - x) * dx + (point[1] - y) * dy

    def holds(self, point: Point) -> bool:
        """Tell whether a pen stands on this line, within what is set anew."""
        (x, y), (dx, dy) = self.origin, self.direction
        across = (point[0] - x) * dy - (point[1] - y) * dx
        return abs(across) < 0.3 * self.size and -0.1 < self.along(point) <= self.last

    def shift(self, along: float) -> float:
        """Return how far a character moves whose pen stands there."""
        return sum(
            stretch.width - (stretch.end - stretch.start)
            for stretch in self.stretches
            if stretch.end <= along + 0.1
        )

    def tighten(self) -> None:
        """Give all loose parts a small width, for a line that must not grow."""
        for stretch in self.stretches:
            for part in stretch.parts:
                if part.loose:
                    part.width = min(_TIGHT * self.size, part.end - part.start)

    def place(self) -> None:
        """Tell the marks of this line where they stand in the copy."""
        dx, dy = self.direction
        for stretch in self.stretches:
            at = stretch.start + self.shift(stretch.start)
            for part in stretch.parts:
                for mark in part.marks:
                    if mark.box is None:
                        continue
                    base = mark.box.origin
                    step = at - self.along(base)
                    origin = (base[0] + dx * step, base[1] + dy * step)
                    mark.shown = replace(mark.box, origin=origin, length=part.width)
                    mark.region = mark.shown.region
                    mark.line = self
                at += part.width

    def moved(self) -> Iterator[Moved]:
        """Yield what stays, with how far it moves."""
        dx, dy = self.direction
        ends = [*(stretch.start for stretch in self.stretches[1:]), self.last]
        for stretch, end in zip(self.stretches, ends, strict=True):
            step = self.shift(stretch.end)
            if end > stretch.end and abs(step) > 1e-3:
                region = self._region(stretch.end, end)
                yield Moved(region, dx * step, dy * step)

    def zone(self) -> Region:
        """Return where the page differs, before or after."""
        return self._region(0.0, self.last + max(0.0, self.shift(self.last)))

    def _region(self, start: float, end: float) -> Region:
        box = LineBox(
            self.page_index,
            [],
            (
                self.origin[0] + self.direction[0] * start,
                self.origin[1] + self.direction[1] * start,
            ),
            self.direction,
            end - start,
            self.up,
            self.down,
            self.size,
            0,
            False,
            [],
        )
        return box.region
