"""How much a stretch of Han text looks like a person's name.

Counts of surnames and given-name characters (patterns/lexicons) give a score; nothing
here looks at the words around.
"""

import math
import re
from functools import lru_cache

from redactor.detection.names.lexicon import (
    compound_surnames,
    given_counts,
    surname_levels,
    surname_words,
)

__all__ = ["HAN", "given_score", "is_word", "name_score", "surname_of"]

HAN = "一-鿿㐀-䶿\U00020000-\U0003ffff〇"
_MASKED = re.compile("[某xX×*＊○〇□]")
_NEVER_GIVEN = frozenset(
    "的了着过在是有和与及或被把给让向从于为因但而则即并又才都也不没未请等该此其之您你我他她它们这那哪什么"
    "吗呢吧啊呀嘛县省镇乡街区号款项费额率证件表册级类型种件份张页条款局厅处科股室部院校所站队组员者"
)


def surname_of(text: str) -> str:
    """Return the surname a text begins with, compound before single, else empty."""
    for surname in compound_surnames():
        if text.startswith(surname):
            return surname
    return text[:1] if text[:1] in surname_levels() else ""


def is_word(text: str) -> bool:
    """Tell whether a text is an everyday word that begins with a surname."""
    return text in surname_words()


@lru_cache(maxsize=20000)
def _char_score(char: str, place: int) -> float:
    if char in _NEVER_GIVEN:
        return -4.0
    counts = given_counts().get(char)
    count = counts[place] if counts else 0
    both = sum(counts) if counts else 0
    return math.log((count + 0.1 * both + 0.5) / 12.0)


def given_score(given: str) -> float:
    """Return a log ratio: above 0 for usual given names, below -2 for unusual ones."""
    if len(given) == 1:
        return max(_char_score(given, 2) + 1.0, _char_score(given, 1) - 0.5)
    if len(given) == 2:
        return (_char_score(given[0], 0) + _char_score(given[1], 1)) / 2
    return -3.0


def name_score(name: str) -> float:
    """Return how well Han text fits surname and given name; -9 when it cannot be one."""
    if _MASKED.search(name):
        return -9.0
    surname = surname_of(name)
    if not surname:
        return -9.0
    best = _with_surname(name, surname)
    if len(surname) > 1 and surname[0] in surname_levels() and len(name) <= 3:
        best = max(best, _with_surname(name, surname[0]))
    return best


def _with_surname(name: str, surname: str) -> float:
    given = name[len(surname) :]
    if not 1 <= len(given) <= 2:
        if len(given) == 3 and len(surname) == 1:
            return -9.0
        return -9.0
    score = given_score(given) + (surname_levels()[surname] - 2) * 0.7
    if is_word(name):
        score -= 3.0
    return score
