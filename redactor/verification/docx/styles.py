"""Styles and lists: what a copy's text refers to looks as it did.

Names may go, since they can hold a value; so may styles and lists that nothing uses.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from redactor.verification.channels import Trace
from redactor.verification.docx.formats import Formats, foreign_prefixes
from redactor.verification.docx.markup import decode_xml
from redactor.verification.docx.package import Package, Part

__all__ = ["style_traces"]

_ROOT = re.compile(rb"<(?:\w+:)?(?:styles|numbering)[\s>]")
_DEFAULTS = re.compile(r"<(\w+):docDefaults\b[^<>]*>(.*?)</\1:docDefaults>", re.S)
_STYLE = re.compile(r"<(\w+):style\b([^<>]*)>(.*?)</\1:style>", re.S)
_ABSTRACT = re.compile(r"<(\w+):abstractNum\b([^<>]*)>(.*?)</\1:abstractNum>", re.S)
_LIST = re.compile(r"<(\w+):num\b([^<>]*)>(.*?)</\1:num>", re.S)
_ID = re.compile(r":(?:styleId|abstractNumId|numId)\s*=\s*[\"']([^\"']*)[\"']")
_USED = re.compile(r"<\w+:(?:pStyle|rStyle|tblStyle)\b[^<>]*?:val=[\"']([^\"']*)[\"']")
# What a reader of the page does not see, or what may hold a value.
_UNSEEN = re.compile(
    r"<\w+:(?:name|aliases|link|next|uiPriority|semiHidden|unhideWhenUsed|qFormat"
    r"|locked|autoRedefine|personal\w*|rsid|nsid|tmpl|styleLink|numStyleLink|lvlText)"
    r"\b[^<>]*/>"
)
_CHANGE = re.compile(r"<(\w+):(\w+Change)\b[^<>]*?(?:/>|>.*?</\1:\2>)", re.S)
_KINDS = (("style", _STYLE), ("shape_of_list", _ABSTRACT), ("list", _LIST))
Looks = Mapping[str, int]


def style_traces(
    before: Package, after: Package, formats: Formats, used: Iterable[str]
) -> Iterator[Trace]:
    """Yield a trace for each style or list that looks otherwise, or is missing.

    Args:
        before: The source.
        after: The copy.
        formats: Numbers for properties.
        used: Markup of the copy's stories.
    """
    old, new = _looks(before, formats), _looks(after, formats)
    names: set[str] = set()
    if old.keys() - new.keys():
        names = {f"style {name}" for text in used for name in _USED.findall(text)}
    for key, number in old.items():
        missing = key not in new and key in names
        if missing or new.get(key, number) != number:
            yield Trace("collateral", key.split()[0])


def _is_main(part: Part) -> bool:
    """Tell whether a part holds the styles or lists of the text itself."""
    if not part.is_xml or part.name.endswith(".rels") or "/glossary/" in part.name:
        return False
    return _ROOT.search(part.data[:8000].replace(b"\0", b"")) is not None


def _looks(package: Package, formats: Formats) -> Looks:
    """Return the number of each style's and list's look."""
    found: dict[str, int] = {}
    for part in package.parts:
        # The glossary, which goes, has styles of its own.
        if not _is_main(part):
            continue
        source = decode_xml(part.data)
        foreign = foreign_prefixes(source)
        if "Change" in source:
            source = _CHANGE.sub("", source)
        for _, body in _DEFAULTS.findall(source):
            found["style"] = formats.number(body, foreign)
        for kind, pattern in _KINDS:
            for _, head, body in pattern.findall(source):
                name = _ID.search(head)
                key = f"{kind} {name[1] if name else ''}"
                found[key] = formats.number(_UNSEEN.sub("", body), foreign)
    return found
