"""Re-identification in rosters: rows that stay unique on what remains.

k-anonymity (Sweeney 2002; GB/T 37964-2019 is about such tables): the smallest group of
rows that agree on all remaining quasi-identifiers. Columns whose values say nothing of
a person (row numbers, amounts that are all alike) or that tell everybody apart anyway
(the name, when the name stays) are not quasi-identifiers.

What this doesn't do: know what a neighbour knows; k counts rows of this table only.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redactor.masking.address_cut import Level, cut
from redactor.masking.dates import read_date
from redactor.model import Edit, TextUnit
from redactor.text.normalize import normalize

__all__ = ["ColumnRisk", "Linkage", "linkage"]

_HEADS = re.compile(
    r"村|社区|组|镇|乡|街道|地址|住址|年龄|出生|性别|民族|文化|学历|婚姻|等级|级别|类别|类型|病"
    r"|残疾|致贫|致困|原因|人口|人数|户数|职业|单位|学校|年级|班|专业|籍贯|面积|金额|关系"
)
_NAMES = re.compile(r"姓名|户主|申请人|名字|学生|人员")
_ORDINAL = re.compile(r"序号|编号|No|备注")
_FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class ColumnRisk:
    """What one column adds to the risk.

    Attributes:
        column: Zero-based.
        head: Text of its header cell.
        unique_without: Unique rows that would remain without this column.
        unique_coarser: Likewise if its values were coarser (a number to its ten, a
            date to its year, an address to its town); None if that changes nothing.
    """

    column: int
    head: str
    unique_without: int
    unique_coarser: int | None = None


@dataclass(frozen=True, slots=True)
class Linkage:
    """Risk of one table as it will be published.

    Attributes:
        table: Id of the table.
        page_index: Page of its first row.
        rows: Data rows.
        k: Size of the smallest group of equal rows; 1 means somebody stands alone.
        unique: Rows that are alone.
        columns: The columns that count, the one whose loss helps most first.
        named: A column of names stays, so that rows tell who they are about anyway.
        alone: Numbers of the rows that are alone, counted from 1 below the header.
        dropping: Columns whose loss one after the other, the most helpful first,
            leaves nobody alone, each with the rows still alone; header texts.
    """

    table: str
    page_index: int | None
    rows: int
    k: int
    unique: int
    columns: tuple[ColumnRisk, ...] = field(repr=False)
    named: bool
    alone: tuple[int, ...] = ()
    dropping: tuple[tuple[str, int], ...] = field(default=(), repr=False)


@dataclass(slots=True)
class _Table:
    page_index: int | None
    cells: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))


def linkage(units: Iterable[TextUnit], edits: Iterable[Edit]) -> tuple[Linkage, ...]:
    """Return the risk of every roster of the main reading, in order.

    Args:
        units: Units of the source.
        edits: The plan's edits; cells are read as they will stand.
    """
    by_unit: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        if edit.unit_id is not None and edit.span is not None:
            by_unit[edit.unit_id].append(edit)
    tables: dict[str, _Table] = {}
    touched: dict[str, set[int]] = defaultdict(set)
    for unit in units:
        cell = unit.cell
        if cell is None or unit.reading != "main" or cell.column_span > 1:
            continue
        table = tables.setdefault(cell.table, _Table(unit.page_index))
        row = table.cells[cell.row]
        row[cell.column] = row.get(cell.column, "") + _after(unit, by_unit[unit.id])
        if by_unit[unit.id]:
            touched[cell.table].add(cell.column)
    risks = (_risk(name, table, touched[name]) for name, table in tables.items())
    return tuple(risk for risk in risks if risk is not None)


def _after(unit: TextUnit, edits: Sequence[Edit]) -> str:
    text = unit.text
    for span, mask in sorted(
        ((e.span, e.replacement) for e in edits if e.span), reverse=True
    ):
        text = text[: span.start] + mask + text[span.end :]
    return "".join(normalize(text).text.split())


def _risk(name: str, table: _Table, touched: set[int]) -> Linkage | None:
    head_row = _head_row(table.cells)
    if head_row is None:
        return None
    heads = table.cells[head_row]
    rows = [
        table.cells[number]
        for number in sorted(table.cells)
        if number > head_row and len(table.cells[number]) * 2 > len(heads)
    ]
    if len(rows) < _FEWEST_ROWS:
        return None
    columns = [
        column
        for column, head in heads.items()
        if _HEADS.search(head) and not _ORDINAL.search(head) and not _NAMES.search(head)
    ]
    if not columns:
        return None
    named = any(_NAMES.search(head) and c not in touched for c, head in heads.items())
    groups = _groups(rows, columns)
    risks = [
        ColumnRisk(
            column,
            heads[column],
            _unique(_groups(rows, [other for other in columns if other != column])),
            _coarser(rows, columns, column),
        )
        for column in columns
    ]
    risks.sort(key=lambda risk: (risk.unique_without, risk.column))
    return Linkage(
        table=name,
        page_index=table.page_index,
        rows=len(rows),
        k=min(groups.values()),
        unique=_unique(groups),
        columns=tuple(risks),
        named=named,
        alone=_alone(rows, columns, groups),
        dropping=tuple((heads[c], left) for c, left in _dropping(rows, columns)),
    )


def _alone(
    rows: Sequence[Mapping[int, str]],
    columns: Sequence[int],
    groups: Counter[tuple[str, ...]],
) -> tuple[int, ...]:
    return tuple(
        number
        for number, row in enumerate(rows, 1)
        if groups[tuple(row.get(column, "") for column in columns)] == 1
    )


def _dropping(
    rows: Sequence[Mapping[int, str]], columns: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield columns to drop one after the other, with the rows still alone."""
    left, unique = list(columns), 1
    while left and unique:
        tries = [
            (_unique(_groups(rows, [o for o in left if o != column])), place, column)
            for place, column in enumerate(left)
        ]
        unique, _, best = min(tries)
        left.remove(best)
        yield best, unique


def _head_row(cells: Mapping[int, Mapping[int, str]]) -> int | None:
    """Return the row of the first five with most words of headers, None without."""
    scores = {
        number: sum(
            bool(_HEADS.search(text) or _NAMES.search(text) or _ORDINAL.search(text))
            and len(text) <= 12
            for text in row.values()
        )
        for number, row in sorted(cells.items())[:5]
    }
    best = max(scores, key=lambda number: (scores[number], -number), default=None)
    return best if best is not None and scores[best] >= 2 else None


def _groups(
    rows: Sequence[Mapping[int, str]], columns: Sequence[int]
) -> Counter[tuple[str, ...]]:
    return Counter(tuple(row.get(column, "") for column in columns) for row in rows)


def _unique(groups: Counter[tuple[str, ...]]) -> int:
    return sum(count == 1 for count in groups.values())


def _coarser(
    rows: Sequence[Mapping[int, str]], columns: Sequence[int], column: int
) -> int | None:
    changed = [{**row, column: _coarse(row.get(column, ""))} for row in rows]
    if all(a.get(column, "") == b[column] for a, b in zip(rows, changed, strict=True)):
        return None
    return _unique(_groups(changed, columns))


def _coarse(value: str) -> str:
    if re.fullmatch(r"\d{1,3}(?:周?岁)?", value):
        return str(int(re.sub(r"\D", "", value)) // 10 * 10)
    found = read_date(value)
    if found is not None:
        return str(found[0])
    return cut(value, Level.TOWN) or value
