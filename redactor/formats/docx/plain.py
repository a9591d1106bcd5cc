"""Plain paragraphs and tables: what the text of a foreign document becomes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from redactor.formats.docx.names import w
from redactor.formats.docx.xml import Element

__all__ = ["Block", "PlainCell", "PlainTable", "elements_of"]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_WIDEST = 63  # columns that Word takes in a table


@dataclass(slots=True)
class PlainCell:
    """A cell at its top left corner."""

    blocks: "list[Block]" = field(default_factory=list, repr=False)
    column_span: int = 1
    row_span: int = 1


@dataclass(slots=True)
class PlainTable:
    """Rows of cells; a cell that spans rows stands in the first of them only."""

    rows: list[list[PlainCell]] = field(default_factory=list, repr=False)


Block: TypeAlias = str | PlainTable


def elements_of(blocks: Iterable[Block]) -> list[Element]:
    r"""Return paragraphs and tables; ``\n`` and ``\t`` become breaks and tabs."""
    return [
        _paragraph(block) if isinstance(block, str) else _table(block)
        for block in blocks
        if isinstance(block, str) or any(block.rows)
    ]


def _paragraph(text: str) -> Element:
    paragraph = etree.Element(w("p"))
    if not text:
        return paragraph
    run = etree.SubElement(paragraph, w("r"))
    piece = ""
    for char in [*text, ""]:
        if char and char not in "\n\t":
            piece += char
            continue
        if piece:
            node = etree.SubElement(run, w("t"))
            node.text = piece
            node.set(_SPACE, "preserve")
            piece = ""
        if char:
            etree.SubElement(run, w("tab" if char == "\t" else "br"))
    return paragraph


def _table(source: PlainTable) -> Element:
    table = etree.Element(w("tbl"))
    properties = etree.SubElement(table, w("tblPr"))
    borders = etree.SubElement(properties, w("tblBorders"))
    for side in _SIDES:
        line = etree.SubElement(borders, w(side))
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0")):
            line.set(w(name), value)
    grid = etree.SubElement(table, w("tblGrid"))
    width = 0
    below: dict[int, tuple[int, int]] = {}
    for cells in source.rows:
        row = etree.SubElement(table, w("tr"))
        width = max(width, _row(row, cells, below))
    for _ in range(width):
        etree.SubElement(grid, w("gridCol"))
    return table


def _row(
    row: Element, cells: Sequence[PlainCell], below: dict[int, tuple[int, int]]
) -> int:
    """Fill a row; returns its width in columns.

    Args:
        row: The new row.
        cells: What starts in it.
        below: Columns to (rows still to come, columns) of cells that reach down.
    """
    column = 0
    waiting = list(cells)
    while waiting or column in below:
        if column in below:
            left, span = below.pop(column)
            _cell(row, PlainCell([], span), "")
            if left > 1:
                below[column] = (left - 1, span)
        else:
            cell = waiting.pop(0)
            span = min(max(cell.column_span, 1), _WIDEST)
            _cell(row, cell, "restart" if cell.row_span > 1 else None)
            if cell.row_span > 1:
                below[column] = (cell.row_span - 1, span)
        column += span
    if not len(row):
        _cell(row, PlainCell(), None)
        column = 1
    return column


def _cell(row: Element, cell: PlainCell, merge: str | None) -> None:
    target = etree.SubElement(row, w("tc"))
    properties = etree.SubElement(target, w("tcPr"))
    if cell.column_span > 1:
        span = etree.SubElement(properties, w("gridSpan"))
        span.set(w("val"), str(min(cell.column_span, _WIDEST)))
    if merge is not None:
        mark = etree.SubElement(properties, w("vMerge"))
        if merge:
            mark.set(w("val"), merge)
    target.extend(elements_of(cell.blocks))
    # A cell ends with a paragraph (ECMA-376 part 1, 17.4.65).
    if target[-1].tag != w("p"):
        etree.SubElement(target, w("p"))
