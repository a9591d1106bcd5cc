"""An export is noted with the digest of what was written."""

from pathlib import Path

import pytest

from redactor.audit.exporting import ExportRequest, export_ledger
from redactor.audit.ledger import Ledger
from redactor.errors import OutputExistsError
from redactor.files import file_digest
from redactor.settings import Settings
from tests.redactor.audit.test_export import RELEASED

SETTINGS = Settings(clerk="王五", office="昌岭县民政局")


def test_every_form_is_noted_once(tmp_path: Path) -> None:
    ledger = tmp_path / "l"
    Ledger(ledger).append(RELEASED)
    for form in ("xlsx", "pdf"):
        target = tmp_path / f"a.{form}"
        request = ExportRequest(ledger, target, form, month="1999-01")
        assert export_ledger(request, SETTINGS).documents == {}
        record = list(Ledger(ledger).entries())[-1].record
        assert (record["kind"], record["format"]) == ("export", form)
        assert record["month"] == "1999-01"
        assert record["operator"] == "王五"
        assert record["output"]["sha256"] == file_digest(target)[0]
        with pytest.raises(OutputExistsError):
            export_ledger(request, SETTINGS)
    silent = ExportRequest(ledger, tmp_path / "b.pdf", "pdf", note=False)
    assert export_ledger(silent, SETTINGS).documents == {"released": 1}
    assert len(list(Ledger(ledger).entries())) == 3
    with pytest.raises(ValueError, match="form"):
        export_ledger(ExportRequest(ledger, tmp_path / "c", "doc"), SETTINGS)
