"""Masks of one number in several files, laid over each other.

Two files that hide other digits of one number show it together. Each file gives
traces: the HMAC of the number (masked by us) or of the one name in its row (masked
before us) with the digits that stay. They live in the memory of the run; `joint_masks`
compares them there, and only counts are noted.

What this doesn't do: tell two people of one name apart whose masks do not contradict
(it warns of them), or know files of other runs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redactor.masking.office_key import keyed
from redactor.masking.strength import Known, merge
from redactor.masking.weakness import (
    MaskedRow,
    fewest,
    masked_rows,
    patterns_in,
    shows_digits,
)
from redactor.model import Edit, Finding, TextUnit
from redactor.text.normalize import bare, normalize

__all__ = ["JointMask", "Trace", "joint_masks", "traces"]

_TWO = 2


@dataclass(frozen=True, slots=True)
class Trace:
    """What one file shows of one number.

    Attributes:
        owner: HMAC of the number, or of the name in its row.
        kind: ``id``, ``card`` or ``phone``.
        pattern: The digits that stay, ``*`` for the others.
        readings: What else the row tells, see `weakness.fewest`.
    """

    owner: str = field(repr=False)
    kind: str
    pattern: str = field(repr=False)
    readings: tuple[tuple[Known, ...], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class JointMask:
    """A number that files show together although none shows it alone.

    Attributes:
        kind: ``id``, ``card`` or ``phone``.
        candidates: How many numbers are still possible.
        files: Indexes of the files.
    """

    kind: str
    candidates: int
    files: tuple[int, ...]


def traces(
    units: Sequence[TextUnit],
    findings: Iterable[Finding],
    edits: Iterable[Edit],
    key: bytes,
) -> tuple[Trace, ...]:
    """Return what a file will show of masked numbers.

    Args:
        units: The units of the source.
        findings: All findings; names in a row tell whose number it is.
        edits: The plan's edits.
        key: The office's secret.
    """
    by_unit: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        if edit.unit_id is not None:
            by_unit[edit.unit_id].append(edit)
    by_id = {unit.id: unit for unit in units}
    names: dict[tuple[str, object], set[str]] = defaultdict(set)
    for finding in findings:
        if finding.entity == "PERSON":
            unit = by_id[finding.unit_id]
            text = unit.text[finding.span.start : finding.span.end]
            names[_row(unit)].add(bare(text))
    found: dict[Trace, None] = {}
    for row in masked_rows(units, by_unit):
        if row.found:
            found.update(dict.fromkeys(_of_row(row, by_unit, names, key)))
    return tuple(found)


def _row(unit: TextUnit) -> tuple[str, object]:
    return (unit.cell.table, unit.cell.row) if unit.cell else (unit.id, None)


def _of_row(
    row: MaskedRow,
    by_unit: Mapping[str, Sequence[Edit]],
    names: Mapping[tuple[str, object], set[str]],
    key: bytes,
) -> Iterator[Trace]:
    for unit, kind, pattern in row.found:
        whose = names.get(_row(unit), set())
        if len(whose) == 1:
            owner = keyed(key, "name", kind, *whose)
            yield Trace(owner, kind, pattern, row.readings)
    for unit in {unit.id: unit for unit, _, _ in row.found}.values():
        for edit in by_unit.get(unit.id, ()):
            if edit.span is None or not shows_digits(edit.replacement):
                continue
            number = bare(unit.text[edit.span.start : edit.span.end]).upper()
            for kind, pattern in patterns_in(
                normalize(edit.replacement).text, label=edit.entity == "CN_ID_CARD"
            ):
                owner = keyed(key, "number", kind, number)
                yield Trace(owner, kind, pattern, row.readings)


def joint_masks(
    files: Iterable[tuple[int, Sequence[Trace]]], floor: int
) -> tuple[JointMask, ...]:
    """Return the numbers that several files show together, the weakest first.

    Args:
        files: Index and traces of each file.
        floor: Fewest candidates that the policy lets stand.
    """
    groups: dict[tuple[str, str], list[tuple[int, Trace]]] = defaultdict(list)
    for index, found in files:
        for trace in found:
            groups[trace.owner, trace.kind].append((index, trace))
    joint = {}
    for (_, kind), group in groups.items():
        one = _joined(kind, group, floor)
        if one is not None:
            joint[one.kind, one.files, one.candidates] = one
    return tuple(sorted(joint.values(), key=lambda one: (one.candidates, one.files)))


def _joined(
    kind: str, group: Sequence[tuple[int, Trace]], floor: int
) -> JointMask | None:
    indexes = tuple(sorted({index for index, _ in group}))
    if len(indexes) < _TWO:
        return None
    whole = merge(trace.pattern for _, trace in group)
    if whole is None:
        return None
    alone = min(fewest(kind, t.pattern, t.readings) for _, t in group)
    readings = {reading for _, trace in group for reading in trace.readings}
    count = fewest(kind, whole, readings)
    return JointMask(kind, count, indexes) if count < min(alone, floor) else None
