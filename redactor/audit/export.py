"""The ledger as a workbook (XLSX) that offices file: one row a document, and sums.

Only a ledger whose chain holds is exported; the head's hash stands on the sheet of
sums, so that a printed copy can be checked later. The workbook is written with inline
strings and fixed dates (ECMA-376 part 1, 18): equal ledgers give equal files.
"""

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from redactor.audit.ledger import Ledger, LedgerEntry
from redactor.entities import entity
from redactor.errors import NotWritableError, OutputExistsError
from redactor.messages import sentence

__all__ = ["Summary", "export_xlsx", "rows", "summarize"]

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
    "已保留",
    "经办人",
    "复核人",
    "单位",
    "副本摘要",
    "本条摘要",
)
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
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_SHEETS = ("台账", "统计")
_LONGEST_CELL = 32_767


@dataclass(frozen=True, slots=True)
class Summary:
    """Sums over a ledger.

    Attributes:
        documents: Number of entries about documents, by status.
        treated: Treated places by entity, over released copies.
        months: Released copies by month (``2026-11``), local time.
        head: Hash of the last entry.
    """

    documents: Mapping[str, int] = field(default_factory=dict)
    treated: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    head: str = ""


def summarize(entries: Iterable[LedgerEntry]) -> Summary:
    """Return the sums over entries."""
    documents: Counter[str] = Counter()
    treated: Counter[str] = Counter()
    months: Counter[str] = Counter()
    head = ""
    for entry in entries:
        head = entry.entry_hash
        status = entry.record.get("status")
        if entry.record.get("kind") != "redact" or not status:
            continue
        documents[status] += 1
        if status == "released":
            treated.update(entry.record.get("treated", {}))
            months[entry.local[:7]] += 1
    return Summary(dict(documents), dict(treated), dict(sorted(months.items())), head)


def rows(
    entries: Iterable[LedgerEntry], month: str | None = None
) -> Iterator[tuple[str | int, ...]]:
    """Yield one row a document, in the columns of `HEAD`.

    Args:
        entries: Entries in order.
        month: Only those of one month, such as ``2026-11`` (local time).
    """
    for entry in entries:
        record = entry.record
        if record.get("kind") != "redact" or (month and entry.local[:7] != month):
            continue
        source = record.get("source", {})
        policy = record.get("policy", {}).get("name", "")
        code = record.get("code", "")
        yield (
            entry.seq,
            entry.local[:19].replace("T", " "),
            source.get("label", ""),
            source.get("suffix", "").lstrip("."),
            source.get("pages") or "",
            _POLICIES.get(policy, policy),
            sentence(f"status_{record.get('status', '')}"),
            _why(record) if code else "",
            _counts(record.get("treated", {})),
            _counts(record.get("kept", {})),
            record.get("operator", ""),
            record.get("reviewer", ""),
            record.get("office", ""),
            record.get("output", {}).get("sha256", ""),
            entry.entry_hash,
        )


def _why(record: Mapping[str, Any]) -> str:
    unread = [h for h in record.get("hazards", ()) if not h.get("confirmed")]
    return sentence(
        record["code"],
        count=sum(hazard["count"] for hazard in unread),
        kinds=sorted({hazard["kind"] for hazard in unread}),
    )


def _counts(found: Mapping[str, int]) -> str:
    return "，".join(f"{entity(name).title} {count}" for name, count in found.items())


def export_xlsx(ledger: Path, target: Path, month: str | None = None) -> Summary:
    """Write the workbook; the ledger is only read.

    Raises:
        ChainBrokenError: The chain does not hold; nothing is written.
        OutputExistsError: The target is there already.
        NotWritableError: The target cannot be written.
        OSError: The ledger cannot be read.
    """
    entries = tuple(Ledger(ledger).entries())
    summary = summarize(entries)
    sheets = ([HEAD, *rows(entries, month)], list(_sums(summary)))
    try:
        with target.open("xb") as stream, zipfile.ZipFile(stream, "w") as package:
            for name, text in _parts(sheets):
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(info, text.encode())
    except FileExistsError as error:
        raise OutputExistsError() from error
    except OSError as error:
        raise NotWritableError(reason=type(error).__name__) from error
    return summary


def _sums(summary: Summary) -> Iterator[tuple[str | int, ...]]:
    yield ("文件", "数量")
    for status, count in summary.documents.items():
        yield (sentence(f"status_{status}"), count)
    yield ()
    yield ("月份", "写出副本")
    yield from summary.months.items()
    yield ()
    yield ("类别", "已处理")
    for name, count in sorted(summary.treated.items(), key=lambda item: -item[1]):
        yield (entity(name).title, count)
    yield ()
    yield ("链尾摘要", summary.head)


def _parts(
    sheets: Sequence[Sequence[Sequence[str | int]]],
) -> Iterator[tuple[str, str]]:
    types, relations, names = "", "", ""
    for number, name in enumerate(_SHEETS, 1):
        types += (
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        )
        relations += (
            f'<Relationship Id="rId{number}" Type="{_REL}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
        names += f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
    yield (
        "[Content_Types].xml",
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        f"{types}</Types>",
    )
    yield (
        "_rels/.rels",
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
    )
    yield (
        "xl/workbook.xml",
        f'{_XML}<workbook xmlns="{_NS}" xmlns:r="{_REL}"><sheets>{names}</sheets>'
        "</workbook>",
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        "</Relationships>",
    )
    for number, sheet in enumerate(sheets, 1):
        yield f"xl/worksheets/sheet{number}.xml", _sheet(sheet)


def _sheet(sheet: Sequence[Sequence[str | int]]) -> str:
    body = "".join(
        f'<row r="{number}">{"".join(map(_cell, row))}</row>'
        for number, row in enumerate(sheet, 1)
    )
    return f'{_XML}<worksheet xmlns="{_NS}"><sheetData>{body}</sheetData></worksheet>'


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    text = escape("".join(c for c in value if c.isprintable())[:_LONGEST_CELL])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
