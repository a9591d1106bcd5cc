"""``yinmo redact``: checked copies of files and folders, unattended."""

import argparse
import json

from redactor import batch
from redactor.cli.console import progress, read_context, sources_of
from redactor.cli.rows import redact_row
from redactor.entities import entity
from redactor.errors import ExitCode
from redactor.masking.policy import load_policy
from redactor.messages import sentence
from redactor.results import RedactRequest, RedactResult, Status
from redactor.sources import plan_targets

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Redact files; 0 when every file was released, 1 otherwise."""
    settings, passwords = read_context(arguments)
    load_policy(arguments.policy or settings.policy)  # wrong ones fail before any file
    output = arguments.output
    ledger = arguments.ledger or settings.ledger or output / "台账.jsonl"
    sources = sources_of(arguments, skip=output)
    requests = [
        RedactRequest(
            source.path, target, ledger, settings, passwords, arguments.policy
        )
        for source, target in zip(
            sources, plan_targets(sources, output), strict=True
        )
    ]
    results = batch.redact_many(requests, arguments.jobs or settings.workers)
    released = 0
    for _, result in progress(results, len(requests), quiet=arguments.quiet):
        released += result.status is Status.RELEASED
        if arguments.json:
            print(json.dumps(redact_row(result), ensure_ascii=False), flush=True)
        else:
            _print(result)
    if not arguments.json:
        print(f"共 {len(requests)} 个文件，写出 {released} 个；台账：{ledger}")
    return ExitCode.OK if released == len(requests) else ExitCode.NOT_ALL_RELEASED


def _print(result: RedactResult) -> None:
    name = result.path.name
    if result.output is None:
        print(sentence(result.code, name, **result.context))
    elif result.nothing_found:
        print(f"{name}：未发现，请人工核对。已写出 {result.output}")
    else:
        counts = result.entities.items()
        done = "，".join(f"{entity(key).title} {count}" for key, count in counts)
        kept = sum(result.kept.values())
        stays = f"；按策略保留 {kept} 处" if kept else ""
        print(f"{name}：已处理 {done or '0 处'}{stays}。已写出 {result.output}")
