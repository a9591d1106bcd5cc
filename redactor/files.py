"""Digests, temporary files and the atomic step from a checked file to its name."""

import contextlib
import errno
import hashlib
import os
import platform
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psutil

from redactor.errors import FileAccessError, NotWritableError, OutputExistsError

__all__ = [
    "copy_name",
    "disk_reason",
    "file_digest",
    "flush",
    "publish",
    "settle_folder",
    "take_over",
    "temporary_beside",
]

_CHUNK = 1 << 20
# Looking for left-overs reads the whole folder, so it is not done for every file.
_SWEEP_SECONDS = 60.0
_swept: dict[Path, float] = {}


def file_digest(path: Path) -> tuple[str, int]:
    """Return SHA-256 (hex) and size in bytes.

    Raises:
        FileAccessError: The file is missing or may not be read.
    """
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return digest, stream.tell()
    except FileNotFoundError as error:
        raise FileAccessError(reason="missing") from error
    except OSError as error:
        raise FileAccessError(reason="denied") from error


def copy_name(path: Path, suffix: str) -> str:
    """Return the name of a copy: ``<stem>_脱敏`` and the suffix (with dot)."""
    return f"{path.stem}_脱敏{suffix}"


@contextmanager
def temporary_beside(target: Path) -> Iterator[Path]:
    """Yield an empty private file in the target's folder, removed at the end.

    Raises:
        OutputExistsError: The target is there already.
        NotWritableError: The folder cannot be written.
    """
    if os.path.lexists(target):
        raise OutputExistsError()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        handle, name = tempfile.mkstemp(
            prefix=f"{_host_prefix()}{os.getpid()}-", suffix=".tmp", dir=target.parent
        )
    except OSError as error:
        raise NotWritableError(reason=disk_reason(error)) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES):
            raise NotWritableError(reason=disk_reason(error)) from error
        raise
    finally:
        temporary.unlink(missing_ok=True)


@cache
def _host_prefix() -> str:
    host = hashlib.sha256(platform.node().encode()).hexdigest()[:8]
    return f".yinmo-{host}-"


def _sweep(folder: Path) -> None:
    """Remove what runs of this machine left that were killed half-way."""
    now = time.monotonic()
    if now - _swept.get(folder, -_SWEEP_SECONDS) < _SWEEP_SECONDS:
        return
    _swept[folder] = now
    for left in folder.glob(f"{_host_prefix()}*.tmp"):
        owner = left.name.removeprefix(_host_prefix()).split("-", 1)[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            left.unlink(missing_ok=True)


def disk_reason(error: OSError) -> str:
    """Return ``full`` or ``denied``, the words of `NotWritableError`."""
    return "full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "denied"


def flush(path: Path) -> None:
    """Force a file's bytes to the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def publish(temporary: Path, target: Path) -> None:
    """Give a checked file its name, atomically, never over another file.

    Raises:
        OutputExistsError: Somebody made the target meanwhile.
        NotWritableError: The folder refuses the name.
    """
    try:
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        _rename_new(temporary, target)
        settle_folder(target.parent)
    except FileExistsError as error:
        raise OutputExistsError() from error
    except OSError as error:
        raise NotWritableError(reason=disk_reason(error)) from error


def take_over(temporary: Path, ready: Path) -> None:
    """Give a flushed temporary file another temporary name, durably.

    Raises:
        NotWritableError: The folder refuses the name.
    """
    try:
        temporary.replace(ready)
    except OSError as error:
        raise NotWritableError(reason=disk_reason(error)) from error
    settle_folder(ready.parent)


def _rename_new(temporary: Path, target: Path) -> None:
    if os.name == "nt":
        temporary.rename(target)  # Windows refuses to rename over a file
        return
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS):
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "exists") from error
        temporary.rename(target)  # a file system without hard links (FAT, some shares)


def settle_folder(folder: Path) -> None:
    """Force a folder's names to the disk, where the system knows how."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network shares know no fsync here
            os.fsync(handle)
    finally:
        os.close(handle)
