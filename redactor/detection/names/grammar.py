"""How much a stretch of Han text looks like a person's name.

Surnames and the log ratios of given-name characters (patterns/lexicons) give a score;
nothing here looks at the words around.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from redactor.detection.names.lexicon import (
    compound_surnames,
    given_ratios,
    minority_elements,
    surname_levels,
    surname_words,
)

__all__ = [
    "HAN",
    "IMPOSSIBLE",
    "compound_pattern",
    "given_score",
    "has_compound_surname",
    "is_word",
    "minority_end",
    "minority_share",
    "minority_spans",
    "name_score",
    "surname_of",
    "usual_last",
]

HAN = "一-鿿㐀-䶿\U00020000-\U0003ffff〇"
IMPOSSIBLE = -9.0
# What ends a woman's name (桑吉草, 萨仁花) or, in Amdo, a man's (旦正加).
_FEMININE = "(?:花(?!儿|园)|娜|草(?![原地场案莓])|加(?![入强快大以工上盟班]))"
_MASKED = re.compile("[某xX×*＊○〇□]")
_RARE_CHAR = 0.5
_ODD_SURNAME = -2.0  # 年, 种, 税: a name only where the words around say so
_SINGLE_GIVEN = 1.6  # about one name in six has a single given character
_NEVER_GIVEN = frozenset(
    "的了着过是和与及或被把给让但则即并又没未请您你我他她它们这那哪什么吗呢吧啊呀县省镇乡街区号款项额率册种份"
    "页条局厅处科股部组者佰仟拾贰叁肆柒捌玖制"
)
# Compound surnames that are everyday words or places too.
_DOUBTFUL_SURNAMES = frozenset(
    (
        "东方",
        "第五",
        "百里",
        "东门",
        "南门",
        "西门",
        "东郭",
        "公良",
        "左丘",
        "太史",
        "司空",
    )
)
# Characters that transliterations use (minority and foreign names without a dot).
_TRANSLITERATION = frozenset(
    "阿尔德斯特拉克卡巴夫维里利罗诺托达亚兰迪丁基奇森布莱科洛多哈伊埃弗格普什耶米瓦鲁比蒂西莫尼"
    "安塔萨雷加内贝古纳姆勒切曼库图帕赫提吉恩夏努荷霍赛皮艾希契麦坎盖买合都不卜依热孜古丽仁次扎珠"
    "央金玛卓桑旦增措姆杰嘉才让其娃娜仁托娅雅乌云琴呼和那顺敖宝孟牧苏朝吾木沙玉素甫肉吐逊买提力艾"
    "山买则呷伍日嘎珍巴拉马穆罕默凯热娜别肯叶波居荪罕拜洪逊江汗衣牙孜排班"
)


def surname_of(text: str) -> str:
    """Return the surname a text begins with, compound before single, else empty."""
    for size in (4, 3, 2):
        if text[:size] in compound_surnames() and len(text) > size:
            return text[:size]
    return text[:1] if text[:1] in surname_levels() else ""


def has_compound_surname(text: str) -> bool:
    """Tell whether a text begins with a compound surname that is no everyday word."""
    surname = surname_of(text)
    return len(surname) > 1 and surname not in _DOUBTFUL_SURNAMES


@cache
def compound_pattern() -> re.Pattern[str]:
    """Return a regex of the compound surnames that are no everyday words."""
    words = sorted(compound_surnames() - _DOUBTFUL_SURNAMES)
    return re.compile("|".join(map(re.escape, words)))


def usual_last(char: str, least: float = 1.0) -> bool:
    """Tell whether a character often ends a given name of two (log ratio)."""
    return _ratio(char, 1) >= least


def is_word(text: str) -> bool:
    """Tell whether a text is an everyday word that begins with a surname."""
    return text in surname_words()


def _ratio(char: str, place: int) -> float:
    if char in _NEVER_GIVEN:
        return -6.0
    ratios = given_ratios().get(char)
    return _RARE_CHAR if ratios is None else ratios[place]


def given_score(given: str) -> float:
    """Return the log ratio of one or two characters as a given name."""
    if len(given) == 1:
        return _ratio(given, 2) - _SINGLE_GIVEN
    return (_ratio(given[0], 0) + _ratio(given[1], 1)) / 2 + min(
        0.0, _ratio(given[0], 0) + 2, _ratio(given[1], 1) + 2
    )


@lru_cache(maxsize=20000)
def name_score(name: str) -> float:
    """Return how well Han text fits surname and given name.

    Above 1 for usual names, below -2 for unlikely ones, `IMPOSSIBLE` without a surname
    or with a given part of none or more than two characters.
    """
    surname = surname_of(name)
    if not surname or name in compound_surnames() or _MASKED.search(name):
        return IMPOSSIBLE
    best = _with_surname(name, surname)
    if len(surname) == 2 and len(name) == 3 and surname[0] in surname_levels():
        best = max(best, _with_surname(name, surname[0]))
    return best


def _with_surname(name: str, surname: str) -> float:
    given = name[len(surname) :]
    if not 1 <= len(given) <= 2:
        return IMPOSSIBLE
    level = surname_levels()[surname]
    score = given_score(given) + ((level - 2) * 0.5 if level else _ODD_SURNAME)
    if len(surname) > 1 and surname not in _DOUBTFUL_SURNAMES:
        score = max(score, -0.5) + 1.5
    return score - 3.0 if is_word(name) else score


@cache
def _minority_pattern(least: int) -> re.Pattern[str]:
    words = sorted(minority_elements(), key=lambda word: (-len(word), word))
    long_words = "|".join(word for word in words if len(word) > 1)
    # The look ahead spares the long alternation at most places.
    firsts = "".join(sorted({word[0] for word in words if len(word) > 1}))
    return re.compile(
        rf"(?=[{firsts}])(?:(?:{long_words}){{{least},4}}{_FEMININE}?"
        rf"|(?:{long_words}){_FEMININE})"
    )


def minority_end(text: str, position: int, *, least: int = 2) -> int | None:
    """Return the end of a minority name without a dot (扎西次仁) at a position.

    Args:
        text: Text in normal form.
        position: Offset of its first character.
        least: How many elements it needs; one is enough behind a cue.
    """
    match = _minority_pattern(least).match(text, position)
    return match.end() if match else None


def minority_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that elements of minority names make up."""
    for match in _minority_pattern(2).finditer(text):
        yield match.span()


def minority_share(text: str) -> float:
    """Return the share of characters that transliterated names use."""
    return sum(char in _TRANSLITERATION for char in text) / max(1, len(text))
