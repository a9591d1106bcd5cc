"""``yinmo ledger``: check the chain of the ledger, and write it as a workbook."""

import argparse

from redactor.audit.export import export_xlsx
from redactor.audit.ledger import LedgerStatus, verify_ledger
from redactor.cli.console import UsageError
from redactor.errors import ExitCode

__all__ = ["export", "verify"]

_REASONS = {
    "torn": "末行不完整（写入时中断），下次写入会自动修复并记录",
    "not_json": "该行不是有效记录",
    "not_canonical": "该行的写法被改动",
    "seq": "序号不连续，有记录被删除、插入或调换",
    "prev_hash": "与上一条记录对不上，有记录被改动",
    "entry_hash": "该行内容被改动",
}


def verify(arguments: argparse.Namespace) -> int:
    """Print whether the ledger is whole; 1 when it is not.

    Raises:
        UsageError: The file cannot be read.
    """
    try:
        status = verify_ledger(arguments.file)
    except OSError as error:
        raise UsageError("台账文件无法读取，请检查路径和权限。") from error
    print(_words(status))
    return ExitCode.OK if status.ok else ExitCode.NOT_ALL_RELEASED


def export(arguments: argparse.Namespace) -> int:
    """Write the workbook of a ledger whose chain holds.

    Raises:
        UsageError: The ledger cannot be read.
        RedactorError: The chain is broken, or the target cannot be written.
    """
    try:
        summary = export_xlsx(arguments.file, arguments.target, arguments.month)
    except OSError as error:
        raise UsageError("台账文件无法读取，请检查路径和权限。") from error
    total = sum(summary.documents.values())
    print(f"已写出 {arguments.target}：{total} 个文件。链尾摘要 {summary.head}")
    return ExitCode.OK


def _words(status: LedgerStatus) -> str:
    if status.ok:
        repaired = f"，其中 {status.repairs} 处断行已修复" if status.repairs else ""
        return f"台账完整：{status.entries} 条记录{repaired}。链尾摘要 {status.head}"
    reason = _REASONS.get(status.reason, status.reason)
    head = f"台账第 {status.broken_line} 行有问题：{reason}。"
    return f"{head}其前 {status.entries} 条记录完整。"
