"""The check before publication tells all in plain Chinese, and no personal text."""

from dataclasses import replace

from redactor.masking.plan import build_plan, propose, settle
from redactor.masking.policy import load_policy
from redactor.masking.publishing import PublishingCheck, publishing_check
from redactor.model import (
    Action,
    CellRef,
    Decision,
    Edit,
    Finding,
    Hazard,
    Plan,
    Region,
    Removal,
    Role,
    Span,
    TextUnit,
    Tier,
    Treatment,
    finding_id,
)
from tests.build.people import id_number, people

PEOPLE = people(6)
HEAD = ("姓名", "身份证号", "村", "年龄")


def roster() -> list[TextUnit]:
    rows = [HEAD] + [
        (p.name, f"{p.id_number[:6]}********{p.id_number[-4:]}", "大洼村", str(40 + n))
        for n, p in enumerate(PEOPLE)
    ]
    return [
        TextUnit(f"t/{r}/{c}", text, page_index=1, cell=CellRef("t", r, c))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]


def find(unit: TextUnit, value: str, entity: str, role: Role = Role.NONE) -> Finding:
    start = unit.text.index(value)
    span = Span(start, start + len(value))
    key = finding_id(unit.id, span, entity)
    return Finding(key, unit.id, span, entity, 0.9, Tier.SURE, "t", "", role)


def check() -> PublishingCheck:
    units = roster()
    line = TextUnit("b", f"局长苗立业，{id_number(9)}，电话0797-8300011", page_index=0)
    findings = [
        find(u, u.text, "PERSON")
        for u in units
        if u.cell and u.cell.column == 0 and u.cell.row > 0
    ]
    findings += [
        find(line, "苗立业", "PERSON", Role.OFFICIAL),
        find(line, id_number(9), "CN_ID_CARD"),
        find(line, "0797-8300011", "CN_LANDLINE", Role.OFFICE),
    ]
    policy = load_policy("general")
    decisions = settle(propose(findings, policy), findings, policy)
    box = Edit("m", Treatment.COVER, "CUSTOM", region=Region(0, 0, 0, 1, 1))
    every = [*units, line]
    plan, _ = build_plan("a" * 64, every, findings, decisions, policy, (box,))
    hazards = [Hazard("picture", 2, "p3", 2)]
    removals = [Removal("comment", 4)]
    return publishing_check(every, findings, decisions, plan, policy, hazards, removals)


def test_all_that_a_clerk_must_know() -> None:
    done = check()
    assert done.treated == (
        "身份证号 1 处：删除，依据《居民身份证法》第十九条。",
        "姓名 6 处：去标识化（保留姓氏，名改为“某”），"
        "依据国办《2018年政务公开工作要点》。",
        "人工标记 1 处。",
    )
    assert done.kept == (
        "固定电话（单位） 1 处保留：单位电话。",
        "姓名（公职人员） 1 处保留：公职人员履行职务。",
    )
    assert done.open == ()
    assert done.unread == ("第 3 页：2 张图片未能读取，请逐一查看并确认。",)
    assert done.dropped == ("已去除批注 4 处",)
    assert done.linkage == (
        "第 2 页表格 6 行中有 6 行是唯一的，可能被重新识别；"
        "去掉「年龄」列后还剩 0 行唯一，改为粗略的分段后还剩 0 行。",
    )


def test_weak_masks_of_the_source_are_told() -> None:
    done = check()
    assert any("种可能，请扩大遮盖范围。" in line for line in done.masks) == bool(
        done.weak
    )
    assert len(done.masks) >= 1


def test_no_personal_text_and_no_claim_of_anonymity() -> None:
    text = repr(check())
    assert "匿名" not in text
    for person in PEOPLE:
        assert person.name not in text
        assert person.id_number not in text
    assert "苗立业" not in text


def test_open_questions_and_decisions_by_hand() -> None:
    unit = TextUnit("b", "苗立业与卓清禾")
    findings = [find(unit, "苗立业", "PERSON"), find(unit, "卓清禾", "PERSON")]
    policy = load_policy("judgment")
    asked = propose(findings, policy)
    by_hand = Decision(findings[0].id, Action.KEEP, by="王")
    done = publishing_check(
        [unit], findings, (*asked, by_hand), Plan("a" * 64, ()), policy
    )
    assert done.kept == ("姓名 1 处保留：人工决定保留。",)
    assert done.open == ("姓名 1 处待定，请复核。",)


def test_names_that_stay_make_every_row_known() -> None:
    policy = load_policy("relief")
    done = publishing_check(roster(), [], [], Plan("a" * 64, ()), policy)
    assert done.linkage == (
        "第 2 页表格 6 行：保留姓名，其余各列都能对应到个人，请只保留必须公布的列。",
    )


def test_a_strong_mask_is_told_in_one_line() -> None:
    units = [TextUnit(f"u{i}", f"电话138****567{i}") for i in range(3)]
    done = publishing_check(units, [], [], Plan("a" * 64, ()), load_policy("general"))
    assert done.masks == ("部分遮盖的手机号 3 个，每个至少还有 10,000 种可能。",)
    strict = replace(load_policy("general"), floor=100_000)
    weak = publishing_check(units, [], [], Plan("a" * 64, ()), strict)
    assert weak.weak == 3
    assert weak.masks[0] == "正文的部分遮盖手机号还剩 10000 种可能，请扩大遮盖范围。"
