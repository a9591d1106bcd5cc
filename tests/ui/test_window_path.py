"""The clerk's path: drop, see, decide, export."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from redactor.model import Action, Hazard, Treatment
from redactor.results import Status
from tests.ui.fakes import PASSWORD
from ui import dialogs, menus
from ui.workspace import Stage

TEXT = "公示 张某甲 13800138000\n卡号 6222021234567890 张某甲\n"


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "惠民 公示 第1批.pdf"
    path.write_text(TEXT + "\f第二页 王某乙", encoding="utf-8")
    return path


@pytest.fixture
def docx(tmp_path: Path) -> Path:
    path = tmp_path / "名册 终稿.docx"
    path.write_text("名册\n姓名\t电话\n李某丙\t13900139000\n", encoding="utf-8")
    return path


def drop(window, paths) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.drop_area.dropEvent(event)
    settle(window)


def settle(window) -> None:
    for _ in range(3):
        window.controller._runner.drain()
        QApplication.processEvents()


def run(window, name: str) -> None:
    action = window.actions_[name]
    assert action.isEnabled(), name
    action.trigger()
    settle(window)


def test_dropped_files_are_listed_searched_and_shown(window, pdf, docx):
    """Files with Chinese names and blanks come in by a drop; the first is shown."""
    assert window.centre.currentWidget() is window.drop_area
    drop(window, [pdf, docx])
    entries = window.controller.workspace.entries
    assert [e.path for e in entries] == [pdf, docx]
    assert [e.stage for e in entries] == [Stage.READY, Stage.READY]
    assert window.centre.currentWidget() is window.splitter
    assert window.reviewing.entry is entries[0]
    assert len(window.hits.model.ordered) == 5
    assert window.windowTitle() == "隐墨"


def test_dropping_a_file_twice_lists_it_once(window, pdf):
    drop(window, [pdf])
    drop(window, [pdf])
    assert len(window.controller.workspace.entries) == 1


def test_a_folder_gives_its_documents(window, pdf, docx, tmp_path):
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    drop(window, [tmp_path])
    names = {e.path.name for e in window.controller.workspace.entries}
    assert names == {pdf.name, docx.name}


def test_accept_and_reject_move_on_and_can_be_undone(window, pdf):
    """Enter accepts the current hit and goes on; undo takes every step back."""
    drop(window, [pdf])
    entry = window.reviewing.entry
    run(window, "next_open")
    card = window.hits.current()
    assert card.entity == "CN_BANK_CARD"
    run(window, "accept")
    assert entry.decision(card).action is Action.TREAT
    assert entry.decision(card).by == "经办甲"
    assert window.hits.current() is not card
    window.hits.select(card.id)
    run(window, "reject")
    assert entry.decision(card).action is Action.KEEP
    run(window, "undo")
    assert entry.decision(card).action is Action.TREAT
    run(window, "undo")
    assert entry.decision(card).action is Action.ASK
    run(window, "redo")
    assert entry.decision(card).action is Action.TREAT


@pytest.mark.parametrize(
    ("action", "treatment"),
    [
        ("cover", Treatment.COVER),
        ("delete", Treatment.DELETE),
        ("deidentify", Treatment.DEIDENTIFY),
    ],
)
def test_the_method_can_be_chosen(window, pdf, action, treatment):
    drop(window, [pdf])
    run(window, "next_hit")
    finding = window.hits.current()
    run(window, action)
    assert window.reviewing.entry.decision(finding).treatment is treatment


def test_same_content_gets_the_same_decision(window, pdf):
    """A name rejected once can be rejected wherever it stands in the file."""
    drop(window, [pdf])
    entry = window.reviewing.entry
    same = [f for f in entry.findings if entry.text_of(f) == "张某甲"]
    assert len(same) == 2
    window.hits.select(same[0].id)
    run(window, "reject")
    assert entry.decision(same[1]).action is Action.TREAT
    window.hits.select(same[0].id)
    run(window, "same")
    assert [entry.decision(f).action for f in same] == [Action.KEEP] * 2


def test_export_writes_copies_beside_a_ledger(window, pdf, docx, tasks, tmp_path):
    """Copies bear the usual names; the decisions travel along."""
    drop(window, [pdf, docx])
    out = tmp_path / "副本"
    out.mkdir()
    run(window, "next_hit")
    finding = window.hits.current()
    run(window, "reject")
    run(window, "accept_all")
    run(window, "export")
    window.exporter.folder = out
    window.export_page.export_button.click()
    settle(window)
    names = sorted(path.name for path in out.iterdir())
    assert names == ["名册 终稿_脱敏.docx", "惠民 公示 第1批_脱敏.pdf"]
    first = next(r for r in tasks.requests if r.path == pdf)
    assert first.ledger == out / "台账.jsonl"
    assert first.review.decisions[finding.id].action is Action.KEEP
    assert first.review.clerk == "经办甲"
    stages = {e.stage for e in window.controller.workspace.entries}
    assert stages == {Stage.RELEASED}


def test_an_existing_copy_is_not_written_over(window, pdf, tmp_path, monkeypatch):
    drop(window, [pdf])
    run(window, "accept_all")
    out = tmp_path / "o"
    out.mkdir()
    old = out / "惠民 公示 第1批_脱敏.pdf"
    old.write_bytes(b"old")
    window.go_to(2)  # the check before publication is asked for here
    settle(window)
    window.exporter.export_to(window.exporter.candidates(), out)
    settle(window)
    assert old.read_bytes() == b"old"
    assert (out / "惠民 公示 第1批_脱敏(2).pdf").exists()


def test_undecided_hits_must_be_decided_before_export(window, pdf):
    """One button on the page of step ③ takes the proposals for all of them."""
    drop(window, [pdf])
    run(window, "export")
    page = window.export_page
    assert not page.export_button.isEnabled()
    assert "还有 1 处待定，决定之后才能导出。" in page.report.toPlainText()
    page.accept_button.click()
    settle(window)
    assert page.export_button.isEnabled()
    assert "可以导出" in page.report.toPlainText()


def test_default_folder_lies_beside_the_first_file(window, pdf):
    drop(window, [pdf])
    run(window, "export")
    assert window.export_page.folder_box.text() == str(pdf.parent / "脱敏副本")


def test_zero_findings_never_say_done(window, tmp_path):
    path = tmp_path / "空.pdf"
    path.write_text("没有", encoding="utf-8")
    drop(window, [path])
    words = window.document.banner_words
    assert words == "未发现个人信息，请人工核对后再导出。"
    index = window.files.model.index(0)
    assert "未发现，请人工核对" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_locked_file_asks_for_its_password(window, tmp_path, monkeypatch):
    path = tmp_path / "locked 表.pdf"
    path.write_text(TEXT, encoding="utf-8")
    drop(window, [path])
    entry = window.reviewing.entry
    assert entry.code == "encrypted"
    given = iter(["wrong", PASSWORD])
    monkeypatch.setattr(dialogs, "ask_password", lambda *a: next(given))
    window.document.retry_button.click()
    settle(window)  # a wrong one is asked for again at once
    assert entry.stage is Stage.READY
    assert len(entry.findings) == 4


def test_giving_up_on_a_password_asks_no_more(window, tmp_path, monkeypatch):
    path = tmp_path / "locked 表.pdf"
    path.write_text(TEXT, encoding="utf-8")
    drop(window, [path])
    given = ["", "wrong"]
    monkeypatch.setattr(dialogs, "ask_password", lambda *a: given.pop())
    window.document.retry_button.click()
    settle(window)
    assert given == []
    assert window.reviewing.entry.stage is Stage.PROBLEM
    run(window, "rescan")
    settle(window)


def test_words_about_a_problem_are_shown_whole(window, tmp_path):
    path = tmp_path / "locked 表.pdf"
    path.write_text(TEXT, encoding="utf-8")
    drop(window, [path])
    label = window.document._problem_words
    label.setText(label.text() * 4)
    QApplication.processEvents()
    assert label.isVisible()
    assert label.height() >= label.heightForWidth(label.width())


def test_a_withheld_file_says_so(window, pdf, tasks, tmp_path):
    drop(window, [pdf])
    run(window, "accept_all")
    tasks.outcome, tasks.code = Status.WITHHELD, "residue"
    window.go_to(2)  # the check before publication is asked for here
    settle(window)
    window.exporter.export_to(window.exporter.candidates(), tmp_path / "o")
    settle(window)
    entry = window.reviewing.entry
    assert entry.stage is Stage.WITHHELD
    assert entry.undelivered
    assert window.document.banner_words != ""


def test_a_change_after_export_makes_the_file_undelivered(window, pdf, tmp_path):
    drop(window, [pdf])
    run(window, "accept_all")
    out = tmp_path / "o"
    out.mkdir()
    window.go_to(2)  # the check before publication is asked for here
    settle(window)
    window.exporter.export_to(window.exporter.candidates(), out)
    settle(window)
    entry = window.reviewing.entry
    assert entry.stage is Stage.RELEASED
    assert not entry.undelivered
    run(window, "next_hit")
    run(window, "reject")
    assert entry.stage is Stage.READY
    assert entry.undelivered


def test_hazards_are_confirmed_one_by_one(window, pdf, tasks):
    tasks.hazards = (
        Hazard("picture", 1, "p1", 0),
        Hazard("picture", 2, "p2", 1),
    )
    drop(window, [pdf])
    entry = window.reviewing.entry
    assert len(entry.open_hazards) == 2
    window.reviewing.confirm("picture@p1", True)
    assert [h.where for h in entry.open_hazards] == ["p2"]
    run(window, "undo")
    assert len(entry.open_hazards) == 2


def test_cancel_stops_at_once_and_quit_asks_once(window, pdf, runner, monkeypatch):
    runner.held = True
    drop(window, [pdf])
    assert window.controller.busy
    window.cancel_button.click()
    assert not window.controller.busy
    assert window.reviewing.entry.code == "cancelled"
    runner.held = False
    window.document.retry_button.click()
    asked = []
    monkeypatch.setattr(dialogs, "ask_yes", lambda w, words, yes: asked.append(words))
    window.close()
    assert len(asked) == 1
    assert window.isVisible()


def test_a_word_selection_becomes_a_mark(window, docx, monkeypatch):
    """T asks what it is; the mark can be taken away again."""
    shown = []
    monkeypatch.setattr(menus, "pop_up", lambda menu, at: shown.append(menu))
    drop(window, [docx])
    text = window.document.text
    unit = window.reviewing.entry.units[0]
    text.select_span(unit.id, 0, 2)
    run(window, "mark")
    next(a for a in shown[0].actions() if a.text() == "住址").trigger()
    (edit,) = window.reviewing.entry.review.manual
    assert (edit.unit_id, edit.span.start, edit.span.end) == (unit.id, 0, 2)
    assert edit.entity == "CN_ADDRESS"
    assert text.selected() is None
    text.hit_clicked.emit(edit.id)
    run(window, "unmark")
    assert window.reviewing.entry.review.manual == ()
