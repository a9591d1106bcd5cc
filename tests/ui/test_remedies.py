"""Every reason for a missing copy has words, and a button where one can help."""

import pytest

from redactor.results import RedactResult, Status
from redactor.wordings import ERRORS
from tests.ui.test_window_path import drop, settle
from ui.remedies import Act, remedy_of
from ui.workspace import Stage

# nothing helps here but to read the sentence
WORDS_ONLY = {"secret_mark"}


@pytest.fixture
def entry(window, tmp_path):
    path = tmp_path / "名册.pdf"
    path.write_text("\f".join(["张某甲 13800138000"] * 3), encoding="utf-8")
    drop(window, [path])
    return window.reviewing.entry


def stop(entry, code: str, **context) -> None:
    entry.stage, entry.code, entry.context = Stage.WITHHELD, code, context
    found = tuple(context.pop("new_findings", ()))
    entry.result = RedactResult(
        entry.path, Status.WITHHELD, code=code, context=context, new_findings=found
    )


@pytest.mark.parametrize("code", sorted(set(ERRORS) - WORDS_ONLY))
def test_a_file_that_could_not_be_read_can_be_tried_again(entry, code):
    entry.stage, entry.code = Stage.PROBLEM, code
    remedy = remedy_of(entry)
    assert remedy is not None
    assert remedy.words


def test_a_secret_is_not_tried_again(entry):
    entry.stage, entry.code = Stage.PROBLEM, "secret_mark"
    assert remedy_of(entry) is None


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("hazard", Act.CONFIRM),
        ("unsigned", Act.SIGN),
        ("not_writable", Act.FOLDER),
        ("chain_broken", Act.LEDGER),
        ("stale_plan", Act.RESCAN),
    ],
)
def test_each_reason_has_its_own_help(entry, code, act):
    stop(entry, code)
    assert remedy_of(entry).act is act


def test_a_failing_page_is_gone_to(window, entry, qtbot):
    stop(entry, "residue", places=["p3/b1", "p2/b4"])
    assert remedy_of(entry).act is Act.PAGE
    window.go_to(2)
    window.export_page.remedy_button.click()
    settle(window)
    assert window.centre.currentWidget() is window.splitter
    qtbot.waitUntil(lambda: window.document.pages.page == 1)


def test_what_only_the_check_found_is_treated_with_one_button(
    window, entry, tasks, tmp_path
):
    """The copy is written again with the new values treated; undo takes it back."""
    window.exporter.folder = tmp_path
    stop(entry, "residue", new_findings=[("PERSON", "p2/b1")])
    remedy = remedy_of(entry)
    assert (remedy.act, remedy.words) == (Act.TREAT_NEW, "遮盖新发现的内容并重新导出")
    window.go_to(2)
    window.export_page.remedy_button.click()
    settle(window)
    assert tasks.requests[-1].review.treat_new
    assert entry.stage is Stage.RELEASED


def test_the_remedy_stands_on_the_page(window, entry):
    window.go_to(2)
    assert not window.export_page.remedy_button.isVisible()
    stop(entry, "ledger_not_writable")
    window.controller.workspace.changed.emit(entry)
    assert window.export_page.remedy_button.text() == "另选台账…"


@pytest.mark.parametrize(("code", "shown"), [("undecided", False), ("audit", True)])
def test_no_two_buttons_say_the_same(window, entry, code, shown):
    stop(entry, code)
    window.export_page.refresh(None, 0, False)
    assert window.export_page.review_button.isHidden() is not shown
