"""Plain text and web pages as units: characters decoded, blocks and cells told apart.

What this doesn't do: run scripts, so text that a script loads stays unread.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from redactor.errors import CorruptError
from redactor.model import CellRef, Place, TextUnit
from redactor.sweep.scripts import script_lines

__all__ = ["decode", "html_units", "text_units"]

_SAMPLE = 100_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset(("script", "style"))
# Attributes that hold no words of people, or that are read by their own rules.
_MUTE = frozenset(
    ("class", "id", "style", "src", "srcset", "href", "rel", "type", "lang", "xmlns")
)
_ATTRIBUTES = (
    ("alt", Place.ALT_TEXT),
    ("title", Place.ALT_TEXT),
    ("value", Place.FIELD),
    ("placeholder", Place.FIELD),
    ("content", Place.METADATA),
)
_TELLING = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|\d{7}|@")
_LINKS = re.compile(r"(?:mailto|tel|sms):([^?]+)", re.I)
_TAGS = re.compile(r"<[^>]*>")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLANKS = re.compile(r"[ \t\r\f\v\xa0]*\n\s*|[ \t\r\f\v\xa0]+")


def decode(data: bytes) -> str:
    """Return the text of bytes whose encoding nobody tells reliably.

    UTF-8 proves itself; what fails it is mostly GB 18030 on Chinese sites, believed if
    nearly all of it are characters of GB 2312; the rest is weighed by its statistics.

    Raises:
        CorruptError: No encoding fits.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace")
    for name in ("utf-8", "gb18030"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name == "utf-8" and "\0" not in text[:_SAMPLE]:
            return text
        if name == "gb18030" and _common(text[:_SAMPLE]):
            return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise CorruptError(reason="encoding")
    return data.decode(best.encoding, "replace")


def _common(text: str) -> bool:
    foreign = [c for c in text if ord(c) > 0x7F]
    known = sum(bool(c.encode("gb2312", "ignore")) for c in foreign)
    return known >= 0.9 * len(foreign) and "\0" not in text


def text_units(text: str) -> Iterator[TextUnit]:
    """Yield one unit a line that is not blank."""
    for number, line in enumerate(text.splitlines()):
        if line.strip():
            yield TextUnit(f"l{number}", line)


def html_units(text: str) -> Iterator[TextUnit]:
    """Yield blocks, cells, attributes and comments of a web page.

    Raises:
        CorruptError: It holds nothing that can be read.
    """
    from lxml import etree, html

    try:
        root = html.document_fromstring(
            _DECLARATION.sub("", text), parser=html.HTMLParser(huge_tree=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise CorruptError(reason="xml") from error
    return _Reader().read(root)


class _Reader:
    """Walks a page once and cuts it into units."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._cells: list[CellRef] = []
        self._tables: list[list[int]] = []  # number, row, next column
        self._count = 0
        self._table_count = 0
        self._silent = 0

    def read(self, root: Any) -> Iterator[TextUnit]:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, node in walk:
            if event == "comment":
                body = _TAGS.sub("\n", node.text or "")
                yield from self._units(body, Place.COMMENT, None)
                self._text.append(node.tail or "")
            elif isinstance(node.tag, str):
                step = self._start if event == "start" else self._end
                yield from step(node, node.tag.lower())
        yield from self._flush()

    def _start(self, node: Any, tag: str) -> Iterator[TextUnit]:
        get = node.get
        if tag == "table":
            yield from self._flush()
            self._table_count += 1
            self._tables.append([self._table_count, -1, 0])
        elif tag in _BLOCKS or tag == "br":
            yield from self._break(tag)
        if tag == "tr" and self._tables:
            self._tables[-1][1] += 1
            self._tables[-1][2] = 0
        elif tag in ("td", "th") and self._tables:
            yield from self._flush()
            number, row, column = self._tables[-1]
            wide = _span(get("colspan"))
            self._cells.append(
                CellRef(f"t{number}", max(row, 0), column, _span(get("rowspan")), wide)
            )
            self._tables[-1][2] += wide
        self._silent += tag in _SILENT
        yield from self._attributes(node)
        if tag == "script":
            for line in script_lines(node.text or ""):
                yield from self._units(line, Place.OTHER, None)
        if not self._silent:
            self._text.append(node.text or "")

    def _attributes(self, node: Any) -> Iterator[TextUnit]:
        for name, place in _ATTRIBUTES:
            yield from self._units(node.get(name) or "", place, None)
        known = _MUTE.union(name for name, _ in _ATTRIBUTES)
        for name, value in node.items():
            if name.startswith("on"):
                for line in script_lines(value):
                    yield from self._units(line, Place.OTHER, None)
            elif name not in known and _TELLING.search(value):
                yield from self._units(value, Place.OTHER, None)
        yield from self._link(node.get("href") or "")

    def _link(self, target: str) -> Iterator[TextUnit]:
        """Yield what a link says: an address, or the name of a file."""
        if link := _LINKS.match(target):
            yield from self._units(link[1], Place.LINK, None)
        elif "%" in target or _TELLING.search(target):
            name = unquote(target, errors="ignore").rsplit("/", 1)[-1]
            if _TELLING.search(name):
                yield from self._units(name, Place.LINK, None)

    def _end(self, node: Any, tag: str) -> Iterator[TextUnit]:
        self._silent -= tag in _SILENT
        if tag in ("td", "th") and self._cells:
            yield from self._flush()
            self._cells.pop()
        elif tag == "table" and self._tables:
            yield from self._flush()
            self._tables.pop()
        elif tag in _BLOCKS:
            yield from self._break(tag)
        if not self._silent:
            self._text.append(node.tail or "")

    def _break(self, tag: str) -> Iterator[TextUnit]:
        if tag == "br" or self._cells:
            self._text.append("\n")
        else:
            yield from self._flush()

    def _flush(self) -> Iterator[TextUnit]:
        text, self._text = "".join(self._text), []
        cell = self._cells[-1] if self._cells else None
        yield from self._units(text, Place.TABLE if cell else Place.BODY, cell)

    def _units(
        self, raw: str, place: Place, cell: CellRef | None
    ) -> Iterator[TextUnit]:
        text = _BLANKS.sub(lambda m: "\n" if "\n" in m[0] else " ", raw).strip()
        if text:
            self._count += 1
            yield TextUnit(f"h{self._count}", text, place, cell=cell)


def _span(word: str | None) -> int:
    return min(int(word), 1000) if word and word.isdigit() and int(word) else 1
