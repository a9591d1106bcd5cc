"""The office's secret for keyed pseudonyms and for the ledger's MACs.

It is derived from a passphrase each time (scrypt, RFC 7914), so nothing is left on the
disk: the same words give the same key on every machine, in every run.
Threat model: who has the copies but not the passphrase cannot test guessed names
faster than scrypt allows (about 0.1 s a guess of the passphrase).
"""

import hashlib

__all__ = ["SHORTEST", "derive_key"]

SHORTEST = 12
_SALT = b"yinmo office key v1"


def derive_key(passphrase: str, office: str) -> bytes:
    """Return 32 bytes for a passphrase and an office's label.

    Args:
        passphrase: At least `SHORTEST` characters.
        office: Label that keeps two offices with equal passphrases apart.

    Raises:
        ValueError: The passphrase is too short.
    """
    if len(passphrase) < SHORTEST:
        raise ValueError("passphrase too short")
    salt = hashlib.sha256(_SALT + office.encode()).digest()
    return hashlib.scrypt(
        passphrase.encode(), salt=salt, n=1 << 14, r=8, p=1, maxmem=1 << 26, dklen=32
    )
