"""Words of the window that depend on data: stages, decisions, treatments, titles.

Chinese is the source language; the English of these words comes from the same
translation files as the widgets' words.
"""

from PySide6.QtCore import QCoreApplication, QLocale

from redactor.entities import Category, entity
from redactor.model import Action, Decision, Place, Treatment
from ui.workspace import FileEntry, Stage

__all__ = [
    "action_words",
    "category_title",
    "entity_title",
    "language",
    "left_words",
    "place_title",
    "problem_words",
    "stage_words",
    "step_words",
    "tr",
    "treatment_title",
]

_CONTEXT = "Words"
_MINUTES_FROM = 90


def tr(text: str, disambiguation: str = "", n: int = -1) -> str:
    """Return the translation of a word in this module's context."""
    return QCoreApplication.translate(_CONTEXT, text, disambiguation, n)


def language() -> str:
    """Return the window's language, ``zh`` or ``en``."""
    english = QLocale().language() is QLocale.Language.English
    return "en" if english else "zh"


def treatment_title(treatment: Treatment) -> str:
    """Return 遮盖, 删除 or 去标识化."""
    return {
        Treatment.COVER: QCoreApplication.translate("Words", "遮盖"),
        Treatment.DELETE: QCoreApplication.translate("Words", "删除"),
        Treatment.DEIDENTIFY: QCoreApplication.translate("Words", "去标识化"),
    }[treatment]


def action_words(decision: Decision) -> str:
    """Return what was decided, in one or two words."""
    if decision.action is Action.ASK:
        return QCoreApplication.translate("Words", "待定")
    if decision.action is Action.KEEP:
        return QCoreApplication.translate("Words", "保留")
    return treatment_title(decision.treatment or Treatment.DEIDENTIFY)


def category_title(category: Category) -> str:
    """Return a category's name in the window's language."""
    return tr(category.label)


def entity_title(name: str) -> str:
    """Return an entity's name in the window's language."""
    return tr(entity(name).title)


def stage_words(entry: FileEntry) -> str:
    """Return one line on how far a file is."""
    translate = QCoreApplication.translate
    if entry.stage is Stage.WAITING:
        return translate("Words", "等待识别")
    if entry.stage is Stage.SCANNING:
        return translate("Words", "正在识别…")
    if entry.stage is Stage.EXPORTING:
        return translate("Words", "正在导出并检查…")
    if entry.stage is Stage.RELEASED:
        return translate("Words", "已导出，检查通过")
    if entry.stage is Stage.WITHHELD:
        return translate("Words", "未导出，需要处理")
    if entry.stage is Stage.PROBLEM:
        return _problems().get(entry.code) or translate("Words", "无法处理")
    return _ready_words(entry)


def _problems() -> dict[str, str]:
    """Return the few words for problems that a list tells apart, by code."""
    translate = QCoreApplication.translate
    return {
        "encrypted": translate("Words", "需要密码"),
        "secret_mark": translate("Words", "有密级标志，已停止"),
        "corrupt": translate("Words", "文件已损坏"),
        "file_access": translate("Words", "无法读取文件"),
        "cancelled": translate("Words", "已取消"),
    }


def step_words(name: str, step: str, done: int, total: int) -> str:
    """Return what is being done with a file, and how far that is."""
    translate = QCoreApplication.translate
    if step == "read":
        words = translate("Words", "正在读取 {0} 第 {1}/{2} 页")
        return words.format(name, done, total)
    if step == "scan":
        words = translate("Words", "正在识别 {0} 第 {1}/{2} 页图像中的文字")
        return words.format(name, done, total)
    if step == "pictures":
        words = translate("Words", "正在识别 {0} 第 {1}/{2} 张图片中的文字")
        return words.format(name, done, total)
    if step in ("names", "search"):
        part = round(100 * done / total) if total else 0
        if step == "names":
            return translate("Words", "正在识别 {0} 中的姓名 {1}%").format(name, part)
        return translate("Words", "正在识别 {0} {1}%").format(name, part)
    if step == "write":
        return translate("Words", "正在写出 {0} 的副本").format(name)
    if total:
        words = translate("Words", "正在检查 {0} 的副本 第 {1}/{2} 页图像")
        return words.format(name, done, total)
    return translate("Words", "正在检查 {0} 的副本").format(name)


def left_words(seconds: float | None) -> str:
    """Return how long it will still take, empty while nobody can tell."""
    if seconds is None:
        return ""
    if seconds < _MINUTES_FROM:
        words = QCoreApplication.translate("Words", "还需约 {0} 秒")
        return words.format(max(1, round(seconds)))
    words = QCoreApplication.translate("Words", "还需约 {0} 分钟")
    return words.format(round(seconds / 60))


def _ready_words(entry: FileEntry) -> str:
    translate = QCoreApplication.translate
    count = len(entry.findings) + len(entry.review.manual)
    waiting = entry.waiting
    hazards = len(entry.open_hazards)
    if not count and not hazards:
        return translate("Words", "未发现，请人工核对")
    parts = [translate("Words", "{0} 处").format(count)]
    if waiting:
        parts.append(translate("Words", "待定 {0}").format(waiting))
    if hazards:
        parts.append(translate("Words", "待确认 {0}").format(hazards))
    return " · ".join(parts)


def problem_words(entry: FileEntry) -> str:
    """Return the sentence on what stands in a file's way and what to do."""
    from redactor.messages import sentence

    if entry.code == "worker_died":
        return QCoreApplication.translate(
            "Words",
            "处理该文件时程序意外中断，已停止。请重试；若再次出现，请单独处理该文件。",
        )
    name = entry.path.name
    return sentence(entry.code, name, language=language(), **entry.context)


_PLACES = {
    "body": "正文",
    "table": "表格",
    "header": "页眉",
    "footer": "页脚",
    "note": "脚注",
    "text_box": "文本框",
    "comment": "批注",
    "field": "表单",
    "link": "链接",
    "outline": "书签",
    "alt_text": "图片说明",
    "metadata": "文件属性",
    "chart": "图表",
    "picture": "图片",
    "other": "其他位置",
}


def place_title(place: Place) -> str:
    """Return where in a file something stands."""
    return tr(_PLACES[place.value])
