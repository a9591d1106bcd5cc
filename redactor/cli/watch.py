"""``yinmo watch``: files dropped into a folder are redacted until it is stopped."""

import argparse
from pathlib import Path

from redactor.cli.console import UsageError, read_context, say
from redactor.cli.redact import tell_result
from redactor.errors import ExitCode
from redactor.resume import RunState, rules_of
from redactor.watch import WatchRequest, watch

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Watch a folder; being stopped is the usual end and gives 0.

    Raises:
        UsageError: One of the folders lies in the watched one.
        RedactorError: A folder cannot be read or written.
    """
    settings, passwords = read_context(arguments)
    rules = rules_of(settings, arguments.policy)
    folder, done, review = arguments.folder, arguments.done, arguments.review
    if _within(done, folder) or _within(review, folder):
        raise UsageError("--done 和 --review 不能在看守的文件夹里面，请另选。")
    if done.resolve() == review.resolve():
        raise UsageError("--done 和 --review 不能是同一个文件夹。")
    ledger = arguments.ledger or settings.ledger or done / "台账.jsonl"
    state = RunState(done, rules, ledger)
    state.load()
    state.start()
    request = WatchRequest(
        folder, done, review, ledger, settings, passwords, arguments.policy
    )
    say(f"正在看守 {folder}，按 Ctrl+C 结束。")
    try:
        watch(
            request,
            state,
            lambda result: tell_result(result, as_json=arguments.json),
            workers=arguments.jobs or settings.workers,
        )
    except KeyboardInterrupt:
        say("已停止看守。再次运行会接着做。")
    return ExitCode.OK


def _within(inner: Path, outer: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve())
