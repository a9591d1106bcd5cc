"""Who in a document is a minor: by ID number, birth date, age, grade and words.

未成年人保护法 第四条第三项, 第一百零三条; 个人信息保护法 第三十一条 (under 14).
Ages count at the document's own date. In a table row that speaks of a minor the name
beside the sign gets the role, in a paragraph the one nearest to it, and so does the
same name elsewhere in the document: MINOR where the age is 14 to 17, else CHILD. Names
after 监护人, 父亲, 母亲 get the role GUARDIAN, so that the policy's rules apply.
Pupils that detection found by a column's head are students of age where numbers or
the school (大学, 研究生) say so.

What this doesn't do: understand sentences. A bare word (儿童) far from any name is no
sign, for 向未成年人出售香烟 says nothing of the seller's age.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, islice

from redactor.masking.dates import read_date
from redactor.masking.docdate import document_date
from redactor.model import Finding, Role, TextUnit
from redactor.text.checksums import id18_date
from redactor.text.normalize import bare, normalize

__all__ = ["MINORS", "AgeSign", "mark_minors", "youngest"]

MINORS = (Role.MINOR, Role.CHILD)

ADULT = 18
CHILD = 14
_AGE = re.compile(r"(?<![\d.])(?P<age>\d{1,2})\s*周?岁(?!以[上下])")
_MONTHS = re.compile(r"(?<!\d)\d{1,2}个?月(?:大|龄)|新生儿|婴儿|幼儿|学龄前")
_GRADE = re.compile(
    r"(?:[一二三四五六]年级|初[一二三]|高[一二三]|[七八九]年级|[小中大]班|学前班|幼儿园|小学生"
    r"|中学生|初中生|高中生|小学在读|初中在读)(?!教师|老师|班主任|主任|组长)"
)
_PRIMARY = re.compile(
    r"(?:(?<![七八九])[一二三四五六]年级|初一|七年级|[小中大]班(?![长务会主])|学前班|幼儿园|小学生|小学在读)"
    r"(?!教师|老师|班主任|主任|组长|园长|校长)"
)
_SENIOR = re.compile(
    r"(?:高[一二三](?![^\d]?[级等层])|高中生|中职在读)(?!教师|老师|班主任|组长)"
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


def mark_minors(
    units: Sequence[TextUnit], findings: Sequence[Finding], today: date
) -> tuple[Finding, ...]:
    """Return the findings with the roles of minors and guardians where one is meant.

    Ids, spans and order stay; so does a role of detection that no age contradicts.

    Args:
        units: All units of the document.
        findings: All findings.
        today: For documents without a date.
    """
    born = {f.unit_id for f in findings if f.entity == "BIRTH_DATE"}
    day = document_date((unit for unit in units if unit.id not in born), today)
    by_id = {unit.id: unit for unit in units}
    rows: dict[tuple[str, int], list[TextUnit]] = {}
    for unit in units:
        rows.setdefault(_row(unit), []).append(unit)
    school = _school(units)
    roles: dict[str, Role] = {}
    ordered = sorted(findings, key=lambda f: _row(by_id[f.unit_id]))
    for key, group in groupby(ordered, key=lambda f: _row(by_id[f.unit_id])):
        row = _Row(tuple(group), by_id, tuple(rows[key]), day, school)
        roles |= row.roles()
    _share(findings, by_id, roles)
    return tuple(
        replace(finding, role=roles[finding.id])
        if finding.role in (Role.NONE, *MINORS) and finding.id in roles
        else finding
        for finding in findings
    )


def _share(
    findings: Sequence[Finding], by_id: Mapping[str, TextUnit], roles: dict[str, Role]
) -> None:
    """Give a minor's role to the same name at its other places."""
    names = [f for f in findings if f.entity == "PERSON"]
    texts = {
        f.id: bare(by_id[f.unit_id].text[f.span.start : f.span.end]) for f in names
    }
    known = {texts[f.id]: roles[f.id] for f in names if roles.get(f.id) in MINORS}
    for finding in names:
        if not finding.role and texts[finding.id] in known:
            roles.setdefault(finding.id, known[texts[finding.id]])


def _school(units: Iterable[TextUnit]) -> str:
    """Return the kind of school that a document's head names, empty if none."""
    head = " ".join(unit.text for unit in islice(units, _HEAD_UNITS))
    kinds = [kind for kind, pattern in _SCHOOLS.items() if pattern.search(head)]
    return kinds[0] if len(kinds) == 1 else ""


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


_SIGNS = (
    ("age", True, _MONTHS),
    ("grade", True, _PRIMARY),
    ("grade", False, _SENIOR),
    ("grade", None, _GRADE),
    ("words", None, _WORDS),
)


def _sign(reason: str, child: bool | None, found: re.Match[str]) -> AgeSign:
    return AgeSign(reason, child, found.start(), found.end())


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _row(unit: TextUnit) -> tuple[str, int]:
    return (unit.cell.table, unit.cell.row) if unit.cell else (unit.id, -1)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table, or one paragraph, with its findings."""

    findings: tuple[Finding, ...]
    by_id: Mapping[str, TextUnit]
    units: tuple[TextUnit, ...]
    day: date
    school: str

    def roles(self) -> dict[str, Role]:
        """Return the roles of findings, by id; what is not in it stays as it is."""
        numbers, births = self._values("CN_ID_CARD"), self._values("BIRTH_DATE")
        text = " ".join(unit.text for unit in self.units)
        sign = youngest(text, numbers, births, self.day)
        pupils = [f for f in self._of("PERSON") if f.role in MINORS]
        if sign is None:
            role = self._pupil(text, grown=bool(numbers or births))
            return {f.id: role for f in pupils}
        role = Role.MINOR if sign.under_14 is False else Role.CHILD
        roles = {f.id: role for f in pupils}
        for finding in self._of("PERSON"):
            before = self.by_id[finding.unit_id].text[: finding.span.start]
            if not finding.role and _GUARDIAN.search(normalize(before[-12:]).text):
                roles[finding.id] = Role.GUARDIAN
        free = [f for f in self._of("PERSON") if f.id not in roles and not f.role]
        for child in () if pupils else self._meant(free, sign):
            roles[child.id] = role
        if role in roles.values():
            roles |= {f.id: role for f in self._of("CN_ADDRESS")}
        return roles

    def _of(self, entity: str) -> list[Finding]:
        return [f for f in self.findings if f.entity == entity]

    def _text(self, finding: Finding) -> str:
        unit = self.by_id[finding.unit_id]
        return unit.text[finding.span.start : finding.span.end]

    def _values(self, entity: str) -> list[str]:
        return [self._text(f) for f in self._of(entity)]

    def _pupil(self, text: str, *, grown: bool) -> Role:
        """Return the role of a pupil whose own row tells no age under 18."""
        if grown or self.school == "higher" or _SCHOOLS["higher"].search(text):
            return Role.NONE
        return Role.MINOR if self.school == "senior" else Role.CHILD

    def _meant(self, names: Sequence[Finding], sign: AgeSign) -> list[Finding]:
        """Return the name that a sign is about, nothing if none is near."""
        young = [f for f in self.findings if self._is_young(f)]
        if self.units[0].cell is None:
            return _nearest(names, sign, young)
        spots = [self._column(f.unit_id) for f in young] or [
            unit.cell.column
            for unit in self.units
            if unit.cell and youngest(unit.text, [], [], self.day)
        ]
        spot = spots[0] if spots else 0
        places = [(self._column(f.unit_id), f) for f in names]
        gaps = [(column > spot, abs(column - spot), f) for column, f in places]
        return [min(gaps, key=lambda gap: gap[:2])[2]] if gaps else []

    def _column(self, unit_id: str) -> int:
        cell = self.by_id[unit_id].cell
        return cell.column if cell else 0

    def _is_young(self, finding: Finding) -> bool:
        if finding.entity == "CN_ID_CARD":
            return bool(youngest("", [self._text(finding)], [], self.day))
        if finding.entity == "BIRTH_DATE":
            return bool(youngest("", [], [self._text(finding)], self.day))
        return False


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


_HEAD_UNITS = 12
_SCHOOLS = {
    "higher": re.compile("大学|学院|高校|高等学校|本科|专科|研究生|硕士|博士"),
    "senior": re.compile("高中|高级中学|中职|中专|技工学校|中等职业"),
    "junior": re.compile("小学|幼儿园|初中|初级中学|义务教育|九年制"),
}
# How many characters may lie between a name and the sign.
_NEAR = {"id": 40, "birth_date": 40, "age": 20, "grade": 20, "words": 3}
