"""The command line: scan, redact, text, ledger.

Standard output holds results only (JSON lines with ``--json``); progress and messages
go to standard error. Without ``--show-text`` no personal text is printed anywhere.
"""

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from redactor import __version__
from redactor.errors import ExitCode, RedactorError
from redactor.messages import sentence
from redactor.model import Passwords
from redactor.settings import Settings, load_settings

__all__ = ["run_command"]

T = TypeVar("T")
R = TypeVar("R")


class _Parser(argparse.ArgumentParser):
    """Parser whose own words are Chinese; wrong usage exits with 2."""

    def error(self, message: str) -> Any:
        """Print the usage and leave with `ExitCode.USAGE`."""
        self.print_usage(sys.stderr)
        self.exit(ExitCode.USAGE, f"用法有误：{message}\n用 --help 查看说明。\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="yinmo", description="隐墨：公开前去除文件中的个人信息")
    parser.add_argument("--version", action="version", version=f"yinmo {__version__}")
    commands = parser.add_subparsers(
        dest="command", required=True, parser_class=_Parser
    )

    scan = commands.add_parser("scan", help="查找个人信息，不写文件")
    _add_paths(scan)
    scan.add_argument("--show-text", action="store_true", help="显示查到的原文（慎用）")
    scan.set_defaults(call=_scan)

    redact = commands.add_parser("redact", help="写出脱敏副本")
    _add_paths(redact)
    redact.add_argument("--output", "-o", type=Path, required=True, help="输出文件夹")
    redact.add_argument("--ledger", type=Path, help="台账文件（默认：输出文件夹内）")
    redact.set_defaults(call=_redact)

    text = commands.add_parser("text", help="从标准输入逐行识别（JSON Lines）")
    text.set_defaults(call=_text)

    ledger = commands.add_parser("ledger", help="台账")
    actions = ledger.add_subparsers(dest="action", required=True, parser_class=_Parser)
    check = actions.add_parser("verify", help="核对台账是否被改动")
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(call=_ledger_verify)
    return parser


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--policy", help="文种策略名称或文件")
    parser.add_argument("--password-file", type=Path, help="密码文件，每行一个")
    parser.add_argument("--jobs", type=int, default=0, help="进程数（默认：处理器数）")
    parser.add_argument(
        "--json", action="store_true", help="每个文件输出一个 JSON 对象"
    )
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def run_command(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; never raises a known error."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    try:
        return int(arguments.call(arguments))
    except RedactorError as error:
        _say(sentence(error.code, **error.context))
        return ExitCode.NOT_ALL_RELEASED
    except KeyboardInterrupt:
        _say("已取消。已完成的副本保留，未完成的没有写出。")
        return ExitCode.NOT_ALL_RELEASED


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _usage(words: str) -> int:
    _say(words)
    return ExitCode.USAGE


def _context(arguments: argparse.Namespace) -> tuple[Settings, Passwords]:
    """Return settings and passwords.

    Raises:
        OSError, ValueError: A file named on the command line cannot be read.
    """
    passwords = Passwords()
    if arguments.password_file:
        passwords = Passwords.from_file(arguments.password_file)
    return load_settings(), passwords


def _progress(
    items: Iterator[tuple[int, R]], total: int, *, quiet: bool
) -> Iterator[tuple[int, R]]:
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield from items
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress("正在处理", *columns, console=console) as bar:
        task = bar.add_task("files", total=total)
        for item in items:
            bar.advance(task)
            yield item


def _scan(arguments: argparse.Namespace) -> int:
    from redactor import batch
    from redactor.results import ScanRequest

    try:
        settings, passwords = _context(arguments)
    except (OSError, ValueError) as error:
        return _usage(f"配置或密码文件无法读取（{type(error).__name__}）。")
    sources = batch.find_sources(arguments.paths)
    if not sources:
        return _usage("没有找到 PDF 或 Word 文件。")
    requests = [
        ScanRequest(s.path, settings, passwords, arguments.policy) for s in sources
    ]
    results = batch.run(
        batch.guarded_scan,
        requests,
        crashed=lambda _request: RedactorError(),
        workers=arguments.jobs or settings.workers,
    )
    code = ExitCode.OK
    show = _json_scan if arguments.json else _print_scan
    for index, result in _progress(results, len(requests), quiet=arguments.quiet):
        if isinstance(result, RedactorError):
            code = ExitCode.NOT_ALL_RELEASED
        show(requests[index].path, result, arguments.show_text)
    return code


def _finding_rows(result: Any, show_text: bool) -> Iterator[dict[str, Any]]:
    units = {unit.id: unit for unit in result.units}
    for finding in result.findings:
        unit = units[finding.unit_id]
        row = {
            "entity": finding.entity,
            "place": unit.place.value,
            "page": None if unit.page_index is None else unit.page_index + 1,
            "score": round(finding.score, 3),
            "tier": finding.tier.name.lower(),
            "role": finding.role.value,
            "recognizer": finding.recognizer,
        }
        if show_text:
            row["text"] = unit.text[finding.span.start : finding.span.end]
        yield row


def _json_scan(path: Path, result: Any, show_text: bool) -> None:
    if isinstance(result, RedactorError):
        row = {"input": str(path), "status": "refused", "code": result.code}
    else:
        row = {
            "input": str(path),
            "status": "scanned",
            "code": "",
            "entities": dict(sorted(result.counts().items())),
            "findings": list(_finding_rows(result, show_text)),
            "hazards": _hazard_rows(result.hazards),
            "removals": {r.kind: r.count for r in result.removals},
            "seconds": round(result.seconds, 3),
        }
    print(json.dumps(row, ensure_ascii=False), flush=True)


def _hazard_rows(hazards: Any) -> list[dict[str, Any]]:
    return [
        {"kind": h.kind, "where": h.where, "count": h.count, "blocking": h.blocking}
        for h in hazards
    ]


def _print_scan(path: Path, result: Any, show_text: bool) -> None:
    from redactor.entities import entity

    if isinstance(result, RedactorError):
        print(sentence(result.code, path.name, **result.context))
        return
    counts = result.counts()
    if not counts:
        print(f"{path}：未发现，请人工核对")
    else:
        listed = "，".join(f"{entity(n).title} {c}" for n, c in sorted(counts.items()))
        print(f"{path}：{listed}")
    for hazard in result.hazards:
        print(f"  注意：{sentence('hazard_' + hazard.kind, count=hazard.count)}")
    if show_text:
        for row in _finding_rows(result, show_text=True):
            page = f"第 {row['page']} 页 " if row["page"] else ""
            print(f"  {page}{entity(row['entity']).title}\t{row['text']}")


def _redact(arguments: argparse.Namespace) -> int:
    from redactor import batch
    from redactor.masking.policy import load_policy
    from redactor.results import RedactRequest, RedactResult, Status

    try:
        settings, passwords = _context(arguments)
    except (OSError, ValueError) as error:
        return _usage(f"配置或密码文件无法读取（{type(error).__name__}）。")
    load_policy(arguments.policy or settings.policy)
    output = arguments.output
    sources = batch.find_sources(arguments.paths, skip=output)
    if not sources:
        return _usage("没有找到 PDF 或 Word 文件。")
    ledger = arguments.ledger or settings.ledger or output / "台账.jsonl"
    requests = [
        RedactRequest(s.path, target, ledger, settings, passwords, arguments.policy)
        for s, target in zip(sources, batch.plan_targets(sources, output), strict=True)
    ]
    results = batch.run(
        batch.guarded_redact,
        requests,
        crashed=lambda request: RedactResult(
            request.path, Status.FAILED, code="crashed"
        ),
        workers=arguments.jobs or settings.workers,
    )
    show = _json_redact if arguments.json else _print_redact
    statuses = []
    for _, result in _progress(results, len(requests), quiet=arguments.quiet):
        show(result)
        statuses.append(result.status)
    released = statuses.count(Status.RELEASED)
    if not arguments.json:
        print(f"共 {len(statuses)} 个文件，写出 {released} 个；台账：{ledger}")
    return ExitCode.OK if released == len(statuses) else ExitCode.NOT_ALL_RELEASED


def _json_redact(result: Any) -> None:
    row = {
        "input": str(result.path),
        "output": None if result.output is None else str(result.output),
        "status": result.status.value,
        "code": result.code,
        "context": {k: v for k, v in result.context.items()},
        "findings": dict(sorted(result.entities.items())),
        "kept": dict(sorted(result.kept.items())),
        "nothing_found": result.nothing_found,
        "hazards": _hazard_rows(result.hazards),
        "removals": {r.kind: r.count for r in result.removals},
        "rasterized_pages": [index + 1 for index in result.rasterized],
        "seconds": round(result.seconds, 3),
    }
    print(json.dumps(row, ensure_ascii=False), flush=True)


def _print_redact(result: Any) -> None:
    from redactor.entities import entity

    if result.output is None:
        print(sentence(result.code, result.path.name, **result.context))
        return
    if result.nothing_found:
        print(f"{result.path.name}：未发现，请人工核对。已写出 {result.output}")
        return
    done = "，".join(
        f"{entity(n).title} {c}" for n, c in sorted(result.entities.items())
    )
    kept = sum(result.kept.values())
    stays = f"；按策略保留 {kept} 处" if kept else ""
    print(f"{result.path.name}：已处理 {done or '0 处'}{stays}。已写出 {result.output}")


def _text(_arguments: argparse.Namespace) -> int:
    from redactor.detection.engine import get_detector

    try:
        rows = [json.loads(line) for line in sys.stdin if line.strip()]
        texts = [row["text"] for row in rows]
    except (ValueError, KeyError, TypeError) as error:
        return _usage(f"输入不是 JSON Lines（{type(error).__name__}）。")
    detector = get_detector(load_settings().detection)
    for row, spans in zip(rows, detector.analyze_texts(texts), strict=True):
        listed = [
            {"start": start, "end": end, "type": kind, "score": round(score, 3)}
            for start, end, kind, score in spans
        ]
        print(json.dumps({"id": row.get("id"), "spans": listed}, ensure_ascii=False))
    return ExitCode.OK


def _ledger_verify(arguments: argparse.Namespace) -> int:
    from redactor.audit.ledger import verify_ledger

    status = verify_ledger(arguments.file)
    print(status.summary)
    return ExitCode.OK if status.intact else ExitCode.NOT_ALL_RELEASED
