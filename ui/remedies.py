"""What a clerk can do about a file that has no copy: one button a reason.

The sentences stand in `redactor.wordings`; here is the act that belongs to each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from ui.entry import FileEntry, Stage
from ui.report_text import first_page

__all__ = ["Act", "Remedy", "remedy_of"]


class Act(StrEnum):
    """What a button does."""

    AGAIN = "again"
    CONFIRM = "confirm"
    FOLDER = "folder"
    LEDGER = "ledger"
    PAGE = "page"
    PASSWORD = "password"
    PEOPLE = "people"
    RESCAN = "rescan"
    REVIEW = "review"
    RULES = "rules"
    SIGN = "sign"
    TREAT_NEW = "treat_new"


@dataclass(frozen=True, slots=True)
class Remedy:
    """A button: what it does and its words."""

    act: Act
    words: str


_ACTS: Mapping[str, Act] = {
    "audit": Act.LEDGER,
    "cancelled": Act.RESCAN,
    "chain_broken": Act.LEDGER,
    "collateral": Act.PAGE,
    "crashed": Act.AGAIN,
    "edit_not_applied": Act.RESCAN,
    "encrypted": Act.PASSWORD,
    "hazard": Act.CONFIRM,
    "internal": Act.AGAIN,
    "ledger_not_writable": Act.LEDGER,
    "not_writable": Act.FOLDER,
    "output_exists": Act.FOLDER,
    "overlap": Act.REVIEW,
    "pattern_file": Act.RULES,
    "plan": Act.RESCAN,
    "policy": Act.RULES,
    "record": Act.PEOPLE,
    "residue": Act.PAGE,
    "stale_plan": Act.RESCAN,
    "undecided": Act.REVIEW,
    "unreadable": Act.AGAIN,
    "unsigned": Act.SIGN,
    "verification": Act.AGAIN,
    "worker_died": Act.AGAIN,
    "write": Act.FOLDER,
}


def remedy_of(entry: FileEntry) -> Remedy | None:
    """Return what to do about a file that stopped, None where words must do."""
    stopped = entry.stage in (Stage.PROBLEM, Stage.WITHHELD)
    if not stopped or entry.code == "secret_mark":
        return None
    act = _ACTS.get(entry.code)
    if entry.stage is Stage.PROBLEM and act is not Act.PASSWORD:
        act = Act.RULES if act is Act.RULES else Act.RESCAN
    if act is Act.PAGE:
        if entry.result is not None and entry.result.new_findings:
            act = Act.TREAT_NEW
        elif first_page(entry) is None:
            act = Act.REVIEW
    return Remedy(act, _words(act)) if act else None


def _words(act: Act) -> str:
    translate = QCoreApplication.translate
    return {
        Act.AGAIN: translate("Words", "再导出一次"),
        Act.CONFIRM: translate("Words", "去确认未读内容"),
        Act.FOLDER: translate("Words", "另选文件夹…"),
        Act.LEDGER: translate("Words", "另选台账…"),
        Act.PAGE: translate("Words", "去第一处"),
        Act.PASSWORD: translate("Words", "输入密码…"),
        Act.PEOPLE: translate("Words", "改经办人和复核人…"),
        Act.RESCAN: translate("Words", "重新识别"),
        Act.REVIEW: translate("Words", "去复核"),
        Act.RULES: translate("Words", "打开设置…"),
        Act.SIGN: translate("Words", "复核签字…"),
        Act.TREAT_NEW: translate("Words", "遮盖新发现的内容并重新导出"),
    }[act]
