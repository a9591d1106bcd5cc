"""What the text of one cell is, given what its label promises."""

import re
from collections.abc import Iterator

from redactor.detection.grid import Segment
from redactor.detection.hits import Hit
from redactor.detection.names import looks_like_name
from redactor.model import Role

__all__ = [
    "EMPTY",
    "NUMBER",
    "NUMBERS",
    "STRICT",
    "WHOLE",
    "covered",
    "names_of",
    "odd_numbers",
    "whole_cell",
]

_NAME_CUT = re.compile(r"[、,/;|\n]")
_BLANK_CUT = re.compile(r"\s+")
_NOTE = re.compile(r"\s*[(\[【][^()\[\]【】]{1,16}[)\]】]\s*$")
EMPTY = re.compile(
    r"[\s\-/—无空略否是×√\\.。*]*|不详|同[上左右前]|见附件|正常|健康|良好|待定|合计|小计|总计|N/A"
)
NUMBERS = (
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
NUMBER = re.compile(r"[0-9A-Za-z](?:[ \n*.-]?[0-9A-Za-z]){4,}")
# An amount or a date that stands in a column of numbers: 500.00, 2024-05-06.
_OTHER = re.compile(r"[0-9]+\.[0-9]{1,2}|(?:19|20)[0-9]{2}([.-])[0-9]{1,2}\1[0-9]{1,2}")
STRICT = ("姓名", "户主", "名字", "户名", "申请人", "监护人", "家长")
# A county or city alone tells no household.
_DIVISION = re.compile(r"[\u4e00-\u9fff]{2,14}(?:省|市|县|区|自治州|盟|旗)")
_MASKED = re.compile(r"[*●×]{2}|[Xx]{3}")
WHOLE = {"CN_ADDRESS": 0.9, "HEALTH": 0.8, "MINOR_SCHOOL": 0.8}


def covered(found: list[Hit], segment: Segment, hit: Hit) -> bool:
    """Tell whether a hit within a segment touches one that is there already."""
    start, end = hit.start + segment.start, hit.end + segment.start
    return any(
        other.start < end and start < other.end and other.score >= 0.3
        for other in found
    )


def names_of(text: str, why: str, role: Role, *, strict: bool) -> Iterator[Hit]:
    """Yield the names of a cell; ``strict`` headers promise nothing else."""
    whole = looks_like_name(text)
    if whole >= 0.5:
        yield from _name(text, 0, len(text), whole, why, role)
        return
    start = 0
    words = text.split()
    apart = len(words) > 1 and all(looks_like_name(word) >= 0.5 for word in words)
    cut = _BLANK_CUT if apart else _NAME_CUT
    for match in [*cut.finditer(text), None]:
        end = match.start() if match else len(text)
        score = looks_like_name(text[start:end]) if end > start else 0.0
        if score and (strict or score >= 0.5 or end - start <= 4):
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


def whole_cell(
    text: str, entity: str, score: float, why: str, role: Role = Role.NONE
) -> Iterator[Hit]:
    """Yield all of a cell's text, if it can be such a value at all."""
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
        role,
        known=entity == "CN_ADDRESS" and len(body) >= 8,
    )


def _address_like(body: str) -> bool:
    han = sum("\u4e00" <= char <= "\u9fff" for char in body)
    if _DIVISION.fullmatch(body):
        return False
    return han >= 2 and len(body) <= 120 and not body.endswith(("局", "委员会", "公司"))


def odd_numbers(text: str, entity: str, why: str) -> Iterator[Hit]:
    """Yield numbers of a column that have not its shape, for review."""
    if _MASKED.search(text):
        return
    for match in NUMBER.finditer(text):
        if _OTHER.fullmatch(match[0]):
            continue
        if sum(char.isdigit() for char in match[0]) >= 5:
            reason = f"{why}，数字与格式不符"
            yield Hit(*match.span(), entity, 0.55, "table_column", reason)
