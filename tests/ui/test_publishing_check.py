"""Step ③: clean names, masks over files, tables at risk, two people."""

from pathlib import Path

import pytest

from redactor.masking import office_key
from redactor.masking.joint import Trace
from redactor.masking.linkage import linkage
from redactor.model import CellRef, Hazard, TextUnit
from tests.ui.test_window_path import drop, settle
from ui.check_text import TABLES_LINK, check_section
from ui.checking import weak_open
from ui.clean_names import JointMasks
from ui.export import free_targets
from ui.report_text import file_report
from ui.signing import needs_signature, two_wanted
from ui.views.linkage_view import LinkageDialog, free_words, risk_words

TEXT = "惠民救助公示\n张某甲 13800138000"


@pytest.fixture(autouse=True)
def _config(monkeypatch, tmp_path):
    monkeypatch.setattr(office_key, "config_dir", lambda: tmp_path / "config")


def files(tmp_path: Path, *names: str) -> list[Path]:
    paths = [tmp_path / f"{name}.pdf" for name in names]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    return paths


def to_export(window, tmp_path: Path) -> None:
    window.exporter.folder = tmp_path / "out"
    window.go_to(2)
    settle(window)


def test_a_personal_name_gets_a_clean_one(window, tasks, tmp_path):
    tasks.names = {"张伟民申请": "张某申请", "张国强申请": "张某申请"}
    drop(window, files(tmp_path, "张伟民申请", "张国强申请", "公示"))
    to_export(window, tmp_path)
    entries = window.controller.workspace.entries
    assert [entry.clean for entry in entries] == ["张某申请", "张某申请", ""]
    assert "“张某申请”" in file_report(entries[0])
    assert "副本将命名" not in file_report(entries[2])
    names = [path.name for path in free_targets(entries, tmp_path / "out")]
    assert names == ["张某申请_脱敏.pdf", "张某申请_2_脱敏.pdf", "公示_脱敏.pdf"]
    window.exporter.run()
    settle(window)
    written = {Path(request.target).name for request in tasks.requests}
    assert written == set(names)


def test_no_copy_is_named_before_its_name_was_looked_at(window, tmp_path):
    drop(window, files(tmp_path, "公示"))
    to_export(window, tmp_path)
    (entry,) = window.exporter.candidates()
    entry.clean = None
    assert window.exporter.candidates() == []


def test_masks_that_two_files_show_together_hold_both(window, tmp_path):
    drop(window, files(tmp_path, "甲", "乙", "丙"))
    to_export(window, tmp_path)
    one, two, three = window.controller.workspace.entries
    shown = {one: "420502195001******", two: "**********01019960"}
    for entry, pattern in shown.items():
        object.__setattr__(entry.pre.check, "traces", (Trace("x", "id", pattern),))
    joint = JointMasks()
    joint.join([one, two, three], 1000)
    assert [weak_open(entry) for entry in (one, two, three)] == [1, 1, 0]
    assert "第 2 个文件" in one.check.masks[-1]
    assert window.exporter.candidates() == [three]
    before = one.check
    joint.join([one, two, three], 1000)
    assert one.check == before
    object.__setattr__(two.pre, "check", None)
    joint.join([one, two, three], 1000)
    assert weak_open(one) == 0


def roster():
    cells = [("姓名", "村", "年龄"), *(("", "大洼村", f"{40 + n}") for n in range(4))]
    units = [
        TextUnit(f"t/{r}/{c}", text, page_index=1, cell=CellRef("t", r, c))
        for r, row in enumerate(cells)
        for c, text in enumerate(row)
    ]
    return linkage(units, ())


def test_the_table_tells_each_columns_gain(qtbot):
    (risk,) = risks = roster()
    dialog = LinkageDialog(risks)
    qtbot.addWidget(dialog)
    (table,) = dialog.tables
    cells = [
        [table.item(row, column).text() for column in range(3)]
        for row in range(table.rowCount())
    ]
    assert cells == [
        ["全部保留", "4 行唯一（现在）", ""],
        ["年龄", "0 行唯一（少 4 行）", "0 行唯一（少 4 行）"],
        ["村", "4 行唯一", "—"],
    ]
    assert risk.named
    assert "姓名保留" in risk_words(risk)
    assert free_words(risk) == ""


def test_the_report_leads_to_the_table(window, tmp_path, monkeypatch):
    from ui.views import linkage_view

    drop(window, files(tmp_path, "公示"))
    to_export(window, tmp_path)
    (entry,) = window.controller.workspace.entries
    assert TABLES_LINK not in check_section(entry)
    object.__setattr__(entry.pre.check, "tables", roster())
    assert TABLES_LINK in check_section(entry)
    assert TABLES_LINK not in check_section(entry, links=False)
    seen = []
    monkeypatch.setattr(
        linkage_view.LinkageDialog, "exec", lambda self: seen.append(self)
    )
    window.export_page.tables_wanted.emit(entry)
    assert len(seen) == 1


def test_a_mark_asks_for_two_people(window, tasks, tmp_path):
    tasks.hazards = (Hazard("internal_mark", 1, "p1/body", 0),)
    drop(window, files(tmp_path, "公示"))
    to_export(window, tmp_path)
    (entry,) = window.controller.workspace.entries
    assert two_wanted(entry)
    window.reviewing.confirm(entry.hazards[0].id, True)
    settle(window)
    assert needs_signature(entry, window.controller.settings)
    assert window.exporter.candidates() == []
