"""``yinmo ledger``: check, print, sum up, sign the ledger, and withdraw a copy."""

import argparse
import json
import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from redactor.audit.exporting import FORMS, ExportRequest, export_ledger
from redactor.audit.ledger import Ledger, LedgerStatus, verify_ledger
from redactor.audit.printing import LAYOUTS
from redactor.audit.signing import (
    check_signatures,
    make_key,
    sign,
    signature_path,
)
from redactor.audit.tables import summarize, sums
from redactor.audit.withdrawal import REASONS, withdraw
from redactor.cli.console import UsageError, read_settings
from redactor.errors import ExitCode
from redactor.files import file_digest
from redactor.masking.policy_build import clauses

__all__ = ["add_actions"]

Result = TypeVar("Result")
_REASONS = {
    "torn": "末行不完整（写入时中断），下次写入会自动修复并记录",
    "not_json": "该行不是有效记录",
    "not_canonical": "该行的写法被改动",
    "seq": "序号不连续，有记录被删除、插入或调换",
    "prev_hash": "与上一条记录对不上，有记录被改动",
    "entry_hash": "该行内容被改动",
}
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_HEX = re.compile(r"[0-9a-f]{8,64}")


def add_actions(parser: argparse.ArgumentParser) -> None:
    """Add the actions of ``yinmo ledger``."""
    actions = parser.add_subparsers(dest="action", required=True)
    check = _action(actions, "verify", "核对台账是否被改动", _verify)
    check.add_argument("--key", type=Path, help="单位公钥（.pub），同时核对签名")
    check.add_argument("--signatures", type=Path, help="另处保存的签名文件（.sig）")

    out = _action(actions, "export", "把台账写成表格（XLSX）或可打印的 PDF", _export)
    out.add_argument(
        "target", type=Path, metavar="TARGET", help="以 .xlsx 或 .pdf 结尾"
    )
    out.add_argument("--format", choices=FORMS, help="默认看 TARGET 的后缀")
    out.add_argument("--by", choices=LAYOUTS, default="month", help="PDF 按月或按文件")
    out.add_argument("--month", type=_month, help="只写某月，如 2026-11")
    out.add_argument(
        "--document",
        default="",
        help="只写一份：原件、副本，或标识、摘要的开头",
    )
    out.add_argument("--no-note", action="store_true", help="不在台账里记下这次导出")

    count = _action(actions, "stats", "按类别、月份统计", _stats)
    count.add_argument("--month", type=_month, help="只统计某月，如 2026-11")
    count.add_argument("--json", action="store_true", help="输出一行 JSON")

    key = actions.add_parser("keygen", help="生成签名用的单位密钥（Ed25519）")
    key.add_argument("key", type=Path, metavar="KEY", help="私钥文件；公钥为 KEY.pub")
    key.add_argument("--password-file", type=Path, help="用其首行作私钥密码")
    key.set_defaults(call=_keygen)

    seal = _action(actions, "sign", "用单位密钥给链尾签名", _sign)
    seal.add_argument("--key", type=Path, required=True, help="私钥文件")
    seal.add_argument("--password-file", type=Path, help="其首行为私钥密码")

    back = _action(actions, "withdraw", "记下一份副本已撤回", _withdraw)
    back.add_argument(
        "copy", metavar="COPY", help="副本文件，或放行记录的序号（如 17）"
    )
    back.add_argument(
        "--reason",
        choices=tuple(REASONS),
        required=True,
        help="，".join(f"{code} {title}" for code, title in REASONS.items()),
    )


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    words: str,
    call: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=words)
    parser.add_argument("file", type=Path, metavar="FILE", help="台账文件")
    parser.set_defaults(call=call)
    return parser


def _month(word: str) -> str:
    if not _MONTH.fullmatch(word):
        raise argparse.ArgumentTypeError("应为月份，如 2026-11")
    return word


def _reading(call: Callable[[], Result]) -> Result:
    """Call what reads a ledger.

    Raises:
        UsageError: The file cannot be read.
    """
    try:
        return call()
    except OSError as error:
        raise UsageError("台账文件无法读取，请检查路径和权限。") from error


def _verify(arguments: argparse.Namespace) -> int:
    """Print whether the ledger is whole, and signed; 1 when it is not."""
    status = _reading(lambda: verify_ledger(arguments.file))
    print(_words(status))
    if not status.ok:
        return ExitCode.NOT_ALL_RELEASED
    if arguments.key is None:
        if arguments.signatures is not None:
            raise UsageError("核对签名还需要单位公钥：--key。")
        return ExitCode.OK
    kept = arguments.signatures
    if kept is None and signature_path(arguments.file).exists():
        kept = signature_path(arguments.file)
    found = _reading(lambda: check_signatures(arguments.file, arguments.key, kept))
    if found.ok:
        rest = status.entries - found.signed
        told = f"签到第 {found.signed} 条，其后 {rest} 条未签。"
        print(f"签名有效：{found.count} 次，{told}")
        return ExitCode.OK
    print(
        {
            "unsigned": "台账没有这把密钥的签名。",
            "signature": f"台账第 {found.broken} 条的签名无效，台账或签名被改动。",
            "cut": f"台账与签过的不一致（签到第 {found.broken} 条），被截短或重写。",
        }[found.reason]
    )
    return ExitCode.NOT_ALL_RELEASED


def _export(arguments: argparse.Namespace) -> int:
    """Write the ledger as workbook or PDF, and note that it was exported.

    Raises:
        UsageError: The ledger cannot be read, or the format is not known.
        RedactorError: The chain is broken, or the target cannot be written.
    """
    target: Path = arguments.target
    form = arguments.format or target.suffix.lower().lstrip(".")
    if form not in FORMS:
        raise UsageError("请用 --format 说明写成 xlsx 还是 pdf。")
    if form == "xlsx" and arguments.document:
        raise UsageError("--document 只用于 PDF。")
    request = ExportRequest(
        arguments.file,
        target,
        form,
        arguments.by,
        arguments.month,
        _digest_of(arguments.document),
        {key: clause.title for key, clause in clauses().items()},
        note=not arguments.no_note,
    )
    settings = read_settings()
    summary = _reading(lambda: export_ledger(request, settings))
    total = sum(summary.documents.values())
    print(f"已写出 {target}：{total} 个文件。链尾摘要 {summary.head}")
    return ExitCode.OK


def _digest_of(word: str) -> str:
    """Return the digest of a file, or the word itself if it is one."""
    if not word or _HEX.fullmatch(word):
        return word
    return file_digest(Path(word))[0]


def _stats(arguments: argparse.Namespace) -> int:
    """Print sums by status, month and category."""
    entries = _reading(lambda: tuple(Ledger(arguments.file).entries()))
    summary = summarize(entries, arguments.month)
    if arguments.json:
        print(json.dumps(asdict(summary), ensure_ascii=False))
        return ExitCode.OK
    for row in sums(summary):
        print("\t".join(map(str, row)))
    return ExitCode.OK


def _keygen(arguments: argparse.Namespace) -> int:
    """Make the office's key."""
    public = make_key(arguments.key, _password(arguments.password_file))
    print(f"私钥：{arguments.key}（请离线保存）。公钥：{public}")
    return ExitCode.OK


def _sign(arguments: argparse.Namespace) -> int:
    """Sign the head of the ledger."""
    password = _password(arguments.password_file)
    settings = read_settings()
    entry = _reading(lambda: sign(arguments.file, arguments.key, settings, password))
    print(
        f"已签到第 {entry.record['ref']} 条，记为第 {entry.seq} 条。"
        f"请把 {signature_path(arguments.file)} 另处保存一份。"
    )
    return ExitCode.OK


def _password(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise UsageError("密码文件无法读取，请检查路径和编码（UTF-8）。") from error
    return lines[0].encode() if lines and lines[0] else None


def _withdraw(arguments: argparse.Namespace) -> int:
    """Note that a copy was taken back."""
    word: str = arguments.copy
    path = Path(word)
    copy = int(word) if word.isdigit() and not path.exists() else path
    settings = read_settings()
    entry = _reading(lambda: withdraw(arguments.file, copy, arguments.reason, settings))
    print(
        f"已记下：第 {entry.record['ref']} 条放行的副本已撤回"
        f"（{REASONS[arguments.reason]}）。请从发布处删除该文件。"
    )
    return ExitCode.OK


def _words(status: LedgerStatus) -> str:
    if status.ok:
        repaired = f"，其中 {status.repairs} 处断行已修复" if status.repairs else ""
        return f"台账完整：{status.entries} 条记录{repaired}。链尾摘要 {status.head}"
    reason = _REASONS.get(status.reason, status.reason)
    head = f"台账第 {status.broken_line} 行有问题：{reason}。"
    return f"{head}其前 {status.entries} 条记录完整。"
