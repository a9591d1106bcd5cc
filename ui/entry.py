"""One file under work: plain data over the core's frozen values."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redactor.entities import Category, entity
from redactor.model import (
    Action,
    Decision,
    Edit,
    Finding,
    Hazard,
    Passwords,
    Region,
    Span,
    TextUnit,
    Treatment,
)
from redactor.results import RedactResult, ScanResult
from redactor.review import Review
from ui.stages import PreCheck, Stage

if TYPE_CHECKING:  # they take long to import, and the first paint waits
    from redactor.masking.policy import Policy
    from redactor.masking.publishing import PublishingCheck

__all__ = ["MANUAL", "FileEntry", "PreCheck", "Stage"]

# recognizer of what stands for a hand-made mark in the list
MANUAL = "manual"


@dataclass(slots=True, eq=False, repr=False)
class FileEntry:
    """One file in the window.

    Attributes:
        number: Unique in this run.
        fraction: How far a search or an export is, 0 to 1.
        code: Error code of a problem, with its plain context.
        page_sizes: Known before the search ends.
        policy: The rule book of the search, once it is known.
        kind: Name of the rule book that the title speaks for, empty when it says none.
        chosen: Name of the rule book chosen for this file, empty for the usual one.
        clean: Name of the copy where the file's own holds personal data, empty where it
            does not, None while that is not known.
        located: Boxes of hand-made text marks by edit id (page formats).
        by_page: Boxes with their findings by zero-based page.
        by_unit: Findings by unit id.
        by_category: Number of findings a category.
        outline_units: Text shown before the search ends (formats without pages).
    """

    number: int
    path: Path
    stage: Stage = Stage.WAITING
    fraction: float = 0.0
    passwords: Passwords = field(default_factory=Passwords)
    code: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    format_name: str = ""
    page_sizes: tuple[tuple[float, float], ...] = ()
    by_category: Counter[Category] = field(default_factory=Counter)
    outline_units: tuple[TextUnit, ...] = field(default=(), repr=False)
    scan: ScanResult | None = None
    policy: "Policy | None" = None
    review: Review = field(default_factory=lambda: Review(""))
    result: RedactResult | None = None
    delivered: Review | None = None
    pre: PreCheck | None = None
    kind: str = ""
    clean: str | None = None
    chosen: str = ""
    located: dict[str, tuple[Region, ...]] = field(default_factory=dict)
    by_page: dict[int, list[tuple[Finding, Region]]] = field(default_factory=dict)
    by_unit: dict[str, list[Finding]] = field(default_factory=dict)
    _counted: tuple[Review, Counter[Action]] | None = None
    _signed: tuple[Review, ScanResult, str] | None = None
    _units: dict[str, TextUnit] = field(default_factory=dict, repr=False)
    _proposals: dict[str, Decision] = field(default_factory=dict)
    _by_id: dict[str, Finding] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the search found, in reading order."""
        return self.scan.findings if self.scan else ()

    @property
    def units(self) -> Sequence[TextUnit]:
        """The text of the main reading."""
        if self.scan is None:
            return self.outline_units
        return [u for u in self.scan.units if u.reading == "main"]

    @property
    def hazards(self) -> tuple[Hazard, ...]:
        """Places that were not read."""
        return self.scan.hazards if self.scan else ()

    @property
    def open_hazards(self) -> list[Hazard]:
        """Blocking places that nobody has confirmed yet."""
        done = self.review.confirmed
        return [h for h in self.hazards if h.blocking and h.id not in done]

    @property
    def check(self) -> "PublishingCheck | None":
        """The check before publication, if it judges the present state."""
        if self.pre is None or not self.pre.fits(self.scan, self.review):
            return None
        return self.pre.check

    @property
    def policy_digest(self) -> str:
        """Digest of the rule book in force, empty while it is not known."""
        return self.policy.digest if self.policy else ""

    @property
    def signed_by(self) -> str:
        """Who signed the present decisions as second person, empty if nobody did."""
        scan, review = self.scan, self.review
        if scan is None or review.signed is None or not self.policy_digest:
            return ""
        if (
            self._signed is None
            or self._signed[0] is not review
            or self._signed[1] is not scan
        ):
            valid = review.is_signed(scan.proposals, self.policy_digest)
            self._signed = (review, scan, review.signed.by if valid else "")
        return self._signed[2]

    @property
    def undelivered(self) -> bool:
        """True when there is work that no copy holds yet."""
        return self.scan is not None and self.delivered is not self.review

    def take_scan(self, scan: ScanResult) -> None:
        """Set the result of a search; a review of the same bytes stays."""
        self.scan = scan
        self.format_name = scan.format_name
        self.page_sizes = scan.page_sizes
        self._units = {unit.id: unit for unit in scan.units}
        self._proposals = {p.finding_id: p for p in scan.proposals}
        self._by_id = {f.id: f for f in scan.findings}
        if self.review.source_sha256 != scan.sha256:
            self.review = Review(scan.sha256)
        self._counted = None
        self._index()
        self.stage = Stage.READY
        self.code, self.context, self.result = "", {}, None

    def take_first_look(
        self, hits: Iterable[tuple[Finding, tuple[Region, ...]]]
    ) -> None:
        """Draw these too until the search is done; they are not listed nor decided."""
        for finding, regions in hits:
            shown = Decision(finding.id, Action.TREAT, Treatment.COVER)
            self._proposals[finding.id] = shown
            for region in regions:
                self.by_page.setdefault(region.page_index, []).append((finding, region))

    def forget_content(self) -> None:
        """Drop all text and pages: the file bears a mark of state secrecy."""
        self.scan, self.outline_units, self.page_sizes = None, (), ()
        self.by_page, self.by_unit, self._units = {}, {}, {}
        self._proposals, self._by_id, self._counted = {}, {}, None

    def finding(self, finding_id: str) -> Finding | None:
        """Return a finding by id."""
        return self._by_id.get(finding_id)

    def mark(self, edit_id: str) -> Edit | None:
        """Return a hand-made mark by id."""
        return next((e for e in self.review.manual if e.id == edit_id), None)

    def unit(self, unit_id: str) -> TextUnit | None:
        """Return a unit by id."""
        return self._units.get(unit_id)

    def text_of(self, finding: Finding) -> str:
        """Return what a finding says. Personal: for the screen only."""
        unit = self._units.get(finding.unit_id)
        if unit is None:  # a box that was drawn by hand
            return ""
        return unit.text[finding.span.start : finding.span.end]

    def page_of(self, finding: Finding) -> int | None:
        """Return the zero-based page of a finding."""
        regions = self.regions_of(finding)
        if regions:
            return regions[0].page_index
        unit = self._units.get(finding.unit_id)
        return unit.page_index if unit is not None else None

    def regions_of(self, finding: Finding) -> tuple[Region, ...]:
        """Return a finding's or a hand-made mark's boxes (page formats)."""
        if finding.recognizer == MANUAL:
            mark = self.mark(finding.id)
            own = (mark.region,) if mark is not None and mark.region else ()
            return own or self.located.get(finding.id, ())
        return tuple(self.scan.regions.get(finding.id, ())) if self.scan else ()

    def decision(self, finding: Finding) -> Decision:
        """Return the person's decision or the policy's."""
        decided = self.review.decisions.get(finding.id)
        if decided is not None:
            return decided
        if finding.recognizer == MANUAL:
            mark = self.mark(finding.id)
            treatment = mark.treatment if mark is not None else None
            return Decision(finding.id, Action.TREAT, treatment, MANUAL)
        proposal = self._proposals.get(finding.id)
        return proposal or Decision(finding.id, Action.ASK)

    def treatment_of(self, finding: Finding) -> Treatment:
        """Return how a finding is treated when it is accepted."""
        decided = self.decision(finding).treatment
        if decided is not None:
            return decided
        if self.policy is None:
            return Treatment.COVER
        return self.policy.treatment_of(finding.entity, finding.role)

    def undecided(self) -> list[Finding]:
        """Return the findings that wait for a person."""
        return [f for f in self.findings if self.decision(f).action is Action.ASK]

    @property
    def waiting(self) -> int:
        """Number of findings that wait for a person."""
        return self.counts[Action.ASK]

    @property
    def counts(self) -> Counter[Action]:
        """Number of findings by what is decided about them; counted once a review."""
        if self._counted is None or self._counted[0] is not self.review:
            decided = self.review.decisions
            counts = Counter(p.action for p in self._proposals.values())
            for number, decision in decided.items():
                before = self._proposals.get(number)
                if before is not None:
                    counts[before.action] -= 1
                    counts[decision.action] += 1
            self._counted = (self.review, counts)
        return self._counted[1]

    def same_value(self, finding: Finding) -> list[Finding]:
        """Return all findings of the file with the same entity and text."""
        text = self.text_of(finding)
        return [
            f
            for f in self.findings
            if f.entity == finding.entity and self.text_of(f) == text
        ]

    def same_column(self, finding: Finding) -> list[Finding]:
        """Return the findings of the same entity in the same column of a table."""
        unit = self.unit(finding.unit_id)
        if unit is None or unit.cell is None:
            return []
        place = unit.cell.table, unit.cell.column
        return [
            other
            for other in self.findings
            if other.entity == finding.entity
            and (cell := self._units[other.unit_id].cell) is not None
            and (cell.table, cell.column) == place
        ]

    def manual_boxes(self) -> dict[int, list[tuple[Edit, Region]]]:
        """Return the boxes of hand-made marks by zero-based page."""
        pages: dict[int, list[tuple[Edit, Region]]] = {}
        for edit in self.review.manual:
            boxes = (edit.region,) if edit.region else self.located.get(edit.id, ())
            for box in boxes:
                pages.setdefault(box.page_index, []).append((edit, box))
        return pages

    def unlocated(self) -> dict[str, tuple[str, Span]]:
        """Return the hand-made text marks whose boxes are not known yet."""
        return {
            edit.id: (edit.unit_id, edit.span)
            for edit in self.review.manual
            if edit.unit_id and edit.span and edit.id not in self.located
        }

    def _index(self) -> None:
        self.by_page, self.by_unit = {}, {}
        kinds = Counter(finding.entity for finding in self.findings)
        self.by_category = Counter()
        for name, count in kinds.items():
            self.by_category[entity(name).category] += count
        for finding in self.findings:
            self.by_unit.setdefault(finding.unit_id, []).append(finding)
            for region in self.regions_of(finding):
                self.by_page.setdefault(region.page_index, []).append((finding, region))
