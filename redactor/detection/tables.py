"""Tables: header rows and side headers say what cells hold, whatever they look like."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from redactor.detection.grid import Cell, Grid, Segment, grids
from redactor.detection.hits import LIKELY, SURE, Hit
from redactor.detection.labels import Label, clean_label
from redactor.detection.names import looks_like_name
from redactor.detection.rules import RuleEngine
from redactor.model import Role, TextUnit

__all__ = ["Layout", "TableReader"]

_NAME_CUT = re.compile(r"[、,/;|\n]")
_NOTE = re.compile(r"\s*[(\[【][^()\[\]【】]{1,16}[)\]】]\s*$")
_EMPTY = re.compile(
    r"[\s\-/—无空略否是×√\\.。*]*|不详|同[上左右前]|见附件|正常|健康|良好|待定|合计|小计|总计|N/A"
)
_NUMBERS = (
    "CN_ID_CARD",
    "CN_MOBILE",
    "CN_LANDLINE",
    "CN_BANK_CARD",
    "CN_BANK_ACCOUNT",
    "CN_PASSPORT",
    "CN_HKMT_PERMIT",
    "CN_SOCIAL_SECURITY",
    "CN_DISABILITY_CARD",
    "CN_STUDENT_ID",
    "CN_MEDICAL_RECORD",
    "CN_HOUSEHOLD_BOOK",
    "CN_MILITARY_ID",
    "CN_DRIVING_LICENCE",
)
_NUMBER = re.compile(r"[0-9A-Za-z](?:[ \n*.-]?[0-9A-Za-z]){4,}")
_MASKED = re.compile(r"[*●×]{2}|[Xx]{3}")
_WHOLE = {"CN_ADDRESS": 0.9, "HEALTH": 0.8, "MINOR_SCHOOL": 0.8}


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
            _read_columns(grid, texts, hits)

    def _read_cell(
        self, cell: Cell, label: Label, texts: Sequence[str], hits: list[list[Hit]]
    ) -> None:
        for segment in cell.segments:
            text = texts[segment.unit][segment.start : segment.end]
            if not text.strip() or _EMPTY.fullmatch(text):
                continue
            found = hits[segment.unit]
            if len(text) < len(texts[segment.unit]):
                self._again(segment, text, label, found)
            if label.keeps:
                continue
            for hit in self._by_label(text, label):
                if hit.entity in _NUMBERS and _covered(found, segment, hit):
                    continue
                hit = _moved(hit, segment.start)
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
            _moved(hit, segment.start) for hit in self._rules.find(text, label.word)
        ]

    def _by_label(self, text: str, label: Label) -> Iterator[Hit]:
        why = f"表头或左侧标签“{label.word}”"
        if "PERSON" in label.entities:
            yield from _names(text, why, self._rules.book.role(label.word))
        for entity, score in _WHOLE.items():
            if entity in label.entities:
                yield from _whole(text, entity, score, why)
        wanted = [entity for entity in _NUMBERS if entity in label.entities]
        if wanted and _MASKED.search(text) is None:
            for match in _NUMBER.finditer(text):
                digits = sum(char.isdigit() for char in match[0])
                if digits >= 5:
                    yield Hit(
                        match.start(),
                        match.end(),
                        wanted[0],
                        0.55,
                        "table_column",
                        f"{why}，数字与格式不符",
                        known=False,
                    )


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


def _moved(hit: Hit, by: int) -> Hit:
    if not by:
        return hit
    return Hit(
        hit.start + by,
        hit.end + by,
        hit.entity,
        hit.score,
        hit.recognizer,
        hit.why,
        hit.role,
        hit.known,
    )


def _covered(found: list[Hit], segment: Segment, hit: Hit) -> bool:
    start, end = hit.start + segment.start, hit.end + segment.start
    return any(
        other.start < end and start < other.end and other.score >= 0.3
        for other in found
    )


def _names(text: str, why: str, role: Role) -> Iterator[Hit]:
    whole = looks_like_name(text)
    if whole >= 0.5:
        yield from _name(text, 0, len(text), whole, why, role)
        return
    start = 0
    for match in [*_NAME_CUT.finditer(text), None]:
        end = match.start() if match else len(text)
        score = looks_like_name(text[start:end]) if end > start else 0.0
        if score:
            yield from _name(text, start, end, score, why, role)
        start = match.end() if match else end


def _name(
    text: str, start: int, end: int, score: float, why: str, role: Role
) -> Iterator[Hit]:
    note = _NOTE.search(text, start, end)
    end = note.start() if note and note.start() > start else end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start < 2:
        return
    graded = 0.97 if score >= 0.85 else 0.9 if score >= 0.5 else 0.62
    yield Hit(start, end, "PERSON", graded, "table_column", why, role, known=True)


def _whole(text: str, entity: str, score: float, why: str) -> Iterator[Hit]:
    body = text.strip()
    if len(body) < 2:
        return
    if entity == "CN_ADDRESS" and len(body) < 4:
        score = 0.62
    if entity == "CN_ADDRESS" and not _address_like(body):
        return
    start = text.index(body)
    yield Hit(
        start,
        start + len(body),
        entity,
        score,
        "table_column",
        why,
        known=entity == "CN_ADDRESS" and len(body) >= 8,
    )


def _address_like(body: str) -> bool:
    han = sum("\u4e00" <= char <= "\u9fff" for char in body)
    return han >= 2 and len(body) <= 120 and not body.endswith(("局", "委员会", "公司"))


def _read_columns(grid: Grid, texts: Sequence[str], hits: list[list[Hit]]) -> None:
    """Read columns without header by what most of their cells hold."""
    columns: dict[int, list[Cell]] = {}
    for cell in grid.cells.values():
        if not cell.is_label and cell.label is None and cell.text.strip():
            columns.setdefault(cell.column, []).append(cell)
    for _, cells in sorted(columns.items()):
        if len(cells) < 4:
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
        if _EMPTY.fullmatch(text):
            continue
        if entity == "PERSON" and looks_like_name(text) >= 0.5:
            extra = [
                Hit(h.start, h.end, "PERSON", 0.75, "table_column", why, known=True)
                for h in _names(text, why, Role.NONE)
            ]
        elif entity == "CN_ADDRESS" and len(text) >= 6:
            extra = list(_whole(text, entity, 0.65, why))
        elif entity in _NUMBERS and (match := _NUMBER.search(text)):
            extra = [Hit(match.start(), match.end(), entity, 0.5, "table_column", why)]
        else:
            continue
        found += [
            _moved(hit, segment.start)
            for hit in extra
            if not _covered(found, segment, hit)
        ]
