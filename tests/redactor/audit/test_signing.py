"""Signatures betray a rewritten chain and a tail that was cut off."""

import shutil
from pathlib import Path

import pytest

from redactor.audit.ledger import Ledger, verify_ledger
from redactor.audit.signing import (
    SignatureStatus,
    check_signatures,
    make_key,
    sign,
    signature_path,
)
from redactor.errors import (
    ChainBrokenError,
    KeyFileError,
    NotWritableError,
    OutputExistsError,
)
from redactor.settings import Settings

SETTINGS = Settings(clerk="王五", office="昌岭县民政局")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.jsonl"
    fill(path, 3)
    return path


@pytest.fixture
def key(tmp_path: Path) -> Path:
    make_key(tmp_path / "key")
    return tmp_path / "key"


def fill(path: Path, count: int, status: str = "released") -> None:
    for _ in range(count):
        Ledger(path).append({"kind": "redact", "status": status})


def check(ledger: Path, key: Path, kept: Path | None = None) -> SignatureStatus:
    return check_signatures(ledger, key.with_name(f"{key.name}.pub"), kept)


def test_signed_entries_are_told(ledger: Path, key: Path) -> None:
    assert check(ledger, key) == SignatureStatus(False, 0, 0, reason="unsigned")
    entry = sign(ledger, key, SETTINGS)
    assert (entry.seq, entry.record["ref"]) == (4, 3)
    fill(ledger, 2)
    sign(ledger, key, SETTINGS)
    assert verify_ledger(ledger).ok
    expected = SignatureStatus(True, 2, 6)
    assert check(ledger, key, signature_path(ledger)) == expected
    assert key.stat().st_mode & 0o077 == 0


def test_a_tail_cut_off_is_told_by_the_file_kept_elsewhere(
    ledger: Path, key: Path, tmp_path: Path
) -> None:
    sign(ledger, key, SETTINGS)
    fill(ledger, 2)
    sign(ledger, key, SETTINGS)
    kept = tmp_path / "kept.sig"
    shutil.copy(signature_path(ledger), kept)
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b"".join(lines[:4]))
    assert verify_ledger(ledger).ok
    assert check(ledger, key).ok
    assert check(ledger, key, kept) == SignatureStatus(False, 1, 3, 6, "cut")


def test_a_chain_made_anew_is_told(ledger: Path, key: Path) -> None:
    sign(ledger, key, SETTINGS)
    signature = list(Ledger(ledger).entries())[-1].record
    ledger.unlink()
    fill(ledger, 3, "withheld")
    Ledger(ledger).append(signature)
    assert verify_ledger(ledger).ok
    assert check(ledger, key) == SignatureStatus(False, 0, 0, 4, "signature")
    assert check(ledger, key, signature_path(ledger)).reason == "signature"


def test_another_key_does_not_count(ledger: Path, key: Path, tmp_path: Path) -> None:
    make_key(tmp_path / "other")
    sign(ledger, tmp_path / "other", SETTINGS)
    assert check(ledger, key).reason == "unsigned"


def test_a_changed_chain_is_neither_signed_nor_checked(ledger: Path, key: Path) -> None:
    ledger.write_bytes(ledger.read_bytes().replace(b"released", b"withheld", 1))
    with pytest.raises(ChainBrokenError):
        sign(ledger, key, SETTINGS)
    with pytest.raises(ChainBrokenError):
        check(ledger, key)


def test_keys_with_a_password(ledger: Path, tmp_path: Path) -> None:
    key = tmp_path / "locked"
    make_key(key, "口令".encode())
    assert b"ENCRYPTED" in key.read_bytes()
    for password in (None, b"wrong"):
        with pytest.raises(KeyFileError):
            sign(ledger, key, SETTINGS, password)
    sign(ledger, key, SETTINGS, "口令".encode())
    assert check(ledger, key).ok


def test_what_is_no_key_is_told(ledger: Path, key: Path, tmp_path: Path) -> None:
    broken = tmp_path / "x"
    broken.write_text("nothing")
    with pytest.raises(KeyFileError):
        sign(ledger, broken, SETTINGS)
    with pytest.raises(KeyFileError):
        sign(ledger, key.with_name("key.pub"), SETTINGS)
    with pytest.raises(KeyFileError):
        check_signatures(ledger, key)
    sign(ledger, key, SETTINGS)
    with pytest.raises(KeyFileError) as caught:
        check(ledger, key, broken)
    assert caught.value.context == {"reason": "signatures"}


def test_keys_are_never_overwritten(key: Path, tmp_path: Path) -> None:
    before = key.read_bytes()
    with pytest.raises(OutputExistsError):
        make_key(key)
    assert key.read_bytes() == before
    with pytest.raises(NotWritableError):
        make_key(tmp_path / "no" / "key")
