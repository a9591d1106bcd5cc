"""Units of a whole file: paragraphs and cells in reading order, with their places."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from redactor.formats.pdf.flow import LONGEST, AlignedTable, Paragraph, flow
from redactor.formats.pdf.grid import Cell, Grid
from redactor.formats.pdf.joined import (
    boxed_rows,
    boxed_text,
    paragraph_text,
    stacked_texts,
    stream_text,
    vertical_texts,
)
from redactor.formats.pdf.lines import (
    Line,
    Piece,
    Text,
    join_lines,
    make_lines,
    other_seams,
)
from redactor.formats.pdf.pageplan import PagePlan, set_margins_apart, zones
from redactor.formats.pdf.runs import Run
from redactor.model import CellRef, Place, Span, TextUnit

__all__ = ["UnitBuilder", "UnitMap"]


@dataclass(slots=True)
class UnitMap:
    """Where each character of a unit stands: pieces by offset."""

    pieces: list[Piece]
    offsets: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.offsets = [piece.offset for piece in self.pieces]

    @property
    def length(self) -> int:
        """Offset behind the last drawn character."""
        return max((piece.offset + piece.length for piece in self.pieces), default=0)

    def chars(self, span: Span) -> list[tuple[int, int]]:
        """Return (page index, ordinal) of the drawn characters of a span."""
        found: list[tuple[int, int]] = []
        first = max(bisect_right(self.offsets, span.start) - 1, 0)
        for piece in self.pieces[first:]:
            if piece.offset >= span.end:
                break
            low = max(span.start, piece.offset)
            high = min(span.end, piece.offset + piece.length)
            found.extend(
                (piece.page_index, piece.ordinal + at - piece.offset)
                for at in range(low, high)
            )
        return found


class UnitBuilder:
    """Turns prepared pages into units; `maps` tells where their characters stand."""

    def __init__(self) -> None:
        self.maps: dict[str, UnitMap] = {}
        self._table = 0
        self._open: _OpenTable | None = None
        self._held: Paragraph | None = None
        self._held_page = 0
        self._counts: Counter[int] = Counter()
        self.covered: dict[int, list[str]] = {}
        self._others_found: list[TextUnit] = []
        self._last_line: Line | None = None
        self._seen = False

    def build(self, plans: list[PagePlan]) -> Iterator[TextUnit]:
        """Yield the units of all pages in reading order."""
        set_margins_apart(plans)
        for plan in plans:
            if plan.seen != self._seen:
                yield from self._end_of_kind(seen=plan.seen)
            yield from self._page_units(plan)
        yield from self._close_table()
        yield from self._release()
        yield from self._others_found

    def _end_of_kind(self, *, seen: bool) -> Iterator[TextUnit]:
        """Close what is open: drawn text does not read on in a picture's."""
        yield from self._close_table()
        yield from self._release()
        self._seen, self._last_line = seen, None

    def place_apart(self, page: int, ordinal: int, text: str) -> str:
        """Give characters that stand outside all reading a unit's id.

        Args:
            page: Zero-based page.
            ordinal: Of the first one; the others follow.
            text: The characters.
        """
        self._counts[page] += 1
        key = f"p{page}.{self._counts[page]}"
        self.maps[key] = UnitMap([Piece(0, page, ordinal, len(text))])
        return key

    def _unit(
        self, text: Text, place: Place, page: int, cell: CellRef | None = None
    ) -> TextUnit:
        self._counts[page] += 1
        key = f"p{page}.{self._counts[page]}"
        self.maps[key] = UnitMap(text.pieces)
        place = Place.PICTURE if self._seen else place
        return TextUnit(key, text.raw, place, page, cell, tuple(text.starts))

    def _covered(self, run: Run, page: int) -> TextUnit:
        """Give text under a box: the writer drops it, so it is only reported."""
        text = Text(starts=[0])
        text.add_run(page, run)
        unit = self._unit(text, Place.OTHER, page)
        self.covered.setdefault(page, []).append(unit.id)
        return replace(unit, editable=False)

    def _again(self, text: Text | None, unit: TextUnit, reading: str) -> None:
        """Note another reading of text that stands in the main one already."""
        if text is None:
            return
        key = f"{unit.id}.{reading}"
        self.maps[key] = UnitMap(text.pieces)
        starts = tuple(text.starts)
        self._others_found.append(
            replace(unit, id=key, text=text.raw, line_starts=starts, reading=reading)
        )

    def _paragraph(self, paragraph: Paragraph, page: int) -> TextUnit:
        text = paragraph_text(paragraph)
        unit = self._unit(text, Place.BODY, page)
        self._again(other_seams(paragraph.lines, text), unit, "seam")
        last, first = self._last_line, paragraph.lines[0]
        if last is not None:
            joint = Text()
            joint.add_line(last.page_index, last)
            joint.add("\n")
            joint.add_line(first.page_index, first)
            self._again(other_seams([last, first], joint), unit, "joint")
        self._last_line = paragraph.lines[-1]
        return unit

    def _release(self) -> Iterator[TextUnit]:
        if self._held is not None:
            held, self._held = self._held, None
            yield self._paragraph(held, self._held_page)

    def _page_units(self, plan: PagePlan) -> Iterator[TextUnit]:
        margins = list(self._margin(plan.head, Place.HEADER, plan.index))
        blocks = list(zones(plan))
        if not (blocks and isinstance(blocks[0], Paragraph) and self._joins(blocks[0])):
            yield from self._release()
        yield from margins
        for number, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                if number == 0 and self._held is not None:
                    self._held.lines.extend(block.lines)
                    continue
                yield from self._release()
                self._held, self._held_page = block, plan.index
            else:
                yield from self._release()
                if isinstance(block, AlignedTable):
                    yield from self._aligned(block, plan.index)
                else:
                    yield from self._ruled(*block, plan.index, first=number == 0)
        if plan.foot or plan.turned or plan.vertical:
            yield from self._others(plan)
        for run in plan.covered:
            yield self._covered(run, plan.index)
        if plan.stream:
            text = stream_text(plan.stream, plan.index)
            unit = TextUnit(f"p{plan.index}", "", Place.BODY, plan.index)
            self._again(text, unit, "stream")
        for number, text in enumerate(stacked_texts(plan.single, plan.index)):
            unit = TextUnit(f"p{plan.index}.{number}", "", Place.BODY, plan.index)
            self._again(text, unit, "stack")

    def _others(self, plan: PagePlan) -> Iterator[TextUnit]:
        held = self._held
        if held is not None and not held.full:
            yield from self._release()
        yield from self._margin(plan.foot, Place.FOOTER, plan.index)
        for _, runs in sorted(plan.turned.items()):
            for block in flow(runs, plan.index):
                if isinstance(block, Paragraph):
                    yield self._paragraph(block, plan.index)
                else:
                    yield from self._aligned(block, plan.index)
        for text in vertical_texts(plan.vertical, plan.index):
            yield self._unit(text, Place.BODY, plan.index)

    def _joins(self, block: Paragraph) -> bool:
        held = self._held
        if held is None or not held.full or len(held.lines) >= LONGEST:
            return False
        line = block.lines[0]
        return (
            abs(held.lines[-1].size - line.size) < 0.12 * line.size
            and line.u0 - held.left < 1.2 * line.size
        )

    def _margin(self, runs: list[Run], place: Place, page: int) -> Iterator[TextUnit]:
        for line in make_lines(runs, page):
            text = Text()
            text.add_line(page, line)
            yield self._unit(text, place, page)

    def _aligned(self, table: AlignedTable, page: int) -> Iterator[TextUnit]:
        self._table += 1
        name = f"t{self._table}"
        for row, cells in enumerate(table.rows):
            for column, lines in sorted(cells.items()):
                low, high = table.borders[column]
                text = join_lines(lines, high - low, 1.0)
                ref = CellRef(name, row, column)
                unit = self._unit(text, Place.TABLE, page, ref)
                self._again(other_seams(lines, text), unit, "seam")
                yield unit

    def _ruled(
        self, grid: Grid, content: dict[Cell, list[Run]], page: int, *, first: bool
    ) -> Iterator[TextUnit]:
        lines = {
            cell: make_lines(content[cell], page)
            for cell in grid.cells
            if content.get(cell)
        }
        table = self._open
        heads = _row_text(lines, 0)
        if not (first and table and _same_columns(table.grid, grid)):
            yield from self._close_table()
            self._table += 1
            table = self._open = _OpenTable(grid, f"t{self._table}", heads)
            body = 0
        else:
            body = 1 if heads == table.heads else 0
            _continue_cells(table, lines, body)
        for begun in table.held:
            yield self._cell(begun)
        table.held = []
        for boxes in boxed_rows(lines):
            unit = TextUnit(
                f"p{page}.{table.name}.{len(self._others_found)}", "", Place.TABLE, page
            )
            self._again(boxed_text(boxes, page), unit, "boxes")
        last = len(grid.ys) - 2
        for cell, content_lines in lines.items():
            ref = CellRef(
                table.name,
                cell.row + table.shift,
                cell.column,
                cell.row_span,
                cell.column_span,
            )
            held = _HeldCell(cell, ref, content_lines, page)
            if cell.row + cell.row_span - 1 == last:
                table.held.append(held)
            else:
                yield self._cell(held)
        table.grid, table.shift = grid, table.shift + last + 1

    def _cell(self, held: "_HeldCell") -> TextUnit:
        cell = held.cell
        inset = _inset(cell, held.lines)
        text = join_lines(held.lines, cell.x1 - cell.x0, 2 * inset + 0.5)
        unit = self._unit(text, Place.TABLE, held.page, held.ref)
        self._again(other_seams(held.lines, text), unit, "seam")
        return unit

    def _close_table(self) -> Iterator[TextUnit]:
        table, self._open = self._open, None
        if table is not None:
            for cell in table.held:
                yield self._cell(cell)


@dataclass(slots=True)
class _HeldCell:
    """A cell of the last row of a page, that may go on overleaf."""

    cell: Cell
    ref: CellRef
    lines: list[Line]
    page: int


@dataclass(slots=True)
class _OpenTable:
    """A table that may go on overleaf."""

    grid: Grid
    name: str
    heads: tuple[str, ...]
    shift: int = 0
    held: list[_HeldCell] = field(default_factory=list)


def _row_text(lines: dict[Cell, list[Line]], row: int) -> tuple[str, ...]:
    return tuple(
        "".join(line.text for line in found)
        for cell, found in lines.items()
        if cell.row == row
    )


def _continue_cells(
    table: _OpenTable, lines: dict[Cell, list[Line]], body: int
) -> None:
    """Move the cells of a row that was cut by the page break to their beginning.

    A row is such a continuation when its first column is empty and all its cells have
    a beginning overleaf.
    """
    row = [cell for cell in lines if cell.row == body]
    begun = {held.cell.column: held for held in table.held}
    if not row or any(c.column == 0 or c.column not in begun for c in row):
        return
    for cell in row:
        begun[cell.column].lines.extend(lines.pop(cell))


def _inset(cell: Cell, lines: list[Line]) -> float:
    left = min(line.u0 for line in lines) - cell.x0
    right = cell.x1 - max(line.u1 for line in lines)
    return max(0.0, min(left, right, 8.0))


def _same_columns(a: Grid, b: Grid) -> bool:
    return len(a.xs) == len(b.xs) and all(
        abs(x - y) < 3 for x, y in zip(a.xs, b.xs, strict=True)
    )
