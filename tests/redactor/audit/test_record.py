"""Records: all that an auditor needs, and no personal text."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from redactor.audit.ledger import Ledger, verify_ledger
from redactor.audit.record import build_record, safe_place, value_mac
from redactor.audit.schema import PLACE, check_record
from redactor.masking.plan import build_plan, propose, settle
from redactor.masking.policy import load_policy
from redactor.model import (
    Action,
    Check,
    Decision,
    Edit,
    Finding,
    Hazard,
    Plan,
    Removal,
    Span,
    TextUnit,
    Tier,
    Treatment,
    VerificationReport,
    WriteReport,
    finding_id,
)
from tests.build.people import people

PERSON = people(3)[2]
TEXT = f"{PERSON.name}，{PERSON.id_number}，{PERSON.address}"
UNIT = TextUnit(f"p1/{PERSON.name}", TEXT, page_index=0)


@dataclass(frozen=True)
class FakeReading:
    units: tuple[TextUnit, ...]
    findings: tuple[Finding, ...]
    hazards: tuple[Hazard, ...] = ()
    removals: tuple[Removal, ...] = ()


@dataclass(frozen=True)
class FakeReleased:
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    plan: Plan
    written: WriteReport
    report: VerificationReport
    sha256: str = "b" * 64
    size: int = 9
    extra: dict[str, Any] = field(default_factory=dict)


def found(value: str, entity: str) -> Finding:
    span = Span(TEXT.index(value), TEXT.index(value) + len(value))
    key = finding_id(UNIT.id, span, entity)
    return Finding(key, UNIT.id, span, entity, 0.987654, Tier.SURE, "id_card")


FINDINGS = (
    found(PERSON.name, "PERSON"),
    found(PERSON.id_number, "CN_ID_CARD"),
    found(PERSON.address, "CN_ADDRESS"),
)


def record(**extra: Any) -> dict[str, Any]:
    policy = load_policy("general")
    decisions = settle(propose(FINDINGS, policy), FINDINGS, policy)
    box = Edit("m", Treatment.COVER, "CUSTOM", UNIT.id, Span(0, 1))
    plan, _ = build_plan("a" * 64, [UNIT], FINDINGS, decisions, policy)
    plan = Plan(plan.source_sha256, (*plan.edits, box))
    written = WriteReport((), (Removal("comment", 2),), rasterized={3: "font"})
    report = VerificationReport(
        (Check("pdfium_text", True), Check("objects", False, "residue", ("p1",)))
    )
    return build_record(
        status="released",
        path=Path(f"/x/{PERSON.name}{PERSON.id_number}.PDF"),
        operator="王",
        source_sha256="a" * 64,
        source_size=10,
        pages=2,
        policy=policy,
        versions={"rules": "1 " + "f" * 12},
        reading=FakeReading(
            (UNIT,), FINDINGS, (Hazard("picture", 2, f"p1/{PERSON.name}"),)
        ),
        released=FakeReleased(FINDINGS, decisions, plan, written, report),
        **extra,
    )


def test_a_record_is_taken_and_silent(tmp_path: Path) -> None:
    made = record()
    check_record(made)
    path = tmp_path / "l.jsonl"
    Ledger(path).append(made)
    assert verify_ledger(path).ok
    text = path.read_text(encoding="utf-8")
    values = (PERSON.name, PERSON.id_number, PERSON.address, PERSON.id_number[6:14])
    assert not any(value in text for value in values)


def test_what_an_auditor_reads() -> None:
    made = record(confirmed=[f"picture@p1/{PERSON.name}"])
    assert made["source"] == {
        "sha256": "a" * 64,
        "size": 10,
        "pages": 2,
        "label": made["source"]["label"],
        "suffix": ".pdf",
        "place": made["source"]["place"],
    }
    assert made["policy"]["digest"] == load_policy("general").digest
    assert made["treated"] == {"PERSON": 1, "CN_ID_CARD": 1, "CN_ADDRESS": 1}
    assert made["manual"] == 1
    assert made["removals"] == {"comment": 2}
    assert made["rasterized"] == [3]
    assert made["hazards"][0]["confirmed"] is True
    hit = made["hits"][1]
    assert (hit["page"], hit["place"], hit["score"]) == (1, "p1/~", 0.988)
    assert (hit["treatment"], hit["clause"], hit["by"]) == (
        "delete",
        "idcard-19",
        "policy",
    )
    assert made["hits"][0]["operator"] == "name"
    assert [c["passed"] for c in made["checks"]] == [True, False]
    assert "yinmo" in made["versions"]
    assert "rules" in made["versions"]


def test_the_label_needs_the_file_to_be_guessed() -> None:
    def label(name: str, sha256: str) -> str:
        made = build_record(status="refused", path=Path(name), source_sha256=sha256)
        return str(made["source"]["label"])

    assert label("张三.pdf", "a" * 64) == label("/y/张三.pdf", "a" * 64)
    assert label("张三.pdf", "a" * 64) != label("张三.pdf", "b" * 64)
    assert label("张三.pdf", "") == ""


def test_macs_only_under_a_key() -> None:
    assert "mac" not in record()["hits"][0]
    mac = record(key=b"office")["hits"][1]["mac"]
    spaced = f"{PERSON.id_number[:6]} {PERSON.id_number[6:]}"
    assert mac == value_mac(b"office", "CN_ID_CARD", spaced)
    assert mac != value_mac(b"other", "CN_ID_CARD", PERSON.id_number)
    assert mac != value_mac(b"office", "CN_BANK_CARD", PERSON.id_number)


def test_a_refusal_has_few_facts() -> None:
    made = build_record(status="refused", code="corrupt", path=Path("x.exe"))
    check_record(made)
    assert made["source"]["suffix"] == ""
    assert "hits" not in made


def test_an_own_policy_keeps_its_name_to_itself(tmp_path: Path) -> None:
    path = tmp_path / "张三家的策略.yaml"
    path.write_text("title: x\nversion: 2\nextends: general\n", encoding="utf-8")
    made = build_record(status="failed", policy=load_policy(path))
    check_record(made)
    assert made["policy"]["name"] == "own"
    assert "张三" not in json.dumps(made, ensure_ascii=False)


def test_labels_lose_control_characters_and_length() -> None:
    made = build_record(status="failed", operator="王\n经\x00办@" + "x" * 99)
    check_record(made)
    assert made["operator"].startswith("王经办x")


@given(text=st.text(max_size=200))
def test_any_place_becomes_safe(text: str) -> None:
    assert PLACE.fullmatch(safe_place(text))


@given(text=st.from_regex(r"[a-z/.\[\]0-9]{0,20}\d{7}[a-z/0-9]{0,9}", fullmatch=True))
def test_long_numbers_leave_a_place(text: str) -> None:
    assert PLACE.fullmatch(safe_place(text))


def test_decisions_of_people_are_noted_without_a_copy() -> None:
    made = build_record(
        status="withheld",
        code="hazard",
        run="0d9e2d5c-3d5e-4f0a-9f43-0a8f1f3d7b11",
        people=[
            Decision("a" * 16, Action.KEEP, by="王五", note="张三同意"),
            Decision("b" * 16, Action.TREAT, Treatment.COVER, by="王五"),
        ],
    )
    check_record(made)
    assert made["run"] == "0d9e2d5c-3d5e-4f0a-9f43-0a8f1f3d7b11"
    assert made["decisions"] == [
        {"id": "a" * 16, "decision": "keep", "by": "王五"},
        {"id": "b" * 16, "decision": "treat", "by": "王五", "treatment": "cover"},
    ]
