"""An export of the ledger as workbook or PDF, noted in the ledger itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from redactor.audit.events import export_record
from redactor.audit.export import export_xlsx
from redactor.audit.ledger import Ledger
from redactor.audit.printing import export_pdf
from redactor.audit.tables import Summary
from redactor.files import file_digest
from redactor.settings import Settings

__all__ = ["FORMS", "ExportRequest", "export_ledger"]

FORMS = ("xlsx", "pdf")


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export, and how.

    Attributes:
        form: One of `FORMS`.
        by: Layout of a PDF, see `redactor.audit.printing.LAYOUTS`.
        month: Only this month, such as ``2026-11`` (local time).
        document: PDF only: the document whose mark or digest begins so.
        clauses: Titles of clauses by id, for the cards of documents.
        note: Note the export in the ledger.
    """

    ledger: Path
    target: Path
    form: str
    by: str = "month"
    month: str | None = None
    document: str = ""
    clauses: Mapping[str, str] = field(default_factory=dict)
    note: bool = True


def export_ledger(request: ExportRequest, settings: Settings) -> Summary:
    """Write the export, then its entry. Blocks while the ledger is read.

    Raises:
        ChainBrokenError: The chain does not hold; nothing is written.
        NotReleasedError: No document has that digest.
        OutputExistsError: The target is there already.
        NotWritableError: The target cannot be written.
        AuditError: The ledger takes no entry; the export is there.
        ValueError: There is no such form or layout.
        OSError: The ledger cannot be read.
    """
    if request.form not in FORMS:
        raise ValueError("no such form")
    if request.form == "pdf":
        summary = export_pdf(
            request.ledger,
            request.target,
            by=request.by,
            month=request.month,
            document=request.document,
            clauses=request.clauses,
        )
    else:
        summary = export_xlsx(request.ledger, request.target, request.month)
    if request.note:
        sha256, size = file_digest(request.target)
        record = export_record(
            request.form, sha256, size, settings, request.month or ""
        )
        Ledger(request.ledger).append(record)
    return summary
