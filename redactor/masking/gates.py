"""Gates: documents that must not be worked on, or not without two people.

A mark of state secrecy is 密级 with ★ and a term, standing in mark position: the head
of the first page, the header, the footer, the cover, the properties (保守国家秘密法
第二十二条, 实施条例 第二十一条; GB/T 9704-2012 7.2.2: 版心左上角第二行).
Talk about secrets (做好保密工作, 涉密信息不公开) is no mark.

What this doesn't do: it cannot know that an unmarked document is secret.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from redactor.errors import SecretMarkError
from redactor.model import Place, Span, TextUnit
from redactor.text.normalize import normalize

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


_STAR = "★☆⭐*＊✭✮✯⚝🌟﹡"
_LEVEL = r"(?P<level>绝\s*密|机\s*密|秘\s*密)"
_TERM = (
    r"(?:长\s*期|永\s*久|[0-9〇零一二两三四五六七八九十]{1,5}\s*(?:个)?\s*(?:年|月|天|日)"
    r"(?:[0-9一二三四五六七八九十年月日\s]{0,12})?"
    r"|[^\n。；;，,]{1,16}(?:前|后|止|时|结束|公布|解密))"
)
# The star makes a mark wherever it stands close to a level and a term.
_STARRED = re.compile(rf"{_LEVEL}\s*(?P<star>[{_STAR}])\s*(?:{_TERM})?")
# A level alone on its line, with or without a term or a frame.
_ALONE = re.compile(
    r"^[\s【\[(（〔《<「:：]*(?:(?:密\s*级|保密等级|密级标识)\s*[:：]?\s*)?"
    rf"{_LEVEL}(?:\s*[\[(（:：]?\s*{_TERM})?"
    r"[\s】\])）〕》>」]*$",
    re.MULTILINE,
)
_FIELD = re.compile(rf"(?:密\s*级|保密等级|密级标识)\s*[:：]\s*{_LEVEL}(?![不未])")
_INTERNAL = re.compile(
    r"^[\s【\[(（〔《<「]*(?P<level>(?:内部(?:资料|文件|使用|材料|刊物|掌握|参考|情况)"
    r"|内部|工作秘密|不予公开|不\s*公\s*开|依申请公开|不得公开|征求意见稿|送审稿|讨论稿|草案)"
    r"(?:\s*[,，、；;·—-]*\s*(?:注意保存|不得外传|请勿外传|严禁外传|妥善保管|注意保密"
    r"|严禁复制|仅供参考|阅后收回|阅后即焚|请勿转发|请勿扩散))?)"
    r"[\s】\])）〕》>」!！]*$",
    re.MULTILINE,
)
_HEAD_UNITS = 12
_HEAD_PLACES = {Place.HEADER, Place.FOOTER, Place.METADATA, Place.TEXT_BOX}


def secret_marks(units: Sequence[TextUnit]) -> tuple[Mark, ...]:
    """Return the marks of a document, in the order of its units.

    Args:
        units: All units, of every reading; recognised text of scanned pages as well.
    """
    return tuple(mark for unit, head in _with_head(units) for mark in _of(unit, head))


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
        if unit.page_index is not None and unit.page_index != page:
            page, count = unit.page_index, 0
        if unit.text.strip() and unit.place in (Place.BODY, Place.TABLE, Place.PICTURE):
            count += 1
        yield unit, unit.place in _HEAD_PLACES or count <= _HEAD_UNITS


def _of(unit: TextUnit, head: bool) -> Iterator[Mark]:
    normal = normalize(unit.text)
    taken: list[Span] = []
    patterns = [(_STARRED, MarkKind.SECRET)]
    if head:
        patterns += [
            (_ALONE, MarkKind.SECRET),
            (_FIELD, MarkKind.SECRET),
            (_INTERNAL, MarkKind.INTERNAL),
        ]
    for pattern, kind in patterns:
        for found in pattern.finditer(normal.text):
            span = normal.to_raw(Span(found.start("level"), found.end()))
            if any(span.overlaps(other) for other in taken):
                continue
            taken.append(span)
            level = re.sub(r"\s+", "", found["level"])
            yield Mark(kind, level, unit.id, unit.place, unit.page_index, span)
