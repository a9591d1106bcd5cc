"""Messages, progress and files that several commands share."""

import argparse
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from redactor.model import Passwords
from redactor.settings import Settings, load_settings
from redactor.sources import Source, find_sources

__all__ = [
    "UsageError",
    "meter",
    "progress",
    "read_context",
    "read_settings",
    "say",
    "sources_of",
]

Result = TypeVar("Result")


class UsageError(Exception):
    """Wrong usage; the message is a Chinese sentence, the exit code 2."""


def say(words: str) -> None:
    """Print a message to standard error."""
    sys.stderr.write(words + "\n")


def read_context(arguments: argparse.Namespace) -> tuple[Settings, Passwords]:
    """Return the settings and the passwords of ``--password-file``.

    Raises:
        UsageError: One of the two files cannot be read.
    """
    settings = read_settings()
    if getattr(arguments, "same_names", False):
        settings = replace(settings, same_names=True)
    if not arguments.password_file:
        return settings, Passwords()
    try:
        return settings, Passwords.from_file(arguments.password_file)
    except (OSError, ValueError) as error:
        raise UsageError("密码文件无法读取，请检查路径和编码（UTF-8）。") from error


def read_settings() -> Settings:
    """Return the office's settings.

    Raises:
        UsageError: Their file cannot be read.
    """
    try:
        return load_settings()
    except (OSError, ValueError) as error:
        raise UsageError("设置文件无法读取，请检查或删除后重试。") from error


def sources_of(
    arguments: argparse.Namespace, *, skip: Path | None = None
) -> list[Source]:
    """Return the files to work on.

    Raises:
        UsageError: There is none, or a folder may not be read.
    """
    try:
        sources = find_sources(arguments.paths, skip=skip)
    except OSError as error:
        raise UsageError("文件夹无法读取，请检查权限。") from error
    if not sources:
        raise UsageError("没有找到可以处理的文件（PDF、Word、图片）。")
    return sources


def progress(
    items: Iterator[tuple[int, Result]], total: int, *, quiet: bool
) -> Generator[tuple[int, Result], None, None]:
    """Pass items through, with a bar when standard error is a terminal."""
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


@contextmanager
def meter(total: int, *, quiet: bool) -> Iterator[Callable[..., None]]:
    """Give a function that takes how much is done, and of how much if that changed."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _done, _total=total: None
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress("正在处理", *columns, console=console) as bar:
        task = bar.add_task("files", total=total)
        yield lambda done, total=total: bar.update(task, completed=done, total=total)
