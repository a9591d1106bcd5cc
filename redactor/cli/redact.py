"""``yinmo redact``: checked copies of files and folders, unattended."""

import argparse
import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from redactor import batch
from redactor.cli.console import UsageError, progress, read_context, say, sources_of
from redactor.cli.rows import planned_row, redact_row
from redactor.cli.summary import summary_table
from redactor.entities import entity
from redactor.errors import ExitCode, FileAccessError
from redactor.messages import sentence
from redactor.results import RedactRequest, RedactResult, Status
from redactor.resume import RunState, rules_of
from redactor.settings import Settings
from redactor.sources import Source, plan_targets

__all__ = ["run", "tell_result"]

_FINE = (Status.RELEASED, Status.SKIPPED)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done, and what an earlier run did already."""

    todo: tuple[tuple[Source, Path], ...]
    skipped: tuple[RedactResult, ...]

    @property
    def size(self) -> int:
        return len(self.todo) + len(self.skipped)


def run(arguments: argparse.Namespace) -> int:
    """Redact files; 0 when every file has its released copy, 1 otherwise."""
    settings, passwords = read_context(arguments)
    rules = rules_of(settings, arguments.policy)  # wrong ones fail before any file
    output = arguments.output
    ledger = arguments.ledger or settings.ledger or output / "台账.jsonl"
    state = RunState(output, rules, ledger)
    plan = _plan(arguments, state)
    if arguments.dry_run:
        return _tell_plan(plan, as_json=arguments.json)
    if plan.todo:
        state.start()
    requests = [
        RedactRequest(
            source.path, target, ledger, settings, passwords, arguments.policy
        )
        for source, target in plan.todo
    ]
    done = [*plan.skipped]
    for result in plan.skipped:
        tell_result(result, as_json=arguments.json)
    stopped = False
    try:
        _work(arguments, plan, requests, state, settings, done)
    except KeyboardInterrupt:
        stopped = True
        say("已取消。已写出的副本保留，其余没有写出；再次运行会接着做。")
    if not arguments.json:
        summary_table(done, plan.size)
        released = sum(result.status is Status.RELEASED for result in done)
        print(f"共 {plan.size} 个文件，写出 {released} 个；台账：{ledger}")
    fine = sum(result.status in _FINE for result in done) == plan.size
    return ExitCode.OK if fine and not stopped else ExitCode.NOT_ALL_RELEASED


def _work(
    arguments: argparse.Namespace,
    plan: _Plan,
    requests: Sequence[RedactRequest],
    state: RunState,
    settings: Settings,
    done: list[RedactResult],
) -> None:
    """Redact what is left, telling and noting each file as it ends."""
    memory = arguments.memory_mb
    results = batch.redact_many(
        requests,
        arguments.jobs or settings.workers,
        seconds=arguments.seconds or batch.FILE_SECONDS,
        memory_bytes=memory << 20 if memory else batch.FILE_MEMORY_BYTES,
    )
    shown = progress(results, len(requests), quiet=arguments.quiet)
    with closing(shown):  # Ctrl+C stops what is under way before anything is told
        for index, result in shown:
            state.note(plan.todo[index][0], result)
            done.append(result)
            tell_result(result, as_json=arguments.json)


def _plan(arguments: argparse.Namespace, state: RunState) -> _Plan:
    """Return which files to work on.

    Raises:
        UsageError: The output is an input folder, or there is no file.
    """
    output = arguments.output
    if any(p.is_dir() and p.resolve() == output.resolve() for p in arguments.paths):
        raise UsageError("输出文件夹不能就是输入文件夹，请另选一个（可以在它里面）。")
    sources = sources_of(arguments, skip=output)
    if arguments.resume:
        state.load()
    todo, skipped = [], []
    for source, target in zip(sources, plan_targets(sources, output), strict=True):
        copy = _copy(state, source, target) if arguments.resume else None
        if copy is None:
            todo.append((source, target))
        else:
            skipped.append(RedactResult(source.path, Status.SKIPPED, copy))
    return _Plan(tuple(todo), tuple(skipped))


def _copy(state: RunState, source: Source, target: Path) -> Path | None:
    try:
        return state.done(source, target)
    except FileAccessError:
        return None  # the worker refuses it, and the ledger notes that


def _tell_plan(plan: _Plan, *, as_json: bool) -> int:
    """Say what would be done; nothing is written."""
    taken = sum(target.exists() for _, target in plan.todo)
    for result in plan.skipped:
        tell_result(result, as_json=as_json)
    for source, target in plan.todo:
        if as_json:
            print(json.dumps(planned_row(source, target), ensure_ascii=False))
        elif target.exists():
            print(sentence("output_exists", source.path.name))
        else:
            print(f"{source.path.name}：将写到 {target}")
    if not as_json:
        print(
            f"共 {plan.size} 个文件：将处理 {len(plan.todo) - taken} 个，"
            f"已有副本跳过 {len(plan.skipped)} 个，副本已存在不会覆盖 {taken} 个。"
            "没有写任何文件。"
        )
    return ExitCode.NOT_ALL_RELEASED if taken else ExitCode.OK


def tell_result(result: RedactResult, *, as_json: bool) -> None:
    """Print how one file ended, as a sentence or as a line of JSON."""
    if as_json:
        print(json.dumps(redact_row(result), ensure_ascii=False), flush=True)
    else:
        _print(result)


def _print(result: RedactResult) -> None:
    name = result.path.name
    if result.output is None:
        print(sentence(result.code, name, **result.context))
    elif result.status is Status.SKIPPED:
        print(f"{name}：原件和规则都没有变，已有副本 {result.output}，跳过")
    elif result.nothing_found:
        print(f"{name}：未发现，请人工核对。已写出 {result.output}")
    else:
        counts = result.entities.items()
        done = "，".join(f"{entity(key).title} {count}" for key, count in counts)
        kept = sum(result.kept.values())
        stays = f"；按策略保留 {kept} 处" if kept else ""
        print(f"{name}：已处理 {done or '0 处'}{stays}。已写出 {result.output}")
