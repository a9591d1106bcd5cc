"""The date that a document bears: its sign-off, not the latest date it speaks of.

GB/T 9704-2012 7.3.5: the date stands by itself below the text, in Arabic digits (older
documents: 二〇二四年五月一日). Forms and rosters have a labelled date instead. Dates of
birth and days that have not come do not count.

What this doesn't do: tell an attachment's own date from that of its cover letter; the
last sign-off counts.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from redactor.masking.dates import read_date
from redactor.model import TextUnit
from redactor.text.normalize import normalize

__all__ = ["document_date"]

_NUMBER = "0-9〇零○一二三四五六七八九十"
_DAY = (
    rf"[{_NUMBER}]{{4}}\s*年\s*[{_NUMBER}]{{1,3}}\s*月\s*[{_NUMBER}]{{1,3}}\s*日"
    r"|20\d\d\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{1,2}"
)
# alone on its line, or behind the office's name, or before 印发
_SIGNED = re.compile(
    rf"^(?:[^\n,。;:、0-9]{{0,24}}(?:局|府|院|委|办|会|厅|部|校|所|站|处|队|中心|公司|办公室)\s*)?"
    rf"[(\[]?\s*(?P<day>{_DAY})\s*[)\]]?\s*(?:印发|发布|公布)?$",
    re.MULTILINE,
)
_LABELLED = re.compile(
    r"(?:(?:填[表报写]|制表|公[示布开]|发布|印发|统计|编制|作出|决定|落款|签发|审批)(?:日期|时间)"
    rf"|^\s*日\s*期|截[至止](?:到|日期)?)\s*:?\s*(?P<day>{_DAY})",
    re.MULTILINE,
)
_ANY = re.compile(rf"(?P<day>{_DAY})")
_BORN = re.compile(r"(?:出生|生于|生日)[^\n]{0,8}$")
_YEAR = re.compile(r"[〔\[(【](?P<year>20\d\d)[〕\])】]\s*(?:第\s*)?\d+\s*号")
_HINT = re.compile("年|20[0-9]{2}")


def document_date(units: Iterable[TextUnit], today: date) -> date:
    """Return the day a document was signed; ``today`` if it says nothing.

    The sign-off comes first, then a labelled date, then the latest day named (of the
    year of the document's number, if it has one). No day after ``today`` counts.
    """
    texts = [
        normalize(unit.text).text
        for unit in units
        if unit.reading == "main" and _HINT.search(unit.text)
    ]
    for pattern in (_SIGNED, _LABELLED):
        found = [day for text in texts for day in _days(pattern, text, today)]
        if found:
            return found[-1]
    named = [day for text in texts for day in _days(_ANY, text, today)]
    years = [int(y) for text in texts for y in _YEAR.findall(text)]
    if years and years[0] <= today.year:
        of_year = [day for day in named if day.year == years[0]]
        return max(of_year, default=min(date(years[0], 12, 31), today))
    return max(named, default=today)


def _days(pattern: re.Pattern[str], text: str, today: date) -> Iterator[date]:
    for found in pattern.finditer(text):
        if _BORN.search(text[: found.start("day")]):
            continue
        read = read_date(found["day"])
        if read is None or read[1] is None or read[2] is None:
            continue
        try:
            day = date(read[0], read[1], read[2])
        except ValueError:
            continue
        if date(2000, 1, 1) <= day <= today:
            yield day
