"""The office's own words: those that always go and those that always stay.

An entry between slashes (``/AJ[0-9]{8}/``) is a regular expression over the normal form
of the text, case told apart; every other entry is literal, also inside Chinese
sentences.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from redactor.detection.hits import Hit
from redactor.detection.rulefile import TIMEOUT_SECONDS
from redactor.errors import PatternFileError, RecognizerTimeoutError
from redactor.text.normalize import bare, normalize

__all__ = ["AllowedWords", "DeniedWords"]


@dataclass(frozen=True, slots=True)
class _Entries:
    """The entries of one list, by kind."""

    literal: tuple[str, ...]
    compiled: tuple["regex.Pattern[str]", ...]


def _entries(words: Iterable[str], name: str) -> _Entries:
    """Sort and compile the entries of a list.

    Raises:
        PatternFileError: An expression is wrong or matches nothing at all (context:
            the list, the number of the entry from 1 and the reason, never its text).
    """
    literal: dict[str, None] = {}
    compiled = []
    for number, word in enumerate(words, 1):
        entry = word.strip()
        if len(entry) > 2 and entry[0] == entry[-1] == "/":
            compiled.append(_compiled(entry[1:-1], name, number))
        else:
            literal[normalize(word).text.strip()] = None
    return _Entries(tuple(sorted(w for w in literal if w)), tuple(compiled))


def _compiled(expression: str, name: str, number: int) -> "regex.Pattern[str]":
    reason = "正则表达式有误"
    try:
        pattern = regex.compile(expression)
        if pattern.search("", timeout=TIMEOUT_SECONDS) is None:
            return pattern
        reason = "正则表达式会匹配空文字"
    except (regex.error, RecursionError, OverflowError):
        # Not chained: the library's error holds the expression.
        pass
    raise PatternFileError(file=name, line=number, reason=reason)


def _matches(
    patterns: Iterable["regex.Pattern[str]"], text: str, name: str
) -> Iterator[tuple[int, int]]:
    """Yield the spans of all expressions.

    Raises:
        RecognizerTimeoutError: An expression ran out of time.
    """
    for pattern in patterns:
        try:
            spans = [
                match.span()
                for match in pattern.finditer(text, timeout=TIMEOUT_SECONDS)
            ]
        except TimeoutError:
            raise RecognizerTimeoutError(recognizer=name, pattern="") from None
        yield from (span for span in spans if span[0] < span[1])


class DeniedWords:
    """Finds the words of the deny list.

    Raises:
        PatternFileError: An expression is wrong.
    """

    def __init__(self, words: Iterable[str]) -> None:
        entries = _entries(words, "deny")
        self._words = sorted({word.lower() for word in entries.literal})
        self._patterns = entries.compiled

    def find(self, text: str) -> list[Hit]:
        """Return every occurrence in a normal-form text; words in either case.

        Raises:
            RecognizerTimeoutError: An expression ran out of time.
        """
        lower = text.lower()
        if len(lower) != len(text):
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        hits = []
        for word in self._words:
            start = lower.find(word)
            while start >= 0:
                end = start + len(word)
                hits.append(_denied(start, end))
                start = lower.find(word, end)
        hits += [_denied(*span) for span in _matches(self._patterns, text, "deny")]
        return hits


def _denied(start: int, end: int) -> Hit:
    return Hit(start, end, "CUSTOM", 1.0, "deny_list", "本单位名单：一律处理")


class AllowedWords:
    """Tells which hits lie in a word of the allow list.

    Raises:
        PatternFileError: An expression is wrong.
    """

    def __init__(self, words: Iterable[str]) -> None:
        entries = _entries(words, "allow")
        self._words = entries.literal
        self._bare = frozenset(bare(word) for word in entries.literal)
        self._patterns = entries.compiled

    def without(self, hits: list[Hit], text: str) -> list[Hit]:
        """Return the hits that are not, and do not lie within, a word that stays.

        Raises:
            RecognizerTimeoutError: An expression ran out of time.
        """
        if not hits or not (self._words or self._patterns):
            return hits
        spans = list(_matches(self._patterns, text, "allow"))
        return [
            hit
            for hit in hits
            if hit.entity == "CUSTOM"
            or not (
                self._literal(hit, text)
                or any(a <= hit.start and hit.end <= b for a, b in spans)
            )
        ]

    def _literal(self, hit: Hit, text: str) -> bool:
        if bare(text[hit.start : hit.end]) in self._bare:
            return True
        return any(
            text.find(word, max(0, hit.end - len(word)), hit.start + len(word)) >= 0
            for word in self._words
        )
