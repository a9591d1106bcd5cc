"""What the review actions do to the current file: every step can be undone."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from redactor.entities import entity
from redactor.model import Action, Edit, Finding, Hazard, Region, Span, Treatment
from redactor.review import Review
from ui.commands import (
    add_edits,
    annotate,
    confirm,
    decide,
    remove_edits,
    treat_edits,
)
from ui.controller import Controller
from ui.word_pictures import places_of
from ui.workspace import MANUAL, FileEntry

__all__ = ["Reviewing"]


class Reviewing(QObject):
    """Turns the reviewer's wishes into undoable changes of one file at a time.

    Attributes:
        entry: The current file.
    """

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.entry: FileEntry | None = None

    def accept(self, findings: Sequence[Finding]) -> None:
        """Let these hits be treated the way that is proposed for them."""
        self._decide(findings, Action.TREAT, None, self.tr("接受"))

    def reject(self, findings: Sequence[Finding]) -> None:
        """Let these hits stay as they are."""
        self._decide(findings, Action.KEEP, None, self.tr("保留原文"))

    def treat(self, findings: Sequence[Finding], treatment: Treatment) -> None:
        """Let these hits be treated this way."""
        self._decide(findings, Action.TREAT, treatment, self.tr("改变处理方式"))

    def spread(self, finding: Finding) -> int:
        """Apply a hit's decision to all hits with the same text.

        Returns:
            The number of hits, this one included.
        """
        if self.entry is None or finding.recognizer == MANUAL:
            return 0
        same = self.entry.same_value(finding)
        return self._copy_decision(finding, same, self.tr("相同内容"))

    def spread_column(self, finding: Finding) -> int:
        """Apply a hit's decision to all hits of its kind in the same table column.

        Returns:
            The number of hits, this one included; 0 outside tables.
        """
        if self.entry is None or finding.recognizer == MANUAL:
            return 0
        same = self.entry.same_column(finding)
        return self._copy_decision(finding, same, self.tr("整列"))

    def spread_category(self, finding: Finding) -> int:
        """Apply a hit's decision to all hits of its category in the file.

        Returns:
            The number of hits, this one included.
        """
        if self.entry is None or finding.recognizer == MANUAL:
            return 0
        kind = entity(finding.entity).category
        same = [f for f in self.entry.findings if entity(f.entity).category is kind]
        return self._copy_decision(finding, same, self.tr("整类"))

    def annotate(self, findings: Sequence[Finding], note: str) -> None:
        """Put a note on these hits, or take it off (empty)."""
        found = [f for f in findings if f.recognizer != MANUAL]
        if self.entry is not None and found:
            by = self._controller.settings.clerk
            after = annotate(self.entry, found, note.strip(), by)
            self._push(after, self.tr("备注"))

    def _copy_decision(
        self, finding: Finding, others: Sequence[Finding], words: str
    ) -> int:
        if self.entry is None or not others:
            return 0
        decision = self.entry.decision(finding)
        action = decision.action
        if action is Action.ASK:
            action = Action.TREAT
        self._decide(others, action, decision.treatment, words)
        return len(others)

    def accept_waiting(self) -> None:
        """Accept everything that is undecided in the current file."""
        if self.entry is not None:
            self.accept(self.entry.undecided())

    def draw(self, region: Region) -> None:
        """Cover a box that the reader drew."""
        edit = Edit(self._new_id(), Treatment.COVER, "CUSTOM", region=region)
        self._add([edit], self.tr("框选"))

    def draw_all(self, regions: Sequence[Region], words: str) -> None:
        """Cover several boxes in one step."""
        cover = Treatment.COVER
        self._add(
            [Edit(self._new_id(), cover, "CUSTOM", region=box) for box in regions],
            words,
        )

    def mark(self, places: Sequence[Edit], words: str) -> None:
        """Add hand-made marks."""
        self._add(places, words)

    def new_edit_id(self) -> str:
        """Return an id for a hand-made mark."""
        return self._new_id()

    def unmark(self, edit_id: str) -> bool:
        """Take a hand-made mark away; False when there is none of this id."""
        entry = self.entry
        if entry is None or all(e.id != edit_id for e in entry.review.manual):
            return False
        self._push(remove_edits(entry, {edit_id}), self.tr("撤去标记"))
        return True

    def confirm(self, hazard_id: str, on: bool) -> None:
        """Note that a person looked at an unread place, or take that back."""
        if self.entry is not None:
            self._push(confirm(self.entry, [hazard_id], on), self.tr("确认未读内容"))

    def cover_places(self, hazard: Hazard) -> int:
        """Cover what was not read at a place, and note that a person saw to it.

        Returns:
            The number of marks; 0 when nobody knows where it stands.
        """
        entry = self.entry
        if entry is None:
            return 0
        cover, kind = Treatment.COVER, "CUSTOM"
        edits = [
            Edit(self._new_id(), cover, kind, region=box)
            for box in hazard.regions
            if entry.page_sizes
        ]
        edits += [
            Edit(self._new_id(), cover, kind, unit_id=unit, span=Span(0, 1))
            for unit, _ in places_of(entry, hazard)
        ]
        if edits:
            done = confirm(entry, [hazard.id], True).confirmed
            after = replace(add_edits(entry, edits), confirmed=done)
            self._push(after, self.tr("遮盖未读内容"))
        return len(edits)

    def _decide(
        self,
        findings: Sequence[Finding],
        action: Action,
        treatment: Treatment | None,
        words: str,
    ) -> None:
        entry = self.entry
        if entry is None or not findings:
            return
        by = self._controller.settings.clerk
        found = [f for f in findings if f.recognizer != MANUAL]
        after = decide(entry, found, action, treatment, by) if found else entry.review
        marks = {f.id for f in findings if f.recognizer == MANUAL}
        if marks and action is Action.KEEP:
            after = replace(after, manual=remove_edits(entry, marks).manual)
        elif marks and treatment is not None:
            changed = treat_edits(entry, marks, treatment)
            after = replace(after, manual=changed.manual)
        self._push(after, words)

    def _add(self, edits: Sequence[Edit], words: str) -> None:
        if self.entry is not None and edits:
            self._push(add_edits(self.entry, edits), words)

    def _push(self, after: Review, words: str) -> None:
        if self.entry is not None:
            self._controller.push(self.entry, after, words)

    def _new_id(self) -> str:
        return f"manual-{uuid.uuid4().hex[:12]}"
