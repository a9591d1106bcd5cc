"""The line on the terminal: page, pages, and the time left."""

from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import Progress, TextColumn

from redactor.cli.going import FileMeter, going_words
from redactor.results import RedactResult, Status
from redactor.runs import Going, Step


@pytest.mark.parametrize(
    ("step", "left", "words"),
    [
        ("scan", 360.0, "a.pdf 正在识别图像 第 3 页，共 200 页，约剩 6 分钟"),
        ("pictures", 42.4, "a.pdf 正在识别图片 第 3 张，共 200 张，约剩 42 秒"),
        ("check", None, "a.pdf 正在检查副本 第 3 页，共 200 页"),
        ("search", 0.1, "a.pdf 正在识别，约剩 1 秒"),
    ],
)
def test_page_and_time_left_are_told(step: str, left: float | None, words: str) -> None:
    assert going_words(Going(Path("/x/a.pdf"), step, 3, 200, 0.1, left)) == words


def test_files_and_pages_stand_in_one_line() -> None:
    console = Console(force_terminal=True, width=120, record=True, quiet=True)
    bar = Progress(TextColumn("{task.description}"), console=console)
    meter = FileMeter(2, bar)
    result = RedactResult(Path("[b].pdf"), Status.RELEASED)
    meter.came(Going(Path("[b].pdf"), "scan", 1, 5, 0.25, None))
    task = bar.tasks[0]
    assert task.completed == 0.25
    assert "已完成 0/2 个文件" in task.description
    assert "第 1 页，共 5 页" in task.description
    meter.ended(Step(result, 1, 2, 30.0))
    assert (task.completed, task.description) == (0.5, "已完成 1/2 个文件 约剩 30 秒")


def test_without_a_terminal_nothing_is_shown() -> None:
    meter = FileMeter(1)
    meter.came(Going(Path("a.pdf"), "scan", 1, 5, 0.25, None))
    meter.ended(Step(RedactResult(Path("a.pdf"), Status.RELEASED), 1, 1, None))
