"""Schools and classes of minors, where detection did not look for them.

未成年人保护法 第一百零三条 names 就读学校 among what identifies a minor. Beside an
adult a school says nothing of the kind, so it is searched only in the rows and
paragraphs that speak of a minor (`mark_minors`).

What this doesn't do: know a school by a short name of its town (一中 alone).
"""

import re
from collections.abc import Sequence

from redactor.masking.minors import MINORS
from redactor.model import Finding, Span, TextUnit, Tier, finding_id
from redactor.text.normalize import normalize

__all__ = ["raise_schools"]

_HAN = r"[\u4e00-\u9fff]"
_CLASS = (
    r"(?:[一二三四五六七八九]年级|[高初][一二三]|学前|[小中大])\s*"
    r"(?:[(]?\s*[0-9一二三四五六七八九十]{0,2}\s*[)]?\s*班)?"
)
_SCHOOL = re.compile(
    rf"(?P<name>(?:(?!就读|毕业|学生|考入|入学|在读|位于|前往|来自|现在){_HAN}){{2,18}}?"
    rf"(?:小学|中学|幼儿园|学校|中心校|[一二三四五六七八九]中(?!学))(?:分校|校区|附小|附中)?)"
    rf"[ \t]*(?:(?:{_CLASS})|[0-9一二三四五六七八九十]{{1,2}}\s*班)?"
    r"(?!教师|老师|校长|园长|职工|门口|附近|旁|路口)"
)
_GRADE = re.compile(
    r"(?:[一二三四五六七八九]年级|[高初][一二三])\s*[(]?\s*[0-9一二三四五六七八九十]{1,2}\s*[)]?\s*班"
    r"(?!教师|老师|班主任)"
)
_LEADS = re.compile(
    r"^(?:系|为|是|在|于|现|原|经|由|从|到|至|该生|本人|其|的|和|与|及)+"
)


def raise_schools(
    units: Sequence[TextUnit], findings: Sequence[Finding]
) -> tuple[Finding, ...]:
    """Return the findings, and one for each school or class beside a minor.

    Args:
        units: All units of the document.
        findings: With the roles of minors.
    """
    by_id = {unit.id: unit for unit in units}
    rows = {
        _row(by_id[f.unit_id])
        for f in findings
        if f.entity == "PERSON" and f.role in MINORS
    }
    taken: dict[str, list[Span]] = {}
    for finding in findings:
        taken.setdefault(finding.unit_id, []).append(finding.span)
    fresh: list[Finding] = []
    for unit in units:
        if unit.reading == "main" and _row(unit) in rows:
            spans = taken.setdefault(unit.id, [])
            for span in _spans(_without(unit.text, spans)):
                if not any(span.overlaps(other) for other in spans):
                    spans.append(span)
                    fresh.append(_finding(unit.id, span))
    return (*findings, *fresh)


def _row(unit: TextUnit) -> tuple[str, int]:
    return (unit.cell.table, unit.cell.row) if unit.cell else (unit.id, -1)


def _without(text: str, spans: Sequence[Span]) -> str:
    """Return the text with what is found already as line breaks."""
    for span in spans:
        text = text[: span.start] + "\n" * len(span) + text[span.end :]
    return text


def _spans(text: str) -> list[Span]:
    normal = normalize(text)
    found = []
    for pattern in (_SCHOOL, _GRADE):
        for match in pattern.finditer(normal.text):
            lead = _LEADS.match(match[0])
            start = match.start() + (lead.end() if lead else 0)
            found.append(normal.to_raw(Span(start, match.end())))
    return found


def _finding(unit_id: str, span: Span) -> Finding:
    return Finding(
        finding_id(unit_id, span, "MINOR_SCHOOL"),
        unit_id,
        span,
        "MINOR_SCHOOL",
        0.7,
        Tier.LIKELY,
        "minor_school",
        "未成年人身旁的学校、班级",
    )
