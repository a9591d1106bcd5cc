"""The keeper of the ledger: notes what workers did that do not write it themselves.

A worker on another machine checks its copy and leaves it under a temporary name; it
gets its own name here, after the ledger's line. A worker that was lost wrote nothing:
its file is noted here as well, so that every file of a run stands in the ledger.
"""

import contextlib
import os
import time
from dataclasses import replace
from pathlib import Path

from redactor.audit.ledger import Ledger
from redactor.audit.record import build_record
from redactor.errors import (
    AuditError,
    CrashedError,
    FileAccessError,
    OutputExistsError,
    RedactorError,
)
from redactor.files import file_digest
from redactor.publication import settle
from redactor.results import RedactRequest, RedactResult, Status

__all__ = ["clear_checked", "keep", "keep_lost"]

# A shared folder may show a file a moment after the machine that wrote it told of it.
_APPEAR_SECONDS = 20.0
_LOOK_SECONDS = 0.25


def keep(result: RedactResult, ledger: Ledger) -> RedactResult:
    """Note what a worker left to be noted, and give its copy its name.

    Returns:
        The result as it ended; one whose worker kept the ledger comes back as it is.
    """
    if result.record is None:
        return result
    try:
        if result.waiting is None:
            ledger.append(result.record)
            return replace(result, record=None)
        return _named(result, ledger)
    except OutputExistsError as error:
        return _stopped(result, Status.REFUSED, error, ledger)
    except RedactorError as error:
        return _stopped(result, Status.FAILED, error, ledger)


def _named(result: RedactResult, ledger: Ledger) -> RedactResult:
    waiting, record = result.waiting, result.record
    if waiting is None or record is None:
        raise ValueError("nothing waits")
    if _digest(waiting.temporary) != result.copy_sha256:
        raise CrashedError()  # not the file that was checked
    settle(waiting.temporary, waiting.target, ledger, record)
    return replace(result, output=waiting.target, record=None, waiting=None)


def _digest(path: Path) -> str:
    deadline = time.monotonic() + _APPEAR_SECONDS
    while True:
        try:
            return file_digest(path)[0]
        except FileAccessError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_LOOK_SECONDS)


def _stopped(
    result: RedactResult, status: Status, error: RedactorError, ledger: Ledger
) -> RedactResult:
    if result.waiting is not None:
        result.waiting.temporary.unlink(missing_ok=True)
    if not isinstance(error, AuditError) and result.record is not None:
        plain = ("kind", "run", "operator", "reviewer", "office", "source")
        record = {key: result.record[key] for key in plain if key in result.record}
        record |= {"status": status.value, "code": error.code}
        try:
            ledger.append(record)
        except AuditError as broken:
            error = broken
    return RedactResult(
        result.path,
        status,
        code=error.code,
        context=error.context,
        source_sha256=result.source_sha256,
    )


def keep_lost(
    request: RedactRequest, error: RedactorError, ledger: Ledger
) -> RedactResult:
    """Note a file whose process was lost, and return how it ended."""
    sha256, size = "", 0
    # the file may have gone with whatever killed the process
    with contextlib.suppress(FileAccessError):
        sha256, size = file_digest(request.path)
    record = build_record(
        status=Status.FAILED.value,
        code=error.code,
        path=request.path,
        operator=request.settings.clerk,
        office=request.settings.office,
        source_sha256=sha256,
        source_size=size,
        run=request.run,
    )
    try:
        ledger.append(record)
    except AuditError as broken:
        error = broken
    return RedactResult(
        request.path,
        Status.FAILED,
        code=error.code,
        context=error.context,
        source_sha256=sha256,
    )


def clear_checked(output: Path) -> int:
    """Remove what lost workers left, half or checked; return the number of files.

    Only the keeper may call this, when none of its workers is at work on the folder.
    """
    count = 0
    for folder, _, names in os.walk(output):
        for name in names:
            if name.startswith(".yinmo-") and name.endswith((".checked", ".tmp")):
                (Path(folder) / name).unlink(missing_ok=True)
                count += 1
    return count
