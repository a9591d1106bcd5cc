"""Reading order outside ruled tables: columns, aligned tables, paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from redactor.formats.pdf.lines import Line, line_of, make_rows, token_width
from redactor.formats.pdf.runs import Run

__all__ = ["LONGEST", "AlignedTable", "Paragraph", "flow"]

_CHUNK_GAP = 1.5  # em between chunks of a row
_GUTTER = 1.0  # em between columns
LONGEST = 60  # lines of one paragraph: no reading gets better by more


@dataclass(slots=True)
class Paragraph:
    """Lines that read on, with the column they stand in.

    ``set`` tells whether the column's right border is known: two lines reach it, or
    one that is as long as a line of prose.
    """

    lines: list[Line]
    left: float
    right: float
    set: bool = True

    @property
    def full(self) -> bool:
        """Tell whether the last line runs up to the right border."""
        last = self.lines[-1]
        return (
            self.set
            and self.right - last.u1 < 1.8 * last.size
            and last.u1 - last.u0 > 0.5 * (self.right - self.left)
        )


@dataclass(slots=True)
class AlignedTable:
    """A table without rules: ``rows[row][column]`` holds the lines of a cell."""

    borders: list[tuple[float, float]]
    rows: list[dict[int, list[Line]]] = field(default_factory=list)


def _chunks(row: list[Run], page_index: int) -> list[Line]:
    """Split a row at wide gaps."""
    parts: list[list[Run]] = []
    reach = 0.0
    for run in row:
        if parts and run.u0 - reach <= _CHUNK_GAP * run.size:
            parts[-1].append(run)
        else:
            parts.append([run])
        reach = max(reach, run.u1) if len(parts[-1]) > 1 else run.u1
    return [line_of(part, page_index) for part in parts]


def _project(
    intervals: list[tuple[float, float]], more: Sequence[Line], gutter: float
) -> list[tuple[float, float]]:
    """Merge intervals that lie nearer than a gutter."""
    spans = sorted([*intervals, *((line.u0, line.u1) for line in more)])
    merged: list[tuple[float, float]] = []
    for lo, hi in spans:
        if merged and lo - merged[-1][1] < gutter:
            merged[-1] = (merged[-1][0], max(merged[-1][1], hi))
        else:
            merged.append((lo, hi))
    return merged


def _block_end(
    rows: list[list[Line]], start: int
) -> tuple[int, list[tuple[float, float]]]:
    """Return how far rows from ``start`` share a gutter, and their columns."""
    size = median(line.size for line in rows[start])
    columns = _project([], rows[start], _GUTTER * size)
    end = start + 1
    while end < len(rows):
        gap = rows[end][0].top - rows[end - 1][0].bottom
        if gap > 3.0 * size:
            break
        wider = _project(columns, rows[end], _GUTTER * size)
        if len(wider) < max(2, len(columns) / 2):
            break
        columns, end = wider, end + 1
    return end, columns


def _column_of(line: Line, columns: list[tuple[float, float]]) -> int:
    middle = (line.u0 + line.u1) / 2
    return min(
        range(len(columns)),
        key=lambda i: max(columns[i][0] - middle, middle - columns[i][1]),
    )


def _is_prose(rows: list[list[Line]], columns: list[tuple[float, float]]) -> bool:
    """Tell columns of running text from a table without rules."""
    if not 2 <= len(columns) <= 3:
        return False
    for number, (lo, hi) in enumerate(columns):
        lines = [
            line for row in rows for line in row if _column_of(line, columns) == number
        ]
        if len(lines) < 3:
            return False
        long = [line for line in lines if line.u1 - line.u0 > 0.8 * (hi - lo)]
        chars = sum(len(run.text) for line in lines for run in line.runs) / len(lines)
        if chars < 10 or len(long) < 0.5 * len(lines):
            return False
    return True


def _aligned(
    rows: list[list[Line]], columns: list[tuple[float, float]]
) -> AlignedTable:
    table = AlignedTable(columns)
    previous: list[Line] = []
    for row in rows:
        cells: dict[int, list[Line]] = {}
        for line in row:
            cell = cells.setdefault(_column_of(line, columns), [])
            if cell:
                cell[-1] = line_of([*cell[-1].runs, *line.runs], line.page_index)
            else:
                cell.append(line)
        wraps = (
            bool(previous)
            and 0 not in cells
            and len(cells) < len(table.rows[-1])
            and row[0].base - previous[0].base < 1.7 * row[0].size
        )
        if wraps:
            for column, lines in cells.items():
                table.rows[-1].setdefault(column, []).extend(lines)
        else:
            table.rows.append(cells)
        previous = row
    return table


def _paragraphs(lines: list[Line]) -> list[Paragraph]:
    """Join lines of one column into paragraphs."""
    if not lines:
        return []
    left = min(line.u0 for line in lines)
    right = max(line.u1 for line in lines)
    reach = sum(right - line.u1 < 1.3 * line.size for line in lines)
    known = reach > 1 or any(line.u1 - line.u0 > 24 * line.size for line in lines)
    result: list[Paragraph] = []
    for line in lines:
        if (
            result
            and known
            and len(result[-1].lines) < LONGEST
            and _reads_on(result[-1], line)
        ):
            result[-1].lines.append(line)
        else:
            result.append(Paragraph([line], left, right, known))
    return result


def _reads_on(paragraph: Paragraph, line: Line) -> bool:
    above = paragraph.lines[-1]
    size = above.size
    if abs(size - line.size) > (0.12 if _inked(line) else 0.3) * size:
        return False
    if not 0.5 * size < line.base - above.base < 2.7 * size:
        return False
    word = token_width(line)
    slack = 0.8 * size if word <= size else 1.3 * size
    if not _inked(line):
        slack = 0.2 * (paragraph.right - paragraph.left)
    if paragraph.right - above.u1 > slack + word:
        return False
    if line.u0 - paragraph.left < 1.2 * size:
        return True
    middle = (paragraph.left + paragraph.right) / 2
    if (
        above.u0 - paragraph.left < 1.6 * size
        and line.u0 - paragraph.left > 2.6 * size  # more than a paragraph's indent
        and abs((line.u0 + line.u1) / 2 - middle) < 1.2 * size
    ):
        return True  # a centred title
    lines = paragraph.lines
    return len(lines) > 1 and abs(line.u0 - above.u0) < 0.6 * size


def _inked(line: Line) -> bool:
    """Tell text of a page from a text layer of OCR, whose sizes are guesses."""
    return any(run.visible for run in line.runs)


def flow(runs: Sequence[Run], page_index: int) -> list[Paragraph | AlignedTable]:
    """Return paragraphs and aligned tables of a stretch of page, in reading order.

    Args:
        runs: Upright runs (or runs of one other direction, in their frame).
        page_index: Zero-based page.
    """
    rows = [_chunks(row, page_index) for row in make_rows(runs)]
    result: list[Paragraph | AlignedTable] = []
    plain: list[Line] = []
    index = 0
    while index < len(rows):
        end = index + 1
        columns: list[tuple[float, float]] = []
        if len(rows[index]) > 1:
            end, columns = _block_end(rows, index)
        block = rows[index:end]
        multi = sum(len(row) > 1 for row in block)
        if end - index >= 3 and len(columns) > 1 and _is_prose(block, columns):
            result.extend(_paragraphs(plain))
            plain = []
            for number in range(len(columns)):
                result.extend(
                    _paragraphs(
                        [
                            line
                            for row in block
                            for line in row
                            if _column_of(line, columns) == number
                        ]
                    )
                )
        elif multi >= 3 and len(columns) > 1:
            result.extend(_paragraphs(plain))
            plain = []
            result.append(_aligned(block, columns))
        else:
            plain.extend(
                line_of([run for line in row for run in line.runs], page_index)
                for row in block
            )
        index = end
    result.extend(_paragraphs(plain))
    return result
