"""Finds names of persons in running text.

The tagger proposes, the grammar of names corrects its borders, and the words around
decide: two of the three must agree. Masked names (张某, 张*) are left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from redactor.detection.names.candidates import candidates, name_at
from redactor.detection.names.cells import looks_like_name
from redactor.detection.names.context import Context
from redactor.detection.names.grammar import HAN, name_score
from redactor.detection.names.lac import get_tagger
from redactor.detection.names.lexicon import is_public_figure
from redactor.detection.names.model import Candidate, NameMatch
from redactor.detection.names.roles import role_of
from redactor.detection.names.things import names_a_thing
from redactor.model import Role

__all__ = ["NameFinder"]

_HAN_CHAR = re.compile(f"[{HAN}]")
# Names set with blanks between the characters: 李 娜, 张 小 明 (and labels: 姓 名).
_SPACED = re.compile(rf"(?<![{HAN}])[{HAN}](?:[ \t]{{1,4}}[{HAN}]){{1,3}}(?![{HAN}])")
_SEPARATOR = re.compile(
    r"(?:\([^()]{1,12}\)(?=[、;,]))?(?:、|和|与|及|以及|暨|/|;|,|\s)\s?"
)
_LISTED = re.compile(rf"(?:、[{HAN}]{{2,3}}){{1,3}}、")
_PIECE = re.compile(rf"[{HAN}]{{2,3}}")
_MEMBER = re.compile(rf"[{HAN}]{{2,3}}?(?=[、,。;(]|等[,\d一二三四五六七八九十])")
_AND = ("、", "和", "与", "及")
_CERTAIN = 8.0
_MASK = re.compile(r"[某*×＊○□]|[xX]{1,2}(?![A-Za-z])")


class NameFinder:
    """Names in batches of paragraphs. The model is loaded at the first call."""

    def find(self, texts: Sequence[str]) -> list[list[NameMatch]]:
        """Return the names in each normal-form text, in order, not overlapping.

        Args:
            texts: Paragraphs or cells; many at once are faster than one by one.

        Raises:
            ModelMissingError: The tagger's model is not installed.
        """
        wanted = [i for i, text in enumerate(texts) if _HAN_CHAR.search(text)]
        found: list[list[NameMatch]] = [[] for _ in texts]
        if not wanted:
            return found
        tight = [_squeeze(texts[i]) for i in wanted]
        tagged = get_tagger().tag([text for text, _index in tight])
        for number, (text, index), tokens in zip(wanted, tight, tagged, strict=True):
            matches = _read(Context(text, tokens))
            found[number] = [_back(match, index) for match in matches]
        return found


def _squeeze(text: str) -> tuple[str, list[int]]:
    """Take the blanks out of spaced names; the index leads back."""
    index = list(range(len(text)))
    gone = {
        i
        for match in _SPACED.finditer(text)
        for i in range(match.start(), match.end())
        if text[i] in " \t"
    }
    if gone:
        index = [i for i in index if i not in gone]
        text = "".join(text[i] for i in index)
    return text, index


def _back(match: NameMatch, index: list[int]) -> NameMatch:
    start, end = index[match.start], index[match.end - 1] + 1
    return NameMatch(start, end, match.score, match.role, match.explanation)


def _read(context: Context) -> list[NameMatch]:
    chosen = _resolve(c for c in candidates(context) if _allowed(context, c))
    chosen = _enumerated(context, chosen)
    matches: list[NameMatch] = []
    for candidate in chosen:
        role = role_of(context, candidate.start, candidate.end)
        if role is Role.NONE and matches:
            role = _inherited(context, matches[-1], candidate)
        matches.append(_match(candidate, role))
    return matches


def _resolve(found: Iterator[Candidate]) -> list[Candidate]:
    """Keep the best of overlapping candidates."""
    taken: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (-c.quality, c.start, -c.end)):
        if all(candidate.end <= t.start or t.end <= candidate.start for t in taken):
            taken.append(candidate)
    return sorted(taken, key=lambda c: c.start)


def _allowed(context: Context, candidate: Candidate) -> bool:
    text = context.text
    name = text[candidate.start : candidate.end]
    if _MASK.search(name) or _MASK.match(text, candidate.end):
        return False
    if names_a_thing(text, candidate.start, candidate.end):
        return False
    if context.cue_before(candidate.start) is None and is_public_figure(
        text, candidate.start, candidate.end
    ):
        return False
    return candidate.model or candidate.context or candidate.quality >= 4


def _enumerated(context: Context, chosen: list[Candidate]) -> list[Candidate]:
    """Follow enumerations from sure names to their neighbours on both sides."""
    chosen = _together(context, chosen)
    extra: list[Candidate] = []
    covered = {i for c in chosen for i in range(c.start, c.end)}
    queue = [
        c
        for c in chosen
        if c.grammar and (c.model or c.context or c.quality >= _CERTAIN)
    ]
    while queue:
        candidate = queue.pop()
        for found in (_next(context, candidate), _previous(context, candidate)):
            if found is None or covered & set(range(found.start, found.end)):
                continue
            if _allowed(context, found):
                covered.update(range(found.start, found.end))
                extra.append(found)
                queue.append(found)
    return _between(context, sorted([*chosen, *extra], key=lambda c: c.start))


def _between(context: Context, chosen: list[Candidate]) -> list[Candidate]:
    """Add short words that stand between two names of one enumeration."""
    extra = []
    for before, after in pairwise(chosen):
        gap = _LISTED.fullmatch(context.text, before.end, after.start)
        if gap is None:
            continue
        for piece in _PIECE.finditer(context.text, *gap.span()):
            if looks_like_name(piece[0]) > 0:
                start, end = piece.span()
                extra.append(Candidate(start, end, False, False, True, 1.0))
    return sorted([*chosen, *extra], key=lambda c: c.start)


def _together(context: Context, chosen: list[Candidate]) -> list[Candidate]:
    """Give tagged persons in an enumeration the context of the one before or after."""
    done = list(chosen)
    for order in (range(1, len(done)), range(len(done) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for index in order:
            own, other = done[index], done[index + step]
            first, last = sorted((own, other), key=lambda c: c.start)
            between = context.text[first.end : last.start]
            told = other.context or (other.model and other.grammar)
            if (own.model or own.grammar) and told and between in _AND:
                done[index] = replace(own, context=True)
    return done


def _next(context: Context, candidate: Candidate) -> Candidate | None:
    match = _SEPARATOR.match(context.text, candidate.end)
    if match is None:
        return None
    loose = match.group()[-1] in ",; \t\n/"
    found = name_at(context, match.end(), lenient=not loose)
    if found is None:
        return None if loose else _odd_member(context, match.end())
    own = context.starts.get(found.start)
    if loose and own is not None and own.end == found.end and own.tag == "n":
        return None
    if loose and not (
        context.is_border(found.end)
        and name_score(context.text[found.start : found.end]) > 0.3
    ):
        return None
    return found


def _odd_member(context: Context, start: int) -> Candidate | None:
    """Return an everyday word that is the next of an enumeration (王芳、马路等)."""
    member = _MEMBER.match(context.text, start)
    if member is None or looks_like_name(member[0]) <= 0:
        return None
    return Candidate(start, member.end(), False, False, True, 1.0)


def _previous(context: Context, candidate: Candidate) -> Candidate | None:
    text = context.text
    if candidate.start < 3 or text[candidate.start - 1] not in "、和与及":
        return None
    end = candidate.start - 1
    tagged = next(
        (t for t in context.persons if t.end == end and t.start < end - 1), None
    )
    if tagged is not None:
        return Candidate(tagged.start, end, True, False, True, 4.0)
    for size in (3, 2, 4):
        start = end - size
        if start < 0 or any(context.is_border(i) for i in range(start, end)):
            continue
        if start and not context.is_border(start - 1):
            continue
        score = name_score(text[start:end])
        if score > 0:
            return Candidate(start, end, False, True, True, score + 2)
    return None


def _inherited(context: Context, before: NameMatch, candidate: Candidate) -> Role:
    """Give the role of the name before in an enumeration (副局长李棠、田屹)."""
    between = context.text[before.end : candidate.start]
    return before.role if between in ("、", "和", "与", "及", "以及") else Role.NONE


_REASONS = ("词法模型识别为人名", "姓与名的用字相符", "上下文指人")
_SCORES = {
    (True, True, True): 0.95,
    (True, True, False): 0.8,
    (False, True, True): 0.85,
    (True, False, True): 0.7,
    (False, True, False): 0.55,
    (True, False, False): 0.4,
    (False, False, True): 0.4,
    (False, False, False): 0.3,
}


def _match(candidate: Candidate, role: Role) -> NameMatch:
    agreed = (candidate.model, candidate.grammar, candidate.context)
    words = [
        word
        for yes, word in zip(
            agreed,
            _REASONS,
            strict=True,
        )
        if yes
    ]
    return NameMatch(
        candidate.start,
        candidate.end,
        _SCORES[agreed],
        role,
        "，".join(words) or "形似人名",
    )
