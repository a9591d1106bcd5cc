"""Noted and named: exactly one entry, whatever moment a kill picks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from redactor import publication
from redactor.audit.ledger import Ledger, verify_ledger
from redactor.errors import LedgerNotWritableError, OutputExistsError
from redactor.files import file_digest
from redactor.publication import finish, forms, settle, waiting_path

# Dies at the N-th call of one of the steps between a checked file and its name.
CODE = """
import os, sys
from pathlib import Path
from redactor import files, publication
from redactor.audit import ledger as book
from redactor.audit.ledger import Ledger
target, steps, left = Path(sys.argv[1]), [], int(sys.argv[2])
def dying(owner, name, after):
    real = getattr(owner, name)
    def call(*args, **kwargs):
        global left
        left -= not after
        if left < 0:
            os.kill(os.getpid(), 9)
        result = real(*args, **kwargs)
        left -= after
        if left < 0:
            os.kill(os.getpid(), 9)
        return result
    setattr(owner, name, call)
dying(files.os, "fsync", True)
dying(files.os, "link", True)
dying(publication.os.path, "lexists", True)
dying(book.os, "write", True)
dying(files.os, "chmod", True)
temporary = target.with_name(".yinmo-x.tmp")
temporary.write_bytes(b"copy")
record = {"kind": "redact", "status": "released"}
record["output"] = {"sha256": sys.argv[3], "size": 4, "suffix": ".pdf"}
publication.settle(temporary, target, Ledger(target.with_name("l")), record)
print("end")
"""


def copy_of(path: Path) -> str:
    path.write_bytes(b"copy")
    return file_digest(path)[0]


def record(digest: str) -> dict[str, object]:
    output = {"sha256": digest, "size": 4, "suffix": ".pdf"}
    return {"kind": "redact", "status": "released", "output": output}


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_kill_between_any_two_steps_leaves_one_entry(tmp_path: Path) -> None:
    """Whoever comes next either ends the release or does it anew: one entry, a copy."""
    ended = False
    for step in range(40):
        folder = tmp_path / str(step)
        folder.mkdir()
        target = folder / "a_脱敏.pdf"
        digest = copy_of(folder / ".yinmo-y.tmp")
        command = [sys.executable, "-c", CODE, str(target), str(step), digest]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        ledger = Ledger(folder / "l")
        if not finish(target, ledger) and not target.exists():
            settle(folder / ".yinmo-y.tmp", target, ledger, record(digest))
        assert target.read_bytes() == b"copy"
        status = verify_ledger(folder / "l")
        assert (status.ok, status.entries) == (True, 1)
        assert not waiting_path(target).exists()
        if "end" in done.stdout:
            ended = True
            break
        assert done.returncode == -9
    assert ended
    assert step > 8


def test_what_was_never_noted_goes(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    waiting_path(target).write_bytes(b"copy")
    assert not finish(target, Ledger(tmp_path / "l"))
    assert not waiting_path(target).exists()
    assert not target.exists()


def test_the_same_copy_noted_for_another_folder_is_not_taken(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l")
    first, second = tmp_path / "1" / "a.pdf", tmp_path / "2" / "a.pdf"
    for target in (first, second):
        target.parent.mkdir()
    digest = copy_of(first.with_name("t"))
    settle(first.with_name("t"), first, ledger, record(digest))
    waiting_path(second).write_bytes(b"copy")
    assert not finish(second, ledger)
    assert not second.exists()


def test_an_existing_target_gets_no_entry(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"theirs")
    digest = copy_of(tmp_path / "t")
    with pytest.raises(OutputExistsError):
        settle(tmp_path / "t", target, Ledger(tmp_path / "l"), record(digest))
    assert target.read_bytes() == b"theirs"
    assert not (tmp_path / "l").exists()


def test_without_a_ledger_there_is_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(tmp_path / "l")

    def full(_record: object) -> None:
        raise LedgerNotWritableError(reason="full")

    monkeypatch.setattr(ledger, "append", full)
    target = tmp_path / "a.pdf"
    digest = copy_of(tmp_path / "t")
    with pytest.raises(LedgerNotWritableError):
        settle(tmp_path / "t", target, ledger, record(digest))
    assert not target.exists()
    assert not waiting_path(target).exists()


def test_a_name_refused_after_the_entry_is_given_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(tmp_path / "l")
    target = tmp_path / "a.pdf"
    digest = copy_of(tmp_path / "t")

    def refused(*_: object) -> None:
        raise OutputExistsError

    with monkeypatch.context() as patch:
        patch.setattr(publication, "publish", refused)
        with pytest.raises(OutputExistsError):
            settle(tmp_path / "t", target, ledger, record(digest))
    assert finish(target, ledger)
    assert target.read_bytes() == b"copy"
    assert verify_ledger(tmp_path / "l").entries == 1


def test_a_copy_may_bear_another_suffix() -> None:
    names = [path.name for path in forms(Path("a.doc"))]
    assert names == ["a.doc", "a.pdf", "a.docx"]
