"""Seams: a number that the end of one paragraph and the head of the next share.

A page break may fall into an ID number. Only values that prove themselves by a check
digit or a label count, since two paragraphs that end and begin with digits are common.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from redactor.detection.hits import LIKELY, SURE, Hit
from redactor.detection.rules import RuleEngine
from redactor.model import TextUnit

__all__ = ["read_seams"]

_REACH = 40
_PROVED = 0.97
_DATE = re.compile(r"[0-9]{1,4} ?(?:年|月|[.、)])")
_TAIL = re.compile(r"[0-9][0-9 -]*$")
_HEAD = re.compile(r"[0-9Xx][0-9Xx -]*")


def read_seams(
    units: Sequence[TextUnit],
    texts: Sequence[str],
    hits: list[list[Hit]],
    rules: RuleEngine,
) -> None:
    """Add both pieces of values that run from a paragraph into the next, in place."""
    before: int | None = None
    for index, unit in enumerate(units):
        if unit.cell is not None or unit.reading != "main" or not texts[index].strip():
            continue
        if before is not None and units[before].place == unit.place:
            _join(before, index, texts, hits, rules)
        before = index


def _join(
    left: int,
    right: int,
    texts: Sequence[str],
    hits: list[list[Hit]],
    rules: RuleEngine,
) -> None:
    end = len(texts[left].rstrip())
    begin = len(texts[right]) - len(texts[right].lstrip())
    if not _TAIL.search(texts[left], max(0, end - 20), end):
        return
    if not _HEAD.match(texts[right], begin):
        return
    start = max(0, end - _REACH)
    tail = texts[left][start:end]
    head = texts[right][begin : begin + _REACH]
    whole = any(hit.end == end and hit.score >= LIKELY for hit in hits[left])
    needed = _PROVED if whole or _DATE.match(texts[right], begin) else SURE
    for hit in rules.find(tail + head):
        if hit.start < len(tail) < hit.end and hit.score >= needed:
            why = f"{hit.why}，跨两段"
            hits[left].append(replace(hit, start=start + hit.start, end=end, why=why))
            stop = begin + hit.end - len(tail)
            hits[right].append(replace(hit, start=begin, end=stop, why=why))
