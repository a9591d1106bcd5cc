"""Walk through every screen of the window and save a picture of each.

``python scripts/tour.py FOLDER [--theme light] [--language zh] [--size 1366x768]
[--big PAGES] [--help-pictures]``: the real application over the sample files, which
hold invented people only. ``QT_SCALE_FACTOR=2`` gives pictures of a dense screen.
``--help-pictures`` writes those of the handbook and the README anew. Settings and
reviews go to a scratch folder; the user's own are not touched.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
_LONGEST = 180.0


class Tour:
    """The running application and where its pictures go."""

    def __init__(self, arguments: argparse.Namespace, scratch: Path) -> None:
        from redactor.settings import Settings
        from ui.app import Desktop, application, translate

        self.folder: Path = arguments.folder
        self.scratch = scratch
        self.app = application()
        self.translators = translate(self.app, arguments.language)
        store = QSettings(str(scratch / "w.ini"), QSettings.Format.IniFormat)
        store.setValue("theme", arguments.theme)
        settings = Settings(
            clerk="王敏", reviewer="李卫东", office="昌岭县民政局", jobs=2
        )
        self.desktop = Desktop(self.app, settings, store)
        self.window = self.desktop.window
        width, height = map(int, arguments.size.split("x"))
        self.window.resize(width, height)
        self.window.show()
        self.work = self.desktop.controller
        self.wait(lambda: self.window.painted)

    def wait(self, reached: Callable[[], bool]) -> None:
        """Let the application run until something is so."""
        started = time.monotonic()
        while not reached():
            self.app.processEvents()
            time.sleep(0.01)
            if time.monotonic() - started > _LONGEST:
                raise TimeoutError
        self.rest()

    def rest(self, seconds: float = 0.5) -> None:
        """Let pages be drawn."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.01)

    def shot(self, name: str, widget: QWidget | None = None) -> None:
        """Save a picture of the window or of a dialog."""
        # a scratch folder's name says nothing to a reader
        self.window.export_page.folder_box.setText("/公文/待公开/脱敏副本")
        (widget or self.window).grab().save(str(self.folder / f"{name}.png"))

    def dialog(self, name: str, dialog: QDialog) -> None:
        """Show a dialog, save its picture, close it."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.show()
        self.rest(0.4)
        self.shot(name, dialog)
        dialog.hide()

    def menu(self, name: str, number: int) -> None:
        """Save a picture of a menu."""
        menu = self.window.actions_.menus[number]
        menu.popup(self.window.mapToGlobal(self.window.rect().center()))
        self.rest(0.3)
        self.shot(name, menu)
        menu.hide()


def opening(tour: Tour) -> None:
    """The empty window and its dialogs."""
    from ui.views.about_dialog import AboutDialog
    from ui.views.help_dialog import HelpDialog
    from ui.views.people_dialog import PeopleDialog
    from ui.views.rule_editor import RuleEditor
    from ui.views.settings_dialog import SettingsDialog

    window, work = tour.window, tour.work
    work.looking.load_policies()
    work.looking.warm_up()
    tour.wait(lambda: bool(work.looking.policies))
    tour.shot("01-drop")
    for number, name in enumerate(("file", "edit", "review", "view", "tools", "help")):
        tour.menu(f"02-menu-{name}", number)
    policies = list(work.looking.policies.values())
    settings = SettingsDialog(
        work.settings, policies, window.store, work.looking, window
    )
    settings.words.deny_box.setPlainText("/AJ[0-9]{8}/\n清河家园")
    settings.words.allow_box.setPlainText("0799-1234567")
    for page in ("general", "words", "rules", "folders", "looks"):
        settings.show_page(page)
        if page == "words":
            trial = settings.words.trial
            trial.text.setPlainText("案号AJ20260001，联系人张伟民，电话13800138000。")
            settings.show()
            trial.run()
            tour.wait(trial.button.isEnabled)
        if page == "rules":
            settings.rules.select("cn_mobile")
        tour.dialog(f"03-settings-{page}", settings)
    editor = RuleEditor(None, window)
    editor.title_box.setText("案件编号")
    editor.expression_box.setText("AJ[0-9]{8}")
    editor.text.setPlainText("见AJ20260001号和ＡＪ２０２６０００２号。")
    tour.dialog("04-rule", editor)
    tour.dialog("05-people", PeopleDialog(work.settings, window))
    tour.dialog("06-help", HelpDialog(window))
    tour.dialog("07-about", AboutDialog(window))


def review(tour: Tour) -> None:
    """The samples, file by file."""
    window, work = tour.window, tour.work
    samples = tour.scratch / "样例"
    shutil.copytree(ROOT / "assets" / "samples", samples, dirs_exist_ok=True)
    work.add_paths([samples])
    tour.rest(1.0)
    tour.shot("10-searching")
    tour.wait(lambda: not work.busy)
    for number, entry in enumerate(tour.desktop.workspace.entries):
        window.files.select(entry)
        tour.rest()
        window.hits.step(1)
        tour.rest()
        tour.shot(f"11-review-{number}")


def export(tour: Tour) -> None:
    """Step three: before, signed, after."""
    from ui import dialogs
    from ui.views.compare_dialog import CompareDialog
    from ui.views.people_dialog import SignDialog

    window, work = tour.window, tour.work
    window.exporter.folder = tour.scratch / "样例" / "脱敏副本"
    window.go_to(2)
    entries = tour.desktop.workspace.entries
    ready = [entry for entry in entries if entry.scan is not None]
    tour.wait(lambda: all(e.check is not None for e in ready))
    tour.shot("20-export-before")
    for entry in ready:
        window.files.select(entry)
        window.reviewing.accept_waiting()
        for hazard in entry.open_hazards:
            window.reviewing.confirm(hazard.id, True)
    tour.wait(lambda: all(e.check is not None for e in ready))
    window.files.select(ready[0])
    tour.wait(window.export_page.export_button.isEnabled)
    tour.shot("21-export-ready")
    tour.dialog("22-sign", SignDialog(ready[0], work.settings, window))
    agree = patch.object(dialogs, "ask_yes", lambda *_: True)
    with agree:  # one sample holds nothing: the clerk is asked about it
        window.export_page.export_button.click()
    tour.rest(0.3)
    tour.shot("23-exporting")
    tour.wait(lambda: not work.busy)
    tour.rest(0.5)
    for number, entry in enumerate(ready):
        window.files.select(entry)
        tour.rest(0.3)
        tour.shot(f"24-exported-{number}")
    done = next((e for e in ready if e.result and e.result.output), None)
    if done is not None:
        compare = CompareDialog(done, work, window.pictures, window)
        compare.show()
        tour.rest(2.0)
        tour.dialog("25-compare", compare)


def folders(tour: Tour) -> None:
    """Batch and sweep over the samples."""
    from ui.views.batch_dialog import BatchDialog
    from ui.views.sweep_dialog import SweepDialog

    source = tour.scratch / "待公开"
    shutil.copytree(ROOT / "assets" / "samples", source, dirs_exist_ok=True)
    (source / "损坏.pdf").write_bytes(b"%PDF-1.7 broken")
    for name, dialog in (
        ("30-batch", BatchDialog(tour.work, tour.window)),
        ("31-sweep", SweepDialog(tour.work.settings, tour.window)),
    ):
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.show()
        tour.rest(0.3)
        tour.shot(f"{name}-empty", dialog)
        dialog.source.box.setText(str(source))
        dialog.output.box.setText(str(tour.scratch / name))
        dialog._check()
        dialog.start_button.click()
        tour.rest(1.0)
        tour.shot(f"{name}-running", dialog)
        tour.wait(lambda d=dialog: not d.work.running)
        tour.rest(0.3)
        # a folder below a scratch folder says nothing to a reader
        dialog.source.box.setText("/公文/待公开")
        dialog.output.box.setText("/公文/待公开_结果")
        tour.shot(f"{name}-done", dialog)
        dialog.hide()


def long_file(tour: Tour, pages: int) -> None:
    """A long PDF while and after it is searched."""
    from benchmarks.documents import long_pdf

    window, work = tour.window, tour.work
    path = long_pdf(tour.scratch / "长名册.pdf", seed=pages, pages=pages)
    work.add_paths([path])
    entry = tour.desktop.workspace.entries[-1]
    window.go_to(1)
    window.files.select(entry)
    tour.wait(lambda: bool(entry.by_page))
    tour.rest(1.0)
    tour.shot("40-long-searching")
    tour.wait(lambda: not work.busy)
    tour.rest(1.0)
    tour.shot("41-long-done")


def help_pictures(tour: Tour) -> None:
    """Copy the pictures of the handbook, made small."""
    from PIL import Image

    places = {
        "01-drop": "help/drop.png",
        "11-review-1": "help/review.png",
        "24-exported-1": "help/export.png",
        "30-batch-done": "help/batch.png",
    }
    for name, place in places.items():
        with Image.open(tour.folder / f"{name}.png") as picture:
            width = 900
            height = round(picture.height * width / picture.width)
            small = picture.convert("RGB").resize((width, height), Image.LANCZOS)
            small.quantize(128, dither=Image.Dither.NONE).save(
                ROOT / "assets" / place, optimize=True
            )


def main() -> int:
    """Walk through all screens."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    looks = ("light", "dark", "contrast")
    parser.add_argument("--theme", default="light", choices=looks)
    parser.add_argument("--language", default="zh", choices=("zh", "en"))
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--big", type=int, default=0)
    parser.add_argument("--help-pictures", action="store_true")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = name
        tour = Tour(arguments, scratch)
        try:
            opening(tour)
            review(tour)
            export(tour)
            folders(tour)
            if arguments.big:
                long_file(tour, arguments.big)
            if arguments.help_pictures:
                help_pictures(tour)
        finally:
            tour.desktop.close()
    return 0


if __name__ == "__main__":
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    sys.exit(main())
