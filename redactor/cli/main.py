"""The parser of the command line, and the way from an error to an exit code."""

import argparse
import logging
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from redactor import __version__
from redactor.cli import ledger, redact, scan, text, worker
from redactor.cli import sweep as sweeping
from redactor.cli import watch as watching
from redactor.cli.console import UsageError, say
from redactor.errors import ExitCode, RedactorError
from redactor.messages import sentence

__all__ = ["run_command"]


class _Parser(argparse.ArgumentParser):
    """Parser whose own words are Chinese; wrong usage exits with 2."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and leave with `ExitCode.USAGE`."""
        self.print_usage(sys.stderr)
        self.exit(ExitCode.USAGE, f"用法有误：{message}\n用 --help 查看说明。\n")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = _Parser(prog="yinmo", description="隐墨：公开前去除文件中的个人信息")
    parser.add_argument("--version", action="version", version=f"yinmo {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)

    searching = commands.add_parser("scan", help="查找个人信息，不写文件")
    _add_files(searching)
    searching.add_argument(
        "--show-text", action="store_true", help="显示查到的原文（慎用）"
    )
    searching.set_defaults(call=scan.run)

    writing = commands.add_parser("redact", help="写出脱敏副本")
    _add_files(writing)
    writing.add_argument("--output", "-o", type=Path, required=True, help="输出文件夹")
    writing.add_argument(
        "--ledger", type=Path, help="台账文件（默认：输出文件夹内的 台账.jsonl）"
    )
    _add_batch(writing)
    _add_names(writing)
    writing.set_defaults(call=redact.run)

    _add_sweep(commands.add_parser("sweep", help="排查已发布的文件夹或网站副本，只读"))

    _add_watch(commands.add_parser("watch", help="看守文件夹：放进去的文件自动处理"))

    helping = commands.add_parser("worker", help="作为集群的一台机器工作（Dask）")
    helping.add_argument("address", metavar="tcp://…", help="调度程序的地址")
    helping.add_argument("--jobs", type=_count, default=0, help="同时处理的文件数")
    helping.set_defaults(call=worker.run)

    lines = commands.add_parser("text", help="从标准输入逐行识别（JSON Lines）")
    lines.set_defaults(call=text.run)

    ledger.add_actions(commands.add_parser("ledger", help="台账"))
    return parser


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="文件或文件夹"
    )
    parser.add_argument("--policy", help="文种策略的名称或文件")
    parser.add_argument("--password-file", type=Path, help="密码文件，每行一个密码")
    parser.add_argument(
        "--jobs", type=_count, default=0, help="进程数（默认：处理器数）"
    )
    parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def _add_sweep(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="要排查的文件夹")
    parser.add_argument(
        "--output", "-o", type=Path, required=True, help="报告文件夹（也存放进度）"
    )
    parser.add_argument("--policy", help="文种策略的名称或文件")
    parser.add_argument(
        "--today", type=_day, help="按哪一天判断公示期已过，如 2026-11-23（默认：今天）"
    )
    parser.add_argument(
        "--jobs", type=_count, default=0, help="进程数（默认：处理器数）"
    )
    parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")
    parser.set_defaults(call=sweeping.run)


def _add_watch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="IN", help="放入待处理文件的文件夹"
    )
    parser.add_argument("--done", type=Path, required=True, help="放行的副本放在这里")
    parser.add_argument(
        "--review", type=Path, required=True, help="没有放行的原件复制一份放在这里"
    )
    parser.add_argument("--policy", help="文种策略的名称或文件")
    parser.add_argument("--password-file", type=Path, help="密码文件，每行一个密码")
    parser.add_argument("--ledger", type=Path, help="台账文件（默认在 --done 内）")
    parser.add_argument(
        "--jobs", type=_count, default=0, help="进程数（默认：处理器数）"
    )
    parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")
    _add_names(parser)
    parser.set_defaults(call=watching.run)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise argparse.ArgumentTypeError("应为日期，如 2026-11-23") from error


def _add_names(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--same-names",
        action="store_true",
        help="同一人在各文件中用同一代称，如 张某7KQ2MX（密钥存于本机配置文件夹）",
    )


def _add_batch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-resume",
        dest="resume",
        action="store_false",
        help="不跳过以前运行已写出、原件和规则都没有变的文件（默认：--resume）",
    )
    parser.add_argument(
        "--resume", dest="resume", action="store_true", help=argparse.SUPPRESS
    )
    parser.set_defaults(resume=True)
    parser.add_argument(
        "--dry-run", action="store_true", help="只列出将做什么，不写任何文件"
    )
    parser.add_argument(
        "--cluster", metavar="tcp://…", help="在 Dask 集群上处理（需要 yinmo[cluster]）"
    )
    parser.add_argument("--seconds", type=_count, help="每个文件最长处理时间（秒）")
    parser.add_argument("--memory-mb", type=_count, help="每个文件最多占用内存（MB）")


def _count(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError("应为正整数")
    return number


def run_command(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; never raises a known error."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
    try:
        arguments = build_parser().parse_args(argv)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    try:
        return int(arguments.call(arguments))
    except UsageError as error:
        say(str(error))
        return ExitCode.USAGE
    except RedactorError as error:
        say(sentence(error.code, **error.context))
        return ExitCode.NOT_ALL_RELEASED
    except KeyboardInterrupt:
        say("已取消。已写出的副本保留，其余没有写出。")
        return ExitCode.NOT_ALL_RELEASED
