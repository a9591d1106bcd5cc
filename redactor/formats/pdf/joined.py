"""Join the lines of paragraphs, boxes and columns, and of other readings."""

from collections.abc import Iterator
from itertools import groupby

from redactor.formats.pdf.flow import Paragraph
from redactor.formats.pdf.grid import Cell
from redactor.formats.pdf.lines import (
    Line,
    Text,
    gap,
    seam,
)
from redactor.formats.pdf.runs import Run

__all__ = [
    "boxed_rows",
    "boxed_text",
    "paragraph_text",
    "stacked_texts",
    "stream_text",
    "vertical_texts",
]


_FEWEST_BOXES = 6
_ASIDE = 0.35  # em between the middles of characters in one stack
_PITCH = 1.7  # em from one to the next below; rows of tables stand farther apart
_MOST_STACKS = 64


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
    """Join runs in the order of drawing; what follows on its line reads on."""
    text = Text()
    last: Run | None = None
    for run in runs:
        if (
            last is not None
            and last.angle == run.angle
            and abs(last.base - run.base) < 0.3 * run.size
            and run.u0 - last.u1 > -0.4 * run.size
        ):
            text.add(gap(last, run))
        else:
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


def stacked_texts(runs: list[Run], page: int) -> Iterator[Text]:
    """Read upright characters that stand one below the other."""
    stacks: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: r.base):
        for stack in stacks[-_MOST_STACKS:]:
            last = stack[-1]
            size = max(last.size, run.size, 1.0)
            if (
                abs(last.mid - run.mid) < _ASIDE * size
                and 0.3 * size < run.base - last.base < _PITCH * size
            ):
                stack.append(run)
                break
        else:
            stacks.append([run])
    for stack in stacks:
        if len(stack) >= _FEWEST_BOXES:
            text = Text(starts=[0])
            for run in stack:
                text.add_run(page, run)
            yield text


def vertical_texts(runs: list[Run], page: int) -> Iterator[Text]:
    """Read vertical columns from right to left, each from top to bottom."""
    key = [(-round((r.u0 + r.u1) / 2 / max(r.size, 1)), r.top, r) for r in runs]
    key.sort(key=lambda item: item[:2])
    for _, group in groupby(key, key=lambda item: item[0]):
        text = Text()
        for _, _, run in group:
            text.add_run(page, run)
        yield text
