"""The check before publication, in plain words: what goes, what stays, what is left.

One value per document. Its sentences are made of counts and clauses only: they hold no
personal text, so the window, the command line and a printed sheet can all show them.
去标识化 is never called 匿名化 (个人信息保护法 第七十三条). They are Chinese; a front
of another language hands in its words for `PHRASES` and the names in them. Clauses and
notes of a policy stay as its author wrote them.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from redactor.entities import entity
from redactor.masking.describe import (
    OPERATOR_TITLES,
    ROLE_TITLES,
    TREATMENT_TITLES,
)
from redactor.masking.joint import Trace, traces
from redactor.masking.linkage import Linkage, linkage
from redactor.masking.policy import Policy
from redactor.masking.weakness import MaskStrength, judge
from redactor.messages import hazard_sentence, removal_sentence
from redactor.model import (
    Action,
    Decision,
    Finding,
    Hazard,
    Plan,
    Removal,
    Role,
    TextUnit,
    Treatment,
)

__all__ = ["MASK_KINDS", "PHRASES", "PublishingCheck", "is_mask_consent"]
__all__ += ["mask_consent", "publishing_check"]

_CONSENT = "weak-masks-"

MASK_KINDS = {"id": "身份证号", "card": "银行卡号", "phone": "手机号"}

PHRASES = {
    "with": "{0}（{1}）",
    "treated": "{0} {1} 处：{2}。",
    "treated_by": "{0} {1} 处：{2}，依据{3}。",
    "manual": "人工标记 {0} 处。",
    "kept": "{0} {1} 处保留：{2}。",
    "by_person": "人工决定保留",
    "by_policy": "策略保留",
    "why_by": "{0}，依据{1}",
    "open": "{0} {1} 处待定，请复核。",
    "page": "第 {0} 页",
    "body": "正文",
    "weak": "{0}的部分遮盖{1}还剩 {2} 种可能，请扩大遮盖范围。",
    "strong": "部分遮盖的{0} {1} 个，每个至少还有 {2} 种可能。",
    "table": "表格 {0} 行",
    "page_table": "第 {0} 页表格 {1} 行",
    "named": "{0}：保留姓名，其余各列都能对应到个人，请只保留必须公布的列。",
    "none_unique": "{0}：没有唯一的行，最小的一组 {1} 行。",
    "unique": "{0}中有 {1} 行是唯一的，可能被重新识别；{2}。",
    "without": "去掉「{0}」列后还剩 {1} 行唯一",
    "coarser": "{0}，改为粗略的分段后还剩 {1} 行",
    "dropping": "{0}；去掉{1}列后没有唯一的行",
    "this": "该",
}


class _Words:
    """Says things in the language of the front."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def name(self, chinese: str) -> str:
        """Return a name, such as that of an entity."""
        return self._words.get(chinese, chinese)

    def say(self, key: str, *values: object) -> str:
        """Return a phrase filled with values."""
        return self.name(PHRASES[key]).format(*values)


@dataclass(frozen=True, slots=True)
class PublishingCheck:
    """What a clerk reads before exporting; each line is one sentence.

    Attributes:
        treated: What was treated, how, and on what clause.
        kept: What stays, and why.
        open: What still waits for a decision.
        masks: Masked numbers and how many possibilities they leave.
        linkage: Tables whose rows stand alone.
        dropped: Hidden content that the copy goes without.
        unread: Places that could not be read.
        weak: Masks under the policy's floor; they should not go out.
        tables: The risks that ``linkage`` tells of, for a closer look; they hold the
            words of header cells.
        traces: What the copy will show of masked numbers, for `joint_masks`.
    """

    treated: tuple[str, ...]
    kept: tuple[str, ...]
    open: tuple[str, ...]
    masks: tuple[str, ...]
    linkage: tuple[str, ...]
    dropped: tuple[str, ...]
    unread: tuple[str, ...]
    weak: int = 0
    tables: tuple[Linkage, ...] = field(default=(), repr=False)
    traces: tuple[Trace, ...] = field(default=(), repr=False)


def mask_consent(check: PublishingCheck) -> str:
    """Return the id under which a person lets the weak masks of a check pass.

    Other masks have another id, so that a confirmation never covers later changes.
    """
    # these lines hold kinds, pages and counts only
    digest = hashlib.sha256("\n".join(check.masks).encode()).hexdigest()
    return f"{_CONSENT}{digest[:16]}"


def is_mask_consent(confirmed: str) -> bool:
    """Tell whether an id of a review lets weak masks pass."""
    return confirmed.startswith(_CONSENT)


def publishing_check(  # noqa: PLR0913 -- all that was decided about one file
    units: Sequence[TextUnit],
    findings: Sequence[Finding],
    decisions: Sequence[Decision],
    plan: Plan,
    policy: Policy,
    hazards: Sequence[Hazard] = (),
    removals: Sequence[Removal] = (),
    key: bytes | None = None,
    words: Mapping[str, str] | None = None,
) -> PublishingCheck:
    """Return the check of one document. May take a second on a long roster.

    Args:
        units: All units of the source.
        findings: All findings.
        decisions: At least one for each finding; the last one counts.
        plan: What `build_plan` made of them.
        policy: The policy in force.
        hazards: Places that were not read.
        removals: What the writer drops.
        key: The office's secret, to compare masks over files.
        words: Another language's words for the Chinese ones.
    """
    spoken = _Words(words or {})
    settled = {decision.finding_id: decision for decision in decisions}
    strengths = judge(units, plan.edits)
    tables = linkage(units, plan.edits)
    return PublishingCheck(
        treated=_treated(findings, settled, policy, plan, spoken),
        kept=_kept(findings, settled, policy, spoken),
        open=_open(findings, settled, spoken),
        masks=_masks(strengths, policy.floor, spoken),
        linkage=tuple(_linkage(table, spoken) for table in tables),
        dropped=tuple(removal_sentence(removal) for removal in removals),
        unread=tuple(hazard_sentence(hazard) for hazard in hazards),
        weak=sum(s.candidates < policy.floor for s in strengths),
        tables=tables,
        traces=traces(units, findings, plan.edits, key) if key else (),
    )


def _title(name: str, role: Role, spoken: _Words) -> str:
    title, word = spoken.name(entity(name).title), ROLE_TITLES[role]
    return spoken.say("with", title, spoken.name(word)) if word else title


def _treated(
    findings: Sequence[Finding],
    settled: dict[str, Decision],
    policy: Policy,
    plan: Plan,
    spoken: _Words,
) -> tuple[str, ...]:
    counts: Counter[tuple[str, Role, str, str]] = Counter()
    for finding in findings:
        decision = settled.get(finding.id)
        if decision is not None and decision.action is Action.TREAT:
            treatment = decision.treatment or policy.treatment_of(
                finding.entity, finding.role
            )
            rule = policy.rule_for(finding)
            how = spoken.name(TREATMENT_TITLES[treatment])
            if treatment is Treatment.DEIDENTIFY:
                operator = spoken.name(OPERATOR_TITLES[rule.operator])
                how = spoken.say("with", how, operator)
            counts[finding.entity, finding.role, how, rule.clause] += 1
    lines = []
    for (name, role, how, clause), count in sorted(counts.items()):
        told = (_title(name, role, spoken), count, how)
        more = (clause,) if clause else ()
        lines.append(spoken.say("treated_by" if clause else "treated", *told, *more))
    known = {finding.id for finding in findings}
    manual = sum(edit.id not in known for edit in plan.edits)
    return (*lines, *([spoken.say("manual", manual)] if manual else []))


def _kept(
    findings: Sequence[Finding],
    settled: dict[str, Decision],
    policy: Policy,
    spoken: _Words,
) -> tuple[str, ...]:
    counts: Counter[tuple[str, Role, str]] = Counter()
    for finding in findings:
        decision = settled.get(finding.id)
        if decision is None or decision.action is not Action.KEEP:
            continue
        rule = policy.rule_for(finding)
        if decision.by != "policy":
            why = spoken.say("by_person")
        else:
            why = rule.note or spoken.say("by_policy")
            why = spoken.say("why_by", why, rule.clause) if rule.clause else why
        counts[finding.entity, finding.role, why] += 1
    return tuple(
        spoken.say("kept", _title(name, role, spoken), count, why)
        for (name, role, why), count in sorted(counts.items())
    )


def _open(
    findings: Sequence[Finding], settled: dict[str, Decision], spoken: _Words
) -> tuple[str, ...]:
    counts = Counter(
        (finding.entity, finding.role)
        for finding in findings
        if finding.id not in settled or settled[finding.id].action is Action.ASK
    )
    return tuple(
        spoken.say("open", _title(name, role, spoken), count)
        for (name, role), count in sorted(counts.items())
    )


def _masks(
    strengths: Sequence[MaskStrength], floor: int, spoken: _Words
) -> tuple[str, ...]:
    """Return one line a kind for strong masks and one a number for weak ones."""
    lines = []
    strong: dict[str, list[int]] = {}
    for strength in strengths:
        if strength.candidates >= floor:
            strong.setdefault(strength.kind, []).append(strength.candidates)
            continue
        page = strength.page_index
        where = spoken.say("body") if page is None else spoken.say("page", page + 1)
        name = spoken.name(MASK_KINDS[strength.kind])
        lines.append(spoken.say("weak", where, name, strength.candidates))
    for kind, counts in sorted(strong.items()):
        name = spoken.name(MASK_KINDS[kind])
        lines.append(spoken.say("strong", name, len(counts), f"{min(counts):,}"))
    return tuple(lines)


def _linkage(risk: Linkage, spoken: _Words) -> str:
    say, page = spoken.say, risk.page_index
    head = say("table", risk.rows)
    if page is not None:
        head = say("page_table", page + 1, risk.rows)
    if risk.named:
        return say("named", head)
    if not risk.unique:
        return say("none_unique", head, risk.k)
    best = risk.columns[0]
    gain = say("without", _short(best.head, say), best.unique_without)
    if best.unique_coarser is not None and best.unique_coarser < risk.unique:
        gain = say("coarser", gain, best.unique_coarser)
    if len(risk.dropping) > 1 and not risk.dropping[-1][1]:
        names = "、".join(f"「{_short(name, say)}」" for name, _ in risk.dropping)
        gain = say("dropping", gain, names)
    return say("unique", head, risk.unique, gain)


def _short(head: str, say: Callable[..., str]) -> str:
    plain = len(head) <= 12 and not any(c.isdigit() for c in head)
    return head if plain else say("this")
