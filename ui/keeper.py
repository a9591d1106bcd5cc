"""Saves reviews a moment after they changed, and takes up those of an earlier run."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from ui.keeping import forget_review, load_review, save_review
from ui.workspace import FileEntry, Workspace

__all__ = ["Keeper"]

_log = logging.getLogger(__name__)
_SAVE_MS = 800


class Keeper(QObject):
    """Watches a workspace.

    Attributes:
        folder: Where reviews are kept; None takes the user's state folder.
    """

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self._unsaved: set[FileEntry] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_MS)
        self._timer.timeout.connect(self.save)
        workspace.review_changed.connect(self._on_review)

    def _on_review(self, entry: FileEntry) -> None:
        self._unsaved.add(entry)
        self._timer.start()

    def save(self) -> None:
        """Write the reviews that changed."""
        unsaved, self._unsaved = self._unsaved, set()
        for entry in unsaved:
            if not entry.undelivered:
                continue
            try:
                save_review(entry.review, self.folder)
            except OSError:
                _log.warning("a review cannot be kept: the state folder is closed")

    def restore(self, entry: FileEntry, sha256: str) -> bool:
        """Give a file the review that an earlier run kept; True if there was one."""
        if entry.review.source_sha256 == sha256:
            return False
        kept = load_review(sha256, self.folder)
        if kept is None:
            return False
        entry.review = kept
        return True

    def forget(self, entry: FileEntry) -> None:
        """Remove a review that a released copy holds."""
        self._unsaved.discard(entry)
        try:
            forget_review(entry.review.source_sha256, self.folder)
        except OSError:
            _log.warning("a kept review cannot be removed")
