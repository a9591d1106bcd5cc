"""Rule books in the window: presets are fixed, own ones edited, given and taken."""

from pathlib import Path

import pytest

from redactor.masking.policy import Unattended, load_policy, policy_names
from redactor.model import Action, Role, Treatment
from ui import dialogs
from ui.views.policy_editor import PolicyEditor
from ui.views.policy_editor_rule import example_words


@pytest.fixture
def editor(qtbot, monkeypatch, tmp_path) -> PolicyEditor:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(dialogs, "ask_yes", lambda *_: True)
    shown = PolicyEditor("relief")
    qtbot.addWidget(shown)
    return shown


def choose(editor: PolicyEditor, entity: str, role: Role = Role.NONE) -> None:
    rows = editor.rules
    rows.table.selectRow(rows._keys.index((entity, role)))


def pick(box, data: str) -> None:
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_a_preset_is_shown_and_fixed(editor):
    assert editor.draft == load_policy("relief")
    assert editor.list.count() == len(policy_names())
    assert not editor.head.title_box.isEnabled()
    assert not editor.save_button.isEnabled()
    assert not editor.remove_button.isEnabled()
    choose(editor, "CN_ADDRESS")
    form = editor.rules.rule
    assert not form.action_box.isEnabled()
    assert form.action_box.currentText() == "去标识化"
    assert "第六十一条" in form.clause_box.currentText()
    assert form.example.text() == "宁都县梅江镇老溪村三组18号 → 宁都县梅江镇"


def test_a_copy_is_edited_and_saved(editor, qtbot):
    with qtbot.waitSignal(editor.saved):
        editor.copy()
    own = editor.draft
    assert (own.builtin, own.title) == (False, "惠民救助公示（本单位）")
    choose(editor, "CN_ADDRESS")
    form = editor.rules.rule
    pick(form.operator_box, "address_village")
    assert form.example.text().endswith("→ 宁都县梅江镇老溪村")
    choose(editor, "CN_MOBILE")
    pick(form.action_box, "deidentify")
    assert form.example.text() == "13800001234 → 138****1234"
    form.clause_box.setEditText("《本县办法》第三条")
    form.clause_box.lineEdit().editingFinished.emit()
    editor.head.floor_box.setValue(5000)
    editor.head.floor_box.editingFinished.emit()
    editor.head.title_box.setText("村务公开")
    editor.head.title_box.editingFinished.emit()
    assert editor.dirty
    assert editor.save_button.isEnabled()
    assert editor.save()
    saved = load_policy(own.name)
    assert (saved.title, saved.floor, saved.version) == ("村务公开", 5000, 2)
    assert saved.rule("CN_ADDRESS").operator == "address_village"
    assert saved.rule("CN_MOBILE").treatment is Treatment.DEIDENTIFY
    assert saved.rule("CN_MOBILE").clause == "《本县办法》第三条"
    assert not editor.dirty


def test_a_rule_for_a_role_is_added_and_dropped(editor):
    editor.copy()
    choose(editor, "BIRTH_DATE")
    assert Role.CHILD in editor.rules.free_roles()
    editor.rules.add_role(Role.CHILD)
    form = editor.rules.rule
    pick(form.action_box, "ask:cover")
    pick(form.alone_box, Unattended.STOP)
    rule = editor.draft.rules["BIRTH_DATE", Role.CHILD]
    assert (rule.action, rule.unattended) == (Action.ASK, Unattended.STOP)
    assert editor.save()
    choose(editor, "BIRTH_DATE", Role.CHILD)
    editor.rules.drop_button.click()
    assert ("BIRTH_DATE", Role.CHILD) not in editor.draft.rules
    choose(editor, "*")
    assert not editor.rules.drop_button.isEnabled()


def test_one_file_goes_out_and_comes_in(editor, tmp_path):
    editor.copy()
    editor.head.title_box.setText("村务公开")
    editor.head.title_box.editingFinished.emit()
    assert editor.save()
    editor.give(tmp_path / "给.yaml")
    editor._remove()
    assert editor.list.count() == 8
    assert editor.take_in(tmp_path / "给.yaml")
    assert editor.draft.title == "村务公开"


def test_a_wrong_file_is_told_and_changes_nothing(editor, tmp_path: Path):
    path = tmp_path / "来件.yaml"
    path.write_text(
        "title: 甲\nversion: 1\nrules:\n  '*': {do: cover}\n  QQ: {do: hide}\n",
        encoding="utf-8",
    )
    assert not editor.take_in(path)
    assert "第 5 行" in editor.problem.text()
    assert "第 2 条 QQ" in editor.problem.text()
    assert editor.list.count() == 8


def test_examples_are_what_the_policy_does():
    policy = load_policy("general")
    assert example_words("PERSON", Role.NONE, policy.rule("PERSON")) == "张伟民 → 张某"
    kept = policy.rule("CN_LANDLINE", Role.OFFICE)
    assert "→" not in example_words("CN_LANDLINE", Role.OFFICE, kept)


def test_the_window_takes_a_changed_rule_book(window, monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(window.controller.ruling, "renew", lambda: seen.append(1))
    monkeypatch.setattr(PolicyEditor, "exec", lambda self: self.saved.emit("own-1"))
    window.actions_["policies"].trigger()
    assert seen == [1]
