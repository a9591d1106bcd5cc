"""Where a policy asks for two persons, a valid signature comes before any copy."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from redactor.masking.policy import load_policy
from redactor.model import Action, Decision
from redactor.pipeline import redact, scan
from redactor.results import (
    RedactRequest,
    RedactResult,
    ScanRequest,
    ScanResult,
    Status,
)
from redactor.review import Review
from redactor.settings import Settings
from tests.redactor.test_pipeline import PERSON, make_docx, sentence_of


@pytest.fixture
def policy(tmp_path: Path) -> str:
    path = tmp_path / "strict.yaml"
    path.write_text(
        "title: 双人\nversion: 1\nextends: general\n"
        "options: {second_person: required}\n",
        encoding="utf-8",
    )
    return str(path)


@pytest.fixture
def found(tmp_path: Path, policy: str) -> ScanResult:
    source = make_docx(tmp_path / "公示.docx", sentence_of(PERSON))
    return scan(ScanRequest(source, policy=policy))


def decided(found: ScanResult) -> Review:
    open_ = [p for p in found.proposals if p.action is Action.ASK]
    review = Review(found.sha256, clerk="甲 一")
    return review.decide([replace(p, action=Action.KEEP, by="甲 一") for p in open_])


def run(found: ScanResult, policy: str, review: Review | None) -> RedactResult:
    folder = found.path.parent / "o"
    request = RedactRequest(
        found.path,
        folder / "副本.docx",
        folder / "台账.jsonl",
        Settings(clerk="甲一"),
        policy=policy,
        review=review,
    )
    return redact(request)


def test_a_signed_copy_is_released_and_the_ledger_names_the_signer(found, policy):
    digest = load_policy(policy).digest
    review = decided(found).sign("乙", found.proposals, digest)
    assert run(found, policy, review).status is Status.RELEASED
    line = (found.path.parent / "o" / "台账.jsonl").read_text("utf-8").splitlines()[-1]
    record = json.loads(line)["record"]
    assert record["signoff"] == {
        "by": "乙",
        "digest": review.digest(found.proposals, digest),
    }


@pytest.mark.parametrize(
    ("reason", "make"),
    [
        ("unattended", lambda found, signed: None),
        ("not_signed", lambda found, signed: decided(found)),
        (
            "signature_void",
            lambda found, signed: signed.decide(
                [Decision(found.findings[0].id, Action.KEEP, None, "甲一")]
            ),
        ),
    ],
)
def test_without_a_valid_signature_nothing_is_written(found, policy, reason, make):
    signed = decided(found).sign("乙", found.proposals, load_policy(policy).digest)
    result = run(found, policy, make(found, signed))
    assert (result.status, result.code) == (Status.WITHHELD, "unsigned")
    assert result.context["reason"] == reason
    assert not (found.path.parent / "o" / "副本.docx").exists()


def test_the_clerk_cannot_sign_alone(found, policy):
    digest = load_policy(policy).digest
    review = decided(found).sign("甲一", found.proposals, digest)
    result = run(found, policy, review)
    assert (result.code, result.context["reason"]) == ("unsigned", "same_person")


def test_where_one_person_is_enough_a_void_signature_is_not_noted(found, tmp_path):
    review = decided(found).sign("乙", found.proposals, "another policy")
    assert run(found, "general", review).status is Status.RELEASED
    line = (tmp_path / "o" / "台账.jsonl").read_text("utf-8").splitlines()[-1]
    assert "signoff" not in json.loads(line)["record"]
