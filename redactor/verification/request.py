"""What the check of a written copy is asked, and what it answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redactor.model import (
    Edit,
    Passwords,
    Secret,
    VerificationReport,
    WriteReport,
)

__all__ = ["NewFinding", "Redetect", "VerificationOutcome", "VerifyRequest"]

Redetect = Callable[[Sequence[str]], Sequence[Sequence[tuple[int, int, str, float]]]]
"""Detection as a function: texts in, per text (start, end, entity, score) out."""


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """One written copy to check against its source.

    Attributes:
        source: The file that came in; only read.
        written: The copy, not yet released.
        format_name: ``pdf`` or ``docx``.
        secrets: Every value that must be gone.
        edits: The edits of the plan.
        report: What the writer says it did; its regions tell where pages may differ.
        passwords: For the source.
        kept_texts: Bare forms of values that were decided to stay.
        edit_texts: Raw text by edit id. With it the places of a short name that are
            left can be counted against those that were treated; without it a text
            format is aligned with its source to find them.
        seen_texts: Page (zero-based, None without pages) and raw text of what
            detection has judged already, each in its context. Lines of the copy that
            stand in it are not searched again, and what is found inside it is no
            news: there the first search had the better view (a line of a page has
            lost its label).
        read_pages: Pages of which text was read from their picture (zero-based): they
            are drawn and read again.
        read_pictures: Text was read from the pictures of a file without pages: they
            are read again.
        strong_score: Lowest score at which a number found anew is residue.
        soft_score: Lowest score at which a name or address found anew is told.
    """

    source: Path
    written: Path
    format_name: str
    secrets: tuple[Secret, ...] = field(repr=False)
    edits: tuple[Edit, ...] = field(repr=False)
    report: WriteReport
    passwords: Passwords = field(default_factory=Passwords)
    kept_texts: frozenset[str] = field(default=frozenset(), repr=False)
    edit_texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    seen_texts: tuple[tuple[int | None, str], ...] = field(default=(), repr=False)
    read_pages: frozenset[int] = frozenset()
    read_pictures: bool = False
    strong_score: float = 0.5
    soft_score: float = 0.5


@dataclass(frozen=True, slots=True)
class NewFinding:
    """A name, address or the like that only the reading of the copy shows.

    Attributes:
        text: The raw value, in memory only.
        place: Page or part, without personal text.
    """

    entity: str
    text: str = field(repr=False)
    place: str
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class VerificationOutcome:
    """The report, and what was found anew.

    A new finding also stands in the report as a failed check ``redetection`` with the
    code ``new_finding``: such a copy is written again or shown to a person.
    """

    report: VerificationReport
    new_findings: tuple[NewFinding, ...] = ()
