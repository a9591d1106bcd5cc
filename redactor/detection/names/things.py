"""Places, shops and storms that look like a person's name (张家集, 张衡路)."""

import re

from redactor.detection.names.frames import follows

__all__ = ["names_a_thing"]

# 姓 + 家 + a word of the land: usage of village names (GB/T 18521-2001, common part).
_HAMLET = re.compile("[^\\W\\d_]家[集湾坪堡沟铺店巷坝岗坳畈庄冲寨坨咀嘴坡桥]")
_TEMPLE = re.compile("[^\\W\\d_]{1,2}[庙祠庵畈]")
_WAY = re.compile("[^\\W\\d_]{2,3}[路街巷]")
_WAY_BEFORE = re.compile("(?:[东南西北]至|绕行|位于|途经|沿|[路街巷道][、和与])$")
_WAY_AFTER = re.compile(
    "以[东南西北]|[东南西北]段|改造|沿线|路口|交叉|等[^,。;]{0,4}路段|[、和与至][^\\W\\d_]{2,4}[路街巷]"
)
_PERSON_BEFORE = re.compile("[人者长员户主民志属:生师]$")
_PERSON_AFTER = re.compile(
    r"[ (,、|]{0,2}(?:[男女](?![^\W\d])|\d{11}|\d{17}|身份证|电话)"
)
# A brand and its shop: nothing that could be a sentence's verb between the two.
_SHOP = re.compile(
    "(?:刃具|刀剪|药业|药房|药店|体育用品|食品|服饰|鞋业|餐饮|酒业|茶业|调味品|珠宝|眼镜|家居|家纺)"
    "[^\\W\\d_在于的向与和从到是系为对由把被因将开办]{0,8}"
    "(?:店|公司|厂|经销部|专柜|商行|总行|集团)"
    "|(?:毛纺|纺织|机械|化工|水泥|造纸|制药|印刷)厂|[^\\W\\d_]?墨业|专柜|银楼|软件(?=[,;。、])"
)
_STORM = re.compile('(?:台风|飓风|气旋)[^,。;:]{0,16}[“"]$')
_MILEPOST = re.compile(r"K\d{1,4}\+\d{3}$")


def names_a_thing(text: str, start: int, end: int) -> bool:
    """Tell whether what looks like a name is a place, a brand's shop or a storm.

    Args:
        text: Normal-form text.
        start: Offset of the first character of the likely name.
        end: Offset behind its last character.
    """
    name = text[start:end]
    before = text[max(0, start - 24) : start]
    if _STORM.search(before) and text[end : end + 1] in ("”", '"'):
        return True
    if name[0] == "段" and _MILEPOST.search(before):
        return True
    if _SHOP.match(text, end) or (len(name) > 3 and name[-1] in "厂店"):
        return True
    way = _WAY.match(text, start)
    if way is not None and way.end() >= end:
        return bool(_WAY_BEFORE.search(before) or _WAY_AFTER.match(text, way.end()))
    if _HAMLET.fullmatch(name) or _TEMPLE.fullmatch(name):
        return not (
            follows(text, end)
            or _PERSON_BEFORE.search(before)
            or _PERSON_AFTER.match(text, end)
        )
    return False
