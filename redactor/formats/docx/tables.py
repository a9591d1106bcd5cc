"""The grid of a table: every cell with its row, column and spans, merges resolved."""

from dataclasses import dataclass, field

from redactor.formats.docx.names import w
from redactor.formats.docx.xml import Element

__all__ = ["Cell", "cells_of"]

_TR, _TC, _TRPR, _TCPR, _TBL = w("tr"), w("tc"), w("trPr"), w("tcPr"), w("tbl")
_BEFORE, _SPAN, _MERGE = w("gridBefore"), w("gridSpan"), w("vMerge")
_VAL = w("val")
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
