"""The check before publication, in plain Chinese: what goes, what stays, what is left.

One value per document. Its sentences are made of counts and clauses only: they hold no
personal text, so the window, the command line and a printed sheet can all show them.
去标识化 is never called 匿名化 (个人信息保护法 第七十三条).
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
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

__all__ = ["MASK_KINDS", "PublishingCheck", "is_mask_consent", "mask_consent"]
__all__ += ["publishing_check"]

_CONSENT = "weak-masks-"

MASK_KINDS = {"id": "身份证号", "card": "银行卡号", "phone": "手机号"}


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
    """
    settled = {decision.finding_id: decision for decision in decisions}
    strengths = judge(units, plan.edits)
    tables = linkage(units, plan.edits)
    return PublishingCheck(
        treated=_treated(findings, settled, policy, plan),
        kept=_kept(findings, settled, policy),
        open=_open(findings, settled),
        masks=_masks(strengths, policy.floor),
        linkage=tuple(map(_linkage, tables)),
        dropped=tuple(removal_sentence(removal) for removal in removals),
        unread=tuple(hazard_sentence(hazard) for hazard in hazards),
        weak=sum(s.candidates < policy.floor for s in strengths),
        tables=tables,
        traces=traces(units, findings, plan.edits, key) if key else (),
    )


def _title(name: str, role: Role) -> str:
    word = ROLE_TITLES[role]
    return f"{entity(name).title}（{word}）" if word else entity(name).title


def _treated(
    findings: Sequence[Finding],
    settled: dict[str, Decision],
    policy: Policy,
    plan: Plan,
) -> tuple[str, ...]:
    counts: Counter[tuple[str, Role, str, str]] = Counter()
    for finding in findings:
        decision = settled.get(finding.id)
        if decision is not None and decision.action is Action.TREAT:
            treatment = decision.treatment or policy.treatment_of(
                finding.entity, finding.role
            )
            rule = policy.rule_for(finding)
            how = TREATMENT_TITLES[treatment]
            if treatment is Treatment.DEIDENTIFY:
                how += f"（{OPERATOR_TITLES[rule.operator]}）"
            counts[finding.entity, finding.role, how, rule.clause] += 1
    lines = [
        f"{_title(name, role)} {count} 处：{how}"
        + (f"，依据{clause}" if clause else "")
        + "。"
        for (name, role, how, clause), count in sorted(counts.items())
    ]
    known = {finding.id for finding in findings}
    manual = sum(edit.id not in known for edit in plan.edits)
    return (*lines, *([f"人工标记 {manual} 处。"] if manual else []))


def _kept(
    findings: Sequence[Finding], settled: dict[str, Decision], policy: Policy
) -> tuple[str, ...]:
    counts: Counter[tuple[str, Role, str]] = Counter()
    for finding in findings:
        decision = settled.get(finding.id)
        if decision is None or decision.action is not Action.KEEP:
            continue
        rule = policy.rule_for(finding)
        if decision.by != "policy":
            why = "人工决定保留"
        else:
            why = rule.note or "策略保留"
            why += f"，依据{rule.clause}" if rule.clause else ""
        counts[finding.entity, finding.role, why] += 1
    return tuple(
        f"{_title(name, role)} {count} 处保留：{why}。"
        for (name, role, why), count in sorted(counts.items())
    )


def _open(findings: Sequence[Finding], settled: dict[str, Decision]) -> tuple[str, ...]:
    counts = Counter(
        (finding.entity, finding.role)
        for finding in findings
        if finding.id not in settled or settled[finding.id].action is Action.ASK
    )
    return tuple(
        f"{_title(name, role)} {count} 处待定，请复核。"
        for (name, role), count in sorted(counts.items())
    )


def _masks(strengths: Sequence[MaskStrength], floor: int) -> tuple[str, ...]:
    """Return one line a kind for strong masks and one a number for weak ones."""
    lines = []
    strong: dict[str, list[int]] = {}
    for strength in strengths:
        if strength.candidates >= floor:
            strong.setdefault(strength.kind, []).append(strength.candidates)
            continue
        page = strength.page_index
        where = f"第 {page + 1} 页" if page is not None else "正文"
        lines.append(
            f"{where}的部分遮盖{MASK_KINDS[strength.kind]}"
            f"还剩 {strength.candidates} 种可能，请扩大遮盖范围。"
        )
    for kind, counts in sorted(strong.items()):
        lines.append(
            f"部分遮盖的{MASK_KINDS[kind]} {len(counts)} 个，每个至少还有 "
            f"{min(counts):,} 种可能。"
        )
    return tuple(lines)


def _linkage(risk: Linkage) -> str:
    page = f"第 {risk.page_index + 1} 页" if risk.page_index is not None else ""
    head = f"{page}表格 {risk.rows} 行"
    if risk.named:
        return f"{head}：保留姓名，其余各列都能对应到个人，请只保留必须公布的列。"
    if not risk.unique:
        return f"{head}：没有唯一的行，最小的一组 {risk.k} 行。"
    best = risk.columns[0]
    gain = f"去掉「{_short(best.head)}」列后还剩 {best.unique_without} 行唯一"
    if best.unique_coarser is not None and best.unique_coarser < risk.unique:
        gain += f"，改为粗略的分段后还剩 {best.unique_coarser} 行"
    if len(risk.dropping) > 1 and not risk.dropping[-1][1]:
        names = "、".join(f"「{_short(name)}」" for name, _ in risk.dropping)
        gain += f"；去掉{names}列后没有唯一的行"
    return f"{head}中有 {risk.unique} 行是唯一的，可能被重新识别；{gain}。"


def _short(head: str) -> str:
    return head if len(head) <= 12 and not any(c.isdigit() for c in head) else "该"
