"""Plans: every finding gets its decision, every value that goes is a secret."""

import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.errors import PlanError, PolicyError, UndecidedError
from redactor.masking.plan import build_plan, propose, settle
from redactor.masking.policy import Policy, Pseudonyms, load_policy
from redactor.model import (
    Action,
    Decision,
    Edit,
    Finding,
    Plan,
    Region,
    Role,
    Secret,
    Span,
    TextUnit,
    Tier,
    Treatment,
    finding_id,
)
from redactor.text.normalize import bare
from tests.build.people import id_number, mobile

SHA = "a" * 64
ID, PHONE = id_number(5), mobile(5)
TEXT = f"申请人张伟民，身份证号{ID}，手机{PHONE}，联系人张三、张 伟民。局长王五。"
UNIT = TextUnit("body/1", TEXT)


def find(
    value: str,
    entity: str,
    unit: TextUnit = UNIT,
    role: Role = Role.NONE,
    tier: Tier = Tier.SURE,
) -> Finding:
    start = unit.text.index(value)
    span = Span(start, start + len(value))
    name = finding_id(unit.id, span, entity)
    return Finding(name, unit.id, span, entity, 0.9, tier, "test", "", role)


FINDINGS = (
    find("张伟民", "PERSON"),
    find(ID, "CN_ID_CARD"),
    find(PHONE, "CN_MOBILE"),
    find("张三", "PERSON"),
    find("张 伟民", "PERSON"),
    find("王五", "PERSON", role=Role.OFFICIAL),
)


def apply(unit: TextUnit, plan: Plan) -> str:
    text = unit.text
    edits = [e for e in plan.edits if e.unit_id == unit.id and e.span]
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        assert edit.span is not None
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


def planned(
    findings: tuple[Finding, ...],
    policy: Policy,
    *units: TextUnit,
    manual: tuple[Edit, ...] = (),
) -> tuple[Plan, tuple[Secret, ...]]:
    decisions = settle(propose(findings, policy), findings, policy)
    return build_plan(SHA, units, findings, decisions, policy, manual)


def secret(secrets: tuple[Secret, ...], text: str) -> Secret:
    return next(s for s in secrets if s.text == text)


def test_general_policy_on_a_line() -> None:
    plan, secrets = planned(FINDINGS, load_policy("general"), UNIT)
    masked = f"{PHONE[:3]}****{PHONE[-4:]}"
    assert apply(UNIT, plan) == (
        f"申请人张某甲，身份证号，手机{masked}，联系人张某乙、张某甲。局长王五。"
    )
    assert {s.text for s in secrets} == {"张伟民", "张 伟民", "张三", ID, PHONE}
    assert all(s.kept == 0 for s in secrets)
    assert plan.source_sha256 == SHA
    assert plan.options == load_policy("general").options
    assert pickle.loads(pickle.dumps((plan, secrets))) == (plan, secrets)


def test_cover_all_spares_nobody() -> None:
    plan, _ = planned(FINDINGS, load_policy("cover_all"), UNIT)
    assert len(plan.edits) == len(FINDINGS)
    assert "王五" not in apply(UNIT, plan)
    assert {e.treatment for e in plan.edits} == {Treatment.COVER}


def test_one_decision_a_finding_in_order() -> None:
    policy = load_policy("general")
    decisions = propose(FINDINGS, policy)
    assert [d.finding_id for d in decisions] == [f.id for f in FINDINGS]
    assert [d.action for d in decisions[-2:]] == [Action.TREAT, Action.KEEP]
    assert {d.by for d in decisions} == {"policy"}
    assert decisions[-1].treatment is None


def test_unsure_findings_are_asked_and_settled_by_treating() -> None:
    policy = load_policy("general")
    unsure = replace(FINDINGS[0], tier=Tier.REVIEW)
    (asked,) = propose([unsure], policy)
    assert (asked.action, asked.treatment) == (Action.ASK, None)
    (settled,) = settle([asked], [unsure], policy)
    assert settled.action is Action.TREAT
    assert settled.treatment is Treatment.DEIDENTIFY
    (likely,) = propose([replace(unsure, tier=Tier.LIKELY)], policy)
    assert likely.action is Action.TREAT


def test_an_unsure_official_is_kept() -> None:
    official = replace(FINDINGS[-1], tier=Tier.REVIEW)
    (decision,) = propose([official], load_policy("general"))
    assert decision.action is Action.KEEP


def test_settle_leaves_decided_ones_alone() -> None:
    policy = load_policy("general")
    by_hand = Decision(FINDINGS[0].id, Action.KEEP, by="王")
    assert settle([by_hand], FINDINGS, policy) == (by_hand,)


def test_a_policy_may_stop_the_file_when_nobody_is_there() -> None:
    policy = load_policy("penalty")
    minor = replace(FINDINGS[0], role=Role.MINOR)
    with pytest.raises(UndecidedError) as caught:
        settle(propose([minor], policy), [minor], policy)
    assert caught.value.context == {"count": 1, "entities": ["PERSON"]}


def test_an_open_question_stops_the_plan() -> None:
    policy = load_policy("judgment")
    with pytest.raises(UndecidedError) as caught:
        build_plan(SHA, [UNIT], FINDINGS, propose(FINDINGS, policy), policy)
    assert caught.value.context["count"] == 3
    assert "张" not in str(caught.value)


def test_a_finding_without_decision_or_place_is_an_error() -> None:
    policy = load_policy("general")
    with pytest.raises(PlanError):
        build_plan(SHA, [UNIT], FINDINGS, propose(FINDINGS[:-1], policy), policy)
    beyond = replace(FINDINGS[0], span=Span(0, len(TEXT) + 1))
    with pytest.raises(PlanError):
        build_plan(SHA, [UNIT], [beyond], propose([beyond], policy), policy)
    with pytest.raises(PlanError):
        build_plan(SHA, [], FINDINGS, propose(FINDINGS, policy), policy)


def test_the_last_decision_counts() -> None:
    policy = load_policy("general")
    first = FINDINGS[:1]
    decisions = (*propose(first, policy), Decision(first[0].id, Action.KEEP, by="王"))
    plan, secrets = build_plan(SHA, [UNIT], first, decisions, policy)
    assert (plan.edits, secrets) == ((), ())


def test_a_person_may_choose_another_treatment() -> None:
    policy = load_policy("general")
    id_only = FINDINGS[1:2]
    for treatment, shown in (
        (Treatment.COVER, "█" * 8),
        (Treatment.DELETE, ""),
        (Treatment.DEIDENTIFY, "*" * 18),
    ):
        decision = Decision(id_only[0].id, Action.TREAT, treatment, "王")
        plan, _ = build_plan(SHA, [UNIT], id_only, [decision], policy)
        assert plan.edits[0].replacement == shown


def test_values_of_units_that_vanish_are_secrets_but_no_edits() -> None:
    title = TextUnit("meta/title", "张伟民的材料", editable=False)
    finding = find("张伟民", "PERSON", title)
    plan, secrets = planned((finding,), load_policy("general"), title)
    assert plan.edits == ()
    assert [s.text for s in secrets] == ["张伟民"]


def test_kept_places_of_the_same_value_are_counted() -> None:
    unit = TextUnit("body/2", "局长张伟民批示：张伟民户不符合条件，张伟 民")
    official = replace(find("张伟民", "PERSON", unit), role=Role.OFFICIAL)
    second = Span(8, 11)
    person = replace(find("张伟民", "PERSON", unit), id="b" * 16, span=second)
    assert unit.text[8:11] == "张伟民"
    plan, secrets = planned((official, person), load_policy("general"), unit)
    assert apply(unit, plan).startswith("局长张伟民批示：张某户")
    assert secret(secrets, "张伟民").kept == 1


def test_a_kept_place_that_an_edit_swallows_does_not_count() -> None:
    unit = TextUnit("body/3", "云河市昌岭县长岭镇王五路12号王五")
    address = find("云河市昌岭县长岭镇王五路12号", "CN_ADDRESS", unit)
    inner = replace(find("王五", "PERSON", unit), role=Role.OFFICIAL)
    outer = replace(inner, id="c" * 16, span=Span(15, 17), role=Role.NONE)
    assert unit.text[15:17] == "王五"
    plan, secrets = planned((address, inner, outer), load_policy("general"), unit)
    assert apply(unit, plan) == "云河市昌岭县长岭镇王某"
    assert secret(secrets, "王五").kept == 0


def test_kept_places_are_counted_in_one_reading() -> None:
    main = TextUnit("p0/1", "局长王五和王五")
    stream = TextUnit("p0/s1", "局长王五和王五", reading="stream")
    official = tuple(
        replace(find("王五", "PERSON", unit), role=Role.OFFICIAL)
        for unit in (main, stream)
    )
    person = replace(find("王五", "PERSON", main), id="d" * 16, span=Span(5, 7))
    _, secrets = planned((*official, person), load_policy("general"), main, stream)
    assert secret(secrets, "王五").kept == 1


def test_a_value_inside_another_mask_may_stay_there() -> None:
    one = TextUnit("u1", "云河市昌岭县长岭镇大洼村3号")
    two = TextUnit("u2", "张长岭镇")
    address = find(one.text, "CN_ADDRESS", one)
    name = find("长岭镇", "PERSON", two)
    _, secrets = planned((address, name), load_policy("general"), one, two)
    assert secret(secrets, "长岭镇").kept == 1


def test_an_address_with_nothing_to_cut_stays() -> None:
    unit = TextUnit("u", "户籍所在地云河市昌岭县长岭镇。")
    address = find("云河市昌岭县长岭镇", "CN_ADDRESS", unit)
    plan, secrets = planned((address,), load_policy("general"), unit)
    assert (plan.edits, secrets) == ((), ())


def test_manual_marks_join_in() -> None:
    box = Edit("m1", Treatment.COVER, "CUSTOM", region=Region(0, 1, 2, 3, 4))
    words = Edit("m2", Treatment.COVER, "CUSTOM", "body/1", Span(0, 6))
    plan, secrets = planned(
        FINDINGS[:1], load_policy("general"), UNIT, manual=(box, words)
    )
    assert box in plan.edits
    (edit,) = (e for e in plan.edits if e.span)
    assert (edit.span, edit.treatment) == (Span(0, 6), Treatment.COVER)
    assert {s.text for s in secrets} == {"张伟民", "申请人张伟民"}


def test_a_manual_mask_may_not_show_the_value() -> None:
    bad = Edit(
        "m", Treatment.DEIDENTIFY, "CUSTOM", "body/1", Span(3, 6), None, "张伟民"
    )
    plan, _ = planned((), load_policy("general"), UNIT, manual=(bad,))
    assert plan.edits[0].replacement == "████"
    lost = replace(bad, unit_id="nowhere")
    with pytest.raises(PlanError):
        planned((), load_policy("general"), UNIT, manual=(lost,))


def test_keyed_names_need_the_key() -> None:
    policy = replace(load_policy("general"), pseudonyms=Pseudonyms("keyed"))
    decisions = propose(FINDINGS, policy)
    with pytest.raises(PolicyError, match="密钥"):
        build_plan(SHA, [UNIT], FINDINGS, decisions, policy)
    plan, _ = build_plan(SHA, [UNIT], FINDINGS, decisions, policy, key=b"k")
    assert any(len(e.replacement) == 8 for e in plan.edits if e.entity == "PERSON")


SPANS = st.lists(
    st.tuples(
        st.integers(0, len(TEXT) - 1),
        st.integers(1, 25),
        st.sampled_from(["PERSON", "CN_ADDRESS", "CN_ID_CARD", "QQ", "HEALTH"]),
        st.sampled_from(list(Tier)),
    ),
    max_size=10,
    unique_by=lambda t: t[:3],
)


@given(rows=SPANS, name=st.sampled_from(["general", "penalty", "disclosure"]))
def test_nothing_that_goes_stays_in_the_text(
    rows: list[tuple[int, int, str, Tier]], name: str
) -> None:
    """Every treated character is inside an edit, except addresses of no detail."""
    findings = []
    for start, size, entity, tier in rows:
        span = Span(start, min(start + size, len(TEXT)))
        key = finding_id(UNIT.id, span, entity)
        findings.append(Finding(key, UNIT.id, span, entity, 0.5, tier, "test"))
    plan, secrets = planned(tuple(findings), load_policy(name), UNIT)
    spans = [edit.span for edit in plan.edits if edit.span]
    values = {s.text for s in secrets}
    for finding in findings:
        value = TEXT[finding.span.start : finding.span.end]
        covered = any(span.contains(finding.span) for span in spans)
        assert covered or finding.entity == "CN_ADDRESS"
        if covered and bare(value) and finding.entity != "CN_ADDRESS":
            assert value in values
