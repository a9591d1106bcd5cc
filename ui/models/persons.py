"""Whom a hit belongs to, as far as the layout says: for grouping the list only.

In a table it is the name nearest to the left in the same row, or else the first in it.
In running text it is the last name before the hit, in its paragraph or one of the few
before. A hit without such a name stands apart.
"""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

from redactor.model import Finding, Role
from ui.workspace import FileEntry

__all__ = ["person_steps"]

_STEP = 400  # hits that take a few milliseconds
_REACH = 6
_PUBLIC = frozenset({Role.OFFICIAL, Role.OFFICE, Role.LEGAL_REPRESENTATIVE})
_Row = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name where it stands: number of its unit, place in it, column of its cell."""

    unit: int
    start: int
    column: int
    text: str

    def __repr__(self) -> str:
        """Say nothing: the text is personal."""
        return "_Name()"


def person_steps(
    entry: FileEntry, findings: Iterable[Finding]
) -> Generator[None, None, dict[str, str]]:
    """Find a person's name by finding id; hits of nobody are left out. Personal."""
    order = {unit.id: number for number, unit in enumerate(entry.units)}
    listed = [f for f in findings if f.unit_id in order]
    yield
    listed.sort(key=lambda f: (order[f.unit_id], f.span.start))
    rows = yield from _names_by_row(entry, listed, order)
    owners: dict[str, str] = {}
    last: _Name | None = None
    for number, finding in enumerate(listed):
        if number % _STEP == 0:
            yield
        name = _name(entry, finding, order) if _is_name(finding) else None
        row = _row_of(entry, finding)
        if name is None and row is not None:
            name = _in_row(rows.get(row, ()), _column(entry, finding))
        elif name is None:
            near = last is not None and order[finding.unit_id] - last.unit <= _REACH
            name = last if near else None
        elif row is None:
            last = name
        if name is not None:
            owners[finding.id] = name.text
    return owners


def _names_by_row(
    entry: FileEntry, listed: Sequence[Finding], order: dict[str, int]
) -> Generator[None, None, dict[_Row, list[_Name]]]:
    rows: dict[_Row, list[_Name]] = {}
    for number, finding in enumerate(listed):
        if number % _STEP == 0:
            yield
        row = _row_of(entry, finding) if _is_name(finding) else None
        if row is not None:
            rows.setdefault(row, []).append(_name(entry, finding, order))
    return rows


def _is_name(finding: Finding) -> bool:
    return finding.entity == "PERSON" and finding.role not in _PUBLIC


def _name(entry: FileEntry, finding: Finding, order: dict[str, int]) -> _Name:
    return _Name(
        order[finding.unit_id],
        finding.span.start,
        _column(entry, finding),
        "".join(entry.text_of(finding).split()),
    )


def _row_of(entry: FileEntry, finding: Finding) -> _Row | None:
    unit = entry.unit(finding.unit_id)
    if unit is None or unit.cell is None:
        return None
    return unit.cell.table, unit.cell.row


def _column(entry: FileEntry, finding: Finding) -> int:
    unit = entry.unit(finding.unit_id)
    return unit.cell.column if unit is not None and unit.cell is not None else -1


def _in_row(names: Sequence[_Name], column: int) -> _Name | None:
    if not names:
        return None
    left = [name for name in names if name.column <= column]
    # the row is the first name's; a family member's number stands beside that name
    return max(left, key=lambda n: (n.column, n.start)) if left else names[0]
