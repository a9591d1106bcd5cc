"""The check before publication, made for a worker process while a clerk looks on.

`redactor.masking.publishing` judges what `redactor.pipeline.redact` would do with the
same decisions. What still waits for a person is judged as if it were treated, and told
as open. Nothing is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from redactor.masking.office_key import office_key
from redactor.masking.plan import build_plan
from redactor.masking.policy import Policy, load_policy
from redactor.masking.publishing import PublishingCheck, publishing_check
from redactor.model import Action, Decision
from redactor.results import ScanResult
from redactor.review import Review

__all__ = ["CheckRequest", "precheck"]


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """Judge one file as it is decided now.

    Attributes:
        scan: What was found; its regions are not needed.
        review: Decisions of people.
        policy: Name or path of the policy in force.
        same_names: One pseudonym a person in all files.
        words: Another language's words for the check's Chinese ones.
    """

    scan: ScanResult = field(repr=False)
    review: Review
    policy: str
    same_names: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


def precheck(request: CheckRequest) -> PublishingCheck:
    """Return the check of one file. May take a second on a long roster.

    Raises:
        RedactorError: The policy cannot be read or no plan can be made.
    """
    scan, review = request.scan, request.review
    policy = load_policy(request.policy)
    if request.same_names:
        policy = policy.with_shared_names()
    key = office_key()
    decisions = review.apply_to(scan.proposals)
    plan, _ = build_plan(
        scan.sha256,
        scan.units,
        scan.findings,
        _as_treated(decisions, scan, policy),
        policy,
        review.manual,
        key=key,
    )
    return publishing_check(
        scan.units,
        scan.findings,
        decisions,
        plan,
        policy,
        hazards=scan.hazards,
        removals=scan.removals,
        key=key,
        words=request.words,
    )


def _as_treated(
    decisions: tuple[Decision, ...], scan: ScanResult, policy: Policy
) -> tuple[Decision, ...]:
    """Return the decisions with what is asked about treated as the policy proposes."""
    by_id = {finding.id: finding for finding in scan.findings}
    settled = []
    for decision in decisions:
        if decision.action is Action.ASK:
            finding = by_id[decision.finding_id]
            treatment = policy.treatment_of(finding.entity, finding.role)
            decision = replace(decision, action=Action.TREAT, treatment=treatment)
        settled.append(decision)
    return tuple(settled)
