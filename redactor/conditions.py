"""What has to be true of a file before it gets a copy, besides the check of the copy.

Every place was read or confirmed, two people signed where two are asked for, and no
mask can be guessed that nobody let pass.
"""

from collections.abc import Iterable, Sequence

from redactor.errors import HazardError, UnsignedError
from redactor.masking.policy import Policy
from redactor.masking.publishing import is_mask_consent
from redactor.masking.stops import TWO_PEOPLE
from redactor.masking.weakness import judge
from redactor.model import Decision, Edit, Hazard, TextUnit
from redactor.readings import Reading
from redactor.review import Review, SignOff, same_person

__all__ = ["require_read", "require_signature", "require_strong_masks"]


def require_read(reading: Reading, policy: Policy, confirmed: frozenset[str]) -> None:
    """Demand that a person has looked at every place that was not read.

    Args:
        reading: Of the file.
        policy: May let some kinds pass, but not where minors are concerned.
        confirmed: Ids of the places that a person confirmed or that vanish anyway.

    Raises:
        HazardError: Nobody looked at one of them.
    """
    unread = [
        hazard
        for hazard in reading.hazards
        if hazard.blocking
        and hazard.id not in confirmed
        and not (policy.lets_pass(hazard) and not reading.has_minors)
    ]
    if unread:
        raise HazardError(
            kinds=sorted({hazard.kind for hazard in unread}),
            places=sorted({hazard.where for hazard in unread}),
            count=sum(hazard.count for hazard in unread),
        )


def require_signature(
    review: Review | None,
    clerk: str,
    proposals: Sequence[Decision],
    policy: Policy,
    hazards: Iterable[Hazard],
) -> SignOff | None:
    """Return a valid signature, and demand one where two people are asked for.

    Args:
        review: What people decided; None when nobody was there.
        clerk: Who did the work.
        proposals: The policy's decisions, which the signature covers.
        policy: May ask for two people.
        hazards: A mark such as 内部 or a minor in the file is a question to two.

    Raises:
        UnsignedError: It is missing, void, or by the same person.
    """
    signed = review.signed if review else None
    valid = bool(review and review.is_signed(proposals, policy.digest))
    if policy.needs_two or any(hazard.kind in TWO_PEOPLE for hazard in hazards):
        if review is None:
            raise UnsignedError(reason="unattended")
        if signed is None:
            raise UnsignedError(reason="not_signed")
        if not valid:
            raise UnsignedError(reason="signature_void")
        if not clerk.strip():
            raise UnsignedError(reason="clerk_missing")
        if same_person(signed.by, clerk):
            raise UnsignedError(reason="same_person")
    return signed if valid else None


def require_strong_masks(
    units: Sequence[TextUnit],
    edits: Sequence[Edit],
    policy: Policy,
    review: Review | None,
) -> list[tuple[str, int]]:
    """Return kind and candidates left of each mask under the policy's floor.

    Raises:
        HazardError: There are some and no person let them pass.
    """
    strengths = judge(units, edits)
    weak = [one for one in strengths if one.candidates < policy.floor]
    passed = review is not None and any(map(is_mask_consent, review.confirmed))
    if weak and not passed:
        pages = {s.page_index for s in weak if s.page_index is not None}
        places = [f"p{page + 1}" for page in sorted(pages)]
        raise HazardError(kinds=["weak_mask"], places=places, count=len(weak))
    return [(s.kind, s.candidates) for s in weak]
