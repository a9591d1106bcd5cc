"""The check before publication, the proposed kind, the people, and withheld copies."""

from pathlib import Path

import pytest

from redactor.results import Status
from tests.ui.test_window_path import drop, settle
from ui import dialogs
from ui.report_text import file_report, page_of_link
from ui.workspace import Stage


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "公示.pdf"
    text = "惠民救助公示\n张某甲 13800138000\f第二页 王某乙"
    path.write_text(text, encoding="utf-8")
    return path


def to_export(window, tmp_path: Path) -> None:
    window.exporter.folder = tmp_path / "out"
    window.go_to(2)
    settle(window)


def test_the_check_stands_in_step_three(window, pdf, tmp_path):
    """What is treated and how is told in the core's sentences before the export."""
    drop(window, [pdf])
    assert window.exporter.candidates() == []
    to_export(window, tmp_path)
    entry = window.reviewing.entry
    assert window.exporter.candidates() == [entry]
    shown = window.export_page.report.toPlainText()
    assert entry.check is not None
    assert entry.check.treated
    assert all(line in shown for line in entry.check.treated)
    assert "匿名化" not in shown


def test_a_new_decision_wants_a_new_check(window, pdf, tmp_path):
    drop(window, [pdf])
    to_export(window, tmp_path)
    entry = window.reviewing.entry
    before = entry.check
    window.reviewing.reject([entry.findings[0]])
    assert entry.check is None
    settle(window)
    assert entry.check not in (None, before)
    assert any("人工决定保留" in line for line in entry.check.kept)


def test_weak_masks_hold_the_export_until_confirmed(
    window, pdf, tasks, tmp_path, monkeypatch
):
    """Confirming counts for these masks only: other ones hold the file again."""
    tasks.weak = 12
    drop(window, [pdf])
    to_export(window, tmp_path)
    entry, page = window.reviewing.entry, window.export_page
    assert window.exporter.candidates() == []
    assert page.masks_button.isVisible()
    assert "还剩 12 种可能" in page.report.toPlainText()
    monkeypatch.setattr(dialogs, "ask_yes", lambda *_: False)
    page.masks_button.click()
    assert window.exporter.candidates() == []
    monkeypatch.setattr(dialogs, "ask_yes", lambda *_: True)
    page.masks_button.click()
    settle(window)
    assert window.exporter.candidates() == [entry]
    tasks.weak = 7
    window.reviewing.reject([entry.findings[0]])
    settle(window)
    assert window.exporter.candidates() == []


def test_a_check_that_fails_holds_the_export(window, pdf, tasks, tmp_path, monkeypatch):
    from redactor.errors import PolicyError

    def broken(request):
        raise PolicyError(file="x", line=1, reason="y")

    monkeypatch.setattr(tasks, "precheck", broken)
    drop(window, [pdf])
    to_export(window, tmp_path)
    assert window.exporter.candidates() == []
    assert "没有完成" in window.export_page.report.toPlainText()


def test_a_withheld_copy_leads_to_the_page(window, pdf, tasks, tmp_path, qtbot):
    """A value that only the check found is named with its page; one click shows it."""
    tasks.outcome, tasks.code = Status.WITHHELD, "residue"
    tasks.new_findings = (("PERSON", "p6/b1"),)
    pdf.write_text("\f".join(["张某甲"] * 12), encoding="utf-8")
    drop(window, [pdf])
    to_export(window, tmp_path)
    window.export_page.export_button.click()
    settle(window)
    entry = window.reviewing.entry
    assert entry.stage is Stage.WITHHELD
    html = file_report(entry)
    assert "第 6 页" in html
    assert 'href="page:5"' in html
    window.export_page.page_wanted.emit(entry, page_of_link("page:5"))
    settle(window)
    assert window.centre.currentWidget() is window.splitter
    qtbot.waitUntil(lambda: window.document.pages.page == 5)


@pytest.mark.parametrize("link", ["page:", "page:x", "http://1", ""])
def test_other_links_lead_nowhere(link):
    assert page_of_link(link) is None


def test_the_kind_is_proposed_and_one_click_takes_it(window, pdf):
    """Nothing is switched by itself; the click searches anew and decisions stay."""
    window.controller.looking.load_policies()
    settle(window)
    drop(window, [pdf])
    work, entry = window.controller, window.reviewing.entry
    assert work.settings.policy == "general"
    assert window.steps.hint.isVisible()
    window.reviewing.reject([entry.findings[0]])
    decided = dict(entry.review.decisions)
    window.steps.hint.click()
    settle(window)
    assert (work.settings.policy, work.policy_of(entry)) == ("general", "relief")
    assert window.steps.policy_box.currentData() == "relief"
    assert not window.steps.hint.isVisible()
    assert dict(entry.review.decisions) == decided


def test_people_named_at_the_start_sign_the_copies(
    window, pdf, tasks, tmp_path, monkeypatch
):
    monkeypatch.setattr("ui.shell.save_settings", lambda settings: None)
    window.drop_area.clerk.setText("经办乙")
    window.drop_area.reviewer.setText("复核丙")
    window.drop_area.reviewer.editingFinished.emit()
    drop(window, [pdf])
    to_export(window, tmp_path)
    window.export_page.export_button.click()
    settle(window)
    review = tasks.requests[-1].review
    assert (review.clerk, review.reviewer) == ("经办乙", "复核丙")
