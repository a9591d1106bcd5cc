"""A line on the terminal that tells how far files are, by page, and the time left."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn

if TYPE_CHECKING:
    from rich.progress import TaskID

    from redactor.folders import Going, Step

__all__ = ["FileMeter", "file_meter", "going_words"]

_STEPS = {
    "read": "正在读取",
    "scan": "正在识别图像",
    "pictures": "正在识别图片",
    "names": "正在识别姓名",
    "search": "正在识别",
    "write": "正在写出副本",
    "check": "正在检查副本",
}
_COUNTED = {"read": "页", "scan": "页", "pictures": "张", "check": "页"}
_MINUTES_FROM = 90


class FileMeter:
    """Shows files as they come further and end; nothing without a bar."""

    def __init__(self, total: int, bar: Progress | None = None) -> None:
        self._total = total
        self._done = 0
        self._bar = bar
        self._task: TaskID | None = bar.add_task("", total=1.0) if bar else None

    def ended(self, step: "Step") -> None:
        """Take a file that ended."""
        self._done = step.done
        left = "" if step.seconds_left is None else time_left(step.seconds_left)
        self._show(left, step.done / max(1, step.total))

    def came(self, news: "Going") -> None:
        """Take a file that came further; may be called on any thread."""
        self._show(going_words(news), news.fraction)

    def _show(self, words: str, fraction: float) -> None:
        if self._bar is None or self._task is None:
            return
        files = f"已完成 {self._done}/{self._total} 个文件"
        whole = f"{files} {words}".rstrip()
        self._bar.update(self._task, description=escape(whole), completed=fraction)


def going_words(news: "Going") -> str:
    """Return what is being done with which file, at which page, and the time left."""
    words = f"{news.path.name} {_STEPS.get(news.step, '')}".rstrip()
    unit = _COUNTED.get(news.step)
    if unit and news.total:
        words += f" 第 {news.done} {unit}，共 {news.total} {unit}"
    if news.seconds_left is None:
        return words
    return f"{words}，{time_left(news.seconds_left)}"


def time_left(seconds: float) -> str:
    """Return how long it will still take."""
    if seconds < _MINUTES_FROM:
        return f"约剩 {max(1, round(seconds))} 秒"
    return f"约剩 {round(seconds / 60)} 分钟"


@contextmanager
def file_meter(total: int, *, quiet: bool) -> Iterator[FileMeter]:
    """Give a meter; it shows only when standard error is a terminal."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield FileMeter(total)
        return
    columns = (BarColumn(20), TextColumn("{task.description}"))
    with Progress(*columns, console=console) as bar:
        yield FileMeter(total, bar)
