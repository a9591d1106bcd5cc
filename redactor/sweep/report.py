"""The report of a sweep as a workbook and as a page; no personal text in either."""

import os
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path

from redactor.errors import NotWritableError
from redactor.messages import sentence
from redactor.sweep.model import Entry, Level, category_title, place_title
from redactor.sweep.run import Sweep

__all__ = ["detail_rows", "file_rows", "write_reports"]

_FILES = (
    "序号",
    "级别",
    "文件",
    "文件标识",
    "涉及人数",
    "未成年人",
    "达标比例",
    "说明",
)
_DETAILS = ("序号", "文件", "位置", "类别", "数量")
_BASIS = (
    "达标比例：财产信息 50 条、健康等信息 500 条、其他个人信息 5000 条为 1，按比例合计"
    "（法释〔2017〕10号 第五条第一款第三至六项）。条数和人数按不同的值估算。"
    "文件名中的个人信息已隐去，可凭文件标识（内容的 SHA-256 前 12 位）找到文件。"
)
_STYLE = (
    "body{font:16px/1.6 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;"
    "margin:2em auto;max-width:70em;padding:0 1em;color:#1a1a1a}"
    "table{border-collapse:collapse;width:100%;margin:1em 0}"
    "th,td{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top}"
    "th{background:#f0f0f0}.l4{background:#f8d0d0}.l3{background:#fbe5cc}"
    ".l2{background:#fdf6cf}"
)

Row = tuple[str | int, ...]


def file_rows(sweep: Sweep) -> Iterator[Row]:
    """Yield one row a file that needs a look, the worst first."""
    for number, entry in _listed(sweep):
        swept = entry.swept
        yield (
            number,
            entry.level.title,
            swept.label,
            swept.mark,
            swept.persons,
            swept.minors,
            f"{entry.share:.0%}",
            _why(entry),
        )


def detail_rows(sweep: Sweep) -> Iterator[Row]:
    """Yield one row a category and place."""
    for number, entry in _listed(sweep):
        for hit in entry.hits:
            title, place = category_title(hit.category), place_title(hit.place)
            yield number, entry.swept.label, place, title, hit.count


def write_reports(sweep: Sweep, output: Path) -> tuple[Path, Path]:
    """Write ``排查报告.xlsx`` and ``.html`` over those of the last sweep.

    Raises:
        NotWritableError: The folder cannot be written.
    """
    paths = output / "排查报告.xlsx", output / "排查报告.html"
    try:
        for path, write in zip(paths, (_write_xlsx, _write_html), strict=True):
            temporary = path.with_name(f".{os.getpid()}-{path.name}")
            try:
                write(sweep, temporary)
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise NotWritableError(reason="denied") from error
    return paths


def _listed(sweep: Sweep) -> Iterator[tuple[int, Entry]]:
    found = (entry for entry in sweep.entries if entry.level is not Level.NONE)
    return enumerate(found, 1)


def _why(entry: Entry) -> str:
    if entry.swept.code:
        return "未能排查：" + sentence(entry.swept.code)
    counts: Counter[str] = Counter()
    for hit in entry.hits:
        counts[hit.category] += hit.count
    return "，".join(f"{category_title(k)} {n}" for k, n in counts.most_common())


def _sums(sweep: Sweep) -> Iterator[Row]:
    levels = Counter(entry.level for entry in sweep.entries)
    yield "文件", len(sweep.entries)
    for level in sorted(Level, reverse=True):
        yield f"级别：{level.title}", levels[level]
    yield "涉及人数（各文件相加）", sum(e.swept.persons for e in sweep.entries)
    counts: Counter[str] = Counter()
    for entry in sweep.entries:
        for hit in entry.hits:
            counts[hit.category] += hit.count
    for category, count in counts.most_common():
        yield category_title(category), count
    for suffix, count in sweep.unread.items():
        yield f"没有排查的格式 {suffix}", count


def _write_xlsx(sweep: Sweep, path: Path) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    options = {"strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(path), options)
    sheets = (
        ("汇总", [("项目", "数量"), *_sums(sweep), (_BASIS,)], (40, 12)),
        ("文件", [_FILES, *file_rows(sweep)], (6, 10, 60, 16, 10, 10, 10, 60)),
        ("明细", [_DETAILS, *detail_rows(sweep)], (6, 60, 14, 36, 8)),
    )
    bold = book.add_format({"bold": True})
    for name, rows, widths in sheets:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row, None if number else bold)
    try:
        book.close()
    except XlsxFileError as error:
        raise OSError(str(type(error))) from error


def _write_html(sweep: Sweep, path: Path) -> None:
    levels = [entry.level for _, entry in _listed(sweep)]
    parts = [
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">',
        f"<title>已发布内容排查报告</title><style>{_STYLE}</style>",
        "<h1>已发布内容排查报告</h1>",
        _table(("项目", "数量"), list(_sums(sweep)), []),
        f"<p>{_BASIS}</p><h2>文件</h2>",
        _table(_FILES, list(file_rows(sweep)), levels),
        "<h2>明细</h2>",
        _table(_DETAILS, list(detail_rows(sweep)), []),
    ]
    path.write_text("\n".join(parts) + "</html>\n", encoding="utf-8")


def _table(head: Row, rows: list[Row], levels: list[Level]) -> str:
    lines = ["<table><tr>" + "".join(f"<th>{escape(str(c))}</th>" for c in head)]
    for number, row in enumerate(rows):
        mark = f' class="l{int(levels[number])}"' if levels else ""
        cells = "".join(f"<td>{escape(str(cell))}</td>" for cell in row)
        lines.append(f"<tr{mark}>{cells}")
    return "\n".join(lines) + "</table>"
