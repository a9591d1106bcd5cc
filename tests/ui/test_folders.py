"""Folders from the menu: batch and sweep in the window, with the real core inside."""

import threading
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent

from redactor import batch
from redactor.queue import read_queue
from redactor.runs import Going
from redactor.settings import Settings
from tests.build.people import people
from tests.redactor.serial import Serial
from tests.ui.test_window_path import settle
from ui import dialogs
from ui.longwork import LongWork
from ui.models.rows import Row, RowsModel
from ui.views.batch_dialog import BatchDialog
from ui.views.sweep_dialog import SweepDialog

PERSON = people(1)[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents with people and one that says nothing of the kind."""
    made = tmp_path / "待公开 文件"
    made.mkdir()
    for name, line in (
        ("名册.docx", f"申请人{PERSON.name}，身份证号{PERSON.id_number}。"),
        ("电话.docx", f"联系人{PERSON.name}，手机{PERSON.mobile}。"),
        ("通知.docx", "请各单位于周五前报送材料。"),
    ):
        document = docx.Document()
        document.add_paragraph(line)
        document.save(str(made / name))
    return made


@pytest.fixture(autouse=True)
def here(monkeypatch) -> None:
    """Files are worked on in this process: no process has to be started."""
    monkeypatch.setattr(batch, "new_pool", Serial)


def wait(qtbot, dialog) -> None:
    qtbot.waitUntil(lambda: not dialog.work.running, timeout=60_000)
    qtbot.waitUntil(lambda: dialog.folder_button.isVisibleTo(dialog), timeout=5000)


@pytest.fixture
def dialog(window, folder, tmp_path, qtbot) -> BatchDialog:
    window.controller.looking.load_policies()
    settle(window)
    made = BatchDialog(window.controller, window)
    made.source.box.setText(str(folder))
    made.output.box.setText(str(tmp_path / "副本"))
    made._check()
    return made


def test_a_folder_is_treated_and_told_file_by_file(dialog, tmp_path, qtbot):
    dialog.start_button.click()
    wait(qtbot, dialog)
    assert "共 3 个文件：写出 3 个" in dialog.words.text()
    copies = sorted(p.name for p in (tmp_path / "副本").glob("*.docx"))
    assert copies == ["名册_脱敏.docx", "电话_脱敏.docx", "通知_脱敏.docx"]
    told = {row.cells[0]: row.cells[1] for row in dialog.rows.rows}
    assert told["名册.docx"].startswith("✓ 身份证号 1")
    assert told["通知.docx"] == "未发现，请人工核对"


def test_pages_and_the_time_left_are_told(dialog):
    dialog.advance(1, 4, None)
    dialog._on_told(Going(Path("长扫描件.pdf"), "scan", 3, 200, 0.31, 360.0))
    words = dialog.words.text()
    assert words.startswith("已完成 1 / 4 个文件")
    assert "第 3/200 页" in words
    assert words.endswith("还需约 6 分钟")
    assert dialog.bar.value() == round(0.31 * dialog.bar.maximum())
    dialog.advance(2, 4, None)
    assert dialog.bar.value() == round(0.31 * dialog.bar.maximum()), "never jumps"
    dialog.stop_button.setEnabled(False)
    dialog.words.setText("正在停止…")
    dialog._on_told(Going(Path("长扫描件.pdf"), "scan", 4, 200, 0.32, 350.0))
    assert dialog.words.text() == "正在停止…"


def test_what_is_done_is_skipped_the_next_time(dialog, qtbot):
    dialog.start_button.click()
    wait(qtbot, dialog)
    dialog.start_button.click()
    wait(qtbot, dialog)
    assert "写出 0 个，跳过 3 个" in dialog.words.text()


def test_what_waits_for_a_person_opens_with_one_click(
    window, dialog, folder, qtbot, monkeypatch
):
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    dialog.review_wanted.connect(window.shell.tools.take_queue)
    dialog.policy_box.setCurrentIndex(dialog.policy_box.findData("relief"))
    dialog.start_button.click()
    wait(qtbot, dialog)
    assert dialog.queue_button.text() == "打开需要复核的 1 个文件"
    monkeypatch.setattr(window.controller, "scan", lambda entry: None)
    dialog.queue_button.click()
    (entry,) = window.controller.workspace.entries
    assert entry.path.name == "坏.pdf"
    assert window.controller.policy_of(entry) == "relief"


def test_a_row_opens_the_file_or_its_copy(window, dialog, folder, qtbot, monkeypatch):
    """Enter or a double click: a file without a copy goes to the review."""
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    dialog.start_button.click()
    wait(qtbot, dialog)
    opened, wanted = [], []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog.review_wanted.connect(lambda paths, policy: wanted.extend(paths))
    names = [row.cells[0] for row in dialog.rows.rows]
    assert names[:2] == ["坏.pdf", "通知.docx"]  # what wants a look stands first
    dialog.table.activated.emit(dialog.rows.index(names.index("名册.docx"), 0))
    assert opened[0].fileName() == "名册_脱敏.docx"
    assert wanted == []
    dialog.table.activated.emit(dialog.rows.index(names.index("坏.pdf"), 1))
    assert wanted == [folder / "坏.pdf"]


def test_a_folder_can_be_dropped_and_the_kinds_may_come_late(window, folder, qtbot):
    dialog = BatchDialog(window.controller, window)
    qtbot.addWidget(dialog)
    assert dialog.policy_box.count() == 0
    window.controller.looking.load_policies()
    settle(window)
    assert dialog.policy_box.currentData() == "general"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    at, plain = QPoint(10, 10), Qt.KeyboardModifier.NoModifier
    dialog.dragEnterEvent(QDragEnterEvent(at, copy, data, button, plain))
    dialog.dropEvent(QDropEvent(QPointF(at), copy, data, button, plain))
    assert dialog.source.box.text() == str(folder)
    assert dialog.output.box.text() == f"{folder}_脱敏副本"
    assert dialog.start_button.isEnabled()


def test_the_output_cannot_be_the_input(dialog, folder):
    dialog.output.box.setText(str(folder))
    dialog._check()
    assert not dialog.start_button.isEnabled()


def test_a_kept_queue_can_be_opened(window, dialog, folder, tmp_path, qtbot):
    """The list that a run leaves beside its copies is opened like a file."""
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    dialog.start_button.click()
    wait(qtbot, dialog)
    window.controller.scan = lambda entry: None
    queue = tmp_path / "副本" / "待复核.jsonl"
    window.shell.open_paths([queue])
    found = [entry.path for entry in window.controller.workspace.entries]
    assert folder / "坏.pdf" in found
    assert found == [item.path for item in read_queue(queue)]


def test_a_sweep_reports_and_takes_the_worst_along(window, folder, tmp_path, qtbot):
    dialog = SweepDialog(Settings(), window)
    wanted = []
    dialog.review_wanted.connect(lambda paths, policy: wanted.append((paths, policy)))
    dialog.source.box.setText(str(folder))
    dialog.output.box.setText(str(tmp_path / "报告"))
    dialog._check()
    dialog.start_button.click()
    wait(qtbot, dialog)
    assert dialog.words.text().startswith("排查 3 个文件，2 个要看")
    assert (tmp_path / "报告" / "排查报告.html").exists()
    shown = " ".join(cell for row in dialog.rows.rows for cell in row.cells)
    assert PERSON.id_number not in shown
    assert PERSON.name not in shown
    dialog.queue_button.click()
    ((paths, policy),) = wanted
    assert {path.name for path in paths} == {"名册.docx", "电话.docx"}
    assert policy == ""


def test_closing_stops_what_runs(qtbot, window, monkeypatch):
    """Asked first; then the work is stopped and its thread is gone."""
    dialog = BatchDialog(window.controller, window)
    stopped = threading.Event()

    def work(tell, stop):
        while not stop():
            stopped.wait(0.01)
        stopped.set()
        return

    monkeypatch.setattr(dialog, "_on_done", lambda outcome: None)
    dialog.begin(work)
    monkeypatch.setattr(dialogs, "ask_yes", lambda *_: False)
    dialog.close()
    assert dialog.work.running
    monkeypatch.setattr(dialogs, "ask_yes", lambda *_: True)
    dialog.close()
    assert stopped.is_set()
    assert not dialog.work.running


def test_an_unknown_error_ends_the_work_with_words(qtbot, qapp, caplog):
    """Its message, which may quote a document, stands nowhere."""
    work = LongWork()

    def fail(tell, stop):
        raise KeyError("张三")

    with qtbot.waitSignal(work.failed) as got:
        work.start(fail)
    work.close()
    assert got.args[0].code == "internal"
    assert "张三" not in caplog.text
    caplog.clear()


def test_the_table_of_results_is_a_sound_model(themed, qtmodeltester):
    model = RowsModel(("文件", "结果"))
    model.add([Row(("甲.pdf", "✓"), "passed"), Row(("乙.pdf", "未发现"), "ask")])
    qtmodeltester.check(model)
    model.clear()
    qtmodeltester.check(model)
