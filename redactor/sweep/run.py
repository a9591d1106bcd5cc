"""A folder swept: what changed is examined, the rest remembered, all of it ranked.

The state file in the report folder holds, for each file, a digest over its place and
content and what was counted in it; no names and no text. Files that crashed or ran out
of time are tried again next time.
"""

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import psutil

from redactor import batch
from redactor.errors import FileAccessError, NotWritableError, RedactorError
from redactor.files import file_digest
from redactor.resume import rules_of
from redactor.settings import Settings
from redactor.sweep.examine import SUFFIXES, guarded_examine
from redactor.sweep.model import Entry, Swept, Task

__all__ = ["Sweep", "SweepRequest", "sweep"]

STATE_NAME = ".yinmo-sweep.jsonl"
_SCRATCH = ".yinmo-sweep-"
_AGAIN = frozenset(("crashed", "limit", "internal", "file_access"))
# Formats that may hold documents and that nobody looks into here: told, not hidden.
_UNREAD = frozenset(
    [
        ".xls",
        ".xlsx",
        ".et",
        ".wps",
        ".wpt",
        ".ofd",
        ".ppt",
        ".pptx",
        ".dps",
        ".rtf",
        ".rar",
        ".7z",
        ".tar",
        ".gz",
        ".mht",
        ".jpg",
        ".jpeg",
        ".png",
        ".tif",
        ".tiff",
        ".bmp",
    ]
)


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
    """

    entries: tuple[Entry, ...]
    unread: dict[str, int]
    remembered: int


def sweep(request: SweepRequest, executor: Executor | None = None) -> Sweep:
    """Sweep a folder; writes the state file only. Blocks for long.

    Args:
        request: What to do.
        executor: Where to examine files; by default local processes are started.

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
            for key, swept in _examined(request, found, executor):
                fresh[key] = found[key].path, swept
            _keep(request.output / STATE_NAME, rules, known | fresh)
    except OSError as error:
        raise NotWritableError(reason="denied") from error
    entries = [
        Entry(one, request.today, path)
        for path, swept in (known | fresh).values()
        for one in swept
    ]
    entries.sort(key=lambda entry: (*entry.rank, entry.swept.label))
    return Sweep(tuple(entries), dict(sorted(unread.items())), len(known))


def _tasks(
    request: SweepRequest, scratch: Path, unread: Counter[str]
) -> Iterator[Task]:
    banned = request.output.resolve()
    for path in _walk(request.folder, banned):
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES:
            unread[suffix] += suffix in _UNREAD
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
    request: SweepRequest, tasks: dict[str, Task], executor: Executor | None
) -> Iterator[tuple[str, tuple[Swept, ...]]]:
    if not tasks:
        return
    keys = list(tasks)
    workers = min(request.workers, len(keys))
    with batch.closing_pool(executor or batch.new_pool(workers)) as pool:
        results = batch.run(
            guarded_examine,
            tasks.values(),
            lost=_lost,
            executor=pool,
            window=2 * workers,
        )
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


def _keep(
    path: Path, rules: str, done: dict[str, tuple[Path, tuple[Swept, ...]]]
) -> None:
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8") as stream:
        for key, (_, swept) in done.items():
            if not any(one.code in _AGAIN for one in swept):
                files = [one.as_row() for one in swept]
                row = {"key": key, "rules": rules, "files": files}
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    temporary.replace(path)


def _clear(output: Path) -> None:
    """Remove what sweeps left that were killed while an archive was unpacked."""
    for left in output.glob(f"{_SCRATCH}*-*"):
        owner = left.name.removeprefix(_SCRATCH).split("-", 1)[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
