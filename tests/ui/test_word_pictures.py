"""Pictures of Word files: shown between the text, with what was found in them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from redactor.model import Action, Hazard, Region, Span, Treatment
from tests.ui.fakes import EM, PAGE, SIGN
from tests.ui.test_review import wait_for
from tests.ui.test_window_path import drop, run, settle
from ui.views.hazard_dialog import HazardDialog
from ui.word_pictures import pictures_of

NAME = "word/media/image1.png"


@pytest.fixture
def docx(tmp_path: Path) -> Path:
    path = tmp_path / "材料 一.docx"
    lines = ["申请材料如下：", f"{SIGN}张某甲13800138000", "以上属实。"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def piece_of(view, name: str = NAME):
    return next(p for b in view.sheet.blocks for p in b.pieces if p.unit.id == name)


def point_in(view, x: float, y: float) -> QPoint:
    """Return where a pixel of the picture stands in the view."""
    piece = piece_of(view)
    top = view.sheet.tops[view.sheet._home[NAME]] + view._origin()
    left = view._sheet()[0] + view._margin()
    spot = piece.box_of(Region(0, x, y, x + 1, y + 1)).center()
    return QPoint(round(left + spot.x()), round(top + spot.y()))


def test_a_picture_stands_in_the_text_with_its_hits(window, docx, tasks, qtbot):
    """Its signs are no lines of their own; a click in it chooses the hit there."""
    drop(window, [docx])
    view, entry = window.document.text, window.reviewing.entry
    texts = [p.unit.text for b in view.sheet.blocks for p in b.pieces]
    assert texts == ["申请材料如下：", SIGN, "张某甲13800138000", "以上属实。"]
    assert pictures_of(entry)[NAME].height == PAGE[1]
    wait_for(qtbot, window, lambda: view.grab() and tasks.shown)
    (person,) = [f for f in entry.findings if f.entity == "PERSON"]
    at = point_in(view, 10 + 1.5 * EM, 20)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.hits.current() == person
    view.grab()


def test_a_click_beside_the_hits_chooses_the_whole_picture(window, docx):
    drop(window, [docx])
    view = window.document.text
    view.grab()
    at = point_in(view, 300, 200)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.selected() == (NAME, Span(0, 1))
    view.grab()


def test_the_preview_covers_what_stands_in_a_picture(window, docx, qtbot):
    drop(window, [docx])
    view, entry = window.document.text, window.reviewing.entry
    (mobile,) = [f for f in entry.findings if f.entity == "CN_MOBILE"]
    window.reviewing.treat([mobile], Treatment.COVER)
    run(window, "preview")
    wait_for(qtbot, window, lambda: view._content.treated)
    image = view.grab().toImage()
    ratio = image.devicePixelRatio()
    spot = point_in(view, 10 + 6.2 * EM, 12) * ratio
    assert image.pixelColor(spot).name() == "#000000"
    run(window, "preview")
    window.reviewing.reject([mobile])
    assert entry.decision(mobile).action is Action.KEEP


def test_an_unread_place_of_a_picture_is_shown_and_covered(window, docx, tasks, qtbot):
    """One click covers it and notes that somebody saw to it; one undo takes both."""
    tasks.hazards = (Hazard("picture_unread", 1, NAME), Hazard("chart", 1, "word"))
    drop(window, [docx])
    entry = window.reviewing.entry
    window.document.text.grab()
    dialog = HazardDialog(window, window.reviewing)
    dialog.show_place(tasks.hazards[0])
    wait_for(qtbot, window, lambda: dialog.place.is_drawn)
    assert dialog.place._regions == (Region(0, 10, 100, 90, 120),)
    words = [b.accessibleName() for b in dialog.findChildren(QPushButton)]
    assert [w for w in words if w.startswith("遮盖：")] == ["遮盖：" + _said(dialog, 0)]
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "遮盖")
    button.click()
    (edit,) = entry.review.manual
    assert (edit.unit_id, edit.span) == (f"{NAME}/picture_unread0", Span(0, 1))
    assert edit.treatment is Treatment.COVER
    assert dialog.boxes[0].isChecked()
    assert [h.kind for h in entry.open_hazards] == ["chart"]
    dialog.place.grab()
    dialog.reject()
    settle(window)
    run(window, "undo")
    assert entry.review.manual == ()
    assert len(entry.open_hazards) == 2


def test_an_unread_place_of_a_page_is_covered_likewise(window, tmp_path, tasks):
    path = tmp_path / "扫描.pdf"
    path.write_text("张某甲", encoding="utf-8")
    box = Region(0, 20, 20, 90, 60)
    tasks.hazards = (Hazard("handwriting", 1, "p1", 0, regions=(box,)),)
    drop(window, [path])
    dialog = HazardDialog(window, window.reviewing)
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "遮盖")
    button.click()
    entry = window.reviewing.entry
    assert [e.region for e in entry.review.manual] == [box]
    assert entry.open_hazards == []
    dialog.reject()


def _said(dialog: HazardDialog, row: int) -> str:
    return dialog.boxes[row].accessibleName().removesuffix(" 已核对")
