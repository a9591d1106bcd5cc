"""Names with a dot, without a Han surname, or in Latin letters."""

import re
from collections.abc import Iterator

from redactor.detection.names.context import Context
from redactor.detection.names.frames import certain, follows
from redactor.detection.names.grammar import HAN, minority_share, minority_spans
from redactor.detection.names.model import Candidate

__all__ = ["dotted", "latin", "without_dot"]

_LATIN = re.compile(
    r"(?<![A-Za-z@./-])(?:[A-Z][a-z]+(?:[ ·-](?:de|van|von|bin|al|[A-Z][a-z]*\.?)){0,2}"
    r"[ ·][A-Z][a-z]+(?:-[a-z]+)?|[A-Z]{2,}(?:,? [A-Z]{2,}){1,3})(?![A-Za-z@])"
)
_FOREIGN = re.compile(
    "外籍|外国|国籍|护照|签证|外教|留学|境外人员|公民|专家|学者|先生|女士|来华"
)
_DOT = re.compile(rf"(?<=[{HAN}])[·•・‧∙.](?=[{HAN}])")


def dotted(context: Context) -> Iterator[Candidate]:
    """Yield names of two parts with a dot between them (买买提·吐尔逊)."""
    text = context.text
    for dot in _DOT.finditer(text):
        start, end = _walk(context, dot.start(), dot.end())
        if dot.start() - start < 1 or end - dot.end() < 1:
            continue
        token = next(
            (
                t
                for t in context.persons
                if t.start <= dot.end() and dot.start() <= t.end
            ),
            None,
        )
        cued = context.cue_before(start) is not None
        share = minority_share(text[start : dot.start()] + text[dot.end() : end])
        least = 0.4 if token else 0.8 if dot.group() == "." else 0.6
        if share >= least or cued:
            grammar = share >= 0.6 or token is not None
            yield Candidate(start, end, token is not None, grammar, cued, 12.0)


def _walk(context: Context, left: int, right: int) -> tuple[int, int]:
    """Return where the words on both sides of a dot begin and end."""
    text = context.text
    start, end = left, right
    while start > 0 and left - start < 10 and minority_share(text[start - 1]) > 0:
        start -= 1
    while start < left - 1 and text[start] in "和则":
        start += 1
    start = _behind_cue(context, start, left)
    while end < len(text) and end - right < 14:
        inner = text[end] in "·•・‧∙" and end + 1 < len(text)
        if not inner and minority_share(text[end]) == 0:
            break
        end += 1
    for token in context.tokens:
        joined = token.tag == "PER" or minority_share(token.text) >= 0.6
        if joined and token.end - token.start <= 16:
            if token.start < left <= token.end:
                start = min(start, token.start)
            if token.start <= right < token.end:
                end = max(end, token.end)
    return start, end


def _behind_cue(context: Context, start: int, stop: int) -> int:
    """Move a start that lies within a cue (丈夫) behind it."""
    for place in range(start + 1, stop):
        cue = context.cue_before(place)
        if cue is not None and context.text.endswith(cue[0], 0, place):
            return place
    return start


def latin(context: Context) -> Iterator[Candidate]:
    """Yield names in Latin letters where the words around speak of a foreigner."""
    text = context.text
    for match in _LATIN.finditer(text):
        near = text[max(0, match.start() - 16) : match.end() + 16]
        cued = context.cue_before(match.start()) is not None
        if cued or _FOREIGN.search(near) or certain(text, match.end()):
            yield Candidate(match.start(), match.end(), False, True, True, 5.0)


def without_dot(context: Context) -> Iterator[Candidate]:
    """Minority names known by their elements."""
    for start, end in minority_spans(context.text):
        if end - start < 3 or context.place_follows(end):
            continue
        if end in context.edges or context.is_border(end) or follows(context.text, end):
            cued = context.cue_before(start) is not None
            model = context.is_person(start, end)
            yield Candidate(start, end, model, True, cued, 8.0)
