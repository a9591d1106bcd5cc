"""The one tree of errors.

::

    RedactorError
    ├── InputError          the file that came in
    │   ├── EmptyFileError, UnsupportedError, CorruptError, NoPagesError
    │   ├── EncryptedError (no or wrong password), LimitError, SecretMarkError
    │   └── FileAccessError (missing, no permission)
    ├── DetectionError      the search itself
    │   └── PatternFileError, RecognizerTimeoutError, ModelMissingError
    ├── PlanError           what shall be changed
    │   └── StalePlanError, OverlapError, PolicyError, UndecidedError,
    │       UnsignedError
    ├── WriteError          the copy
    │   └── OutputExistsError, NotWritableError, EditNotAppliedError
    ├── VerificationError   the check of the copy
    │   └── HazardError (places unread), ResidueError, CollateralError, UnreadableError
    ├── AuditError          the ledger
    │   └── ChainBrokenError, LedgerNotWritableError, RecordError,
    │       NotReleasedError, KeyFileError
    ├── CrashedError        a worker process died
    ├── ClusterError        other machines cannot be used
    └── CancelledError

Every error carries a machine code and keyword context. Context never holds personal
text; file names are added by the front that shows the sentence. Every error survives
pickling, since one that does not would break a whole process pool.
"""

from enum import IntEnum
from typing import Any, ClassVar

__all__ = [
    "AuditError",
    "CancelledError",
    "ChainBrokenError",
    "ClusterError",
    "CollateralError",
    "CorruptError",
    "CrashedError",
    "DetectionError",
    "EditNotAppliedError",
    "EmptyFileError",
    "EncryptedError",
    "ExitCode",
    "FileAccessError",
    "HazardError",
    "InputError",
    "KeyFileError",
    "LedgerNotWritableError",
    "LimitError",
    "ModelMissingError",
    "NoPagesError",
    "NotReleasedError",
    "NotWritableError",
    "OutputExistsError",
    "OverlapError",
    "PatternFileError",
    "PlanError",
    "PolicyError",
    "RecognizerTimeoutError",
    "RecordError",
    "RedactorError",
    "ResidueError",
    "SecretMarkError",
    "StalePlanError",
    "UndecidedError",
    "UnreadableError",
    "UnsignedError",
    "UnsupportedError",
    "VerificationError",
    "WriteError",
]


class ExitCode(IntEnum):
    """Exit codes of the command line."""

    OK = 0
    NOT_ALL_RELEASED = 1
    USAGE = 2


class RedactorError(Exception):
    """Root of all errors that Yinmo raises on purpose.

    Attributes:
        code: Stable machine code; `redactor.messages` holds its Chinese sentence.
        context: Plain picklable values for the sentence, never personal text.
    """

    code: ClassVar[str] = "internal"

    def __init__(self, **context: Any) -> None:
        super().__init__(self.code)
        self.context = context

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.context))

    def __str__(self) -> str:
        details = ", ".join(f"{k}={v!r}" for k, v in sorted(self.context.items()))
        return f"{self.code}({details})"


def _rebuild(kind: type[RedactorError], context: dict[str, Any]) -> RedactorError:
    return kind(**context)


class InputError(RedactorError):
    """The file that came in cannot be worked on."""

    code = "input"


class EmptyFileError(InputError):
    """The file holds no bytes."""

    code = "empty_file"


class UnsupportedError(InputError):
    """The content is of no supported format, whatever its name says."""

    code = "unsupported"


class CorruptError(InputError):
    """The file is damaged."""

    code = "corrupt"


class NoPagesError(InputError):
    """The file opens but holds no page."""

    code = "no_pages"


class EncryptedError(InputError):
    """A password is missing or none of those given fits."""

    code = "encrypted"


class LimitError(InputError):
    """The file goes over a size, depth or time limit (zip bombs among them)."""

    code = "limit"


class SecretMarkError(InputError):
    """The file bears a mark of state secrecy (保守国家秘密法 第二十二条)."""

    code = "secret_mark"


class FileAccessError(InputError):
    """The file is missing or may not be read."""

    code = "file_access"


class DetectionError(RedactorError):
    """The search for personal information failed."""

    code = "detection"


class PatternFileError(DetectionError):
    """A pattern file is wrong (context: file, line, reason)."""

    code = "pattern_file"


class RecognizerTimeoutError(DetectionError):
    """A recognizer ran out of time, so its silence means nothing."""

    code = "recognizer_timeout"


class ModelMissingError(DetectionError):
    """A model that ships inside a package is not there."""

    code = "model_missing"


class PlanError(RedactorError):
    """The plan of changes is not valid."""

    code = "plan"


class StalePlanError(PlanError):
    """The file changed after it was scanned."""

    code = "stale_plan"


class OverlapError(PlanError):
    """Two edits claim the same characters."""

    code = "overlap"


class PolicyError(PlanError):
    """A policy is unknown or its file is wrong."""

    code = "policy"


class UndecidedError(PlanError):
    """Findings still wait for a person's decision (context: count, entities)."""

    code = "undecided"


class UnsignedError(PlanError):
    """The policy asks for a second person's signature (context: reason)."""

    code = "unsigned"


class WriteError(RedactorError):
    """The copy could not be written."""

    code = "write"


class OutputExistsError(WriteError):
    """The target is there already and is never overwritten."""

    code = "output_exists"


class NotWritableError(WriteError):
    """The target folder is full, read-only or not permitted."""

    code = "not_writable"


class EditNotAppliedError(WriteError):
    """An edit found no place in the copy."""

    code = "edit_not_applied"


class VerificationError(RedactorError):
    """The written copy did not pass its check, so it was not released."""

    code = "verification"


class HazardError(VerificationError):
    """The file has places that could not be read (context: hazards)."""

    code = "hazard"


class ResidueError(VerificationError):
    """A removed value is still in the copy (context: places, entities)."""

    code = "residue"


class CollateralError(VerificationError):
    """Innocent text was changed or lost (context: places)."""

    code = "collateral"


class UnreadableError(VerificationError):
    """The copy cannot be read by the checking libraries."""

    code = "unreadable"


class AuditError(RedactorError):
    """The ledger failed."""

    code = "audit"


class ChainBrokenError(AuditError):
    """A ledger entry does not fit its predecessor (context: line)."""

    code = "chain_broken"


class LedgerNotWritableError(AuditError):
    """The ledger cannot be appended to."""

    code = "ledger_not_writable"


class RecordError(AuditError):
    """A record holds a field or a shape that the ledger does not take (context: field).

    The ledger must never hold personal text, so what it does not know it refuses.
    """

    code = "record"


class NotReleasedError(AuditError):
    """The ledger knows no such release that could be withdrawn (context: reason)."""

    code = "not_released"


class KeyFileError(AuditError):
    """A key or a file of signatures cannot be used (context: reason)."""

    code = "key_file"


class CrashedError(RedactorError):
    """The process that worked on the file died."""

    code = "crashed"


class ClusterError(RedactorError):
    """Other machines cannot be used (context: reason)."""

    code = "cluster"


class CancelledError(RedactorError):
    """The user stopped the work."""

    code = "cancelled"
