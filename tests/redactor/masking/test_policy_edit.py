"""An office copies a preset, changes it, gives it away and takes it in again."""

from dataclasses import replace
from pathlib import Path

import pytest

from redactor.errors import NotWritableError, PolicyError
from redactor.masking import policy as policy_module
from redactor.masking import policy_edit
from redactor.masking.operators import OPERATORS
from redactor.masking.policy import Policy, load_policy, policy_names
from redactor.masking.policy_edit import (
    copy_of,
    dump,
    export_policy,
    import_policy,
    keys_of,
    operators_for,
    remove_policy,
    save_policy,
)
from redactor.messages import sentence
from redactor.model import Action, Role, Treatment
from tests.redactor.masking.test_policy import PRESETS


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for module in (policy_module, policy_edit):
        monkeypatch.setattr(module, "config_dir", lambda: tmp_path / "config")
    return tmp_path / "config" / "policies"


def covering(policy: Policy) -> Policy:
    rule = replace(policy.rule("CN_MOBILE"), treatment=Treatment.COVER)
    return replace(policy, rules={**policy.rules, ("CN_MOBILE", Role.NONE): rule})


@pytest.mark.parametrize("name", PRESETS)
def test_a_copy_says_what_the_preset_says(name: str) -> None:
    preset = load_policy(name)
    saved = save_policy(copy_of(preset, "本局的文种"))
    assert saved.rules == preset.rules
    assert (saved.title, saved.version, saved.builtin) == ("本局的文种", 1, False)
    for field in ("ask_below", "floor", "pseudonyms", "options", "titles", "contents"):
        assert getattr(saved, field) == getattr(preset, field)
    assert saved.name in policy_names()
    assert load_policy(name) == preset


def test_versions_count_changes_only(folder: Path) -> None:
    first = save_policy(copy_of(load_policy("relief"), "村务公开"))
    again = save_policy(first)
    changed = save_policy(covering(again))
    assert (first.version, again.version, changed.version) == (1, 1, 2)
    assert changed.digest != first.digest
    assert changed.rule("CN_MOBILE").treatment is Treatment.COVER
    assert [path.name for path in folder.iterdir()] == [f"{first.name}.yaml"]


def test_one_file_goes_to_another_office(tmp_path: Path) -> None:
    own = copy_of(load_policy("penalty"), "某局：“处罚”公示 #1")
    rule = replace(own.rule("QQ"), clause_id="local-1", clause="《本县办法》第三条")
    own = save_policy(replace(own, rules={**own.rules, ("QQ", Role.NONE): rule}))
    target = tmp_path / "规则.yaml"
    export_policy(own, target)
    remove_policy(own.name)
    assert own.name not in policy_names()
    taken = import_policy(target)
    assert (taken.title, taken.rules) == (own.title, own.rules)
    assert taken.rule("QQ").clause == "《本县办法》第三条"
    with pytest.raises(PolicyError) as caught:
        import_policy(target)
    assert "完全相同" in caught.value.context["reason"]


WRONG = [
    ("rules:\n  CN_MOBILE: {do: hide}\n", "第 2 条 CN_MOBILE"),
    ("rules:\n  CN_MOBILE: {do: cover, operator: x}\n", "不认识的方式：x"),
    ("rules:\n  CN_MOBILE: {do: cover, clause: x-1}\n", "不认识的依据：x-1"),
    ("rules:\n  手机: {do: cover}\n", "第 2 条 手机：不认识的类别"),
    ("rules:\n  PERSON/boss: {do: keep}\n", "不认识的身份：boss"),
    ("rules:\n  PERSON: {do: ask}\n", "第 2 条 PERSON"),
    ("floor: viele\n", "此处应为整数"),
]


@pytest.mark.parametrize(("text", "words"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_file_is_told_by_line_and_rule(
    tmp_path: Path, folder: Path, text: str, words: str
) -> None:
    path = tmp_path / "来件.yaml"
    text = 'rules:\n  "*": {do: cover}\n' + text.removeprefix("rules:\n")
    path.write_text(f"title: 甲\nversion: 1\n{text}", encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        import_policy(path)
    said = sentence("policy", **caught.value.context)
    assert words in said
    assert "来件.yaml" in said
    assert "行" in said
    assert not folder.exists() or list(folder.iterdir()) == []


def test_presets_are_neither_changed_nor_taken_away() -> None:
    with pytest.raises(PolicyError):
        save_policy(load_policy("general"))
    with pytest.raises(PolicyError):
        remove_policy("general")


def test_an_unsound_policy_is_not_written(folder: Path) -> None:
    own = save_policy(copy_of(load_policy("general"), "甲"))
    bad = replace(own, rules={("PERSON", Role.NONE): own.rule("PERSON")})
    with pytest.raises(PolicyError):
        save_policy(bad)
    assert load_policy(own.name) == own
    assert [path.suffix for path in folder.iterdir()] == [".yaml"]


def test_a_closed_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("x")
    with pytest.raises(NotWritableError):
        save_policy(copy_of(load_policy("general"), "甲"))
    with pytest.raises(NotWritableError):
        export_policy(load_policy("general"), tmp_path / "no" / "x.yaml")


def test_every_listed_mask_exists() -> None:
    for entity, _ in keys_of(load_policy("penalty")):
        assert set(operators_for(entity)) <= set(OPERATORS)


def test_the_editor_lists_all_rules_once() -> None:
    policy = load_policy("penalty")
    keys = keys_of(policy)
    assert len(keys) == len(set(keys))
    assert set(policy.rules) <= set(keys)
    assert keys[-1] == ("*", Role.NONE)
    assert policy.rules[keys[-1]].action is Action.TREAT
    assert dump(policy).count('\n  "') == len(policy.rules)
