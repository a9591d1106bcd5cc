"""Pages, text, list and dialogs: what a click or a key does."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from redactor.model import Action, Hazard, Region, Treatment
from redactor.preview import policies
from redactor.settings import Settings
from tests.ui.fakes import EM, LINE
from tests.ui.test_window_path import drop, run, settle
from ui import keeping
from ui.report_pdf import write_report
from ui.report_text import file_report
from ui.views.compare_dialog import CompareDialog
from ui.views.document_desk import Mode
from ui.views.hazard_dialog import HazardDialog
from ui.views.hit_delegate import HitDelegate
from ui.views.search_dialog import SearchDialog, occurrences

LONG = "\n".join(f"第{n}段 张某甲 1380013{n:04d}" for n in range(400))


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "名册.pdf"
    text = "公示 张某甲 13800138000\n6222021234567890 张某甲\f王某乙"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def docx(tmp_path: Path) -> Path:
    path = tmp_path / "长文 一.docx"
    path.write_text(LONG + "\n姓名\t电话\n李某丙\t13900139000", encoding="utf-8")
    return path


def page_point(window, page: int, x: float, y: float) -> QPoint:
    view = window.document.pages
    item = view._items[page]
    return view.mapFromScene(item.mapToScene(QPointF(x, y)))


def test_a_click_on_the_page_selects_the_row(window, pdf):
    drop(window, [pdf])
    entry = window.reviewing.entry
    name = entry.findings[1]
    box = entry.regions_of(name)[0]
    at = page_point(window, 0, box.x0 + EM / 2, box.y0 + LINE / 3)
    QTest.mouseClick(
        window.document.pages.viewport(), Qt.MouseButton.LeftButton, pos=at
    )
    assert window.hits.current() == name


def test_pages_are_drawn_and_turned(window, pdf, qtbot):
    drop(window, [pdf])
    view = window.document.pages
    qtbot.waitUntil(lambda: settle(window) or view.shows_hits, timeout=3000)
    window.document.zoom_by(3)
    view.go_to_page(1)
    qtbot.waitUntil(lambda: view.page == 1, timeout=3000)
    assert window.document.bar.page_box.text() == "2"


def test_the_current_hit_is_scrolled_to(window, docx):
    """A row far down brings its paragraph into view without laying out the rest."""
    drop(window, [docx])
    text = window.document.text
    window.hits.select(window.reviewing.entry.findings[-1].id)
    settle(window)
    text.grab()
    number = text.sheet._home[window.hits.current().unit_id]
    top = text.sheet.tops[number] + text._origin()
    assert 0 <= top <= text.viewport().height()
    laid_out = sum(block.measured > 0 for block in text.sheet.blocks)
    assert 0 < laid_out < len(text.sheet.blocks) / 2


def test_a_drawn_box_becomes_a_mark(window, pdf):
    drop(window, [pdf])
    run(window, "draw")
    viewport = window.document.pages.viewport()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, pos=page_point(window, 0, 100, 100))
    QTest.mouseMove(viewport, page_point(window, 0, 160, 130))
    QTest.mouseRelease(viewport, left, pos=page_point(window, 0, 160, 130))
    (edit,) = window.reviewing.entry.review.manual
    assert edit.treatment is Treatment.COVER
    assert isinstance(edit.region, Region)
    assert edit.region.x0 == pytest.approx(100, abs=2)
    assert edit.region.y1 == pytest.approx(130, abs=2)
    run(window, "undo")
    assert window.reviewing.entry.review.manual == ()


@pytest.mark.parametrize(
    ("part", "action"), [("accept_rect", Action.TREAT), ("reject_rect", Action.KEEP)]
)
def test_the_buttons_of_a_row(window, pdf, part, action):
    drop(window, [pdf])
    entry = window.reviewing.entry
    card = next(f for f in entry.findings if f.entity == "CN_BANK_CARD")
    tree = window.hits.tree
    window.hits.select(card.id)
    rect = tree.visualRect(window.hits.model.index_of(card.id))
    at = getattr(HitDelegate, part)(rect).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert entry.decision(card).action is action


def test_alt_shows_values_while_it_is_held(window, pdf):
    drop(window, [pdf])
    index = window.hits.model.index_of(window.reviewing.entry.findings[1].id)
    masked = index.data()
    QTest.keyPress(window, Qt.Key.Key_Alt)
    assert index.data() != masked
    QTest.keyRelease(window, Qt.Key.Key_Alt)
    assert index.data() == masked


def test_values_are_masked_when_a_menu_takes_the_release(window, pdf, qtbot):
    """Alt+E opens a menu, which alone hears that Alt is let go."""
    drop(window, [pdf])
    index = window.hits.model.index_of(window.reviewing.entry.findings[1].id)
    masked = index.data()
    QTest.keyPress(window, Qt.Key.Key_Alt)
    assert index.data() != masked
    qtbot.waitUntil(lambda: index.data() == masked, timeout=2000)


def test_search_finds_what_is_not_marked_yet(window, pdf):
    drop(window, [pdf])
    entry = window.reviewing.entry
    places = occurrences(entry, "公示", is_regex=False)
    assert [(u.id, s.start, s.end) for u, s in places] == [("p0/0", 0, 2)]
    assert occurrences(entry, "张某甲", is_regex=False) == []
    with pytest.raises(ValueError, match="pattern"):
        occurrences(entry, "(", is_regex=True)


def test_search_and_mark(window, pdf):
    """Marks of text get their boxes on the page from the worker."""
    drop(window, [pdf])
    dialog = SearchDialog(window.reviewing, window)
    dialog.word.setText("公.")
    dialog.regex.setChecked(True)
    dialog.search()
    assert dialog.list.count() == 1
    dialog.mark_button.click()
    settle(window)
    entry = window.reviewing.entry
    (edit,) = entry.review.manual
    assert (edit.span.start, edit.span.end) == (0, 2)
    assert [box.page_index for box in entry.located[edit.id]] == [0]
    assert list(entry.manual_boxes()) == [0]


def test_the_look_can_be_changed(window, themed):
    window.store.setValue("theme", "dark")
    window.take_looks()
    assert themed.property("yinmoTheme") == "dark"
    window.store.setValue("theme", "light")
    window.take_looks()
    assert themed.property("yinmoTheme") == "light"


def test_a_review_survives_a_crash(window, pdf, tmp_path):
    """Decisions are kept by the document's digest, without any text of it."""
    drop(window, [pdf])
    entry = window.reviewing.entry
    card = next(f for f in entry.findings if f.entity == "CN_BANK_CARD")
    window.hits.select(card.id)
    run(window, "reject")
    window.controller.keeper.save()
    (kept,) = (tmp_path / "reviews").iterdir()
    assert "6222021234567890" not in kept.read_text(encoding="utf-8")
    window.controller.remove(entry)
    drop(window, [pdf])
    again = window.reviewing.entry
    assert again is not entry
    assert again.decision(card).action is Action.KEEP


def test_a_spoilt_kept_review_is_left_out(tmp_path, caplog):
    (tmp_path / "ab.json").write_text("{", encoding="utf-8")
    assert keeping.load_review("ab", tmp_path) is None
    assert "left out" in caplog.text


def test_every_control_has_a_name_and_every_key_a_tooltip(window, pdf):
    """Screen readers and beginners find out what everything is."""
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox

    drop(window, [pdf])
    nameless = [
        widget.objectName() or type(widget).__name__
        for kind in (QAbstractButton, QAbstractItemView, QComboBox)
        for widget in window.findChildren(kind)
        if widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []
    for action in window.actions_:
        for key in action.shortcuts()[:1]:
            assert key.toString(key.SequenceFormat.NativeText) in action.toolTip()


def test_settings_hold_no_file_name(window, pdf):
    drop(window, [pdf])
    window.controller.workspace.entries.clear()
    window.close()
    window.store.sync()
    kept = Path(window.store.fileName()).read_text(encoding="utf-8")
    assert "geometry" in kept
    assert pdf.stem not in kept
    assert Settings().clerk == ""


def test_the_first_pages_of_a_long_file_show_hits_before_the_search_ends(
    window, tmp_path, runner, monkeypatch
):
    """They are drawn only: nothing is listed or can be exported yet."""
    path = tmp_path / "长.pdf"
    path.write_text("\f".join(["张某甲 13800138000"] * 9), encoding="utf-8")
    settings = Settings(jobs=2)
    monkeypatch.setattr(window.controller, "settings", settings)
    runner.held = True
    drop(window, [path])
    entry = window.reviewing.entry
    runner.held = False
    while not entry.by_page:
        runner.queue.sort(key=lambda job: job[1].__name__ == "scan")
        _, task, arguments, done, failed = runner.queue.pop(0)
        assert task.__name__ != "scan"
        runner._run(task, arguments, done, failed)
    assert entry.scan is None
    assert window.document.pages._items[0].hits
    assert window.hits.model.ordered == []
    assert window.exporter.candidates() == []
    settle(window)
    assert len(window.hits.model.ordered) == 18


def test_a_decision_goes_down_its_column(window, tmp_path):
    """Only hits of the same kind in the same column of the table follow."""
    path = tmp_path / "表.docx"
    rows = "张某甲\t13800138000\n王某乙\t13900139000\n见 13700137000"
    path.write_text(rows, encoding="utf-8")
    drop(window, [path])
    entry = window.reviewing.entry
    numbers = [f for f in entry.findings if f.entity == "CN_MOBILE"]
    window.hits.select(numbers[0].id)
    run(window, "reject")
    window.hits.select(numbers[0].id)
    run(window, "column")
    actions = [entry.decision(f).action for f in numbers]
    assert actions == [Action.KEEP, Action.KEEP, Action.TREAT]
    names = [f for f in entry.findings if f.entity == "PERSON"]
    assert {entry.decision(f).action for f in names} == {Action.TREAT}


def test_unread_places_are_ticked_off_in_their_dialog(window, pdf, tasks):
    """A tick confirms one place, and can be taken back by undo."""
    tasks.hazards = (Hazard("picture", 1, "p1", 0), Hazard("picture", 2, "p2", 1))
    drop(window, [pdf])
    entry = window.reviewing.entry
    assert "有 2 处内容需要人工核对" in window.document.banner_words
    dialog = HazardDialog(window, window.reviewing)
    dialog.boxes[1].setChecked(True)
    assert [h.id for h in entry.open_hazards] == ["picture@p1"]
    run(window, "undo")
    assert len(entry.open_hazards) == 2
    dialog.reject()


def test_original_and_copy_stand_side_by_side(window, pdf, tmp_path):
    drop(window, [pdf])
    run(window, "accept_all")
    run(window, "export")
    window.exporter.export_to(window.exporter.candidates(), tmp_path)
    settle(window)
    entry = window.reviewing.entry
    copy = "公示 *** ***\f第二页"
    entry.result.output.write_text(copy, encoding="utf-8")
    work, pictures = window.controller, window.pictures
    dialog = CompareDialog(entry, work, pictures, window)
    settle(window)
    assert len(dialog.before._items) == len(dialog.after._items) == 2
    assert "已通过检查" in dialog.words.text()
    dialog.reject()


def test_the_report_can_be_saved_without_personal_text(window, pdf, tmp_path):
    drop(window, [pdf])
    html = file_report(window.reviewing.entry)
    assert "电话" in html
    assert "13800138000" not in html
    assert "张某甲" not in html
    write_report(tmp_path / "报告.pdf", [window.reviewing.entry], Settings())
    assert (tmp_path / "报告.pdf").read_bytes().startswith(b"%PDF")


def test_the_reader_keeps_the_place_when_the_search_ends(window, tmp_path, runner):
    """Who has turned to the last page meanwhile stays there, now with its hits."""
    path = tmp_path / "长.pdf"
    path.write_text("\f".join(["张某甲 13800138000"] * 7), encoding="utf-8")
    runner.held = True
    drop(window, [path])
    entry, view = window.reviewing.entry, window.document.pages
    runner.held = False
    runner.queue.sort(key=lambda job: job[1].__name__ == "scan")
    while entry.page_sizes == ():
        _, task, arguments, done, failed = runner.queue.pop(0)
        runner._run(task, arguments, done, failed)
    assert entry.scan is None
    QApplication.processEvents()
    view.go_to_page(5)
    place = view.verticalScrollBar().value()
    assert place > 0
    settle(window)
    assert entry.scan is not None
    assert view.verticalScrollBar().value() == place
    assert view._items[5].hits


def test_f6_goes_through_the_parts_of_each_step(window, pdf, qtbot):
    """Round the end, both ways; where nothing has the keyboard it begins at the top."""
    window.activateWindow()
    seen = []

    def press(name: str) -> None:
        run(window, name)
        seen.append(QApplication.focusWidget())

    press("next_pane")
    assert seen == [window.drop_area.open_button]
    drop(window, [pdf])
    window.files.list.setFocus()
    seen.clear()
    for name in ("next_pane", "next_pane", "next_pane", "previous_pane"):
        press(name)
    files, view, hits = window.files.list, window.document.pages, window.hits.tree
    assert seen == [view, hits, files, hits]
    window.go_to(2)
    settle(window)
    window.export_page.files.list.setFocus()
    press("next_pane")
    assert seen[-1] is window.export_page.report


def test_a_narrow_window_squeezes_no_word(window, pdf, qtbot):
    """What has no room in the bar is hidden; modes and page number stay readable."""
    drop(window, [pdf])
    window.resize(window.minimumSize())
    window.document.set_mode(Mode.ORIGINAL)
    QApplication.processEvents()
    bar = window.document.bar
    for part in (*bar.modes.findChildren(QToolButton), bar._count):
        assert part.isVisible()
        words = part.fontMetrics().horizontalAdvance(part.text())
        assert part.width() >= words, part.text()
    assert bar.page_box.geometry().right() < bar._count.geometry().left()
    steps = window.steps
    steps.set_policies(policies(), "general")
    steps.propose("relief")
    QApplication.processEvents()
    for button in (*steps.buttons, steps.hint, steps.next_button):
        words = button.fontMetrics().horizontalAdvance(button.text())
        assert button.width() >= words, button.text()
    window.resize(1600, 900)
    QApplication.processEvents()
    assert bar._percent.isVisible()
