"""A watched folder: what is dropped in comes out checked, or waits for a reviewer.

Copies that were released appear in one folder; what was not released is laid as the
original into the reviewer's folder, since there is no copy. Originals stay where they
were dropped, as everywhere in Yinmo. A file is taken up once it has stopped growing.

What this doesn't do: work for several watchers on one folder.
"""

import os
import queue
import shutil
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import count, takewhile
from pathlib import Path

from redactor import batch
from redactor.audit.events import run_record
from redactor.audit.ledger import Ledger
from redactor.errors import FileAccessError, NotWritableError
from redactor.files import file_digest, publish, temporary_beside
from redactor.keeper import keep_lost
from redactor.model import Passwords
from redactor.naming import clean_names
from redactor.results import RedactRequest, RedactResult
from redactor.resume import RunState
from redactor.settings import Settings
from redactor.sources import Source, find_sources, plan_targets
from redactor.tasks import guarded_redact

__all__ = ["WatchRequest", "Watcher", "watch"]

_SETTLED_SECONDS = 1.0
_TICK_SECONDS = 0.5
_LOOK_TICKS = 60


@dataclass(frozen=True, slots=True)
class WatchRequest:
    """What to watch and where things go.

    Attributes:
        folder: Where files are dropped.
        done: Where released copies appear, in the same tree.
        review: Where originals are laid that were not released.
    """

    folder: Path
    done: Path
    review: Path
    ledger: Path
    settings: Settings = field(default_factory=Settings)
    passwords: Passwords = field(default_factory=Passwords)
    policy: str | None = None


class Watcher:
    """What is known of the dropped files; `round` does the work. One thread."""

    def __init__(self, request: WatchRequest, state: RunState) -> None:
        self._request = request
        self._state = state
        self._seen: dict[Path, tuple[int, int]] = {}
        self._ended: dict[Path, tuple[int, int]] = {}
        self._targets: dict[Path, Path] = {}
        self._clean: dict[str, str] = {}
        self._known: set[str] = set()
        self._run = str(uuid.uuid4())
        self._counts: Counter[str] = Counter()

    def note(self, status: str) -> None:
        """Note in the ledger that the watch began (``started``) or ended.

        Raises:
            AuditError: The ledger takes no entry.
        """
        request = self._request
        record = run_record(self._run, status, self._counts, request.settings)
        Ledger(request.ledger).append(record)

    def round(self, executor: Executor, window: int) -> Iterator[RedactResult]:
        """Take up what has settled since the last round, and yield how it ended.

        Raises:
            FileAccessError: The folder may not be read.
            NotWritableError: An output folder cannot be written.
        """
        ready = list(self._ready())
        ledger = Ledger(self._request.ledger)
        requests = [self._to_do(source) for source in ready]
        results = batch.run(
            guarded_redact,
            requests,
            lost=lambda lost, error: keep_lost(lost, error, ledger),
            executor=executor,
            window=window,
        )
        for index, result in results:
            source = ready[index]
            self._counts[result.status.value] += 1
            self._state.note(source, result)
            if result.output and not self._known_names(source).isdisjoint(self._clean):
                self._state.keep_names({source: result.output})
            if result.output is None:
                _lay(source, self._request.review)
            yield result

    @property
    def waiting(self) -> bool:
        """Tell whether files are still growing."""
        return any(self._ended.get(path) != stamp for path, stamp in self._seen.items())

    def _to_do(self, source: Source) -> RedactRequest:
        watched = self._request
        return RedactRequest(
            source.path,
            self._targets[source.path],
            watched.ledger,
            watched.settings,
            watched.passwords,
            watched.policy,
            run=self._run,
        )

    def _ready(self) -> Iterator[Source]:
        """Yield files that two rounds saw alike and that are not dealt with yet."""
        try:
            sources = find_sources([self._request.folder])
        except FileNotFoundError:
            return  # a folder was taken away while we looked; that stirs a new round
        except OSError as error:
            raise FileAccessError(reason="denied") from error
        self._learn(sources)
        kept = {s.relative: t for s in sources if (t := self._targets.get(s.path))}
        kept = self._state.names(sources) | kept
        targets = plan_targets(sources, self._request.done, self._clean, kept)
        self._targets = {s.path: t for s, t in zip(sources, targets, strict=True)}
        before, self._seen = self._seen, {}
        for source in sources:
            try:
                stat = source.path.stat()
            except OSError:
                continue  # taken away again while we looked
            stamp = self._seen[source.path] = stat.st_size, stat.st_mtime_ns
            if (
                before.get(source.path) != stamp
                or self._ended.get(source.path) == stamp
            ):
                continue
            self._ended[source.path] = stamp
            if not self._done_before(source):
                yield source

    @staticmethod
    def _known_names(source: Source) -> set[str]:
        return {*source.relative.parent.parts, source.path.stem}

    def _learn(self, sources: list[Source]) -> None:
        """Find clean names for what has not been seen before."""
        names = set().union(*map(self._known_names, sources))
        fresh = sorted(names - self._known)
        self._known |= names
        if fresh:
            self._clean |= clean_names(fresh, self._request.settings)

    def _done_before(self, source: Source) -> bool:
        """Tell whether an earlier watch ended this file as it is now."""
        try:
            if self._state.done(source, self._targets[source.path]):
                return True
            return _laid(source, self._request.review)
        except FileAccessError:
            return False  # the worker refuses it, and the ledger notes that


def _places(source: Source, review: Path) -> Iterator[Path]:
    """Yield the names that an original may get: its own, then numbered ones."""
    first = review / source.relative
    yield first
    for number in count(2):
        yield first.with_name(f"{first.stem}_{number}{first.suffix}")


def _laid(source: Source, review: Path) -> bool:
    """Tell whether this very file is there already, under one of its names.

    Raises:
        FileAccessError: It cannot be read.
    """
    there = takewhile(os.path.lexists, _places(source, review))
    mine = file_digest(source.path)
    return any(file_digest(path) == mine for path in there)


def _lay(source: Source, review: Path) -> None:
    """Lay an original into the reviewer's folder, whole or not at all.

    Raises:
        NotWritableError: The folder cannot be written.
    """
    try:
        if _laid(source, review):
            return
    except FileAccessError:
        return  # nothing to lay: it may not be read, or was taken away
    target = next(p for p in _places(source, review) if not os.path.lexists(p))
    with temporary_beside(target) as temporary:
        try:
            shutil.copyfile(source.path, temporary)
        except FileNotFoundError:
            return
        publish(temporary, target)


def watch(
    request: WatchRequest,
    state: RunState,
    tell: Callable[[RedactResult], None],
    *,
    workers: int,
) -> None:
    """Watch until interrupted; blocks. The folders are made if they are missing.

    Raises:
        KeyboardInterrupt: The user stopped it; nothing half-done is left.
        RedactorError: A folder cannot be read or written.
    """
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    for folder in (request.folder, request.done, request.review):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotWritableError(reason="denied") from error
    stirred: queue.SimpleQueue[None] = queue.SimpleQueue()

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            stirred.put(None)

    observer = Observer()
    observer.schedule(Handler(), str(request.folder), recursive=True)
    watcher = Watcher(request, state)
    watcher.note("started")
    observer.start()
    try:
        with batch.closing_pool(batch.new_pool(workers)) as executor:
            while True:
                for result in watcher.round(executor, 2 * workers):
                    tell(result)
                _rest(stirred, growing=watcher.waiting)
    finally:
        observer.stop()
        observer.join()
        watcher.note("ended")


def _rest(stirred: "queue.SimpleQueue[None]", *, growing: bool) -> None:
    """Sleep until something stirs, or a moment if files may still be growing.

    Shared folders often tell nothing, so every now and then a look is taken anyway.
    """
    for _ in range(0 if growing else _LOOK_TICKS):
        try:
            # short waits, so that Ctrl+C is heard on every system
            stirred.get(timeout=_TICK_SECONDS)
            break
        except queue.Empty:
            continue
    time.sleep(_SETTLED_SECONDS)
    while not stirred.empty():
        stirred.get_nowait()
