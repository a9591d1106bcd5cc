"""The page of one file in step ③, as rich text without personal text."""

from collections import Counter
from html import escape

from redactor.entities import Category, entity
from redactor.messages import (
    check_sentence,
    hazard_sentence,
    removal_sentence,
    where_words,
)
from redactor.model import Action, Decision, Finding
from ui.check_text import check_section, pending_lines
from ui.signing import sign_lines
from ui.theme import Theme, category_colour, current_theme
from ui.words import (
    category_title,
    entity_title,
    language,
    problem_words,
    tr,
    treatment_title,
)
from ui.workspace import FileEntry, Stage

__all__ = ["file_report", "first_page", "page_of_link"]

_LINK = "page:"


def file_report(
    entry: FileEntry, *, theme: Theme | None = None, links: bool = True
) -> str:
    """Return what was found, decided and done about a file, as HTML.

    Args:
        entry: The file.
        theme: Colours; None takes those of the window.
        links: Lead to pages; paper cannot.
    """
    theme = theme or current_theme()
    parts = [f"<h2>{escape(entry.path.name)}</h2>"]
    parts += [_verdict(entry, theme), _signature(entry, theme), _news(entry, links)]
    if entry.scan is not None:
        parts += [_treated(entry), _kept(entry), _unread(entry), _dropped(entry)]
        parts.append(check_section(entry, links=links))
    parts.append(_checks(entry))
    return "".join(part for part in parts if part)


def _line(words: str, colour: str, sign: str) -> str:
    return f'<p style="color:{colour}"><b>{sign} {escape(words)}</b></p>'


def _signature(entry: FileEntry, theme: Theme) -> str:
    colours = {True: (theme.passed, "✓"), False: (theme.ask, "◐")}
    return "".join(_line(words, *colours[fine]) for fine, words in sign_lines(entry))


def _verdict(entry: FileEntry, theme: Theme) -> str:
    if entry.stage in (Stage.PROBLEM, Stage.WITHHELD):
        return _line(problem_words(entry), theme.stop, "✕")
    if entry.stage is Stage.RELEASED and entry.result and entry.result.output:
        words = tr("副本已写出并通过检查：{0}").format(entry.result.output.name)
        return _line(words, theme.passed, "✓")
    if entry.scan is None:
        return _line(tr("还没有识别完。"), theme.secondary, "…")
    if entry.stage is Stage.EXPORTING:
        return _line(tr("正在导出并检查…"), theme.secondary, "…")
    lines = []
    if entry.waiting:
        words = tr("还有 {0} 处待定，决定之后才能导出。").format(entry.waiting)
        lines.append(_line(words, theme.ask, "◐"))
    if entry.open_hazards:
        words = tr("还有 {0} 处未读内容没有确认，确认之后才能导出。")
        lines.append(_line(words.format(len(entry.open_hazards)), theme.ask, "◐"))
    if not entry.findings and not entry.review.manual:
        words = tr("未发现个人信息，请人工核对后再导出。")
        lines.append(_line(words, theme.ask, "◐"))
    lines += [_line(words, theme.ask, "◐") for words in pending_lines(entry)]
    if not lines:
        lines.append(_line(tr("可以导出。写出后会再检查一遍副本。"), theme.passed, "✓"))
    if entry.clean:
        words = tr("原文件名含个人信息，副本将命名为“{0}”。").format(entry.clean)
        lines.append(f"<p>{escape(words)}</p>")
    return "".join(lines)


def _by_action(entry: FileEntry, action: Action) -> list[tuple[Finding, Decision]]:
    pairs = ((f, entry.decision(f)) for f in entry.findings)
    return [(f, d) for f, d in pairs if d.action is action]


def _treated(entry: FileEntry) -> str:
    counts: dict[Category, Counter[str]] = {}
    for finding, decision in _by_action(entry, Action.TREAT):
        method = treatment_title(decision.treatment or entry.treatment_of(finding))
        kind = entity(finding.entity).category
        counts.setdefault(kind, Counter())[method] += 1
    rows = []
    for category in Category:
        if category in counts:
            methods = "，".join(f"{m} {n}" for m, n in counts[category].items())
            rows.append(_row(category, methods, counts[category].total()))
    if entry.review.manual:
        words = escape(tr("手工标记"))
        count = len(entry.review.manual)
        rows.append(f"<tr><td>{words}</td><td align=right>{count}</td><td></td></tr>")
    if not rows:
        return ""
    released = entry.stage is Stage.RELEASED
    return _table(tr("已去除") if released else tr("将去除"), rows)


def _row(category: Category, methods: str, count: int) -> str:
    colour = category_colour(category).name()
    name = escape(category_title(category))
    return (
        f'<tr><td><span style="color:{colour}">●</span> {name}</td>'
        f"<td align=right>{count}</td><td>{escape(methods)}</td></tr>"
    )


def _kept(entry: FileEntry) -> str:
    counts = Counter(
        (entity(f.entity).category, d.by) for f, d in _by_action(entry, Action.KEEP)
    )
    if not counts:
        return ""
    rows = []
    for (category, by), count in counts.items():
        who = tr("按文种规定") if by == "policy" else tr("人工决定")
        rows.append(_row(category, who, count))
    return _table(tr("保留"), rows)


def _table(heading: str, rows: list[str]) -> str:
    body = "".join(rows)
    return f"<h3>{escape(heading)}</h3><table cellpadding=4>{body}</table>"


def _list(heading: str, lines: list[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h3>{escape(heading)}</h3><ul>{items}</ul>"


def _unread(entry: FileEntry) -> str:
    """List what a person must look at, and apart from it what is only told."""
    tasks, told = [], []
    for hazard in entry.hazards:
        words = hazard_sentence(hazard, language=language())
        if hazard.blocking:
            done = hazard.id in entry.review.confirmed
            tasks.append(words + (tr("（已确认）") if done else tr("（未确认）")))
        else:
            told.append(words)
    needed = _list(tr("需要人工核对的内容"), tasks)
    return needed + _list(tr("提示"), told)


def _dropped(entry: FileEntry) -> str:
    removals = entry.result.removals if entry.result else ()
    if not removals and entry.scan is not None:
        removals = entry.scan.removals
    lines = [removal_sentence(removal, language=language()) for removal in removals]
    return _list(tr("副本中不再带有"), lines)


def first_page(entry: FileEntry) -> int | None:
    """Return the zero-based page of the first place where the check stopped."""
    result = entry.result
    if result is None:
        return None
    places = [place for _, place in result.new_findings]
    places += [str(place) for place in result.context.get("places", ())]
    pages = [page for place in places if (page := _page_index(place)) is not None]
    return min((p for p in pages if p < len(entry.page_sizes)), default=None)


def _news(entry: FileEntry, links: bool) -> str:
    """Return what only the check of the copy found, with a link to each page.

    Without new values the pages stand here that the check stopped at.
    """
    result = entry.result
    if result is None or entry.stage is not Stage.WITHHELD:
        return ""
    places = sorted(result.new_findings)
    heading = tr("检查副本时又发现")
    if not places:
        places = [("", str(p)) for p in result.context.get("places", ())]
        heading = tr("检查没有通过的地方")
    lines: dict[str, None] = {}
    for name, place in places:
        where = where_words([place], language=language())
        words = escape(f"{entity_title(name) if name else ''} {where}".strip())
        page = _page_index(place)
        if links and page is not None and page < len(entry.page_sizes):
            look = escape(tr("去这一页"))
            lines[f'{words} · <a href="{_LINK}{page}">{look}</a>'] = None
        elif words:
            lines[words] = None
    if not lines:
        return ""
    todo = escape(tr("请到这些位置，用“框选”或“标记所选文字”盖住，再导出一次。"))
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<h3>{escape(heading)}</h3><ul>{items}</ul><p>{todo}</p>"


def _page_index(place: str) -> int | None:
    """Return the zero-based page of a place such as ``p3/…``."""
    head = place.split("/", 1)[0]
    digits = head[1:] if head[:1] == "p" else ""
    number = int(digits) if digits.isascii() and digits.isdigit() else 0
    return number - 1 if number else None


def page_of_link(link: str) -> int | None:
    """Return the zero-based page of a link in a report."""
    digits = link.removeprefix(_LINK)
    return int(digits) if link.startswith(_LINK) and digits.isdigit() else None


def _checks(entry: FileEntry) -> str:
    if entry.result is None or entry.result.report is None:
        return ""
    checks = entry.result.report.checks
    lines = [check_sentence(check, language=language()) for check in checks]
    return _list(tr("对写出的副本所做的检查"), lines)
