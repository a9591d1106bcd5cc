"""Records of what happens beside the files: runs, exports, withdrawals, signatures."""

from collections.abc import Mapping
from typing import Any

from redactor.audit.record import label, library_versions
from redactor.settings import Settings

__all__ = ["export_record", "run_record", "withdrawal_record"]


def run_record(
    run: str,
    status: str,
    counts: Mapping[str, int],
    settings: Settings,
    *,
    seconds: float | None = None,
) -> dict[str, Any]:
    """Return the record of the begin or end of a run over many files.

    Args:
        run: Id of the run; the records of its files bear it too.
        status: ``started``, ``ended`` or ``stopped``.
        counts: Files to do, or files by how they ended.
        settings: For the labels of operator and office.
        seconds: Wall time, at the end.
    """
    record: dict[str, Any] = {
        "kind": "run",
        "status": status,
        "run": run,
        "operator": label(settings.clerk),
        "office": label(settings.office),
        "counts": dict(counts),
        "versions": library_versions(),
    }
    if seconds is not None:
        record["seconds"] = seconds
    return record


def export_record(
    form: str, sha256: str, size: int, settings: Settings, month: str = ""
) -> dict[str, Any]:
    """Return the record of an export of the ledger.

    Args:
        form: ``xlsx`` or ``pdf``.
        sha256: Digest of the written file.
        size: Its bytes.
        settings: For the labels of operator and office.
        month: What was exported, such as ``2026-11``; empty for all.
    """
    return {
        "kind": "export",
        "format": form,
        "month": month,
        "operator": label(settings.clerk),
        "office": label(settings.office),
        "output": {"sha256": sha256, "size": size, "suffix": f".{form}"},
    }


def withdrawal_record(
    seq: int, reason: str, copy_sha256: str, settings: Settings
) -> dict[str, Any]:
    """Return the record of a copy that was taken back after its release.

    Args:
        seq: Number of the entry of its release.
        reason: A code of `redactor.audit.withdrawal.REASONS`.
        copy_sha256: Digest of the copy.
        settings: For the labels of operator and office.
    """
    return {
        "kind": "withdrawal",
        "ref": seq,
        "reason": reason,
        "operator": label(settings.clerk),
        "office": label(settings.office),
        "output": {"sha256": copy_sha256},
    }
