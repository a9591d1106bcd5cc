"""The list of files under work, with a signal for each kind of change.

Every change of a review goes through `Workspace.change_review`, which the undo commands
call.
"""

import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from redactor.results import ScanResult
from redactor.review import Review
from ui.entry import MANUAL, FileEntry, Stage

__all__ = ["MANUAL", "FileEntry", "Stage", "Workspace"]


class Workspace(QObject):
    """The list of files, with a signal for each kind of change.

    Signals:
        added: A file was appended (its row).
        removing: A file is about to go (its row).
        removed: A file is gone (its former row).
        changed: Stage, result or outline of a file changed.
        outlined: A file's pages or text are known before its search ended.
        scanned: A file has a new search result.
        review_changed: Decisions or boxes of a file changed.
    """

    added = Signal(int)
    removing = Signal(int)
    removed = Signal(int)
    changed = Signal(object)
    outlined = Signal(object)
    scanned = Signal(object)
    review_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[FileEntry] = []
        self._numbers = itertools.count(1)

    def add(self, paths: Iterable[Path]) -> list[FileEntry]:
        """Append files that are not there yet and return the new entries."""
        known = {entry.path for entry in self.entries}
        fresh = []
        for path in paths:
            if path in known:
                continue
            known.add(path)
            entry = FileEntry(next(self._numbers), path)
            self.entries.append(entry)
            fresh.append(entry)
            self.added.emit(len(self.entries) - 1)
        return fresh

    def remove(self, entry: FileEntry) -> None:
        """Take a file off the list; the file itself stays untouched."""
        row = self.entries.index(entry)
        self.removing.emit(row)
        del self.entries[row]
        self.removed.emit(row)

    def set_stage(self, entry: FileEntry, stage: Stage) -> None:
        """Move a file on."""
        entry.stage = stage
        self.changed.emit(entry)

    def set_problem(self, entry: FileEntry, code: str, context: dict[str, Any]) -> None:
        """Note that a file could not be read or searched."""
        entry.stage, entry.code, entry.context = Stage.PROBLEM, code, context
        self.changed.emit(entry)

    def set_scan(self, entry: FileEntry, scan: ScanResult) -> None:
        """Note what was found in a file."""
        entry.take_scan(scan)
        self.scanned.emit(entry)
        self.changed.emit(entry)

    def change_review(self, entry: FileEntry, review: Review) -> None:
        """Replace a file's review; only undo commands call this."""
        entry.review = review
        if entry.stage in (Stage.RELEASED, Stage.WITHHELD):
            entry.stage, entry.result = Stage.READY, None
        self.review_changed.emit(entry)
        self.changed.emit(entry)
