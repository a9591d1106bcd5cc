"""Whether Chinese text reads like Chinese, for fonts that do not say what they show.

A map that exchanges ideographs gives pairs of neighbours that no word has. Measured
(share of pairs that stand in a word of jieba's dictionary): notices, tables and forms
0.57 and more; with their characters exchanged
0.25 and less. Rosters of young people's names have 0.08, so only long stretches of
ideographs are judged: exchanged prose is found, exchanged rosters and short cells pass.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from redactor.formats.pdf.runs import read_page

__all__ = ["false_names", "implausible"]

_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_STRETCH = re.compile("[\u4e00-\u9fff]{6,}")  # shorter ones are names, often
_FEWEST = 60  # pairs; fewer prove nothing
_SHARE = 0.28
_ENOUGH = 2000  # characters of a font to judge it by


@cache
def _pairs() -> frozenset[str]:
    """Return the pairs of neighbours in the words of jieba's dictionary."""
    import jieba

    with jieba.get_dict_file() as stream:
        text = stream.read().decode("utf-8")
    words = _HAN.findall(text)
    return frozenset(word[i : i + 2] for word in words for i in range(len(word) - 1))


def implausible(texts: Iterable[str]) -> bool:
    """Tell whether lines of text cannot be Chinese, though they are ideographs.

    Args:
        texts: Lines as they were drawn, in any order.
    """
    rows = [row for text in texts for row in _STRETCH.findall(text)]
    count = sum(len(row) - 1 for row in rows)
    if count < _FEWEST:
        return False
    known = _pairs()
    good = sum(row[i : i + 2] in known for row in rows for i in range(len(row) - 1))
    return good < _SHARE * count


def false_names(doc: Any, fonts: Mapping[str, Sequence[int]]) -> frozenset[str]:
    """Return the fonts whose text cannot be Chinese.

    Args:
        doc: A `pymupdf.Document`.
        fonts: Pages by the name of the fonts to judge, as MuPDF calls them.
    """
    texts: dict[str, list[str]] = {name: [] for name in fonts}
    sizes = dict.fromkeys(fonts, 0)
    wanted = sorted({index for pages in fonts.values() for index in pages})
    for index in wanted:
        if all(sizes[n] >= _ENOUGH for n, pages in fonts.items() if index in pages):
            continue
        for run in read_page(doc[index]).runs:
            names = set(run.fonts)
            name = names.pop()
            if not names and name in sizes:
                texts[name].append(run.text)
                sizes[name] += len(run.text)
    return frozenset(name for name in fonts if implausible(texts[name]))
