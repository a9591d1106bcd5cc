"""Precision and recall of the detector on labelled lines, by entity.

Usage: python benchmarks/detection_quality.py LINES.jsonl [--errors]

A line is ``{"id", "text", "spans": [{"start", "end", "type", "role"?}]}`` with
half-open code points. Spans of role ``official`` or ``office`` (or label ``neutral``)
count neither way. Exact: same borders and entity. Covering: recall counts values whose
every character is found, whatever the entity; precision counts found places that touch
a value.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from redactor.detection.engine import get_detector
from redactor.settings import DetectionSettings

# Names of entities in other people's data.
ALIASES = {
    "ID_CARD": "CN_ID_CARD",
    "MOBILE": "CN_MOBILE",
    "LANDLINE": "CN_LANDLINE",
    "BANK_CARD": "CN_BANK_CARD",
    "BANK_ACCOUNT": "CN_BANK_ACCOUNT",
    "ADDRESS": "CN_ADDRESS",
    "PASSPORT": "CN_PASSPORT",
    "PLATE": "CN_PLATE",
    "EMAIL": "EMAIL_ADDRESS",
    "SOCIAL_SECURITY": "CN_SOCIAL_SECURITY",
    "MILITARY_ID": "CN_MILITARY_ID",
    "HKMT_PERMIT": "CN_HKMT_PERMIT",
    "STUDENT_ID": "CN_STUDENT_ID",
    "DISABILITY_CERT": "CN_DISABILITY_CARD",
}


def _neutral(span: dict[str, object]) -> bool:
    return span.get("role") in ("official", "office") or span.get("label") == "neutral"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("lines", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.lines.open(encoding="utf-8")]
    detector = get_detector(DetectionSettings())
    found = detector.analyze_texts([row["text"] for row in rows])
    count: Counter[tuple[str, str]] = Counter()
    touched = 0
    for row, hits in zip(rows, found, strict=True):
        touched += judge(row, hits, count, show=options.errors)
    print_table(count)
    clean = sum(not row["spans"] for row in rows)
    print(f"lines without a value: {clean}, touched: {touched}")


def judge(
    row: dict[str, object],
    hits: list[tuple[int, int, str, float]],
    count: Counter[tuple[str, str]],
    *,
    show: bool,
) -> bool:
    """Add one line's hits to the counts; True if it holds no value but was touched."""
    spans = row["spans"]
    assert isinstance(spans, list)
    text = str(row["text"])
    chars = {i for start, end, _, _ in hits for i in range(start, end)}
    exact = {(start, end, entity) for start, end, entity, _ in hits}
    truth = set()
    for span in spans:
        entity = ALIASES.get(span["type"], span["type"])
        key = (span["start"], span["end"], entity)
        truth.add(key)
        if _neutral(span):
            continue
        count[entity, "values"] += 1
        count[entity, "exact"] += key in exact
        covered = chars.issuperset(range(span["start"], span["end"]))
        count[entity, "covered"] += covered
        if show and key not in exact:
            print(f"{row['id']} {'~' if covered else 'MISS'} {entity} {text!r}")
    for start, end, entity, score in hits:
        near = [s for s in spans if s["start"] < end and start < s["end"]]
        if near and all(_neutral(s) for s in near):
            continue
        count[entity, "found"] += 1
        count[entity, "right"] += (start, end, entity) in truth
        count[entity, "touching"] += bool(near)
        if show and (start, end, entity) not in truth:
            found = text[start:end]
            print(f"{row['id']} {'?' if near else 'FALSE'} {entity} {score} {found!r}")
    return not spans and bool(hits)


def print_table(count: Counter[tuple[str, str]]) -> None:
    """Print recall and precision by entity."""
    entities = sorted({entity for entity, _ in count})
    keys = ("values", "exact", "covered", "found", "right", "touching")
    rows = [(e, *(count[e, key] for key in keys)) for e in entities]
    rows.append(("all", *(sum(row[i] for row in rows) for i in range(1, 7))))
    print(
        f"{'entity':20}{'values':>7}{'R exact':>9}{'R cover':>9}{'P exact':>9}{'P':>7}"
    )
    for entity, values, exact, covered, found, right, touching in rows:
        print(
            f"{entity:20}{values:9}"
            f"{exact / values if values else 1:9.3f}"
            f"{covered / values if values else 1:9.3f}"
            f"{right / found if found else 1:9.3f}"
            f"{touching / found if found else 1:9.3f}"
        )


if __name__ == "__main__":
    main()
