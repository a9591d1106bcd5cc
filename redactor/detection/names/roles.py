"""Tells in which role a person is named, by the words around the name."""

import re
from functools import cache

from redactor.detection.names.context import Context
from redactor.detection.names.lexicon import cue_roles
from redactor.model import Role

__all__ = ["role_of"]

_APPOINTED = re.compile(
    r"(?:同志)?(?:同志)?(?:任|担任|兼任|出任|为|的|挂任|拟任|兼)[^,。;:()\n]{0,24}"
    "(?:长|书记|主任|主席|委员|政委|调研员|巡视员|科员|职务|师)"
)
_OFFICE_ACT = re.compile(
    "(?:同志)?(?:主持会议|主持召开|作重要讲话|出席会议|带队|陪同调研)"
)
_MINOR_AFTER = re.compile(
    r"[(,]?(?:男|女)?[,]?(?:(?:小学|初中|幼儿园)(?!文化|学历|毕业|教师|老师|校长|程度)|[一二三四五六七八九]年级)"
)


@cache
def _titles_after() -> re.Pattern[str]:
    titles = [
        word
        for word, role in cue_roles().items()
        if role is Role.OFFICIAL
        and re.search("(?:长|书记|主任|主席|员|政委|法官|民警|警官|代表|人)$", word)
    ]
    words = "|".join(sorted(titles, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:{words})(?![\w]{{0,2}}(?:室|会|反映|投诉|咨询))|{words}")


def role_of(context: Context, start: int, end: int) -> Role:
    """Return the role that the words next to a name give, `Role.NONE` if none do."""
    cue = context.cue_before(start)
    if cue is not None:
        return cue[1]
    text = context.text
    if _titles_after().match(text, end) or _OFFICE_ACT.match(text, end):
        return Role.OFFICIAL
    if _APPOINTED.match(text, end):
        return Role.OFFICIAL
    if _MINOR_AFTER.match(text, end):
        return Role.MINOR
    return Role.NONE
