"""The visible text of a Word file's stories, as it is once revisions are accepted.

Taken from the markup by patterns: two runs over a long roll must not cost more than
reading it once with a tree.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass, field

from redactor.verification.docx.chunks import chunk_texts
from redactor.verification.docx.markup import decode_xml
from redactor.verification.docx.package import Package
from redactor.verification.docx.shown import show_choices, show_drop_downs

__all__ = ["Story", "stories"]

_KIND = re.compile(r"<(?:\w+:)?(document|hdr|ftr|footnotes|endnotes)[\s>]")
_TOKEN = re.compile(
    r"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)</|</(?:\w+:)?(p)>"
    r"|<(?:\w+:)?(tab|ptab|br|cr|noBreakHyphen)(?:\s[^<>]*)?/>"
    r"|<\w+:sym\b[^>]*?:char=\"([0-9A-Fa-f]{1,6})\""
)
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TABS = re.compile(r"<(\w+:)?tabs>.*?</\1?tabs>", re.S)
_DROPPED = (
    ("<!--", re.compile(r"<!--.*?-->", re.S)),
    (":del", re.compile(r"<(\w+):del(?:\s[^<>]*[^/<>])?>.*?</\1:del>", re.S)),
    (
        ":moveFrom",
        re.compile(r"<(\w+):moveFrom(?:\s[^<>]*[^/])?>.*?</\1:moveFrom>", re.S),
    ),
)
_RUN = re.compile(r"<(\w+):r(?:\s[^<>]*)?>.*?</\1:r>", re.S)
_VANISH = re.compile(r"<\w+:vanish(?:\s+\w+:val=\"(?:1|true|on)\")?\s*/>")
_CHUNK = re.compile(
    r"<(\w+):altChunk\b[^>]*?\w:id=\"([^\"]*)\"[^>]*?(?:/>|>.*?</\1:altChunk>)", re.S
)
_COUNTED = re.compile(
    r"<\w+:(tbl|tr|tc|sectPr|footnoteReference|endnoteReference)[\s/>]"
)


@dataclass(frozen=True)
class Story:
    """One part that people read.

    Attributes:
        kind: Local name of its root.
        paragraphs: Visible text of each, empty ones too.
        counts: Elements that a copy keeps, by name.
        merged: Lines that come from foreign documents which the part merges in.
        chunked: It merges any in.
    """

    name: str
    kind: str
    paragraphs: tuple[str, ...] = field(repr=False)
    counts: Counter[str]
    merged: frozenset[str] = field(default=frozenset(), repr=False)
    chunked: bool = False


def stories(package: Package) -> list[Story]:
    """Read the stories of a package in the order of its parts.

    Raises:
        UnicodeError: A part cannot be decoded that is no web page.
    """
    found = []
    for part in package.parts:
        if part.is_xml and not part.name.endswith(".rels"):
            try:
                source = decode_xml(part.data)
            except UnicodeError:
                # A page in an old encoding, which a file may merge in.
                if part.name.lower().endswith((".htm", ".html")):
                    continue
                raise
            kind = _KIND.search(source, 0, 4000)
            if kind is not None:
                source, merged = _merge(package, part.name, source)
                found.append(_story(part.name, kind[1], source, merged))
    return found


def _merge(package: Package, name: str, source: str) -> tuple[str, frozenset[str]]:
    """Put the text of foreign documents where the part merges them in."""
    if ":altChunk" not in source:
        return source, frozenset()
    texts = chunk_texts(package, name)
    merged: set[str] = set()

    def put(match: "re.Match[str]") -> str:
        lines = texts.get(match[2], "").split("\n")
        merged.update("".join(line.split()) for line in lines)
        shown = (f"<w:p><w:t>{html.escape(line)}</w:t></w:p>" for line in lines)
        return "".join(shown)

    return _CHUNK.sub(put, source), frozenset(merged - {""})


def _story(name: str, kind: str, source: str, merged: frozenset[str]) -> Story:
    for sign, pattern in _DROPPED:
        if sign in source:
            source = pattern.sub("", source)
    source = show_drop_downs(show_choices(source))
    if ":vanish" in source:
        source = _RUN.sub(lambda m: "" if _VANISH.search(m[0]) else m[0], source)
    if "tabs>" in source:
        source = _TABS.sub("", source)
    lines: list[str] = []
    line: list[str] = []
    for text, end, mark, symbol in _TOKEN.findall(source):
        if text:
            line.append(text)
        elif end:
            lines.append(html.unescape("".join(line)))
            line.clear()
        elif mark:
            line.append(_MARKS[mark])
        elif symbol:
            line.append(f"&#x{symbol};")
    lines.append(html.unescape("".join(line)))
    counts = Counter(_COUNTED.findall(source))
    return Story(name, kind, tuple(lines), counts, merged, bool(merged))
