"""What a reader shows where markup offers a choice.

Alternate content (ISO/IEC 29500-3, 10.2): the first choice whose namespaces are known,
else the fallback. A legacy drop-down field (29500-1, 17.16.9): the entry that its
result, or else its default, points to.
"""

import re

__all__ = ["show_choices", "show_drop_downs"]

_TAG = re.compile(r"<(/?)\w+:(AlternateContent|Choice|Fallback)\b([^<>]*?)(/?)>")
_REQUIRES = re.compile(r"\bRequires\s*=\s*[\"']([^\"']*)[\"']")
_PREFIX = re.compile(r"xmlns:([\w.-]+)\s*=\s*[\"']([^\"']*)[\"']")
_KNOWN = re.compile(
    r"http://schemas\.(?:openxmlformats\.org|microsoft\.com)/|http://purl\.oclc\.org/"
    r"|urn:schemas-microsoft-com:"
)
_FIELD = re.compile(
    r"<(\w+):ddList\s*>(?P<list>.*?)</\1:ddList>.*?</\1:fldChar>(?P<rest>.*?)"
    r"(?=<\1:fldChar\b[^>]*[\"']end[\"'])",
    re.S,
)
_NUMBER = re.compile(r"<\w+:(result|default)\b[^>]*?:val=[\"'](\d+)[\"']")
_ENTRY = re.compile(r"<\w+:listEntry\b[^>]*?:val=(?:\"([^\"]*)\"|'([^']*)')")
_TEXT = re.compile(r"<\w+:t(?:\s[^<>]*)?>[^<]")


def show_choices(source: str) -> str:
    """Return markup with one branch of each alternate content left."""
    if "AlternateContent" not in source:
        return source
    spaces = dict(_PREFIX.findall(source))
    pieces: list[str] = []
    at = 0
    for start, end in _hidden(source, spaces):
        if start >= at:
            pieces.append(source[at:start])
            at = end
    return "".join([*pieces, source[at:]])


def _hidden(source: str, spaces: dict[str, str]) -> list[tuple[int, int]]:
    """Return the ranges of the branches that are not shown, in order."""
    taken: list[bool] = []
    begun: list[tuple[int, bool]] = []
    found: list[tuple[int, int]] = []
    for match in _TAG.finditer(source):
        closing, name, rest, empty = match.groups()
        if name == "AlternateContent":
            if closing:
                taken = taken[:-1]
            elif not empty:
                taken.append(False)
        elif closing:
            start, hidden = begun.pop() if begun else (0, False)
            if hidden:
                found.append((start, match.end()))
        elif not empty:
            shown = bool(taken) and not taken[-1] and _is_known(name, rest, spaces)
            if shown:
                taken[-1] = True
            begun.append((match.start(), bool(taken) and not shown))
    return sorted(found)


def _is_known(name: str, attributes: str, spaces: dict[str, str]) -> bool:
    if name == "Fallback":
        return True
    required = _REQUIRES.search(attributes)
    prefixes = required[1].split() if required else []
    return bool(prefixes) and all(
        _KNOWN.match(spaces.get(prefix, "")) for prefix in prefixes
    )


def show_drop_downs(source: str) -> str:
    """Return markup with the chosen entry as text of each drop-down field."""
    if "ddList" not in source:
        return source
    return _FIELD.sub(_chosen, source)


def _chosen(match: "re.Match[str]") -> str:
    entries = [double or single for double, single in _ENTRY.findall(match["list"])]
    numbers = dict(_NUMBER.findall(match["list"]))
    number = int(numbers.get("result") or numbers.get("default") or "0")
    if _TEXT.search(match["rest"]) or number >= len(entries):
        return match[0]
    prefix = match[1]
    shown = f"<{prefix}:t>{entries[number]}</{prefix}:t>"
    return f"</{prefix}:fldChar>{shown}{match['rest']}"
