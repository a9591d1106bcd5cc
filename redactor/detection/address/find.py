"""Finds addresses in running text, cells and label values.

A number with a unit (184号, 10幢, 三单元) is the anchor; the chain of units to its right
gives the end, `head.find_head` the start. Every window is bounded, so the cost is linear
in the length of the text.
"""

import re

from redactor.detection.address.head import Head, find_head
from redactor.detection.address.model import AddressMatch, Level
from redactor.detection.address.units import ANCHOR, Unit, unit_at

__all__ = ["find_addresses"]

_CONNECTOR = 14
_BETWEEN = re.compile(r"[^\W\d_A-Za-z]|[ \n·()]")
_NO_BRIDGE = re.compile(
    "[的了在于与和及或至到年月日元人份项个吨米是为由从对]|反映|发生|居住|签订|召开|负责|通过|公示|收件|联系|电话|身份证"
)
_STREET = frozenset(
    {Level.ROAD, Level.HAMLET, Level.VILLAGE, Level.ESTATE, Level.GROUP}
)
_HOUSE = frozenset({Level.NUMBER, Level.ROOM})
_OFFICE = re.compile(
    "政务服务|便民服务|行政服务|办事大厅|服务大厅|会议室|办公室|窗口|人民政府|县政府|市政府|区政府|镇政府"
    "|乡政府|州政府|政府大院|行政中心|民政局|[局厅委院]$|[局厅院](?=[\\d一二三四五六七八九十])|法院|检察院|派出所"
    "|信访|管委会|党群服务|公共资源交易|办公楼|办公区|村委会|居委会|报告厅|礼堂|便民中心|服务中心"
)
_OFFICE_BEFORE = re.compile(
    "(?:受理|办公|办理|办事|听证|会议|开庭|举行|报名|考试|领取|投递|递交|提交|咨询|单位|机关|窗口|投诉|接访|审查"
    "|面试|体检|开标|评标|公示|监督)[^,。;:\\n]{0,6}(?:地址|地点|场所|处|窗口)[:为是在于]{0,2}$"
)
_ESTATE_TAIL = re.compile(
    r"[^\W\d_A-Za-z]{1,8}?(?:小区|花园|家园|新村|公寓|大厦|广场|家属院|家属楼|宿舍|新城|名城|雅苑"
    r"|嘉苑|华庭|华府|佳苑)(?=$|[\s,。;:、()!?|])"
)
_BRACKET = re.compile(
    r"[ ]?\([^()\n]{1,14}(?:小区|院内|院|苑|旁|对面|隔壁|楼|村|组|屯|号|室|后院|门市|宿舍)\)"
)


def find_addresses(text: str) -> list[AddressMatch]:
    """Return the household and office addresses in a normal-form text.

    Args:
        text: One paragraph, cell or value in the normal form of `redactor.text`.

    Returns:
        Matches in order that do not overlap; each reaches to its last character.
    """
    found: list[AddressMatch] = []
    floor = 0
    for anchor in ANCHOR.finditer(text):
        if anchor.start() < floor:
            continue
        match = _at_anchor(text, anchor.start(), floor)
        if match is not None:
            found.append(match)
            floor = match.end
    return found


def _at_anchor(text: str, position: int, floor: int) -> AddressMatch | None:
    start = position
    while start > floor and text[start - 1] in "第附":
        start -= 1
    unit = unit_at(text, start)
    if unit is None:
        return None
    head = find_head(text, start, floor)
    if head is None:
        return None
    units = _chain(text, unit)
    score = _judge(text, head, units)
    if score <= 0:
        return None
    end = _tail_end(text, units[-1].end)
    return _match(text, head, units, (score, end))


def _chain(text: str, first: Unit) -> list[Unit]:
    units = [first]
    while True:
        last = units[-1]
        following = _next_unit(text, last)
        if following is None:
            return units
        units.append(following)


def _next_unit(text: str, last: Unit) -> Unit | None:
    position = last.end
    while position < len(text) and text[position] in " \n" and position - last.end < 2:
        position += 1
    unit = unit_at(text, position, last.level)
    if unit is not None and not (
        position > last.end
        and unit.level is Level.ROOM
        and text[position].isdigit()
        and unit.end - position > 4
    ):
        return unit
    limit = min(len(text), last.end + _CONNECTOR)
    while position < limit and _BETWEEN.match(text, position):
        position += 1
        unit = unit_at(text, position)
        if unit is not None and unit.level is not Level.GROUP:
            between = text[last.end : position]
            return None if _NO_BRIDGE.search(between) or "户" in between else unit
    return None


def _tail_end(text: str, end: int) -> int:
    for pattern in (_ESTATE_TAIL, _BRACKET):
        match = pattern.match(text, end)
        if match is not None and not _NO_BRIDGE.search(match.group()):
            end = match.end()
    return end


def _judge(text: str, head: Head, units: list[Unit]) -> float:
    """Score head and tail together; 0 when this is no address."""
    first, levels = units[0], {unit.level for unit in units}
    last_part = head.parts[-1]
    place_levels = {part.level for part in head.parts}
    admin = [part for part in head.parts if part.level <= Level.VILLAGE]
    if place_levels == {Level.OTHER}:
        if first.level not in (Level.BUILDING, Level.UNIT) or len(units) < 2:
            return 0.0
        return 0.5 if head.cued or head.labelled else 0.4
    if first.level in (Level.FLOOR, Level.ROOM) and not _office(
        text, head, units, first.end
    ):
        if last_part.level is not Level.ESTATE or len(units) < 1:
            return 0.0
    if first.level is Level.GROUP and not place_levels & {
        Level.VILLAGE,
        Level.HAMLET,
        Level.TOWN,
    }:
        return 0.0
    score = 0.45 + 0.1 * min(len(admin), 3)
    if levels & _HOUSE:
        score += 0.1
    if last_part.level in _STREET and first.level in (Level.NUMBER, Level.GROUP):
        score += 0.1
    if head.cued or head.labelled:
        score += 0.1
    if head.known:
        score += 0.05
    if first.level is Level.GROUP and len(units) == 1:
        score = min(score, 0.6 if head.cued or head.labelled else 0.45)
    return min(score, 0.95)


def _office(text: str, head: Head, units: list[Unit], end: int) -> bool:
    if _OFFICE.search(text, head.start, end):
        return True
    return _OFFICE_BEFORE.search(text[max(0, head.start - 16) : head.start]) is not None


def _match(
    text: str, head: Head, units: list[Unit], result: tuple[float, int]
) -> AddressMatch:
    score, end = result
    levels = {unit.level for unit in units}
    complete = bool(levels & _HOUSE) or len(units) > 1
    office = _office(text, head, units, end)
    reasons = ["按地址语法"]
    if head.known:
        reasons.append("以行政区划开头")
    if head.cued:
        reasons.append("前有居住或位置用语")
    reasons.append("到户" if complete else "未到户")
    if office:
        reasons.append("办公场所")
    return AddressMatch(
        head.start, end, round(score, 2), "，".join(reasons), office, complete
    )
