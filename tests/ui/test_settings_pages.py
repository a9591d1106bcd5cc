"""Settings: what is written there is taken, tried first, and never half wrong."""

from pathlib import Path

import pytest

from redactor.ownrules import OwnRule, own_rules, write_rule
from tests.ui.test_window_path import drop, settle
from ui import dialogs
from ui.views.rule_editor import RuleEditor
from ui.views.settings_dialog import SettingsDialog
from ui.views.settings_rules import RulesPage


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "名册.pdf"
    path.write_text("张某甲 13800138000", encoding="utf-8")
    return path


@pytest.fixture
def own(tmp_path: Path, monkeypatch) -> Path:
    """The folder of the office's own rules, and of its settings."""
    folder = tmp_path / "config"
    monkeypatch.setattr("redactor.ownrules.config_dir", lambda: folder)
    monkeypatch.setattr("redactor.settings.config_dir", lambda: folder)
    return folder / "patterns"


@pytest.fixture
def dialog(window, own, monkeypatch, qtbot) -> SettingsDialog:
    monkeypatch.setattr("ui.shell.save_settings", lambda settings: None)
    work = window.controller
    made = SettingsDialog(work.settings, [], window.store, work.looking, window)
    made.accepted_settings.connect(window.shell.take_settings)
    return made


def test_settings_are_taken_and_search_again(window, pdf, dialog, tmp_path):
    drop(window, [pdf])
    dialog.words.deny_box.setPlainText("内部\n\n 代号 ")
    dialog.clerk_box.setText("王")
    dialog.output_picker.box.setText(str(tmp_path / "副本"))
    dialog._on_agreed()
    settings = window.controller.settings
    assert settings.detection.deny == ("内部", "代号")
    assert (settings.clerk, settings.output) == ("王", tmp_path / "副本")
    assert window.controller.busy
    settle(window)
    assert not window.controller.busy


def test_the_chosen_folder_is_used_for_copies(window, pdf, dialog, tmp_path):
    dialog.output_picker.box.setText(str(tmp_path / "副本"))
    dialog._on_agreed()
    drop(window, [pdf])
    window.go_to(2)
    assert window.export_page.folder_box.text() == str(tmp_path / "副本")


def test_a_wrong_expression_in_a_list_is_not_saved(window, dialog):
    """Its line is named, and the dialog stays open at the lists."""
    before = window.controller.settings
    dialog.words.allow_box.setPlainText("甲\n/(乙/")
    dialog._on_agreed()
    assert window.controller.settings is before
    assert "第 2 行" in dialog.words.trial.result.text()
    assert dialog.tabs.currentWidget() is dialog.words


def test_the_lists_are_tried_on_a_text(window, dialog, runner):
    """The text is searched with the lists as they stand, before they are saved."""
    dialog.words.deny_box.setPlainText("/AJ[0-9]{4}/")
    trial = dialog.words.trial
    trial.text.setPlainText("案号AJ2026，电话13800138000")
    trial.run()
    runner.drain()
    assert trial.result.text() == "找到 2 处：自定义内容、手机号。"
    assert len(trial.text.extraSelections()) == 2
    assert window.controller.settings.detection.deny == ()


def test_reading_pictures_can_be_turned_off(window, dialog, pdf):
    drop(window, [pdf])
    if not dialog.read_pictures.isEnabled():
        pytest.skip("no reader of pictures is installed here")
    dialog.read_pictures.setChecked(False)
    dialog._on_agreed()
    assert not window.controller.settings.ocr
    assert window.controller.busy


def test_rules_are_listed_own_ones_first(own, qtbot):
    write_rule(own, OwnRule("案件编号", "CUSTOM", "AJ[0-9]{8}"))
    page = RulesPage()
    qtbot.addWidget(page)
    titles = [page.list.item(row).text().strip() for row in range(page.list.count())]
    assert titles[:3] == ["本单位规则", "案件编号", "内置规则"]
    assert "手机号" in titles
    page.select("cn_mobile")
    assert "标签词" in page.details.toPlainText()
    assert not page.change_button.isEnabled()


def test_an_own_rule_is_written_changed_and_taken_away(own, qtbot, monkeypatch):
    page = RulesPage()
    qtbot.addWidget(page)

    def fill(editor: RuleEditor) -> bool:
        editor.title_box.setText("案件编号")
        editor.expression_box.setText("AJ[0-9]{8}")
        return True

    monkeypatch.setattr(RuleEditor, "exec", fill)
    with qtbot.waitSignal(page.changed):
        page.add_button.click()
    assert [rule.title for rule in own_rules(own)] == ["案件编号"]
    assert page.current() is not None
    monkeypatch.setattr(dialogs, "ask_yes", lambda *_: True)
    with qtbot.waitSignal(page.changed):
        page.remove_button.click()
    assert own_rules(own) == ()


def test_a_wrong_rule_cannot_be_saved(qtbot):
    editor = RuleEditor(None)
    qtbot.addWidget(editor)
    assert not editor.save_button.isEnabled()
    editor.title_box.setText("案件编号")
    editor.expression_box.setText("(AJ")
    assert not editor.save_button.isEnabled()
    assert "正则表达式有误" in editor.verdict.text()
    editor.expression_box.setText("AJ[0-9]{4}")
    editor.text.setPlainText("见AJ2026号和AJ2027号")
    assert editor.save_button.isEnabled()
    assert editor.verdict.text() == "匹配 2 处。"
    assert len(editor.text.extraSelections()) == 2


def test_a_written_rule_is_searched_with_at_once(window, own, dialog, pdf):
    """The settings change although no word of them did: workers load the rules anew."""
    drop(window, [pdf])
    before = window.controller.settings.detection
    write_rule(own, OwnRule("案件编号", "CUSTOM", "AJ[0-9]{8}"))
    dialog.rules.changed.emit()
    after = window.controller.settings.detection
    assert after.patterns_dirs == (own,)
    assert after != before
    assert window.controller.busy
