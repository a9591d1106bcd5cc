"""Signatures of the office over the head of the ledger (Ed25519, RFC 8032).

A signature binds all entries up to one number: it stands in the ledger as an entry, and
in a file beside it that is to be kept elsewhere. Who rewrites the chain cannot sign it
anew without the key; who cuts lines off its end is betrayed by the file kept elsewhere.

The private key is a PEM file (PKCS 8), best with a password; the public key is what
`verify` wants. What this doesn't do: prove the time of a signature.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redactor.audit.ledger import GENESIS, Ledger, LedgerEntry
from redactor.audit.record import label
from redactor.errors import KeyFileError, NotWritableError, OutputExistsError
from redactor.settings import Settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

__all__ = ["SignatureStatus", "check_signatures", "make_key", "sign", "signature_path"]


@dataclass(frozen=True, slots=True)
class SignatureStatus:
    """Result of checking signatures; the chain itself is checked apart.

    Attributes:
        ok: There is a signature of this key and none that fails.
        count: Good signatures of this key.
        signed: Number of the last entry that a good one covers.
        broken: Number of the first entry whose signature fails, None if there is none.
        reason: ``unsigned``, ``signature`` or ``cut`` (the ledger is shorter than what
            was signed, or another one); empty when ok.
    """

    ok: bool
    count: int
    signed: int
    broken: int | None = None
    reason: str = ""


def signature_path(ledger: Path) -> Path:
    """Return the file of signatures beside a ledger."""
    return ledger.with_name(f"{ledger.name}.sig")


def make_key(path: Path, password: bytes | None = None) -> Path:
    """Write a new private key and, beside it, its public key; return the latter.

    Raises:
        OutputExistsError: One of the two is there already.
        NotWritableError: The folder cannot be written.
    """
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    lock: form.KeySerializationEncryption = form.NoEncryption()
    if password:
        lock = form.BestAvailableEncryption(password)
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, lock)
    public = key.public_key().public_bytes(
        form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo
    )
    beside = path.with_name(f"{path.name}.pub")
    try:
        for target, data, mode in ((path, private, 0o600), (beside, public, 0o644)):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(target, flags, mode), "wb") as stream:
                stream.write(data)
    except FileExistsError as error:
        raise OutputExistsError() from error
    except OSError as error:
        raise NotWritableError(reason="denied") from error
    return beside


def sign(
    ledger: Path, key_file: Path, settings: Settings, password: bytes | None = None
) -> LedgerEntry:
    """Sign the head, note it as an entry and in the file of signatures.

    Raises:
        KeyFileError: The key cannot be read, or its password is wrong.
        AuditError: The chain does not hold, or the ledger takes no entry.
        NotWritableError: The file of signatures cannot be written.
        OSError: The ledger cannot be read.
    """
    key = _private(key_file, password)
    book = Ledger(ledger)
    with book.locked():
        seq, head = 0, GENESIS
        for entry in book.entries():
            seq, head = entry.seq, entry.entry_hash
        row = {
            "ref": seq,
            "head": head,
            "key": _fingerprint(key.public_key()),
            "signature": key.sign(_message(seq, head)).hex(),
        }
        record = {
            "kind": "signature",
            "operator": label(settings.clerk),
            "office": label(settings.office),
            **row,
        }
        entry = book.append(record)
        try:
            with signature_path(ledger).open("a", encoding="ascii") as stream:
                stream.write(json.dumps(row, sort_keys=True) + "\n")
        except OSError as error:
            raise NotWritableError(reason="denied") from error
    return entry


def check_signatures(
    ledger: Path, public_key: Path, kept: Path | None = None
) -> SignatureStatus:
    """Check every signature of one key, in the ledger and in the file kept elsewhere.

    Args:
        ledger: The ledger; its chain must hold.
        public_key: Public key of the office (PEM).
        kept: File of signatures that was kept elsewhere; the ledger must reach as far.

    Raises:
        KeyFileError: The key or the file of signatures cannot be read.
        ChainBrokenError: The chain does not hold.
        OSError: The ledger cannot be read.
    """
    key = _public(public_key)
    mark = _fingerprint(key)
    heads = {0: GENESIS}
    count, signed = 0, 0
    for entry in Ledger(ledger).entries():
        heads[entry.seq] = entry.entry_hash
        record = entry.record
        if record.get("kind") != "signature" or record.get("key") != mark:
            continue
        if not _holds(key, record, heads):
            return SignatureStatus(False, count, signed, entry.seq, "signature")
        count, signed = count + 1, int(record["ref"])
    for row in _rows(kept) if kept else ():
        if row.get("key") == mark and not _holds(key, row, heads):
            return SignatureStatus(False, count, signed, int(row["ref"]), "cut")
    if not count:
        return SignatureStatus(False, 0, 0, reason="unsigned")
    return SignatureStatus(True, count, signed)


def _holds(
    key: "Ed25519PublicKey", row: Mapping[str, Any], heads: Mapping[int, str]
) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        seq, head = int(row["ref"]), str(row["head"])
        key.verify(bytes.fromhex(str(row["signature"])), _message(seq, head))
    except (InvalidSignature, KeyError, ValueError, TypeError):
        return False
    return heads.get(seq) == head


def _message(seq: int, head: str) -> bytes:
    return f"yinmo ledger\n{seq}\n{head}\n".encode("ascii", "replace")


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="ascii").splitlines()
        rows = [json.loads(line) for line in lines]
        return [row | {"ref": int(row["ref"])} for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeyFileError(reason="signatures") from error


def _private(path: Path, password: bytes | None) -> "Ed25519PrivateKey":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(path.read_bytes(), password)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyFileError(reason="key") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(reason="key")
    return key


def _public(path: Path) -> "Ed25519PublicKey":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise KeyFileError(reason="key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFileError(reason="key")
    return key


def _fingerprint(key: "Ed25519PublicKey") -> str:
    return sha256(key.public_bytes_raw()).hexdigest()
