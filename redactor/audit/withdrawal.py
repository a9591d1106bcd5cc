"""Taking a released copy back: noted in the ledger, found by the copy or its number.

The file that was published is not touched: where it stands is not known here.
"""

from pathlib import Path

from redactor.audit.events import withdrawal_record
from redactor.audit.ledger import Ledger, LedgerEntry
from redactor.audit.tables import REASONS
from redactor.errors import NotReleasedError
from redactor.files import file_digest
from redactor.settings import Settings

__all__ = ["REASONS", "find_release", "withdraw"]


def find_release(ledger: Path, copy: Path | int) -> LedgerEntry:
    """Return the entry of a copy's last release.

    Args:
        ledger: The ledger; its chain must hold.
        copy: The copy itself, or the number of the entry.

    Raises:
        NotReleasedError: No such release, or it was withdrawn (context: reason).
        FileAccessError: The copy cannot be read.
        ChainBrokenError: The chain does not hold.
        OSError: The ledger cannot be read.
    """
    digest = file_digest(copy)[0] if isinstance(copy, Path) else ""
    found: LedgerEntry | None = None
    gone: set[int] = set()
    for entry in Ledger(ledger).entries():
        record = entry.record
        if record.get("kind") == "withdrawal":
            gone.add(int(record.get("ref", 0)))
        elif (record.get("kind"), record.get("status")) == ("redact", "released"):
            output = record.get("output") or {}
            if entry.seq == copy or (digest and output.get("sha256") == digest):
                found = entry
    if found is None:
        raise NotReleasedError(reason="not_in_ledger")
    if found.seq in gone:
        raise NotReleasedError(reason="withdrawn")
    return found


def withdraw(
    ledger: Path, copy: Path | int, reason: str, settings: Settings
) -> LedgerEntry:
    """Note that a released copy was taken back; return the new entry.

    Args:
        ledger: The ledger that notes its release.
        copy: The copy itself, or the number of the entry of its release.
        reason: A code of `REASONS`.
        settings: For the labels of operator and office.

    Raises:
        ValueError: The reason is no code of `REASONS`.
        NotReleasedError: No such release, or it was withdrawn (context: reason).
        AuditError: The ledger does not hold or takes no entry.
        FileAccessError: The copy cannot be read.
        OSError: The ledger cannot be read.
    """
    if reason not in REASONS:
        raise ValueError("no such reason")
    book = Ledger(ledger)
    with book.locked():
        release = find_release(ledger, copy)
        digest = str(release.record["output"]["sha256"])
        return book.append(withdrawal_record(release.seq, reason, digest, settings))
