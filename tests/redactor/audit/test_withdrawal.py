"""A copy taken back: found by its bytes or its number, once."""

from pathlib import Path

import pytest

from redactor.audit.ledger import Ledger, verify_ledger
from redactor.audit.withdrawal import REASONS, withdraw
from redactor.errors import FileAccessError, NotReleasedError
from redactor.files import file_digest
from redactor.settings import Settings

SETTINGS = Settings(clerk="王五")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "a_脱敏.pdf"
    path.write_bytes(b"copy")
    return path


@pytest.fixture
def ledger(tmp_path: Path, copy: Path) -> Path:
    path = tmp_path / "l"
    digest, size = file_digest(copy)
    output = {"sha256": digest, "size": size, "suffix": ".pdf"}
    released = {"kind": "redact", "status": "released", "output": output}
    for record in ({"kind": "redact", "status": "refused"}, released):
        Ledger(path).append(record)
    return path


def test_a_copy_is_withdrawn_once(ledger: Path, copy: Path) -> None:
    entry = withdraw(ledger, copy, "personal_info", SETTINGS)
    record = entry.record
    assert (record["ref"], record["reason"]) == (2, "personal_info")
    assert record["output"] == {"sha256": file_digest(copy)[0]}
    assert copy.read_bytes() == b"copy"
    with pytest.raises(NotReleasedError) as caught:
        withdraw(ledger, copy, "other", SETTINGS)
    assert caught.value.context == {"reason": "withdrawn"}
    assert verify_ledger(ledger).entries == 3


def test_a_release_is_named_by_its_number(ledger: Path) -> None:
    assert withdraw(ledger, 2, "period_over", SETTINGS).seq == 3
    for seq in (1, 3, 99):
        with pytest.raises(NotReleasedError):
            withdraw(ledger, seq, "other", SETTINGS)


def test_the_last_release_of_equal_copies_counts(ledger: Path, copy: Path) -> None:
    Ledger(ledger).append(list(Ledger(ledger).entries())[1].record)
    assert withdraw(ledger, copy, "other", SETTINGS).record["ref"] == 3


def test_what_is_no_copy_or_no_reason_is_told(
    ledger: Path, copy: Path, tmp_path: Path
) -> None:
    copy.write_bytes(b"changed")
    with pytest.raises(NotReleasedError):
        withdraw(ledger, copy, "other", SETTINGS)
    with pytest.raises(FileAccessError):
        withdraw(ledger, tmp_path / "none", "other", SETTINGS)
    with pytest.raises(ValueError, match="reason"):
        withdraw(ledger, 2, "张三要求", SETTINGS)
    assert "张三要求" not in REASONS
