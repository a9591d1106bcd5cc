"""The reviewer's queue: files that a run did not release, kept for the window.

One line of JSON a file, in ``待复核.jsonl`` beside the copies or the report. It holds
paths, since somebody must find the files again, and machine words; no text of theirs.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from redactor.errors import FileAccessError, NotWritableError
from redactor.files import disk_reason

__all__ = ["QUEUE_NAME", "QueueItem", "read_queue", "write_queue"]

QUEUE_NAME = "待复核.jsonl"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A file that waits for a person.

    Attributes:
        target: Where its copy belongs, None where no run had planned one.
        policy: Policy of the run; None takes the settings' one.
        code: Why it was not released, a machine word.
    """

    path: Path = field(repr=False)
    target: Path | None = field(default=None, repr=False)
    policy: str | None = None
    code: str = ""


def write_queue(path: Path, items: Iterable[QueueItem]) -> int:
    """Write a queue whole, over the last one; none is left if there is nothing.

    Returns:
        The number of items.

    Raises:
        NotWritableError: The folder cannot be written.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    count = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8") as stream:
            for item in items:
                row = {
                    "path": str(item.path.absolute()),
                    "target": item.target and str(item.target.absolute()),
                    "policy": item.policy,
                    "code": item.code,
                }
                # names may hold bytes that are no text: escaped, they come back whole
                stream.write(json.dumps(row) + "\n")
                count += 1
        if count:
            temporary.replace(path)
        else:
            temporary.unlink()
            path.unlink(missing_ok=True)
    except OSError as error:
        raise NotWritableError(reason=disk_reason(error)) from error
    return count


def read_queue(path: Path) -> tuple[QueueItem, ...]:
    """Return the files of a queue that are still there and have no copy yet.

    Raises:
        FileAccessError: It cannot be read or is no queue.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        found = [_item(json.loads(line)) for line in lines if line.strip()]
    except FileNotFoundError as error:
        raise FileAccessError(reason="missing") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FileAccessError(reason="denied") from error
    return tuple(
        item
        for item in found
        if item.path.exists() and not (item.target and item.target.exists())
    )


def _item(row: dict[str, str | None]) -> QueueItem:
    target, policy = row["target"], row["policy"]
    return QueueItem(
        Path(str(row["path"])),
        None if target is None else Path(target),
        None if policy is None else str(policy),
        str(row["code"]),
    )
