"""Clerk and reviewer: who signs, what makes a signature void, what it lets pass."""

from dataclasses import replace
from pathlib import Path

import pytest

from redactor.masking.policy import Policy, load_policy
from redactor.model import Action
from tests.ui.test_window_path import drop, run, settle
from ui import keeping
from ui.signing import needs_signature, objection, sign_lines
from ui.views.people_dialog import PeopleDialog, SignDialog


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "名册.pdf"
    path.write_text("张某甲 13800138000", encoding="utf-8")
    return path


@pytest.fixture
def strict(window) -> Policy:
    """The general policy, with two persons."""
    policy = load_policy("general")
    options = {**policy.options, "second_person": "required"}
    strict = replace(policy, options=options)
    window.controller.looking.policies = {"general": strict}
    return strict


def to_export(window, tmp_path) -> None:
    window.exporter.folder = tmp_path / "o"
    window.exporter.folder.mkdir(exist_ok=True)
    window.go_to(2)
    settle(window)


def sign(monkeypatch, name: str) -> None:
    def fill(dialog: SignDialog) -> bool:
        dialog.name_box.setText(name)
        dialog.agree_box.setChecked(True)
        return dialog.sign_button.isEnabled()

    monkeypatch.setattr(SignDialog, "exec", fill)


def test_without_a_signature_nothing_is_exported(
    window, pdf, strict, tasks, tmp_path, monkeypatch
):
    drop(window, [pdf])
    to_export(window, tmp_path)
    page, entry = window.export_page, window.reviewing.entry
    assert window.exporter.candidates() == []
    assert "签字之后才能导出" in page.report.toPlainText()
    sign(monkeypatch, "复核乙")
    page.sign_button.click()
    settle(window)
    assert entry.signed_by == "复核乙"
    assert window.exporter.candidates() == [entry]
    page.export_button.click()
    settle(window)
    review = tasks.requests[-1].review
    assert (review.clerk, review.reviewer) == ("经办甲", "复核乙")
    assert review.is_signed(entry.scan.proposals, strict.digest)


def test_the_clerk_cannot_sign(window, pdf, strict, tmp_path, monkeypatch):
    drop(window, [pdf])
    to_export(window, tmp_path)
    sign(monkeypatch, "经办 甲")
    window.export_page.sign_button.click()
    assert window.reviewing.entry.signed_by == ""
    words = objection("经办甲", window.reviewing.entry, window.controller.settings)
    assert words == "须由第二人复核，复核人不能与经办人相同。"


def test_a_change_makes_the_signature_void_and_undo_brings_it_back(
    window, pdf, strict, tmp_path, monkeypatch
):
    drop(window, [pdf])
    to_export(window, tmp_path)
    sign(monkeypatch, "复核乙")
    window.export_page.sign_button.click()
    entry = window.reviewing.entry
    window.reviewing.reject([entry.findings[0]])
    settle(window)
    assert entry.signed_by == ""
    assert window.exporter.candidates() == []
    assert "失效" in window.status.words
    run(window, "undo")
    assert entry.signed_by == "复核乙"


def test_another_rule_book_makes_the_signature_void(
    window, pdf, strict, tmp_path, monkeypatch
):
    other = replace(load_policy("relief"), options=strict.options)
    window.controller.looking.policies["relief"] = other
    drop(window, [pdf])
    to_export(window, tmp_path)
    sign(monkeypatch, "复核乙")
    window.export_page.sign_button.click()
    entry = window.reviewing.entry
    window.shell.choose_policy("relief")
    settle(window)
    assert entry.signed_by == ""
    assert sign_lines(entry) == [(False, "签字之后又有改动，须由复核人重新签字。")]
    assert needs_signature(entry, window.controller.settings)


def test_a_signature_is_kept_over_a_crash(window, pdf, strict, tmp_path, monkeypatch):
    drop(window, [pdf])
    to_export(window, tmp_path)
    sign(monkeypatch, "复核乙")
    window.export_page.sign_button.click()
    entry = window.reviewing.entry
    keeping.save_review(entry.review, tmp_path / "k")
    kept = keeping.load_review(entry.review.source_sha256, tmp_path / "k")
    assert kept is not None
    assert kept.is_signed(entry.scan.proposals, strict.digest)


def test_nothing_undecided_can_be_signed(window, strict, tmp_path, monkeypatch):
    path = tmp_path / "卡.pdf"
    path.write_text("卡号 6222021234567890", encoding="utf-8")
    drop(window, [path])
    (finding,) = window.reviewing.entry.findings
    assert window.reviewing.entry.decision(finding).action is Action.ASK
    sign(monkeypatch, "复核乙")
    run(window, "sign")
    assert window.reviewing.entry.signed_by == ""
    assert "处理之后才能签字" in window.status.words


def test_equal_names_are_warned_of(window, qtbot):
    dialog = PeopleDialog(window.controller.settings)
    qtbot.addWidget(dialog)
    assert dialog.hint.isHidden()
    dialog.reviewer_box.setText("经办甲")
    assert not dialog.hint.isHidden()


def test_names_stand_at_the_top(window, monkeypatch):
    monkeypatch.setattr("ui.shell.save_settings", lambda settings: None)
    window.shell.set_people("王", "")
    assert window.steps.people.text() == "经办 王 · 复核 —"
