"""What people decided about one file: decisions, hand-made edits, confirmations.

The review lives apart from the findings. It is bound to the file's bytes by SHA-256
and holds no personal text but the replacements of hand-made edits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from redactor.model import Decision, Edit

__all__ = ["Review"]


@dataclass(frozen=True, slots=True)
class Review:
    """Decisions of a reviewer on one file, immutable; every change gives a new one.

    Attributes:
        source_sha256: The file this review belongs to.
        decisions: Last decision by finding id; what is absent follows the policy.
        manual: Boxes and selections that a person marked.
        confirmed: Ids of hazards that a person has looked at and let pass.
        clerk: Label of the person at work.
        reviewer: Label of the second person.
    """

    source_sha256: str
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    manual: tuple[Edit, ...] = ()
    confirmed: frozenset[str] = frozenset()
    clerk: str = ""
    reviewer: str = ""

    def decide(self, decisions: Iterable[Decision]) -> "Review":
        """Return a review in which these decisions replace earlier ones."""
        merged = dict(self.decisions)
        merged.update((decision.finding_id, decision) for decision in decisions)
        return replace(self, decisions=merged)

    def apply_to(self, proposals: Iterable[Decision]) -> tuple[Decision, ...]:
        """Return the proposals with the person's decisions laid over them."""
        return tuple(self.decisions.get(p.finding_id, p) for p in proposals)
