"""Tables: header rows and side headers say what cells hold, whatever they look like."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from redactor.detection.cellvalues import (
    EMPTY,
    NUMBERS,
    STRICT,
    WHOLE,
    covered,
    names_of,
    odd_numbers,
    whole_cell,
)
from redactor.detection.columns import (
    illness_in_row,
    mark_office_row,
    names_in_row,
    read_columns,
)
from redactor.detection.grid import Cell, Grid, Segment, grids
from redactor.detection.hits import SURE, Hit, moved
from redactor.detection.labels import Label, clean_label
from redactor.detection.rules import RuleEngine
from redactor.model import TextUnit

__all__ = ["Layout", "TableReader"]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the tables of a document say about its units.

    Attributes:
        labels: For each unit the label word from outside it, or "".
        quiet: Units whose names need no search of their own.
        grids: The tables.
    """

    labels: tuple[str, ...]
    quiet: frozenset[int]
    grids: tuple[Grid, ...] = field(repr=False)


class TableReader:
    """Reads the tables of a document."""

    def __init__(self, rules: RuleEngine) -> None:
        self._rules = rules

    def layout(self, units: Sequence[TextUnit], texts: Sequence[str]) -> Layout:
        """Return the label of each unit that is a cell, and the tables."""
        found = grids(units, texts, self._rules.book)
        labels = [""] * len(units)
        places: dict[tuple[str, int, int], str] = {}
        for grid in found:
            for cell in grid.cells.values():
                if cell.label is None:
                    continue
                for segment in cell.segments:
                    if segment.start == 0 and segment.end == len(texts[segment.unit]):
                        labels[segment.unit] = cell.label.word
                        ref = units[segment.unit].cell
                        if ref is not None:
                            places[ref.table, ref.row, ref.column] = cell.label.word
        for index, unit in enumerate(units):
            if unit.cell is not None and unit.reading != "main":
                ref = unit.cell
                labels[index] = places.get((ref.table, ref.row, ref.column), "")
        return Layout(tuple(labels), _repeated(units, texts), tuple(found))

    def read(self, layout: Layout, texts: Sequence[str], hits: list[list[Hit]]) -> None:
        """Add the hits that only the table gives, in place."""
        for grid in layout.grids:
            for cell in grid.cells.values():
                if cell.label is not None and not cell.is_label:
                    self._read_cell(cell, cell.label, texts, hits)
                elif cell.is_label:
                    _quiet_label(cell, hits)
            read_columns(grid, texts, hits)
            for row in grid.rows():
                names_in_row(row, texts, hits)
                mark_office_row(row, hits)
                illness_in_row(row, hits)

    def _read_cell(
        self, cell: Cell, label: Label, texts: Sequence[str], hits: list[list[Hit]]
    ) -> None:
        for segment in cell.segments:
            text = texts[segment.unit][segment.start : segment.end]
            if not text.strip() or EMPTY.fullmatch(text):
                continue
            found = hits[segment.unit]
            if len(text) < len(texts[segment.unit]):
                self._again(segment, text, label, found)
            if label.keeps:
                continue
            for hit in self._by_label(text, label):
                if hit.entity in NUMBERS and covered(found, segment, hit):
                    continue
                hit = moved(hit, segment.start)
                if hit.entity == "CN_ADDRESS":
                    found[:] = [h for h in found if not _mistaken(h, hit)]
                found.append(hit)

    def _again(
        self, segment: Segment, text: str, label: Label, found: list[Hit]
    ) -> None:
        """Search a part of a line anew, under its own column's label."""
        names = {rule.name for rule in self._rules.rules}
        found[:] = [
            hit
            for hit in found
            if not (
                hit.recognizer in names
                and segment.start <= hit.start
                and hit.end <= segment.end
            )
        ]
        found += [
            moved(hit, segment.start) for hit in self._rules.find(text, label.word)
        ]

    def _by_label(self, text: str, label: Label) -> Iterator[Hit]:
        why = f"表头或左侧标签“{label.word}”"
        if "PERSON" in label.entities:
            role = self._rules.book.role(label.word)
            strict = label.word.endswith(STRICT)
            yield from names_of(text, why, role, strict=strict)
        for entity, score in WHOLE.items():
            if entity in label.entities:
                role = self._rules.book.role(label.word)
                yield from whole_cell(text, entity, score, why, role)
        wanted = [entity for entity in NUMBERS if entity in label.entities]
        if wanted:
            yield from odd_numbers(text, wanted[0], why)


def _repeated(units: Sequence[TextUnit], texts: Sequence[str]) -> frozenset[int]:
    """Return units of other readings all of whose lines the main reading holds."""
    pages: dict[int | None, list[str]] = {}
    for unit, text in zip(units, texts, strict=True):
        if unit.reading == "main":
            pages.setdefault(unit.page_index, []).append("".join(text.split()))
    joined = {page: "\n".join(parts) for page, parts in pages.items()}
    return frozenset(
        index
        for index, unit in enumerate(units)
        if unit.reading != "main"
        and all(
            "".join(line.split()) in joined.get(unit.page_index, "")
            for line in texts[index].split("\n")
        )
    )


def _quiet_label(cell: Cell, hits: list[list[Hit]]) -> None:
    """Take back what was found within a header cell (家长, 法人代表)."""
    if cell.own is None:
        return
    exact = clean_label(cell.text) == cell.own.word
    for segment in cell.segments:
        hits[segment.unit][:] = [
            hit
            for hit in hits[segment.unit]
            if not (segment.start <= hit.start and hit.end <= segment.end)
            or hit.entity not in ("PERSON", "CN_ADDRESS")
            or (hit.score >= SURE and not exact)
        ]


def _mistaken(name: Hit, address: Hit) -> bool:
    """Tell whether a name is only part of the address that the column promises."""
    return (
        name.recognizer == "person_names"
        and address.start <= name.start
        and name.end <= address.end
    )
