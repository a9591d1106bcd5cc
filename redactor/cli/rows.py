"""Results as plain rows for ``--json``."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from redactor.errors import OutputExistsError
from redactor.model import Hazard, Removal
from redactor.results import RedactResult, ScanResult, Status, plain_context
from redactor.sources import Source

__all__ = ["finding_rows", "hazard_rows", "planned_row", "redact_row", "scan_row"]


def hazard_rows(hazards: Iterable[Hazard]) -> list[dict[str, Any]]:
    """Return places that were not read."""
    return [
        {"kind": h.kind, "where": h.where, "count": h.count, "blocking": h.blocking}
        for h in hazards
    ]


def _removals(removals: Iterable[Removal]) -> dict[str, int]:
    return {removal.kind: removal.count for removal in removals}


def finding_rows(result: ScanResult, *, show_text: bool) -> Iterator[dict[str, Any]]:
    """Yield one row a finding; its text only if asked for."""
    units = {unit.id: unit for unit in result.units}
    for finding in result.findings:
        unit = units[finding.unit_id]
        row: dict[str, Any] = {
            "entity": finding.entity,
            "place": unit.place.value,
            "page": None if unit.page_index is None else unit.page_index + 1,
            "score": round(finding.score, 3),
            "tier": finding.tier.name.lower(),
            "role": finding.role.value,
            "recognizer": finding.recognizer,
        }
        if show_text:
            row["text"] = unit.text[finding.span.start : finding.span.end]
        yield row


def scan_row(result: ScanResult, *, show_text: bool) -> dict[str, Any]:
    """Return the object of one scanned file."""
    return {
        "input": str(result.path),
        "status": "scanned",
        "code": "",
        "entities": dict(sorted(result.counts().items())),
        "findings": list(finding_rows(result, show_text=show_text)),
        "hazards": hazard_rows(result.hazards),
        "removals": _removals(result.removals),
        "seconds": round(result.seconds, 3),
    }


def redact_row(result: RedactResult) -> dict[str, Any]:
    """Return the object of one redacted, withheld, refused or failed file."""
    return {
        "input": str(result.path),
        "output": None if result.output is None else str(result.output),
        "status": result.status.value,
        "code": result.code,
        "context": plain_context(result.context),
        "findings": dict(result.entities),
        "kept": dict(result.kept),
        "nothing_found": result.nothing_found,
        "hazards": hazard_rows(result.hazards),
        "removals": _removals(result.removals),
        "rasterized_pages": [index + 1 for index in result.rasterized],
        "seconds": round(result.seconds, 3),
    }


def planned_row(source: Source, target: Path) -> dict[str, Any]:
    """Return the object of a file that a run would work on; no file is written."""
    if target.exists():
        code = OutputExistsError.code
        return redact_row(RedactResult(source.path, Status.REFUSED, code=code))
    row = redact_row(RedactResult(source.path, Status.RELEASED, target))
    return row | {"status": "planned"}
