"""The document as a whole: what one place proves is found at every other place.

A name under a label, in a table's column or beside an ID number is searched in all
units and readings; so are numbers, in any writing, and accounts. Short names are only
taken where words begin and end, since 高峰 is a name and a peak.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from redactor.detection.hits import LIKELY, Hit
from redactor.detection.names import follows, precedes
from redactor.model import Role

if TYPE_CHECKING:
    from redactor.detection.nlp import JiebaNlpEngine

__all__ = ["spread"]

_NUMBER = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]?[0-9](?:[ \t\n._/-]{0,2}[0-9])*[Xx]?")
_SEPARATORS = str.maketrans("x", "X", " \t\n._/-()+")
_WORDS = frozenset(("WECHAT", "EMAIL_ADDRESS", "ALIPAY", "QQ", "CN_PLATE"))
_NO_SPREAD = frozenset(("BIRTH_DATE", "HEALTH", "MINOR_SCHOOL", "CUSTOM"))
_MIN_DIGITS = 7
_ORGANISATION = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6})?(?:公司|超市|商店|商行|经营部|合作社|家庭农场|工作室|诊所|药店|饭店|餐厅"
    r"|[大中小]学|路|街道|医院|基金会|集团|纪念馆|故居)"
)
_BEFORE = frozenset(
    "、和与及由对向请给把被让后另予付收替找叫跟同因据经有于父母子女妻夫兄弟姐妹员人户童生者"
    ',。;:("“「 \n\t|/'
    "'"
)
_AFTER = frozenset('、和与及等的说称系同于在将已未因自经现,。;:)"”」 \n\t|/(')
_POINTS = frozenset("给予付收替找叫跟被对向由与把让致偿往坏后")
_MEANT = frozenset("的将与和被已因用")
_TRUSTED = frozenset(("table_column", "label"))


@dataclass(slots=True)
class _Known:
    """A value that the document proves."""

    entity: str
    score: float
    roles: set[Role]
    trusted: bool = False

    def role(self) -> Role:
        """Return the one role of all proofs; a child's always."""
        for strong in (Role.MINOR, Role.GUARDIAN):
            if strong in self.roles:
                return strong
        if len(self.roles) == 1:
            return next(iter(self.roles))
        return Role.NONE


def spread(texts: Sequence[str], hits: list[list[Hit]], nlp: "JiebaNlpEngine") -> None:
    """Add hits for known values at their other places, in place."""
    words, numbers = _proved(texts, hits)
    _share_roles(texts, hits, words)
    if not words and not numbers:
        return
    index = _index(words)
    sizes = sorted({len(number) for number in numbers}, reverse=True)
    for text, found in zip(texts, hits, strict=True):
        covered = _covered(found)
        fresh = [*_words_in(text, index, nlp), *_numbers_in(text, numbers, sizes)]
        found += [hit for hit in fresh if not _has(covered, hit)]


def _covered(found: Sequence[Hit]) -> tuple[list[int], list[int]]:
    """Return starts and ends of the merged stretches that are found already."""
    starts: list[int] = []
    ends: list[int] = []
    for hit in sorted(found, key=lambda hit: (hit.start, hit.end)):
        if hit.score < LIKELY:
            continue
        if ends and hit.start < ends[-1]:
            ends[-1] = max(ends[-1], hit.end)
        else:
            starts.append(hit.start)
            ends.append(hit.end)
    return starts, ends


def _has(covered: tuple[list[int], list[int]], hit: Hit) -> bool:
    starts, ends = covered
    place = bisect_right(starts, hit.start) - 1
    return place >= 0 and hit.end <= ends[place]


def _tight(text: str) -> str:
    return "".join(text.split()).lower()


def _proved(
    texts: Sequence[str], hits: Sequence[Sequence[Hit]]
) -> tuple[dict[str, _Known], dict[str, _Known]]:
    words: dict[str, _Known] = {}
    numbers: dict[str, _Known] = {}
    for text, found in zip(texts, hits, strict=True):
        for hit in found:
            if not hit.known or hit.entity in _NO_SPREAD or hit.score < LIKELY:
                continue
            value = text[hit.start : hit.end]
            bare = value.translate(_SEPARATORS)
            if hit.entity in _WORDS or not _numeric(bare):
                _note(words, _tight(value), hit)
            elif sum(char.isdigit() for char in bare) >= _MIN_DIGITS:
                _note(numbers, bare, hit)
    return words, numbers


def _numeric(bare: str) -> bool:
    return bare.isascii() and sum(c.isdigit() for c in bare) >= len(bare) - 1


def _note(known: dict[str, _Known], value: str, hit: Hit) -> None:
    if len(value) < (2 if hit.entity == "PERSON" else 6):
        return
    entry = known.setdefault(value, _Known(hit.entity, hit.score, set()))
    entry.score = max(entry.score, hit.score)
    if hit.recognizer in _TRUSTED or hit.role is not Role.NONE:
        entry.roles.add(hit.role)
        entry.trusted = True


def _share_roles(
    texts: Sequence[str], hits: list[list[Hit]], words: Mapping[str, _Known]
) -> None:
    """Give a name that has one role in a document that role at all its places."""
    for text, found in zip(texts, hits, strict=True):
        for number, hit in enumerate(found):
            if hit.entity != "PERSON" or hit.role is not Role.NONE:
                continue
            entry = words.get(_tight(text[hit.start : hit.end]))
            if entry is not None and entry.role() is not Role.NONE:
                found[number] = replace(hit, role=entry.role())


def _index(words: Mapping[str, _Known]) -> dict[str, list[tuple[str, _Known]]]:
    index: dict[str, list[tuple[str, _Known]]] = defaultdict(list)
    for word, known in sorted(words.items(), key=lambda item: (-len(item[0]), item[0])):
        index[word[:2]].append((word, known))
    return index


def _words_in(
    text: str,
    index: Mapping[str, list[tuple[str, _Known]]],
    nlp: "JiebaNlpEngine",
) -> Iterator[Hit]:
    places = [i for i, char in enumerate(text) if not char.isspace()]
    tight = "".join(text[i].lower()[0] for i in places)
    position = 0
    while position < len(tight) - 1:
        step = 1
        for word, known in index.get(tight[position : position + 2], ()):
            if not tight.startswith(word, position):
                continue
            end = position + len(word)
            score = _score(tight, position, end, known, nlp)
            if score:
                yield Hit(
                    places[position],
                    places[end - 1] + 1,
                    known.entity,
                    min(score, known.score),
                    "document",
                    "同一文件中他处已认定的内容",
                    known.role(),
                )
                step = len(word)
                break
        position += step


def _score(
    text: str, start: int, end: int, known: _Known, nlp: "JiebaNlpEngine"
) -> float:
    if known.entity != "PERSON":
        before, after = text[start - 1 : start], text[end : end + 1]
        latin = text[start].isascii() and before.isascii() and before.isalnum()
        if latin or (text[end - 1].isascii() and after.isascii() and after.isalnum()):
            return 0.0
        return 0.9
    if _ORGANISATION.match(text, end):
        return 0.45
    if "·" in text[start:end] or not "\u4e00" <= text[start] <= "\u9fff":
        return 0.9
    crossing = _crossing(text, start, end, nlp)
    if end - start > 2:
        return 0.45 if crossing else 0.9
    return _short_score(text, start, end, crossing, nlp)


def _short_score(
    text: str, start: int, end: int, crossing: str, nlp: "JiebaNlpEngine"
) -> float:
    left = start == 0 or text[start - 1] in _BEFORE or precedes(text, start)
    right = end == len(text) or text[end] in _AFTER or follows(text, end)
    if left and right:
        return 0.88
    if crossing == "part" and (left or right):
        return 0.45  # 许建|于: a word of the dictionary that the clause does not use
    if crossing:
        return 0.0
    if nlp.is_word(text[start:end]):
        # 给予沙漠罚款, 沙漠驾驶: a person may tell.
        told = start and (text[start - 1] in _POINTS or precedes(text, start))
        after = text[end : end + 1]
        return 0.45 if told or after in _MEANT or follows(text, end) else 0.0
    return 0.7


def _crossing(text: str, start: int, end: int, nlp: "JiebaNlpEngine") -> str:
    """Tell whether a word of the dictionary reaches over a border of the span.

    Returns:
        ``whole`` for a longer word around the span (高峰期), ``part`` for one that
        takes a piece of it along, nothing otherwise.
    """
    left = max(0, start - 6)
    position = left
    found = ""
    for word in nlp.words(text[left : end + 6]):
        stop = position + len(word)
        if position <= start and end <= stop and stop - position > end - start:
            return "whole"
        if any(position < border < stop for border in (start, end)):
            found = "part"
        position = stop
    return found


def _numbers_in(
    text: str, numbers: Mapping[str, _Known], sizes: Sequence[int]
) -> Iterator[Hit]:
    if not numbers:
        return
    for match in _NUMBER.finditer(text):
        places = [
            match.start() + i
            for i, char in enumerate(match[0])
            if char.translate(_SEPARATORS)
        ]
        if len(places) < _MIN_DIGITS:
            continue
        digits = "".join(text[i] for i in places).translate(_SEPARATORS)
        position = 0
        while position < len(digits):
            left = len(digits) - position
            size = next(
                (
                    size
                    for size in sizes
                    if size <= left and digits[position : position + size] in numbers
                ),
                0,
            )
            if size:
                known = numbers[digits[position : position + size]]
                yield Hit(
                    places[position],
                    places[position + size - 1] + 1,
                    known.entity,
                    min(0.9, known.score) if size < len(digits) else known.score,
                    "document",
                    "同一文件中他处已认定的号码",
                    known.role(),
                )
            position += size or 1
