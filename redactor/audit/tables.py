"""The ledger as tables that offices keep: one row a document, other events, sums."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from redactor.audit.ledger import LedgerEntry
from redactor.entities import entity
from redactor.messages import sentence

__all__ = [
    "EVENTS",
    "HEAD",
    "REASONS",
    "Summary",
    "counts_words",
    "event_rows",
    "month_of",
    "policy_title",
    "rows",
    "summarize",
    "sums",
    "why",
    "withdrawals",
]

HEAD = (
    "序号",
    "时间",
    "原件标识",
    "格式",
    "页数",
    "文种策略",
    "结果",
    "原因",
    "已处理",
    "处理方式",
    "已保留",
    "核验",
    "经办人",
    "复核人",
    "单位",
    "撤回",
    "副本摘要",
    "本条摘要",
)
EVENTS = ("序号", "时间", "事项", "说明", "经办人", "单位", "本条摘要")
# Why a released copy is taken back: codes, since the ledger holds no free text.
REASONS: Mapping[str, str] = {
    "personal_info": "含个人信息",
    "wrong_content": "内容有误",
    "period_over": "公示期满",
    "objection": "当事人申请",
    "secret": "涉密",
    "other": "其他",
}
_TREATMENTS = {"cover": "遮盖", "delete": "删除", "deidentify": "去标识化"}
_RUNS = {"started": "批量处理开始", "ended": "批量处理结束", "stopped": "批量处理中止"}
_COUNTS = {"files": "文件", "known": "以前已办"}
_POLICIES = {
    "general": "一般公文",
    "relief": "惠民救助公示",
    "student": "学生资助与学校",
    "penalty": "行政处罚与许可公示",
    "judgment": "裁判与复议文书",
    "disclosure": "依申请公开答复",
    "appointment": "招录任职公示",
    "cover_all": "全部遮盖",
    "own": "本单位自定策略",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """Sums over a ledger.

    Attributes:
        documents: Number of entries about documents, by status.
        treated: Treated places by entity, over released copies.
        kept: Kept places by entity, over released copies.
        months: Released copies by month (``2026-11``), local time.
        withdrawn: Copies taken back, by reason.
        hidden: Hidden content dropped from released copies, by kind.
        runs: Number of runs that began.
        head: Hash of the last entry.
    """

    documents: Mapping[str, int] = field(default_factory=dict)
    treated: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    withdrawn: Mapping[str, int] = field(default_factory=dict)
    hidden: Mapping[str, int] = field(default_factory=dict)
    runs: int = 0
    head: str = ""


def month_of(entry: LedgerEntry) -> str:
    """Return the month of an entry, local time, such as ``2026-11``."""
    return entry.local[:7]


def summarize(entries: Iterable[LedgerEntry], month: str | None = None) -> Summary:
    """Return the sums over entries, or over those of one month."""
    kinds = ("documents", "treated", "kept", "months", "withdrawn", "hidden")
    sums: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    head, runs = "", 0
    for entry in entries:
        head = entry.entry_hash
        if month and month_of(entry) != month:
            continue
        record = entry.record
        status = record.get("status")
        if record.get("kind") == "withdrawal":
            sums["withdrawn"][record.get("reason", "")] += 1
        runs += (record.get("kind"), status) == ("run", "started")
        if record.get("kind") != "redact" or not status:
            continue
        sums["documents"][status] += 1
        if status == "released":
            sums["treated"].update(record.get("treated", {}))
            sums["kept"].update(record.get("kept", {}))
            sums["hidden"].update(record.get("removals", {}))
            sums["months"][month_of(entry)] += 1
    months = dict(sorted(sums.pop("months").items()))
    plain = {kind: dict(counts) for kind, counts in sums.items()}
    return Summary(**plain, months=months, runs=runs, head=head)


def withdrawals(entries: Iterable[LedgerEntry]) -> dict[int, str]:
    """Return day and reason of withdrawal by the number of the entry of release."""
    found = {}
    for entry in entries:
        if entry.record.get("kind") == "withdrawal":
            reason = str(entry.record.get("reason", ""))
            words = f"{entry.local[:10]} {REASONS.get(reason, reason)}"
            found[int(entry.record.get("ref", 0))] = words
    return found


def rows(
    entries: Sequence[LedgerEntry], month: str | None = None
) -> Iterator[tuple[str | int, ...]]:
    """Yield one row a document, in the columns of `HEAD`.

    Args:
        entries: All entries in order.
        month: Only those of one month, such as ``2026-11`` (local time).
    """
    withdrawn = withdrawals(entries)
    for entry in entries:
        record = entry.record
        if record.get("kind") != "redact" or (month and month_of(entry) != month):
            continue
        source = record.get("source", {})
        yield (
            entry.seq,
            entry.local[:19].replace("T", " "),
            source.get("label", ""),
            source.get("suffix", "").lstrip("."),
            source.get("pages") or "",
            policy_title(record),
            sentence(f"status_{record.get('status', '')}"),
            why(record),
            counts_words(record.get("treated", {})),
            _treatments(record),
            counts_words(record.get("kept", {})),
            _checks(record),
            record.get("operator", ""),
            _reviewer(record),
            record.get("office", ""),
            withdrawn.get(entry.seq, ""),
            record.get("output", {}).get("sha256", ""),
            entry.entry_hash,
        )


def event_rows(
    entries: Iterable[LedgerEntry], month: str | None = None
) -> Iterator[tuple[str | int, ...]]:
    """Yield one row for every entry that is about no document, as in `EVENTS`."""
    for entry in entries:
        record = entry.record
        told = _event(record)
        if told is None or (month and month_of(entry) != month):
            continue
        yield (
            entry.seq,
            entry.local[:19].replace("T", " "),
            *told,
            record.get("operator", ""),
            record.get("office", ""),
            entry.entry_hash,
        )


def _event(record: Mapping[str, Any]) -> tuple[str, str] | None:
    kind = record.get("kind")
    if kind == "run":
        status = str(record.get("status", ""))
        counts = record.get("counts", {})
        told = [
            f"{_COUNTS.get(k) or sentence(f'status_{k}')} {n}"
            for k, n in counts.items()
        ]
        return _RUNS.get(status, status), "，".join(told)
    if kind == "export":
        form = str(record.get("format", "")).upper()
        return "导出台账", f"{form} {record.get('month') or '全部'}"
    if kind == "withdrawal":
        reason = str(record.get("reason", ""))
        return "撤回副本", f"第 {record.get('ref')} 条，{REASONS.get(reason, reason)}"
    if kind == "signature":
        return "链尾签名", f"第 {record.get('ref')} 条为止"
    return None if kind == "redact" else (str(kind), "")


def policy_title(record: Mapping[str, Any]) -> str:
    """Return the Chinese name of a record's policy."""
    name = str(record.get("policy", {}).get("name", ""))
    return _POLICIES.get(name, name)


def _reviewer(record: Mapping[str, Any]) -> str:
    signed = record.get("signoff") or {}
    if signed.get("by"):
        return f"{signed['by']}（签字）"
    return str(record.get("reviewer", ""))


def _treatments(record: Mapping[str, Any]) -> str:
    counts = Counter(
        hit["treatment"]
        for hit in record.get("hits", ())
        if hit.get("treatment") and hit.get("decision") == "treat"
    )
    counts["cover"] += record.get("manual", 0)
    told = [f"{_TREATMENTS.get(k, k)} {n}" for k, n in counts.items() if n]
    return "，".join(told)


def _checks(record: Mapping[str, Any]) -> str:
    checks = record.get("checks", ())
    passed = sum(bool(check.get("passed")) for check in checks)
    return f"{passed}/{len(checks)} 项通过" if checks else ""


def why(record: Mapping[str, Any]) -> str:
    """Return why there is no copy, empty if there is one."""
    if not record.get("code"):
        return ""
    unread = [h for h in record.get("hazards", ()) if not h.get("confirmed")]
    return sentence(
        record["code"],
        count=sum(hazard["count"] for hazard in unread),
        kinds=sorted({hazard["kind"] for hazard in unread}),
    )


def counts_words(found: Mapping[str, int]) -> str:
    """Return counts by entity in words."""
    return "，".join(f"{entity(name).title} {count}" for name, count in found.items())


def sums(summary: Summary) -> Iterator[tuple[str | int, ...]]:
    """Yield the rows of the statistics."""
    yield ("文件", "数量")
    for status, count in summary.documents.items():
        yield (sentence(f"status_{status}"), count)
    yield ()
    yield ("月份", "写出副本")
    yield from summary.months.items()
    for title, found in (("已处理", summary.treated), ("已保留", summary.kept)):
        yield ()
        yield ("类别", title)
        for name, count in sorted(found.items(), key=lambda item: -item[1]):
            yield (entity(name).title, count)
    if summary.hidden:
        yield ()
        yield ("隐藏内容", "已去除")
        for kind, count in sorted(summary.hidden.items(), key=lambda item: -item[1]):
            yield (sentence(f"removal_{kind}"), count)
    if summary.withdrawn:
        yield ()
        yield ("撤回原因", "副本")
        for reason, count in summary.withdrawn.items():
            yield (REASONS.get(reason, reason), count)
    yield ()
    yield ("批量处理次数", summary.runs)
    yield ("链尾摘要", summary.head)
