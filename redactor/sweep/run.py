"""A folder swept: what changed is examined, the rest remembered, all of it ranked.

The state file in the report folder holds, for each file, a digest over its place and
content and what was counted in it; no names and no text. It grows with every file, so
that a sweep that was stopped or killed goes on where it was. Files that crashed or ran
out of time are tried again next time.
"""

import json
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import psutil

from redactor import batch
from redactor.errors import FileAccessError, NotWritableError, RedactorError
from redactor.files import file_digest
from redactor.queue import QueueItem
from redactor.resume import rules_of
from redactor.settings import Settings
from redactor.sources import SUFFIXES as REDACTABLE
from redactor.sweep.examine import guarded_examine
from redactor.sweep.model import Entry, Level, Swept, Task
from redactor.sweep.suffixes import SUFFIXES, UNREAD

__all__ = ["Look", "Sweep", "SweepRequest", "sweep"]

STATE_NAME = ".yinmo-sweep.jsonl"
_SCRATCH = ".yinmo-sweep-"
_AGAIN = frozenset(("crashed", "limit", "internal", "file_access"))


@dataclass(frozen=True, slots=True)
class SweepRequest:
    """What to sweep and where the report goes.

    Attributes:
        today: Day on which publicity periods are judged.
        workers: Most processes.
    """

    folder: Path
    output: Path
    today: date
    settings: Settings = field(default_factory=Settings)
    policy: str | None = None
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Sweep:
    """A finished sweep.

    Attributes:
        entries: All files, the worst first.
        unread: Number of files of formats that are not looked into, by suffix.
        remembered: How many files were taken from the state file.
        stopped: It was cancelled; the entries are those that were examined.
    """

    entries: tuple[Entry, ...]
    unread: dict[str, int]
    remembered: int
    stopped: bool = False

    def to_redact(self, least: Level = Level.HIGH) -> tuple[QueueItem, ...]:
        """Return files for the redaction queue, the worst first, each once.

        Args:
            least: Only files that are at least so urgent.

        Files of formats that cannot be redacted, and those within archives, are not
        among them: they must be taken down, or unpacked first.
        """
        worst = (entry for entry in self.entries if entry.level >= least)
        paths = dict.fromkeys(e.path for e in worst if not e.swept.code)
        return tuple(
            QueueItem(path, code="swept")
            for path in paths
            if path.suffix.lower() in REDACTABLE
        )


@dataclass(frozen=True, slots=True)
class Look:
    """One file was examined.

    Attributes:
        done: Files that are done, those remembered among them.
        seconds_left: At the pace so far.
    """

    done: int
    total: int
    seconds_left: float


def sweep(
    request: SweepRequest,
    executor: Executor | None = None,
    *,
    tell: Callable[[Look], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Sweep:
    """Sweep a folder; writes the state file only. Blocks for long.

    Args:
        request: What to do.
        executor: Where to examine files; by default local processes are started.
        tell: Called here for each file that was examined.
        stop: Asked now and then; True ends the sweep with what it has.

    Raises:
        FileAccessError: A folder may not be read.
        NotWritableError: The report folder cannot be written.
        PolicyError: The policy is unknown.
    """
    rules = rules_of(request.settings, request.policy).whole
    unread: Counter[str] = Counter()
    old = _remembered(request.output / STATE_NAME, rules)
    try:
        request.output.mkdir(parents=True, exist_ok=True)
        _clear(request.output)
        prefix = f"{_SCRATCH}{os.getpid()}-"
        with tempfile.TemporaryDirectory(prefix=prefix, dir=request.output) as scratch:
            found, known = {}, {}
            fresh: dict[str, tuple[Path, tuple[Swept, ...]]] = {}
            for task in _tasks(request, Path(scratch), unread):
                key = _key(task)
                if key in old:
                    known[key] = task.path, old[key]
                else:
                    found[key] = task
            state = request.output / STATE_NAME
            total, started = len(found) + len(known), time.monotonic()
            with closing(_examined(request, found, executor, stop)) as results:
                for key, swept in results:
                    fresh[key] = found[key].path, swept
                    _append(state, rules, key, swept)
                    if tell:
                        pace = (time.monotonic() - started) / len(fresh)
                        left = pace * (len(found) - len(fresh))
                        tell(Look(len(known) + len(fresh), total, left))
            stopped = len(fresh) < len(found)
            _keep(state, rules, known | fresh)
    except OSError as error:
        raise NotWritableError(reason="denied") from error
    entries = [
        Entry(one, request.today, path)
        for path, swept in (known | fresh).values()
        for one in swept
    ]
    entries.sort(key=lambda entry: (*entry.rank, entry.swept.label))
    told = dict(sorted(unread.items()))
    return Sweep(tuple(entries), told, len(known), stopped)


def _tasks(
    request: SweepRequest, scratch: Path, unread: Counter[str]
) -> Iterator[Task]:
    banned = request.output.resolve()
    for path in _walk(request.folder, banned):
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES:
            unread[suffix] += suffix in UNREAD
            continue
        try:
            digest, _ = file_digest(path)
        except FileAccessError:
            digest = ""
        relative = path.relative_to(request.folder)
        yield Task(path, relative, digest, scratch, request.settings, request.policy)
    for suffix in [suffix for suffix, count in unread.items() if not count]:
        del unread[suffix]


def _walk(folder: Path, banned: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise FileAccessError(reason="denied") from error
    for entry in entries:
        if entry.is_dir():
            if not entry.is_symlink() and entry.resolve() != banned:
                yield from _walk(entry, banned)
        elif entry.is_file() and not entry.name.startswith("~$"):
            yield entry


def _examined(
    request: SweepRequest,
    tasks: dict[str, Task],
    executor: Executor | None,
    stop: Callable[[], bool] | None,
) -> Generator[tuple[str, tuple[Swept, ...]], None, None]:
    if not tasks:
        return
    keys = list(tasks)
    workers = min(request.workers, len(keys))
    pool = executor or batch.new_pool(workers, readers=request.workers)
    with batch.closing_pool(pool) as pool:
        results = batch.run(
            guarded_examine,
            tasks.values(),
            lost=_lost,
            executor=pool,
            window=getattr(pool, "window", None) or 2 * workers,
            stop=stop,
        )
        with closing(results):
            for index, swept in results:
                yield keys[index], swept


def _lost(task: Task, error: RedactorError) -> tuple[Swept, ...]:
    # the name was not looked at, so it is not shown
    return (Swept(f"…{task.relative.suffix}", task.sha256[:12], code=error.code),)


def _key(task: Task) -> str:
    text = f"{task.sha256}\0{task.relative.as_posix()}"
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def _remembered(path: Path, rules: str) -> dict[str, tuple[Swept, ...]]:
    """Read the state file; a line that is not whole means one file more to examine."""
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise NotWritableError(reason="denied") from error
    known = {}
    for line in lines:
        try:
            row: dict[str, Any] = json.loads(line)
            if row["rules"] == rules:
                known[str(row["key"])] = tuple(map(Swept.from_row, row["files"]))
        except (ValueError, KeyError, TypeError):
            continue
    return known


def _append(path: Path, rules: str, key: str, swept: tuple[Swept, ...]) -> None:
    with path.open("ab+") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(size - 1, 0))
        torn = stream.read(1) not in (b"", b"\n")
        stream.write(b"\n" * torn + _row(rules, key, swept).encode())


def _row(rules: str, key: str, swept: tuple[Swept, ...]) -> str:
    if any(one.code in _AGAIN for one in swept):
        return ""
    row = {"key": key, "rules": rules, "files": [one.as_row() for one in swept]}
    return json.dumps(row, ensure_ascii=False) + "\n"


def _keep(
    path: Path, rules: str, done: dict[str, tuple[Path, tuple[Swept, ...]]]
) -> None:
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8") as stream:
        for key, (_, swept) in done.items():
            stream.write(_row(rules, key, swept))
    temporary.replace(path)


def _clear(output: Path) -> None:
    """Remove what sweeps left that were killed while an archive was unpacked."""
    for left in output.glob(f"{_SCRATCH}*-*"):
        owner = left.name.removeprefix(_SCRATCH).split("-", 1)[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
