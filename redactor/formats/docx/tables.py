"""The grid of a table: every cell with its row, column and spans, merges resolved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from redactor.formats.docx.lines import Line
from redactor.formats.docx.names import w
from redactor.formats.docx.xml import Element

__all__ = ["Cell", "boxes", "cells_of"]

_TR, _TC, _TRPR, _TCPR, _TBL = w("tr"), w("tc"), w("trPr"), w("tcPr"), w("tbl")
_BEFORE, _SPAN, _MERGE = w("gridBefore"), w("gridSpan"), w("vMerge")
_VAL = w("val")
_DIGITS = re.compile(r"[0-9０-９]{1,8}[0-9０-９XxＸ]")
_CUTS = frozenset({(6, 8, 4), (6, 4, 4, 4), (3, 4, 4), (6, 4, 2, 2, 4), (6, 6, 6)})
_FEWEST, _SHORTEST, _WIDEST = 4, 11, 12
_WRAPPERS = frozenset({w("sdt"), w("sdtContent"), w("customXml"), w("ins")})


@dataclass(slots=True)
class Cell:
    """One ``w:tc``; a continued cell of a merge bears the place of its origin."""

    element: Element = field(repr=False)
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    origin: "Cell | None" = field(default=None, repr=False)
    lines: list[Line] = field(default_factory=list, repr=False)

    @property
    def box(self) -> str:
        """What stands in it if it may hold digits of a number cut into boxes."""
        if len(self.lines) != 1:
            return ""
        text = self.lines[0].text
        if len(text) > _WIDEST:
            return ""
        text = text.strip()
        return text if len(text) == 1 or _DIGITS.fullmatch(text) else ""


def boxes(row: list[Cell]) -> Iterator[list[Cell]]:
    """Yield runs of neighbouring cells that may hold one number in pieces.

    One character a cell, or groups of digits as people cut numbers: equal ones (the
    last may be shorter), 6-8-4, 6-4-4-4, 3-4-4.
    """
    run: list[Cell] = []
    for cell in [*row, None]:
        if cell is not None and cell.box:
            run.append(cell)
            continue
        if len(run) > 1:
            yield from _split(run)
        run = []


def _split(run: list[Cell]) -> Iterator[list[Cell]]:
    single: list[Cell] = []
    groups: list[Cell] = []
    for cell in [*run, None]:
        one = cell is not None and len(cell.box) == 1
        if cell is not None and one:
            single.append(cell)
        if cell is None or not one:
            if len(single) >= _FEWEST:
                yield single
            single = []
    groups = [cell for cell in run if len(cell.box) > 1]
    sizes = tuple(len(cell.box) for cell in groups)
    if len(groups) != len(run) or sum(sizes) < _SHORTEST:
        return
    equal = len(set(sizes[:-1])) == 1 and sizes[-1] <= sizes[0]
    if sizes in _CUTS or (equal and len(sizes) > 2):
        yield groups


def _children(element: Element, tag: str) -> list[Element]:
    found = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag in _WRAPPERS:
            found.extend(_children(child, tag))
    return found


def _shape(cell: Element) -> tuple[int, Element | None]:
    """Return the column span of a ``w:tc`` and its mark of a vertical merge."""
    span, merge = 1, None
    first = cell[0] if len(cell) else None
    if first is not None and first.tag == _TCPR:
        for child in first:
            if child.tag == _SPAN:
                span = max(_number(child, 1), 1)
            elif child.tag == _MERGE:
                merge = child
    return span, merge


def _number(element: Element | None, default: int) -> int:
    if element is None:
        return default
    try:
        return min(max(int(element.get(_VAL) or default), 0), 1000)
    except ValueError:
        return default


def cells_of(table: Element) -> list[Cell]:
    """Return the cells of a table row by row, nested tables left out."""
    cells: list[Cell] = []
    merges: dict[int, Cell] = {}
    for row, tr in enumerate(_children(table, _TR)):
        column = _number(tr.find(f"{_TRPR}/{_BEFORE}"), 0)
        below: dict[int, Cell] = {}
        for tc in _children(tr, _TC):
            span, merge = _shape(tc)
            cell = Cell(tc, row, column, 1, span)
            if merge is not None:
                continued = merge.get(_VAL) != "restart"
                origin = merges.get(column) if continued else None
                if origin is not None:
                    origin.row_span = row - origin.row + 1
                    cell.origin = origin
                below[column] = origin or cell
            cells.append(cell)
            column += span
        merges = below
    for cell in cells:
        if cell.origin is not None:
            cell.row, cell.column = cell.origin.row, cell.origin.column
            cell.row_span = cell.origin.row_span
    return cells
