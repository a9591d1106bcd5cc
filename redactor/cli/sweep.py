"""``yinmo sweep``: what stands in files that were published already."""

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from redactor.cli.console import UsageError, meter, read_settings
from redactor.errors import ExitCode
from redactor.queue import QUEUE_NAME, write_queue
from redactor.sweep.model import Entry, Level
from redactor.sweep.report import write_reports
from redactor.sweep.run import Look, SweepRequest, sweep

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Sweep a folder and write the report; 1 when there is something to look at.

    Raises:
        UsageError: There is no such folder.
    """
    if not arguments.folder.is_dir():
        raise UsageError("没有这个文件夹，请检查路径。")
    settings = read_settings()
    request = SweepRequest(
        arguments.folder,
        arguments.output,
        arguments.today or date.today(),
        settings,
        arguments.policy,
        arguments.jobs or settings.workers,
    )
    with looking(quiet=arguments.json) as tell:
        done = sweep(request, tell=tell)
    paths = write_reports(done, arguments.output)
    queued = write_queue(arguments.output / QUEUE_NAME, done.to_redact())
    listed = [entry for entry in done.entries if entry.level is not Level.NONE]
    if arguments.json:
        for entry in done.entries:
            print(json.dumps(_row(entry), ensure_ascii=False))
    else:
        print(
            f"排查 {len(done.entries)} 个文件，需要看 {len(listed)} 个，"
            f"其中特别严重 {sum(e.level is Level.CRITICAL for e in listed)} 个；"
            f"{done.remembered} 个没有变，沿用上次结果。"
        )
        if done.unread:
            told = "，".join(f"{k} {n} 个" for k, n in done.unread.items())
            print(f"没有排查的格式：{told}")
        print("报告：" + "，".join(map(str, paths)))
        if queued:
            queue = arguments.output / QUEUE_NAME
            print(f"最严重的 {queued} 个可在窗口中打开处理：{queue}")
    return ExitCode.NOT_ALL_RELEASED if listed else ExitCode.OK


@contextmanager
def looking(*, quiet: bool) -> Iterator[Callable[[Look], None]]:
    """Give a function that takes each look; a bar on a terminal shows it."""
    with meter(0, quiet=quiet) as advance:
        yield lambda look: advance(look.done, look.total)


def _row(entry: Entry) -> dict[str, object]:
    row = entry.swept.as_row() | {"level": entry.level.name.lower()}
    return row | {"expired": entry.expired, "share": round(entry.share, 4)}
