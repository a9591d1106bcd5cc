"""How far a file is, and the check before publication of one state of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from redactor.model import Decision, Edit
from redactor.results import ScanResult
from redactor.review import Review

if TYPE_CHECKING:
    from redactor.masking.publishing import PublishingCheck

__all__ = ["PreCheck", "Stage"]


class Stage(Enum):
    """How far a file is."""

    WAITING = auto()
    SCANNING = auto()
    READY = auto()
    PROBLEM = auto()
    EXPORTING = auto()
    RELEASED = auto()
    WITHHELD = auto()


@dataclass(slots=True, eq=False, repr=False)
class PreCheck:
    """The check before publication of one state of a file.

    Attributes:
        scan: The search that it judges; a search binds the rule book too.
        decisions: Of people, as they were then.
        manual: Hand-made marks, as they were then.
        check: None until the worker answered.
        failed: The worker could not tell.
    """

    scan: ScanResult
    decisions: Mapping[str, Decision]
    manual: tuple[Edit, ...]
    check: "PublishingCheck | None" = None
    failed: bool = False

    def fits(self, scan: ScanResult | None, review: Review) -> bool:
        """Tell whether this judges the same decisions; confirmations do not count."""
        return (
            self.scan is scan
            and self.decisions is review.decisions
            and self.manual is review.manual
        )
