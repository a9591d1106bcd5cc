"""Step ②: preview, text and pages marked by hand, notes, unread places."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from redactor.errors import PolicyError
from redactor.model import Action, Hazard, Region, Span, Treatment
from redactor.office import Printed
from redactor.results import Status
from redactor.settings import Settings
from tests.ui.fakes import EM, LINE
from tests.ui.test_window_path import drop, run, settle
from ui import menus
from ui.models.grouping import Grouping
from ui.reason import reason_lines
from ui.spots import Sign
from ui.views.document_desk import Mode
from ui.views.hazard_dialog import HazardDialog
from ui.views.hit_delegate import HitDelegate
from ui.views.repeat_dialog import RepeatDialog
from ui.views.search_dialog import SearchDialog
from ui.workspace import Stage

PAGES = "\f".join(
    ["张某甲 13800138000 某处", "6222021234567890", "附件 张某甲", "末页"]
)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "名册.pdf"
    path.write_text(PAGES, encoding="utf-8")
    return path


@pytest.fixture
def docx(tmp_path: Path) -> Path:
    path = tmp_path / "文 一.docx"
    lines = ["张某甲的电话13800138000。", "卡 6222021234567890", "王某乙"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def shown(monkeypatch) -> list:
    """Menus that were to pop up; without a screen they cannot."""
    found: list = []
    monkeypatch.setattr(menus, "pop_up", lambda menu, at: found.append(menu))
    return found


def wait_for(qtbot, window, reached) -> None:
    def so() -> bool:
        settle(window)
        return bool(reached())

    qtbot.waitUntil(so, timeout=4000)


def at(window, page: int, column: float, row: float = 0) -> QPoint:
    view = window.document.pages
    item = view._items[page]
    point = QPointF(10 + column * EM, 10 + row * LINE + LINE / 3)
    return view.mapFromScene(item.mapToScene(point))


def item_of(menu, words: str):
    return next(a for a in menu.actions() if words in a.text())


def test_the_preview_shows_the_page_with_its_edits(window, pdf, tasks, qtbot):
    """Only decided hits are treated in it; a page's own edits are drawn on it."""
    drop(window, [pdf])
    run(window, "preview")
    assert window.document.desk.mode is Mode.PREVIEW
    view = window.document.pages
    wait_for(qtbot, window, lambda: tasks.treated and not view._items[0].pending)
    drawn = dict(tasks.treated)
    assert len(drawn[0]) == 2
    assert drawn[1] == ()  # the card number is not decided yet
    card = window.reviewing.entry.undecided()[0]
    window.reviewing.accept([card])
    wait_for(qtbot, window, lambda: len(dict(tasks.treated)[1]) == 1)
    run(window, "undo")
    plans, entry = window.review_parts.previewing, window.reviewing.entry
    wait_for(qtbot, window, lambda: plans.is_current(entry))
    assert plans.treated(entry).by_page.get(1, ()) == ()
    run(window, "preview")
    assert window.document.desk.mode is Mode.ORIGINAL
    assert not view.is_treated


def test_an_original_is_never_shown_as_the_preview(window, pdf, runner, qtbot):
    """While the treated page is on its way, the page lies under a veil."""
    drop(window, [pdf])
    view = window.document.pages
    wait_for(qtbot, window, lambda: view._items[0].picture is not None)
    runner.held = True
    window.document.desk.hold(True)
    qtbot.waitUntil(lambda: view._items[0].pending, timeout=3000)
    runner.held = False
    wait_for(qtbot, window, lambda: not view._items[0].pending)
    window.document.desk.hold(False)
    assert not view._items[0].pending


def test_the_space_bar_shows_the_copy_while_it_is_held(window, pdf, qtbot):
    drop(window, [pdf])
    view = window.document.pages
    QTest.keyPress(view, Qt.Key.Key_Space)
    assert view.is_treated
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert not view.is_treated
    assert window.document.desk.mode is Mode.ORIGINAL


def test_both_sides_scroll_together(window, pdf, qtbot):
    drop(window, [pdf])
    run(window, "compare")
    desk = window.document.desk
    assert desk.after is not None
    wait_for(qtbot, window, lambda: desk.after.pages.page_count == 4)
    assert desk.after.pages.is_treated
    assert not desk.main.pages.is_treated
    window.document.zoom_by(3)
    settle(window)
    desk.main.pages.go_to_page(2)
    left, right = (s.pages.verticalScrollBar() for s in (desk.main, desk.after))
    assert right.value() == pytest.approx(left.value(), rel=0.05)
    run(window, "compare")
    assert not desk.after.isVisible()


def test_word_text_is_previewed_with_its_masks(window, docx, qtbot):
    """Masks stand in place of values; a hit that waits keeps its mark and its text."""
    drop(window, [docx])
    entry, view = window.reviewing.entry, window.document.text
    window.reviewing.treat(
        [f for f in entry.findings if f.entity == "PERSON"], Treatment.DEIDENTIFY
    )
    run(window, "preview")
    wait_for(qtbot, window, lambda: view._content.treated)
    texts = [unit.text for unit in view._content.units]
    assert texts[0] == "张某的电话。"
    assert texts[1] == "卡 6222021234567890"
    assert texts[2] == "王某"
    (card,) = view._content.hits["w/1"]
    assert entry.decision(card).action is Action.ASK
    assert [e.span for e in view._content.edits["w/0"]] == [Span(0, 2), Span(5, 5)]
    window.hits.select(entry.findings[-1].id)
    view.grab()
    run(window, "preview")
    assert view._content.units[0].text.endswith("13800138000。")


def test_text_of_a_page_is_chosen_and_marked(window, pdf, shown, qtbot):
    """Dragging over characters asks for their kind; the same text can follow."""
    drop(window, [pdf])
    run(window, "mark")
    pages = window.document.pages
    left = Qt.MouseButton.LeftButton
    pages.show_region(Region(2, 10, 10, 60, 30))
    wait_for(qtbot, window, lambda: window.review_parts.texts.get(2) is not None)
    start, end = at(window, 2, 0.5), at(window, 2, 1.5)
    QTest.mousePress(pages.viewport(), left, pos=start)
    QTest.mouseMove(pages.viewport(), end)
    assert pages._items[2].chosen
    QTest.mouseRelease(pages.viewport(), left, pos=end)
    item_of(shown[-1], "住址").trigger()
    (edit,) = window.reviewing.entry.review.manual
    assert (edit.entity, edit.unit_id, edit.span) == ("CN_ADDRESS", "p2/0", Span(0, 2))
    settle(window)
    assert window.reviewing.entry.located[edit.id][0].page_index == 2
    run(window, "undo")
    assert window.reviewing.entry.review.manual == ()
    run(window, "mark")
    assert not pages._items[2].chosen


def test_all_places_of_the_same_text_can_be_marked_at_once(window, tmp_path, shown):
    """In one step that undo takes back; a word that stands once offers nothing."""
    path = tmp_path / "文.docx"
    path.write_text("住柳树屯东\n也在柳树屯\n柳树屯", encoding="utf-8")
    drop(window, [path])
    marking, entry = window.review_parts.marking, window.reviewing.entry
    marking.offer([("w/0", Span(0, 1))], QPoint())
    assert not any("连同" in action.text() for action in shown[-1].actions())
    marking.offer([("w/0", Span(1, 4))], QPoint())
    every = item_of(shown[-1], "连同全文其他 2 处").menu()
    item_of(every, "住址").trigger()
    places = {(e.unit_id, e.span.start, e.span.end) for e in entry.review.manual}
    assert places == {("w/0", 1, 4), ("w/1", 2, 5), ("w/2", 0, 3)}
    run(window, "undo")
    assert entry.review.manual == ()


def test_a_page_is_covered_as_a_whole(window, pdf):
    drop(window, [pdf])
    run(window, "mark_page")
    (edit,) = window.reviewing.entry.review.manual
    assert edit.region == Region(0, 0.0, 0.0, 400.0, 300.0)
    assert edit.treatment is Treatment.COVER
    assert window.hits.model.index_of(edit.id).isValid()


def test_a_box_is_repeated_on_other_pages(window, pdf):
    """All in one step that undo takes back; the page of the box itself is left out."""
    drop(window, [pdf])
    window.reviewing.draw(Region(1, 300, 250, 390, 290))
    entry = window.reviewing.entry
    (edit,) = entry.review.manual
    window.handlers.clicked(edit.id)
    assert window.actions_["repeat"].isEnabled()
    dialog = RepeatDialog(1, 4, window)
    assert dialog.pages() == [0, 1, 2, 3]
    dialog.first.setValue(2)
    dialog.last.setValue(3)
    assert dialog.pages() == [1, 2]
    dialog.choices.button(2).setChecked(True)
    assert dialog.pages() == [1, 3]
    box = window.review_parts.marking.box_of(edit.id)
    dialog.agreed.connect(lambda p: window.review_parts.marking.repeat_on(box, p))
    dialog._on_agreed()
    assert [e.region.page_index for e in entry.review.manual] == [1, 3]
    run(window, "undo")
    assert len(entry.review.manual) == 1


def test_notes_are_shown_kept_over_decisions_and_undone(window, pdf, monkeypatch):
    drop(window, [pdf])
    entry = window.reviewing.entry
    window.hits.select(entry.findings[0].id)
    monkeypatch.setattr(
        "ui.marking.QInputDialog.getMultiLineText", lambda *a: ("问过村里", True)
    )
    run(window, "note")
    assert "备注：问过村里" in reason_lines(entry, entry.findings[0])
    run(window, "reject")
    assert entry.decision(entry.findings[0]).note == "问过村里"
    run(window, "undo")
    run(window, "undo")
    assert entry.review.decisions == {}


def test_a_decision_goes_to_its_whole_category(window, docx):
    drop(window, [docx])
    entry = window.reviewing.entry
    names = [f for f in entry.findings if f.entity == "PERSON"]
    window.reviewing.reject([names[0]])
    window.hits.select(names[0].id)
    run(window, "category")
    assert {entry.decision(f).action for f in names} == {Action.KEEP}
    assert entry.counts[Action.KEEP] == len(names) == 2


def test_the_heading_of_a_group_decides_all_of_it(window, docx):
    drop(window, [docx])
    entry, hits = window.reviewing.entry, window.hits
    hits.group_box.setCurrentIndex(hits.group_box.findData(Grouping.PERSON))
    index = hits.model.index(0, 0)
    rect = hits.tree.visualRect(index)
    where = HitDelegate.reject_rect(rect).center()
    QTest.mouseClick(hits.tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    group = hits.model.findings_under(index)
    assert len(group) == 3
    assert {entry.decision(f).action for f in group} == {Action.KEEP}
    run(window, "undo")
    assert entry.counts[Action.KEEP] == 0


def test_marks_stand_in_the_list_and_can_be_changed_there(window, pdf):
    """Another treatment changes a mark; keeping the text takes it away."""
    drop(window, [pdf])
    entry = window.reviewing.entry
    window.reviewing.draw(Region(3, 10, 10, 90, 90))
    (edit,) = entry.review.manual
    window.hits.select(edit.id)
    assert window.hits.current().id == edit.id
    run(window, "delete")
    assert entry.review.manual[0].treatment is Treatment.DELETE
    run(window, "same")
    run(window, "reject")
    assert entry.review.manual == ()
    assert not window.hits.model.index_of(edit.id).isValid()
    run(window, "undo")
    assert window.hits.model.index_of(edit.id).isValid()


def test_reasons_name_the_clause(window, pdf):
    drop(window, [pdf])
    window.controller.looking.load_policies()
    settle(window)
    entry = window.reviewing.entry
    number = next(f for f in entry.findings if f.entity == "CN_MOBILE")
    lines = reason_lines(entry, number)
    assert lines[0] == "理由"
    assert any(line.startswith("依据：") for line in lines)
    window.reviewing.reject([number])
    assert "由 经办甲 决定：保留" in reason_lines(entry, number)


def test_thumbnails_lead_to_their_page(window, pdf, qtbot):
    drop(window, [pdf])
    thumbs = window.document.thumbs
    assert thumbs.isVisible()
    window.document.zoom_by(4)
    settle(window)
    thumbs.setCurrentIndex(thumbs.pages.index(2, 0))
    wait_for(qtbot, window, lambda: window.document.pages.page == 2)
    wait_for(qtbot, window, lambda: thumbs.pictures.get(thumbs.picture_key(2)))
    thumbs.grab()
    window.actions_["thumbs"].setChecked(False)
    assert not thumbs.isVisible()


def test_unread_places_are_shown_one_by_one(window, pdf, tasks, qtbot, shown):
    """The line with the keyboard shows its place; the page frames those still open."""
    first = Hazard("qr_code", 1, "p1", 0, regions=(Region(0, 200, 200, 260, 260),))
    second = Hazard("portrait", 1, "p3", 2, regions=(Region(2, 20, 20, 90, 120),))
    tasks.hazards = (first, second, Hazard("comment", 2, "word", None))
    drop(window, [pdf])
    pages = window.document.pages
    assert [s.sign for s in pages._items[0].spots] == [Sign.UNREAD]
    dialog = HazardDialog(window, window.reviewing)
    dialog.show_place(second)
    wait_for(qtbot, window, lambda: dialog.place.is_drawn)
    dialog.place.grab()
    dialog.show_place(tasks.hazards[2])
    dialog.place.grab()
    dialog.boxes[0].setChecked(True)
    assert "还有 2 处" in dialog._count.text()
    settle(window)
    assert pages._items[0].spots == ()
    dialog.reject()
    pages.spot_clicked.emit(pages._items[2].spots[0])
    item_of(shown[-1], "遮盖这里").trigger()
    (edit,) = window.reviewing.entry.review.manual
    assert edit.region == second.regions[0]


def test_places_that_failed_the_check_are_led_to(window, pdf, tasks, tmp_path, shown):
    """New values and treated ones of the failed page are framed, and can be covered."""
    drop(window, [pdf])
    run(window, "accept_all")
    box = Region(0, 250, 10, 280, 26)
    tasks.outcome, tasks.code = Status.WITHHELD, "residue"
    tasks.context = {
        "places": ["p1/text"],
        "entities": ["CN_MOBILE"],
        "new_places": (("PERSON", "p0/0", Span(16, 18), (box,)),),
    }
    window.go_to(2)
    settle(window)
    window.exporter.export_to(window.exporter.candidates(), tmp_path / "o")
    settle(window)
    window.go_to(1)
    entry = window.reviewing.entry
    assert entry.stage is Stage.WITHHELD
    pages = window.document.pages
    window.document.refresh()
    assert [s.sign for s in pages._items[0].spots] == [Sign.NEW, Sign.FAILED]
    assert window.document.look_button.isVisible()
    window.document.look_button.click()
    pages.grab()
    pages.choose(pages._items[0], QPointF(260, 18))
    item_of(shown[-1], "遮盖这里").trigger()
    assert entry.review.manual[0].region == box
    assert entry.stage is Stage.READY


def test_word_files_are_shown_as_pages(window, docx, runner, qtbot, tmp_path, shown):
    """Printed apart; hits that were found on the pages can be clicked there."""
    printed: list = []

    def prints(request):
        printed.append(request)
        key = next(iter(request.places))
        path = tmp_path / f"{request.name}.pdf"
        path.write_text("页", encoding="utf-8")
        box = Region(0, 50, 50, 120, 64)
        return Printed(path, ((400.0, 300.0),) * 2, {key: (box,)})

    parts = window.review_parts
    parts.word_pages.print = prints
    parts.word_pages._runner = runner
    window.document.bar.can_print = True
    drop(window, [docx])
    run(window, "as_pages")
    wait_for(qtbot, window, lambda: window.document.desk.paged)
    view = window.document.pages
    assert view.page_count == 2
    assert window.document.thumbs.pages.rowCount() == 2
    assert len(printed) == 1
    run(window, "mark")
    assert not window.actions_["mark"].isChecked()
    assert "文字" in window.status.words
    assert printed[0].edits == ()
    clicked: list = []
    view.hit_clicked.connect(clicked.append)
    view.choose(view._items[0], QPointF(60, 55))
    assert clicked == [next(iter(printed[0].places))]
    run(window, "preview")
    wait_for(qtbot, window, lambda: len(printed) == 2)
    assert printed[1].edits
    assert "13800138000" not in printed[1].units[0].text
    run(window, "preview")
    window.actions_["as_pages"].setChecked(False)
    assert not window.document.desk.paged
    folder = parts.word_pages._folder
    assert folder is not None
    assert folder.exists()
    parts.close()
    assert not folder.exists()


def test_a_word_file_that_cannot_be_printed_stays_text(window, docx, runner, qtbot):
    from redactor.errors import LimitError

    def fails(request):
        raise LimitError(reason="conversion_time")

    parts = window.review_parts
    parts.word_pages.print = fails
    parts.word_pages._runner = runner
    window.document.bar.can_print = True
    drop(window, [docx])
    run(window, "as_pages")
    settle(window)
    assert not window.document.desk.paged
    assert "一分钟" in window.status.words
    parts.close()


def test_the_menu_of_the_document_offers_what_fits(window, pdf, shown):
    drop(window, [pdf])
    entry = window.reviewing.entry
    window.handlers.clicked(entry.findings[0].id)
    window.document.menu_wanted.emit(QPoint(5, 5))
    words = [a.text() for a in shown[-1].actions()]
    assert "接受" in words
    window.reviewing.draw(Region(0, 300, 200, 390, 290))
    window.handlers.clicked(entry.review.manual[0].id)
    window.document.menu_wanted.emit(QPoint(5, 5))
    words = [a.text() for a in shown[-1].actions()]
    assert "撤去标记" in words
    assert "接受" not in words


@pytest.mark.parametrize("large", [0, 150_000], ids=["at-once", "when-counted"])
def test_hits_of_a_long_file_stream_in_while_it_is_searched(
    window, tmp_path, runner, monkeypatch, large
):
    """Batch after batch from a free worker; the end of the search takes over."""
    monkeypatch.setattr("ui.looking._LARGE", large)
    path = tmp_path / "长.pdf"
    path.write_text("\f".join(["张某甲 13800138000"] * 30), encoding="utf-8")
    monkeypatch.setattr(window.controller, "settings", Settings(jobs=2))
    runner.held = True
    drop(window, [path])
    entry = window.reviewing.entry
    pages: list[int] = []
    for _ in range(40):
        order = ["peek", "describe"] if large == 0 else ["describe", "peek"]
        runner.queue.sort(key=lambda job: [*order, "scan"].index(job[1].__name__))
        if runner.queue[0][1].__name__ == "scan":
            break
        _, task, arguments, done, failed = runner.queue.pop(0)
        runner._run(task, arguments, done, failed)
        if task.__name__ == "peek":
            pages.append(len(entry.by_page))
    assert pages == [3, 23, 30]
    assert window.document.pages._items[29].hits
    runner.held = False
    settle(window)
    assert entry.scan is not None
    assert len(window.hits.model.ordered) == 60


def test_what_the_search_found_is_shown_and_marked_as_a_kind(window, docx):
    """The place of the current line comes into view; slices end in the same list."""
    drop(window, [docx])
    shown_at: list = []
    dialog = SearchDialog(window.reviewing, window)
    dialog.place_chosen.connect(lambda unit, span: shown_at.append((unit, span)))
    dialog.place_chosen.connect(window.document.show_place)
    dialog.word.setText("[的卡]")
    dialog.regex.setChecked(True)
    dialog.search()
    settle(window)
    dialog.list.setCurrentRow(1)
    assert shown_at == [("w/1", Span(0, 1))]
    assert window.document.text.selected() == ("w/1", Span(0, 1))
    dialog.kind.setCurrentIndex(dialog.kind.findData("CN_ADDRESS"))
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.mark_button.click()
    (edit,) = window.reviewing.entry.review.manual
    assert (edit.entity, edit.unit_id) == ("CN_ADDRESS", "w/1")


@pytest.mark.parametrize(
    ("word", "words"), [("(", "写法不对"), ("(a|a)+$", "太费时")], ids=["wrong", "slow"]
)
def test_a_bad_pattern_is_told(window, tmp_path, word, words):
    path = tmp_path / "长.docx"
    path.write_text("a" * 60 + "b", encoding="utf-8")
    drop(window, [path])
    dialog = SearchDialog(window.reviewing, window)
    dialog.word.setText(word)
    dialog.regex.setChecked(True)
    dialog.search()
    settle(window)
    assert words in dialog.words.text()
    assert not dialog.mark_button.isEnabled()
    dialog.reject()


def test_a_preview_that_cannot_be_planned_says_why(window, pdf, tasks, monkeypatch):
    """The window goes back to the original instead of promising a preview."""

    def fails(_request):
        raise PolicyError(file="own", line=1, reason="需要先输入本单位口令")

    monkeypatch.setattr(tasks, "planned", fails)
    drop(window, [pdf])
    run(window, "preview")
    for _ in range(30):
        QTest.qWait(10)
        settle(window)
    assert window.document.desk.mode is Mode.ORIGINAL
    assert not window.actions_["preview"].isChecked()
    assert window.status.words


def test_undecided_hits_are_reached_both_ways(window, pdf, tmp_path):
    """One key each, over the end of a file into the next that has one."""
    other = tmp_path / "乙.pdf"
    other.write_text("6222021234567891\n6222021234567892", encoding="utf-8")
    drop(window, [pdf, other])
    entries = window.controller.workspace.entries
    run(window, "next_open")
    first = window.hits.current()
    assert entries[0].decision(first).action is Action.ASK
    run(window, "reject")
    run(window, "previous_open")
    assert window.reviewing.entry is entries[1]
    assert window.hits.current() == entries[1].findings[1]
    run(window, "previous_open")
    assert window.hits.current() == entries[1].findings[0]
    window.reviewing.accept_waiting()
    run(window, "next_open")
    assert "没有待定" in window.status.words


def test_a_file_that_is_still_searched_can_be_read_in_every_mode(
    window, pdf, tmp_path, runner, qtbot
):
    """The preview comes up by itself once there is something to plan."""
    drop(window, [pdf])
    run(window, "preview")
    other = tmp_path / "乙.pdf"
    other.write_text("张某甲 13800138000", encoding="utf-8")
    runner.held = True
    drop(window, [other])
    entry = window.controller.workspace.entries[1]
    window.files.select(entry)
    runner.held = False
    runner.queue.sort(key=lambda job: job[1].__name__ == "scan")
    while not entry.page_sizes:
        _, task, arguments, done, failed = runner.queue.pop(0)
        runner._run(task, arguments, done, failed)
    assert entry.scan is None
    pages = window.document.pages
    assert pages.page_count == 1
    assert not pages.is_treated
    wait_for(qtbot, window, lambda: entry.scan is not None and pages.is_treated)
    wait_for(qtbot, window, lambda: not pages._items[0].pending)
