"""The tables of a document, and which label governs which cell.

A table is either one that the format gives (units with a `CellRef`) or lines of running
text that are cut by tabs, bars or blanks under a line of header words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from redactor.detection.labels import Label, LabelBook, clean_label
from redactor.model import TextUnit

__all__ = ["Cell", "Grid", "Segment", "grids"]

_LONG_NUMBER = re.compile(r"[0-9]{5}|@")
_MAX_HEADER = 24
_MAX_HEADER_ROWS = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of a text: index of the unit and half-open offsets of its normal form."""

    unit: int
    start: int
    end: int


@dataclass(slots=True)
class Cell:
    """A cell with its text parts, and the label that governs it."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    segments: list[Segment] = field(default_factory=list)
    text: str = field(default="", repr=False)
    own: Label | None = None
    label: Label | None = None
    is_label: bool = False


@dataclass(slots=True)
class Grid:
    """A table: cells by row and column of their top left corner."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the rows from the top, their cells from the left."""
        by_row: dict[int, list[Cell]] = {}
        for cell in self.cells.values():
            by_row.setdefault(cell.row, []).append(cell)
        for row in sorted(by_row):
            yield sorted(by_row[row], key=lambda cell: cell.column)

    def govern(self, book: LabelBook) -> None:
        """Give every cell that is no label itself the label that governs it."""
        rows = list(self.rows())
        for cell in self.cells.values():
            cell.own = book.exact(cell.text) if len(cell.text) <= 60 else None
        heads: dict[int, tuple[Label, bool]] = {}
        depth = 0
        for index, row in enumerate(rows):
            if self._is_header(rows, index):
                depth = depth + 1 if depth else 1
                _add_heads(row, heads, fresh=depth == 1 or depth > _MAX_HEADER_ROWS)
                continue
            depth = 0
            self._govern_row(row, heads)

    def _is_header(self, rows: list[list[Cell]], index: int) -> bool:
        row = [cell for cell in rows[index] if cell.text.strip()]
        labels = [cell for cell in row if cell.own is not None]
        if len(row) < 2 or not labels or any(_is_value(cell) for cell in row):
            return False
        if len(labels) >= max(2, 0.6 * len(row)):
            return not _alternates(rows[index])
        above = [cell for above in rows[:index] for cell in above if cell.text.strip()]
        if len(above) > 2 or len(row) < 3:
            return False
        columns = {cell.column for cell in labels}
        below = [
            cell for row in rows[index + 1 : index + 6] for cell in row if cell.own
        ]
        return bool(rows[index + 1 :]) and not any(c.column in columns for c in below)

    def _govern_row(
        self, row: list[Cell], heads: dict[int, tuple[Label, bool]]
    ) -> None:
        form = _form_row(row, heads)
        left: Cell | None = None
        for cell in row:
            head = None if form else _head_of(cell, heads)
            if cell.own is not None and head is None:
                cell.is_label = True
                left = cell
                continue
            if head is not None:
                cell.label = head
            elif left is not None and left.own is not None:
                cell.label = left.own


def _is_value(cell: Cell) -> bool:
    return len(cell.text) > 2 * _MAX_HEADER or bool(_LONG_NUMBER.search(cell.text))


def _alternates(row: list[Cell]) -> bool:
    """Tell whether labels and values (or blanks to fill in) take turns: a form."""
    odd = row[1::2]
    return (
        len(row) >= 2
        and bool(odd)
        and all(cell.own is not None for cell in row[::2])
        and all(cell.own is None for cell in odd)
    )


def _add_heads(
    row: list[Cell], heads: dict[int, tuple[Label, bool]], *, fresh: bool
) -> None:
    if fresh:
        heads.clear()
    for cell in row:
        cell.is_label = True
        if cell.own is None:
            if fresh or not cell.text.strip():
                continue
            for column in range(cell.column, cell.column + cell.column_span):
                heads.pop(column, None)
            continue
        for column in range(cell.column, cell.column + cell.column_span):
            heads[column] = (cell.own, cell.column_span > 1)


def _head_of(cell: Cell, heads: dict[int, tuple[Label, bool]]) -> Label | None:
    found = heads.get(cell.column)
    return found[0] if found else None


def _form_row(row: list[Cell], heads: dict[int, tuple[Label, bool]]) -> bool:
    """Tell whether a row below a header is a form row with side headers instead."""
    labels = [
        cell
        for cell in row
        if cell.own is not None and clean_label(cell.text) not in _RELATIONS
    ]
    if not labels:
        return False
    governed = sum(1 for cell in row if _head_of(cell, heads) and cell.own is None)
    return not heads or len(labels) * 2 >= len(row) - 1 or governed == 0


# Words that are labels and, in a column 与户主关系 or 身份, also values.
_RELATIONS = frozenset(
    ("户主", "配偶", "父亲", "母亲", "学生", "本人", "监护人", "家长", "农户", "教师")
)


def grids(
    units: Sequence[TextUnit], texts: Sequence[str], book: LabelBook
) -> list[Grid]:
    """Return all tables of a document, with every cell's label."""
    tables: dict[str, Grid] = {}
    for index, unit in enumerate(units):
        if unit.cell is None or unit.reading != "main":
            continue
        ref = unit.cell
        grid = tables.setdefault(ref.table, Grid())
        key = (ref.row, ref.column)
        cell = grid.cells.setdefault(
            key, Cell(ref.row, ref.column, ref.row_span, ref.column_span)
        )
        cell.segments.append(Segment(index, 0, len(texts[index])))
        cell.text = f"{cell.text}\n{texts[index]}" if cell.text else texts[index]
    found = [*tables.values(), *_line_grids(units, texts, book)]
    for grid in found:
        grid.govern(book)
    return found


_CUTS = (re.compile(r"\t"), re.compile(r" ?\| ?"), re.compile(r" {1,}"))


def _line_grids(
    units: Sequence[TextUnit], texts: Sequence[str], book: LabelBook
) -> Iterator[Grid]:
    grid: Grid | None = None
    cut: re.Pattern[str] | None = None
    width = row = 0
    for segment in _lines(units, texts):
        text = texts[segment.unit][segment.start : segment.end]
        head = _header_cut(text, book)
        if head is not None:
            if grid is not None:
                yield grid
            grid, cut, row = Grid(), head, 0
            width = len(_pieces(text, segment, head))
        if grid is None or cut is None:
            continue
        pieces = _pieces(text, segment, cut)
        if len(pieces) != width and not (len(pieces) > 2 and cut is _CUTS[0]):
            yield grid
            grid = None
            continue
        for column, piece in enumerate(pieces):
            words = texts[piece.unit][piece.start : piece.end]
            grid.cells[row, column] = Cell(row, column, segments=[piece], text=words)
        row += 1
    if grid is not None:
        yield grid


def _lines(units: Sequence[TextUnit], texts: Sequence[str]) -> Iterator[Segment]:
    for index, unit in enumerate(units):
        if unit.cell is not None or unit.reading != "main":
            continue
        start = 0
        for line in texts[index].split("\n"):
            yield Segment(index, start, start + len(line))
            start += len(line) + 1


def _header_cut(text: str, book: LabelBook) -> re.Pattern[str] | None:
    if not 4 <= len(text) <= 200 or _LONG_NUMBER.search(text):
        return None
    for cut in _CUTS:
        words = [word for word in cut.split(text.strip()) if word]
        if len(words) < 3:
            continue
        known = sum(1 for word in words if book.exact(word) is not None)
        if known >= max(2, 0.6 * len(words)):
            return cut
    return None


def _pieces(text: str, line: Segment, cut: re.Pattern[str]) -> list[Segment]:
    pieces = []
    start = 0
    for match in [*cut.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip() or cut is _CUTS[0]:
            pieces.append(Segment(line.unit, line.start + start, line.start + end))
        start = match.end() if match else end
    return pieces
