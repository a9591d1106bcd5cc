"""From findings to a plan: propose decisions, then join what was decided into edits.

`propose` asks the policy; a person's decisions come between; `build_plan` makes the
edits. Overlapping edits become one over their union, so that no tail of a value stays.
Every value that goes is also given as a `Secret`, for the check of the written copy.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from redactor.errors import PlanError, PolicyError, UndecidedError
from redactor.masking.joining import Piece, join
from redactor.masking.operators import (
    DEFAULT_OPERATORS,
    FULL_MASK,
    block,
    replacement,
    unchanged,
)
from redactor.masking.policy import Policy, Pseudonyms, Unattended
from redactor.masking.pseudonyms import NameBook
from redactor.masking.weakness import weak_edits
from redactor.model import (
    Action,
    Decision,
    Edit,
    Finding,
    Plan,
    Secret,
    TextUnit,
    Treatment,
)
from redactor.text.normalize import bare

__all__ = ["build_plan", "propose", "propose_for", "settle"]


def propose(findings: Iterable[Finding], policy: Policy) -> tuple[Decision, ...]:
    """Return the policy's decision on each finding, in their order.

    A finding that the policy would treat but that is less sure than ``ask_below`` is
    put to a person (ASK). With nobody there, `settle` ends the asking.
    """
    return tuple(_proposal(finding, policy) for finding in findings)


def _proposal(finding: Finding, policy: Policy) -> Decision:
    rule = policy.rule_for(finding)
    if rule.action is Action.KEEP:
        return Decision(finding.id, Action.KEEP, note=rule.note)
    if rule.action is Action.ASK or finding.tier < policy.ask_below:
        return Decision(finding.id, Action.ASK, note=rule.note)
    return Decision(finding.id, Action.TREAT, rule.treatment, note=rule.note)


def propose_for(
    units: Iterable[TextUnit], findings: Iterable[Finding], policy: Policy
) -> tuple[Decision, ...]:
    """Return `propose` over a whole file: nobody is asked about what vanishes anyway.

    Args:
        units: All units of the file.
        findings: Its findings.
        policy: The policy in force.
    """
    fixed = {unit.id for unit in units if not unit.editable}
    settled = []
    for finding in findings:
        decision = _proposal(finding, policy)
        if decision.action is Action.ASK and finding.unit_id in fixed:
            treatment = policy.treatment_of(finding.entity, finding.role)
            decision = replace(decision, action=Action.TREAT, treatment=treatment)
        settled.append(decision)
    return tuple(settled)


def settle(
    decisions: Iterable[Decision], findings: Iterable[Finding], policy: Policy
) -> tuple[Decision, ...]:
    """Decide what is still asked, because nobody can be: treat it, or stop.

    Raises:
        UndecidedError: The policy wants a person for at least one of them.
    """
    by_id = {finding.id: finding for finding in findings}
    settled = []
    stopped: Counter[str] = Counter()
    for decision in decisions:
        if decision.action is Action.ASK:
            finding = by_id[decision.finding_id]
            rule = policy.rule_for(finding)
            if rule.unattended is Unattended.STOP:
                stopped[finding.entity] += 1
            treatment = policy.treatment_of(finding.entity, finding.role)
            decision = replace(decision, action=Action.TREAT, treatment=treatment)
        settled.append(decision)
    if stopped:
        raise UndecidedError(count=stopped.total(), entities=sorted(stopped))
    return tuple(settled)


@dataclass(frozen=True, slots=True)
class _Going:
    """A finding that goes, with its text."""

    finding: Finding
    treatment: Treatment
    operator: str
    text: str = field(repr=False)


def build_plan(  # noqa: PLR0913 -- all are inputs of one pure step
    sha256: str,
    units: Sequence[TextUnit],
    findings: Sequence[Finding],
    decisions: Sequence[Decision],
    policy: Policy,
    manual: tuple[Edit, ...] = (),
    *,
    key: bytes | None = None,
) -> tuple[Plan, tuple[Secret, ...]]:
    """Return the edits of one file and the values that they take away.

    Args:
        sha256: Digest of the input, lower-case hexadecimal.
        units: All units of the file, of every reading.
        findings: All findings.
        decisions: At least one for each finding; the last one counts.
        policy: For masks and the writer's switches.
        manual: Boxes and selections that a person marked.
        key: The office's secret, for keyed pseudonyms.

    Raises:
        UndecidedError: A finding is still asked about.
        PolicyError: The policy wants keyed names and there is no key.
        PlanError: A finding has no decision, or a span lies outside its unit.
    """
    texts = {unit.id: unit for unit in units}
    settled = {decision.finding_id: decision for decision in decisions}
    going = _going(findings, settled, texts, policy)
    book = _book(going, policy, key)
    pieces = [_piece(item, book) for item in going]
    pieces += [_manual_piece(edit, texts) for edit in manual if edit.span]
    editable = {unit.id for unit in units if unit.editable}
    edits = join([piece for piece in pieces if piece.unit_id in editable])
    edits = _widened(edits, units, policy.floor)
    boxes = tuple(edit for edit in manual if edit.region is not None)
    plan = Plan(sha256, (*edits, *boxes), dict(policy.options))
    words = [piece for piece in pieces if not texts[piece.unit_id].shows]
    return plan, _secrets(words, _staying(findings, settled, edits, texts), edits)


def _going(
    findings: Iterable[Finding],
    settled: Mapping[str, Decision],
    units: Mapping[str, TextUnit],
    policy: Policy,
) -> list[_Going]:
    """Return the findings that go; raises for one that waits or has no place."""
    going = []
    asked: Counter[str] = Counter()
    for finding in findings:
        decision = settled.get(finding.id)
        unit = units.get(finding.unit_id)
        if decision is None or unit is None or finding.span.end > len(unit.text):
            reason = "no_decision" if decision is None else "no_place"
            raise PlanError(reason=reason, entity=finding.entity)
        if decision.action is Action.ASK:
            asked[finding.entity] += 1
        if decision.action is not Action.TREAT or not len(finding.span):
            continue
        treatment = decision.treatment or policy.treatment_of(
            finding.entity, finding.role
        )
        operator = policy.rule_for(finding).operator or DEFAULT_OPERATORS.get(
            finding.entity, "full"
        )
        text = unit.text[finding.span.start : finding.span.end]
        if treatment is Treatment.DEIDENTIFY and unchanged(operator, text):
            continue
        going.append(_Going(finding, treatment, operator, text))
    if asked:
        raise UndecidedError(count=asked.total(), entities=sorted(asked))
    return going


def _widened(
    edits: tuple[Edit, ...], units: Sequence[TextUnit], floor: int
) -> tuple[Edit, ...]:
    """Hide the whole number where a mask leaves fewer candidates than the policy's."""
    weak = weak_edits(units, edits, floor)
    return tuple(
        replace(edit, replacement=FULL_MASK) if edit.id in weak else edit
        for edit in edits
    )


def _book(going: Iterable[_Going], policy: Policy, key: bytes | None) -> NameBook:
    names = [item.text for item in going if item.finding.entity == "PERSON"]
    if names and policy.pseudonyms.style == "keyed" and not key:
        raise PolicyError(file=policy.name, line=0, reason="缺少本单位密钥")
    if not names:
        return NameBook((), Pseudonyms())
    return NameBook(names, policy.pseudonyms, key)


def _piece(item: _Going, book: NameBook) -> Piece:
    finding = item.finding
    mask = replacement(item.treatment, finding.entity, item.operator, item.text, book)
    return Piece(
        finding.id,
        finding.unit_id,
        finding.span,
        item.treatment,
        finding.entity,
        mask,
        item.text,
    )


def _manual_piece(edit: Edit, units: Mapping[str, TextUnit]) -> Piece:
    unit = units.get(edit.unit_id or "")
    if unit is None or edit.span is None or edit.span.end > len(unit.text):
        raise PlanError(reason="no_place", entity=edit.entity)
    text = unit.text[edit.span.start : edit.span.end]
    mask = edit.replacement
    if edit.treatment is not Treatment.DELETE and (
        not mask or (bare(text) and bare(text) in bare(mask))
    ):
        mask = block(edit.entity)
    return Piece(edit.id, unit.id, edit.span, edit.treatment, edit.entity, mask, text)


def _staying(
    findings: Iterable[Finding],
    settled: Mapping[str, Decision],
    edits: Sequence[Edit],
    units: Mapping[str, TextUnit],
) -> dict[str, list[str]]:
    """Return the bare texts that were decided to stay, by reading.

    A kept finding that an edit touches does not stay whole, so it does not count.
    """
    touched: dict[str, list[Edit]] = {}
    for edit in edits:
        touched.setdefault(edit.unit_id or "", []).append(edit)
    staying: dict[str, list[str]] = {}
    for finding in findings:
        if settled[finding.id].action is not Action.KEEP:
            continue
        near = touched.get(finding.unit_id, ())
        if any(e.span and e.span.overlaps(finding.span) for e in near):
            continue
        unit = units[finding.unit_id]
        text = bare(unit.text[finding.span.start : finding.span.end])
        staying.setdefault(unit.reading, []).append(text)
    return staying


def _secrets(
    pieces: Iterable[Piece],
    staying: Mapping[str, list[str]],
    edits: Iterable[Edit],
) -> tuple[Secret, ...]:
    """Return one secret a distinct value, with how often it may still stand.

    A value may stand where a finding was decided to stay, and inside the masks of
    other values (a township that another address keeps).
    """
    shown = Counter(edit.replacement for edit in edits)
    masks = "\0".join("\0".join([bare(mask)] * n) for mask, n in shown.items())
    stay = ["\0".join(texts) for texts in staying.values()]
    secrets: dict[tuple[str, str], Secret] = {}
    for piece in pieces:
        if (piece.entity, piece.text) in secrets:
            continue
        value = bare(piece.text)
        if not value:
            continue
        kept = max((text.count(value) for text in stay), default=0)
        kept += masks.count(value)
        secrets[piece.entity, piece.text] = Secret(
            piece.entity, piece.text, piece.replacement, kept
        )
    return tuple(secrets.values())
