"""One sentence for every code: what happened, to which file, what to do now.

Shared by window and command line. Codes are those of `redactor.errors`, and with a
prefix ``hazard_``, ``removal_``, ``check_``, ``channel_`` and ``status_`` those of the
values in `redactor.model`. An unknown code gives an honest general sentence, never an
exception: messages are shown when something is wrong already.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from redactor.entities import entity
from redactor.model import Check, Hazard, Removal
from redactor.wordings import CHANNELS, CHECKS, ERRORS, REASONS, STATUSES
from redactor.wordings_kinds import HAZARD_TODOS, HAZARDS, REMOVALS

__all__ = [
    "check_sentence",
    "hazard_sentence",
    "removal_sentence",
    "sentence",
    "where_words",
]

_TABLES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "hazard": HAZARDS,
    "removal": REMOVALS,
    "check": CHECKS,
    "channel": CHANNELS,
    "status": STATUSES,
}
_UNKNOWN = {
    "hazard": (
        "{count} 处内容（{code}）未能读取",
        "{count} places ({code}) were not read",
    ),
    "removal": ("其他隐藏内容（{code}）", "other hidden content ({code})"),
    "check": ("核验发现问题（{code}）", "the check found a problem ({code})"),
    "channel": ("其他核验（{code}）", "another check ({code})"),
    "status": ("{code}", "{code}"),
}
# Only of a file with pages can a page become a picture.
_REMEDIES = {
    True: (
        "可将相关页面转为图片后重试",
        "Turn the pages into pictures and try again",
    ),
    False: (
        "可在原软件中改写或删去该处，另存后重试",
        "Change or delete that place in its own program, save and try again",
    ),
}
_MOST_PLACES = 5
_MEASURES = tuple("张处个页条枚")


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def sentence(
    code: str, file_name: str = "", /, *, language: str = "zh", **context: Any
) -> str:
    """Return the sentence for a code.

    Args:
        code: Code of an error, or a prefixed kind (``hazard_picture``).
        file_name: Name to show; the caller decides whether it may be shown.
        language: ``zh`` or ``en``.
        context: The error's context; what a sentence does not need is ignored.
    """
    index = int(language == "en")
    if code in ERRORS:
        name = file_name or str(context.get("file_name", ""))
        if code == "encrypted" and context.get("reason") == "missing":
            del context["reason"]  # the sentence says so itself
        return _fill(ERRORS[code][index], name, context, index)
    prefix, _, kind = code.partition("_")
    if prefix in _TABLES and kind:
        words = _TABLES[prefix].get(kind, _UNKNOWN[prefix])[index]
        return words.format_map(_Blank({"count": 1, "code": kind} | context))
    return _fill(ERRORS["internal"][index], file_name, context, index)


def hazard_sentence(hazard: Hazard, *, language: str = "zh") -> str:
    """Return what could not be read, where, and what to do."""
    words = sentence(f"hazard_{hazard.kind}", language=language, count=hazard.count)
    where = where_words([hazard.where], language=language)
    if language == "en":
        place = f"{where}: " if where else ""
        todo = "look at it and confirm" if hazard.blocking else "for your information"
        todo = HAZARD_TODOS.get(hazard.kind, ("", todo))[1]
        return f"{place}{words}; {todo}."
    todo = "请逐一查看并确认" if hazard.blocking else "供参考"
    todo = HAZARD_TODOS.get(hazard.kind, (todo, ""))[0]
    return f"{where}{'：' if where else ''}{words}，{todo}。"


def removal_sentence(removal: Removal, *, language: str = "zh") -> str:
    """Return what the copy goes without."""
    words = sentence(f"removal_{removal.kind}", language=language)
    if language == "en":
        return f"Removed: {words} ({removal.count})"
    return f"已去除{words} {removal.count} 处"


def check_sentence(check: Check, *, language: str = "zh") -> str:
    """Return how one channel of the check ended."""
    channel = sentence(f"channel_{check.channel}", language=language)
    if language == "en":
        if check.passed:
            return f"Passed: {channel}"
        reason = sentence(f"check_{check.code}", language=language)
        return f"Not passed: {channel}: {reason}"
    if check.passed:
        return f"已通过：{channel}"
    where = where_words(check.places)
    reason = sentence(f"check_{check.code}", language=language)
    return f"未通过：{channel}{'，' if where else ''}{where}{reason}"


def where_words(places: Iterable[str], *, language: str = "zh") -> str:
    """Return the pages of places such as ``p3/…`` in words; other places are left out.

    Names of parts mean nothing to a clerk, so they are not shown.
    """
    pages = sorted({page for page in map(_page, places) if page})
    if not pages:
        return ""
    shown = [str(page) for page in pages[:_MOST_PLACES]]
    if language == "en":
        more = " and others" if len(pages) > _MOST_PLACES else ""
        return f"page {', '.join(shown)}{more}"
    more = "等页" if len(pages) > _MOST_PLACES else "页"
    return f"第 {'、'.join(shown)} {more}"


def _page(place: str) -> int:
    head = str(place).split("/", 1)[0]
    digits = head[1:] if head[:1] == "p" else ""
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _fill(words: str, file_name: str, context: Mapping[str, Any], index: int) -> str:
    language = "en" if index else "zh"
    fields = _Blank(context)
    fields["name"] = context.get("file", "")
    fields["file"] = _file(file_name, index)
    fields["why"] = _why(context, index)
    fields["where"] = _where(context, language)
    fields["remedy"] = _REMEDIES[bool(fields["where"])][index]
    fields["spot"] = _spot(context, index)
    fields["line_words"] = _line(context, index)
    fields["entity_words"] = _entities(context, index)
    fields["kind_words"] = _kinds(context, index)
    return words.format_map(fields)


def _file(name: str, index: int) -> str:
    if not name:
        return "" if index else "该文件"
    return f"{name}: " if index else f"「{name}」"


def _why(context: Mapping[str, Any], index: int) -> str:
    reason = str(context.get("reason") or context.get("limit") or "")
    if not reason:
        return ""
    known = REASONS.get(reason)
    if known is None and reason.isascii():  # a machine word that has no words yet
        return f" ({reason})" if index else f"（{reason}）"
    words = known[index] if known else reason
    return f" ({words})" if index else f"（{words}）"


def _where(context: Mapping[str, Any], language: str) -> str:
    places = context.get("places")
    if not isinstance(places, (list, tuple, set, frozenset)):
        return ""
    words = where_words(places, language=language)
    if not words:
        return ""
    return f" ({words})" if language == "en" else f"（{words}）"


def _spot(context: Mapping[str, Any], index: int) -> str:
    page = context.get("page")
    if not isinstance(page, int):
        return ""
    return f" on page {page}" if index else f"（第 {page} 页）"


def _line(context: Mapping[str, Any], index: int) -> str:
    line = context.get("line")
    if not isinstance(line, int) or line < 1:
        return ""
    return f" in line {line}" if index else f"第 {line} 行"


def _entities(context: Mapping[str, Any], index: int) -> str:
    names = context.get("entities")
    if not _many(names) or not names:
        return ""
    if index:
        return f" ({', '.join(map(str, names))})"
    return f"（{'、'.join(entity(str(name)).title for name in names)}）"


def _kinds(context: Mapping[str, Any], index: int) -> str:
    kinds = context.get("kinds")
    if not _many(kinds) or not kinds:
        return ""
    words = [_noun(str(kind), index) for kind in kinds]
    return f" ({', '.join(words)})" if index else f"（{'、'.join(words)}）"


def _noun(kind: str, index: int) -> str:
    words = HAZARDS.get(kind, _UNKNOWN["hazard"])[index]
    plain = words.format_map(_Blank({"count": "", "code": kind})).strip()
    if index:
        return plain.removesuffix(" could not be read")
    plain = plain[1:] if plain[:1] in _MEASURES else plain
    return plain.strip().removesuffix("未能读取")


def _many(value: Any) -> bool:
    return isinstance(value, (list, tuple, set, frozenset))
