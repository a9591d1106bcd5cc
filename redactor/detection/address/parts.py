"""Splits an address into its parts by division names and suffixes."""

import re

from redactor.detection.address.divisions import division_at
from redactor.detection.address.model import AddressPart, Level
from redactor.detection.address.units import unit_at

__all__ = ["ADMINISTRATIVE", "parse_address", "squeeze"]

ADMINISTRATIVE = frozenset(
    {Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWN, Level.VILLAGE}
)
_SUFFIXES: dict[Level, str] = {
    Level.PROVINCE: "省|自治区|特别行政区",
    Level.CITY: "市|自治州|地区|盟",
    Level.COUNTY: "自治县|自治旗|县|新区|开发区|高新区|林区|矿区|区|旗",
    Level.TOWN: "街道办事处|街道办|街道|民族乡|镇|乡|苏木|农场|林场|牧场",
    Level.VILLAGE: "村民委员会|居民委员会|村民委|社区居委会|村委会|居委会"
    "|行政村|社区|嘎查|村",
    Level.ROAD: "大道|大街|胡同|支路|环路|国道|省道|县道|路|街|巷|弄堂|里弄|条",
    Level.HAMLET: "自然村|村民小组|屯|庄|寨|堡|湾|坪|冲|沟|塝|圩|垭|坳|塬|岔|峁|洼|坝"
    "|塘|畈|墩|营|岗|埂|滩|坡|岭|窑|院子",
    Level.ESTATE: "小区|花园|家园|新村|公寓|大厦|广场|中心|宿舍区|宿舍|家属院|家属楼"
    "|雅苑|名城|新城|苑|城|府|庭|园|居|轩|阁|湾|郡|邸|里|院|楼",
}
_LEVEL_OF = {
    word: level for level, body in _SUFFIXES.items() for word in body.split("|")
}
_SUFFIX = re.compile("|".join(sorted(_LEVEL_OF, key=lambda word: (-len(word), word))))
_ADMIN_WORDS = tuple(
    sorted(
        (
            word
            for level in (Level.COUNTY, Level.TOWN, Level.VILLAGE)
            for word in _SUFFIXES[level].split("|")
        ),
        key=lambda word: (-len(word), word),
    )
)
_ETHNIC_TOWN = re.compile(r"[^\W\d_县市区旗镇乡]{3,14}?族[乡镇]")
# What goes on after the suffix of an estate: 安居|苑, 和顺里|小区, 小区|东区.
_ESTATE_MORE = re.compile(
    r"(?:(?:[苑城府庭园居轩阁郡邸里院]|小区|花园|家园|新村|公寓|[东西南北中][区苑院])"
    r"(?![街路巷道村镇乡县市]|大街|大道|胡同|社区))+"
)
_LONGEST_STEM = 12
_NUMERALS = frozenset("一二三四五六七八九十百千")


def squeeze(text: str) -> tuple[str, list[int]]:
    """Return the text without blanks and the offset of each character that stays."""
    index = [i for i, char in enumerate(text) if char not in " \t\n"]
    return "".join(text[i] for i in index), index


def parse_address(text: str) -> tuple[AddressPart, ...]:
    """Split a text that is an address as a whole (a cell, a label's value).

    Args:
        text: Normal-form text; inner blanks and hard line breaks are allowed.

    Returns:
        The parts in order, offsets in code points of the given text; what has no known
        suffix is `Level.OTHER`. Nothing is lost: every character that is no blank or
        bracket at an edge lies in a part or between two.
    """
    tight, index = squeeze(text)
    parts = _parse(tight)
    return tuple(
        AddressPart(part.level, index[part.start], index[part.end - 1] + 1)
        for part in parts
    )


def _parse(text: str) -> list[AddressPart]:
    parts: list[AddressPart] = []
    position = 0
    while position < len(text):
        if text[position] in "()[]【】〔〕,，、;；:：.。-—/|·":
            position += 1
            continue
        part = _part_at(text, position, parts[-1].level if parts else None)
        parts.append(part)
        position = part.end
    return parts


def _part_at(text: str, position: int, before: Level | None) -> AddressPart:
    division = division_at(text, position)
    higher = division is not None and (before is None or before < division[1])
    if division is not None and higher:
        return AddressPart(division[1], position, division[0])
    unit = unit_at(text, position, before)
    if unit is not None and not _is_place_name(text, position, unit.end):
        return AddressPart(unit.level, position, unit.end)
    return _by_suffix(text, position, before)


def _is_place_name(text: str, start: int, end: int) -> bool:
    """Tell whether a number with a unit goes on as a name (三门镇, 八队村)."""
    suffixes = ("镇", "乡", "县", "村", "社区", "街道")
    return text[start] in _NUMERALS and text.startswith(suffixes, end)


def _by_suffix(text: str, position: int, before: Level | None) -> AddressPart:
    ethnic = _ETHNIC_TOWN.match(text, position)
    if ethnic is not None and _fits(Level.TOWN, before):
        return AddressPart(Level.TOWN, position, ethnic.end())
    limit = min(len(text), position + _LONGEST_STEM + 6)
    at = position + 1
    while at < limit:
        match = _SUFFIX.match(text, at)
        if match is None:
            if text[at] not in _NUMERALS and unit_at(text, at) is not None:
                return AddressPart(Level.OTHER, position, at)
            at += 1
            continue
        level = _LEVEL_OF[match.group()]
        estate = _ESTATE_MORE.match(text, match.end())
        if level is Level.ESTATE and estate is not None and at > position:
            return AddressPart(level, position, estate.end())
        end = _extend(text, match)
        if end != match.end():
            level = _LEVEL_OF[_admin_word(text, end)]
        if _fits(level, before):
            return AddressPart(level, position, end)
        at = match.end()
    return AddressPart(Level.OTHER, position, _other_end(text, position))


def _extend(text: str, match: re.Match[str]) -> int:
    """Go on when a suffix is the stem of a town's or village's name.

    One follows at once (杨村镇, 马路村), after a letter (花园口镇), or, behind a suffix
    of one letter, after up to three (青城山镇, 东里庄镇).
    """
    word, end = match.group(), match.end()
    level = _LEVEL_OF[word]
    reach = 0 if level in ADMINISTRATIVE else 1
    if level in (Level.ESTATE, Level.HAMLET) and len(word) == 1:
        reach = 3
    for gap in range(reach + 1):
        for admin in _ADMIN_WORDS:
            zone = level is Level.ESTATE and admin == "区" and gap > 0
            if text.startswith(admin, end + gap) and admin != word and not zone:
                return end + gap + len(admin)
        nearer = _SUFFIX.match(text, end + gap)
        if nearer is not None and _LEVEL_OF[nearer.group()] is Level.ROAD:
            break
    return end


def _admin_word(text: str, end: int) -> str:
    words = (word for word in _ADMIN_WORDS if text.endswith(word, 0, end))
    return max(words, key=len)


def _fits(level: Level, before: Level | None) -> bool:
    if before is None or before is Level.OTHER:
        return True
    if level in ADMINISTRATIVE and before in ADMINISTRATIVE:
        return level > before or level == Level.COUNTY == before
    return not (level in ADMINISTRATIVE and before > Level.GROUP)


def _other_end(text: str, position: int) -> int:
    end = position + 1
    while end < len(text) and unit_at(text, end, None) is None:
        end += 1
    return end
