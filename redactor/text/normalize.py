"""The normal form in which values are searched, with a way back to the raw text.

Full width becomes half width (NFKC of single characters), digits of every script
become 0-9, Kangxi and CJK radicals become their ideographs, every dash becomes ``-``,
every blank becomes one space, and characters of no width are dropped. Circled,
raised, bracketed and unit characters (①, ², ⑴, ㎡) stay: folded, their digits would
melt into a number beside them. The raw text is never changed.
"""

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field

from redactor.model import Span

__all__ = ["Normalized", "bare", "normalize"]

_DASHES = "‐‑‒–—―−﹘﹣－⁃╌─━ˉ"
_DROPPED_CATEGORIES = {"Cf", "Mn", "Me"}
_UNFOLDED = ("<circle>", "<super>", "<sub>", "<square>", "<fraction>")
_LIGATURES = range(0xFB00, 0xFB07)
# CJK Radicals Supplement (Unicode 15, block 2E80): those without NFKC mapping that PDF
# text layers use in place of the ideograph.
_RADICALS = dict(
    zip(
        "⺀⺁⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳"
        "⺴⺵⺶⺷⺸⺹⺺⺼⺽⺾⻀⻂⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻳",
        "冫厂乚乙亻冂几刀刂卜㔾小小兀尢尢尢巳幺彑忄㣺扌攵旡月歺母民氵氺灬爫爫丬牛犭王疋罒示礻竹糹纟罓罒罒"
        "网羊羊羊羊耂肀肉臼艹艹衤西见角讠贝车辶辶辶阝钅長镸长门雨青韦页风飞食饣首马骨鬼鱼鸟卤麦黄黾齐齿竜龙龟",
        strict=False,
    )
)


@dataclass(frozen=True, slots=True)
class Normalized:
    """Normal form of a text and the raw offset of each of its characters.

    ``index[i]`` is the raw offset of the i-th character; ``index[len(text)]`` is the
    length of the raw text. Offsets grow (not strictly: one raw character may give
    several).
    """

    text: str = field(repr=False)
    index: tuple[int, ...] = field(repr=False)

    def to_raw(self, span: Span) -> Span:
        """Map a span of the normal form to the raw text, covering whole characters.

        Dropped characters inside the span belong to it, those at its edges do not.
        """
        if span.start >= span.end:
            start = self.index[min(span.start, len(self.text))]
            return Span(start, start)
        return Span(self.index[span.start], self.index[span.end - 1] + 1)

    def from_raw(self, span: Span) -> Span:
        """Map a raw span to the smallest span of the normal form that holds it."""
        start = bisect_left(self.index, span.start)
        end = bisect_left(self.index, span.end)
        size = len(self.text)
        return Span(min(start, size), min(max(start, end), size))


def _character(char: str) -> str:
    if char.isascii():
        return " " if char in "\x0b\x0c\xa0" else char
    if char in _DASHES:
        return "-"
    if char in _RADICALS:
        return _RADICALS[char]
    category = unicodedata.category(char)
    if category in _DROPPED_CATEGORIES:
        return ""
    if category == "Zs":
        return " "
    if category in ("Zl", "Zp"):
        return "\n"
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if unicodedata.decomposition(char).startswith(_UNFOLDED):
        return char
    form = unicodedata.normalize("NFKC", char)
    return form if len(form) == 1 or ord(char) in _LIGATURES else char


_CACHE: dict[str, str] = {}


def _cached(char: str) -> str:
    form = _CACHE.get(char)
    if form is None:
        form = _CACHE[char] = _character(char)
    return form


def normalize(raw: str) -> Normalized:
    """Return the normal form of a raw text with offsets back."""
    parts: list[str] = []
    index: list[int] = []
    for offset, char in enumerate(raw):
        form = _cached(char)
        if form:
            parts.append(form)
            index.extend([offset] * len(form))
    index.append(len(raw))
    return Normalized("".join(parts), tuple(index))


_SEPARATORS = str.maketrans("", "", " \t\r\n-·•.,_/|")


def bare(raw: str) -> str:
    """Return the form for comparing values: normal, lower case, no separators.

    Separators are blanks, dashes, dots, commas, slashes, bars and underscores; two
    writings of one number compare equal.
    """
    return normalize(raw).text.lower().translate(_SEPARATORS)
