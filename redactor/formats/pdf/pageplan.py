"""Sort the runs of a page: tables, free text, running heads and feet."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from redactor.formats.pdf.flow import AlignedTable, Paragraph, flow
from redactor.formats.pdf.glyphs import Glyphs, explode
from redactor.formats.pdf.grid import Cell, Grid, find_grids
from redactor.formats.pdf.lines import (
    make_rows,
    overlapping,
)
from redactor.formats.pdf.runs import PageText, Run

__all__ = ["Block", "PagePlan", "prepare_page", "set_margins_apart", "zones"]


_NUMBER_LINE = re.compile(
    r"[\s\-—–_·.第共页/|]*(?:[0-9０-９]{1,4}|[ivxlc]{1,6})[\s\-—–_·.第共页/|0-9０-９]*"
)


@dataclass(slots=True)
class PagePlan:
    """A page sorted into tables and free text, ready to be read.

    ``seen`` tells that its text was read from a picture.
    """

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
    single: list[Run] = field(default_factory=list)
    seen: bool = False


def prepare_page(text: PageText, glyphs: Callable[[], Glyphs], page: Any) -> PagePlan:
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
    plan.single = [run for run in upright if len(run.text.strip()) == 1]
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


Block = Paragraph | AlignedTable | tuple[Grid, dict[Cell, list[Run]]]


def zones(plan: PagePlan) -> Iterator[Block]:
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
