"""The ledger as a printable PDF: by month as a register, by document as cards.

Only a ledger whose chain holds is printed; the head's hash stands on every page. The
name of a document is not in the ledger: the register leaves a column to write it in.
"""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from redactor.audit.ledger import Ledger, LedgerEntry
from redactor.audit.paper import Paper
from redactor.audit.tables import (
    EVENTS,
    HEAD,
    Summary,
    event_rows,
    month_of,
    rows,
    summarize,
    sums,
)
from redactor.entities import entity
from redactor.errors import NotReleasedError, NotWritableError, OutputExistsError
from redactor.files import disk_reason
from redactor.messages import sentence

__all__ = ["LAYOUTS", "export_pdf"]

LAYOUTS = ("month", "document")
_TITLE = "公开前个人信息处理台账"
# Column of the register to its share of the width; the first is written by hand.
_REGISTER = {
    "序号": 26,
    "时间": 54,
    "文件名称（填写）": 84,
    "原件标识": 50,
    "页数": 24,
    "文种策略": 58,
    "结果": 32,
    "原因": 92,
    "已处理": 104,
    "处理方式": 54,
    "已保留": 54,
    "核验": 42,
    "经办人": 40,
    "复核人": 42,
    "撤回": 46,
}
_EVENT_WIDTHS = (26, 70, 80, 250, 50, 90, 204)
_CARD = ("位置", "类别", "方式", "依据", "由谁决定", "数量")
_CARD_WIDTHS = (120, 120, 80, 180, 90, 40)
_ACTIONS = {"treat": "处理", "keep": "保留", "ask": "待定"}
_TREATMENTS = {"cover": "遮盖", "delete": "删除", "deidentify": "去标识化"}


def export_pdf(
    ledger: Path,
    target: Path,
    *,
    by: str = "month",
    month: str | None = None,
    document: str = "",
    clauses: Mapping[str, str] | None = None,
) -> Summary:
    """Print the ledger; it is only read.

    Args:
        ledger: The ledger; its chain must hold.
        target: The PDF to write; it must not exist.
        by: ``month`` (a register with sums for each month) or ``document`` (a card
            for each document).
        month: Only this month, such as ``2026-11`` (local time).
        document: Only documents whose mark, input or copy digest begins so.
        clauses: Titles of clauses by id, as the policy has them.

    Raises:
        ChainBrokenError: The chain does not hold; nothing is written.
        NotReleasedError: No document has that digest.
        OutputExistsError: The target is there already.
        NotWritableError: The target cannot be written.
        ValueError: There is no such layout.
        OSError: The ledger cannot be read.
    """
    if by not in LAYOUTS:
        raise ValueError("no such layout")
    entries = tuple(Ledger(ledger).entries())
    summary = summarize(entries, month)
    offices = {str(e.record.get("office", "")) for e in entries} - {""}
    office = "、".join(sorted(offices))
    paper = Paper(f"{_TITLE}　{office}", f"链尾摘要 {summary.head}")
    if by == "month" and not document:
        _register(paper, entries, month)
        paper.heading("统计")
        paper.table(("项目", "数量"), (1, 1), (r for r in sums(summary) if r))
        paper.line("　" * 2)
        paper.line(f"制表人：{'＿' * 8}　审核人：{'＿' * 8}　日期：{'＿' * 8}")
    else:
        chosen = [e for e in entries if _is_chosen(e, month, document)]
        if document and not chosen:
            raise NotReleasedError(reason="not_in_ledger")
        table = {row[0]: row for row in rows(entries)}
        for number, entry in enumerate(chosen):
            if number:
                paper.turn()
            _card(paper, entry, table[entry.seq], clauses or {})
    _save(paper.save(title=_TITLE), target)
    return summary


def _save(data: bytes, target: Path) -> None:
    try:
        with target.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError as error:
        raise OutputExistsError() from error
    except OSError as error:
        raise NotWritableError(reason=disk_reason(error)) from error


def _register(paper: Paper, entries: Sequence[LedgerEntry], month: str | None) -> None:
    months = [name for name, _ in groupby(map(month_of, entries))]
    for name in sorted(set(months)):
        if month and name != month:
            continue
        year, _, number = name.partition("-")
        paper.heading(f"{year} 年 {int(number)} 月")
        table = [_short(row) for row in rows(entries, name)]
        paper.table(tuple(_REGISTER), tuple(_REGISTER.values()), table)
        done = summarize(entries, name)
        counts = "，".join(
            f"{sentence(f'status_{k}')} {n}" for k, n in done.documents.items()
        )
        paper.line(
            f"本月合计：{counts or '没有文件'}；撤回 {sum(done.withdrawn.values())}"
        )
        events = [(*row[:-1], str(row[-1])[:24]) for row in event_rows(entries, name)]
        if events:
            paper.table(EVENTS, _EVENT_WIDTHS, events)


def _short(row: Sequence[str | int]) -> tuple[str | int, ...]:
    found = dict(zip(HEAD, row, strict=True))
    found["时间"] = str(found["时间"])[:16].replace(" ", "\n")
    found["撤回"] = str(found["撤回"]).replace(" ", "\n")
    return tuple(found.get(column, "") for column in _REGISTER)


def _is_chosen(entry: LedgerEntry, month: str | None, document: str) -> bool:
    record = entry.record
    if record.get("kind") != "redact" or (month and month_of(entry) != month):
        return False
    source, output = record.get("source") or {}, record.get("output") or {}
    marks = source.get("label"), source.get("sha256"), output.get("sha256")
    return any(str(mark or "").startswith(document) for mark in marks)


def _card(
    paper: Paper,
    entry: LedgerEntry,
    row: Sequence[str | int],
    clauses: Mapping[str, str],
) -> None:
    record = entry.record
    paper.heading(f"第 {entry.seq} 条　{entry.local[:19].replace('T', ' ')}")
    found = dict(zip(HEAD, row, strict=True))
    facts = [(k, v) for k, v in found.items() if v != "" and k not in ("序号", "时间")]
    facts.append(("原件摘要", str((record.get("source") or {}).get("sha256", ""))))
    facts.append(("文件名称（填写）", ""))
    paper.table(("项目", "内容"), (1, 5), facts)
    if record.get("hits"):
        paper.table(_CARD, _CARD_WIDTHS, _hits(record["hits"], clauses))
    told = [_hazard_words(hazard) for hazard in record.get("hazards", ())]
    told += [
        f"去除隐藏内容：{sentence(f'removal_{kind}')} {count}"
        for kind, count in (record.get("removals") or {}).items()
    ]
    told += [
        f"核验：{sentence('channel_' + check['channel'])} "
        f"{'通过' if check['passed'] else '未通过'}"
        for check in record.get("checks", ())
    ]
    for words in told:
        paper.line(words)


def _hazard_words(hazard: Any) -> str:
    seen = "已由人确认" if hazard.get("confirmed") else "未确认"
    words = sentence(f"hazard_{hazard['kind']}", count=hazard["count"])
    return f"未读到的内容：{words}（{seen}）"


def _hits(
    hits: Sequence[Any], clauses: Mapping[str, str]
) -> list[tuple[str | int, ...]]:
    """Count hits that are alike; places are pages, or parts of a Word file."""
    counts: Counter[tuple[str, ...]] = Counter()
    for hit in hits:
        page = hit.get("page")
        place = f"第 {page} 页" if page else str(hit.get("place", "")).split("#")[0]
        action = _ACTIONS.get(hit["decision"], hit["decision"])
        treatment = _TREATMENTS.get(hit.get("treatment", ""), "")
        title = entity(hit["entity"]).title
        by = {"policy": "策略", "check": "核验"}.get(hit["by"], hit["by"])
        way = f"{action}{f'（{treatment}）' if treatment else ''}"
        clause = str(hit.get("clause", ""))
        counts[place, title, way, clauses.get(clause, clause), by] += 1
    return [(*key, count) for key, count in counts.items()]
