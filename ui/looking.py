"""What is looked up in the background: rule books, pages, first hits, boxes."""

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from redactor.model import Passwords, Region, TextUnit
from redactor.settings import DetectionSettings, Settings
from ui.jobs import Failure, JobRunner
from ui.workspace import FileEntry, Workspace

if TYPE_CHECKING:
    from redactor.masking.policy import Policy
    from redactor.peek import FirstLook
    from redactor.preview import Outline
    from ui.controller import Controller
    from ui.tasks import Tasks

__all__ = ["Looking"]

_log = logging.getLogger(__name__)
_LONG, _FIRST_PAGES, _MORE_PAGES, _TWO = 8, 3, 20, 2
_LARGE = 150_000  # bytes; a PDF of that size is worth a first look
_UNDER_WAY = -1
_SECOND_WARM_S = 5.0


class Looking(QObject):
    """Looks, and changes nothing.

    Attributes:
        policies: All rule books by name, once they are read.

    Signals:
        policies_known: `policies` is filled.
    """

    policies_known = Signal()

    def __init__(
        self,
        workspace: Workspace,
        runner: JobRunner,
        looker: JobRunner,
        controller: "Controller",
    ) -> None:
        super().__init__(controller)
        self._workspace = workspace
        self._runner = runner
        self._looker = looker
        self._controller = controller
        self.policies: dict[str, Policy] = {}
        # page from which to look further; absent before the first look
        self._next: dict[int, int] = {}
        workspace.review_changed.connect(self._locate)

    @property
    def _tasks(self) -> "Tasks":
        return self._controller.tasks

    @property
    def _settings(self) -> Settings:
        return self._controller.settings

    def warm_up(self) -> None:
        """Let two workers load the detector while the user looks for files."""
        for delay in (0.0, _SECOND_WARM_S)[: self._settings.workers]:
            arguments = (self._settings.detection, delay)
            self._runner.submit(self._tasks.warm, arguments, _ignore, _note_failure)

    def load_policies(self) -> None:
        """Read all rule books; `policies_known` tells when they are there."""
        self._looker.submit(self._tasks.policies, (), self._on_policies, _note_failure)

    def _on_policies(self, found: "Iterable[Policy]") -> None:
        self.policies = {policy.name: policy for policy in found}
        for entry in self._workspace.entries:
            if entry.scan is not None:
                entry.policy = self.policies.get(entry.scan.policy)
                entry.kind = self.kind_of(entry.scan.units)
        self.policies_known.emit()

    def kind_of(self, units: Sequence[TextUnit]) -> str:
        """Return the rule book that a title speaks for; empty when it says none."""
        from redactor.masking.kinds import propose_kind

        if not self.policies:
            return ""
        proposal = propose_kind(units, tuple(self.policies.values()))
        return proposal.policy if proposal.words else ""

    def open(self, entry: FileEntry) -> None:
        """Find out a file's pages or text, to be shown while it is searched."""
        self._next.pop(entry.number, None)
        if entry.scan is None:
            entry.by_page = {}
            if _is_large_pdf(entry.path):  # need not wait until its pages are counted
                self._peek(entry)
        self._looker.submit(
            self._tasks.describe,
            (entry.path, entry.passwords),
            lambda outline: self._on_outline(entry, outline),
            _ignore,
        )

    def look(
        self,
        path: Path,
        passwords: Passwords,
        done: "Callable[[Outline], None]",
        failed: Callable[[Failure], None],
    ) -> None:
        """Find out the shape of a file that is not on the list."""
        self._looker.submit(self._tasks.describe, (path, passwords), done, failed)

    def try_text(
        self,
        detection: DetectionSettings,
        text: str,
        done: Callable[[object], None],
        failed: Callable[[Failure], None],
    ) -> None:
        """Search a text under settings that need not be in force."""
        self._looker.submit(self._tasks.try_text, (detection, text), done, failed)

    def export_ledger(
        self,
        ledger: Path,
        target: Path,
        done: Callable[[object], None],
        failed: Callable[[Failure], None],
    ) -> None:
        """Write a ledger as workbook or print."""
        arguments = (ledger, target, self._settings)
        self._looker.submit(self._tasks.export_ledger, arguments, done, failed)

    def _locate(self, entry: FileEntry) -> None:
        places = entry.unlocated() if entry.page_sizes else {}
        scan = entry.scan
        for key, (unit_id, span) in list(places.items()):
            if scan is not None and unit_id in scan.seen:
                del places[key]
                entry.located[key] = scan.seen_regions(unit_id, span)
        if places:
            entry.located.update(dict.fromkeys(places, ()))
            self._looker.submit(
                self._tasks.locate,
                (entry.path, entry.passwords, places),
                lambda found: self._on_located(entry, found),
                _note_failure,
            )

    def _on_located(
        self, entry: FileEntry, found: dict[str, tuple[Region, ...]]
    ) -> None:
        entry.located.update(found)
        self._workspace.outlined.emit(entry)

    def _on_outline(self, entry: FileEntry, outline: "Outline") -> None:
        if entry.scan is None and entry in self._workspace.entries:
            entry.format_name = outline.format_name
            entry.page_sizes = outline.page_sizes
            entry.outline_units = outline.units
            self._workspace.outlined.emit(entry)
            self._peek_on(entry)

    def _peek(self, entry: FileEntry, first: int = 0) -> None:
        """Show the hits of a long file as they come while a second worker is free."""
        if self._settings.workers < _TWO:
            return
        self._next[entry.number] = _UNDER_WAY
        pages = _MORE_PAGES if first else _FIRST_PAGES
        self._runner.submit(
            self._tasks.peek,
            (
                entry.path,
                entry.passwords,
                self._settings.detection,
                pages,
                self._settings.ocr,
                first,
            ),
            lambda look: self._on_peek(entry, look, first + pages),
            _ignore,
        )

    def _on_peek(self, entry: FileEntry, look: "FirstLook", following: int) -> None:
        if entry.scan is not None or entry not in self._workspace.entries:
            return
        entry.take_first_look(look.hits)
        self._next[entry.number] = following
        if entry.page_sizes:
            self._workspace.outlined.emit(entry)
            self._peek_on(entry)

    def _peek_on(self, entry: FileEntry) -> None:
        """Look further into a file whose pages are known."""
        first = self._next.get(entry.number, 0)
        count = len(entry.page_sizes)
        free = self._runner.pending < self._settings.workers
        if first == 0 and count >= _LONG:
            self._peek(entry)
        elif 0 < first < count and free:
            self._peek(entry, first)


def _is_large_pdf(path: Path) -> bool:
    try:
        return path.suffix.lower() == ".pdf" and path.stat().st_size >= _LARGE
    except OSError:
        return False  # the search will say why it cannot be read


def _ignore(_value: object) -> None:
    """Take a result that nobody waits for; the search reports the same failure."""


def _note_failure(failure: Failure) -> None:
    _log.warning("work in the background failed: %s", failure.code)
