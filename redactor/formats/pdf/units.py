"""Units of a whole file: paragraphs and cells in reading order, with their places."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from redactor.formats.pdf.flow import LONGEST, AlignedTable, Paragraph, flow
from redactor.formats.pdf.glyphs import GlyphPage, PageText, Run, explode
from redactor.formats.pdf.grid import Cell, Grid, find_grids
from redactor.formats.pdf.lines import (
    Line,
    Piece,
    Text,
    join_lines,
    make_lines,
    make_rows,
    other_seams,
    overlapping,
    seam,
)
from redactor.model import CellRef, Place, Span, TextUnit

__all__ = ["PagePlan", "UnitBuilder", "UnitMap", "prepare_page"]

_FEWEST_BOXES = 6
_NUMBER_LINE = re.compile(
    r"[\s\-—–_·.第共页/|]*(?:[0-9０-９]{1,4}|[ivxlc]{1,6})[\s\-—–_·.第共页/|0-9０-９]*"
)


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


@dataclass(slots=True)
class PagePlan:
    """A page sorted into tables and free text, ready to be read."""

    index: int
    height: float
    grids: tuple[Grid, ...]
    cells: list[dict[Cell, list[Run]]]
    free: list[Run]
    turned: dict[int, list[Run]]
    vertical: list[Run]
    odd: bool
    stream: list[Run] = field(default_factory=list)
    covered: list[Run] = field(default_factory=list)
    head: list[Run] = field(default_factory=list)
    foot: list[Run] = field(default_factory=list)


def prepare_page(
    text: PageText, glyphs: Callable[[], GlyphPage], page: Any
) -> PagePlan:
    """Sort the runs of a page; characters are taken apart only where they must be.

    Args:
        text: The page after the cheap pass.
        glyphs: Reads the page's characters (dear).
        page: The `pymupdf.Page`.
    """
    grids = find_grids(text.rules)
    runs, odd = text.runs, False
    if text.torn:
        slanted = [r for r in runs if r.angle % 90 or r.vertical]
        straight = [r for r in runs if not (r.angle % 90 or r.vertical)]
        runs = straight + explode(slanted, glyphs(), page)
        odd = True
    upright = [run for run in runs if run.angle == 0 and not run.vertical]
    across = [run for run in upright if any(_straddles(grid, run) for grid in grids)]
    mixed = overlapping(make_rows(upright))
    if across or mixed:
        taken = upright if mixed else across
        rest = [] if mixed else [run for run in upright if run not in across]
        upright = rest + _rejoin(explode(taken, glyphs(), page), grids)
        odd = odd or mixed
    plan = PagePlan(
        text.index, text.height, grids, [{} for _ in grids], [], {}, [], odd
    )
    plan.stream = text.runs if odd else across
    plan.covered = text.covered
    plan.vertical = [run for run in runs if run.vertical]
    for run in runs:
        if run.angle and not run.vertical:
            plan.turned.setdefault(run.angle, []).append(run)
    for run in upright:
        for number, grid in enumerate(grids):
            cell = grid.find(min(run.mid, run.u0 + 0.5 * run.size), run.center)
            if cell:
                plan.cells[number].setdefault(cell, []).append(run)
                break
        else:
            plan.free.append(run)
    return plan


def _straddles(grid: Grid, run: Run) -> bool:
    if not grid.ys[0] <= run.center < grid.ys[-1]:
        return False
    left = grid.find(run.u0 + 0.3 * run.size, run.center)
    right = grid.find(run.u1 - 0.3 * run.size, run.center)
    return left != right


def _rejoin(chars: list[Run], grids: tuple[Grid, ...]) -> list[Run]:
    """Join single characters that follow one another, but not over a border."""
    out: list[Run] = []
    for run in chars:
        last = out[-1] if out else None
        if (
            last is not None
            and last.start + len(last.text) == run.start
            and abs(last.base - run.base) < 0.05 * run.size
            and -0.1 * run.size < run.u0 - last.u1 < 0.2 * run.size
            and not (run.u0 - last.u1 > 0.1 * run.size and _parted(grids, last, run))
        ):
            last.text += run.text
            last.u1 = run.u1
            last.top, last.bottom = min(last.top, run.top), max(last.bottom, run.bottom)
        else:
            out.append(run)
    return out


def _parted(grids: tuple[Grid, ...], left: Run, right: Run) -> bool:
    """Tell whether a border runs between two characters.

    Text that runs over a border without a gap is one cell's text that overflows.
    """
    return any(
        grid.find(left.u1 - 0.3 * left.size, left.center)
        != grid.find(right.mid, right.center)
        for grid in grids
    )


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

    def build(self, plans: list[PagePlan]) -> Iterator[TextUnit]:
        """Yield the units of all pages in reading order."""
        set_margins_apart(plans)
        for plan in plans:
            yield from self._page_units(plan)
        yield from self._close_table()
        yield from self._release()
        yield from self._others_found

    def _unit(
        self, text: Text, place: Place, page: int, cell: CellRef | None = None
    ) -> TextUnit:
        self._counts[page] += 1
        key = f"p{page}.{self._counts[page]}"
        self.maps[key] = UnitMap(text.pieces)
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
        blocks = list(_zones(plan))
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


def paragraph_text(paragraph: Paragraph) -> Text:
    """Join the lines of a paragraph."""
    text = Text()
    for i, line in enumerate(paragraph.lines):
        if i:
            above = paragraph.lines[i - 1]
            text.add(seam(above.last, line.first))
        text.add_line(line.page_index, line)
    return text


def stream_text(runs: list[Run], page: int) -> Text:
    """Join runs in the order of drawing; runs that touch read on."""
    text = Text()
    last: Run | None = None
    for run in runs:
        touches = (
            last is not None
            and last.angle == run.angle
            and abs(last.base - run.base) < 0.3 * run.size
            and abs(run.u0 - last.u1) < 0.4 * run.size
        )
        if not touches:
            text.add("\n" if text.size else "")
            text.starts.append(text.size)
        text.add_run(page, run)
        last = run
    return text


def boxed_text(cells: list[tuple[Cell, Run]], page: int) -> Text | None:
    """Join a row of cells of one character each, as forms have them for numbers."""
    if len(cells) < _FEWEST_BOXES:
        return None
    text = Text(starts=[0])
    for _, run in cells:
        text.add_run(page, run)
    return text


def boxed_rows(lines: dict[Cell, list[Line]]) -> Iterator[list[tuple[Cell, Run]]]:
    """Yield stretches of neighbouring cells that hold one character each."""
    row: list[tuple[Cell, Run]] = []
    for cell, found in lines.items():
        runs = [run for line in found for run in line.runs]
        single = len(runs) == 1 and len(runs[0].text.strip()) == 1
        follows = bool(row) and (cell.row, cell.column) == (
            row[-1][0].row,
            row[-1][0].column + row[-1][0].column_span,
        )
        if row and not (single and follows):
            yield row
            row = []
        if single:
            row.append((cell, runs[0]))
    yield row


def vertical_texts(runs: list[Run], page: int) -> Iterator[Text]:
    """Read vertical columns from right to left, each from top to bottom."""
    key = [(-round((r.u0 + r.u1) / 2 / max(r.size, 1)), r.top, r) for r in runs]
    key.sort(key=lambda item: item[:2])
    for _, group in groupby(key, key=lambda item: item[0]):
        text = Text()
        for _, _, run in group:
            text.add_run(page, run)
        yield text


_Block = Paragraph | AlignedTable | tuple[Grid, dict[Cell, list[Run]]]


def _zones(plan: PagePlan) -> Iterator[_Block]:
    """Yield free text and tables from top to bottom."""
    tops = [grid.ys[0] for grid in plan.grids]
    zones: list[list[Run]] = [[] for _ in range(len(tops) + 1)]
    for run in plan.free:
        zones[bisect_right(tops, run.center)].append(run)
    for number, zone in enumerate(zones):
        yield from flow(zone, plan.index)
        if number < len(plan.grids):
            yield plan.grids[number], plan.cells[number]


def _margin_key(row: list[Run]) -> str:
    text = "".join(run.text for run in row)
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text))


def set_margins_apart(plans: list[PagePlan]) -> None:
    """Move running heads and feet out of the free text of each page."""
    heads = [_edge_rows(plan, top=True) for plan in plans]
    feet = [_edge_rows(plan, top=False) for plan in plans]
    for edges, name in ((heads, "head"), (feet, "foot")):
        often = Counter(_margin_key(row) for rows in edges for row in rows)
        for plan, rows in zip(plans, edges, strict=True):
            for row in rows:
                plain = "".join(run.text for run in row)
                count = often[_margin_key(row)]
                if (count > 1 and count >= 0.3 * len(plans)) or (
                    _NUMBER_LINE.fullmatch(plain)
                ):
                    getattr(plan, name).extend(row)
                    gone = {run.start for run in row}
                    plan.free = [r for r in plan.free if r.start not in gone]


def _edge_rows(plan: PagePlan, *, top: bool) -> list[list[Run]]:
    if top:
        near = [run for run in plan.free if run.bottom < 0.1 * plan.height]
        return make_rows(near)[:2]
    near = [run for run in plan.free if run.top > 0.9 * plan.height]
    return make_rows(near)[-2:]
