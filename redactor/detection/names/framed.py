"""Names that only the frame of the sentence shows, or what follows them."""

from collections.abc import Iterator

from redactor.detection.names.cells import looks_like_name
from redactor.detection.names.context import Context
from redactor.detection.names.frames import (
    certain,
    follows,
    frames,
    neighbours,
    subjects,
)
from redactor.detection.names.grammar import (
    compound_pattern,
    is_word,
    name_score,
    surname_of,
)
from redactor.detection.names.lexicon import surname_levels
from redactor.detection.names.model import Candidate

__all__ = ["framed", "is_phrase", "may_be_name"]

_FRAME_LEAST = 0.3
_SUBJECT_LEAST = 0.5
_BORDER_LEAST = -3.0
# 党员, 高中, 农技站: what else stands before sex, number or telephone in lists.
_STATUS = frozenset(
    "表单书函证簿册卡班族员职部身住届室站科办组队所局处社校院厅店厂村镇乡县"
)
# Surnames that are mostly function words: 经核对，身份证号码…; 由调查，….
_FUNCTION = frozenset("经由应须于时全从向和单计位")


def framed(context: Context) -> Iterator[Candidate]:
    """Names that only the frame of the sentence shows."""
    text = context.text
    for start, after in frames(text):
        found = _grammatical(context, start, _FRAME_LEAST, framed=True)
        if found is not None and (after is None or after.match(text, found.end)):
            yield found
    for start, end, owned in neighbours(text):
        if name_score(text[start:end]) > _BORDER_LEAST and not is_word(text[start:end]):
            model = context.is_person(start, end)
            yield Candidate(start, end, model, True, True, 9.0)
        elif owned and may_be_name(text[start:end]):
            yield Candidate(start, end, False, False, True, 1.0)
    for start in subjects(text):
        found = _grammatical(context, start, _SUBJECT_LEAST)
        if found is not None and (follows(text, found.end) or certain(text, found.end)):
            yield found
    for match in compound_pattern().finditer(text):
        found = _grammatical(context, match.start(), _FRAME_LEAST)
        if found is not None and found.end > match.end():
            yield found


def _grammatical(
    context: Context, start: int, least: float, *, framed: bool = False
) -> Candidate | None:
    """Return the name that begins here by grammar, if a word ends where it does."""
    text = context.text
    best: Candidate | None = None
    for end in range(start + 2, min(len(text), start + 4) + 1):
        if context.is_border(end - 1) or context.is_border(start):
            break
        if certain(text, end) and may_be_name(text[start:end]):
            return Candidate(start, end, False, True, True, 6.0)
        score = name_score(text[start:end])
        if score < least or context.cuts_word(end) or context.place_follows(end):
            continue
        if context.organisation_from(start):
            continue
        quality = context.quality(start, end, cued=framed) + (0.0 if framed else 1.5)
        if quality > 2.5 and (best is None or quality > best.quality):
            model = context.is_person(start, end)
            best = Candidate(start, end, model, True, True, quality)
    return best


def may_be_name(text: str) -> bool:
    """Tell whether a short text begins with a surname and is no header or office."""
    return (
        surname_levels().get(surname_of(text), 0) > 0
        and text[-1] not in _STATUS
        and looks_like_name(text) > 0
        and not is_phrase(text)
    )


def is_phrase(text: str) -> bool:
    """Tell whether a text is rather a function word with a verb (经审查)."""
    return len(text) > 2 and text[0] in _FUNCTION and name_score(text) < 0
