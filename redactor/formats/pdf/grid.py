"""Ruled tables: from drawn rules to a grid of cells, merged cells included."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from redactor.formats.pdf.runs import Rule

__all__ = ["Cell", "Grid", "find_grids"]

_THIN = 3.0
_SHORT = 6.0
_NEAR = 2.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its box in displayed points; merged base cells stand once."""

    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table of one page.

    ``xs`` and ``ys`` are the borders; ``owner[row][column]`` is an index of ``cells``.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    owner: tuple[tuple[int, ...], ...]

    def find(self, x: float, y: float) -> Cell | None:
        """Return the cell that holds a point."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        return self.cells[self.owner[row][column]]


@dataclass(slots=True)
class _Line:
    """A rule on one axis: at ``at``, from ``lo`` to ``hi`` along the other."""

    at: float
    lo: float
    hi: float


def _lines(rules: Sequence[Rule]) -> tuple[list[_Line], list[_Line]]:
    across: list[_Line] = []
    down: list[_Line] = []
    for rule in rules:
        width, height = rule.x1 - rule.x0, rule.y1 - rule.y0
        if rule.alpha == 0:
            continue
        if height <= _THIN and width >= _SHORT:
            across.append(_Line((rule.y0 + rule.y1) / 2, rule.x0, rule.x1))
        elif width <= _THIN and height >= _SHORT:
            down.append(_Line((rule.x0 + rule.x1) / 2, rule.y0, rule.y1))
        elif rule.stroked and rule.rect and width > _THIN and height > _THIN:
            across.append(_Line(rule.y0, rule.x0, rule.x1))
            across.append(_Line(rule.y1, rule.x0, rule.x1))
            down.append(_Line(rule.x0, rule.y0, rule.y1))
            down.append(_Line(rule.x1, rule.y0, rule.y1))
    return across, down


def _merge(lines: list[_Line]) -> list[_Line]:
    """Join pieces of one rule that lie on one line and touch."""
    merged: list[_Line] = []
    for line in sorted(lines, key=lambda item: (round(item.at / _NEAR), item.lo)):
        last = merged[-1] if merged else None
        if last and abs(last.at - line.at) <= _NEAR and line.lo <= last.hi + _NEAR:
            last.hi = max(last.hi, line.hi)
        else:
            merged.append(_Line(line.at, line.lo, line.hi))
    return merged


def _crosses(a: _Line, d: _Line) -> bool:
    return a.lo - _NEAR <= d.at <= a.hi + _NEAR and d.lo - _NEAR <= a.at <= d.hi + _NEAR


def _components(
    across: list[_Line], down: list[_Line]
) -> list[tuple[list[_Line], list[_Line]]]:
    """Group rules that touch each other."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    by_x = sorted(range(len(down)), key=lambda i: down[i].at)
    places = [down[i].at for i in by_x]
    for i, line in enumerate(across):
        first = bisect_right(places, line.lo - _NEAR - 0.01)
        last = bisect_right(places, line.hi + _NEAR)
        for j in by_x[first:last]:
            if _crosses(line, down[j]):
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for i, line in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for j, line in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(line)
    return list(groups.values())


def _borders(values: list[float]) -> tuple[float, ...]:
    borders: list[float] = []
    for value in sorted(values):
        if not borders or value - borders[-1] > _NEAR + 1:
            borders.append(value)
    return tuple(borders)


def _barred(lines: list[_Line], at: float, lo: float, hi: float) -> bool:
    """Tell whether a rule stands at ``at`` over most of the stretch lo..hi."""
    need = (hi - lo) * 0.5
    return any(
        abs(line.at - at) <= _NEAR + 1 and min(line.hi, hi) - max(line.lo, lo) >= need
        for line in lines
    )


def _grid(across: list[_Line], down: list[_Line]) -> Grid | None:
    xs = _borders(
        [d.at for d in down] + [min(a.lo for a in across), max(a.hi for a in across)]
    )
    ys = _borders(
        [a.at for a in across] + [min(d.lo for d in down), max(d.hi for d in down)]
    )
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > 20_000:
        return None
    owner = [[row * columns + col for col in range(columns)] for row in range(rows)]

    def root(i: int) -> int:
        while owner[i // columns][i % columns] != i:
            i = owner[i // columns][i % columns]
        return i

    for row in range(rows):
        near_down = [d for d in down if d.lo < ys[row + 1] and d.hi > ys[row]]
        near_across = [a for a in across if abs(a.at - ys[row + 1]) <= _NEAR + 1]
        for col in range(columns):
            here = row * columns + col
            if col + 1 < columns and not _barred(
                near_down, xs[col + 1], ys[row], ys[row + 1]
            ):
                a, b = sorted((root(here), root(here + 1)))
                owner[b // columns][b % columns] = a
            if row + 1 < rows and not _barred(
                near_across, ys[row + 1], xs[col], xs[col + 1]
            ):
                a, b = sorted((root(here), root(here + columns)))
                owner[b // columns][b % columns] = a
    return _with_cells(xs, ys, [[root(i) for i in line] for line in owner])


def _with_cells(
    xs: tuple[float, ...], ys: tuple[float, ...], roots: list[list[int]]
) -> Grid | None:
    boxes: dict[int, list[int]] = {}
    for row, line in enumerate(roots):
        for col, key in enumerate(line):
            box = boxes.setdefault(key, [row, col, row, col])
            box[1], box[2], box[3] = min(box[1], col), row, max(box[3], col)
    if len(boxes) < 2:
        return None
    number = {key: i for i, key in enumerate(boxes)}
    cells = tuple(
        Cell(r0, c0, r1 - r0 + 1, c1 - c0 + 1, xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1])
        for r0, c0, r1, c1 in boxes.values()
    )
    owner = tuple(tuple(number[key] for key in line) for line in roots)
    return Grid(xs, ys, cells, owner)


def find_grids(rules: Sequence[Rule]) -> tuple[Grid, ...]:
    """Return the ruled tables of a page, top to bottom."""
    if len(rules) < 3:
        return ()
    across, down = (_merge(lines) for lines in _lines(rules))
    grids = []
    for part_across, part_down in _components(across, down):
        if len(part_across) >= 2 and part_down:
            grid = _grid(part_across, part_down)
            if grid:
                grids.append(grid)
    return tuple(sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0])))
