"""The last day of a publicity period (公示期), as the text of a notice states it.

Understood: 公示期 or 公示时间 with two dates (the second may leave out year and month),
or with a number of days from a stated day or from the date of the notice. Working days
follow the yearly notices on holidays (国务院办公厅关于部分节假日安排的通知), as the
package chinesecalendar holds them. For years that it does not know yet, weekends alone
are skipped: the day may then be early by a holiday.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from redactor.text.normalize import normalize

__all__ = ["publicity_end"]

_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
}
_HAN_DATE = re.compile(
    r"([零〇○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_DAY = r"(\d{4})\s?[年./-]\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})\s?日?"
_LATER = r"(?:(\d{4})\s?[年./-]\s?)?(?:(\d{1,2})\s?[月./-]\s?)?(\d{1,2})\s?日?"
_LABEL = r"公示\s?(?:期|时间|日期|期限|起止|时限)[^。;]{0,24}?"
_CLOCK = r"(?:\s?(?:[上下]午)?\s?\d{1,2}[:时]\d{0,2}分?|\([^)]{1,8}\))?"
_RANGE = re.compile(rf"{_LABEL}{_DAY}{_CLOCK}\s?(?:起?\s?[至到~-]+)\s?{_LATER}")
_LASTING = re.compile(
    rf"(?:{_LABEL}|公示\s?)(?P<count>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})\s?"
    r"(?:个\s?)?(?P<unit>工作日|自然日|日历天|日|天)"
)
_FROM = re.compile(rf"(?:自|从)\s?{_DAY}\s?(?:起|开始)")
_DATE = re.compile(_DAY)


def publicity_end(texts: Iterable[str]) -> date | None:
    """Return the last day of the latest period that a document states.

    Args:
        texts: Its paragraphs in order.
    """
    text = "\n".join(_plain(t) for t in texts)
    if "公示" not in text:
        return None
    flat = text.replace("\n", " ")
    ends = [end for found in _RANGE.finditer(flat) if (end := _range_end(found))]
    if not ends:
        ends = [
            end for found in _LASTING.finditer(flat) if (end := _after(found, flat))
        ]
    return max(ends, default=None)


def _plain(text: str) -> str:
    return _HAN_DATE.sub(_arabic, normalize(text).text)


def _arabic(found: re.Match[str]) -> str:
    year = "".join(_DIGITS[c] for c in found[1])
    return f"{year}年{_number(found[2])}月{_number(found[3])}日"


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    head = (int(_DIGITS[tens]) if tens else 1) * 10 if ten else 0
    return head + (int(_DIGITS[ones]) if ones in _DIGITS else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _range_end(found: re.Match[str]) -> date | None:
    first = _day(int(found[1]), int(found[2]), int(found[3]))
    if first is None:
        return None
    month = int(found[5]) if found[5] else first.month
    year = int(found[4]) if found[4] else first.year + (month < first.month)
    last = _day(year, month, int(found[6]))
    return last if last and last >= first else None


def _after(found: re.Match[str], text: str) -> date | None:
    days = _number(found["count"])
    start = _FROM.search(text, max(found.start() - 40, 0), found.end() + 40)
    dates = [start] if start else list(_DATE.finditer(text))[-1:]
    first = _day(*(int(part) for part in dates[0].groups())) if dates else None
    if first is None or not 0 < days <= 366:
        return None
    if found["unit"] != "工作日":
        return first + timedelta(days)
    last = first
    while days:
        last += timedelta(1)
        days -= _is_workday(last)
    return last


def _is_workday(day: date) -> bool:
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # that year's notice is not in the package
        return day.weekday() < 5
