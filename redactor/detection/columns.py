"""Columns and rows as wholes: what their other cells say of one."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from redactor.detection.cellvalues import (
    EMPTY,
    NUMBER,
    NUMBERS,
    covered,
    names_of,
    whole_cell,
)
from redactor.detection.grid import Cell, Grid
from redactor.detection.hits import LIKELY, Hit, moved
from redactor.detection.illness import is_illness
from redactor.detection.names import looks_like_name
from redactor.model import Role

__all__ = ["illness_in_row", "mark_office_row", "names_in_row", "read_columns"]

_FEWEST = 4

_ORGANISATION = re.compile(
    "(?:公司|局|委员会|政府|学校|医院|中心|委会|合作社|厅|院|所|站|办公室|[大中小]学|幼儿园)$"
)


def read_columns(grid: Grid, texts: Sequence[str], hits: list[list[Hit]]) -> None:
    """Read columns without header by what most of their cells hold."""
    columns: dict[int, list[Cell]] = {}
    for cell in grid.cells.values():
        if not cell.is_label and cell.label is None and cell.text.strip():
            columns.setdefault(cell.column, []).append(cell)
    for _, cells in sorted(columns.items()):
        if len(cells) < _FEWEST:
            continue
        kinds = Counter(kind for cell in cells if (kind := _kind(cell, texts, hits)))
        if not kinds:
            continue
        entity, count = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))[0]
        if count >= 3 and count >= 0.6 * len(cells):
            for cell in cells:
                _like_others(cell, entity, texts, hits)


def _kind(cell: Cell, texts: Sequence[str], hits: list[list[Hit]]) -> str:
    """Return the entity that all of a cell's text is, or ""."""
    if len(cell.segments) != 1:
        return ""
    segment = cell.segments[0]
    size = len(texts[segment.unit][segment.start : segment.end].strip())
    for hit in hits[segment.unit]:
        if (
            hit.score >= LIKELY
            and segment.start <= hit.start
            and hit.end <= segment.end
            and len(hit) >= 0.9 * size
        ):
            return hit.entity
    return ""


def _like_others(
    cell: Cell, entity: str, texts: Sequence[str], hits: list[list[Hit]]
) -> None:
    why = "同列多数单元格为此类内容"
    for segment in cell.segments:
        text = texts[segment.unit][segment.start : segment.end]
        found = hits[segment.unit]
        if EMPTY.fullmatch(text):
            continue
        if entity == "PERSON" and looks_like_name(text) >= 0.5:
            extra = [
                Hit(h.start, h.end, "PERSON", 0.75, "table_column", why, known=True)
                for h in names_of(text, why, Role.NONE, strict=False)
            ]
        elif entity == "CN_ADDRESS" and len(text) >= 6:
            extra = list(whole_cell(text, entity, 0.65, why))
        elif entity in NUMBERS and (match := NUMBER.search(text)):
            extra = [Hit(match.start(), match.end(), entity, 0.5, "table_column", why)]
        else:
            continue
        found += [
            moved(hit, segment.start)
            for hit in extra
            if not covered(found, segment, hit)
        ]


def mark_office_row(row: list[Cell], hits: list[list[Hit]]) -> None:
    """Give land lines in a row about an organisation, without a person, its role."""
    found = [hits[segment.unit] for cell in row for segment in cell.segments]
    if not any(_ORGANISATION.search(cell.text.strip()) for cell in row):
        return
    if any(_private(own) for own in found):
        return
    for own in found:
        own[:] = [
            replace(hit, role=Role.OFFICE)
            if hit.entity == "CN_LANDLINE" and hit.role is Role.NONE
            else hit
            for hit in own
        ]


def _private(found: list[Hit]) -> bool:
    """Tell whether a cell names a person to whom nothing gives a role."""
    names = [hit for hit in found if hit.entity == "PERSON"]
    told = {(hit.start, hit.end) for hit in names if hit.role is not Role.NONE}
    return any((hit.start, hit.end) not in told for hit in names)


def names_in_row(row: list[Cell], texts: Sequence[str], hits: list[list[Hit]]) -> None:
    """Find names in cells without header, at most two before an ID number."""
    for index, cell in enumerate(row):
        if _kind(cell, texts, hits) != "CN_ID_CARD":
            continue
        for other in row[max(0, index - 2) : index]:
            if other.label is not None or other.is_label or len(other.segments) != 1:
                continue
            segment = other.segments[0]
            text = texts[segment.unit][segment.start : segment.end]
            if looks_like_name(text) >= 0.6:
                why = "与证件号同行的单元格"
                found = names_of(text, why, Role.NONE, strict=False)
                hits[segment.unit] += [moved(hit, segment.start) for hit in found]


def illness_in_row(row: list[Cell], hits: list[list[Hit]]) -> None:
    """Find cells that are a diagnosis, whatever their header, in a person's row."""
    ill = [
        cell
        for cell in row
        if not cell.is_label and len(cell.segments) == 1 and is_illness(cell.text)
    ]
    if not ill or not any(
        hit.entity == "PERSON" and hit.score >= LIKELY
        for cell in row
        for segment in cell.segments
        for hit in hits[segment.unit]
    ):
        return
    for cell in ill:
        segment = cell.segments[0]
        start = len(cell.text) - len(cell.text.lstrip())
        end = start + len(cell.text.strip())
        why = "同行有人名的病情"
        hit = Hit(start, end, "HEALTH", 0.7, "table_column", why)
        if not covered(hits[segment.unit], segment, hit):
            hits[segment.unit].append(moved(hit, segment.start))
