"""From decisions to a released copy: write, check, mend, settle.

Threat model: the writer may be wrong. So its file stays a nameless temporary until
libraries that the writer does not use have found nothing in it. What this does not do:
find a value that detection, the second reading and the reviewer all overlooked.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from redactor import progress
from redactor.detection.engine import Detector
from redactor.errors import CollateralError, ResidueError, UnreadableError
from redactor.files import file_digest, flush, temporary_beside
from redactor.formats.protocol import Document
from redactor.masking.plan import build_plan
from redactor.masking.policy import Policy
from redactor.model import (
    Action,
    Decision,
    Edit,
    Finding,
    Passwords,
    Place,
    Plan,
    Region,
    Secret,
    Span,
    TextUnit,
    Tier,
    VerificationReport,
    WriteReport,
    finding_id,
)
from redactor.ocr.model import PictureReader
from redactor.text.normalize import bare
from redactor.verification.check import (
    NewFinding,
    VerificationOutcome,
    VerifyRequest,
    verify,
)

__all__ = ["Job", "Released", "release"]

_ROUNDS = 4
_MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Job:
    """All that one release works from.

    Attributes:
        attended: People decided; what only the check finds is shown to them and not
            treated behind their back.
        settle: Called with the result and the checked file: it writes the ledger and
            gives the copy its name; its failure keeps the copy from being released.
        key: The office's secret, if there is one.
    """

    source: Path
    sha256: str
    target: Path
    passwords: Passwords
    policy: Policy
    units: tuple[TextUnit, ...] = field(repr=False)
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    manual: tuple[Edit, ...]
    attended: bool
    settle: "Callable[[Released, Path], None]"
    key: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Released:
    """What was released: the copy's digest and how it came about."""

    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    plan: Plan
    written: WriteReport
    report: VerificationReport
    sha256: str
    size: int


def release(
    document: Document,
    detector: Detector,
    job: Job,
    reader: PictureReader | None = None,
) -> Released:
    """Write, check and publish the copy.

    A copy that fails is written again with what the check taught: values that only the
    check's reading shows are treated too (unattended), pages that keep failing become
    pictures. What still fails is not released.

    Raises:
        VerificationError: The copy did not pass.
        WriteError: The copy could not be written.
        AuditError: The ledger could not be written.
    """
    rasterize: frozenset[int] = frozenset()
    for _ in range(_ROUNDS):
        plan, secrets = build_plan(
            job.sha256,
            job.units,
            job.findings,
            job.decisions,
            job.policy,
            job.manual,
            key=job.key,
        )
        plan = replace(plan, rasterize=rasterize)
        with temporary_beside(job.target) as temporary:
            progress.tell("write")
            written = document.write(plan, temporary)
            progress.tell("check")
            outcome = verify(
                _request(document, job, plan, secrets, written, temporary),
                detector.analyze_texts,
                reader,
            )
            if outcome.report.passed:
                return _publish(job, plan, written, outcome.report, temporary)
        wider = _with_new(job, outcome.new_findings)
        worse = _failed_pages(document, outcome.report) - rasterize
        if wider is None and not worse:
            break
        job = wider or job
        rasterize |= worse if wider is None else frozenset()
    raise _error(outcome, _places_of_new(document, job, outcome.new_findings))


def _request(
    document: Document,
    job: Job,
    plan: Plan,
    secrets: tuple[Secret, ...],
    written: WriteReport,
    temporary: Path,
) -> VerifyRequest:
    seen = [unit for unit in job.units if unit.place is Place.PICTURE]
    return VerifyRequest(
        source=job.source,
        written=temporary,
        format_name=document.format_name,
        secrets=secrets,
        edits=plan.edits,
        report=written,
        passwords=job.passwords,
        kept_texts=frozenset(_kept_texts(job)),
        edit_texts=_edit_texts(job, plan),
        seen_texts=tuple(
            (u.page_index, u.text) for u in job.units if u.reading == "main"
        ),
        read_pages=frozenset(u.page_index for u in seen if u.page_index is not None),
        read_pictures=any(unit.page_index is None for unit in seen),
    )


def _kept_texts(job: Job) -> Iterable[str]:
    kept = {d.finding_id for d in job.decisions if d.action is Action.KEEP}
    texts = {unit.id: unit.text for unit in job.units}
    for finding in job.findings:
        if finding.id in kept:
            yield bare(texts[finding.unit_id][finding.span.start : finding.span.end])


def _edit_texts(job: Job, plan: Plan) -> dict[str, str]:
    texts = {unit.id: unit.text for unit in job.units}
    return {
        edit.id: texts[edit.unit_id][edit.span.start : edit.span.end]
        for edit in plan.edits
        if edit.unit_id is not None and edit.span is not None
    }


def _publish(
    job: Job,
    plan: Plan,
    written: WriteReport,
    report: VerificationReport,
    temporary: Path,
) -> Released:
    flush(temporary)
    sha256, size = file_digest(temporary)
    released = Released(
        job.findings, job.decisions, plan, written, report, sha256, size
    )
    job.settle(released, temporary)
    return released


def _with_new(job: Job, found: Sequence[NewFinding]) -> Job | None:
    """Return a job that treats what only the check found, None if nothing is new."""
    if job.attended or not found:
        return None
    known = {finding.id for finding in job.findings}
    fresh = [
        finding
        for finding in _locate(job.units, {bare(n.text): n.entity for n in found})
        if finding.id not in known and not _covered(finding, job)
    ]
    if not fresh:
        return None
    decisions = [
        Decision(f.id, Action.TREAT, job.policy.treatment_of(f.entity), "check")
        for f in fresh
    ]
    return replace(
        job,
        findings=(*job.findings, *fresh),
        decisions=(*job.decisions, *decisions),
    )


def _covered(finding: Finding, job: Job) -> bool:
    return any(
        other.unit_id == finding.unit_id and other.span.contains(finding.span)
        for other in job.findings
    )


def _locate(units: Iterable[TextUnit], values: Mapping[str, str]) -> Iterable[Finding]:
    """Yield a review-tier finding for each place where a value stands in a unit."""
    for unit in units:
        if not unit.editable:
            continue
        kept = [(i, b) for i, c in enumerate(unit.text) for b in bare(c)]
        text = "".join(b for _, b in kept)
        for value, entity in values.items():
            start = text.find(value) if value else -1
            while start >= 0:
                span = Span(kept[start][0], kept[start + len(value) - 1][0] + 1)
                yield Finding(
                    finding_id(unit.id, span, entity),
                    unit.id,
                    span,
                    entity,
                    0.4,
                    Tier.REVIEW,
                    "second_reading",
                    "核验副本时由另一读取方式发现",
                )
                start = text.find(value, start + len(value))


def _failed_pages(document: Document, report: VerificationReport) -> frozenset[int]:
    """Return the pages whose places failed, for formats that can draw pages."""
    if document.page_count is None:
        return frozenset()
    pages = set()
    for check in report.checks:
        if not check.passed:
            for place in check.places:
                head = place.split("/", 1)[0]
                if head[:1] == "p" and head[1:].isdigit():
                    pages.add(int(head[1:]) - 1)
    return frozenset(p for p in pages if 0 <= p < document.page_count)


def _places_of_new(
    document: Document, job: Job, found: Sequence[NewFinding]
) -> tuple[tuple[str, str, Span, tuple[Region, ...]], ...]:
    """Return where new values stand in the source, for a person to look at.

    Entity, unit id, span and boxes; what the source's units do not show has no place.
    """
    main = [unit for unit in job.units if unit.reading == "main"]
    placed = _locate(main, {bare(n.text): n.entity for n in found})
    return tuple(
        (f.entity, f.unit_id, f.span, document.regions(f.unit_id, f.span))
        for f in itertools.islice(placed, _MOST_PLACES)
        if not _covered(f, job)
    )


def _error(
    outcome: VerificationOutcome,
    new_places: tuple[tuple[str, str, Span, tuple[Region, ...]], ...],
) -> CollateralError | ResidueError | UnreadableError:
    failed = [check for check in outcome.report.checks if not check.passed]
    context = {
        "places": sorted({place for check in failed for place in check.places}),
        "entities": sorted({e for check in failed for e in check.entities}),
        "channels": sorted({check.channel for check in failed}),
        "codes": sorted({check.code for check in failed}),
        "new_findings": sorted({(n.entity, n.place) for n in outcome.new_findings}),
        "new_places": new_places,
    }
    codes = {check.code for check in failed}
    if codes <= {"collateral"} and codes:
        return CollateralError(**context)
    if not codes or codes <= {"not_run", "unreadable"}:
        return UnreadableError(**context)
    return ResidueError(**context)
