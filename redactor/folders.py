"""Folders redacted unattended: planned, run over any executor, noted, queued.

Command line and window call the same two functions: `plan_run` looks and writes
nothing, `carry_out` does the work. What is not released becomes the reviewer's queue.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from redactor import batch
from redactor.audit.events import run_record
from redactor.audit.ledger import Ledger
from redactor.errors import FileAccessError
from redactor.keeper import keep, keep_lost
from redactor.masking.joint import Trace, joint_masks
from redactor.masking.office_key import office_key
from redactor.masking.policy import load_policy
from redactor.naming import clean_names
from redactor.pace import Pace, weight_of
from redactor.queue import QUEUE_NAME, QueueItem, write_queue
from redactor.results import RedactRequest, RedactResult, Status
from redactor.resume import RunState, rules_of
from redactor.runs import FolderRequest, Going, Outcome, RunPlan, Step
from redactor.sources import Source, find_sources, plan_targets
from redactor.tasks import guarded_redact

__all__ = [
    "FolderRequest",
    "Going",
    "Outcome",
    "RunPlan",
    "Step",
    "carry_out",
    "plan_run",
]

_FINE = (Status.RELEASED, Status.SKIPPED)


def plan_run(request: FolderRequest, *, look_only: bool = False) -> RunPlan:
    """Return what is to be done; writes nothing, but ends what a kill left half-done.

    Args:
        request: What to redact.
        look_only: For showing only: not even that is done.

    Raises:
        OSError: A folder may not be read.
        PolicyError: The policy is unknown or wrong.
        ChainBrokenError: The ledger had to be asked, and its chain is broken.
    """
    rules = rules_of(request.settings, request.policy)
    keyless = not request.passwords.values
    state = RunState(request.output, rules, request.book, keyless, look_only)
    sources = find_sources(request.paths, skip=request.output)
    if request.resume:
        state.load()
    todo, known = [], []
    parts = [part for source in sources for part in source.relative.parent.parts]
    parts += [source.path.stem for source in sources]
    clean = clean_names(parts, request.settings)
    kept = state.names(sources)
    targets = plan_targets(sources, request.output, clean, kept)
    for source, target in zip(sources, targets, strict=True):
        end = _ended(state, source, target) if request.resume else None
        if end is None:
            todo.append((source, target))
        else:
            known.append((source, target, end))
    return RunPlan(request, state, tuple(todo), tuple(known), frozenset(clean))


def _ended(state: RunState, source: Source, target: Path) -> RedactResult | None:
    try:
        return state.ended(source, target)
    except FileAccessError:
        return None  # the worker refuses it, and the ledger notes that


def carry_out(
    plan: RunPlan,
    tell: Callable[[Step], None],
    *,
    stop: Callable[[], bool] | None = None,
    executor: Executor | None = None,
    going: Callable[[Going], None] | None = None,
) -> Outcome:
    """Redact what a plan holds. Blocks for long; call it off the GUI thread.

    Args:
        plan: From `plan_run`.
        tell: Called here for each file, in the order in which they end.
        stop: Asked now and then; True cancels what is under way, as Ctrl+C does.
        executor: Where files are worked on, by default local processes. Any other one
            may be on other machines: there nothing is noted, the ledger is kept here.
        going: Called on other threads as files come further; other machines are silent.

    Raises:
        LedgerNotWritableError: The ledger does not take the run; nothing was done.
        NotWritableError: The output folder cannot be written.
    """
    outcome = Outcome(plan.size)
    for source, target, result in plan.known:
        _count(outcome, plan, target, result)
        done = outcome.counts.total()
        tell(Step(replace(result, path=source.path), done, plan.size, None))
    if plan.todo:
        with _noted(plan, outcome) as run:
            try:
                _work(plan, run, _Teller(tell, plan, outcome, going), stop, executor)
            except KeyboardInterrupt:
                outcome.stopped = True
    return outcome


@contextmanager
def _noted(plan: RunPlan, outcome: Outcome) -> Iterator[str]:
    """Note begin and end of a run in the ledger; write the queue at its end."""
    request = plan.request
    run = str(uuid.uuid4())
    ledger = Ledger(request.book)
    known = {"files": plan.size, "known": len(plan.known)}
    plan.state.start()
    plan.state.keep_names(plan.named)
    office_key()  # for `masking.joint`; the workers only read it
    ledger.append(run_record(run, "started", known, request.settings))
    started = time.monotonic()
    end = "stopped"
    try:
        yield run
        end = "stopped" if outcome.stopped else "ended"
    finally:
        counts = {status.value: n for status in Status if (n := outcome.of(status))}
        if outcome.joint:
            counts["joint_masks"] = len(outcome.joint)
        seconds = round(time.monotonic() - started, 1)
        record = run_record(run, end, counts, request.settings, seconds=seconds)
        ledger.append(record)
        write_queue(request.output / QUEUE_NAME, outcome.queue)


@dataclass(slots=True)
class _Teller:
    """Counts what ends and tells it with the time that is left."""

    tell: Callable[[Step], None]
    plan: RunPlan
    outcome: Outcome
    going: Callable[[Going], None] | None = None
    pace: Pace = field(default_factory=Pace)
    traces: dict[int, tuple[Trace, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for source, _ in self.plan.todo:
            self.pace.begin(source.path, weight_of(source.path), writes=True)

    def hear(self, request: RedactRequest, step: str, done: int, total: int) -> None:
        """Take how far a file is; called on other threads."""
        path, pace = request.path, self.pace
        pace.tell(path, step, done, total)
        if self.going is not None:
            left = pace.seconds_left
            self.going(Going(path, step, done, total, pace.fraction, left))

    def __call__(self, index: int, result: RedactResult) -> None:
        source, target = self.plan.todo[index]
        self.plan.state.note(source, result)
        if result.output is not None and result.output.stem != target.stem:
            self.plan.state.keep_names({source: result.output})
        if result.traces and result.output is not None:
            self.traces[index] = result.traces
        _count(self.outcome, self.plan, target, result)
        done = self.outcome.counts.total()
        self.pace.end(source.path)
        self.tell(Step(result, done, self.plan.size, self.pace.seconds_left))


def _work(
    plan: RunPlan,
    run: str,
    ended: _Teller,
    stop: Callable[[], bool] | None,
    executor: Executor | None,
) -> None:
    request = plan.request
    away = executor is not None
    workers = min(request.processes, len(plan.todo))
    pool = executor or batch.new_pool(
        workers,
        readers=request.processes,
        seconds=request.seconds,
        memory_bytes=request.memory_bytes,
        news=ended.hear,
    )
    window = getattr(pool, "window", None) or 2 * workers
    ledger = Ledger(request.book)
    tasks = (_request(request, run, item, away=away) for item in plan.todo)
    with batch.closing_pool(pool) as running:
        results = batch.run(
            guarded_redact,
            tasks,
            lost=lambda lost, error: keep_lost(lost, error, ledger),
            executor=running,
            window=window,
            stop=stop,
        )
        try:
            for index, result in results:
                ended(index, keep(result, ledger))
            ended.outcome.stopped = bool(stop and stop())
        finally:
            floor = load_policy(request.policy or request.settings.policy).floor
            ended.outcome.joint = joint_masks(ended.traces.items(), floor)
            results.close()


def _request(
    request: FolderRequest, run: str, item: tuple[Source, Path], *, away: bool
) -> RedactRequest:
    source, target = item
    return RedactRequest(
        source.path.absolute() if away else source.path,
        target.absolute() if away else target,
        None if away else request.book,
        request.settings,
        request.passwords,
        request.policy,
        run=run,
    )


def _count(outcome: Outcome, plan: RunPlan, target: Path, result: RedactResult) -> None:
    outcome.counts[result.status, result.code] += 1
    if result.status not in _FINE and result.code != "output_exists":
        item = QueueItem(result.path, target, plan.request.policy, result.code)
        outcome.queue.append(item)
