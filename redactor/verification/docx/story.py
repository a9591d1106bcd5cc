"""The visible text of a Word file's stories, as it is once revisions are accepted.

Taken from the markup by patterns: two runs over a long roll must not cost more than
reading it once with a tree.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from redactor.verification.docx.chunks import chunk_texts
from redactor.verification.docx.formats import Formats, foreign_prefixes
from redactor.verification.docx.markup import decode_xml
from redactor.verification.docx.package import Package
from redactor.verification.docx.pieces import pieces_of
from redactor.verification.docx.shown import show_choices, show_drop_downs

__all__ = ["Story", "stories"]

_KIND = re.compile(r"<(?:\w+:)?(document|hdr|ftr|footnotes|endnotes)[\s>]")
_TOKEN = re.compile(
    r"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)</|</(?:\w+:)?(p)>"
    r"|<(?:\w+:)?(tab|ptab|br|cr|noBreakHyphen)(?:\s[^<>]*)?/>"
    r"|<\w+:sym(?:Ex)?\b[^>]*?:char=\"([0-9A-Fa-f]{1,6})\""
    r"|<(?:\w+:)?(?:(r)(?=[\s>])|(rPr|pPr|tblPr|tblGrid|trPr|tcPr|sectPr)"
    r"(?:\s[^<>]*)?(?:/>|>(.*?)</(?:\w+:)?\6>))",
    re.S,
)


def _gone(name: str, properties: str, mark: str) -> "re.Pattern[str]":
    """Return a pattern of cells or rows that a tracked change takes away."""
    inside = rf"(?:(?!</?\w+:(?:{name}|tbl)[\s>])[\s\S])*?"
    return re.compile(
        rf"<(\w+):{name}(?:\s[^<>]*)?>(?:<\1:tblPrEx>.*?</\1:tblPrEx>)?"
        rf"<\1:{properties}>(?:(?!</\1:{properties}>)[\s\S])*?<\1:{mark}[\s/]"
        rf"{inside}</\1:{name}>"
    )


# A text that is not closed yet, and what stands in it before a bare ">".
_OPEN = re.compile(r"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)$")
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DROPPED = (
    ("<!--", re.compile(r"<!--.*?-->", re.S)),
    ("<?", re.compile(r"<\?.*?\?>", re.S)),
    ("Change", re.compile(r"<(\w+):(\w+Change)\b[^<>]*?(?:/>|>.*?</\1:\2>)", re.S)),
    (":del", re.compile(r"<(\w+):del(?:\s[^<>]*[^/<>])?>.*?</\1:del>", re.S)),
    (
        ":conflictDel",
        re.compile(r"<(\w+):conflictDel(?:\s[^<>]*[^/<>])?>.*?</\1:conflictDel>", re.S),
    ),
    (":cellDel", _gone("tc", "tcPr", "cellDel")),
    (":del ", _gone("tr", "trPr", "del")),
    (
        ":moveFrom",
        re.compile(r"<(\w+):moveFrom(?:\s[^<>]*[^/])?>.*?</\1:moveFrom>", re.S),
    ),
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_GUIDE = re.compile(r"(<(\w+):rt>.*?</\2:rt>)", re.S)
_RUN = re.compile(r"<(\w+):r(?:\s[^<>]*)?>.*?</\1:r>", re.S)
_VANISH = re.compile(r"<\w+:vanish(?:\s+\w+:val=\"(?:1|true|on)\")?\s*/>")
_CHUNK = re.compile(
    r"<(\w+):altChunk\b[^>]*?\w:id=\"([^\"]*)\"[^>]*?(?:/>|>.*?</\1:altChunk>)", re.S
)
_DRAWN = re.compile(r"<wp:extent\s([^<>]*?)/?>|<\w+:(pict|oMath)[\s>]")
_DRAWN_KINDS = {"pict": "pict", "oMath": "math"}
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
        formats: Number of the run properties of each character but blanks.
        properties: Kind and number of the other properties, in order.
    """

    name: str
    kind: str
    paragraphs: tuple[str, ...] = field(repr=False)
    counts: Counter[str]
    merged: frozenset[str] = field(default=frozenset(), repr=False)
    chunked: bool = False
    formats: NDArray[np.int32] = field(
        default_factory=lambda: np.zeros(0, np.int32), repr=False
    )
    properties: tuple[tuple[str, int], ...] = field(default=(), repr=False)


def stories(package: Package, formats: Formats | None = None) -> list[Story]:
    """Read the stories of a package in the order of its parts.

    Args:
        package: The parts.
        formats: Numbers for properties, shared with the package to compare with.

    Raises:
        UnicodeError: A part cannot be decoded that is no web page.
    """
    found = []
    formats = formats or Formats()
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
                found.append(_story((part.name, kind[1]), source, merged, formats))
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


def _story(
    what: tuple[str, str], source: str, merged: frozenset[str], formats: Formats
) -> Story:
    for sign, pattern in _DROPPED:
        if sign in source:
            source = pattern.sub("", source)
    if "<![CDATA[" in source:
        source = _CDATA.sub(lambda m: html.escape(m[1]), source)
    if ":rt>" in source:
        # What stands above the line is read behind it.
        guides = _GUIDE.findall(source)
        source = _GUIDE.sub("", source) + "".join(f"{g[0]}</w:p>" for g in guides)
    source = show_drop_downs(show_choices(source))
    if ":vanish" in source:
        source = _RUN.sub(lambda m: "" if _VANISH.search(m[0]) else m[0], source)
    read = _Read(formats, foreign_prefixes(source))
    read.pieces(source)
    read.drawings(source)
    counts = Counter(_COUNTED.findall(source))
    return Story(
        *what,
        tuple(read.lines),
        counts,
        merged,
        bool(merged),
        np.repeat(np.array(read.numbers, np.int32), read.sizes),
        tuple(read.properties),
    )


def _key(head: str) -> tuple[str, str]:
    """Leave out the attributes of a paragraph: Word numbers each."""
    at = head.rfind("<w:p ")
    return (head[:at], head[head.index(">", at) :]) if at >= 0 else (head, "")


class _Read:
    """Goes over the tokens of a part once."""

    def __init__(self, formats: Formats, foreign: frozenset[str]) -> None:
        self._formats = formats
        self._foreign = foreign
        self.lines: list[str] = []
        self.sizes: list[int] = []
        self.numbers: list[int] = []
        self.properties: list[tuple[str, int]] = []
        self._line: list[str] = []
        self._number = 0
        self._is_open = False

    def pieces(self, source: str) -> None:
        """Take texts with their properties."""
        known: dict[tuple[str, str], list[Callable[[], None]]] = {}
        for head, text in pieces_of(source):
            key = _key(head)
            steps = known.get(key)
            if steps is None:
                steps = known[key] = list(self._steps(head))
            for step in steps:
                step()
            if text and self._is_open:
                self._show(html.unescape(text) if "&" in text else text)
        self._end()

    def _steps(self, head: str) -> Iterator[Callable[[], None]]:
        """Yield what to do for the markup before a text."""
        for text, end, mark, symbol, begin, kind, body in _TOKEN.findall(head):
            if text:
                yield partial(self._show, html.unescape(text))
            elif begin:
                yield partial(self._format, 0)
            elif kind:
                number = self._formats.number(body, self._foreign)
                if kind == "rPr":
                    yield partial(self._format, number)
                else:
                    yield partial(self.properties.append, (kind, number))
            elif end:
                yield self._end
            elif mark:
                yield partial(self._show, _MARKS[mark])
            elif symbol:
                yield partial(self._show, chr(int(symbol, 16)))
        opened = _OPEN.search(head)
        yield partial(self._open, opened is not None)
        if opened is not None and opened[1]:
            yield partial(self._show, html.unescape(opened[1]))

    def _open(self, is_open: bool) -> None:
        self._is_open = is_open

    def drawings(self, source: str) -> None:
        """Take what is drawn, with its size, and formulas."""
        if not any(sign in source for sign in (":extent", ":pict", ":oMath")):
            return
        for size, kind in _DRAWN.findall(source):
            number = self._formats.number(f"<extent {size}>") if size else 0
            self.properties.append((_DRAWN_KINDS.get(kind, "drawing"), number))

    def _format(self, number: int) -> None:
        self._number = number

    def _end(self) -> None:
        self.lines.append("".join(self._line))
        self._line.clear()

    def _show(self, text: str) -> None:
        self._line.append(text)
        size = len("".join(text.split()))
        if size:
            self.sizes.append(size)
            self.numbers.append(self._number)
