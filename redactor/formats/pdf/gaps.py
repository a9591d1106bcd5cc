"""Plan lines whose gaps must not tell how wide a removed text was.

In proportional type the width of a gap between two words that stay gives away much of
what stood there (Bland et al., "Story Beyond the Eye", 2022). So such a gap gets one
fixed width, and the rest of its line moves along. Where all letters have one width
(ideographs, digits, the Latin letters of Chinese fonts) a gap tells no more than the
number of its characters, and the line stays as it is.

What this does not do: take back the stretched blanks of a justified line.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Protocol

from redactor.formats.pdf.boxes import GlyphSource, LineBox
from redactor.formats.pdf.glyphs import GlyphLine, glyph_of
from redactor.formats.pdf.grid import Cell, Grid
from redactor.formats.pdf.setlines import APART, Part, Point, SetLine, Stretch

if TYPE_CHECKING:
    from redactor.formats.pdf.write import Mark

__all__ = ["LineSource", "plan_lines"]

_FIXED = 3.0  # em: the width of every gap, but
_DIGIT = 0.56  # em: the width of a digit in most proportional fonts
_ONE_WIDTH = (0.5, 0.6, 1.0)  # em: half width, typewriter, full width
_SAME = 0.012  # em
_EDGE = 6.0  # points kept free at the border of a page


class LineSource(GlyphSource, Protocol):
    """The open document as far as lines are concerned."""

    def drawn_lines(self, page_index: int) -> Sequence[GlyphLine]:
        """Return first ordinal, length and box of each drawn line."""

    def grids(self, page_index: int) -> Sequence[Grid]:
        """Return the ruled tables of a page."""

    def page_size(self, page_index: int) -> tuple[float, float]:
        """Return width and height of the displayed page in points."""


@dataclass(frozen=True, slots=True)
class _Char:
    """One drawn character of a line: where its pen starts and its box ends.

    ``width`` is in em.
    """

    ordinal: int
    char: str = field(repr=False)
    width: float
    pen: float
    end: float

    @property
    def middle(self) -> float:
        """Where its middle is."""
        return (self.pen + self.end) / 2


def plan_lines(source: LineSource, page_index: int, marks: list["Mark"]) -> None:
    """Plan the lines of a page that must be set anew; their marks are told.

    Args:
        source: The open document.
        page_index: Zero-based page.
        marks: Of this page; those of such lines are changed.
    """
    loose = [mark for mark in marks if _is_loose(mark.box)]
    owners: dict[int, tuple[Mark, ...]] = {}
    for mark in marks if loose else ():
        for ordinal in mark.box.ordinals if mark.box else ():
            owners[ordinal] = (*owners.get(ordinal, ()), mark)
    done: set[int] = set()
    for mark in loose:
        mark.loose = True
        if mark.box is None or done.intersection(mark.box.ordinals):
            continue
        chars = sorted(_line_chars(source, mark.box), key=lambda char: char.pen)
        segment = _segment(source, mark.box, chars)
        done.update(char.ordinal for char in segment)
        line = _line(mark.box, segment, owners)
        if line is not None:
            room = _room(source, mark.box, segment, chars)
            _choose_widths(line, room)
            line.place()


def _is_loose(box: LineBox | None) -> bool:
    """Tell whether a box's text is drawn and its width tells more than its length."""
    return (
        box is not None
        and bool(box.latin)
        and not (box.vertical or box.hidden or box.seen)
        and _tells(box.latin)
    )


def _tells(latin: Iterable[tuple[str, float]]) -> bool:
    """Tell whether letters and digits, each with its width in em, are proportional.

    The X that ends one in eleven ID numbers does not count: all that its width tells is
    a check digit, and neighbours of numbers stay where they are.
    """
    chars = [char for char, _ in latin]
    letters = [width for char, width in latin if char.isalpha()]
    if chars[-1:] == ["X"] and len(letters) == 1 and len(chars) in (15, 18):
        letters = []
    if any(min(abs(w - one) for one in _ONE_WIDTH) > _SAME for w in letters):
        return True
    return bool(letters) and max(letters) - min(letters) > _SAME


def _apply(m: tuple[float, ...], xy: Point) -> Point:
    return xy[0] * m[0] + xy[1] * m[2] + m[4], xy[0] * m[1] + xy[1] * m[3] + m[5]


def _segment(
    source: LineSource, box: LineBox, chars: Sequence[_Char]
) -> Sequence[_Char]:
    """Return those of a line's characters that read on around a box."""
    ruled = bool(source.grids(box.page_index))
    cuts = [0]
    for at, (left, right) in enumerate(pairwise(chars), 1):
        if right.pen - left.end > APART * box.size or (
            ruled
            and _cell(source, box, left.middle) != _cell(source, box, right.middle)
        ):
            cuts.append(at)
    own = set(box.ordinals)
    for start, end in pairwise([*cuts, len(chars)]):
        if any(char.ordinal in own for char in chars[start:end]):
            return chars[start:end]
    return []


def _line_chars(source: LineSource, box: LineBox) -> Iterator[_Char]:
    """Yield the drawn characters on a box's baseline."""
    matrix = source.page_matrix(box.page_index)
    glyphs = source.glyphs(box.page_index)
    (ox, oy), (dx, dy) = box.origin, box.direction
    for start, size, raw in source.drawn_lines(box.page_index):
        corners = [_apply(matrix, (x, y)) for x in raw[::2] for y in raw[1::2]]
        across = [(x - ox) * dy - (y - oy) * dx for x, y in corners]
        if not min(across) - 0.3 * box.size < 0 < max(across) + 0.3 * box.size:
            continue
        for first, found in glyphs.stretches(start, start + size - 1):
            for ordinal, (span, line, char) in enumerate(found, first):
                glyph = glyph_of(span, line, char)
                if glyph.synthetic:
                    continue
                x, y = _apply(matrix, glyph.origin)
                if abs((x - ox) * dy - (y - oy) * dx) > 0.3 * box.size:
                    continue
                ends = [_apply(matrix, point) for point in glyph.quad]
                alongs = [(a - ox) * dx + (b - oy) * dy for a, b in ends]
                end, pen = max(alongs), (x - ox) * dx + (y - oy) * dy
                width = (end - min(alongs)) / max(glyph.size, 1e-6)
                yield _Char(ordinal, glyph.char, width, pen, end)


def _cell(source: LineSource, box: LineBox, along: float) -> Cell | None:
    """Return the cell of a ruled table that a place on a line lies in."""
    (x, y), (dx, dy) = box.origin, box.direction
    lift = 0.3 * box.size
    place = x + dx * along + dy * lift, y + dy * along - dx * lift
    for grid in source.grids(box.page_index):
        cell = grid.find(*place)
        if cell is not None:
            return cell
    return None


def _line(
    box: LineBox,
    segment: Sequence[_Char],
    owners: dict[int, tuple["Mark", ...]],
) -> SetLine | None:
    """Make the plan of a line; None when it has no loose gap."""
    stretches = list(_stretches(segment, owners, upright=box.upright))
    while stretches and not _loose(stretches[0]):
        stretches.pop(0)
    if not stretches:
        return None
    zero = stretches[0].start
    for stretch in stretches:
        for part in stretch.parts:
            part.start, part.end = part.start - zero, part.end - zero
    dx, dy = box.direction
    return SetLine(
        box.page_index,
        (box.origin[0] + dx * zero, box.origin[1] + dy * zero),
        box.direction,
        box.size,
        box.up,
        box.down,
        stretches,
        segment[-1].end - zero,
    )


def _loose(stretch: Stretch) -> bool:
    return any(part.loose for part in stretch.parts)


def _stretches(
    segment: Sequence[_Char], owners: dict[int, tuple["Mark", ...]], *, upright: bool
) -> Iterator[Stretch]:
    """Yield the stretches of removed characters of a segment, with their parts."""
    nexts = [char.pen for char in segment[1:]] + [segment[-1].end if segment else 0.0]
    rows = list(zip(segment, nexts, strict=True))
    groups = [
        (gone, list(group))
        for gone, group in groupby(rows, lambda row: row[0].ordinal in owners)
    ]
    for number, (gone, group) in enumerate(groups):
        if not gone:
            continue
        runs = [
            list(own)
            for _, own in groupby(
                group, lambda row: tuple(map(id, owners[row[0].ordinal]))
            )
        ]
        takers = [owners[run[0][0].ordinal] for run in runs]
        if len({id(mark) for marks in takers for mark in marks}) != len(runs):
            runs = [group]  # they overlap
            takers = [tuple({id(m): m for marks in takers for m in marks}.values())]
        parts = []
        for marks, run in zip(takers, runs, strict=True):
            start, end = run[0][0].pen, run[-1][1]
            text = [char for char, _ in run]
            loose = _tells([(c.char, c.width) for c in text if "0" <= c.char <= "z"])
            fixed = _fixed_width([char.char for char in text])
            parts.append(Part(marks, start, end, loose, end - start, fixed))
        if number and parts[0].loose and upright:
            # where the character before it ends, not where kerning put it
            parts[0].start = min(groups[number - 1][1][-1][0].end, parts[0].end)
        yield Stretch(parts, follows=number + 1 < len(groups))


def _room(
    source: LineSource, box: LineBox, segment: Sequence[_Char], chars: Sequence[_Char]
) -> float:
    """Return how far a line may grow behind its last character, in points.

    It is measured from the end of the line, so that whether a gap of some width fits
    does not depend on the width of what is removed.
    """
    last = segment[-1].end
    limits = [_to_edge(source.page_size(box.page_index), box) - _EDGE]
    cell = _cell(source, box, segment[-1].middle) if box.upright else None
    if cell is not None:
        limits.append(_to_border(cell, box))
    limits += [char.pen - 0.3 * box.size for char in chars if char.pen > last]
    return min(limits) - last


def _to_border(cell: Cell, box: LineBox) -> float:
    """Return the distance from a box's origin to where its text leaves a cell."""
    (x, y), (dx, dy) = box.origin, box.direction
    if abs(dx) > abs(dy):
        return cell.x1 - x if dx > 0 else x - cell.x0
    return cell.y1 - y if dy > 0 else y - cell.y0


def _to_edge(size: tuple[float, float], box: LineBox) -> float:
    """Return the distance from a box's origin to the border of the page."""
    ways = [
        ((limit if step > 0 else 0.0) - at) / step
        for at, step, limit in zip(box.origin, box.direction, size, strict=True)
        if abs(step) > 0.01
    ]
    return min(ways)


def _fixed_width(chars: Sequence[str]) -> float:
    """Return the width in em of a gap where these characters stood.

    Names, addresses and all other words get one width. What is mostly digits (a plate,
    a passport) has a length that everybody knows: it gets that of so many digits.
    """
    latin = [char for char in chars if "0" <= char <= "z"]
    if 2 * sum(char.isdigit() for char in latin) < len(latin):
        return _FIXED
    wide = sum(char >= "\u2e80" for char in chars)
    return wide + _DIGIT * (len(chars) - wide)


def _choose_widths(line: SetLine, room: float) -> None:
    """Give every loose part one width."""
    for stretch in line.stretches:
        for part in stretch.parts:
            if part.loose:
                part.width = _FIXED * line.size
    if line.shift(line.last + 1) > room:
        line.tighten()
