"""What a record is built from, by shape: the ledger knows no other room's classes."""

from collections.abc import Sequence
from typing import Protocol

from redactor.model import (
    Decision,
    Edit,
    Finding,
    Hazard,
    Removal,
    TextUnit,
    VerificationReport,
    WriteReport,
)

__all__ = ["PlanShape", "PolicyShape", "ReadingShape", "ReleasedShape", "RuleShape"]


class RuleShape(Protocol):
    """A rule of a policy."""

    @property
    def clause_id(self) -> str: ...  # noqa: D102
    @property
    def operator(self) -> str: ...  # noqa: D102


class PolicyShape(Protocol):
    """The policy in force."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> int: ...  # noqa: D102
    @property
    def digest(self) -> str: ...  # noqa: D102
    @property
    def builtin(self) -> bool: ...  # noqa: D102
    def rule_for(self, finding: Finding) -> RuleShape: ...  # noqa: D102


class ReadingShape(Protocol):
    """What a file held."""

    @property
    def units(self) -> Sequence[TextUnit]: ...  # noqa: D102
    @property
    def findings(self) -> Sequence[Finding]: ...  # noqa: D102
    @property
    def hazards(self) -> Sequence[Hazard]: ...  # noqa: D102
    @property
    def removals(self) -> Sequence[Removal]: ...  # noqa: D102


class SignOffShape(Protocol):
    """A second person's signature."""

    @property
    def by(self) -> str: ...
    @property
    def digest(self) -> str: ...


class PlanShape(Protocol):
    """What was to be changed."""

    @property
    def edits(self) -> Sequence[Edit]: ...  # noqa: D102


class ReleasedShape(Protocol):
    """What was done."""

    @property
    def findings(self) -> Sequence[Finding]: ...  # noqa: D102
    @property
    def decisions(self) -> Sequence[Decision]: ...  # noqa: D102
    @property
    def plan(self) -> PlanShape: ...  # noqa: D102
    @property
    def written(self) -> WriteReport: ...  # noqa: D102
    @property
    def report(self) -> VerificationReport: ...  # noqa: D102
    @property
    def sha256(self) -> str: ...  # noqa: D102
    @property
    def size(self) -> int: ...  # noqa: D102
