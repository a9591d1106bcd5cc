"""Gates: documents that must not be worked on, or not without two people.

A mark of state secrecy is 密级 with ★ and a term, standing in mark position: the head
of a page, the header, the footer, the properties (保守国家秘密法 第二十二条, 实施条例
第二十一条; GB/T 9704-2012 7.2.2: 版心左上角第二行). Forms: 秘密★1年, 机密★会议结束前,
绝密★长期. Talk about secrets (做好保密工作, 涉密信息不公开, 标注“机密★10年”) is none.

A document bears one level: levels side by side are a choice (the options of an exam
question, the boxes of a form), and of boxes the ticked one counts.

When in doubt it is a mark: a missed one breaks 保守国家秘密法 第三十一条, a false one
costs a look. What this doesn't do: it cannot know that an unmarked document is secret.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from redactor.errors import SecretMarkError
from redactor.model import Place, Span, TextUnit
from redactor.text.normalize import Normalized, normalize

__all__ = ["Mark", "MarkKind", "refuse_secret_marks", "secret_marks"]


class MarkKind(StrEnum):
    """What a mark means for the work."""

    SECRET = "secret"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark found in a document.

    Attributes:
        kind: SECRET stops the work, INTERNAL is a question to two people.
        level: 绝密, 机密, 秘密, or the word of an internal mark.
        span: The mark in the unit's raw text.
    """

    kind: MarkKind
    level: str
    unit_id: str
    place: Place
    page_index: int | None
    span: Span


# Blanks of the normal form; no line breaks, or long runs of empty lines cost a square.
_OPEN, _CLOSE = r" \t【\[(〔《<「“\"", r" \t】\])〕》>」”\"!。"
_LEVEL = r"(?P<level>[绝絕]\s*密|[机機]\s*密|秘\s*密)"
_STAR = "★☆⭐*✭✮✯⚝✰✩﹡"
_TERM = (
    r"(?:长\s*期|永\s*久|启用前|[0-9零〇一二三四五六七八九十两]{1,5}\s*个?\s*[年月天日]"
    r"[0-9零〇一二三四五六七八九十年月日\s]{0,12}(?:前|止|解密)?"
    r"|[^\n。;,]{1,16}(?:前|后|止|时|结束|公布|解密))"
)
# A level with its star. In running prose it is talk, see `_is_talk`.
_STARRED = re.compile(rf"{_LEVEL}\s*级?\s*[{_STAR}]\s*(?:{_TERM})?")
_CARE = (
    r"(?:[\s,、;·—(-]*(?:[会阅用]后(?:收回|退回|销毁|清退)|注意保存|不得外传|请勿外传|严禁外传|妥善保管|注意保密|严禁复制"
    r"|仅供参考|阅后收回|请勿转发|请勿扩散|严禁转载))*"
)
_ENGLISH = r"(?:top\s*)?(?:secret|confidential)"
# A starred level with nothing else on its line, even where paragraphs run on.
_STARRED_LINE = re.compile(
    rf"[{_OPEN}]*(?:[0-9]{{6}}\s+)?{_LEVEL}\s*级?\s*[{_STAR}]\s*(?:{_TERM})?[{_CLOSE}]*"
)
# A level by itself on its line; a scanned ★ may be read as 大, 女, 太 or punctuation.
_ALONE = re.compile(
    rf"^[{_OPEN}]*(?:{_ENGLISH}\s*)?(?:(?:密\s*级|保密等级|密级标识)\s*[:：]?\s*)?"
    r"(?:[0-9]{6}\s+)?"
    rf"{_LEVEL}\s*(?:级|件|文件|资料|材料)?(?:[\s(\[:大女太六]*[^\w\s]?\s*{_TERM})?"
    rf"(?:\s+(?:特急|加急|平急|特提))?{_CARE}(?:\s*{_ENGLISH})?[{_CLOSE}]*$",
    re.MULTILINE | re.IGNORECASE,
)
_FIELD = re.compile(
    rf"(?:密\s*级|保密等级|密级标识)(?:\s*:\s*|[ \t]+){_LEVEL}"
    r"(?!\s*[、,和及或与/]|[级以]?[的以不])"
)
_LABEL = re.compile(r"\s*(?:密\s*级|保密等级|密级标识|密级和保密期限|保密级别)\s*:?\s*")
# Signs that a starred level is spoken of.
_TALK = re.compile(
    r"标注|标明|注明|字样|形式|例如|[举示样]?例:|比如|如:|如“|标志为|标识为|写作|样式|格式"
)
_QUOTES = "“\"「『《‘'("
_INSIDE = (
    r"内部(?:资料|文件|使用|材料|刊物|掌握|参考|情况|传阅|发行)?|工作秘密|不予公开"
    r"|不\s*公\s*开|依申请公开|不得公开|不宜公开|征求意见稿|送审稿|讨论稿|草案"
)
_INTERNAL = re.compile(
    rf"^[{_OPEN}]*(?P<level>{_INSIDE}){_CARE}[{_CLOSE}]*$", re.MULTILINE
)
_DRAFT = re.compile(r"[(〔](?P<level>征求意见稿|送审稿|讨论稿|内部资料)[)〕]\s*$", re.M)
_PUBLICITY = re.compile(
    r"(?:公开属性|公开方式|公开类别|公开形式|公开选项|公开类型|是否公开)\s*:\s*"
    r"(?P<level>不予公开|不\s*公\s*开|依申请公开|否)(?![0-9\w])"
)
# Without one of these a text needs no closer look (reading a text costs most).
_HINT = re.compile(
    r"[绝絕机機秘]\s*密|密\s*级|保密[等级]|公开[属方类形选]|是否公开|[稿料]\s*[)）〕]\s*$"
    r"|^[^\w\n]*(?:内部|工作秘|不予|不\s*公|依申请|不得|不宜|征求|送审|讨论|草案)",
    re.MULTILINE,
)
# Signs of a choice: option letters, empty boxes and brackets, words set side by side.
_OPTION = re.compile(
    r"(?<![A-Za-z])[A-H]\s*(?:[.、)]|$)|[①-⑩]|[□○◯☐]|\(\s*\)|[、/]", re.MULTILINE
)
_BOX, _TICK = r"□○◯☐", r"☑☒■●✓✔√"
_TICKED = re.compile(
    rf"(?:密\s*级|保密等级|密级标识|保密级别)(?>\s*:?\s*)(?:(?=[{_BOX}{_TICK}])[^\n]{{0,40}}?"
    rf"[{_TICK}]\s*{_LEVEL}|(?![{_BOX}{_TICK}])[^\n]{{0,40}}?"
    rf"{_LEVEL.replace('level', 'last')}\s*\(?\s*[{_TICK}])"
)
_CHOICE = r"(?:绝密|机密|秘密|内部|公开|非密)"
_TICKED_ALONE = re.compile(
    rf"^[ \t]*[{_BOX}]\s*{_CHOICE}[^\n]{{0,30}}?[{_TICK}]\s*{_LEVEL}"
    rf"|^[ \t]*[{_TICK}]\s*{_LEVEL.replace('level', 'last')}"
    rf"(?=[^\n]{{0,30}}[{_BOX}]\s*{_CHOICE})",
    re.MULTILINE,
)
_WORD = re.compile(_LEVEL)
_APART_UNITS, _ALL_LEVELS = 2, 3
_HEAD_UNITS = 12
_APART = {Place.HEADER, Place.FOOTER, Place.METADATA, Place.TEXT_BOX}
_COUNTED = {Place.BODY, Place.TABLE, Place.PICTURE}


def secret_marks(units: Sequence[TextUnit]) -> tuple[Mark, ...]:
    """Return the marks of a document, in the order of its units.

    Args:
        units: All units, of every reading; recognised text of scanned pages as well.
    """
    marks: list[Mark] = []
    label = False
    texts: list[TextUnit] = []
    places: dict[str, int] = {}
    for unit, head in _with_head(units):
        if unit.text.strip():
            places[unit.id] = len(texts)
            texts.append(unit)
        if not _HINT.search(unit.text):
            label = label and not unit.text.strip()
            continue
        marks.extend(_of(unit, head=head, after_label=label))
        if unit.text.strip():
            label = bool(_LABEL.fullmatch(normalize(unit.text).text))
    if any("公开征求" in unit.text for unit in units):
        # a draft laid before the public is meant to be published
        marks = [mark for mark in marks if mark.level != "征求意见稿"]
    choices = _choices(marks, texts, places)
    return tuple(mark for mark in marks if mark not in choices)


def _choices(
    marks: Sequence[Mark], texts: Sequence[TextUnit], places: dict[str, int]
) -> set[Mark]:
    """Return the marks that stand among other levels to choose from.

    Args:
        marks: Marks in the order of the units.
        texts: The units that hold text.
        places: Index of each in ``texts`` by its id.
    """
    groups: list[list[Mark]] = []
    last = -_APART_UNITS - 1
    for mark in marks:
        if mark.kind is not MarkKind.SECRET or mark.place in _APART:
            continue
        place = places[mark.unit_id]
        near = place - last <= _APART_UNITS
        if not near or texts[last].page_index != mark.page_index:
            groups.append([])
        groups[-1].append(mark)
        last = place
    found: set[Mark] = set()
    for group in groups:
        first, end = places[group[0].unit_id], places[group[-1].unit_id]
        text = "\n".join(_plain(unit.text) for unit in texts[first : end + 1])
        levels = {mark.level for mark in group}
        options = len(levels) > 1 and _OPTION.search(text)
        if options or len(levels) == _ALL_LEVELS:
            found.update(group)
    return found


def _plain(text: str) -> str:
    return normalize(text).text


def _undecided(text: str, found: re.Match[str]) -> bool:
    """Tell whether a labelled level is one of several to tick; see `_TICKED`."""
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    line = text[start : len(text) if end < 0 else end]
    return len({word[0][0] for word in _WORD.finditer(line)}) > 1


def refuse_secret_marks(units: Sequence[TextUnit]) -> None:
    """Stop the work if the document bears a mark of state secrecy.

    Raises:
        SecretMarkError: It does (context: level, page; nothing else of its text).
    """
    for mark in secret_marks(units):
        if mark.kind is MarkKind.SECRET:
            page = None if mark.page_index is None else mark.page_index + 1
            raise SecretMarkError(level=mark.level, page=page, place=mark.place.value)


def _with_head(units: Sequence[TextUnit]) -> Iterator[tuple[TextUnit, bool]]:
    """Yield each unit and whether it stands where marks stand."""
    count = 0
    page: int | None = None
    for unit in units:
        if unit.page_index != page:
            page, count = unit.page_index, 0
        if unit.text.strip() and unit.place in _COUNTED:
            count += 1
        yield unit, unit.place in _APART or count <= _HEAD_UNITS


def _of(unit: TextUnit, *, head: bool, after_label: bool) -> Iterator[Mark]:
    normal = normalize(unit.text)
    taken: list[Span] = []
    for kind, found in _found(normal, unit, head=head, after_label=after_label):
        group = "level" if found["level"] else "last"
        span = normal.to_raw(Span(found.start(group), found.end()))
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            level = re.sub(r"\s+", "", found[group])
            yield Mark(kind, level, unit.id, unit.place, unit.page_index, span)


def _found(
    normal: Normalized, unit: TextUnit, *, head: bool, after_label: bool
) -> Iterator[tuple[MarkKind, re.Match[str]]]:
    text = normal.text
    own_lines = _own_lines(unit)
    for found in _STARRED.finditer(text):
        place = normal.to_raw(Span(found.start(), found.end()))
        if any(line.overlaps(place) for line in own_lines) or not _is_talk(text, found):
            yield MarkKind.SECRET, found
    # in a table a bare level may be a value of a list; beside its label it is a mark
    if after_label or (head and unit.place is not Place.TABLE):
        yield from ((MarkKind.SECRET, found) for found in _ALONE.finditer(text))
    if head:
        for found in _FIELD.finditer(text):
            if not _undecided(text, found):
                yield MarkKind.SECRET, found
        for pattern in (_TICKED, _TICKED_ALONE):
            yield from ((MarkKind.SECRET, found) for found in pattern.finditer(text))
        for pattern in (_INTERNAL, _DRAFT):
            if unit.place is not Place.TABLE:
                yield from ((MarkKind.INTERNAL, f) for f in pattern.finditer(text))
    yield from ((MarkKind.INTERNAL, found) for found in _PUBLICITY.finditer(text))


def _own_lines(unit: TextUnit) -> list[Span]:
    """Return the visual lines (PDF) that hold nothing but a starred level."""
    if not unit.line_starts:
        return []
    starts = sorted({0, *unit.line_starts})
    lines = [Span(a, b) for a, b in pairwise((*starts, len(unit.text)))]
    return [
        line
        for line in lines
        if "密" in (text := unit.text[line.start : line.end])
        and _STARRED_LINE.fullmatch(normalize(text).text)
    ]


def _is_talk(text: str, found: re.Match[str]) -> bool:
    """Tell whether a starred level is quoted, or named within a sentence."""
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    before = text[start : found.start()].rstrip()
    after = text[found.end() : len(text) if end < 0 else end]
    if not before and len(after.strip()) < 30:
        return False
    quoted = before[-1:] != "" and before[-1:] in _QUOTES and len(before) > 2
    return bool(quoted or _TALK.search(before + after) or len(before) > 40)
