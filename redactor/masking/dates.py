"""Birth dates made coarser: to the month, the year or the decade.

Reads 1985年3月12日, 1985-3-12, 1985.03, 19850312, 一九八五年三月 and 85年3月 (the
last one as the 1900s only when its result stays as vague). What it cannot read becomes
某年.
"""

import re

from redactor.text.normalize import normalize

__all__ = ["birth_decade", "birth_month", "birth_year", "read_date"]

_HAN = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_UNREAD = "某年"
_FULL = re.compile(
    r"(?<!\d)(?P<y>(?:18|19|20)\d\d)(?:\D{1,3}?(?P<m>1[0-2]|0?[1-9])"
    r"(?:\D{1,2}?(?P<d>3[01]|[12]\d|0?[1-9]))?)?(?!\d)"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:18|19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)?(?!\d)")


def _arabic(raw: str) -> str:
    text = normalize(raw).text
    text = re.sub(r"(?<=[二三])十(?=[一二三四五六七八九])", "", text)
    text = re.sub(r"十(?=[一二三四五六七八九])", "1", text)
    text = re.sub(r"(?<=[二三])十(?=\D|$)", "0", text)
    return text.replace("十", "10").translate(_HAN).replace(" ", "")


def read_date(raw: str) -> tuple[int, int | None, int | None] | None:
    """Return year, month and day (None where not written), None if there is no year."""
    text = _arabic(raw)
    found = _COMPACT.search(text) or _FULL.search(text)
    if not found:
        return None
    parts = found.groupdict()
    month = int(parts["m"]) if parts["m"] else None
    day = int(parts["d"]) if parts.get("d") else None
    if month is not None and not 1 <= month <= 12:
        return (int(parts["y"]), None, None)
    return (int(parts["y"]), month, day)


def birth_month(raw: str) -> str:
    """1985年3月 of a day; a value without a day is made coarser still."""
    found = read_date(raw)
    if found is None or found[1] is None or found[2] is None:
        return birth_year(raw)
    return f"{found[0]}年{found[1]}月"


def birth_year(raw: str) -> str:
    """1985年 of a day or month; a bare year becomes its decade."""
    found = read_date(raw)
    if found is None or found[1] is None:
        return birth_decade(raw)
    return f"{found[0]}年"


def birth_decade(raw: str) -> str:
    """1980年代."""
    found = read_date(raw)
    return f"{found[0] // 10 * 10}年代" if found else _UNREAD
