"""Finds addresses in running text, cells and label values.

A number with a unit (184号, 10幢, 三单元) is the anchor; the chain of units to its
right gives the end, `head.find_head` the start. Every window is bounded, so the cost is
linear in the length of the text.
"""

import re

from redactor.detection.address.divisions import division_at
from redactor.detection.address.head import Head, find_head
from redactor.detection.address.judge import HOUSE, impure_end, is_office, judge
from redactor.detection.address.model import AddressMatch, Level
from redactor.detection.address.residence import with_residences
from redactor.detection.address.units import ANCHOR, Unit, unit_at

__all__ = ["find_addresses"]

_CONNECTOR = 14
_TRIES = 3
_LONGEST_CHAIN = 12
_BETWEEN = re.compile(r"[^\W\d_A-Za-z]|[ \n·()]")
_NO_BRIDGE = re.compile(
    "[的了在于与及或至到年月日元人份项个吨米是为由从对约近共余有建占]|和(?![谐平美顺睦祥兴悦园庭泰瑞煦苑府润昌盛信合风畅韵居雅家])|反映|发生|居住|签订|召开|负责|通过|公示|收件|联系|电话|身份证"
)
_ESTATE_TAIL = re.compile(
    r"[^\W\d_A-Za-z]{1,8}?(?:小区|花园|家园|新村|公寓|大厦|广场|家属院|家属楼|宿舍|新城|名城|雅苑"
    r"|嘉苑|华庭|华府|佳苑)(?=$|[\s,。;:、()!?|])"
)
_OFFICE_TAIL = re.compile(
    r"[^\W\d_A-Za-z]{0,8}?(?:窗口|会议室|办公室|接待室|大厅|服务厅|报告厅)"
)
_BRACKET = re.compile(
    r"[ ]?\([^()\n]{1,14}"
    r"(?:小区|院内|院|苑|旁|对面|隔壁|楼|村|组|屯|号|室|后院|门市|宿舍)\)"
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
    return with_residences(text, found)


def _at_anchor(text: str, position: int, floor: int) -> AddressMatch | None:
    start = position
    while start > floor and text[start - 1] in "第附":
        start -= 1
    unit = unit_at(text, start)
    if unit is None or _in_division(text, start):
        return None
    head = _pure_head(text, start, floor)
    if head is None:
        return None
    units = _chain(text, unit)
    score = judge(text, head, units)
    if score <= 0:
        return None
    end = _tail_end(text, units[-1].end)
    return _match(text, head, units, (score, end))


def _pure_head(text: str, start: int, floor: int) -> Head | None:
    """Return the place names, begun anew behind words that belong to a sentence."""
    head = find_head(text, start, floor)
    for _try in range(_TRIES):
        cut = impure_end(text, head.parts) if head is not None else None
        if cut is None:
            break
        head = find_head(text, start, cut) if cut < start else None
    return head


def _in_division(text: str, position: int) -> bool:
    """Tell whether a number belongs to a division's name (三门峡市, 六盘水市)."""
    for start in range(max(0, position - 3), position + 1):
        found = division_at(text, start)
        if found is not None and found[0] > position:
            return True
    return False


def _chain(text: str, first: Unit) -> list[Unit]:
    units = [first]
    while len(units) < _LONGEST_CHAIN:
        last = units[-1]
        following = _next_unit(text, last)
        if following is None:
            break
        units.append(following)
    return units


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
    for pattern in (_ESTATE_TAIL, _OFFICE_TAIL, _BRACKET):
        match = pattern.match(text, end)
        if match is not None and not _NO_BRIDGE.search(match.group()):
            end = match.end()
    return end


def _match(
    text: str, head: Head, units: list[Unit], result: tuple[float, int]
) -> AddressMatch:
    score, end = result
    levels = {unit.level for unit in units}
    complete = bool(levels & HOUSE) or len(units) > 1
    office = is_office(text, head.start, end)
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
