"""What a ledger record may hold: known keys, each with the shape of its value.

The ledger outlives the document, so it must not be able to hold personal text. Strings
are words, digests, versions, places of a fixed alphabet, and labels of the office's
own people; anything else is refused before a byte is written.
"""

import re
from collections.abc import Mapping
from typing import Any

from redactor.errors import RecordError

__all__ = ["PLACE", "check_record"]

# At most five digits in a row: no phone, card or ID number fits into a place.
PLACE = re.compile(r"(?!.*\d{6})[A-Za-z0-9_./\[\]:#~ -]{0,160}")
_WORD = re.compile(r"[a-z][a-z0-9_.]{0,47}|")
_ENTITY = re.compile(r"[A-Z][A-Z0-9_]{0,47}")
# Digests cut to 16 places, whole ones, and UUIDs.
_ID = re.compile(
    r"[0-9a-f]{16}|[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|"
)
_SHA = re.compile(r"[0-9a-f]{64}|")
_VERSION = re.compile(r"[0-9a-f]{64}|(?!.*\d{9})[A-Za-z0-9_.+ :-]{0,80}")
_CLAUSE = re.compile(r"[a-z][a-z0-9-]{0,47}|")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}|")
_LABEL = re.compile(r"(?!.*\d{5})[^\x00-\x1f@]{0,40}")
_NAME = re.compile(r"(?!.*\d{5})[A-Za-z0-9_-]{0,60}")

Shape = Any


class _Each:
    """A list of values of one shape, or a mapping with free keys of a shape."""

    def __init__(self, shape: Shape, keys: re.Pattern[str] | None = None) -> None:
        self.shape = shape
        self.keys = keys


_COUNTS = _Each(int, _WORD)
_BY_ENTITY = _Each(int, _ENTITY)
_HIT: Mapping[str, Shape] = {
    "id": _ID,
    "place": PLACE,
    "page": int,
    "entity": _ENTITY,
    "recognizer": _VERSION,
    "score": float,
    "tier": int,
    "role": _WORD,
    "decision": _WORD,
    "by": _LABEL,
    "treatment": _WORD,
    "operator": _WORD,
    "clause": _CLAUSE,
    "mac": _SHA,
}
_RECORD: Mapping[str, Shape] = {
    "kind": _WORD,
    "status": _WORD,
    "code": _WORD,
    "run": _ID,
    "ref": int,
    "operator": _LABEL,
    "reviewer": _LABEL,
    "office": _LABEL,
    "decisions": _Each(
        {"id": _ID, "decision": _WORD, "by": _LABEL, "treatment": _WORD}
    ),
    "counts": _COUNTS,
    "weak_masks": _Each({"kind": _WORD, "candidates": int}),
    "reason": _WORD,
    "head": _SHA,
    "key": _SHA,
    "signature": re.compile(r"[0-9a-f]{128}"),
    "format": _WORD,
    "month": re.compile(r"(\d{4}-\d{2})?"),
    "signoff": {"by": _LABEL, "digest": _SHA},
    "attended": bool,
    "source": {
        "sha256": _SHA,
        "size": int,
        "pages": int,
        "label": _ID,
        "suffix": _SUFFIX,
        "place": _ID,
    },
    "output": {"sha256": _SHA, "size": int, "suffix": _SUFFIX, "place": _ID},
    "policy": {"name": _NAME, "version": int, "digest": _SHA, "builtin": bool},
    "versions": _Each(_VERSION, _VERSION),
    "hits": _Each(_HIT),
    "manual": int,
    "treated": _BY_ENTITY,
    "kept": _BY_ENTITY,
    "asked": _BY_ENTITY,
    "hazards": _Each({"kind": _WORD, "count": int, "where": PLACE, "confirmed": bool}),
    "removals": _COUNTS,
    "rasterized": _Each(int),
    "checks": _Each(
        {
            "channel": _WORD,
            "passed": bool,
            "code": _WORD,
            "places": int,
            "entities": _Each(_ENTITY),
        }
    ),
    "seconds": float,
}


def check_record(record: Mapping[str, Any]) -> None:
    """Refuse a record that holds more than the ledger takes.

    Raises:
        RecordError: Context ``field`` names the key, never its value.
    """
    _check(record, _RECORD, "record")
    if not record.get("kind"):
        raise RecordError(field="kind")


def _check(value: Any, shape: Shape, name: str) -> None:
    if isinstance(shape, re.Pattern):
        if not isinstance(value, str) or not shape.fullmatch(value):
            raise RecordError(field=name)
    elif isinstance(shape, _Each):
        _check_each(value, shape, name)
    elif isinstance(shape, Mapping):
        _check_table(value, shape, name)
    elif shape is float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise RecordError(field=name)
        if value != value or abs(value) > 1e9:
            raise RecordError(field=name)
    elif type(value) is not shape or (shape is int and abs(value) >= 1 << 53):
        raise RecordError(field=name)


def _check_table(value: Any, shape: Mapping[str, Shape], name: str) -> None:
    if not isinstance(value, Mapping):
        raise RecordError(field=name)
    for key, item in value.items():
        if key not in shape:
            raise RecordError(field=name)
        if item is not None:
            _check(item, shape[key], key)


def _check_each(value: Any, shape: _Each, name: str) -> None:
    if shape.keys is not None:
        if not isinstance(value, Mapping):
            raise RecordError(field=name)
        for key, item in value.items():
            _check(key, shape.keys, name)
            _check(item, shape.shape, name)
        return
    if not isinstance(value, (list, tuple)):
        raise RecordError(field=name)
    for item in value:
        _check(item, shape.shape, name)
