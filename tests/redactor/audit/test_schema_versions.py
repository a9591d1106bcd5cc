"""Digests among the versions: hexadecimal may hold long runs of digits."""

import pytest

from redactor.audit.schema import check_record
from redactor.errors import RecordError


def test_a_digest_with_a_long_run_of_digits_is_a_version() -> None:
    check_record({"kind": "redact", "versions": {"rules": "1234567890" * 6 + "abcd"}})


def test_a_number_is_not() -> None:
    with pytest.raises(RecordError):
        check_record({"kind": "redact", "versions": {"rules": "13800138000"}})
