"""Decides whether place names and numbered units together are somebody's address."""

import re

from redactor.detection.address.divisions import division_table
from redactor.detection.address.head import Head
from redactor.detection.address.model import AddressPart, Level
from redactor.detection.address.units import Unit

__all__ = ["HOUSE", "impure_end", "is_office", "judge"]

HOUSE = frozenset({Level.NUMBER, Level.ROOM})
_STREET = frozenset(
    {Level.ROAD, Level.HAMLET, Level.VILLAGE, Level.ESTATE, Level.GROUP}
)
_RURAL = frozenset({Level.VILLAGE, Level.HAMLET, Level.TOWN})
_PLACE = frozenset({*_STREET, Level.TOWN})
_LONGEST_PART = 14
# Verbs and particles that no place name holds.
_IMPURE = re.compile(
    "[了着被很就们你我她某该]|并[不未无且]|建[造成有起]|[新续在已改扩]建(?![村路街镇社小巷])|水库|大坝|泵站|电站|工作[队组]|专班|督导|检查组|竟然|没有|看到|搭起|竖起|承建|共同|必须|执行|遭受|发生|实施|组织|帮助|进行"
    "|决定|要求|动工|集中|附近|周边|之间|所有|其中|多年|目前|^[全本各每][省县市镇乡村区]"
    "|按照|根据|关于|负责|落实|开展|加强|推进|完成|新增|累计|涉及|包括|共计|投资|工程|项目|标段|会议|文件|公司"
    "|集团|决议|条例|办法|规定|通知|公告|意见|批复|条款"
)
_OFFICE_PLACE = re.compile(
    "政务服务|便民服务|行政服务|办事大厅|服务大厅|会议室|办公室|接待室|窗口|服务窗|人民政府|[县市区镇乡州]政府|政府大院"
    "|行政中心|管委会|党群服务|公共资源交易|办公楼|办公区|村委会(?:大院|办公|会议|[一二三四]楼)|报告厅|礼堂|便民中心|服务中心|派出所|检察院"
    r"|法院|信访|[民财教住农林水司审统税科文]\w{0,4}局|综合楼"
)
_OFFICE_BEFORE = re.compile(
    "(?:受理|办公|办理|办事|听证|会议|开庭|举行|报名|考试|领取|投递|递交|提交|咨询|单位|机关|窗口|投诉|接访"
    "|审查|面试|体检|开标|评标|公示|监督|来访|来信|邮寄|信访)"
    "[^,。;:\n]{0,6}(?:地址|地点|场所|处|窗口)[:为是在于]{0,2}$"
)
_COUNTED = re.compile("[座期排]$|[一二三四五六七八九十两几]+[幢栋]$|[0-9]{3,}[幢栋]$")
_MANY_HOUSEHOLDS = re.compile(r"\d{3,}\s*户$")
_DOOR = re.compile(r"\d{1,3}-\d{1,2}-\d{3,4}")
# The houses of a whole street: 1-199号(单号), 2号至88号.
_RANGE = re.compile("\\(?[单双]{1,2}号|[至到~—-]{1,2}\\d{1,4}号")
_ENDS = re.compile("$|[^\\w]|村民|居民|住户|的|人|居住|[男女]|房|一带")
_ORDINAL = re.compile("第.*号|[0-9]{5,}号")


def judge(text: str, head: Head, units: list[Unit]) -> float:
    """Return the score of an address, 0 when it is none."""
    if not _plausible(text, head, units):
        return 0.0
    first = units[0]
    levels = {unit.level for unit in units}
    kinds = {part.level for part in head.parts}
    backed = head.cued or head.labelled
    told = Level.ROOM in levels and bool(levels & {Level.BUILDING, Level.UNIT})
    told = told or _is_door(text, first)
    if kinds == {Level.OTHER}:
        inside = levels & {Level.UNIT, Level.ROOM}
        return (0.65 if told else 0.5 if backed else 0.4) if inside else 0.0
    score = 0.45 + 0.1 * min(sum(p.level <= Level.VILLAGE for p in head.parts), 3)
    score += 0.1 * bool(levels & HOUSE) + 0.1 * backed + 0.05 * head.known
    if head.parts[-1].level in _STREET and first.level in (Level.NUMBER, Level.GROUP):
        score += 0.1
    if len(units) == 1 and first.level in (Level.GROUP, Level.BUILDING):
        score = min(score, 0.6 if backed else 0.45)
        if not _ENDS.match(text, first.end):
            score = min(score, 0.4)
    if told:
        score = max(score, 0.65)
    return min(score, 0.95)


def _plausible(text: str, head: Head, units: list[Unit]) -> bool:
    first = units[0]
    word = text[first.start : first.end]
    if text[first.start - 1] in "的约近共有达超个各每这那至" or _MANY_HOUSEHOLDS.search(
        word
    ):
        return False
    if not _pure(text, head.parts) or _RANGE.match(text, units[-1].end):
        return False
    if first.level is Level.BUILDING and len(units) == 1 and _COUNTED.search(word):
        return False
    return _fits_head(text, head, units)


def _pure(text: str, parts: tuple[AddressPart, ...]) -> bool:
    return impure_end(text, parts) is None


def impure_end(text: str, parts: tuple[AddressPart, ...]) -> int | None:
    """Return the offset behind the last words that no place name holds, if any."""
    found = None
    for part in parts:
        words = text[part.start : part.end]
        if part.level <= Level.CITY or words in division_table():
            continue
        for match in _IMPURE.finditer(words):
            found = part.start + match.end()
        if len(words) > _LONGEST_PART:
            found = max(found or 0, part.end - _LONGEST_PART + 6)
    return found


def _fits_head(text: str, head: Head, units: list[Unit]) -> bool:
    """Tell whether the first unit can follow the last place name."""
    first, last = units[0], head.parts[-1]
    kinds = {part.level for part in head.parts}
    if _is_door(text, first) and 2 <= last.end - last.start <= 8:
        return True
    if first.level in (Level.FLOOR, Level.ROOM):
        if text[first.end - 1] == "户" or text.startswith("第", first.start):
            return False
        inner = is_office(text, head.start, first.end)
        return inner or last.level is Level.ESTATE
    if first.level is Level.GROUP:
        named = last.level in _RURAL or last.level is Level.GROUP
        return bool(kinds & _RURAL) and (named or _unknown_hamlet(head))
    if first.level is Level.NUMBER:
        if _ORDINAL.match(text[first.start : first.end]):
            return False
        return last.level is not Level.OTHER or _unknown_hamlet(head)
    if kinds == {Level.OTHER}:
        return len(units) > 1
    return True


def _is_door(text: str, unit: Unit) -> bool:
    """Tell whether a unit is building, entrance and room in one: 24-2-112."""
    return _DOOR.fullmatch(text, unit.start, unit.end) is not None


def _unknown_hamlet(head: Head) -> bool:
    """A short name without a suffix counts behind a town or village (大坎上12号)."""
    parts = head.parts
    return (
        len(parts) > 1
        and parts[-2].level in _PLACE
        and parts[-1].end - parts[-1].start <= 6
    )


def is_office(text: str, start: int, end: int) -> bool:
    """Tell whether an address is an office's, by its words or the label before it."""
    if _OFFICE_PLACE.search(text, start, end):
        return True
    return _OFFICE_BEFORE.search(text[max(0, start - 16) : start]) is not None
