"""Around the review: recent files, one window a user, dragging out, folders, help."""

import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QSettings, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QMenu

from redactor.audit.ledger import Ledger
from redactor.resources import data_dir
from redactor.tasks import export_ledger
from tests.ui.test_window_path import drop, settle
from ui import dialogs
from ui.recent import RecentFiles
from ui.single import SingleInstance
from ui.theme import apply_theme, theme_named
from ui.views.about_dialog import AboutDialog, parts
from ui.views.help_dialog import HelpDialog, chapters

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.single import SingleInstance
app = QCoreApplication([])
paths = [Path(name) for name in sys.argv[2:]]
sys.exit(not SingleInstance(sys.argv[1]).hand_over(paths))
"""


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "张三 名册.pdf"
    path.write_text("张某甲 13800138000", encoding="utf-8")
    return path


@pytest.fixture
def recent(window, tmp_path) -> RecentFiles:
    window.shell.recent = RecentFiles(window.store, tmp_path / "state")
    return window.shell.recent


def test_no_path_is_kept_until_the_user_allows_it(window, recent, pdf, tmp_path):
    drop(window, [pdf])
    assert not (tmp_path / "state").exists()
    assert recent.recent() == []


def test_allowed_paths_are_kept_for_the_user_alone(window, recent, pdf, tmp_path):
    recent.allow(True)
    drop(window, [pdf])
    assert recent.recent() == [pdf]
    for path in (tmp_path / "state").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert pdf.name not in (tmp_path / "window.ini").read_text("utf-8")
    window.shell.fill_recent()
    names = [a.text() for a in window.shell._recent_menu.actions()]
    assert names[0] == pdf.name
    pdf.unlink()
    assert recent.recent() == []


def test_taking_the_permission_back_forgets_all(window, recent, pdf, tmp_path):
    recent.allow(True)
    drop(window, [pdf])
    recent.allow(False)
    assert list((tmp_path / "state").iterdir()) == []
    assert recent.recent() == []


def test_files_left_open_by_a_crash_are_offered(window, recent, pdf, monkeypatch):
    recent.allow(True)
    recent.keep_open([pdf])
    window.shell._left_open = recent.left_open()
    asked = []
    monkeypatch.setattr(dialogs, "ask_yes", lambda *a: asked.append(a[1]) or True)
    window.shell.offer_left_open()
    settle(window)
    assert [e.path for e in window.controller.workspace.entries] == [pdf]
    assert "1 个文件" in asked[0]
    window.shell.leave()
    assert recent.left_open() == []


def test_a_damaged_list_is_left_out(tmp_path):
    store = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    recent = RecentFiles(store, tmp_path)
    recent.allow(True)
    (tmp_path / "recent-files.json").write_text("{", encoding="utf-8")
    assert recent.recent() == []


def test_a_second_start_hands_its_files_over(qapp, qtbot, tmp_path):
    """The first window gets the paths, Chinese names and blanks included."""
    name = f"yinmo-test-{tmp_path.name}"
    first = SingleInstance(name)
    assert not first.hand_over([])
    assert first.listen()
    got: list[list[Path]] = []
    first.asked.connect(got.append)
    paths = [Path("/甲/名 册.pdf"), Path("/乙/b.docx")]
    second = subprocess.Popen([sys.executable, "-c", SECOND, name, *map(str, paths)])
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    first.close()
    assert second.returncode == 0
    assert got == [paths]


def test_a_socket_left_by_a_crash_is_taken_over(qapp, tmp_path):
    name = str(tmp_path / "left")
    Path(name).touch()
    instance = SingleInstance(name)
    assert not instance.hand_over([])
    assert instance.listen()
    instance.close()


def test_only_a_released_copy_can_be_dragged_out(window, pdf, tmp_path):
    """The drag carries the copy, never the original."""
    drop(window, [pdf])
    model = window.files.model
    index = model.index(0)
    assert not model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled
    window.exporter.folder = tmp_path / "o"
    window.go_to(2)
    settle(window)
    window.export_page.export_button.click()
    settle(window)
    assert model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled
    mime: QMimeData = model.mimeData([index])
    (url,) = mime.urls()
    copy = Path(url.toLocalFile())
    assert copy.parent == tmp_path / "o"
    assert copy.read_bytes() == b"copy"
    assert model.mimeData([QModelIndex()]).urls() == []


def test_the_list_tells_what_was_found(window, pdf):
    drop(window, [pdf])
    tip = window.files.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines()[2:] == ["电话 1", "姓名 1"]


def test_files_that_need_a_look_are_counted(window, pdf, tmp_path):
    other = tmp_path / "空.pdf"
    other.write_text("没有", encoding="utf-8")
    drop(window, [pdf, other])
    assert window.files._heading.text() == "文件（2） · 1 个要看"


def test_a_file_has_its_own_menu(window, pdf, monkeypatch):
    drop(window, [pdf])
    shown: list[list[str]] = []
    monkeypatch.setattr(
        QMenu,
        "popup",
        lambda menu, at: shown.append([a.text() for a in menu.actions()]),
    )
    window.files.menu_wanted.emit(window.reviewing.entry, QPoint(0, 0))
    assert "重新识别" in shown[0]


def test_each_file_can_have_its_own_rule_book(window, pdf, tmp_path):
    """Chosen for one file; one click takes it for all; nothing is searched again."""
    other = tmp_path / "b.pdf"
    other.write_text("王某乙", encoding="utf-8")
    window.controller.looking.load_policies()
    settle(window)
    drop(window, [pdf, other])
    first, second = window.controller.workspace.entries
    scans = (first.scan.findings, second.scan.findings)
    window.shell.choose_policy("cover_all")
    work = window.controller
    assert [work.policy_of(e) for e in (first, second)] == ["cover_all", "general"]
    assert first.policy.name == "cover_all"
    assert not work.busy
    settle(window)
    assert window.steps.hint.isVisible()
    window.steps.hint.click()
    settle(window)
    assert {work.policy_of(e) for e in (first, second)} == {"cover_all"}
    assert (first.scan.findings, second.scan.findings) == scans
    assert not window.steps.hint.isVisible()


def test_progress_names_the_file_and_the_page(window, pdf, runner):
    runner.held = True
    drop(window, [pdf])
    entry = window.controller.workspace.entries[0]
    number = next(iter(window.controller._under_way))
    runner.told[number]("read", 3, 12)
    assert "正在读取 张三 名册.pdf 第 3/12 页" in window.status._words.toolTip()
    before = window.status.parts
    runner.told[number]("search", 6, 12)
    assert window.status.parts > before
    window.cancel_button.click()
    assert not window.controller.busy
    assert entry.code == "cancelled"


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_handbook_has_chapters_and_all_its_pictures(tongue, qtbot):
    found = chapters(tongue)
    assert len(found) >= 6
    for chapter in found:
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", chapter.text):
            picture = data_dir("assets") / "help" / name
            assert not QPixmap(str(picture)).isNull(), name


def test_the_handbook_can_be_searched(window, qtbot):
    dialog = HelpDialog(window)
    qtbot.addWidget(dialog)
    dialog.search.setText("台账")
    shown = [
        r for r in range(dialog.list.count()) if not dialog.list.item(r).isHidden()
    ]
    assert 0 < len(shown) < dialog.list.count()
    assert "台账" in dialog.page.toPlainText()


def test_the_about_box_names_parts_and_licences(qtbot):
    found = {name.lower(): licence for name, _, licence in parts()}
    assert "GNU AFFERO" in found["pymupdf"]
    assert all(found.values())
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert "presidio-analyzer" in dialog.list.toPlainText()


def test_leaving_asks_once_and_remembers_the_splitters(window, pdf, monkeypatch):
    drop(window, [pdf])
    asked = []
    monkeypatch.setattr(dialogs, "ask_yes", lambda w, words, y: asked.append(words))
    window.splitter.setSizes([300, 500, 480])
    window.close()
    assert len(asked) == 1
    assert "自动恢复" in asked[0]
    assert window.isVisible()
    monkeypatch.setattr(dialogs, "ask_yes", lambda *_: True)
    window.close()
    assert window.store.value("splitter") == window.splitter.saveState()


@pytest.mark.parametrize("suffix", [".xlsx", ".pdf"])
def test_the_ledger_is_exported_and_that_is_noted(
    window, tasks, runner, tmp_path, monkeypatch, suffix
):
    """The chain is checked; an older export of this name is written over."""
    book = tmp_path / "台账.jsonl"
    Ledger(book).append({"kind": "redact", "status": "released"})
    target = tmp_path / f"台账{suffix}"
    target.write_bytes(b"old")
    monkeypatch.setattr(dialogs, "ask_kept_ledger", lambda *_: book)
    monkeypatch.setattr(dialogs, "ask_ledger_copy", lambda *_: target)
    tasks.export_ledger = export_ledger
    window.actions_["ledger"].trigger()
    settle(window)
    assert target.read_bytes()[:2] in (b"PK", b"%P")
    assert "台账核对无误" in window.status.words
    assert [e.record["kind"] for e in Ledger(book).entries()] == ["redact", "export"]


def test_a_broken_ledger_is_told_and_nothing_is_written(
    window, tasks, tmp_path, monkeypatch
):
    book = tmp_path / "台账.jsonl"
    Ledger(book).append({"kind": "redact", "status": "released"})
    Ledger(book).append({"kind": "redact", "status": "withheld"})
    book.write_text(book.read_text("utf-8").replace("released", "refused!"), "utf-8")
    target = tmp_path / "台账.xlsx"
    target.write_bytes(b"old")
    monkeypatch.setattr(dialogs, "ask_kept_ledger", lambda *_: book)
    monkeypatch.setattr(dialogs, "ask_ledger_copy", lambda *_: target)
    told = []
    monkeypatch.setattr(dialogs, "tell", lambda parent, words: told.append(words))
    tasks.export_ledger = export_ledger
    window.actions_["ledger"].trigger()
    settle(window)
    assert len(told) == 1
    assert "不符" in told[0]
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "least"), [("light", 4.5), ("dark", 4.5), ("contrast", 7)]
)
def test_words_stand_out_from_their_ground(name, least):
    """Contrast of 4.5 to 1 (WCAG 2.2, 1.4.3), or 7 (1.4.6), where words are drawn."""
    theme = theme_named(name)
    grounds = (theme.window, theme.surface, theme.hover, theme.selection)
    pairs = [
        (getattr(theme, ink), ground)
        for ink in ("text", "secondary", "stop", "ask", "passed", "accent")
        for ground in grounds
    ]
    pairs.append((theme.on_accent, theme.accent))
    poor = [pair for pair in pairs if contrast(*pair) < least]
    assert poor == []


def test_high_contrast_follows_the_system(themed, monkeypatch):
    """Whoever asks the system for contrast gets it unless another look is chosen."""
    apply_theme(themed, "system")
    assert themed.property("yinmoTheme") in ("light", "dark")
    hints = themed.styleHints()
    wish = hints.accessibility()
    high = Qt.ContrastPreference.HighContrast
    monkeypatch.setattr(type(wish), "contrastPreference", lambda _: high)
    apply_theme(themed, "system")
    assert themed.property("yinmoTheme") == "contrast"
    apply_theme(themed, "light")
    assert themed.property("yinmoTheme") == "light"


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG 2.2 defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
