"""What goes into `scan` and `redact`, and what comes out."""

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from redactor.model import (
    Decision,
    Finding,
    Hazard,
    Passwords,
    Region,
    Removal,
    Span,
    TextUnit,
    VerificationReport,
)
from redactor.review import Review
from redactor.settings import Settings

__all__ = [
    "RedactRequest",
    "RedactResult",
    "ScanRequest",
    "ScanResult",
    "Status",
    "Waiting",
    "plain_context",
]


class Status(StrEnum):
    """How the work on one file ended."""

    RELEASED = "released"
    WITHHELD = "withheld"
    REFUSED = "refused"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """Search one file.

    Attributes:
        policy: Name or path of a policy; None takes the settings' one.
    """

    path: Path
    settings: Settings = field(default_factory=Settings)
    passwords: Passwords = field(default_factory=Passwords)
    policy: str | None = None


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What was found in one file.

    Attributes:
        regions: Boxes by finding id, for formats with pages.
        proposals: The policy's decision on each finding, in the order of findings.
        page_sizes: Width and height of each displayed page in points.
        seconds: Wall time of the scan.
        seen: Boxes of the characters of units that were read from pictures: four
            coordinates each, since only the search reads pictures. Points of the page,
            or pixels of a Word file's picture.
    """

    path: Path
    sha256: str
    size: int
    format_name: str
    page_count: int | None
    page_sizes: tuple[tuple[float, float], ...]
    units: tuple[TextUnit, ...] = field(repr=False)
    findings: tuple[Finding, ...]
    regions: Mapping[str, tuple[Region, ...]] = field(repr=False)
    proposals: tuple[Decision, ...]
    hazards: tuple[Hazard, ...]
    removals: tuple[Removal, ...]
    policy: str
    versions: Mapping[str, str]
    seconds: float
    seen: Mapping[str, "array[float]"] = field(default_factory=dict, repr=False)

    def seen_regions(self, unit_id: str, span: Span) -> tuple[Region, ...]:
        """Return one box a line for a span of a unit that was read from a picture.

        Raises:
            KeyError: The unit was not read from the picture of a page.
        """
        values = self.seen[unit_id]
        page = next(unit.page_index for unit in self.units if unit.id == unit_id)
        boxes: list[Region] = []
        for at in range(4 * span.start, min(4 * span.end, len(values)), 4):
            x0, y0, x1, y1 = values[at : at + 4]
            if x0 == x1:
                continue
            last = boxes[-1] if boxes else None
            if last and last.y0 < (y0 + y1) / 2 < last.y1 and x0 >= last.x0:
                boxes[-1] = Region(
                    last.page_index,
                    last.x0,
                    min(last.y0, y0),
                    max(last.x1, x1),
                    max(last.y1, y1),
                )
            else:
                boxes.append(Region(page or 0, x0, y0, x1, y1))
        return tuple(boxes)

    def text_of(self, finding: Finding) -> str:
        """Return the raw text of a finding. Personal: for the screen only."""
        for unit in self.units:
            if unit.id == finding.unit_id:
                return unit.text[finding.span.start : finding.span.end]
        raise KeyError(finding.id)

    def counts(self) -> Counter[str]:
        """Return the number of findings by entity."""
        return Counter(finding.entity for finding in self.findings)


@dataclass(frozen=True, slots=True)
class RedactRequest:
    """Write the checked copy of one file.

    Attributes:
        target: Path of the copy; it must not exist.
        ledger: Path of the ledger; None where another process keeps it: the result
            then carries the record, and a checked copy waits for its name.
        run: Id of the run in the ledger, empty outside of runs.
        review: Decisions of people; None means unattended: the policy decides, and
            everything of the review tier and above that it does not keep is treated.
    """

    path: Path
    target: Path
    ledger: Path | None
    settings: Settings = field(default_factory=Settings)
    passwords: Passwords = field(default_factory=Passwords)
    policy: str | None = None
    review: Review | None = None
    run: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A checked copy that the keeper of the ledger must note and name.

    Attributes:
        temporary: The checked file, in the target's folder.
    """

    temporary: Path
    target: Path


@dataclass(frozen=True, slots=True)
class RedactResult:
    """How it ended, for one file.

    Attributes:
        output: The released copy, or None.
        code: Error code when there is no copy, empty otherwise.
        context: Plain values for the error's sentence.
        entities: Number of treated findings by entity.
        kept: Number of findings that were decided to stay, by entity.
        nothing_found: Everything was read and nothing found: a person must look.
        new_findings: Values that only the check of the copy found (entity and place),
            for the window to show.
        source_sha256: Digest of the input, empty if it could not be read.
        copy_sha256: Digest of the released copy, empty without one.
        record: What the ledger is to note, where another process keeps it.
        waiting: The checked copy that is not released before that.
        traces: What the copy shows of masked numbers (`masking.joint.Trace`).
    """

    path: Path
    status: Status
    output: Path | None = None
    code: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    entities: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)
    hazards: tuple[Hazard, ...] = ()
    removals: tuple[Removal, ...] = ()
    report: VerificationReport | None = None
    rasterized: tuple[int, ...] = ()
    nothing_found: bool = False
    new_findings: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    source_sha256: str = ""
    copy_sha256: str = ""
    record: Mapping[str, Any] | None = field(default=None, repr=False)
    waiting: Waiting | None = None
    traces: tuple[Any, ...] = field(default=(), repr=False)


def plain_context(context: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of an error's context JSON can hold; boxes and the like stay out."""
    return {key: value for key, value in context.items() if _is_plain(value)}


def _is_plain(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, (str, int, float))
