"""Fields in running text: a label with a colon and its value, and lines of a roster.

The grammars of names and addresses look at what a value looks like; a label makes an
odd one a value all the same.
"""

import re
from collections.abc import Iterator, Sequence

from redactor.detection.hits import LIKELY, REVIEW, Hit
from redactor.detection.labels import Label, LabelBook
from redactor.detection.names import looks_like_name
from redactor.model import Role

__all__ = ["exam_numbers", "fields", "lone_names", "names_beside", "roster_accounts"]

_COLON = re.compile(r"[\u4e00-\u9fff)\]] ?: ?")
_NAME = re.compile(r"[^,;。:\n\t()\[\]《》\"“”【】|]{2,30}")
_ADDRESS = re.compile(r"[^;。:\n\t《》\"“”【】|,]{5,80}")
_TEXT = re.compile(r"[^;。:\n\t《》【】|]{2,60}")
_PIECE = re.compile(r"[^、/和及与]+")
_GAP = re.compile(r" {1,}")
_ADDRESS_SIGN = re.compile(r"[镇乡村街路巷组号栋幢室屯庄湾坝沟]")
_HOME = re.compile(
    "(?:(?<![居入])住(?!房|宿|院|建|户|所|址|处|宅|持|进|了|过|店)|住址|住所地|户籍地?|户籍所在地|家在|现居(?!住)|暂住地)"
    "(?>均[为在系]|分别[为在]|[:于在为是地]{0,2}) ?"
    "([\u4e00-\u9fff0-9()-]{0,16}[县市区旗镇乡](?:(?!的)[\u4e00-\u9fff]){2,8}(?:村|社区|屯|庄|湾)"
    "[\u4e00-\u9fff0-9]{0,8}?(?:组|队|屯|庄|湾|塘|坪|冲|坝|[0-9]号)?)"
    "(?=[,;。、\n\t )(]|$|的)"
)
_NOT_A_VALUE = re.compile(r"见|详|以|请|如|为准|同上|应|须|需|等信息|填|无$")
_RUN = re.compile(r"(?<![^\s|,、;\t])[0-9](?:[ -]?[0-9]){11,29}(?![^\s|,、;。\t])")
_ALONE_LEFT = re.compile(
    r"(?:^|(?<=[\s,、;|/(]))([\u4e00-\u9fff·]{2,12})[ \t]*[ \t(|/][ \t]*$"
)
_ALONE_RIGHT = re.compile(
    r"[ \t]*[ \t(|/][ \t]*([\u4e00-\u9fff·]{2,12})(?=$|[\s,、;|/)])"
)
_EXAM = re.compile(
    "(?:准考证号?码?|考号)(?: ?[:为是(] ?)?"
    "(?<![0-9A-Za-z])([0-9A-Z]{6,18})(?![0-9A-Za-z])"
)
_EXAM_REACH = 40
_ODD_NAME = 0.3
_ANCHORS = frozenset(("CN_ID_CARD", "CN_MOBILE"))
_PERSONAL = frozenset(
    ("CN_ID_CARD", "CN_MOBILE", "CN_BANK_CARD", "PERSON", "CN_ADDRESS", "CN_LANDLINE")
)


def fields(text: str, book: LabelBook, found: Sequence[Hit]) -> list[Hit]:
    """Return names, addresses and health notes that a label with a colon names.

    Args:
        text: Normal-form text.
        book: The labels.
        found: What is known of the text; an address found there is left as it is.
    """
    hits = [
        Hit(*match.span(1), "CN_ADDRESS", 0.72, "label", "“住”等词后的村、社区地址")
        for match in _HOME.finditer(text)
    ]
    if ":" not in text:
        return hits
    for colon in _COLON.finditer(text):
        label = book.before(text, colon.start() + 1)
        if label is None or not label.near or label.keeps:
            continue
        why = f"标签“{label.word}”"
        if "PERSON" in label.entities:
            hits += _names(text, colon.end(), label, book, why)
        if "CN_ADDRESS" in label.entities:
            hits += _address(text, colon.end(), found, why)
        if "HEALTH" in label.entities:
            hits += _health(text, colon.end(), why)
    return hits


def _names(
    text: str, start: int, label: Label, book: LabelBook, why: str
) -> Iterator[Hit]:
    match = _NAME.match(text, start)
    if match is None:
        return
    role = book.role(label.word)
    for piece in _PIECE.finditer(match[0]):
        begin = match.start() + piece.start()
        value = piece[0]
        size = _name_size(value)
        if not size:
            yield from _wordy(value, begin, why, role)
            return
        lead = len(value) - len(value.lstrip())
        yield Hit(
            begin + lead,
            begin + size,
            "PERSON",
            0.95,
            "label",
            why,
            role,
            known=True,
        )
        if size < len(value.rstrip()):
            return


def _wordy(value: str, begin: int, why: str, role: Role) -> Iterator[Hit]:
    """Yield an everyday word that is all of a value and may be a name (沙漠)."""
    word = value.strip()
    if 2 <= len(word) <= 3 and looks_like_name(word) >= _ODD_NAME:
        start = begin + value.index(word)
        end = start + len(word)
        yield Hit(start, end, "PERSON", 0.62, "label", why, role, known=True)


def names_beside(text: str, found: Sequence[Hit]) -> list[Hit]:
    """Return names that stand alone beside a telephone or ID number.

    Only whole pieces between blanks, brackets and strokes count, next to the number.
    """
    hits = []
    numbers = [h for h in found if h.entity in _ANCHORS and h.score >= LIKELY]
    for number in numbers:
        left = _ALONE_LEFT.search(text, max(0, number.start - 16), number.start)
        right = _ALONE_RIGHT.match(text, number.end)
        for match in (left, right):
            if match is None or looks_like_name(match[1]) < 0.85:
                continue
            start, end = match.span(1)
            if any(h.start < end and start < h.end for h in found):
                continue
            why = "单独列在证件或电话号码旁"
            hits.append(
                Hit(start, end, "PERSON", 0.75, "beside_number", why, known=True)
            )
    return hits


def exam_numbers(text: str, found: Sequence[Hit]) -> list[Hit]:
    """Return candidates' numbers that stand near a name in the same line.

    Alone such a number tells nobody who is meant, and notices of examinations print it
    for that very reason.
    """
    people = [
        h
        for h in found
        if h.entity == "PERSON" and h.score >= LIKELY and h.role is not Role.OFFICIAL
    ]
    hits = []
    for match in _EXAM.finditer(text):
        start, end = match.span(1)
        low = max(text.rfind("\n", 0, start) + 1, start - _EXAM_REACH)
        high = end + _EXAM_REACH
        line = text.find("\n", end)
        high = min(high, line) if line >= 0 else high
        if any(low <= h.start and h.end <= high for h in people):
            why = "姓名旁的准考证号"
            hits.append(Hit(start, end, "CN_STUDENT_ID", 0.7, "exam_number", why))
    return hits


def lone_names(text: str, found: Sequence[Hit]) -> list[Hit]:
    """Return what has the shape of a usual name, alone between blanks."""
    if len(text) > 24:
        return []
    return [
        Hit(*match.span(), "PERSON", 0.5, "lone_name", "短行中单独的一词，形似姓名")
        for match in re.finditer(r"(?<!\S)[\u4e00-\u9fff]{2,4}(?!\S)", text)
        if looks_like_name(match[0]) >= 0.95
        and not any(h.start < match.end() and match.start() < h.end for h in found)
    ]


def _name_size(value: str) -> int:
    """Return where the name at the head of a value ends, 0 if there is none."""
    ends = [len(value.rstrip()), *(m.start() for m in _GAP.finditer(value))]
    for end in sorted({end for end in ends if end > 1}, reverse=True):
        if looks_like_name(value[:end]) >= 0.6:
            return end
    return 0


def _address(text: str, start: int, found: Sequence[Hit], why: str) -> Iterator[Hit]:
    match = _ADDRESS.match(text, start)
    if match is None:
        return
    value = re.split(r"[()]|  ", match[0])[0].rstrip()
    end = match.start() + len(value)
    known = any(
        hit.entity == "CN_ADDRESS"
        and hit.score >= LIKELY
        and hit.start < end
        and match.start() < hit.end
        for hit in found
    )
    han = sum("\u4e00" <= char <= "\u9fff" for char in value)
    if known or han < 4 or _NOT_A_VALUE.search(value):
        return
    if _ADDRESS_SIGN.search(value):
        yield Hit(match.start(), end, "CN_ADDRESS", 0.72, "label", why)


def _health(text: str, start: int, why: str) -> Iterator[Hit]:
    match = _TEXT.match(text, start)
    if match is None or _NOT_A_VALUE.search(match[0]):
        return
    value = re.split(r"[,()]|  ", match[0])[0].rstrip()
    if len(value) >= 2 and value not in ("良好", "健康", "正常", "一般"):
        end = match.start() + len(value)
        yield Hit(match.start(), end, "HEALTH", 0.55, "label", why)


def roster_accounts(text: str, found: Sequence[Hit], book: LabelBook) -> list[Hit]:
    """Return long bare numbers in lines that list a person's data: accounts."""
    hits = []
    for run in _RUN.finditer(text):
        start = text.rfind("\n", 0, run.start()) + 1
        stop = text.find("\n", run.end())
        stop = len(text) if stop < 0 else stop
        kinds = {
            hit.entity
            for hit in found
            if start <= hit.start
            and hit.end <= stop
            and hit.entity in _PERSONAL
            and hit.score >= 0.5
        }
        taken = any(
            h.start < run.end() and run.start() < h.end and h.score >= REVIEW
            for h in found
        )
        if taken or len(kinds) < 2 or not kinds & {"CN_ID_CARD", "PERSON"}:
            continue
        label = book.before(text, run.start())
        if label is None or not label.keeps:
            hits.append(
                Hit(
                    run.start(),
                    run.end(),
                    "CN_BANK_ACCOUNT",
                    0.65,
                    "roster_line",
                    "与姓名、证件等同列一行的长数字",
                    known=True,
                )
            )
    return hits
