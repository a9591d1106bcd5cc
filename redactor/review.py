"""What people decided about one file: decisions, hand-made edits, confirmations.

The review lives apart from the findings. It is bound to the file's bytes by SHA-256
and holds no personal text but the replacements of hand-made edits.

A second person signs what will happen to the file: its bytes, what is decided about
each finding (by a person or by the policy), the hand-made edits, the confirmations.
Any change of these, a change of the policy or of the rules among them, makes the
signature void. It proves to colleagues who looked, not to an adversary: it is a digest
without a key, as the names are labels.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from redactor.model import Decision, Edit

__all__ = ["Review", "SignOff", "same_person"]


@dataclass(frozen=True, slots=True)
class SignOff:
    """The second person agrees.

    Attributes:
        by: Label of the second person.
        digest: What was agreed to, see `Review.digest`.
    """

    by: str
    digest: str


def same_person(one: str, other: str) -> bool:
    """Tell whether two labels name one person: blanks, width and case do not count."""
    return _plain(one) == _plain(other)


def _plain(label: str) -> str:
    return "".join(unicodedata.normalize("NFKC", label).casefold().split())


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
        signed: The second person's signature; void when it signs something else.
        treat_new: Values that only the check of the copy finds are treated, not
            put to a person.
    """

    source_sha256: str
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    manual: tuple[Edit, ...] = ()
    confirmed: frozenset[str] = frozenset()
    clerk: str = ""
    reviewer: str = ""
    signed: SignOff | None = None
    treat_new: bool = False

    def decide(self, decisions: Iterable[Decision]) -> "Review":
        """Return a review in which these decisions replace earlier ones."""
        merged = dict(self.decisions)
        merged.update((decision.finding_id, decision) for decision in decisions)
        return replace(self, decisions=merged)

    def apply_to(self, proposals: Iterable[Decision]) -> tuple[Decision, ...]:
        """Return the proposals with the person's decisions laid over them."""
        return tuple(self.decisions.get(p.finding_id, p) for p in proposals)

    def digest(self, proposals: Iterable[Decision], policy: str) -> str:
        """Return the SHA-256 of what will happen, hexadecimal.

        Args:
            proposals: The policy's decisions on all findings of the file.
            policy: The policy's digest.
        """
        settled = sorted(
            (d.finding_id, d.action.value, d.treatment and d.treatment.value)
            for d in self.apply_to(proposals)
        )
        content = [
            self.source_sha256,
            policy,
            settled,
            [_edit_row(edit) for edit in self.manual],
            sorted(self.confirmed),
            self.treat_new,
        ]
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def sign(self, by: str, proposals: Iterable[Decision], policy: str) -> "Review":
        """Return the review signed by a second person."""
        return replace(self, signed=SignOff(by, self.digest(proposals, policy)))

    def is_signed(self, proposals: Iterable[Decision], policy: str) -> bool:
        """Tell whether a second person signed just this."""
        signed = self.signed
        if signed is None or not signed.by.strip():
            return False
        return signed.digest == self.digest(proposals, policy)


def _edit_row(edit: Edit) -> list[Any]:
    box, span = edit.region, edit.span
    return [
        edit.id,
        edit.treatment.value,
        edit.entity,
        edit.unit_id,
        span and [span.start, span.end],
        box and [box.page_index, box.x0, box.y0, box.x1, box.y1],
        edit.replacement,
    ]
