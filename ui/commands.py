"""Undoable changes: each command swaps one immutable review for another."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtGui import QUndoCommand

from redactor.model import Action, Decision, Edit, Finding, Treatment
from redactor.review import Review
from ui.workspace import FileEntry, Workspace

__all__ = [
    "ReviewCommand",
    "add_edits",
    "annotate",
    "change_treatment",
    "confirm",
    "decide",
    "note_of",
    "remove_edits",
    "treat_edits",
]


class ReviewCommand(QUndoCommand):
    """Swaps the review of one file."""

    def __init__(
        self, workspace: Workspace, entry: FileEntry, after: Review, text: str
    ) -> None:
        super().__init__(text)
        self._workspace = workspace
        self._entry = entry
        self._before = entry.review
        self._after = after

    def redo(self) -> None:
        """Put the new review in place."""
        self._workspace.change_review(self._entry, self._after)

    def undo(self) -> None:
        """Put the old review back."""
        self._workspace.change_review(self._entry, self._before)


def decide(
    entry: FileEntry,
    findings: Iterable[Finding],
    action: Action,
    treatment: Treatment | None = None,
    by: str = "",
) -> Review:
    """Return the review with these findings decided.

    Args:
        entry: The file.
        findings: What is decided.
        action: TREAT, KEEP or ASK.
        treatment: For TREAT; None keeps a finding's present treatment, or takes the
            policy's.
        by: Label of the person.
    """
    decisions = []
    for finding in findings:
        chosen = None
        if action is Action.TREAT:
            chosen = treatment or entry.treatment_of(finding)
        note = note_of(entry, finding)
        decisions.append(Decision(finding.id, action, chosen, by or _PERSON, note))
    return entry.review.decide(decisions)


_PERSON = "person"


def change_treatment(
    entry: FileEntry, findings: Iterable[Finding], treatment: Treatment, by: str = ""
) -> Review:
    """Return the review with these findings accepted and treated this way."""
    return decide(entry, findings, Action.TREAT, treatment, by)


def note_of(entry: FileEntry, finding: Finding) -> str:
    """Return what a person noted on a finding. Personal: for the screen only."""
    decided = entry.review.decisions.get(finding.id)
    return decided.note if decided is not None else ""


def annotate(
    entry: FileEntry, findings: Iterable[Finding], note: str, by: str = ""
) -> Review:
    """Return the review with a note on these findings; what is decided stays."""
    return entry.review.decide(
        replace(entry.decision(finding), note=note, by=by or _PERSON)
        for finding in findings
    )


def add_edits(entry: FileEntry, edits: Iterable[Edit]) -> Review:
    """Return the review with more hand-made marks."""
    return replace(entry.review, manual=(*entry.review.manual, *edits))


def treat_edits(entry: FileEntry, ids: set[str], treatment: Treatment) -> Review:
    """Return the review with some hand-made marks treated this way."""
    manual = tuple(
        replace(edit, treatment=treatment) if edit.id in ids else edit
        for edit in entry.review.manual
    )
    return replace(entry.review, manual=manual)


def remove_edits(entry: FileEntry, ids: set[str]) -> Review:
    """Return the review without some hand-made marks."""
    left = tuple(edit for edit in entry.review.manual if edit.id not in ids)
    return replace(entry.review, manual=left)


def confirm(entry: FileEntry, hazard_ids: Iterable[str], on: bool = True) -> Review:
    """Return the review with unread places confirmed, or not any more."""
    ids = frozenset(hazard_ids)
    confirmed = entry.review.confirmed
    return replace(entry.review, confirmed=confirmed | ids if on else confirmed - ids)
