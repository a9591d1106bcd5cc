"""The ledger (台账): append-only JSON Lines, each line chained to the one before.

A line is the canonical JSON of an entry: ``seq`` from one, ``utc`` and ``local`` time,
``prev_hash``, ``record`` and ``entry_hash``, the SHA-256 of all the others. Changing,
inserting, removing or reordering lines breaks the chain at a line that `verify_ledger`
names.

Safe against several writers (a lock file beside it), kill -9 at any byte (a torn last
line is cut off and noted by the next writer) and a full disk (the line is taken back).
An entry counts as written only when `Ledger.append` returned.

What this doesn't do: who may rewrite the whole file can make a new chain, and who cuts
lines off its end leaves a valid shorter one. Keep the head's hash elsewhere.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import filelock

from redactor.audit.schema import check_record
from redactor.errors import ChainBrokenError, LedgerNotWritableError

__all__ = ["GENESIS", "Ledger", "LedgerEntry", "LedgerStatus", "verify_ledger"]

GENESIS = "0" * 64
_LOCK_SECONDS = 60.0
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry as written.

    Attributes:
        seq: Its number, from one.
        utc: Time in UTC, ISO 8601 with seconds.
        local: The same moment as the office's clock showed it, with offset.
        dropped_bytes: Bytes of a torn line that this entry repairs, usually 0.
    """

    seq: int
    utc: str
    local: str
    prev_hash: str
    entry_hash: str
    record: Mapping[str, Any] = field(repr=False)
    dropped_bytes: int = 0


@dataclass(frozen=True, slots=True)
class LedgerStatus:
    """Result of checking a chain.

    Attributes:
        ok: True when every line fits and none is torn.
        entries: Number of good entries before the first broken line.
        broken_line: Number of the first broken line from one, None if there is none.
        reason: ``torn``, ``not_json``, ``not_canonical``, ``seq``, ``prev_hash`` or
            ``entry_hash``; empty when ok.
        head: Hash of the last good entry.
        repairs: How often a torn line was cut off by a writer.
    """

    ok: bool
    entries: int
    head: str
    broken_line: int | None = None
    reason: str = ""
    repairs: int = 0


class Ledger:
    """A ledger file. Any number of processes and threads may append to one path."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self._lock = filelock.FileLock(f"{self.path}.lock")

    def append(self, record: Mapping[str, Any]) -> LedgerEntry:
        """Add one record; on return it is on the disk. May block for the lock.

        Raises:
            RecordError: The record holds a field or a shape that is not allowed.
            ChainBrokenError: The last line is not a good entry (context: line).
            LedgerNotWritableError: No room, no permission, or the lock never came free
                (context: reason). Nothing was added.
        """
        check_record(record)
        with self.locked():
            try:
                with _open(self.path) as descriptor:
                    return _append(self.path, descriptor, record)
            except OSError as error:
                raise LedgerNotWritableError(reason=_reason(error)) from error

    def entries(self) -> Iterator[LedgerEntry]:
        """Yield the entries in order.

        Raises:
            ChainBrokenError: At the first line that is not a good entry.
            OSError: The file cannot be read.
        """
        prev, seq = GENESIS, 0
        for number, line in _lines(self.path):
            entry, reason = _parse(line, seq + 1, prev)
            if entry is None:
                raise ChainBrokenError(line=number, reason=reason)
            prev, seq = entry.entry_hash, entry.seq
            yield entry

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep all other writers out; `append` may be called within.

        Raises:
            LedgerNotWritableError: The lock never came free, or cannot be made.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=_LOCK_SECONDS)
        except filelock.Timeout as error:
            raise LedgerNotWritableError(reason="locked") from error
        except OSError as error:
            raise LedgerNotWritableError(reason=_reason(error)) from error
        try:
            yield
        finally:
            self._lock.release()


def verify_ledger(path: Path) -> LedgerStatus:
    """Check every line of a ledger. Reads only; may block on a long file.

    Raises:
        OSError: The file cannot be read.
    """
    prev, seq, repairs = GENESIS, 0, 0
    for number, line in _lines(path):
        entry, reason = _parse(line, seq + 1, prev)
        if entry is None:
            return LedgerStatus(False, seq, prev, number, reason, repairs)
        prev, seq = entry.entry_hash, entry.seq
        repairs += bool(entry.dropped_bytes)
    return LedgerStatus(True, seq, prev, repairs=repairs)


@contextmanager
def _open(path: Path) -> Iterator[int]:
    fresh = not path.exists()
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
    if fresh and os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _append(path: Path, descriptor: int, record: Mapping[str, Any]) -> LedgerEntry:
    last, size, torn = _tail(descriptor)
    entry = _next(path, last, record, torn)
    data = _line(entry) + b"\n"
    if torn:
        os.ftruncate(descriptor, size)
    try:
        _write_all(descriptor, data)
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, size)
        raise
    return entry


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _next(path: Path, last: bytes, record: Mapping[str, Any], torn: int) -> LedgerEntry:
    seq, prev = 0, GENESIS
    if last:
        entry, reason = _parse(last, None, None)
        if entry is None:
            with path.open("rb") as stream:
                count = sum(chunk.count(b"\n") for chunk in iter(_reader(stream), b""))
            raise ChainBrokenError(line=count, reason=reason)
        seq, prev = entry.seq, entry.entry_hash
    now = datetime.now(UTC).replace(microsecond=0)
    content: dict[str, Any] = {
        "seq": seq + 1,
        "utc": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "local": now.astimezone().isoformat(),
        "prev_hash": prev,
        "record": dict(record),
    }
    if torn:
        content["dropped_bytes"] = torn
    return _entry(content, _digest(content))


def _reader(stream: Any) -> Any:
    return lambda: stream.read(_CHUNK)


def _tail(descriptor: int) -> tuple[bytes, int, int]:
    """Return the last whole line, the size up to its end, and the torn bytes after."""
    size = os.lseek(descriptor, 0, os.SEEK_END)
    buffer, start = b"", size
    while start > 0 and buffer.count(b"\n") < 2:
        step = min(_CHUNK, start)
        start -= step
        os.lseek(descriptor, start, os.SEEK_SET)
        buffer = _read(descriptor, step) + buffer
    end = buffer.rfind(b"\n") + 1
    whole = buffer[:end].rstrip(b"\n")
    return whole[whole.rfind(b"\n") + 1 :], start + end, len(buffer) - end


def _read(descriptor: int, count: int) -> bytes:
    parts = []
    while count:
        part = os.read(descriptor, count)
        if not part:
            break
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield number and bytes of each line; a torn one keeps a NUL as its mark."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            yield number, line[:-1] if line.endswith(b"\n") else b"\0" + line


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def _digest(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(content)).hexdigest()


def _entry(content: Mapping[str, Any], entry_hash: str) -> LedgerEntry:
    return LedgerEntry(entry_hash=entry_hash, **content)


def _line(entry: LedgerEntry) -> bytes:
    content: dict[str, Any] = {
        "seq": entry.seq,
        "utc": entry.utc,
        "local": entry.local,
        "prev_hash": entry.prev_hash,
        "record": entry.record,
        "entry_hash": entry.entry_hash,
    }
    if entry.dropped_bytes:
        content["dropped_bytes"] = entry.dropped_bytes
    return _canonical(content)


def _parse(
    line: bytes, seq: int | None, prev: str | None
) -> tuple[LedgerEntry | None, str]:
    """Return the entry of a line, or None and why it is none."""
    if line.startswith(b"\0"):
        return None, "torn"
    try:
        content = json.loads(line)
        canonical = _canonical(content)
        entry_hash = content.pop("entry_hash")
        entry = _entry(content, entry_hash)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None, "not_json"
    if canonical != line:
        return None, "not_canonical"
    if seq is not None and entry.seq != seq:
        return None, "seq"
    if prev is not None and entry.prev_hash != prev:
        return None, "prev_hash"
    if _digest(content) != entry_hash:
        return None, "entry_hash"
    return entry, ""


def _reason(error: OSError) -> str:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "full"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "permission"
    return "io"
