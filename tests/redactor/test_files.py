"""Temporary files and publishing: all or nothing, and never over another file."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from redactor import files
from redactor.errors import FileAccessError, NotWritableError, OutputExistsError
from redactor.files import copy_name, file_digest, publish, temporary_beside


def test_the_name_of_a_copy_keeps_stem_and_spaces() -> None:
    assert copy_name(Path("公示 名单.v2.pdf"), ".pdf") == "公示 名单.v2_脱敏.pdf"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError) as caught:
        file_digest(tmp_path / "x")
    assert caught.value.context == {"reason": "missing"}


def test_publishing_gives_the_whole_file_and_leaves_nothing_else(
    tmp_path: Path,
) -> None:
    target = tmp_path / "新建 夹" / "a_脱敏.pdf"
    with temporary_beside(target) as temporary:
        temporary.write_bytes(b"content")
        publish(temporary, target)
    assert target.read_bytes() == b"content"
    assert list(target.parent.iterdir()) == [target]


def test_an_existing_target_is_never_touched(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    with pytest.raises(OutputExistsError), temporary_beside(target):
        pass
    assert target.read_bytes() == b"old"


def test_a_target_made_meanwhile_is_never_touched(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    with (
        pytest.raises(OutputExistsError),
        temporary_beside(target) as temporary,
    ):
        target.write_bytes(b"theirs")
        publish(temporary, target)
    assert target.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_system_without_links_still_publishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(files.os, "link", no_link)
    target = tmp_path / "a.pdf"
    with temporary_beside(target) as temporary:
        temporary.write_bytes(b"content")
        publish(temporary, target)
    assert target.read_bytes() == b"content"


def test_an_error_inside_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), temporary_beside(tmp_path / "a.pdf") as temporary:
        temporary.write_bytes(b"half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(NotWritableError) as caught,
        temporary_beside(tmp_path / "a.pdf"),
    ):
        raise OSError(errno.ENOSPC, "full")
    assert caught.value.context == {"reason": "full"}


@pytest.mark.skipif(os.name == "nt", reason="POSIX: a file stands where a folder must")
def test_a_target_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"")
    with (
        pytest.raises(NotWritableError),
        temporary_beside(tmp_path / "f" / "a.pdf"),
    ):
        pass


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path;"
        "from redactor.files import temporary_beside\n"
        "with temporary_beside(Path(sys.argv[1])) as t:\n"
        " t.write_bytes(b'half'); os.kill(os.getpid(), 9)"
    )
    target = tmp_path / "a.pdf"
    subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    assert len(list(tmp_path.iterdir())) == 1
    with temporary_beside(target) as temporary:
        assert list(tmp_path.iterdir()) == [temporary]
    assert list(tmp_path.iterdir()) == []
