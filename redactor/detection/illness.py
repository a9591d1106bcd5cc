"""What somebody suffers from, in running text: 患…病, 诊断为…, 因…去世.

Health belongs to somebody only where a person stands in the same paragraph:
全县高血压患者 is a number, no finding.
"""

import re
from collections.abc import Iterator, Sequence

from redactor.detection.hits import LIKELY, Hit
from redactor.model import Role

__all__ = ["illnesses", "is_illness"]

# Endings of diagnoses (ICD-10, GB/T 14396-2016) and disabilities (GB/T 26341-2010).
_ENDING = (
    "(?:病|症|癌|瘤|炎|疮|疹|痨|瘫|毒|骨折|骨裂|脱位|衰竭|梗死|梗塞|栓塞|硬化|出血|积水|积液"
    "|坏死|穿孔|结石|肿大|增生|缺损|畸形|障碍|残疾|失明|失聪|瘫痪|截肢|痴呆|中风|溃疡|囊肿|息肉"
    "|哮喘|感染|狭窄|破裂|撕裂|断裂|挫伤|裂伤|扭伤|烧伤|烫伤|损伤|震荡|综合征|后遗症|功能不全"
    "|透析|流产|精神分裂|抑郁|癫痫|阳性|艾滋|结核|高血压|红斑狼疮|晚期|不孕)"
)
_WORD = r"[\u4e00-\u9fff0-9A-Za-zⅠ-Ⅻαβγ()+-]"
_NAME = (
    rf"{_WORD}{{0,16}}?{_ENDING}(?:{_WORD}{{0,6}}?{_ENDING}){{0,2}}"
    "(?:[晚早中]期|[IVⅠ-Ⅳ]{1,3}期)?"
)
_ILL = re.compile(
    "(?:(?<!住院|门诊|慢病)患(?!者|儿|病率|难|处)(?:有|上|的是)?|身患|确诊(?:为|患)?"
    "|诊断(?:结果|证明)?[:为是]{1,2}|伤情[:为]|致(?=[左右双头面胸腰颈]))"
    f"(?:重病|大病)?({_NAME})(?![率防控科人员])"
    f"|因(?:患)?(?:有)?({_NAME})"
    "(?:医治无效|抢救无效|去世|病故|死亡|逝世|住院|丧失劳动)"
)
_AFTER_NAME = re.compile(_NAME)
_SHORTEST, _LONGEST = 2, 24
_SIGNS = re.compile("患|诊|因|伤|致")
_REACH = 100


def is_illness(text: str) -> bool:
    """Tell whether a whole cell is a diagnosis."""
    text = text.strip()
    return _SHORTEST < len(text) <= _LONGEST and _AFTER_NAME.fullmatch(text) is not None


def illnesses(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the diagnoses of people whom the text names nearby.

    Args:
        text: Normal-form text.
        found: What is known of it; people in office do not count.
    """
    if _SIGNS.search(text) is None:
        return
    people = [
        hit
        for hit in found
        if hit.entity == "PERSON"
        and hit.score >= LIKELY
        and hit.role is not Role.OFFICIAL
    ]
    if not people:
        return
    for hit in people:  # 致张三骨折
        after = _AFTER_NAME.match(text, hit.end)
        if after and text[hit.start - 1 : hit.start] in ("致", "使"):
            yield Hit(*after.span(), "HEALTH", 0.7, "illness", "人名近旁的病情")
    for match in _ILL.finditer(text):
        start, end = match.span(1) if match[1] else match.span(2)
        if end - start < _SHORTEST:
            continue
        if any(h.start < end + _REACH and start - 2 * _REACH < h.end for h in people):
            yield Hit(start, end, "HEALTH", 0.7, "illness", "人名近旁的病情")
