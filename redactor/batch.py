"""Many files over processes: one that crashes ends only itself.

Work goes out in a short window, so that a folder of any size costs little memory, and
results come back as they are ready. A worker that dies takes its pool along; the files
that were on their way are then run again one by one, each in a pool of its own, and
only those that kill it again are reported as crashed.
"""

import logging
import multiprocessing
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from redactor.errors import RedactorError
from redactor.files import copy_name
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
    "run",
]

_log = logging.getLogger(__name__)

Request = TypeVar("Request")
Result = TypeVar("Result")
SUFFIXES = (".pdf", ".docx", ".docm", ".doc")


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


def new_pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool of fresh processes (spawn: the same on every system)."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context)


def run(
    task: Callable[[Request], Result],
    requests: Sequence[Request],
    *,
    crashed: Callable[[Request], Result],
    workers: int = 1,
    pool: Callable[[int], Executor] = new_pool,
) -> Iterator[tuple[int, Result]]:
    """Run a task over requests and yield (index, result) as they are done.

    Args:
        requests: What the task is called with, one at a time.
        task: Top-level function; its own errors must come back as results.
        crashed: Makes the result of a request whose process died.
        workers: Processes; one request alone is run here without a process.
        pool: Makes an executor for a number of workers.

    Closing the iterator cancels what has not begun and waits for what has.
    """
    if len(requests) == 1:
        yield 0, task(requests[0])
        return
    waiting = list(enumerate(requests))
    waiting.reverse()
    while waiting:
        suspects = yield from _drain(task, waiting, workers, pool)
        for index, request in suspects:
            yield index, _alone(task, request, crashed, pool)


def _drain(
    task: Callable[[Request], Result],
    waiting: list[tuple[int, Request]],
    workers: int,
    pool: Callable[[int], Executor],
) -> Generator[tuple[int, Result], None, list[tuple[int, Request]]]:
    """Work off the stack; return what was on its way when the pool broke."""
    flying: dict[Future[Result], tuple[int, Request]] = {}
    executor = pool(min(workers, len(waiting)))
    broken = False
    try:
        while (waiting and not broken) or flying:
            broken = broken or not _fill(executor, task, waiting, flying, 2 * workers)
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in done:
                if isinstance(future.exception(), BrokenProcessPool):
                    broken = True
                    continue
                index, _request = flying.pop(future)
                yield index, future.result()
            if broken and all(future.done() for future in flying):
                break
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
    if flying:
        _log.warning("a worker died; %d files run again alone", len(flying))
    return sorted(flying.values(), key=lambda item: item[0])


def _fill(
    executor: Executor,
    task: Callable[[Request], Result],
    waiting: list[tuple[int, Request]],
    flying: dict[Future[Result], tuple[int, Request]],
    most: int,
) -> bool:
    """Submit from the top of the stack; False when the pool is broken."""
    while waiting and len(flying) < most:
        try:
            future = executor.submit(task, waiting[-1][1])
        except BrokenProcessPool:
            return False
        flying[future] = waiting.pop()
    return True


def _alone(
    task: Callable[[Request], Result],
    request: Request,
    crashed: Callable[[Request], Result],
    pool: Callable[[int], Executor],
) -> Result:
    with pool(1) as executor:
        try:
            return executor.submit(task, request).result()
        except BrokenProcessPool:
            return crashed(request)
