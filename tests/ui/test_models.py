"""The item models hold Qt's contract and say what the workspace holds."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from redactor.entities import Category
from redactor.model import (
    Action,
    Decision,
    Edit,
    Finding,
    Place,
    Region,
    Span,
    TextUnit,
    Tier,
    Treatment,
)
from tests.ui.fakes import fake_scan
from ui.commands import add_edits, annotate, decide
from ui.models import findings
from ui.models.files import FilesModel, StatusRole
from ui.models.findings import CountsRole, FindingsModel
from ui.models.grouping import Filter, Grouping, Show
from ui.models.pages import PagesModel, WaitingRole
from ui.workspace import Workspace


@pytest.fixture
def workspace(qapp) -> Workspace:
    return Workspace()


@pytest.fixture
def entry(workspace, tmp_path: Path):
    path = tmp_path / "表.pdf"
    text = "张某甲 13800138000\n6222021234567890 张某甲\f王某乙"
    path.write_text(text, encoding="utf-8")
    (entry,) = workspace.add([path])
    workspace.set_scan(entry, fake_scan(path))
    return entry


def checker(model):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    return QAbstractItemModelTester(model, mode)


def test_files_model(workspace, entry, tmp_path):
    """Rows come, change and go with the workspace's entries."""
    model = FilesModel(workspace)
    checked = checker(model)
    assert model.index(0).data() == "表.pdf"
    assert model.index(0).data(StatusRole) == "5 处 · 待定 1"
    workspace.add([tmp_path / "b.pdf", tmp_path / "c.pdf"])
    assert model.rowCount() == 3
    workspace.remove(workspace.entries[1])
    assert model.rowCount() == 2
    assert model.index(1).data() == "c.pdf"
    assert checked.model() is model


@pytest.mark.parametrize("grouping", list(Grouping), ids=lambda g: g.name)
@pytest.mark.parametrize("show", list(Show), ids=lambda s: s.name)
def test_findings_model(entry, grouping, show):
    """Each grouping and filter gives a sound tree that holds every listed hit once."""
    numbers = [f for f in entry.findings if f.entity == "CN_MOBILE"]
    entry.review = annotate(entry, numbers, "问过本人")
    box = Edit("manual-1", Treatment.COVER, "CUSTOM", region=Region(1, 0, 0, 9, 9))
    text = Edit("manual-2", Treatment.COVER, "PERSON", "p1/0", Span(0, 1))
    entry.review = add_edits(entry, [box, text])
    model = FindingsModel()
    checked = checker(model)
    model.grouping, model.filter = grouping, Filter(show)
    model.set_entry(entry)
    listed = []
    for row in range(model.rowCount()):
        parent = model.index(row, 0)
        assert parent.data(CountsRole) == model.rowCount(parent)
        for child in range(model.rowCount(parent)):
            index = model.index(child, 0, parent)
            assert index.parent() == parent
            finding = model.finding(index)
            assert model.index_of(finding.id) == index
            listed.append(finding.id)
    shown = {
        Show.ALL: lambda f: True,
        Show.UNDECIDED: lambda f: entry.decision(f).action is Action.ASK,
        Show.TREATED: lambda f: entry.decision(f).action is Action.TREAT,
        Show.KEPT: lambda f: entry.decision(f).action is Action.KEEP,
        Show.DOUBTFUL: lambda f: f.tier is Tier.REVIEW,
        Show.NOTED: lambda f: f.entity == "CN_MOBILE",
        Show.MANUAL: lambda f: False,
    }[show]
    expected = [f.id for f in entry.findings if shown(f)]
    if show in (Show.ALL, Show.TREATED, Show.MANUAL):
        expected += [edit.id for edit in entry.review.manual]
    assert sorted(listed) == sorted(expected)
    model.set_entry(None)
    assert model.rowCount() == 0
    assert checked.model() is model


def test_undecided_hits_stand_first(entry):
    model = FindingsModel()
    model.set_entry(entry)
    assert model.index(0, 0).data() == "待定：可能是账号"


def test_values_are_masked_until_revealed(entry):
    model = FindingsModel()
    model.set_entry(entry)
    shown = [model.index_of(f.id).data() for f in entry.findings]
    assert "138***" in shown
    assert all("13800138000" not in words for words in shown)
    model.set_reveal(True)
    shown = [model.index_of(f.id).data() for f in entry.findings]
    assert "13800138000" in shown


def test_a_portrait_is_named_in_words(workspace, tmp_path):
    """The sign that stands for it in the text says nothing to a clerk."""
    path = tmp_path / "照片.pdf"
    path.write_text("x", encoding="utf-8")
    (entry,) = workspace.add([path])
    unit = TextUnit("p1/mark0", "\u25a3", Place.PICTURE, 0, shows="CARD_IMAGE")
    found = Finding("f", unit.id, Span(0, 1), "CARD_IMAGE", 0.8, Tier.LIKELY, "picture")
    treat = Decision("f", Action.TREAT, Treatment.COVER)
    scan = replace(
        fake_scan(path), units=(unit,), findings=(found,), proposals=(treat,)
    )
    workspace.set_scan(entry, scan)
    model = FindingsModel()
    model.set_entry(entry)
    for reveal in (False, True):
        model.set_reveal(reveal)
        assert model.index_of("f").data() == "图像，没有文字"


def test_no_spoken_text_holds_a_value(entry):
    """A screen reader in an open office says kind, place and decision."""
    model = FindingsModel()
    model.set_entry(entry)
    role = Qt.ItemDataRole.AccessibleTextRole
    spoken = [model.index_of(f.id).data(role) for f in entry.findings]
    assert "手机号，第 1 页，删除" in spoken
    assert all("138" not in words for words in spoken)


def test_a_decided_hit_stays_in_its_place(entry, workspace):
    """Rows do not jump while one works through them; a rebuild sorts them anew."""
    model = FindingsModel()
    model.filter = Filter(Show.UNDECIDED)
    model.set_entry(entry)
    (finding,) = model.ordered
    workspace.change_review(entry, decide(entry, [finding], Action.KEEP))
    model.refresh(finding)
    assert model.ordered == [finding]
    model.rebuild()
    assert model.ordered == []


def test_search_looks_at_values_and_kinds(entry):
    model = FindingsModel()
    model.filter = Filter(words="8001")
    model.set_entry(entry)
    assert [entry.text_of(f) for f in model.ordered] == ["13800138000"]
    model.filter = Filter(words="姓名")
    model.rebuild()
    assert len(model.ordered) == 3
    assert model.index_of("none") == QModelIndex()


def test_a_category_can_be_filtered(entry):
    model = FindingsModel()
    model.filter = Filter(category=Category.PHONE)
    model.set_entry(entry)
    assert [f.entity for f in model.ordered] == ["CN_MOBILE"]


def test_thousands_of_hits_are_grouped_over_several_turns(entry, monkeypatch, qtbot):
    """What was listed stays until the new list is there; another file empties it."""
    monkeypatch.setattr(findings, "_AT_ONCE", 2)
    model = FindingsModel()
    with qtbot.waitSignal(model.filled):
        model.set_entry(entry)
        assert model.busy
        assert model.rowCount() == 0
    before = len(model.ordered)
    assert before == len(entry.findings) > 2
    model.filter = Filter(words="姓名")
    with qtbot.waitSignal(model.filled):
        model.rebuild()
        assert len(model.ordered) == before
    assert 0 < len(model.ordered) < before
    model.grouping = Grouping.PERSON
    model.rebuild()
    model.set_entry(None)
    assert not model.busy
    assert model.rowCount() == 0


def test_hits_are_grouped_by_the_person_they_belong_to(workspace, tmp_path):
    """A row's number is its name's; without a table the last name before it counts."""
    path = tmp_path / "表.docx"
    lines = ("13600136000 咨询", "张某甲 13800138000", "李某丙\t13900139000")
    path.write_text("\n".join(lines) + "\n13700137000\t王某乙", encoding="utf-8")
    (entry,) = workspace.add([path])
    workspace.set_scan(entry, fake_scan(path))
    model = FindingsModel()
    checked = checker(model)
    model.grouping = Grouping.PERSON
    model.set_entry(entry)
    model.set_reveal(True)
    groups = {
        model.index(row, 0).data(): sorted(
            entry.text_of(f) for f in model.findings_under(model.index(row, 0))
        )
        for row in range(model.rowCount())
    }
    assert groups == {
        "张某甲": ["13800138000", "张某甲"],
        "李某丙": ["13900139000", "李某丙"],
        "王某乙": ["13700137000", "王某乙"],
        "没有对应到人": ["13600136000"],
    }
    model.set_reveal(False)
    assert "张某甲" not in [model.index(r, 0).data() for r in range(4)]
    assert checked.model() is model


def test_the_pages_model_counts_hits_and_what_waits(entry):
    model = PagesModel()
    checked = checker(model)
    assert model.rowCount() == 0
    model.set_entry(entry)
    assert [model.index(row).data() for row in range(2)] == ["1", "2"]
    assert [model.index(row).data(WaitingRole) for row in range(2)] == [1, 0]
    words = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "第 1 页：4 处，待定 1"
    assert checked.model() is model
