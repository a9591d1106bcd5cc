"""The table at the end of a batch: how many files ended how, and why."""

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.table import Table

from redactor.messages import sentence
from redactor.results import Status

__all__ = ["summary_rows", "summary_table"]

# Reasons short enough for a cell; others show their code.
_WHY = {
    "hazard": "有内容没有读到",
    "residue": "副本里仍有应去除的内容",
    "collateral": "副本里有不该改动的内容被改动",
    "unreadable": "副本不能被核验程序读取",
    "verification": "副本没有通过核验",
    "undecided": "有待人决定的内容",
    "empty_file": "空文件",
    "unsupported": "不是 PDF 或 Word",
    "corrupt": "文件损坏",
    "no_pages": "没有页面",
    "encrypted": "需要密码或密码不对",
    "limit": "超过大小、时间或内存限制",
    "secret_mark": "带密级标志",
    "file_access": "文件不存在或没有权限",
    "output_exists": "副本已存在，不覆盖",
    "not_writable": "输出文件夹不能写入",
    "policy": "策略有误",
    "crashed": "处理进程中断",
    "ledger_not_writable": "台账不能写入",
    "chain_broken": "台账不完整",
    "unsigned": "须由第二人签字",
    "cluster": "集群不可用",
    "internal": "未预料的错误",
}


def summary_rows(
    counts: Mapping[tuple[Status, str], int], total: int
) -> Iterator[tuple[str, str, int]]:
    """Yield (how it ended, why, number of files), in the order of `Status`.

    Args:
        counts: The files that ended, by status and code.
        total: All files of the run; the rest counts as not done.
    """
    for status in Status:
        for (found, code), number in sorted(counts.items()):
            if found is status:
                why = _WHY.get(code, code)
                yield sentence(f"status_{status.value}"), why, number
    if rest := total - sum(counts.values()):
        yield "未处理", "已取消", rest


def summary_table(counts: Mapping[tuple[Status, str], int], total: int) -> None:
    """Print the table to standard output."""
    table = Table("结果", "原因")
    table.add_column("文件数", justify="right")
    for ended, why, number in summary_rows(counts, total):
        table.add_row(ended, why, str(number))
    Console().print(table)
