"""Propose a policy by what a document calls itself: 公示, 处罚决定书 or 判决书.

The head of a document is asked, where its title stands (``titles`` of each policy;
English ones written together). A title that says nothing (花名册) leaves it to the
words of the text and the heads of its columns (``contents``): at least two of one
policy, and more than of any other. It is a proposal: the user decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redactor.masking.policy import Policy, load_policy, policy_names
from redactor.model import Place, TextUnit
from redactor.text.normalize import normalize

__all__ = ["KindProposal", "propose_kind"]

_HEAD_LINES, _MOST_LINES = 10, 120
_LONGEST_TITLE, _LONGEST_UNIT = 80, 2000
_FEWEST_WORDS = 2
_HEAD_PLACES = {Place.BODY, Place.TEXT_BOX, Place.HEADER, Place.TABLE}


@dataclass(frozen=True, slots=True)
class KindProposal:
    """A proposed policy and why.

    Attributes:
        policy: Name of the policy; ``general`` when nothing speaks for another.
        words: The policy's words that stand in the title, the longest first.
    """

    policy: str
    words: tuple[str, ...] = ()


def propose_kind(
    units: Iterable[TextUnit], policies: Sequence[Policy] | None = None
) -> KindProposal:
    """Return the policy whose words fill most of the document's title.

    Args:
        units: Units of the document; the first ones of the main reading count.
        policies: Policies to choose from; all that exist if None.

    Raises:
        PolicyError: A policy file is wrong.
    """
    lines = _lines(units)
    title = "\n".join(lines[:_HEAD_LINES])
    chosen = policies or tuple(load_policy(name) for name in policy_names())
    best, most = KindProposal("general"), 0
    for policy in chosen:
        words = _longest([word for word in policy.titles if word.casefold() in title])
        score = sum(_weight(word) for word in words)
        if policy.name == "general":
            score = min(score, 1)  # 通知 and 方案 say nothing against any other kind
        if score > most:
            most, best = score, KindProposal(policy.name, tuple(words))
    return best if most > 1 else _by_content("\n".join(lines), chosen) or best


def _weight(word: str) -> int:
    """Return how much a word says: a Latin letter as much as a third of a sign."""
    return -(-len(word) // 3) if word.isascii() else len(word)


def _by_content(text: str, policies: Iterable[Policy]) -> KindProposal | None:
    """Return the one policy that most words of the text speak for, None if unclear."""
    found = [
        KindProposal(policy.name, tuple(words))
        for policy in policies
        if len(words := [w for w in policy.contents if w in text]) >= _FEWEST_WORDS
    ]
    found.sort(key=lambda proposal: -len(proposal.words))
    if len(found) > 1 and len(found[0].words) == len(found[1].words):
        return None
    return found[0] if found else None


def _lines(units: Iterable[TextUnit]) -> list[str]:
    """Return the first short lines, without blanks, in small letters."""
    lines: list[str] = []
    for unit in units:
        if len(lines) >= _MOST_LINES:
            break
        if unit.reading != "main" or unit.place not in _HEAD_PLACES:
            continue
        for line in normalize(unit.text[:_LONGEST_UNIT]).text.splitlines():
            if line.strip() and (len(line) <= _LONGEST_TITLE or lines):
                lines.append("".join(line.split()).casefold())
    return lines


def _longest(words: Sequence[str]) -> list[str]:
    """Return the words without those that are part of a longer one."""
    ordered = sorted(words, key=len, reverse=True)
    return [
        word
        for index, word in enumerate(ordered)
        if not any(word in longer for longer in ordered[:index])
    ]
