"""An office's own rules: what is written is found, what is wrong is never written."""

from pathlib import Path

import pytest

from redactor.detection.engine import Detector
from redactor.errors import PatternFileError
from redactor.model import Span
from redactor.ownrules import (
    OwnRule,
    builtin_rules,
    own_rules,
    remove_rule,
    try_rule,
    try_text,
    write_rule,
)
from redactor.settings import DetectionSettings, load_settings

CASE = OwnRule("案件编号", "CUSTOM", "AJ[0-9]{8}")


def test_a_written_rule_is_listed_found_and_taken_away(tmp_path: Path) -> None:
    spec = write_rule(tmp_path, CASE)
    assert [rule.name for rule in own_rules(tmp_path)] == [spec.name]
    detector = Detector(DetectionSettings((tmp_path,), names=False))
    (hits,) = detector.analyze_texts(["本案 AJ20260001 已办结"])
    assert [(s, e, entity) for s, e, entity, _ in hits] == [(3, 13, "CUSTOM")]
    assert remove_rule(tmp_path, spec.name)
    assert own_rules(tmp_path) == ()
    assert not remove_rule(tmp_path, spec.name)


def test_a_rule_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    first = write_rule(tmp_path, CASE)
    changed = OwnRule("案件编号", "CUSTOM", "BJ[0-9]{8}", name=first.name)
    write_rule(tmp_path, changed)
    (rule,) = own_rules(tmp_path)
    assert rule.patterns[0].regex == "BJ[0-9]{8}"


def test_only_after_a_label(tmp_path: Path) -> None:
    rule = OwnRule("工号", "CUSTOM", "[0-9]{6}", ("工号",), only_labelled=True)
    write_rule(tmp_path, rule)
    detector = Detector(DetectionSettings((tmp_path,), names=False))
    plain, labelled = detector.analyze_texts(["共 123456 元", "工号：123456"])
    assert plain == []
    assert [(s, e) for s, e, _, _ in labelled] == [(3, 9)]


@pytest.mark.parametrize(
    "rule",
    [
        OwnRule("", "CUSTOM", "a+"),
        OwnRule("甲", "CUSTOM", ""),
        OwnRule("甲", "CUSTOM", "(a"),
        OwnRule("甲", "CUSTOM", "a*"),
        OwnRule("甲", "CUSTOM", "[0-9]{6}", (), only_labelled=True),
    ],
)
def test_a_wrong_rule_is_never_written(tmp_path: Path, rule: OwnRule) -> None:
    with pytest.raises(PatternFileError):
        write_rule(tmp_path, rule)
    assert list(tmp_path.iterdir()) == []


def test_an_expression_is_tried_over_the_normal_form() -> None:
    assert try_rule(CASE, "编号ＡＪ２０２６０００１。") == [Span(2, 12)]


def test_the_whole_search_is_tried_with_the_lists() -> None:
    settings = DetectionSettings(deny=("甲项目",), names=False)
    text = "第一行\n甲项目的电话 13800138000"
    found = {
        text[t.span.start : t.span.end]: t.entity for t in try_text(settings, text)
    }
    assert found == {"甲项目": "CUSTOM", "13800138000": "CN_MOBILE"}


def test_the_built_in_rules_can_be_listed() -> None:
    assert {"cn_mobile", "cn_bank_account"} <= {rule.name for rule in builtin_rules()}


def test_changed_files_make_another_detector(tmp_path: Path) -> None:
    """The settings differ, so that no worker goes on with the rules it loaded."""
    write_rule(tmp_path / "patterns", CASE)
    before = load_settings(tmp_path / "settings.toml").detection
    changed = OwnRule("案件编号", "CUSTOM", "BJ[0-9]{9}")
    write_rule(tmp_path / "patterns", changed)
    after = load_settings(tmp_path / "settings.toml").detection
    assert before.patterns_dirs == after.patterns_dirs
    assert before != after
