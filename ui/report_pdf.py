"""The printable report: what was done to each file, and all decisions, without text."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from redactor.messages import where_words
from redactor.model import Action, Finding
from redactor.settings import Settings
from ui.report_text import file_report
from ui.theme import theme_named
from ui.words import action_words, entity_title, language, place_title, tr
from ui.workspace import FileEntry, Stage

__all__ = ["report_html", "write_report"]

_MOST_ROWS = 2000
_MARGIN_MM = 2.0  # Qt puts two centimetres of its own around the text
_POINTS = 10
_DOTS_AN_INCH = 1200
_STYLE = (
    "<style>h1{font-size:18pt} h2{font-size:14pt} h3{font-size:11pt}"
    " table.list{border-collapse:collapse} table.list td,table.list th"
    "{border:1px solid #999;padding:2px 6px}</style>"
)


@dataclass(frozen=True, slots=True, order=True)
class _Row:
    page: int
    place: str
    kind: str
    action: str
    clause: str
    by: str


def write_report(path: Path, entries: Iterable[FileEntry], settings: Settings) -> None:
    """Write the report of some files into one PDF (A4).

    Raises:
        OSError: The file cannot be written.
    """
    document = QTextDocument()
    font = QFont(document.defaultFont())
    font.setPointSize(_POINTS)
    document.setDefaultFont(font)
    document.setHtml(report_html(entries, settings, datetime.now().astimezone()))
    with path.open("wb"):  # QPdfWriter keeps silent about a folder it cannot write
        pass
    writer = QPdfWriter(str(path))
    writer.setResolution(_DOTS_AN_INCH)
    writer.setTitle(tr("公开前检查报告"))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document.print_(writer)


def report_html(entries: Iterable[FileEntry], settings: Settings, now: datetime) -> str:
    """Return the report as HTML in the colours of paper."""
    files = list(entries)
    released = sum(entry.stage is Stage.RELEASED for entry in files)
    rows = (
        (tr("单位"), settings.office),
        (tr("经办人"), settings.clerk),
        (tr("复核人"), settings.reviewer),
        (tr("时间"), now.strftime("%Y-%m-%d %H:%M")),
        (tr("文件"), tr("{0} 个，已导出 {1} 个").format(len(files), released)),
    )
    head = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(value or '—')}</td></tr>"
        for name, value in rows
    )
    title = escape(tr("公开前检查报告"))
    parts = [f"{_STYLE}<h1>{title}</h1><table cellpadding=3>{head}</table>"]
    parts += [_file(entry) for entry in files]
    return "<hr>".join(parts)


def _file(entry: FileEntry) -> str:
    report = file_report(entry, theme=theme_named("light"), links=False)
    return report + _decisions(entry) + _digests(entry)


def _decisions(entry: FileEntry) -> str:
    if entry.scan is None or not entry.findings:
        return ""
    counts = Counter(_row(entry, finding, places=True) for finding in entry.findings)
    if len(counts) > _MOST_ROWS:
        counts = Counter(_row(entry, f, places=False) for f in entry.findings)
    heads = (
        tr("位置"),
        tr("类别"),
        tr("处理"),
        tr("依据"),
        tr("决定人"),
        tr("数量"),
    )
    lines = ["<tr>" + "".join(f"<th>{escape(head)}</th>" for head in heads) + "</tr>"]
    for row, count in sorted(counts.items()):
        cells = (row.place, row.kind, row.action, row.clause, row.by, str(count))
        lines.append("".join(["<tr>", *(f"<td>{escape(c)}</td>" for c in cells)]))
    heading, body = escape(tr("逐项决定")), "".join(lines)
    return f'<h3>{heading}</h3><table class="list">{body}</table>'


def _row(entry: FileEntry, finding: Finding, *, places: bool) -> _Row:
    decision = entry.decision(finding)
    page = entry.page_of(finding)
    unit = entry.unit(finding.unit_id)
    place = place_title(unit.place) if unit is not None else ""
    if page is not None:
        place = where_words([f"p{page + 1}"], language=language())
    clause = ""
    if decision.action is Action.TREAT and entry.policy is not None:
        clause = entry.policy.rule_for(finding).clause
    by = tr("文种规定") if decision.by == "policy" else decision.by
    if decision.by == "person":
        by = tr("人工")
    return _Row(
        page=page or 0 if places else 0,
        place=place if places else tr("全文"),
        kind=entity_title(finding.entity),
        action=action_words(decision),
        clause=clause,
        by=by,
    )


def _digests(entry: FileEntry) -> str:
    rows = [(tr("原件 SHA-256"), entry.scan.sha256 if entry.scan else "")]
    if entry.result is not None and entry.result.copy_sha256:
        rows.append((tr("副本 SHA-256"), entry.result.copy_sha256))
    lines = [f"{escape(name)}<br><code>{v}</code>" for name, v in rows if v]
    return "".join(f"<p>{line}</p>" for line in lines)
