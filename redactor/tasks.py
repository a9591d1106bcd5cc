"""What worker processes are given to do; importing it costs nothing.

The libraries behind `redactor.pipeline` take seconds to load, so they are loaded where
a task runs and not where it is sent from. Here is also the worker's border: an unknown
error becomes a failed result, and its message, which may quote the document, is lost.
"""

import logging
import os
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from redactor.errors import NotWritableError, RedactorError
from redactor.results import (
    RedactRequest,
    RedactResult,
    ScanRequest,
    ScanResult,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from redactor.ownrules import Trial
    from redactor.settings import DetectionSettings, Settings

__all__ = ["clean_names", "guarded_redact", "guarded_scan", "log_unknown", "scan"]
__all__ += ["export_ledger", "try_text"]

_log = logging.getLogger(__name__)
logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of dates in fonts


def scan(request: ScanRequest) -> ScanResult:
    """Call `redactor.pipeline.scan`.

    Raises:
        RedactorError: As `redactor.pipeline.scan`.
    """
    from redactor import pipeline

    return pipeline.scan(request)


def guarded_scan(request: ScanRequest) -> ScanResult | RedactorError:
    """Call `scan`; errors come back as values, unknown ones as the root error."""
    try:
        return scan(request)
    except RedactorError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the worker's border
        log_unknown(error)
        return RedactorError()


def try_text(detection: "DetectionSettings", text: str) -> "tuple[Trial, ...]":
    """Call `redactor.ownrules.try_text`.

    Raises:
        RedactorError: As `redactor.ownrules.try_text`.
    """
    from redactor import ownrules

    return ownrules.try_text(detection, text)


def export_ledger(ledger: Path, target: Path, settings: "Settings") -> None:
    """Write a ledger as ``.xlsx`` or ``.pdf`` and note that it was exported.

    Raises:
        RedactorError: Its chain is broken, or the target cannot be written.
    """
    from redactor.audit.events import export_record
    from redactor.audit.export import export_xlsx
    from redactor.audit.ledger import Ledger
    from redactor.audit.printing import export_pdf
    from redactor.files import file_digest

    form = target.suffix.lower().lstrip(".")
    write = export_pdf if form == "pdf" else export_xlsx
    temporary = target.with_name(f".{os.getpid()}-{target.name}")
    try:
        write(ledger, temporary)
        sha256, size = file_digest(temporary)
        temporary.replace(target)  # the user agreed to write over it
    except OSError as error:
        raise NotWritableError(reason=type(error).__name__) from error
    finally:
        temporary.unlink(missing_ok=True)
    Ledger(ledger).append(export_record(form, sha256, size, settings))


def guarded_redact(request: RedactRequest) -> RedactResult:
    """Call `redactor.pipeline.redact`; an unknown error gives a failed result."""
    from redactor import pipeline

    try:
        return pipeline.redact(request)
    except Exception as error:  # noqa: BLE001 - the worker's border
        log_unknown(error)
        return RedactResult(request.path, Status.FAILED, code="internal")


def clean_names(names: "Sequence[str]", settings: "Settings") -> dict[str, str]:
    """Call `redactor.naming.clean_names`.

    Raises:
        RedactorError: As `redactor.naming.clean_names`.
    """
    from redactor import naming

    return naming.clean_names(names, settings)


def log_unknown(error: BaseException) -> None:
    """Log type and frames of an error, never its message."""
    frames = traceback.extract_tb(error.__traceback__)
    trail = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))
    _log.error("unknown error %s at %s", type(error).__name__, trail)
