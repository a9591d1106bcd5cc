"""The check before publication as rich text, and what it still holds back.

Its sentences are the core's; in another language it is handed this window's words.
"""

from html import escape
from typing import TYPE_CHECKING

from ui.checking import weak_open
from ui.words import tr
from ui.workspace import FileEntry

if TYPE_CHECKING:
    from redactor.masking.publishing import PublishingCheck

__all__ = ["TABLES_LINK", "check_section", "pending_lines"]

TABLES_LINK = "tables:"


def pending_lines(entry: FileEntry) -> list[str]:
    """Return why the check holds a file back, in sentences."""
    if entry.scan is None or entry.waiting or entry.open_hazards:
        return []
    if entry.check is None:
        if entry.pre is not None and entry.pre.failed:
            return [tr("发布前检查没有完成，不能导出。请重新识别这个文件后再试。")]
        return [tr("正在做发布前检查…")]
    weak = weak_open(entry)
    if not weak and entry.clean is None:
        return [tr("正在核对文件名是否含个人信息…")]
    if not weak:
        return []
    words = tr("有 {0} 个部分遮盖的号码容易被猜出，请改为全部遮盖，或核对后确认。")
    return [words.format(weak)]


def check_section(entry: FileEntry, *, links: bool = True) -> str:
    """Return the check as HTML; empty until it is there."""
    check = entry.check
    if check is None:
        return ""
    parts = []
    for heading, lines in _sections(check):
        if lines:
            items = "".join(f"<li>{escape(line)}</li>" for line in lines)
            parts.append(f"<p><b>{escape(heading)}</b></p><ul>{items}</ul>")
    if check.tables and links:
        words = escape(tr("看每一列的影响"))
        parts.append(f'<p><a href="{TABLES_LINK}">{words}</a></p>')
    heading = escape(tr("发布前检查"))
    return f"<h3>{heading}</h3>" + "".join(parts)


def _sections(check: "PublishingCheck") -> tuple[tuple[str, tuple[str, ...]], ...]:
    # hidden content and unread places have lists of their own, with confirmations
    return (
        (tr("怎样处理"), check.treated),
        (tr("保留什么，为什么"), check.kept),
        (tr("还要决定"), check.open),
        (tr("部分遮盖的强度"), check.masks),
        (tr("合起来能否认出人"), check.linkage),
    )
