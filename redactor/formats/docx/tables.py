"""The grid of a table: every cell with its row, column and spans, merges resolved."""

from dataclasses import dataclass, field

from redactor.formats.docx.lines import Line
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
    continued: bool = False
    lines: list[Line] = field(default_factory=list, repr=False)

    @property
    def is_box(self) -> bool:
        """A single character stands in it, as in boxes for the digits of a number."""
        return len(self.lines) == 1 and len(self.lines[0].text.strip()) == 1


def _children(element: Element, tag: str) -> list[Element]:
    found = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag in _WRAPPERS:
            found.extend(_children(child, tag))
    return found


def _number(properties: Element | None, name: str, default: int) -> int:
    element = None if properties is None else properties.find(name)
    if element is None:
        return default
    try:
        return min(max(int(element.get(_VAL) or default), 0), 1000)
    except ValueError:
        return default


def cells_of(table: Element) -> list[Cell]:
    """Return the cells of a table row by row, nested tables left out."""
    cells: list[Cell] = []
    open_merges: dict[int, Cell] = {}
    for row, tr in enumerate(_children(table, _TR)):
        column = _number(tr.find(_TRPR), _BEFORE, 0)
        merges: dict[int, Cell] = {}
        for tc in _children(tr, _TC):
            properties = tc.find(_TCPR)
            span, merge = 1, None
            if properties is not None:
                span = max(_number(properties, _SPAN, 1), 1)
                merge = properties.find(_MERGE)
            cell = Cell(tc, row, column, 1, span)
            origin = open_merges.get(column)
            if merge is not None:
                if merge.get(_VAL) != "restart" and origin is not None:
                    origin.row_span = row - origin.row + 1
                    cell.continued = True
                    merges[column] = origin
                else:
                    merges[column] = cell
            cells.append(cell)
            column += span
        open_merges = merges
        _continue(cells, row, merges)
    return cells


def _continue(cells: list[Cell], row: int, merges: dict[int, Cell]) -> None:
    for cell in reversed(cells):
        if cell.row != row:
            break
        if cell.continued:
            origin = merges[cell.column]
            cell.row, cell.column = origin.row, origin.column
