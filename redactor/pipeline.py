"""The two functions that every front calls: `scan` and `redact`.

Both take and give frozen, picklable values, so that they run in a process pool. Both
may block for long; neither touches the input file.

`redact` is the only way to a released copy: read, detect, decide, write to a temporary
file beside the target, check that file with other libraries, note it in the ledger,
and only then give it its name. Killed at any moment it leaves no half-written copy.
"""

import os
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from redactor.audit.ledger import Ledger
from redactor.audit.record import build_record
from redactor.conditions import require_read, require_signature, require_strong_masks
from redactor.detection.engine import get_detector
from redactor.errors import (
    AuditError,
    InputError,
    OutputExistsError,
    PlanError,
    RedactorError,
    StalePlanError,
    UndecidedError,
    UnsignedError,
    VerificationError,
)
from redactor.files import file_digest, take_over
from redactor.formats.protocol import Document
from redactor.formats.registry import open_document
from redactor.masking.joint import Trace, traces
from redactor.masking.office_key import read_office_key
from redactor.masking.plan import propose_for
from redactor.masking.plan import settle as settle_decisions
from redactor.masking.policy import Policy, load_policy
from redactor.model import Action, Decision, Finding
from redactor.naming import clean_target
from redactor.publication import finish, forms, settle
from redactor.readings import (
    Reading,
    picture_reader,
    read,
    regions_of,
    seen_boxes,
)
from redactor.release import Job, Released, release
from redactor.results import (
    RedactRequest,
    RedactResult,
    ScanRequest,
    ScanResult,
    Status,
    Waiting,
)
from redactor.unread import settled

__all__ = ["redact", "scan"]


def scan(request: ScanRequest) -> ScanResult:
    """Search one file for personal information. Writes nothing.

    Raises:
        RedactorError: The file cannot be read or searched; see `redactor.errors`.
    """
    started = time.perf_counter()
    sha256, size = file_digest(request.path)
    policy = load_policy(request.policy or request.settings.policy)
    detector = get_detector(request.settings.detection)
    reader = picture_reader(request.settings)
    with open_document(
        request.path, passwords=request.passwords, reader=reader
    ) as document:
        reading = read(document, detector)
        pages = document.page_count
        return ScanResult(
            path=request.path,
            sha256=sha256,
            size=size,
            format_name=document.format_name,
            page_count=pages,
            page_sizes=tuple(document.page_size(i) for i in range(pages or 0)),
            units=reading.units,
            findings=reading.findings,
            regions=regions_of(document, reading.findings),
            proposals=_proposals(reading, policy),
            hazards=reading.hazards,
            removals=reading.removals,
            policy=policy.name,
            versions=dict(detector.versions),
            seconds=time.perf_counter() - started,
            seen=seen_boxes(document, reading.units),
        )


def redact(request: RedactRequest) -> RedactResult:
    """Write, check, note and release the copy of one file; never raises a known error.

    What went wrong stands in the result: withheld (the check or an unread place),
    refused (the input or the target), failed (the machine).
    """
    started = time.perf_counter()
    run = _Run(request)
    try:
        result = run.go()
    except RedactorError as error:
        result = run.stopped(error)
    return replace(result, seconds=time.perf_counter() - started)


class _Run:
    """One call of `redact`: what is known so far, so that any end can be noted."""

    def __init__(self, request: RedactRequest) -> None:
        self.request = request
        self.known: dict[str, Any] = {}
        self.reading: Reading | None = None
        self.kept: tuple[dict[str, Any], Waiting | None] | None = None
        self._target = request.target
        self._key: bytes | None = None

    def go(self) -> RedactResult:
        request = self.request
        if request.ledger is not None:
            for target in forms(request.target):
                finish(target, Ledger(request.ledger))
        if request.target.exists():
            raise OutputExistsError()
        sha256, size = file_digest(request.path)
        self.known.update(source_sha256=sha256, source_size=size)
        if request.review and request.review.source_sha256 != sha256:
            raise StalePlanError()
        policy = load_policy(request.policy or request.settings.policy)
        if request.settings.same_names:
            policy = policy.with_shared_names()
        self._key = read_office_key()
        detector = get_detector(request.settings.detection)
        self.known.update(policy=policy, versions=detector.versions)
        reader = picture_reader(request.settings)
        with open_document(
            request.path, passwords=request.passwords, reader=reader
        ) as document:
            self.known["pages"] = document.page_count
            reading = self.reading = read(document, detector)
            self._require_no_hazard(document, reading, policy)
            job = self._job(document, reading, policy, sha256)
            done = release(document, detector, job, reader)
            return self._released(job, done)

    def _require_no_hazard(
        self, document: Document, reading: Reading, policy: Policy
    ) -> None:
        review = self.request.review
        confirmed = review.confirmed if review else frozenset()
        confirmed |= self._settled(document, reading, policy)
        require_read(reading, policy, confirmed)

    def _settled(
        self, document: Document, reading: Reading, policy: Policy
    ) -> frozenset[str]:
        """Return the unread places that go with what is treated around them."""
        if not any(h.blocking and h.regions for h in reading.hazards):
            return frozenset()
        decisions = _proposals(reading, policy)
        if self.request.review:
            decisions = self.request.review.apply_to(decisions)
        stay = {d.finding_id for d in decisions if d.action is Action.KEEP}
        going = (finding for finding in reading.findings if finding.id not in stay)
        return settled(reading.hazards, regions_of(document, going).values())

    def _job(
        self, document: Document, reading: Reading, policy: Policy, sha256: str
    ) -> Job:
        review = self.request.review
        self._target = self.request.target.with_suffix(f".{document.format_name}")
        proposals = _proposals(reading, policy)
        self._take_signature(proposals, policy)
        if review:
            decisions = review.apply_to(proposals)
        else:
            decisions = settle_decisions(proposals, reading.findings, policy)
        key = self._key if policy.pseudonyms.style == "keyed" else None
        self._target = clean_target(
            self._target,
            reading.units,
            reading.findings,
            decisions,
            key,
            lambda path: any(map(os.path.lexists, forms(path))),
        )
        return Job(
            source=self.request.path,
            sha256=sha256,
            target=self._target,
            passwords=self.request.passwords,
            policy=policy,
            units=reading.units,
            findings=reading.findings,
            decisions=decisions,
            manual=review.manual if review else (),
            attended=review is not None and not review.treat_new,
            settle=self._settle,
            key=self._key,
        )

    def _take_signature(self, proposals: tuple[Decision, ...], policy: Policy) -> None:
        """Note a valid signature, and demand one where the policy or the file does."""
        review, settings = self.request.review, self.request.settings
        clerk = (review.clerk if review else "") or settings.clerk
        hazards = self.reading.hazards if self.reading else ()
        signed = require_signature(review, clerk, proposals, policy, hazards)
        if signed is not None:
            self.known["signoff"] = signed

    def _settle(self, released: Released, temporary: Path) -> None:
        self._require_strong_masks(released)
        record = self._record(Status.RELEASED, released=released)
        target = self._target
        if self.request.ledger is not None:
            settle(temporary, target, Ledger(self.request.ledger), record)
            return
        checked = temporary.with_suffix(".checked")
        take_over(temporary, checked)
        self.kept = record, Waiting(checked, target)

    def _require_strong_masks(self, released: Released) -> None:
        """Note masks under the policy's floor; without a person's word they stop it."""
        policy, reading = self.known.get("policy"), self.reading
        if policy is not None and reading is not None:
            self.known["weak_masks"] = require_strong_masks(
                reading.units, released.plan.edits, policy, self.request.review
            )

    def _released(self, job: Job, done: Released) -> RedactResult:
        actions = {d.finding_id: d.action for d in done.decisions}
        treated = [f for f in done.findings if actions[f.id] is Action.TREAT]
        kept = [f for f in done.findings if actions[f.id] is Action.KEEP]
        reading = self.reading
        record, waiting = self.kept or (None, None)
        return RedactResult(
            path=self.request.path,
            status=Status.RELEASED,
            output=None if waiting else job.target,
            entities=_counts(treated),
            kept=_counts(kept),
            hazards=reading.hazards if reading else (),
            removals=done.written.removals,
            report=done.report,
            rasterized=tuple(sorted(done.written.rasterized)),
            nothing_found=not done.findings and not job.manual,
            source_sha256=job.sha256,
            copy_sha256=done.sha256,
            record=record,
            waiting=waiting,
            traces=self._traces(job, done),
        )

    def _traces(self, job: Job, done: Released) -> tuple[Trace, ...]:
        if self._key is None:
            return ()
        return traces(job.units, done.findings, done.plan.edits, self._key)

    def stopped(self, error: RedactorError) -> RedactResult:
        """Return the result of an error, and note it in the ledger."""
        status = _status_of(error)
        reading = self.reading
        if not isinstance(error, AuditError):
            try:
                self._note(self._record(status, code=error.code))
            except AuditError as broken:
                # without a ledger nothing counts as done; the first cause stays known
                error, status = broken, Status.FAILED
        return RedactResult(
            path=self.request.path,
            status=status,
            code=error.code,
            context=error.context,
            entities=_counts(reading.findings) if reading else {},
            hazards=reading.hazards if reading else (),
            removals=reading.removals if reading else (),
            new_findings=tuple(error.context.get("new_findings", ())),
            source_sha256=self.known.get("source_sha256", ""),
            record=self.kept[0] if self.kept else None,
        )

    def _note(self, record: dict[str, Any]) -> None:
        if self.request.ledger is None:
            self.kept = record, None
        else:
            Ledger(self.request.ledger).append(record)

    def _record(
        self, status: Status, *, code: str = "", released: Released | None = None
    ) -> dict[str, Any]:
        settings, review = self.request.settings, self.request.review
        return build_record(
            status=status.value,
            code=code,
            path=self.request.path,
            operator=(review.clerk if review else "") or settings.clerk,
            reviewer=review.reviewer if review else "",
            office=settings.office,
            reading=self.reading,
            released=released,
            confirmed=review.confirmed if review else (),
            run=self.request.run,
            people=review.decisions.values() if review and released is None else (),
            **self.known,
        )


def _proposals(reading: Reading, policy: Policy) -> tuple[Decision, ...]:
    return propose_for(reading.units, reading.findings, policy)


def _counts(findings: Iterable[Finding]) -> Mapping[str, int]:
    return dict(sorted(Counter(finding.entity for finding in findings).items()))


def _status_of(error: RedactorError) -> Status:
    if isinstance(error, (VerificationError, UndecidedError, UnsignedError)):
        return Status.WITHHELD
    if isinstance(error, (InputError, OutputExistsError, PlanError)):
        return Status.REFUSED
    return Status.FAILED
