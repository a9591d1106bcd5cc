"""Numbers cut into pieces: a digit a box, groups of digits, over cells and text boxes.

The pieces of one number follow each other in the order of the document: in the cells
of a row, over rows (a form with nine boxes in each of two), in nested tables, in text
boxes side by side. Joined they are a reading of their own, in which whole numbers are
found; what proves itself by no check digit is joined within one row only.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from redactor.model import CellRef, Place, TextUnit

__all__ = ["Joined", "joined"]

_FIGURE = re.compile(r"[0-9０-９XxＸ]")
_GROUP = re.compile(r"[0-9０-９]{1,8}[0-9０-９XxＸ]")
_TAIL = re.compile(r"[0-9０-９]{1,17}$")
_HEAD = re.compile(r"[0-9０-９]*[0-9０-９XxＸ]")
_DASH = re.compile(r"[-—–－_·.\s]*")
# As people cut numbers of 18 digits, of cards and of telephones.
_CITIZEN = frozenset({(6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (6, 6, 6)})
_CUTS = _CITIZEN | {(3, 4, 4)}
_STARTS = frozenset(cut[:n] for cut in _CITIZEN for n in range(1, len(cut)))
_FEWEST, _SHORTEST, _LONGEST, _WIDEST = 4, 11, 19, 12
# Mobile numbers, citizen numbers, cards.
_LENGTHS = frozenset({11, 15, 16, 17, 18, 19})
_LABEL = re.compile(r"电|手机|联系|传真|号码|证号|账号|卡号|(?i:tel)")
_PROVED = 15  # the shortest number with a check digit or a date in it
_WHOLE = 18
_LEFT_OUT = frozenset({Place.CHART, Place.FIELD})


@dataclass(frozen=True, slots=True)
class Joined:
    """Units that may hold one number in pieces; ``spread``: a digit in each."""

    units: tuple[TextUnit, ...] = field(repr=False)
    spread: bool = True


@dataclass(frozen=True, slots=True)
class _Piece:
    unit: TextUnit = field(repr=False)
    text: str = field(repr=False)

    @property
    def row(self) -> tuple[str, int]:
        cell = self.unit.cell
        return ("", 0) if cell is None else (cell.table, cell.row)


def joined(units: Iterable[TextUnit]) -> Iterator[Joined]:
    """Yield what may be numbers in pieces.

    Args:
        units: The main reading of one part, in order; units without text left out.
    """
    pieces = [
        _Piece(unit, text)
        for unit in units
        if unit.place not in _LEFT_OUT
        and not _DASH.fullmatch(text := unit.text.strip())
    ]
    yield from _singles(pieces)
    yield from _groups(pieces)
    yield from _cut_numbers(pieces)
    boxes = [p for p in pieces if p.unit.place is Place.TEXT_BOX]
    if boxes and len(boxes) < len(pieces):
        yield from _singles(boxes)
        yield from _cut_numbers(boxes)


def _singles(pieces: Sequence[_Piece]) -> Iterator[Joined]:
    """Yield runs of single characters: of a row, and over rows."""
    label = ""
    for single, members in groupby(pieces, key=lambda piece: len(piece.text) == 1):
        run = list(members)
        if not single:
            label = run[-1].text
            continue
        rows = [list(row) for _, row in groupby(run, key=lambda piece: piece.row)]
        for row in rows:
            for part in _row(row):
                if _may_be_number(part, label if row is rows[0] else ""):
                    yield _joined(part)
        if len(rows) > 1 and _PROVED <= len(run) <= _LONGEST:
            yield _joined(run)


def _may_be_number(row: Sequence[_Piece], label: str) -> bool:
    """Tell marks and counts of one figure each from a number without a label."""
    figures = [piece for piece in row if _FIGURE.fullmatch(piece.text)]
    words = label + "".join(piece.text for piece in row if piece not in figures)
    if 2 * len(figures) < len(row) or len(figures) in _LENGTHS:
        return True
    return _LABEL.search(words) is not None


def _row(row: list[_Piece]) -> Iterator[list[_Piece]]:
    """Yield a row of single characters; cells left blank may stand between them."""
    if len(row) >= _FEWEST and (len(row) >= _PROVED or _is_even(row)):
        yield row
        return
    start = 0
    for at in range(1, len(row) + 1):
        if at == len(row) or not _touch(row[at - 1].unit.cell, row[at].unit.cell):
            if at - start >= _FEWEST:
                yield row[start:at]
            start = at


def _is_even(row: Sequence[_Piece]) -> bool:
    columns = [piece.unit.cell.column for piece in row if piece.unit.cell is not None]
    return len({b - a for a, b in pairwise(columns)}) <= 1


def _touch(left: CellRef | None, right: CellRef | None) -> bool:
    if left is None or right is None:
        return left is right
    return left.column + left.column_span >= right.column


def _groups(pieces: Sequence[_Piece]) -> Iterator[Joined]:
    """Yield rows of neighbouring cells that hold groups of digits and nothing else."""
    run: list[_Piece] = []
    for piece in pieces:
        is_group = _is_group(piece)
        if is_group and run and _follows(run[-1], piece):
            run.append(piece)
            continue
        yield from _cut_as_people_do(run)
        run = [piece] if is_group else []
    yield from _cut_as_people_do(run)


def _cut_as_people_do(run: Sequence[_Piece]) -> Iterator[Joined]:
    if len(run) < 3:
        return
    sizes = tuple(len(piece.text) for piece in run)
    equal = len(set(sizes[:-1])) == 1 and sizes[-1] <= sizes[0]
    if sizes in _CUTS or (equal and sum(sizes) >= _SHORTEST):
        yield _joined(run)


def _is_group(piece: _Piece) -> bool:
    text = piece.text
    if not (1 < len(text) <= _WIDEST and text[0].isdecimal()):
        return False
    return piece.unit.cell is not None and _GROUP.fullmatch(text) is not None


def _follows(left: _Piece, right: _Piece) -> bool:
    return left.row == right.row and _touch(left.unit.cell, right.unit.cell)


def _cut_numbers(pieces: Sequence[_Piece]) -> Iterator[Joined]:
    """Yield 18 digits in pieces; a label may stand before, other text behind them."""
    for at, (piece, behind) in enumerate(pairwise(pieces)):
        if not (piece.text[-1].isdecimal() and _HEAD.match(behind.text)):
            continue
        tail = _TAIL.search(piece.text)
        if tail is None or piece.text[: tail.start()][-1:].isdecimal():
            continue
        yield from _from(len(tail[0]), pieces[at : at + 5])


def _from(size: int, pieces: Sequence[_Piece]) -> Iterator[Joined]:
    """Yield the numbers whose first ``size`` digits stand at the end of a piece."""
    sizes: tuple[int, ...] = (size,)
    for last, piece in enumerate(pieces[1:], 2):
        head = _HEAD.match(piece.text)
        if head is None:
            return
        sizes = (*sizes, len(head[0]))
        if sum(sizes) == _WHOLE and _fits(sizes, pieces):
            yield _joined(pieces[:last], spread=False)
        if len(head[0]) < len(piece.text) or sizes not in _STARTS:
            return


def _fits(sizes: tuple[int, ...], pieces: Sequence[_Piece]) -> bool:
    """Tell whether a number is cut as people cut it, or in two by a cell's border."""
    if len(sizes) > 2:
        return sizes in _CITIZEN
    left, right = pieces[0].unit, pieces[1].unit
    if left.cell is None or right.cell is None:
        return left.place is right.place is Place.TEXT_BOX
    if left.cell.row == right.cell.row:
        return _touch(left.cell, right.cell)
    return left.cell.column == right.cell.column


def _joined(pieces: Sequence[_Piece], *, spread: bool = True) -> Joined:
    return Joined(tuple(piece.unit for piece in pieces), spread)
