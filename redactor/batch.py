"""Many files over any executor: one that crashes, hangs or swells ends only itself.

Work goes out in a short window, so that a folder of any size costs little memory, and
results come back as they are ready.
"""

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from redactor.errors import CrashedError, RedactorError
from redactor.files import copy_name
from redactor.isolation import IsolatingExecutor
from redactor.pipeline import redact, scan
from redactor.results import (
    RedactRequest,
    RedactResult,
    ScanRequest,
    ScanResult,
    Status,
)

__all__ = [
    "SUFFIXES",
    "Source",
    "find_sources",
    "guarded_redact",
    "guarded_scan",
    "new_pool",
    "plan_targets",
    "redact_many",
    "run",
    "scan_many",
]

_log = logging.getLogger(__name__)

Request = TypeVar("Request")
Result = TypeVar("Result")
SUFFIXES = (".pdf", ".docx", ".docm", ".doc")
FILE_SECONDS = 1800.0
FILE_MEMORY_BYTES = 8 << 30


@dataclass(frozen=True, slots=True)
class Source:
    """A file to work on and its place below the folder that was named."""

    path: Path
    relative: Path


def find_sources(paths: Iterable[Path], *, skip: Path | None = None) -> list[Source]:
    """Collect files: those named, and in folders all with a known suffix, sorted.

    Args:
        paths: Files and folders; a named file is taken whatever its suffix.
        skip: Folder to leave out (the output inside the input).

    Links to folders are not followed, so that a circle does not hang the walk; lock
    files of Office (``~$``) and hidden files are left out.
    """
    found: dict[Path, Source] = {}
    banned = skip.resolve() if skip else None
    for path in paths:
        if not path.is_dir():
            found.setdefault(path.absolute(), Source(path, Path(path.name)))
            continue
        for file in sorted(_walk(path, banned)):
            found.setdefault(file.absolute(), Source(file, file.relative_to(path)))
    return list(found.values())


def _walk(folder: Path, banned: Path | None) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            if not entry.is_symlink() and entry.resolve() != banned:
                yield from _walk(entry, banned)
        elif entry.suffix.lower() in SUFFIXES:
            yield entry


def plan_targets(sources: Sequence[Source], output: Path) -> list[Path]:
    """Return the copy's path for each source: same tree, ``<stem>_脱敏`` and suffix.

    Word files of every kind become ``.docx``. Two sources that would share a name keep
    their suffix in it: ``表.doc_脱敏.docx``.
    """
    taken: set[str] = set()
    targets = []
    for source in sources:
        suffix = source.path.suffix.lower()
        suffix = ".docx" if suffix in (".doc", ".docm") else suffix or ".pdf"
        folder = output / source.relative.parent
        target = folder / copy_name(source.path, suffix)
        if str(target).casefold() in taken:
            target = folder / f"{source.path.name}_脱敏{suffix}"
        taken.add(str(target).casefold())
        targets.append(target)
    return targets


def guarded_redact(request: RedactRequest) -> RedactResult:
    """Call `redact`; the border where an unknown error becomes a failed result."""
    try:
        return redact(request)
    except Exception as error:  # noqa: BLE001 - the worker's border
        _log_unknown(error)
        return RedactResult(request.path, Status.FAILED, code="internal")


def guarded_scan(request: ScanRequest) -> ScanResult | RedactorError:
    """Call `scan`; errors come back as values, unknown ones as the root error."""
    try:
        return scan(request)
    except RedactorError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the worker's border
        _log_unknown(error)
        return RedactorError()


def _log_unknown(error: Exception) -> None:
    # the message may quote the document, so only the type and the frames are logged
    frames = traceback.extract_tb(error.__traceback__)
    trail = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))
    _log.error("unknown error %s at %s", type(error).__name__, trail)


def new_pool(
    workers: int,
    *,
    seconds: float | None = FILE_SECONDS,
    memory_bytes: int | None = FILE_MEMORY_BYTES,
) -> Executor:
    """Return local processes, each task within its limits of time and memory."""
    return IsolatingExecutor(workers, seconds=seconds, memory_bytes=memory_bytes)


def run(
    task: Callable[[Request], Result],
    requests: Iterable[Request],
    *,
    lost: Callable[[Request, RedactorError], Result],
    executor: Executor,
    window: int,
) -> Iterator[tuple[int, Result]]:
    """Run a task over requests and yield (index, result) as they are done.

    Args:
        task: Top-level function; its own errors must come back as results.
        requests: What the task is called with, one at a time.
        lost: Makes the result of a request whose process was lost.
        executor: Any executor; it stays the caller's to shut down.
        window: Most requests under way or waiting in the executor.

    Closing the iterator cancels what is still under way.
    """
    waiting = iter(enumerate(requests))
    flying: dict[Future[Result], tuple[int, Request]] = {}
    try:
        while True:
            for index, request in islice(waiting, window - len(flying)):
                flying[executor.submit(task, request)] = index, request
            if not flying:
                return
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in done:
                index, request = flying.pop(future)
                error = future.exception()
                if error is None:
                    yield index, future.result()
                else:
                    yield index, lost(request, _as_known(error))
    finally:
        for future in flying:
            future.cancel()


def _as_known(error: BaseException) -> RedactorError:
    if isinstance(error, RedactorError):
        return error
    if isinstance(error, Exception):
        _log_unknown(error)
        return CrashedError()
    raise error


def redact_many(
    requests: Sequence[RedactRequest], workers: int
) -> Iterator[tuple[int, RedactResult]]:
    """Redact files in local processes and yield (index, result) as they are done."""
    with _closing(new_pool(min(workers, len(requests)))) as executor:
        yield from run(
            guarded_redact,
            requests,
            lost=lambda request, error: RedactResult(
                request.path, Status.FAILED, code=error.code, context=error.context
            ),
            executor=executor,
            window=2 * workers,
        )


def scan_many(
    requests: Sequence[ScanRequest], workers: int
) -> Iterator[tuple[int, ScanResult | RedactorError]]:
    """Scan files in local processes and yield (index, result) as they are done."""
    with _closing(new_pool(min(workers, len(requests)))) as executor:
        yield from run(
            guarded_scan,
            requests,
            lost=lambda _request, error: error,
            executor=executor,
            window=2 * workers,
        )


@contextmanager
def _closing(executor: Executor) -> Iterator[Executor]:
    """Shut down at the end; stop what runs when the end comes early."""
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=True, cancel_futures=True)
        raise
    executor.shutdown(wait=True)
