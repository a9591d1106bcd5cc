"""Between the window and the workers: what is searched, exported, cancelled."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoGroup, QUndoStack

from redactor.model import Passwords
from redactor.pace import Pace, weight_of
from redactor.results import RedactRequest, RedactResult, ScanRequest, Status
from redactor.review import Review
from redactor.settings import Settings
from ui.commands import ReviewCommand
from ui.jobs import Failure, JobRunner
from ui.keeper import Keeper
from ui.looking import Looking
from ui.ruling import Ruling
from ui.workspace import FileEntry, Stage, Workspace

if TYPE_CHECKING:
    from ui.tasks import Tasks

__all__ = ["LEDGER_NAME", "Controller"]

_log = logging.getLogger(__name__)
LEDGER_NAME = "台账.jsonl"


class Controller(QObject):
    """Starts work and puts its results into the workspace.

    Signals:
        progressed: Work began or ended (done, total) in this round.
        stepped: A file came further (the file, step, done, total); see `pace`.
        password_needed: A file wants a password (its entry).
        exported: All files of an export ended.
        notice: A sentence for the status bar.
    """

    progressed = Signal(int, int)
    stepped = Signal(object, str, int, int)
    password_needed = Signal(object)
    exported = Signal()
    notice = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        runner: JobRunner,
        looker: JobRunner,
        settings: Settings,
        tasks: "Tasks | None" = None,
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
        self.looking = Looking(workspace, runner, looker, self)
        self._total = 0
        self.pace = Pace()
        self._exporting: set[int] = set()
        self.keeper = Keeper(workspace, self)
        self.ruling = Ruling(self)

    @property
    def tasks(self) -> "Tasks":
        """The core's functions; imported when first needed, after the first paint."""
        if self._given is None:
            from ui.tasks import Tasks

            self._given = Tasks()
        return self._given

    @property
    def busy(self) -> bool:
        """True while a file is being searched or exported."""
        return bool(self._under_way)

    def policy_of(self, entry: FileEntry) -> str:
        """Return the name of the rule book for a file."""
        return entry.chosen or self.settings.policy

    def use_settings(self, settings: Settings) -> None:
        """Take other settings; the files are searched again if these touch on it."""
        before, self.settings = self.settings, settings
        if before.search_key != settings.search_key:
            self.scan_all()
        elif before.policy != settings.policy:
            self.ruling.take_usual()

    def works_on(self, entry: FileEntry) -> bool:
        """Tell whether a file is being searched or exported."""
        return entry in self._under_way.values()

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
            self.notice.emit(self.tr("这个文件夹里没有 PDF、Word 或图片文件。"))
        self._take(paths)

    def _take(self, paths: list[Path]) -> None:
        for entry in self.workspace.add(paths):
            self.scan(entry)

    def stack(self, entry: FileEntry) -> QUndoStack:
        """Return a file's undo stack."""
        if entry.number not in self._stacks:
            self._stacks[entry.number] = QUndoStack(self.undo)
        return self._stacks[entry.number]

    def push(self, entry: FileEntry, after: Review, text: str) -> None:
        """Change a file's review so that it can be undone."""
        signed = entry.review.signed
        if signed is not None and after.signed == signed and after != entry.review:
            after = replace(after, signed=None)
            self.notice.emit(self.tr("内容有改动，复核签字已失效，须重新签字。"))
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
        self.looking.open(entry)
        policy = self.policy_of(entry)
        request = ScanRequest(entry.path, self.settings, entry.passwords, policy)
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
                policy=self.policy_of(entry),
                review=self._named(entry),
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

    def _named(self, entry: FileEntry) -> Review:
        reviewer = entry.signed_by or self.settings.reviewer
        return replace(entry.review, clerk=self.settings.clerk, reviewer=reviewer)

    def cancel(self, entries: Iterable[FileEntry] | None = None) -> None:
        """Stop the work on some files, or on all, at once."""
        chosen = {e.number for e in entries} if entries is not None else None
        numbers = {
            job
            for job, entry in self._under_way.items()
            if chosen is None or entry.number in chosen
        }
        stopped = [self._under_way.pop(number) for number in numbers]
        for entry in stopped:
            self.pace.end(entry.number)
        self._runner.stop(numbers)
        if stopped:
            self.looking.warm_up()  # the detector went with its process
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
        writes = isinstance(request, RedactRequest)
        known = entry.scan is not None
        weight = weight_of(entry.path)
        self.pace.begin(entry.number, weight, writes=writes, known=known)
        entry.fraction = 0.0

        def ended(callback: Any, value: Any) -> None:
            self._under_way.pop(number, None)
            self.pace.end(entry.number)
            callback(value)
            self._tell()

        def told(step: str, done: int, total: int) -> None:
            self.pace.tell(entry.number, step, done, total)
            entry.fraction = self.pace.of(entry.number)
            self.stepped.emit(entry, step, done, total)

        number = self._runner.submit(
            task,
            (request,),
            lambda value: ended(done, value),
            lambda failure: ended(failed, failure),
            told,
        )
        self._under_way[number] = entry
        self._tell()

    def _tell(self) -> None:
        left = len(self._under_way)
        self.progressed.emit(self._total - left, self._total)
        if not self._under_way and self._exporting:
            self._exporting.clear()
            self.exported.emit()

    def _on_scanned(self, entry: FileEntry, result: Any) -> None:
        entry.policy = self.looking.policies.get(result.policy)
        entry.kind = self.looking.kind_of(result.units)
        if self.keeper.restore(entry, result.sha256):
            self.notice.emit(self.tr("已恢复上次未完成的复核。"))
        self.workspace.set_scan(entry, result)

    def _on_scan_failed(self, entry: FileEntry, failure: Failure) -> None:
        if failure.code == "secret_mark":
            entry.forget_content()
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
