"""Torture of the ledger: many writers, kills, torn tails, flipped bytes, a full disk.

Usage: python -m benchmarks.ledger [--writers 8] [--entries 1000] [--full DIR]

``--full`` names a folder on a small disk that may be filled, such as a tmpfs of some
megabytes; without it that part is left out.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import table
from redactor.audit.ledger import Ledger, verify_ledger
from redactor.errors import ChainBrokenError, LedgerNotWritableError

__all__ = ["main"]

# Tells each entry once it was acknowledged: its number, and whose it is.
_WRITER = """
import sys
from pathlib import Path
from redactor.audit.ledger import Ledger
ledger, name, count = Ledger(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
for number in range(count):
    size = 150 * (number % 40)
    hits = [{"place": "p" * 150}] * (size // 150)
    record = {"kind": "redact", "run": "", "ref": number, "hits": hits}
    entry = ledger.append(record | {"source": {"label": name}})
    print(entry.seq, entry.entry_hash, flush=True)
"""


def _writer(path: Path, number: int, count: int) -> "subprocess.Popen[str]":
    name = f"{number:016x}"
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
    )


def _acknowledged(outputs: Sequence[str]) -> dict[int, str]:
    """Return the hash of each entry that a writer was told of, by its number."""
    found = {}
    for output in outputs:
        for line in output.splitlines():
            seq, _, digest = line.partition(" ")
            if len(digest) == 64:  # the last line may be torn by the kill
                found[int(seq)] = digest
    return found


def _lost(path: Path, told: dict[int, str]) -> int:
    there = {entry.seq: entry.entry_hash for entry in Ledger(path).entries()}
    return sum(there.get(seq) != digest for seq, digest in told.items())


def _together(folder: Path, writers: int, entries: int) -> tuple[str, str]:
    """All write at once; nobody dies."""
    path = folder / "together.jsonl"
    started = time.monotonic()
    running = [_writer(path, number, entries) for number in range(writers)]
    told = _acknowledged([process.communicate()[0] for process in running])
    spent = time.monotonic() - started
    status = verify_ledger(path)
    whole = status.ok and status.entries == len(told) == writers * entries
    words = f"{status.entries} entries, lost {_lost(path, told)}, {whole=}"
    return f"{writers} x {entries} at once", f"{words}, {spent:.0f} s"


def _killed(folder: Path, writers: int, entries: int) -> tuple[str, str]:
    """Every writer is killed at a random moment and another takes its place."""
    path = folder / "killed.jsonl"
    chance = random.Random(8)
    outputs, kills = [], 0
    for number in range(writers):
        process = _writer(path, number, entries)
        beside = _writer(path, number + writers, entries // 10)
        time.sleep(0.3 + chance.random() * 1.5)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        outputs += [process.communicate()[0], beside.communicate()[0]]
    told = _acknowledged(outputs)
    Ledger(path).append({"kind": "run"})
    status = verify_ledger(path)
    words = f"{status.entries} entries, acknowledged {len(told)}"
    return (
        f"{kills} writers killed with -9",
        f"{words}, lost {_lost(path, told)}, chain holds {status.ok}",
    )


def _tampered(folder: Path) -> tuple[str, str]:
    """Flip one bit of every byte of a ledger, one after the other."""
    path = folder / "flipped.jsonl"
    for number in range(12):
        record = {"kind": "redact", "status": "released", "ref": number}
        Ledger(path).append(record)
    whole = path.read_bytes()
    lines = [whole[:offset].count(b"\n") + 1 for offset in range(len(whole))]
    named = 0
    for offset, line in enumerate(lines):
        changed = bytearray(whole)
        changed[offset] ^= 1 << (offset % 8)
        path.write_bytes(changed)
        named += verify_ledger(path).broken_line == line
    return "one bit of each byte flipped", f"named the line {named} of {len(lines)}"


def _torn(folder: Path) -> tuple[str, str]:
    """Cut the file at every byte; the next writer mends it."""
    path = folder / "torn.jsonl"
    for _ in range(6):
        Ledger(path).append({"kind": "redact"})
    whole = path.read_bytes()
    mended = 0
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        before = whole[:size].count(b"\n")
        Ledger(path).append({"kind": "redact"})
        status = verify_ledger(path)
        mended += status.ok and status.entries == before + 1
    return "cut off at each byte", f"mended {mended} of {len(whole)}"


def _full(folder: Path) -> tuple[str, str]:
    """Fill the disk; the ledger stays whole and goes on when there is room again."""
    path = folder / "full.jsonl"
    ballast = folder / "ballast"
    room = os.statvfs(folder)
    ballast.write_bytes(b"0" * max(room.f_bavail * room.f_frsize - (1 << 16), 0))
    told, refused = 0, 0
    for number in range(2000):
        hits = [{"place": "p" * 150}] * (number % 30)
        try:
            Ledger(path).append({"kind": "redact", "hits": hits})
            told += 1
        except LedgerNotWritableError as error:
            refused += error.context["reason"] == "full"
            if refused > 20:
                break
    full = verify_ledger(path)
    ballast.unlink()
    Ledger(path).append({"kind": "run"})
    after = verify_ledger(path)
    path.unlink()
    words = f"{told} acknowledged, {refused} refused as full"
    return "full disk", (
        f"{words}; whole {full.ok} with {full.entries}, then {after.entries}"
    )


def _rewritten(folder: Path) -> tuple[str, str]:
    """Drop, swap and repeat lines at random; a broken ledger takes nothing more."""
    path = folder / "rewritten.jsonl"
    for number in range(40):
        Ledger(path).append({"kind": "redact", "ref": number})
    lines = path.read_bytes().splitlines(keepends=True)
    chance = random.Random(8)
    named, refused, rounds = 0, 0, 300
    for _ in range(rounds):
        changed = list(lines)
        at = chance.randrange(1, len(lines) - 1)
        how = chance.choice(("drop", "swap", "repeat"))
        if how == "drop":
            del changed[at]
        elif how == "swap":
            changed[at], changed[at + 1] = changed[at + 1], changed[at]
        else:
            changed.insert(at, changed[at - 1])
        path.write_bytes(b"".join(changed))
        named += verify_ledger(path).broken_line == at + 1
        try:
            tuple(Ledger(path).entries())
        except ChainBrokenError:
            refused += 1
    words = f"named the line {named} of {rounds}, not exported {refused}"
    return "lines dropped, swapped, repeated", words


def main(words: Sequence[str] | None = None) -> None:
    """Run all parts and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger")
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--full", type=Path)
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [
            _together(folder, asked.writers, asked.entries),
            _killed(folder, asked.writers, asked.entries),
            _torn(folder),
            _tampered(folder),
            _rewritten(folder),
        ]
        if asked.full:
            rows.append(_full(asked.full))
    table("The ledger under torture", ("what", "came of it"), rows)


if __name__ == "__main__":
    main()
