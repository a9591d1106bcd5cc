"""Propose a policy by what a document calls itself: 公示, 处罚决定书 or 判决书.

Only the head of a document is asked, where its title stands; the words are the
policies' own (``titles``). It is a proposal: the user decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redactor.masking.policy import Policy, load_policy, policy_names
from redactor.model import Place, TextUnit
from redactor.text.normalize import normalize

__all__ = ["KindProposal", "propose_kind"]

_HEAD_UNITS = 10
_LONGEST_TITLE = 80
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
    title = _title(units)
    chosen = policies or tuple(load_policy(name) for name in policy_names())
    best, most = KindProposal("general"), 0
    for policy in chosen:
        words = [word for word in policy.titles if word in title]
        words = _longest(words)
        score = sum(len(word) for word in words)
        if policy.name == "general":
            score = min(score, 1)  # 通知 and 方案 say nothing against any other kind
        if score > most:
            most, best = score, KindProposal(policy.name, tuple(words))
    return best


def _title(units: Iterable[TextUnit]) -> str:
    lines: list[str] = []
    for unit in units:
        if len(lines) >= _HEAD_UNITS:
            break
        if unit.reading != "main" or unit.place not in _HEAD_PLACES:
            continue
        for line in normalize(unit.text).text.splitlines():
            if line.strip() and len(line) <= _LONGEST_TITLE:
                lines.append("".join(line.split()))
    return "\n".join(lines[:_HEAD_UNITS])


def _longest(words: Sequence[str]) -> list[str]:
    """Return the words without those that are part of a longer one."""
    ordered = sorted(words, key=len, reverse=True)
    return [
        word
        for index, word in enumerate(ordered)
        if not any(word in longer for longer in ordered[:index])
    ]
