"""The office's secret for pseudonyms and masks that many files share.

One file of 32 random bytes in the user's configuration folder, for its owner's eyes
only, made when it is first needed. All that is keyed by it is an HMAC: no table of
names or numbers is kept anywhere. An office that works on several machines copies the
file; who loses it gets other pseudonyms from then on.

Threat model: who has the copies but not the file cannot test guessed names or numbers.
Who has the file can, so it is a secret like a password.
"""

import hashlib
import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from redactor.errors import PolicyError
from redactor.resources import config_dir

__all__ = ["KEY_NAME", "keyed", "office_key", "read_office_key"]

KEY_NAME = "office.key"
_BYTES = 32


def office_key() -> bytes:
    """Return the office's key; make it if there is none yet.

    Raises:
        PolicyError: The file is damaged, or the folder cannot be written.
    """
    path = config_dir() / KEY_NAME
    found = read_office_key()
    if found is not None:
        return found
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
    except OSError as error:
        raise PolicyError(file=KEY_NAME, line=0, reason="密钥文件无法写入") from error
    found = read_office_key()
    if found is None:
        raise PolicyError(file=KEY_NAME, line=0, reason="密钥文件无法写入")
    return found


def read_office_key() -> bytes | None:
    """Return the office's key, None if there is none yet.

    Raises:
        PolicyError: The file is damaged or may not be read.
    """
    path = config_dir() / KEY_NAME
    try:
        if os.name != "nt" and path.stat().st_mode & 0o077:
            path.chmod(0o600)
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PolicyError(file=KEY_NAME, line=0, reason="密钥文件无法读取") from error
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise PolicyError(file=KEY_NAME, line=0, reason="密钥文件已损坏")
    return key


def _make(path: Path) -> None:
    """Write a new key whole; another process that was first wins."""
    handle, name = tempfile.mkstemp(prefix=f".{KEY_NAME}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:  # mode 0600 by mkstemp
            stream.write(secrets.token_hex(_BYTES) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            if os.name == "nt":
                Path(name).rename(path)
            else:
                os.link(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


def keyed(key: bytes, *parts: str) -> str:
    """Return the HMAC-SHA256 of some words under the key, hexadecimal."""
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hmac.new(key, text, hashlib.sha256).hexdigest()
