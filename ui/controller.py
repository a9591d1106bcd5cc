"""Between the window and the workers: what is searched, exported, cancelled."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoGroup, QUndoStack

from redactor.masking.policy import Policy
from redactor.model import Passwords, Region
from redactor.peek import FirstLook, peek
from redactor.preview import Outline, describe, locate, policies, warm
from redactor.results import RedactRequest, RedactResult, ScanRequest, Status
from redactor.review import Review
from redactor.settings import Settings
from ui.commands import ReviewCommand
from ui.jobs import Failure, JobRunner
from ui.keeper import Keeper
from ui.workspace import FileEntry, Stage, Workspace

__all__ = ["Controller", "Tasks"]

_log = logging.getLogger(__name__)
_LONG, _FIRST_PAGES, _TWO = 8, 3, 2
_SECOND_WARM_S = 5.0
LEDGER_NAME = "台账.jsonl"


class Tasks:
    """The core's functions that run in workers; tests put fakes here."""

    def __init__(self) -> None:
        from redactor.sources import find_sources
        from redactor.tasks import guarded_redact, scan

        self.scan = scan
        self.redact = guarded_redact
        self.find_sources = find_sources
        self.describe = describe
        self.peek = peek
        self.locate = locate
        self.policies = policies
        self.warm = warm


class Controller(QObject):
    """Starts work and puts its results into the workspace.

    Signals:
        progressed: Work began or ended (done, total) in this round.
        password_needed: A file wants a password (its entry).
        exported: All files of an export ended.
        notice: A sentence for the status bar.
        policies_known: `policies` is filled.
    """

    progressed = Signal(int, int)
    password_needed = Signal(object)
    exported = Signal()
    notice = Signal(str)
    policies_known = Signal()

    def __init__(
        self,
        workspace: Workspace,
        runner: JobRunner,
        looker: JobRunner,
        settings: Settings,
        tasks: Tasks | None = None,
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.settings = settings
        self.undo = QUndoGroup(self)
        self._stacks: dict[int, QUndoStack] = {}
        self._runner = runner
        self._looker = looker
        self._given = tasks
        self._under_way: dict[int, FileEntry] = {}
        self.policies: dict[str, Policy] = {}
        self._total = 0
        self._exporting: set[int] = set()
        self.keeper = Keeper(workspace, self)
        workspace.review_changed.connect(self._locate)

    @property
    def tasks(self) -> Tasks:
        """The core's functions; imported when first needed, after the first paint."""
        if self._given is None:
            self._given = Tasks()
        return self._given

    @property
    def busy(self) -> bool:
        """True while a file is being searched or exported."""
        return bool(self._under_way)

    def warm_up(self) -> None:
        """Let two workers load the detector while the user looks for files."""
        for delay in (0.0, _SECOND_WARM_S)[: self.settings.workers]:
            arguments = (self.settings.detection, delay)
            self._runner.submit(self.tasks.warm, arguments, _ignore, _note_failure)

    def load_policies(self) -> None:
        """Read all rule books; `policies_known` tells when they are there."""
        self._looker.submit(self.tasks.policies, (), self._on_policies, _note_failure)

    def _on_policies(self, found: Iterable[Policy]) -> None:
        self.policies = {policy.name: policy for policy in found}
        for entry in self.workspace.entries:
            if entry.scan is not None:
                entry.policy = self.policies.get(entry.scan.policy)
        self.policies_known.emit()

    def choose_policy(self, name: str) -> None:
        """Search all files again under another rule book; decisions stay."""
        if name != self.settings.policy:
            self.settings = replace(self.settings, policy=name)
            self.scan_all()

    def use_settings(self, settings: Settings) -> None:
        """Take other settings; the files are searched again if these touch on it."""
        before, self.settings = self.settings, settings
        if (before.policy, before.detection) != (settings.policy, settings.detection):
            self.scan_all()

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Add files; folders are walked by a worker."""
        plain: list[Path] = []
        folders: list[Path] = []
        for path in paths:
            (folders if path.is_dir() else plain).append(path.absolute())
        self._take(plain)
        if folders:
            self._looker.submit(
                self.tasks.find_sources,
                (folders,),
                lambda found: self._take_folder([source.path for source in found]),
                lambda failure: self.notice.emit(self.tr("这个文件夹无法读取。")),
            )

    def _take_folder(self, paths: list[Path]) -> None:
        if not paths:
            self.notice.emit(self.tr("这个文件夹里没有 PDF 或 Word 文件。"))
        self._take(paths)

    def _take(self, paths: list[Path]) -> None:
        for entry in self.workspace.add(paths):
            self.scan(entry)

    def look(
        self,
        path: Path,
        passwords: Passwords,
        done: Callable[[Outline], None],
        failed: Callable[[Failure], None],
    ) -> None:
        """Find out the shape of a file that is not on the list."""
        self._looker.submit(self.tasks.describe, (path, passwords), done, failed)

    def stack(self, entry: FileEntry) -> QUndoStack:
        """Return a file's undo stack."""
        if entry.number not in self._stacks:
            self._stacks[entry.number] = QUndoStack(self.undo)
        return self._stacks[entry.number]

    def push(self, entry: FileEntry, after: Review, text: str) -> None:
        """Change a file's review so that it can be undone."""
        if after != entry.review:
            command = ReviewCommand(self.workspace, entry, after, text)
            self.stack(entry).push(command)

    def remove(self, entry: FileEntry) -> None:
        """Take a file off the list and stop its work."""
        self.cancel([entry])
        stack = self._stacks.pop(entry.number, None)
        if stack is not None:
            self.undo.removeStack(stack)
            stack.deleteLater()
        self.workspace.remove(entry)

    def scan(self, entry: FileEntry) -> None:
        """Look into a file, then search it."""
        self.workspace.set_stage(entry, Stage.SCANNING)
        self._looker.submit(
            self.tasks.describe,
            (entry.path, entry.passwords),
            lambda outline: self._on_outline(entry, outline),
            _ignore,
        )
        request = ScanRequest(entry.path, self.settings, entry.passwords)
        self._start(
            entry,
            self.tasks.scan,
            request,
            lambda result: self._on_scanned(entry, result),
            lambda failure: self._on_scan_failed(entry, failure),
        )

    def scan_all(self) -> None:
        """Search all files again (another policy or other settings)."""
        self.cancel(list(self._under_way.values()))
        for entry in self.workspace.entries:
            self.scan(entry)

    def use_password(self, entry: FileEntry, password: str) -> None:
        """Try a password on a file."""
        entry.passwords = Passwords((password,))
        self.scan(entry)

    def export(self, jobs: list[tuple[FileEntry, Path]], ledger: Path) -> None:
        """Write, check and release copies: each file with the path of its copy."""
        for entry, target in jobs:
            request = RedactRequest(
                path=entry.path,
                target=target,
                ledger=ledger,
                settings=self.settings,
                passwords=entry.passwords,
                review=self._signed(entry.review),
            )
            review = entry.review
            self.workspace.set_stage(entry, Stage.EXPORTING)
            self._exporting.add(entry.number)
            self._start(
                entry,
                self.tasks.redact,
                request,
                lambda result, e=entry, r=review: self._on_redacted(e, r, result),
                lambda failure, e=entry: self._on_redact_failed(e, failure),
            )

    def _signed(self, review: Review) -> Review:
        return replace(
            review, clerk=self.settings.clerk, reviewer=self.settings.reviewer
        )

    def _locate(self, entry: FileEntry) -> None:
        places = entry.unlocated() if entry.page_sizes else {}
        if places:
            entry.located.update(dict.fromkeys(places, ()))
            self._looker.submit(
                self.tasks.locate,
                (entry.path, entry.passwords, places),
                lambda found: self._on_located(entry, found),
                _note_failure,
            )

    def _on_located(
        self, entry: FileEntry, found: dict[str, tuple[Region, ...]]
    ) -> None:
        entry.located.update(found)
        self.workspace.outlined.emit(entry)

    def cancel(self, entries: Iterable[FileEntry] | None = None) -> None:
        """Stop the work on some files, or on all, at once."""
        chosen = {e.number for e in entries} if entries is not None else None
        numbers = {
            job
            for job, entry in self._under_way.items()
            if chosen is None or entry.number in chosen
        }
        stopped = [self._under_way.pop(number) for number in numbers]
        self._runner.stop(numbers)
        for entry in stopped:
            if entry.number in self._exporting:
                self._exporting.discard(entry.number)
                self.workspace.set_stage(entry, Stage.READY)
            else:
                self.workspace.set_problem(entry, "cancelled", {})
        self._tell()

    def _start(
        self, entry: FileEntry, task: Any, request: Any, done: Any, failed: Any
    ) -> None:
        if not self._under_way:
            self._total = 0
        self._total += 1
        number = -1

        def ended(callback: Any, value: Any) -> None:
            self._under_way.pop(number, None)
            callback(value)
            self._tell()

        number = self._runner.submit(
            task,
            (request,),
            lambda value: ended(done, value),
            lambda failure: ended(failed, failure),
        )
        self._under_way[number] = entry
        self._tell()

    def _tell(self) -> None:
        left = len(self._under_way)
        self.progressed.emit(self._total - left, self._total)
        if not self._under_way and self._exporting:
            self._exporting.clear()
            self.exported.emit()

    def _on_outline(self, entry: FileEntry, outline: Outline) -> None:
        if entry.scan is None and entry in self.workspace.entries:
            entry.format_name = outline.format_name
            entry.page_sizes = outline.page_sizes
            entry.outline_units = outline.units
            self.workspace.outlined.emit(entry)
            self._peek(entry)

    def _peek(self, entry: FileEntry) -> None:
        """Show the first hits of a long file while a second worker is free."""
        if len(entry.page_sizes) < _LONG or self.settings.workers < _TWO:
            return
        self._runner.submit(
            self.tasks.peek,
            (entry.path, entry.passwords, self.settings.detection, _FIRST_PAGES),
            lambda look: self._on_peek(entry, look),
            _ignore,
        )

    def _on_peek(self, entry: FileEntry, look: FirstLook) -> None:
        if entry.scan is None:
            entry.take_first_look(look.hits)
            self.workspace.outlined.emit(entry)

    def _on_scanned(self, entry: FileEntry, result: Any) -> None:
        entry.policy = self.policies.get(result.policy)
        if self.keeper.restore(entry, result.sha256):
            self.notice.emit(self.tr("已恢复上次未完成的复核。"))
        self.workspace.set_scan(entry, result)

    def _on_scan_failed(self, entry: FileEntry, failure: Failure) -> None:
        self.workspace.set_problem(entry, failure.code, failure.context)
        if failure.code == "encrypted":
            self.password_needed.emit(entry)

    def _on_redacted(
        self, entry: FileEntry, review: Review, result: RedactResult
    ) -> None:
        entry.result = result
        released = result.status is Status.RELEASED
        if released:
            entry.delivered = review
            self.keeper.forget(entry)
        else:
            entry.code, entry.context = result.code, dict(result.context)
        stage = Stage.RELEASED if released else Stage.WITHHELD
        self.workspace.set_stage(entry, stage)

    def _on_redact_failed(self, entry: FileEntry, failure: Failure) -> None:
        entry.result = RedactResult(
            entry.path, Status.FAILED, code=failure.code, context=failure.context
        )
        entry.code, entry.context = failure.code, failure.context
        self.workspace.set_stage(entry, Stage.WITHHELD)


def _ignore(_value: object) -> None:
    """Take a result that nobody waits for; the search reports the same failure."""


def _note_failure(failure: Failure) -> None:
    _log.warning("work in the background failed: %s", failure.code)
