"""What a run over folders is asked, what it plans, tells and comes to."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from redactor import batch
from redactor.masking.joint import JointMask
from redactor.model import Passwords
from redactor.queue import QueueItem
from redactor.results import RedactResult, Status
from redactor.resume import RunState
from redactor.settings import Settings
from redactor.sources import Source

__all__ = ["FolderRequest", "Outcome", "RunPlan", "Step"]


@dataclass(frozen=True, slots=True)
class FolderRequest:
    """What to redact and where the copies go.

    Attributes:
        paths: Files and folders; the tree below a folder comes out alike.
        ledger: None puts it beside the copies, or where the settings say.
        workers: Most processes; 0 takes the settings' number.
        resume: Skip what an earlier run ended and what has not changed since.
        seconds: Longest time for one file.
        memory_bytes: Most resident memory for one file.
    """

    paths: tuple[Path, ...]
    output: Path
    ledger: Path | None = None
    settings: Settings = field(default_factory=Settings)
    passwords: Passwords = field(default_factory=Passwords)
    policy: str | None = None
    workers: int = 0
    resume: bool = True
    seconds: float = batch.FILE_SECONDS
    memory_bytes: int = batch.FILE_MEMORY_BYTES

    @property
    def book(self) -> Path:
        """Path of the ledger."""
        return self.ledger or self.settings.ledger or self.output / "台账.jsonl"

    @property
    def processes(self) -> int:
        """Number of processes, at least one."""
        return self.workers or self.settings.workers


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What is to be done.

    Attributes:
        todo: Files with the path of their copy to be.
        known: How an earlier run ended the others.
        cleaned: Names of folders and files that stand otherwise in the output.
    """

    request: FolderRequest
    state: RunState
    todo: tuple[tuple[Source, Path], ...]
    known: tuple[tuple[Source, Path, RedactResult], ...]
    cleaned: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def named(self) -> dict[Source, Path]:
        """The copies that get a clean name, with their paths."""
        return {
            source: target
            for source, target in self.todo
            if not self.cleaned.isdisjoint(
                (*source.relative.parent.parts, source.path.stem)
            )
        }

    @property
    def size(self) -> int:
        """Number of files."""
        return len(self.todo) + len(self.known)


@dataclass(frozen=True, slots=True)
class Step:
    """One file ended.

    Attributes:
        done: Files that ended, those of earlier runs among them.
        seconds_left: At the pace so far, None before there is one.
    """

    result: RedactResult
    done: int
    total: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Going:
    """A file came further.

    Attributes:
        path: Of the file.
        step: What is being done, see `redactor.progress`.
        done: Parts of the step.
        total: All parts of the step, 0 where they cannot be counted.
        fraction: Done part of all files of this run, 0 to 1.
        seconds_left: For all files; None while a guess would be wild.
    """

    path: Path
    step: str
    done: int
    total: int
    fraction: float
    seconds_left: float | None


@dataclass(slots=True)
class Outcome:
    """How a run ended.

    Attributes:
        counts: Number of files by status and code.
        total: All files of the run.
        queue: Files for a person to look at.
        stopped: It was cancelled.
        joint: Numbers that several copies show together, though none does alone.
    """

    total: int
    counts: Counter[tuple[Status, str]] = field(default_factory=Counter)
    queue: list[QueueItem] = field(default_factory=list)
    stopped: bool = False
    joint: tuple[JointMask, ...] = ()

    @property
    def fine(self) -> bool:
        """True when every file has its copy."""
        return self.released + self.of(Status.SKIPPED) == self.total

    @property
    def released(self) -> int:
        """Number of copies that this run released."""
        return self.of(Status.RELEASED)

    def of(self, status: Status) -> int:
        """Return the number of files that ended so."""
        return sum(n for (found, _), n in self.counts.items() if found is status)
