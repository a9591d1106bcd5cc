"""Blocks of the text view: a paragraph, or one row of a table.

A block is measured only when it comes into view, so that a table of thousands of rows
opens at once; until then its height is guessed from the number of characters.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont

from redactor.model import Place, TextUnit
from ui.views.columns import Columns
from ui.views.text_piece import BELOW, Piece
from ui.word_pictures import WordPicture

__all__ = ["Block", "build_blocks"]

_PADDING = 5.0
_LEADING = 1.45
_MIN_WEIGHT, _MAX_WEIGHT = 1.4, 16.0
_HALF = 0.6
_CAPTION = 26.0
_QUIET = frozenset({Place.BODY, Place.TABLE})


@dataclass(slots=True)
class Block:
    """A paragraph (one cell, no frame) or a table row.

    Attributes:
        cells: Pieces by cell, with the cell's first column and column span.
        columns: Of the table; None for a paragraph.
        caption: Words above the block, such as 页眉.
        empty: Columns of a table row in which nothing stands; they are framed too.
    """

    cells: list[tuple[int, int, list[Piece]]]
    columns: Columns | None = None
    caption: str = ""
    height: float = 0.0
    measured: float = 0.0
    edges: list[QRectF] = field(default_factory=list)
    empty: tuple[int, ...] = ()

    @property
    def pieces(self) -> Iterator[Piece]:
        """All pieces of the block."""
        for _, _, pieces in self.cells:
            yield from pieces

    def guess(self, width: float, line: float) -> None:
        """Guess the height for a width, both in pixels; ``line`` is a line's height."""
        most, em = 1.0, line / _LEADING
        if self.columns is not None:
            factor = self.columns.factor(width, em)
            em, line = em * factor, line * factor
        for column, span, pieces in self.cells:
            _, room = self._column(column, span, width, em)
            rows = sum(p.lines(em, room - 2 * _PADDING, line) for p in pieces)
            most = max(most, rows)
        self.height = most * line + self._extra()
        self.measured = 0.0
        self.drop()

    def measure(self, width: float, font: QFont, line: float) -> None:
        """Lay the text out for a width in pixels and set the true height.

        The text of a wide table is set a little smaller.
        """
        if self.measured == width:
            return
        em = float(font.pixelSize())
        if self.columns is not None:
            factor = self.columns.factor(width, em)
            font, em, line = _smaller(font, factor), em * factor, line * factor
        top = _CAPTION if self.caption else 0.0
        pad = _PADDING if self.columns else 0.0
        bottom = top + line
        places = []
        for column, span, pieces in self.cells:
            left, room = self._column(column, span, width, em)
            y = top + pad
            for piece in pieces:
                piece.x, piece.y, piece.width = left + pad, y, room - 2 * pad
                y += piece.lay_out(font, line)
            bottom = max(bottom, y + pad)
            places.append((left, room))
        places += [self._column(column, 1, width, em) for column in self.empty]
        self.edges = (
            [QRectF(left, top, room, bottom - top) for left, room in places]
            if self.columns
            else []
        )
        self.height = bottom + (0.0 if self.columns else BELOW)
        self.measured = width

    def drop(self) -> None:
        """Give the layouts back; the height stays."""
        for piece in self.pieces:
            piece.layout = None
        self.measured = 0.0

    def piece_at(self, point: QPointF) -> Piece | None:
        """Return the piece next to a point of the block."""
        best = None
        for piece in self.pieces:
            if piece.x - _PADDING <= point.x() <= piece.x + piece.width + _PADDING and (
                best is None or piece.y <= point.y()
            ):
                best = piece
        return best

    def _extra(self) -> float:
        caption = _CAPTION if self.caption else 0.0
        return caption + (2 * _PADDING if self.columns else BELOW)

    def _column(
        self, column: int, span: int, width: float, em: float
    ) -> tuple[float, float]:
        if self.columns is None:
            return 0.0, width
        return self.columns.place(column, span, width, em)


def _smaller(font: QFont, factor: float) -> QFont:
    made = QFont(font)
    # rounded down: columns are shared out for characters of just this width
    made.setPixelSize(max(8, int(font.pixelSize() * factor)))
    return made


def build_blocks(
    units: Sequence[TextUnit],
    caption_of: Callable[[Place], str],
    pictures: Mapping[str, WordPicture] | None = None,
) -> list[Block]:
    """Return the blocks of a text in reading order.

    Args:
        units: Units of the main reading.
        caption_of: Gives the words above a stretch that is not body text.
        pictures: Shown in place of the units of their names.
    """
    pictures = pictures or {}
    columns = _columns(units)
    rows: dict[tuple[str, int], Block] = {}
    blocks: list[Block] = []
    before = Place.BODY
    for unit in units:
        place = Place.BODY if unit.place in _QUIET else unit.place
        caption = caption_of(place) if place not in (before, Place.BODY) else ""
        before = place
        cell = unit.cell
        if cell is None:
            piece = Piece(unit, picture=pictures.get(unit.id))
            blocks.append(Block([(0, 1, [piece])], caption=caption))
            continue
        key = (cell.table, cell.row)
        if key not in rows:
            rows[key] = Block([], columns[cell.table], caption)
            blocks.append(rows[key])
        _into_row(rows[key], unit)
    taken = _taken(units)
    for key, block in rows.items():
        every = range(len(columns[key[0]].needs))
        block.empty = tuple(c for c in every if (*key, c) not in taken)
    return blocks


def _taken(units: Sequence[TextUnit]) -> set[tuple[str, int, int]]:
    """Return table, row and column of all places that a cell covers."""
    cells = (unit.cell for unit in units if unit.cell is not None)
    return {
        (cell.table, row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }


def _into_row(block: Block, unit: TextUnit) -> None:
    cell = unit.cell
    if cell is None:
        return
    for column, _, pieces in block.cells:
        if column == cell.column:
            pieces.append(Piece(unit))
            return
    block.cells.append((cell.column, cell.column_span, [Piece(unit)]))


def _ems(text: str) -> float:
    """Return the width of a text in Han characters."""
    return sum(_HALF if ch < "\u2e80" else 1.0 for ch in text)


def _columns(units: Sequence[TextUnit]) -> dict[str, Columns]:
    columns: dict[str, dict[int, float]] = {}
    for unit in units:
        if unit.cell is None:
            continue
        table = columns.setdefault(unit.cell.table, {})
        last = unit.cell.column + unit.cell.column_span - 1
        table.setdefault(last, 0.0)
        if unit.cell.column_span == 1:
            longest = max((_ems(part) for part in unit.text.split("\n")), default=0.0)
            table[last] = max(table[last], longest)
    made = {}
    for name, found in columns.items():
        count = max(found) + 1
        needs = [
            min(_MAX_WEIGHT, max(_MIN_WEIGHT, found.get(i, 0.0))) for i in range(count)
        ]
        made[name] = Columns(needs, _PADDING)
    return made
