"""The chain: nothing acknowledged is lost, every change is named."""

import errno
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import filelock
import pytest

from redactor.audit import ledger as ledger_module
from redactor.audit.ledger import GENESIS, Ledger, verify_ledger
from redactor.errors import ChainBrokenError, LedgerNotWritableError, RecordError

RECORD = {"kind": "redact", "status": "released", "code": ""}


def filled(path: Path, count: int) -> Ledger:
    ledger = Ledger(path)
    for _ in range(count):
        ledger.append(RECORD)
    return ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "台账 1.jsonl"


def test_entries_are_chained(path: Path) -> None:
    ledger = filled(path, 3)
    entries = list(ledger.entries())
    assert [e.seq for e in entries] == [1, 2, 3]
    assert entries[0].prev_hash == GENESIS
    assert all(b.prev_hash == a.entry_hash for a, b in pairwise(entries))
    status = verify_ledger(path)
    assert (status.ok, status.entries, status.repairs) == (True, 3, 0)
    assert status.head == entries[-1].entry_hash
    assert status.broken_line is None


def test_append_returns_what_it_wrote(path: Path) -> None:
    entry = Ledger(path).append(RECORD)
    (stored,) = Ledger(path).entries()
    assert stored == entry
    assert entry.utc.endswith("Z")
    assert entry.local[-6] in "+-"


def test_the_folder_is_made_and_the_file_is_private(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "l.jsonl"
    Ledger(path).append(RECORD)
    assert path.stat().st_mode & 0o077 == 0


def test_a_refused_record_writes_nothing(path: Path) -> None:
    with pytest.raises(RecordError):
        Ledger(path).append({"kind": "redact", "text": "张三"})
    assert not path.exists()


def test_an_empty_ledger_is_sound(path: Path) -> None:
    path.write_bytes(b"")
    assert verify_ledger(path).ok
    with pytest.raises(FileNotFoundError):
        verify_ledger(path.with_name("absent"))


def test_every_torn_tail_is_cut_off_and_noted(path: Path) -> None:
    filled(path, 3)
    whole = path.read_bytes()
    start = whole.rstrip(b"\n").rfind(b"\n") + 1
    for size in range(start + 1, len(whole)):
        path.write_bytes(whole[:size])
        torn = verify_ledger(path)
        assert (torn.ok, torn.broken_line, torn.reason) == (False, 3, "torn")
        entry = Ledger(path).append(RECORD)
        assert entry.dropped_bytes == size - start
        status = verify_ledger(path)
        assert (status.ok, status.entries, status.repairs) == (True, 3, 1)


def test_a_first_line_that_is_torn(path: Path) -> None:
    path.write_bytes(b'{"entry_hash":"ab')
    assert Ledger(path).append(RECORD).dropped_bytes == 17
    assert verify_ledger(path).ok


@pytest.mark.parametrize("line", [1, 2, 3, 4])
def test_every_flipped_byte_is_named(path: Path, line: int) -> None:
    filled(path, 4)
    whole = path.read_bytes()
    starts = [0] + [i + 1 for i, byte in enumerate(whole) if byte == 10]
    for offset in range(starts[line - 1], starts[line] - 1, 3):
        changed = bytearray(whole)
        changed[offset] ^= 1
        path.write_bytes(changed)
        status = verify_ledger(path)
        assert not status.ok
        assert status.broken_line == line
        assert status.entries == line - 1


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (lambda rows: rows[:1] + rows[2:], 2, "seq"),
        (lambda rows: [rows[0], rows[2], rows[1], rows[3]], 2, "seq"),
        (lambda rows: [rows[0], rows[0], *rows[1:]], 2, "seq"),
        (lambda rows: rows[1:], 1, "seq"),
        (lambda rows: [rows[0], b"{}", *rows[1:]], 2, "not_json"),
        (lambda rows: [rows[0], b"", *rows[1:]], 2, "not_json"),
        (lambda rows: [rows[0], rows[1].replace(b":", b": ", 1)], 2, "not_canonical"),
        (lambda rows: [rows[0], rows[1].replace(b"released", b"withheld")], 2, "entry"),
    ],
)
def test_rows_added_removed_or_moved(
    path: Path, change: object, line: int, reason: str
) -> None:
    filled(path, 4)
    rows = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join(change(rows)) + b"\n")  # type: ignore[operator]
    status = verify_ledger(path)
    assert (status.ok, status.broken_line) == (False, line)
    assert status.reason.startswith(reason)
    with pytest.raises(ChainBrokenError) as caught:
        list(Ledger(path).entries())
    assert caught.value.context["line"] == line


def test_a_new_chain_spliced_in_is_named(path: Path, tmp_path: Path) -> None:
    filled(path, 2)
    filled(tmp_path / "other.jsonl", 4)
    rows = path.read_bytes().splitlines(keepends=True)
    other = (tmp_path / "other.jsonl").read_bytes().splitlines(keepends=True)
    changed = json.loads(other[2])
    assert changed["seq"] == 3
    path.write_bytes(b"".join([*rows, other[2]]))
    status = verify_ledger(path)
    if rows[1] != other[1]:
        assert (status.broken_line, status.reason) == (3, "prev_hash")


def test_nothing_is_added_behind_a_broken_line(path: Path) -> None:
    filled(path, 2)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"released", b"withheld"))
    with pytest.raises(ChainBrokenError) as caught:
        Ledger(path).append(RECORD)
    assert caught.value.context["line"] == 2
    assert path.read_bytes().count(b"\n") == 2


def test_a_long_entry_is_found_from_the_end(path: Path) -> None:
    hit = {"id": "a" * 16, "place": "p1/" + "x" * 150, "entity": "PERSON"}
    long = RECORD | {"hits": [hit] * 2000}
    ledger = Ledger(path)
    for record in (RECORD, long, long, RECORD):
        ledger.append(record)
    assert path.stat().st_size > 4 * (1 << 16)
    assert verify_ledger(path).entries == 4


@pytest.mark.parametrize("written", [0, 1, 100])
def test_a_full_disk_takes_the_line_back(
    path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    ledger = filled(path, 2)
    before = path.read_bytes()
    real = os.write
    calls = []

    def full(descriptor: int, data: bytes) -> int:
        calls.append(1)
        if len(calls) == 1 and written:
            return real(descriptor, bytes(data[:written]))
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(ledger_module.os, "write", full)
        with pytest.raises(LedgerNotWritableError) as caught:
            ledger.append(RECORD)
    assert caught.value.context == {"reason": "full"}
    assert path.read_bytes() == before
    assert ledger.append(RECORD).seq == 3


def test_a_failed_sync_takes_the_line_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = filled(path, 1)

    def broken(_descriptor: int) -> None:
        raise OSError(errno.EIO, "io")

    with monkeypatch.context() as patch:
        patch.setattr(ledger_module.os, "fsync", broken)
        with pytest.raises(LedgerNotWritableError) as caught:
            ledger.append(RECORD)
    assert caught.value.context == {"reason": "io"}
    assert verify_ledger(path).entries == 1


def test_no_permission_and_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path, tmp_path / "file" / "l.jsonl"):
        with pytest.raises(LedgerNotWritableError):
            Ledger(path).append(RECORD)


def test_a_lock_that_never_comes_free(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_module, "_LOCK_SECONDS", 0.05)
    with (
        filelock.FileLock(f"{path}.lock"),
        pytest.raises(LedgerNotWritableError) as caught,
    ):
        Ledger(path).append(RECORD)
    assert caught.value.context == {"reason": "locked"}


def _work(path: str, count: int) -> None:
    for _ in range(count):
        Ledger(Path(path)).append(RECORD)


def test_several_processes_write_one_chain(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_work, args=(str(path), 40)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    status = verify_ledger(path)
    assert (status.ok, status.entries) == (True, 120)


_WRITER = """
import sys
from pathlib import Path
from redactor.audit.ledger import Ledger
ledger = Ledger(Path(sys.argv[1]))
while True:
    entry = ledger.append({"kind": "redact", "hits": [{"place": "p" * 150}] * 200})
    print(entry.seq, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_killed_writers_lose_nothing_that_was_acknowledged(path: Path) -> None:
    for count in (1, 3, 6):
        process = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        for _ in range(count):
            last = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split()
        process.wait(10)
        process.stdout.close()
        last = int(rest[-1]) if rest else last
        Ledger(path).append(RECORD)
        status = verify_ledger(path)
        assert status.ok
        assert status.entries >= last + 1
