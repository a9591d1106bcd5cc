"""Reviews kept on disk while the work goes on, and taken up again after a crash.

A file a review, named by the document's SHA-256, in the state folder. It holds ids,
decisions and places, never text: replacements and notes are left out. A signature over
a replacement is void when it is taken up again, and has to be given anew.
"""

import json
import logging
import os
from pathlib import Path
from typing import Any

from redactor.model import Action, Decision, Edit, Region, Span, Treatment
from redactor.resources import state_dir
from redactor.review import Review, SignOff

__all__ = ["forget_review", "load_review", "save_review"]

_log = logging.getLogger(__name__)
_VERSION = 1


def _path(sha256: str, folder: Path | None) -> Path:
    return (folder or state_dir() / "reviews") / f"{sha256}.json"


def save_review(review: Review, folder: Path | None = None) -> None:
    """Write a review; one without any decision is not kept.

    Raises:
        OSError: The folder cannot be written.
    """
    path = _path(review.source_sha256, folder)
    if not (review.decisions or review.manual or review.confirmed or review.signed):
        path.unlink(missing_ok=True)
        return
    table = {
        "version": _VERSION,
        "decisions": [
            [d.finding_id, d.action.value, d.treatment and d.treatment.value, d.by]
            for d in review.decisions.values()
        ],
        "manual": [_edit_row(edit) for edit in review.manual],
        "confirmed": sorted(review.confirmed),
        "signed": review.signed and [review.signed.by, review.signed.digest],
    }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_suffix(".tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(table, stream)
    temporary.replace(path)


def load_review(sha256: str, folder: Path | None = None) -> Review | None:
    """Return the kept review of a document, None when there is none to be read."""
    path = _path(sha256, folder)
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return _review(sha256, table)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        # without it the policy's proposals stand, and the person decides again
        _log.warning("a kept review cannot be read; it is left out")
        return None


def forget_review(sha256: str, folder: Path | None = None) -> None:
    """Remove a kept review."""
    _path(sha256, folder).unlink(missing_ok=True)


def _review(sha256: str, table: dict[str, Any]) -> Review:
    if table["version"] != _VERSION:
        raise ValueError
    decisions = {
        row[0]: Decision(
            row[0], Action(row[1]), Treatment(row[2]) if row[2] else None, row[3]
        )
        for row in table["decisions"]
    }
    return Review(
        sha256,
        decisions=decisions,
        manual=tuple(_edit(row) for row in table["manual"]),
        confirmed=frozenset(table["confirmed"]),
        signed=SignOff(*table["signed"]) if table.get("signed") else None,
    )


def _edit_row(edit: Edit) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": edit.id,
        "treatment": edit.treatment.value,
        "entity": edit.entity,
    }
    if edit.region is not None:
        box = edit.region
        row["box"] = [box.page_index, box.x0, box.y0, box.x1, box.y1]
    elif edit.span is not None:
        row["unit"] = edit.unit_id
        row["span"] = [edit.span.start, edit.span.end]
    return row


def _edit(row: dict[str, Any]) -> Edit:
    treatment = Treatment(row["treatment"])
    if "box" in row:
        region = Region(*row["box"])
        return Edit(row["id"], treatment, row["entity"], region=region)
    return Edit(
        row["id"],
        treatment,
        row["entity"],
        unit_id=row["unit"],
        span=Span(*row["span"]),
    )
