"""Web pages and plain text files as plain paragraphs and tables.

Threat model: a page that hides text (scripts, hidden elements, comments) or shows what
is not text (pictures, list numbers). The first is dropped and listed, the second is
counted as lost, so that a person looks.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree, html

from redactor.formats.docx.plain import Block, PlainCell, PlainTable
from redactor.formats.docx.xml import Element

__all__ = ["Foreign", "decode_text", "from_archive", "from_page", "from_text"]

_CHARSET = re.compile(rb"(?i)(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,20})")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_UNSEEN = frozenset({"head", "script", "style", "template", "datalist", "xml"})
_LOST = frozenset(
    {
        *("img", "svg", "canvas", "object", "embed", "iframe", "frame", "video"),
        *("audio", "ol", "applet", "math", "picture", "image", "imagedata"),
    }
)
_BLOCK = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center"),
        *("dd", "details", "div", "dl", "dt", "fieldset", "figure", "figcaption"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
        *("legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "ul"),
        *("option", "tr", "tbody", "thead", "tfoot", "td", "th", "title"),
    }
)
_HIDDEN = re.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
)
_BLANK = re.compile(r"[ \t\r\n\f]+")
_TELLING = ("href", "title", "alt")
_FIELDS = frozenset(
    {"text", "number", "tel", "email", "url", "search", "button", "submit"}
)


@dataclass(slots=True)
class Foreign:
    """What a foreign document shows.

    Attributes:
        hidden: Text that no reader of it sees.
        lost: Pictures and other content that plain text does not carry over.
    """

    blocks: list[Block] = field(default_factory=list, repr=False)
    hidden: list[str] = field(default_factory=list, repr=False)
    lost: int = 0


def decode_text(data: bytes) -> str:
    """Decode by mark, by what the first bytes say, then as UTF-8, then as GB 18030.

    Raises:
        ValueError: None of them fits.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data.decode(codec)
    found = _CHARSET.search(data[:2048])
    named = [found[1].decode("ascii")] if found else []
    for codec in (*named, "utf-8", "gb18030"):
        try:
            return data.decode(codec)
        except (UnicodeError, LookupError):
            continue
    raise ValueError("no known encoding")


def from_text(data: bytes) -> Foreign:
    """Read a plain text file: a paragraph a line.

    Raises:
        ValueError: Its encoding is not known.
    """
    return Foreign(list(map(_clean, decode_text(data).splitlines())))


def from_page(data: bytes) -> Foreign:
    """Read a web page.

    Raises:
        ValueError: It cannot be read.
    """
    return _page(decode_text(data))


def from_archive(data: bytes) -> Foreign:
    """Read a web page saved as one file (MHTML, RFC 2557); its pictures are lost.

    Raises:
        ValueError: It holds no page.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            codec = part.get_content_charset()
            if not isinstance(payload, bytes):
                break
            try:
                return _page(payload.decode(codec) if codec else decode_text(payload))
            except LookupError:
                break
    raise ValueError("no page")


def _page(text: str) -> Foreign:
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, AssertionError):
        raise ValueError("no page") from None
    walker = _Walker()
    walker.walk(root, kept=False)
    walker.flush()
    return walker.page


def _clean(text: str) -> str:
    """Leave out characters that XML 1.0 does not take."""
    return "".join(
        c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff")
    )


class _Walker:
    """Walks a page in its order; text between blocks makes a paragraph."""

    def __init__(self) -> None:
        self.page = Foreign()
        self._blocks = self.page.blocks
        self._text: list[str] = []

    def flush(self) -> None:
        """End the paragraph."""
        text = "".join(self._text)
        text = re.sub(r" *\n *", "\n", re.sub(" +", " ", text)).strip(" \n")
        if text:
            self._blocks.append(text)
        self._text.clear()

    def _say(self, text: str | None, kept: bool) -> None:
        if text:
            text = _clean(text.replace("\r\n", "\n"))
            self._text.append(text if kept else _BLANK.sub(" ", text))

    def walk(self, element: Element, *, kept: bool) -> None:
        """Read an element; ``kept`` keeps its line breaks."""
        tag = element.tag.rpartition(":")[2] if isinstance(element.tag, str) else ""
        if not tag or tag in _UNSEEN or _is_hidden(element):
            self._hide(element, tag)
            return
        self.page.lost += tag in _LOST
        self._unshown(element)
        if tag == "table":
            self._table(element)
            return
        if tag == "br":
            self._text.append("\n")
        elif tag == "input" and element.get("type", "text").lower() in _FIELDS:
            self._say(element.get("value"), kept=False)
        if tag in _BLOCK:
            self.flush()
        kept = kept or tag in ("pre", "textarea")
        self._say(element.text, kept)
        for child in element:
            self.walk(child, kept=kept)
            self._say(child.tail, kept)
        if tag in _BLOCK:
            self.flush()

    def _hide(self, element: Element, tag: str) -> None:
        parts = element.itertext() if tag else [element.text or ""]
        text = " ".join(str(part) for part in parts).strip()
        if text and tag not in ("style", "script"):
            self.page.hidden.append(text)

    def _unshown(self, element: Element) -> None:
        for name in _TELLING:
            value = element.get(name)
            if value:
                self.page.hidden.append(unquote(value))

    def _table(self, element: Element) -> None:
        self.flush()
        for stray in _strays(element):
            self._say(stray, kept=False)
        self.flush()
        for child in element.iterchildren("caption"):
            self.walk(child, kept=False)
        outer, table = self._blocks, PlainTable()
        for row in _rows(element):
            cells = []
            for cell in row.iterchildren("td", "th"):
                self._blocks = []
                self._say(cell.text, kept=False)
                for child in cell:
                    self.walk(child, kept=False)
                    self._say(child.tail, kept=False)
                self.flush()
                spans = (_number(cell.get(name)) for name in ("colspan", "rowspan"))
                cells.append(PlainCell(self._blocks, *spans))
            table.rows.append(cells)
        self._blocks = outer
        outer.append(table)


def _rows(table: Element) -> list[Element]:
    rows = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("tbody", "thead", "tfoot"):
            rows.extend(child.iterchildren("tr"))
    return rows


def _strays(table: Element) -> Iterator[str]:
    """Yield text in none of a table's cells, which browsers show before the table."""
    bodies = [table, *table.iterchildren("tbody", "thead", "tfoot")]
    for holder in [*bodies, *_rows(table)]:
        yield holder.text or ""
        yield from (child.tail or "" for child in holder)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 4 else 1


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None:
        return True
    if element.tag == "input" and (element.get("type") or "").lower() == "hidden":
        return True
    return _HIDDEN.search(element.get("style") or "") is not None
