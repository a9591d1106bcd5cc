"""Who in a document is a minor: by ID number, birth date, age, grade and words.

未成年人保护法 第四条第三项, 第一百零三条; 个人信息保护法 第三十一条 (under 14).
Ages count at the document's own date. In a table row that speaks of a minor the name
gets the role MINOR, in a paragraph the name nearest to the sign; names after 监护人,
父亲, 母亲 get the role GUARDIAN, so that the policy's rules for minors apply.

What this doesn't do: understand sentences. A bare word (儿童) far from any name is no
sign, for 向未成年人出售香烟 says nothing of the seller's age.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from redactor.masking.dates import read_date
from redactor.model import Finding, Role, TextUnit
from redactor.text.checksums import id18_date
from redactor.text.normalize import bare, normalize

__all__ = ["AgeSign", "document_date", "mark_minors", "youngest"]

ADULT = 18
CHILD = 14
_DATE = re.compile(r"(?<!\d)(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_AGE = re.compile(r"(?<![\d.])(?P<age>\d{1,2})\s*周?岁(?!以[上下])")
_MONTHS = re.compile(r"(?<!\d)\d{1,2}个?月(?:大|龄)|新生儿|婴儿|幼儿|学龄前")
_GRADE = re.compile(
    r"(?:[一二三四五六]年级|初[一二三]|高[一二三]|[七八九]年级|[小中大]班|学前班|幼儿园|小学生"
    r"|中学生|初中生|高中生|小学在读|初中在读)(?!教师|老师|班主任|主任|组长)"
)
_WORDS = re.compile(
    r"未成年|儿童|孤儿|留守儿童|困境儿童|事实无人抚养|少年(?!宫|犯管教|儿童活动中心)|男童|女童|学童"
)
_GUARDIAN = re.compile(
    r"(?:监护人|父亲|母亲|家长|祖父|祖母|外公|外婆|爷爷|奶奶|养父|养母|抚养人)"
    r"(?:姓名)?[\s::]*(?:为|是|系)?\s*$"
)


@dataclass(frozen=True, slots=True)
class AgeSign:
    """Why somebody is held to be a minor.

    Attributes:
        reason: ``id``, ``birth_date``, ``age``, ``grade`` or ``words``.
        under_14: True, or None if it cannot be told.
        start: Where the sign stands in the text, as well as ``end``; -1 if it is a
            citizen number or birth date.
    """

    reason: str
    under_14: bool | None
    start: int = -1
    end: int = -1


def document_date(units: Iterable[TextUnit], today: date) -> date:
    """Return the latest full date that the document bears, not after ``today``."""
    found = [
        day
        for unit in units
        if "年" in unit.text
        for groups in _DATE.findall(normalize(unit.text).text)
        if (day := _day(*map(int, groups))) is not None and day <= today
    ]
    return max(found, default=today)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def mark_minors(
    units: Sequence[TextUnit], findings: Sequence[Finding], today: date
) -> tuple[Finding, ...]:
    """Return the findings with the roles MINOR and GUARDIAN where a minor is spoken of.

    Ids, spans and order stay; a role that detection gave stays as well.
    """
    day = document_date(units, today)
    by_id = {unit.id: unit for unit in units}
    texts: dict[tuple[str, int], list[str]] = {}
    for unit in units:
        texts.setdefault(_row(unit), []).append(unit.text)
    roles: dict[str, Role] = {}
    rows = sorted(findings, key=lambda f: _row(by_id[f.unit_id]))
    for key, group in groupby(rows, key=lambda f: _row(by_id[f.unit_id])):
        roles |= _of_row(list(group), by_id, " ".join(texts[key]), day)
    return tuple(
        replace(finding, role=roles[finding.id])
        if finding.role is Role.NONE and finding.id in roles
        else finding
        for finding in findings
    )


def youngest(
    text: str, numbers: Iterable[str], births: Iterable[str], day: date
) -> AgeSign | None:
    """Return the strongest sign that a row or paragraph is about a minor.

    Args:
        text: The whole row or paragraph.
        numbers: Citizen numbers found in it.
        births: Birth dates found in it, as they stand.
        day: The document's date.
    """
    born = [d for number in numbers if (d := id18_date(bare(number))) and d <= day]
    minors = [d for d in born if _age(d, day) < ADULT]
    if minors:
        return AgeSign("id", any(_age(d, day) < CHILD for d in minors))
    for birth in births:
        read = read_date(birth)
        if read is None:
            continue
        latest = date(read[0], read[1] or 12, 28 if read[2] is None else 1)
        if latest <= day and _age(latest, day) < ADULT:
            return AgeSign("birth_date", _age(latest, day) < CHILD)
    for found in _AGE.finditer(text):
        if int(found["age"]) < ADULT:
            return _sign("age", int(found["age"]) < CHILD, found)
    if born:
        return None  # every number says adult
    for reason, child, pattern in _SIGNS:
        match = pattern.search(text)
        if match:
            return _sign(reason, child, match)
    return None


_SIGNS = (("age", True, _MONTHS), ("grade", None, _GRADE), ("words", None, _WORDS))


def _sign(reason: str, child: bool | None, found: re.Match[str]) -> AgeSign:
    return AgeSign(reason, child, found.start(), found.end())


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _row(unit: TextUnit) -> tuple[str, int]:
    return (unit.cell.table, unit.cell.row) if unit.cell else (unit.id, -1)


def _of_row(
    findings: Sequence[Finding],
    by_id: Mapping[str, TextUnit],
    text: str,
    day: date,
) -> dict[str, Role]:
    """Return the roles of one row's or paragraph's findings."""
    in_table = by_id[findings[0].unit_id].cell is not None

    def of(entity: str) -> list[Finding]:
        return [f for f in findings if f.entity == entity]

    def values(entity: str) -> list[str]:
        return [by_id[f.unit_id].text[f.span.start : f.span.end] for f in of(entity)]

    sign = youngest(text, values("CN_ID_CARD"), values("BIRTH_DATE"), day)
    if sign is None:
        return {}
    roles: dict[str, Role] = {}
    for finding in of("PERSON"):
        before = by_id[finding.unit_id].text[: finding.span.start]
        if _GUARDIAN.search(normalize(before[-12:]).text):
            roles[finding.id] = Role.GUARDIAN
    children = [f for f in of("PERSON") if f.id not in roles and not f.role]
    if not in_table:
        near = [*of("CN_ID_CARD"), *of("BIRTH_DATE")]
        children = _nearest(children, sign, near)
    if children:
        roles[children[0].id] = Role.MINOR
        roles |= {f.id: Role.MINOR for f in of("CN_ADDRESS")}
    return roles


def _nearest(
    names: Sequence[Finding], sign: AgeSign, numbers: Sequence[Finding]
) -> list[Finding]:
    """Return the name next to the sign of a paragraph, nothing if none is near."""
    if sign.start >= 0:
        spots = [(sign.start, sign.end)]
    else:
        spots = [(f.span.start, f.span.end) for f in numbers]
    reach = _NEAR[sign.reason]
    gaps = [
        (max(start - f.span.end, f.span.start - end, 0), f.span.start, f)
        for f in names
        for start, end in spots
    ]
    close = [gap for gap in gaps if gap[0] <= reach]
    return [min(close, key=lambda gap: gap[:2])[2]] if close else []


# How many characters may lie between a name and the sign.
_NEAR = {"id": 40, "birth_date": 40, "age": 20, "grade": 20, "words": 3}
