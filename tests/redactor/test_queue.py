"""The reviewer's queue: written whole, read back, cleaned of what is done."""

import os
from pathlib import Path

import pytest

from redactor.errors import FileAccessError, NotWritableError
from redactor.queue import QUEUE_NAME, QueueItem, read_queue, write_queue


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "张三 申请.pdf"
    path.write_bytes(b"x")
    return path


def test_items_come_back(tmp_path: Path, source: Path) -> None:
    queue = tmp_path / "out" / QUEUE_NAME
    items = [
        QueueItem(source, tmp_path / "out" / "a_脱敏.pdf", "relief", "hazard"),
        QueueItem(source),
    ]
    assert write_queue(queue, items) == 2
    assert read_queue(queue) == tuple(items)
    assert "张三" not in repr(items)


def test_what_is_done_or_gone_is_left_out(tmp_path: Path, source: Path) -> None:
    done, gone = tmp_path / "done.pdf", tmp_path / "gone.pdf"
    done.write_bytes(b"copy")
    write_queue(tmp_path / "q", [QueueItem(source, done), QueueItem(gone)])
    assert read_queue(tmp_path / "q") == ()


def test_an_empty_queue_leaves_no_file(tmp_path: Path, source: Path) -> None:
    write_queue(tmp_path / "q", [QueueItem(source)])
    assert write_queue(tmp_path / "q", []) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == [source.name]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_that_are_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb9\xab\xca\xbe.pdf"))
    path.write_bytes(b"x")
    write_queue(tmp_path / "q", [QueueItem(path)])
    assert [item.path for item in read_queue(tmp_path / "q")] == [path]


@pytest.mark.parametrize("text", ["nothing", "{}", '{"path": "x"}', "[]", "\udcff"])
def test_what_is_no_queue_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "q").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(FileAccessError):
        read_queue(tmp_path / "q")
    with pytest.raises(FileAccessError):
        read_queue(tmp_path / "none")


def test_a_folder_that_cannot_be_written(tmp_path: Path, source: Path) -> None:
    with pytest.raises(NotWritableError):
        write_queue(source / "q", [QueueItem(source)])
