"""The numbered tail of an address: group, house number, building, unit, floor, room.

Wording after GB/T 23705-2009 (number plates of places) and the usage of public rolls:
第三村民小组184号, 11号, 52号附6号, 211号之一408房, 10幢1-1903, D座8层4户, 20号院1门.
All patterns are anchored and bounded, so that matching is linear.
"""

import re
from dataclasses import dataclass

from redactor.detection.address.model import Level

__all__ = ["ANCHOR", "Unit", "unit_at"]

_GAP = r"[ \n]{0,2}"
_DIGITS = r"\d{1,5}(?:\n\d{1,4})?"
_HAN_NUMBER = r"[一二三四五六七八九十百千零〇两]{1,6}"
_LETTER = r"[A-Za-z]\d{0,4}"
_NUMBER = rf"(?:{_DIGITS}[A-Za-z]?|{_HAN_NUMBER}|{_LETTER})"
_JOINED = rf"(?:{_NUMBER}(?:[-—~]{_GAP}{_NUMBER}){{0,3}})"
# What stands after 号 when it counts or names something else than a house.
_NOT_HOUSE = (
    "(?!文|公告|令|通知|文件|机组|井|桥|线|泵|地块|宗地|坑|矿|锅炉|闸|隧道|标段|车|船|"
    "煤|公路|决定|判决|裁定|案|卷|证|码|电话|字|提案|建议|议案|药|汽油|柴油|水泥|台风|"
    "前(?!后|院|面|楼|门)|起|止|左右|泄洪|闸|泵站|坝|召开|下午|上午|晚|凌晨|以后|之前|之后|早)"
)
_UNITS = (
    (
        Level.GROUP,
        rf"第?{_GAP}{_NUMBER}{_GAP}(?:村民小组|居民小组|村民组|居民组|生产队|小组|小队"
        r"|组(?!织|成|长|建|合|装)|社(?!区|会|保|员|团)|队(?!伍|员|长))",
    ),
    (
        Level.BUILDING,
        rf"第?{_JOINED}{_GAP}(?:号楼(?!道|梯|宇|上|下|顶)|#楼|号院|号大院|号库|号公寓|号宿舍|幢|栋|座(?!谈|落|机)"
        r"|大院|排(?!放|水|污|查|名)|弄|期(?!间|限|待|末)|#)(?:楼(?!道|梯|宇|上|下|顶))?",
    ),
    (
        Level.ROOM,
        rf"(?:第?{_JOINED}{_GAP})(?:号)?(?:会议室|办公室|接待室|窗口|服务窗|号门面|门面房"
        r"|号门市|号商铺|商铺|铺位|号铺|号房间|房间|号房(?!屋|产|地|东|子)|号室|号车库)",
    ),
    (
        Level.NUMBER,
        rf"(?:附|临|甲|乙|丙|丁|新|老|旧)?{_GAP}{_JOINED}(?:、{_DIGITS})?{_GAP}号"
        rf"{_NOT_HOUSE}(?:{_GAP}之{_GAP}{_NUMBER})?"
        rf"(?:{_GAP}-{_GAP}{_DIGITS}(?![号\d]))?"
        rf"(?:{_GAP}附{_GAP}{_NUMBER}{_GAP}号?)?(?:院(?!落|子里)|门面|商铺)?",
    ),
    (
        Level.UNIT,
        rf"[甲乙丙丁戊东西南北中]单元|第?{_NUMBER}{_GAP}(?:单元|门(?!诊|口|前|市|牌|户|峡|头沟)|梯(?!队|级))"
        r"|[甲乙丙丁戊东西南北中左右]单元|[甲乙丙丁]门",
    ),
    (Level.FLOOR, rf"(?:地下|负|第)?{_JOINED}{_GAP}(?:层|楼(?!道|梯|栋|宇|上|下)|F)"),
    (
        Level.ROOM,
        rf"第?{_JOINED}{_GAP}(?:室|户(?!籍|主|口|均|型|外|数)|房(?!屋|产|地|东))",
    ),
    (Level.FLOOR, r"[A-Z]区"),
    (Level.ROOM, r"\d{1,3}(?:[-#]\d{1,2}){1,2}-\d{3,4}(?![-\d])"),
)
_PATTERN = re.compile(
    "|".join(f"(?P<u{i}>{body})" for i, (_level, body) in enumerate(_UNITS))
)
_LEVELS = tuple(level for level, _body in _UNITS)
# After a building or a unit the room is often bare: 10幢1-1903, 三单元502, 9号楼2门202.
_BARE_ROOM = re.compile(
    r"(?>(?:-|—)?[ ]?\d{1,4}[A-Za-z]?(?:-\d{1,4}[A-Za-z]?){0,3})"
    r"(?![\d.%:]|,\d|年|月|日|元|个|万|平方|㎡|亩|户均|名|公里|米|人(?!$|[,。;)]))"
)
# The side of a landing: 5楼东户, 三层左手边.
_SIDE = re.compile(r"[东西南北中左右][头边]?(?:户(?!籍|主|口|均|型)|室|首|侧|手边?)")
_HOUSE_ROOM = re.compile(
    r"\d{3,4}(?![\d.,%:号]|年|月|日|元|个|万|平|亩|户|名|公|米|人)"
)
_BEFORE_BARE = frozenset({Level.BUILDING, Level.UNIT, Level.FLOOR})

# A cheap place to start looking: number and first letter of a unit.
ANCHOR = re.compile(
    rf"{_JOINED}{_GAP}(?:村民小?组|居民小?组|生产队|小组|小队|组|社|队|号|#|幢|栋|座"
    r"|排|弄|期|大院|单元|门|梯|层|楼|室|户|房|会议室|办公室|窗口|区)"
    r"|\d{1,3}(?:[-#]\d{1,2}){1,2}-\d{3,4}|[甲乙丙丁戊东西南北中]单元"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One numbered unit: half-open offsets in the text it was found in."""

    level: Level
    start: int
    end: int


def unit_at(text: str, position: int, before: Level | None = None) -> Unit | None:
    """Return the numbered unit that starts at a position, if any.

    Args:
        text: Normal-form text.
        position: Offset of its first character.
        before: Level of the unit right before it, which may allow a bare room number.
    """
    match = _PATTERN.match(text, position)
    if match is not None:
        index = int((match.lastgroup or "u0")[1:])
        return Unit(_LEVELS[index], position, match.end())
    if before in _BEFORE_BARE:
        bare = _BARE_ROOM.match(text, position) or _SIDE.match(text, position)
        if bare is not None:
            return Unit(Level.ROOM, position, bare.end())
    if before is Level.NUMBER:
        bare = _HOUSE_ROOM.match(text, position)
        if bare is not None:
            return Unit(Level.ROOM, position, bare.end())
    return None
