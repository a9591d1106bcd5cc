"""Why something is a hit, what the rule book says of it, and who decided."""

from html import escape

from redactor.model import Action, Finding
from ui.commands import note_of
from ui.words import action_words, entity_title, tr
from ui.workspace import MANUAL, FileEntry

__all__ = ["reason_html", "reason_lines"]


def reason_lines(entry: FileEntry, finding: Finding) -> list[str]:
    """Return the sentences on a hit or a hand-made mark. The note may be personal."""
    decision = entry.decision(finding)
    if finding.recognizer == MANUAL:
        words = tr("手工标记为“{0}”，处理方式：{1}。")
        return [words.format(entity_title(finding.entity), action_words(decision))]
    lines = [finding.explanation] if finding.explanation else []
    policy = entry.policy
    if policy is not None:
        rule = policy.rule_for(finding)
        if rule.clause:
            lines.append(tr("依据：{0}（{1}）").format(rule.clause, tr(policy.title)))
        if rule.note:
            lines.append(rule.note)
    if finding.id in entry.review.decisions and decision.action is not Action.ASK:
        words = tr("由 {0} 决定：{1}")
        lines.append(words.format(decision.by, action_words(decision)))
    note = note_of(entry, finding)
    if note:
        lines.append(tr("备注：{0}").format(note))
    return lines


def reason_html(entry: FileEntry, finding: Finding) -> str:
    """Return the sentences as lines of rich text."""
    return "<br>".join(escape(line) for line in reason_lines(entry, finding))
