"""Stretches of a text that may be names, from the tagger, cues, cells and shapes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from redactor.detection.names.cells import looks_like_name
from redactor.detection.names.context import Context, cue_pattern
from redactor.detection.names.framed import framed, is_phrase, may_be_name
from redactor.detection.names.frames import certain, follows
from redactor.detection.names.grammar import (
    HAN,
    IMPOSSIBLE,
    given_score,
    is_word,
    minority_end,
    minority_share,
    name_score,
)
from redactor.detection.names.lac import Token
from redactor.detection.names.minority import dotted, latin, without_dot
from redactor.detection.names.model import Candidate

__all__ = ["candidates", "name_at"]

_CUED_LEAST = 1.6
_MODEL_LEAST = 1.5
_GRAMMAR_LEAST = -1.6
_GRAMMAR_ALONE = -1.0
_SURE_GRAMMAR = 1.5
_BESIDE_LEAST = -2.0
_SHORT_RUN = re.compile(rf"[{HAN}]{{3,4}}(?![{HAN}])")
_NAMING = frozenset(("PER", "nz", "nr", "LOC"))
_SHAPED = 0.25
_GIVEN_LEAST = 1.0
_SEGMENT = re.compile(rf"(?<![{HAN}])[{HAN}]{{2,4}}(?![{HAN}])")
_PERSON_DATA = re.compile(
    r"[\s,、|/(\])】-]{0,3}(?:[男女](?![^\W\d])|[男女](?=汉族|,)|.{1,3}族[,\s|]"
    r"|\d{15}|\d{17}[\dXx]|\d{6}[- ]\d{8}|1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|公?民?身份证?|驾驶证|准驾车型|护照|残疾证|社保卡|医保卡|学籍|考籍|准考证|军官证|曾用名"
    r"|退伍证|生于|\d{4}年\d{1,2}月(?:\d{1,2}日)?出?生)"
)
_BEFORE_DATA = re.compile(r"(?:电话|手机|号)?[:\s]*\d{3,4}-?\d{4}-?\d{4}[\s(]{1,2}$")


def candidates(context: Context) -> Iterator[Candidate]:
    """Yield all candidates of a text; they may overlap."""
    for token in context.persons:
        yield from _from_tagger(context, token)
    for cue in cue_pattern().finditer(context.text):
        start = context.after_cue(cue.end())
        personal = cue.group()[-1] in "人者" or cue.group()[0] == "其"
        named = context.is_border(start - 1)
        found = name_at(context, start, lenient=personal or named)
        if found is not None:
            yield found
    yield from _segments(context)
    yield from dotted(context)
    yield from latin(context)
    yield from without_dot(context)
    yield from framed(context)


def name_at(context: Context, start: int, *, lenient: bool = False) -> Candidate | None:
    """Return the likeliest name that begins at a place behind a cue.

    Args:
        context: The text.
        start: Offset of the first character.
        lenient: Everyday words may be names when a border or a verb follows.
    """
    minority = _minority_at(context, start)
    if minority is not None:
        return Candidate(start, minority, False, True, True, 6.0)
    if context.organisation_from(start):
        return None
    return (
        _whole(context, _best_at(context, start, lenient=lenient))
        or _unknown_at(context, start)
        or _bounded_at(context, start)
        or _followed_at(context, start)
    )


def _best_at(context: Context, start: int, *, lenient: bool) -> Candidate | None:
    text = context.text
    best: Candidate | None = None
    for end in range(start + 2, min(len(text), start + 4) + 1):
        if any(context.is_border(i) for i in range(start, end)):
            break
        person = context.is_person(start, end)
        if certain(text, end) and may_be_name(text[start:end]):
            return Candidate(start, end, person, True, True, 6.0)
        if context.place_follows(end) and not person:
            continue
        score = name_score(text[start:end])
        if context.cuts_word(end) and score < _SURE_GRAMMAR:
            continue
        closed = lenient and (context.is_border(end) or follows(text, end))
        quality = context.quality(start, end, cued=True, lenient=closed)
        if quality >= _CUED_LEAST and (best is None or quality > best.quality):
            grammar = score > _GRAMMAR_LEAST
            best = Candidate(start, end, person, grammar, True, quality)
    return best


def _whole(context: Context, best: Candidate | None) -> Candidate | None:
    """Take a tagged person whole where the grammar knows no name in it (山本美穗)."""
    if best is None:
        return None
    token = context.starts.get(best.start)
    if token is None or token.tag != "PER" or token.end <= best.end:
        return best
    if (
        token.end > best.start + 4
        or name_score(context.text[best.start : best.end]) >= 0
    ):
        return best
    return replace(best, end=token.end, model=True, grammar=False)


def _minority_at(context: Context, start: int) -> int | None:
    end = minority_end(context.text, start)
    if end is not None:
        return end
    end = minority_end(context.text, start, least=1)
    if end is not None and (end in context.edges or context.is_border(end)):
        return end
    return None


def _unknown_at(context: Context, start: int) -> Candidate | None:
    """A name behind a cue without a surname, if tagger or letters say so."""
    token = context.starts.get(start)
    if token is None:
        return None
    if token.tag == "PER" and 2 <= token.end - start <= 10:
        end = _stretched(context.text, token.end)
        if context.place_follows(end):
            return None
        return Candidate(start, end, True, False, True, 4.0)
    end = start
    while end < len(context.text) and end - start < 8 and not context.is_border(end):
        if minority_share(context.text[end]) == 0:
            break
        end += 1
    if end - start >= 3 and (context.is_border(end) or end in context.edges):
        return Candidate(start, end, False, False, True, 2.0)
    return None


def _bounded_at(context: Context, start: int) -> Candidate | None:
    """A whole short word behind a cue that only its given name speaks for (佴国富)."""
    text = context.text
    run = _SHORT_RUN.match(text, start)
    if run is None or looks_like_name(run.group()) < _SHAPED:
        return None
    name = run.group()
    own = context.starts.get(start)
    if own is not None and own.end == run.end() and own.tag not in _NAMING:
        return None
    if is_word(name) or given_score(name[1:][-2:]) < _GIVEN_LEAST:
        return None
    return Candidate(start, run.end(), False, False, True, 2.0)


def _followed_at(context: Context, start: int) -> Candidate | None:
    """A surname and a letter behind a cue, a name to the tagger too (村民陶国反映)."""
    end = start + 2
    name = context.text[start:end]
    if is_word(name) or looks_like_name(name) < _SHAPED or context.cuts_word(end):
        return None
    own = context.starts.get(start)
    named = own is not None and own.end == end and own.tag in _NAMING
    if not named and not follows(context.text, end):
        return None
    return Candidate(start, end, False, False, True, 1.5)


def _stretched(text: str, end: int) -> int:
    """Go on over letters that only end transliterated names (木合塔 + 尔)."""
    while text[end : end + 1] and text[end] in "尔提江克汗罕荪孜丽":
        end += 1
    return end


def _from_tagger(context: Context, token: Token) -> Iterator[Candidate]:
    text = context.text
    if context.place_follows(token.end) or not _is_han(token.text):
        return
    if len(token.text) < 2 or is_word(token.text):
        return
    best: Candidate | None = None
    for start, end in _near(context, token):
        cued = context.cue_before(start) is not None
        told = cued or follows(text, end)
        quality = context.quality(start, end, cued=cued)
        if quality >= _MODEL_LEAST and (best is None or quality > best.quality):
            exact = start == token.start and end == token.end
            least = _GRAMMAR_LEAST if cued else _GRAMMAR_ALONE
            grammar = name_score(text[start:end]) > least
            best = Candidate(start, end, exact, grammar, told, quality)
    cued = context.cue_before(token.start) is not None
    share = minority_share(token.text)
    foreign = name_score(token.text) == IMPOSSIBLE
    shaped = foreign and share >= 0.8 and len(token.text) > 2
    if best is not None and not shaped:
        yield best
    elif foreign:
        told = cued or follows(text, token.end)
        if share >= 0.6 or told or _stands_alone(context, token):
            quality = 7.0 if shaped else 1.0
            yield Candidate(token.start, token.end, True, shaped, told, quality)


def _stands_alone(context: Context, token: Token) -> bool:
    """Tell whether a tagged word between borders has a usual given name's letters."""
    bordered = context.is_border(token.start - 1) and context.is_border(token.end)
    return bordered and len(token.text) == 3 and given_score(token.text[1:]) >= 1.0


def _near(context: Context, token: Token) -> Iterator[tuple[int, int]]:
    """Yield the borders to try around a tagged person: a character more or less."""
    for start in range(max(0, token.start - 1), token.end - 1):
        last = min(start + 4, token.end + 2, len(context.text))
        for end in range(max(start + 2, token.end - 1), last + 1):
            if not context.is_border(start) and not context.is_border(end - 1):
                yield start, end


def _is_han(text: str) -> bool:
    return re.fullmatch(rf"[{HAN}]+", text) is not None


def _segments(context: Context) -> Iterator[Candidate]:
    """Stand-alone stretches beside sex, ID number or phone (rosters as lines)."""
    text = context.text
    for match in _SEGMENT.finditer(text):
        least = _BESIDE_LEAST
        if certain(text, match.end()) and may_be_name(match.group()):
            model = context.is_person(match.start(), match.end())
            yield Candidate(match.start(), match.end(), model, True, True, 6.0)
        if not _PERSON_DATA.match(text, match.end()):
            if not _BEFORE_DATA.search(text, max(0, match.start() - 24), match.start()):
                continue
            least += 0.5
        minority = minority_end(text, match.start()) == match.end()
        score = name_score(match.group())
        if minority or (score > least and not is_phrase(match.group())):
            model = context.is_person(match.start(), match.end())
            quality = 9.0 if minority else score + 4
            yield Candidate(match.start(), match.end(), model, True, True, quality)
