"""Past one machine: files worked on by Dask workers, the ledger kept by the caller.

Every worker must see input and output under the same paths (a shared folder) and run
the same Yinmo with the same rules and the same office key; one that does not refuses
its files. A worker writes
and checks a copy under a temporary name; `redactor.keeper` notes it and names it. So a
file that was worked on twice, because a worker was lost, still gives one entry and one
copy: what the lost worker left is never named. Dask gives a file up that took three
workers down.

Threat model: Dask's connections are open to whoever reaches the scheduler, and they
carry paths and passwords. Use them in a closed network, or with Dask's own TLS settings
(``tls://``). What this doesn't do: keep two runs from different machines apart.
"""

import logging
import multiprocessing
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from redactor import __version__
from redactor.batch import new_pool
from redactor.errors import ClusterError
from redactor.keeper import clear_checked
from redactor.masking.office_key import keyed, office_key, read_office_key
from redactor.results import RedactRequest, RedactResult
from redactor.resume import rules_of
from redactor.settings import Settings

__all__ = ["ClusterExecutor", "cluster_pool", "run_worker", "work"]

_CONNECT_SECONDS = 20
_pool_lock = threading.Lock()
_pools: dict[tuple[float, int], Executor] = {}


@dataclass(frozen=True, slots=True)
class _Terms:
    """What caller and worker must agree on, and the limits for one file."""

    version: str
    rules: str
    key: str
    seconds: float
    memory_bytes: int


class ClusterExecutor(Executor):
    """Hands files to the workers of a Dask client.

    Attributes:
        window: Most files under way: enough that no worker waits.
    """

    def __init__(self, inner: Executor, terms: _Terms, threads: int) -> None:
        self._inner = inner
        self._terms = terms
        self.window = max(2 * threads, 4)

    def submit(
        self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        """Schedule a call of one request; see `concurrent.futures.Executor`."""
        (request,) = args
        return self._inner.submit(work, fn, request, self._terms, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks."""
        self._inner.shutdown(wait=wait and not cancel_futures)


@contextmanager
def cluster_pool(
    address: str, output: Path, *, rules: str, seconds: float, memory_bytes: int
) -> Iterator[ClusterExecutor]:
    """Connect to a scheduler; the executor is for `redactor.folders.carry_out`.

    Args:
        address: Such as ``tcp://10.0.0.5:8786``.
        output: Folder of the copies; what lost workers left there is removed.
        rules: Digest of the rules in force here.
        seconds: Longest time for one file.
        memory_bytes: Most resident memory for one file.

    Raises:
        ClusterError: Dask is not installed, or nobody answers (context: reason).
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(reason="not_installed") from error
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(reason="unreachable") from error
    with client:
        clear_checked(output)
        threads = sum(client.nthreads().values())
        inner = client.get_executor(pure=False)
        key = keyed(office_key(), "cluster")
        terms = _Terms(__version__, rules, key, seconds, memory_bytes)
        try:
            yield ClusterExecutor(inner, terms, threads)
        finally:
            clear_checked(output)


def work(
    task: Callable[[RedactRequest], RedactResult],
    request: RedactRequest,
    terms: _Terms,
) -> RedactResult:
    """Do one file on a worker, within its limits; runs there.

    Raises:
        ClusterError: This machine is not like the caller's (context: reason).
        LimitError: The file took too long or too much memory.
        CrashedError: The process that worked on it died.
    """
    if terms.version != __version__:
        raise ClusterError(reason="version")
    if _rules(request.settings, request.policy) != terms.rules:
        raise ClusterError(reason="rules")
    own = read_office_key()
    if own is None or keyed(own, "cluster") != terms.key:
        # its masks could not be compared with those of the other machines
        raise ClusterError(reason="office_key")
    if multiprocessing.current_process().daemon:
        return task(request)  # Dask's nanny forbids children, and limits memory itself
    future = _pool(terms.seconds, terms.memory_bytes).submit(task, request)
    result: RedactResult = future.result()
    return result


@cache
def _rules(settings: Settings, policy: str | None) -> str:
    return rules_of(settings, policy).whole


def _pool(seconds: float, memory_bytes: int) -> Executor:
    with _pool_lock:
        key = seconds, memory_bytes
        if key not in _pools:
            _pools[key] = new_pool(
                _threads(), seconds=seconds, memory_bytes=memory_bytes
            )
        return _pools[key]


def _threads() -> int:
    from distributed import get_worker

    return int(get_worker().state.nthreads)


def run_worker(address: str, jobs: int) -> None:
    """Be a worker until the scheduler goes or the process is stopped; blocks.

    Args:
        address: Of the scheduler.
        jobs: Files at a time, each in a process of its own.

    Raises:
        ClusterError: Dask is not installed, or nobody answers (context: reason).
    """
    import asyncio

    try:
        from distributed import Worker
    except ImportError as error:
        raise ClusterError(reason="not_installed") from error

    async def serve() -> None:
        async with Worker(
            address, nthreads=jobs, death_timeout=_CONNECT_SECONDS
        ) as worker:
            await worker.finished()

    logging.getLogger("distributed").setLevel(logging.WARNING)
    try:
        asyncio.run(serve())
    except (OSError, TimeoutError) as error:
        raise ClusterError(reason="unreachable") from error
    finally:
        for pool in _pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
