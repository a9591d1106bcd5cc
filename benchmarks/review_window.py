"""Step ② under load: 20,000 hits in the list, 500 pages to scroll, memory, blocks.

Each part runs in a process of its own (offscreen unless QT_QPA_PLATFORM says
otherwise). A frame is what one scroll step or one zoom step costs the GUI thread,
drawing included. A block is the longest stretch of processor time of the GUI thread
between two rounds of its event loop: unlike a pause by the clock it does not count what
other processes took.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.documents import long_pdf
from benchmarks.measure import Options, table

__all__ = ["run"]

_HITS, _QUICK_HITS = 20_000, 2_000
_PAGES, _QUICK_PAGES = 500, 20
_LIMIT_S = 900.0


def run(options: Options) -> None:
    """Print what the list and the pages cost."""
    hits = _QUICK_HITS if options.quick else _HITS
    pages = _QUICK_PAGES if options.quick else _PAGES
    table(f"Hit list, {hits:,} hits", ("step", "milliseconds"), _child("list", hits))
    with tempfile.TemporaryDirectory() as name:
        path = long_pdf(Path(name) / "名单 一.pdf", seed=pages, pages=pages)
        title = f"Pages, PDF of {pages} pages with 10 hits on each"
        table(title, ("step", "figure"), _child("pages", path))


def _child(mode: str, argument: object) -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        command = [sys.executable, "-m", "benchmarks.review_window", mode]
        done = subprocess.run(
            [*command, str(argument)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return [(words, figure) for words, figure in json.loads(done.stdout)]


def _timed(act: Callable[[], object]) -> float:
    """Return the processor milliseconds of this thread that a call takes."""
    started = time.thread_time()
    act()
    return (time.thread_time() - started) * 1000


def _frames(act: Callable[[int], object], count: int) -> str:
    spent = [_timed(lambda number=n: act(number)) for n in range(count)]  # type: ignore[misc]
    worst = max(spent)
    return f"{statistics.median(spent):.1f} (worst {worst:.0f})"


def _measure_list(hits: int) -> list[tuple[str, str]]:
    from PySide6.QtWidgets import QApplication

    from redactor.model import Action
    from ui.commands import decide
    from ui.models.grouping import Grouping
    from ui.theme import apply_theme
    from ui.views.findings_panel import FindingsPanel
    from ui.workspace import Workspace

    apply_theme(app := QApplication([]), "light")
    workspace = Workspace()
    (entry,) = workspace.add([Path("/名单.docx")])
    workspace.set_scan(entry, _scan_of(hits))
    panel = FindingsPanel()
    panel.setFixedSize(376, 640)
    panel.show()
    app.processEvents()
    panel.set_entry(entry)
    rows = [("fill the list, longest turn (all turns)", _turns(panel, app))]
    for grouping in Grouping:
        panel.model.grouping = grouping
        words = f"group by {grouping.name.lower()}, longest turn (all turns)"
        rows.append((words, _regroup(panel, app)))
    panel.model.grouping = Grouping.CATEGORY
    _regroup(panel, app)
    panel.tree.expandAll()
    app.processEvents()
    bar = panel.tree.verticalScrollBar()

    def scroll(number: int) -> None:
        bar.setValue(number * 997 % max(1, bar.maximum()))
        panel.tree.viewport().repaint()

    def decide_one(_: int) -> None:
        here = panel.current()
        assert here is not None
        workspace.change_review(entry, decide(entry, [here], Action.TREAT))
        panel.refresh()
        panel.step(1)
        app.processEvents()

    rows.append(("scroll, a frame (median)", _frames(scroll, 200)))
    panel.step(1)
    rows.append(("accept and go on (median)", _frames(decide_one, 60)))
    keep = decide(entry, entry.findings, Action.KEEP)
    every = _timed(lambda: workspace.change_review(entry, keep))
    return [*rows, (f"decide all {hits:,}", f"{every:.0f}")]


def _regroup(panel: Any, app: Any) -> str:
    panel._rebuild()
    return _turns(panel, app)


def _turns(panel: Any, app: Any) -> str:
    """Run the loop until the list is built; what its turns took in milliseconds."""
    spent = [_timed(app.processEvents)]
    while panel.model.busy:
        spent.append(_timed(app.processEvents))
    spent.append(_timed(app.processEvents))
    return f"{max(spent):.0f} ({sum(spent):.0f})"


def _scan_of(hits: int) -> Any:
    """Return a search result of so many hits in a table, without a file."""
    from redactor.model import (
        Action,
        CellRef,
        Decision,
        Finding,
        Place,
        Span,
        TextUnit,
        Tier,
        Treatment,
    )
    from redactor.results import ScanResult

    units, findings = [], []
    for number in range(hits // 2):
        for column, (text, kind) in enumerate(
            ((f"张某{number}", "PERSON"), (f"138{number:08d}", "CN_MOBILE"))
        ):
            name = f"u{number}.{column}"
            cell = CellRef("t", number, column)
            units.append(TextUnit(name, text, Place.TABLE, cell=cell))
            tier = Tier.REVIEW if number % 10 == 0 else Tier.SURE
            span = Span(0, len(text))
            findings.append(Finding(name, name, span, kind, 0.9, tier, "b"))
    return ScanResult(
        path=Path("/名单.docx"),
        sha256="0" * 64,
        size=1,
        format_name="docx",
        page_count=None,
        page_sizes=(),
        units=tuple(units),
        findings=tuple(findings),
        regions={},
        proposals=tuple(
            Decision(f.id, Action.ASK)
            if f.tier is Tier.REVIEW
            else Decision(f.id, Action.TREAT, Treatment.DELETE)
            for f in findings
        ),
        hazards=(),
        removals=(),
        policy="general",
        versions={},
        seconds=0.0,
    )


class _Watch:
    """Drives the real application and notes how long its thread was busy at once."""

    def __init__(self, path: Path) -> None:
        from PySide6.QtCore import QSettings

        from redactor.resources import config_dir
        from redactor.settings import Settings
        from ui.app import Desktop, application

        self.app = application()
        store = QSettings(str(config_dir() / "window.ini"), QSettings.Format.IniFormat)
        self.desktop = Desktop(self.app, Settings(), store)
        self.window = self.desktop.window
        self.window.resize(1440, 900)
        self.window.show()
        self.path = path
        self.longest = 0.0

    def spin(self, reached: Callable[[], object], rest: float = 0.0) -> float:
        """Run the event loop until something is so; return the seconds it took."""
        from PySide6.QtCore import QEventLoop

        started = time.perf_counter()
        until = 0.0
        while True:
            busy = time.thread_time()
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            self.longest = max(self.longest, time.thread_time() - busy)
            now = time.perf_counter()
            if not until and reached():
                until = now + rest
            if until and now >= until:
                return until - rest - started
            if now - started > _LIMIT_S:
                raise TimeoutError
            time.sleep(0.002)

    def megabytes(self) -> float:
        """Return the resident memory of the window's own process."""
        import psutil

        return float(psutil.Process().memory_info().rss) / (1 << 20)


def _measure_pages(path: Path) -> list[tuple[str, str]]:
    watch = _Watch(path)
    window, work = watch.window, watch.desktop.controller
    pages = window.document.pages
    work.looking.load_policies()
    work.looking.warm_up()
    watch.spin(lambda: watch.desktop.runner.pending == 0, 0.5)
    watch.longest = 0.0
    window.drop_area.dropped.emit([path])
    first = watch.spin(lambda: pages.shows_hits)
    count = len(work.workspace.entries[0].page_sizes)
    entry = work.workspace.entries[0]
    half = watch.spin(lambda: len(entry.by_page) >= count // 4) + first
    whole = watch.spin(lambda: not work.busy, 1.0) + half
    during = watch.longest
    rows = [
        ("drop to first highlighted page, seconds", f"{first:.2f}"),
        ("a quarter of the pages highlighted, seconds", f"{half:.1f}"),
        ("search done, seconds", f"{whole:.1f}"),
        ("longest block of the GUI thread, ms of CPU", f"{during * 1000:.0f}"),
    ]
    bar = pages.verticalScrollBar()

    def scroll(number: int) -> None:
        bar.setValue(bar.minimum() + number * 60 % max(1, bar.maximum()))
        pages.viewport().repaint()

    def zoom(number: int) -> None:
        pages.set_zoom(1.0 + 0.02 * (number % 40))
        pages.viewport().repaint()

    watch.spin(lambda: True, 0.5)
    rows.append(("scroll, ms of CPU a frame (median)", _frames(scroll, 200)))
    rows.append(("zoom, ms of CPU a frame (median)", _frames(zoom, 80)))
    for step in range(0, count, max(1, count // 50)):
        pages.go_to_page(step)
        watch.spin(lambda: pages.shows_picture)
    watch.longest = 0.0
    window.actions_["preview"].setChecked(True)
    preview = watch.spin(
        lambda: pages.is_treated and not pages._items[pages.page].pending
    )
    rows.append(("preview of a page, first time, seconds", f"{preview:.2f}"))
    rows.append(("longest block meanwhile, ms of CPU", f"{watch.longest * 1000:.0f}"))
    rows.append(("memory of the window after it all, MB", f"{watch.megabytes():.0f}"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append(("its peak, MB", f"{peak:.0f}"))
    watch.desktop.close()
    return rows


def _run_child(mode: str, argument: str) -> None:
    rows = (
        _measure_list(int(argument))
        if mode == "list"
        else _measure_pages(Path(argument))
    )
    sys.stdout.write(json.dumps(rows))
    sys.stdout.flush()


if __name__ == "__main__":
    _run_child(sys.argv[1], sys.argv[2])
