"""Labels and protectors decide; a regex that runs out of time is an error."""

import pytest

from redactor.detection import protect, recognizer
from redactor.detection.rules import RuleEngine
from redactor.errors import RecognizerTimeoutError
from redactor.text.normalize import normalize
from tests.build.people import bank_card, id_number, mobile

SLOW = """\
name: slow
entity: {entity}
title: 慢
source: 测试
patterns:
  - {{name: 慢, regex: '(?:a|aa)+$', score: 0.5}}
"""


def _found(rules, text, context=""):
    return {text[h.start : h.end]: h.entity for h in rules.find(text, context)}


@pytest.mark.parametrize("label", ["合同编号", "订单号:", "快递单号 ", "设备序列号"])
def test_a_keeping_label_saves_what_looks_like_a_card(rules, label):
    assert _found(rules, label + bank_card(1)) == {}


def test_the_nearest_label_decides(rules):
    text = f"合同编号{bank_card(1)},账号{bank_card(2)}"
    assert _found(rules, text) == {bank_card(2): "CN_BANK_CARD"}


def test_a_citizen_number_survives_a_keeping_label(rules):
    assert _found(rules, f"编号{id_number(3)}") == {id_number(3): "CN_ID_CARD"}


def test_a_label_reaches_the_whole_list(rules):
    text = "电话:0558-7215566、7215567、7215568"
    assert set(_found(rules, text)) == {"0558-7215566", "7215567", "7215568"}


def test_a_label_behind_the_value_counts(rules):
    assert _found(rules, "80059709553007(账号)") == {
        "80059709553007": "CN_BANK_ACCOUNT"
    }


def test_a_label_from_outside_counts(rules):
    assert _found(rules, "80059709553007") == {}
    assert _found(rules, "80059709553007", "账号") == {
        "80059709553007": "CN_BANK_ACCOUNT"
    }
    assert _found(rules, bank_card(4), "合同编号") == {}


def test_spaced_labels_count(rules):
    assert _found(rules, "账 号: 80059709553007") == {
        "80059709553007": "CN_BANK_ACCOUNT"
    }


def test_wrong_check_digit_is_for_review_and_says_so(rules):
    number = id_number(5)
    wrong = number[:17] + ("1" if number[17] != "1" else "2")
    (hit,) = rules.find(f"身份证号{wrong}")
    assert 0.3 <= hit.score < 0.6
    assert "校验位不符" in hit.why
    assert wrong not in hit.why


def test_explanations_hold_no_value(rules):
    for hit in rules.find(f"电话{mobile(1)},卡号{bank_card(1)},{id_number(1)}"):
        assert not any(char.isdigit() for char in hit.why)


@pytest.mark.parametrize("entity", ["SLOW", "KEEP"])
def test_time_out_is_an_error(tmp_path, monkeypatch, entity):
    monkeypatch.setattr(recognizer, "TIMEOUT_SECONDS", 0.01)
    monkeypatch.setattr(protect, "TIMEOUT_SECONDS", 0.01)
    (tmp_path / "slow.yaml").write_text(SLOW.format(entity=entity), encoding="utf-8")
    engine = RuleEngine((tmp_path,))
    with pytest.raises(RecognizerTimeoutError) as caught:
        engine.find(f"电话{mobile(1)} " + "a" * 2000 + "b")
    assert caught.value.context["recognizer"] == "slow"


@pytest.mark.parametrize(
    "text",
    [
        "账号：农行昌岭支行 {}",
        "开户行及账号：昌岭农商行{}",
        "账号（昌岭县农村信用社）：{}",
    ],
)
def test_a_bank_may_stand_between_label_and_account(rules, text):
    account = "1302010119200123456"
    assert _found(rules, normalize(text.format(account)).text) == {
        account: "CN_BANK_ACCOUNT"
    }
