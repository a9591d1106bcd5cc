"""Finds where an address begins, looking left from its first numbered unit.

The window to the left ends at punctuation. Within it the address begins after the last
cue (家住, 位于, 在 ...), at a known division, or where the grammar of place names does.
"""

import re
from dataclasses import dataclass

from redactor.detection.address.divisions import division_pattern, division_table
from redactor.detection.address.model import AddressPart, Level
from redactor.detection.address.parts import parse_address

__all__ = ["Head", "find_head"]

_WINDOW = 64
_LEFT_RUN = re.compile(r"[^\W\d_A-Za-z]|[ \n·()]|\d(?=\d{0,2}[道团连条村])")
_STRONG = re.compile(
    "居住地[址为是在]?|家住|[现暂居租常原]住[在于址至]?|居住[在于]|租住[在于]?|住址[为是在]?|住所地?[为是在]?|地址[为是在]?|地点[为是在]?"
    "|[位坐座落][于落][在于]?|坐落[在于]|户籍地?址?[在为是]?|户口所在地|所在地[为是]?|户籍所在地"
    "|迁[至入往到]|搬[至到入]|前往|来到|去往|赶[至到赴]|抵达|途[经径]|行[驶至经]至?|发生[在于]|入住|住[在于址]"
    "|世居|出生[在于]|存放[于在]|[寄送]达?[至往到](?=..)|发往|投递至|现居(?!住)|暂居|经营场所|注册地|确认为|登记为"
    "|变更为|更正为|村民(?!小组|组|委|自治)|居民(?!小组|组|委员|办事)|群众|同志|先生|女士|工作人员"
    "|住户|户主|当事人|申请人|被告人?|原告人?|牧民|职工(?!宿舍|住宅|家属|公寓|新村|楼|大)|村民代表|业主|房屋|房产|商铺(?=.{2}[省市县])"
    "|不动产|宅基地|仓库位|办公地|回到|进入|返回|离开|经过|走到|驾车|步行|购买|租赁|承租|出租|抵押|查封"
    "|拍卖|名下|其名|所有的|使用的|家中|在其|房源|房号|房屋位置|选定|腾[退空]|均[为在系住]|位在|系在|现在|处在|居于|住处|安置[在于至]|分别[在为]|以及|反映|投诉"
)
# One-letter cues: not after a suffix (昌岭县到保村), and the doubtful ones only before
# a division of the table (双和村, 和平路, 从江县).
_AFTER_NAME = "(?<![省市县区旗州盟镇乡村道路街巷里屯社组])"
_WEAK = re.compile(
    f"{_AFTER_NAME}[在到至住往赴系](?=..)|(?<![无作行有])为(?!民|公|政)(?=..)"
)
_DOUBTFUL = re.compile("[于和与及由从距对将是](?=..)")
_SUFFIX_CHARS = frozenset("省市县区旗镇乡村街路巷")
_ALWAYS = re.compile("[的了](?=..)|及(?=..)(?<!普及)")
_ORG_WORDS = re.compile(
    "局|厅|公司|委员会(?<!村民委员会)|法院|检察|政府|中心|学校|医院|银行|支行"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The place names before the first numbered unit.

    Attributes:
        start: Offset at which the address begins.
        parts: Place names up to the first unit, offsets in the whole text.
        cued: A word such as 家住 or 位于 stands right before.
        known: It begins with a division of the table.
        labelled: The window ends at a colon, a blank or the start of the text.
    """

    start: int
    parts: tuple[AddressPart, ...]
    cued: bool
    known: bool
    labelled: bool


def find_head(text: str, unit_start: int, floor: int) -> Head | None:
    """Return the place names before a unit, None if there are none.

    Args:
        text: Normal-form text.
        unit_start: Offset of the first numbered unit.
        floor: Offset before which nothing may be taken (end of the last match).
    """
    left = _window(text, unit_start, floor)
    left = _cut_blanks(text, left, unit_start)
    if left >= unit_start:
        return None
    window = text[left:unit_start]
    start, cued = _after_cue(window)
    start, known = _at_division(window, start)
    start = _skip_edge(window, start)
    if start >= len(window):
        return None
    parts = tuple(
        AddressPart(part.level, left + start + part.start, left + start + part.end)
        for part in parse_address(window[start:])
    )
    if not parts:
        return None
    labelled = start <= 1 and (left == 0 or text[left - 1] in ":\t \n|(【")
    labelled = labelled or window[0] in " \n"
    if not known and not labelled and not cued:
        parts = _trim_first(text, parts)
    return Head(parts[0].start, parts, cued, known, labelled)


def _window(text: str, unit_start: int, floor: int) -> int:
    left = unit_start
    lowest = max(floor, unit_start - _WINDOW)
    while left > lowest and _LEFT_RUN.match(text, left - 1):
        left -= 1
    return left


def _cut_blanks(text: str, left: int, right: int) -> int:
    """Move the left edge over blank-separated words that are no place names."""
    pieces = [m.start() for m in re.finditer(r"[ \n]+", text[left:right])]
    for offset in reversed(pieces):
        before = text[left : left + offset]
        if not _ends_like_place(before) and not _broken_inside(
            text, left, offset, right
        ):
            return left + offset
    return left


def _ends_like_place(before: str) -> bool:
    piece = re.split(r"[ \n:]", before.rstrip())[-1]
    if not piece or _ORG_WORDS.search(piece[-4:]):
        return False
    if piece in division_table():
        return True
    if len(piece) < 2 or piece[-1] not in "省市县区旗镇乡村道路街巷里屯社弄区组)":
        return False
    return len(piece) > 2 or piece[-1] in "省市县镇乡村"


def _broken_inside(text: str, left: int, offset: int, right: int) -> bool:
    r"""Tell whether a hard line break cuts a place name in two (铁岭\n市)."""
    if text[left + offset] != "\n":
        return False
    before = text[left : left + offset]
    piece = re.split(r"[ \n]", before)[-1]
    ends = [m.end() for m in division_pattern().finditer(piece)]
    ends += [m.end() for m in _STRONG.finditer(piece)]
    base = max(ends, default=-1)
    if base < 0:
        base = max((piece.rfind(c) + 1 for c in "省市县镇乡"), default=0) or -1
    rest = piece[base:] if base >= 0 else piece
    return base >= 0 and len(rest) <= 6 and not _ORG_WORDS.search(rest)


def _after_cue(window: str) -> tuple[int, bool]:
    divisions = _division_spans(window)
    start, cued = 0, False
    for pattern in (_STRONG, _ALWAYS, _WEAK, _DOUBTFUL):
        for match in pattern.finditer(window, start):
            end = match.end()
            inside = any(a < end and match.start() < b for a, b in divisions)
            if inside or len(window) - end < 2:
                continue
            division = any(a == end for a, _b in divisions)
            if pattern is not _STRONG and not division and window[end] in _SUFFIX_CHARS:
                continue
            if pattern is not _DOUBTFUL or division:
                start, cued = end, True
    return start, cued


def _division_spans(window: str) -> list[tuple[int, int]]:
    return [
        m.span() for m in division_pattern().finditer(window) if m.end() - m.start() > 2
    ]


def _at_division(window: str, start: int) -> tuple[int, bool]:
    """Move the start to a division of the table.

    One character before it makes it the end of a longer name (海 + 宁县), except that
    of a province.
    """
    table = division_table()
    for match in division_pattern().finditer(window, start):
        gap = match.start() - start
        name = match.group()
        if table[name] is Level.PROVINCE:
            if gap and not name.endswith(("省", "市", "区")):
                continue
            return match.start(), True
        if gap == 0 or (
            gap >= 2 and len(name) > 2 and not _is_place(window[start : match.start()])
        ):
            return match.start(), True
        return start, False
    return start, False


def _is_place(text: str) -> bool:
    return text[-1] in "省市县区旗州盟镇乡村"


def _skip_edge(window: str, start: int) -> int:
    while start < len(window) and window[start] in " \n·()":
        start += 1
    return start


_FIRST_LIMITS = {
    Level.COUNTY: 5,
    Level.CITY: 5,
    Level.TOWN: 6,
    Level.VILLAGE: 6,
    Level.HAMLET: 6,
    Level.ROAD: 7,
}


def _trim_first(text: str, parts: tuple[AddressPart, ...]) -> tuple[AddressPart, ...]:
    """Cut a first name that is too long for a place: a word without a cue precedes."""
    first = parts[0]
    limit = _FIRST_LIMITS.get(first.level)
    if limit is None or first.end - first.start <= limit:
        return parts
    return (AddressPart(first.level, first.end - limit + 2, first.end), *parts[1:])
