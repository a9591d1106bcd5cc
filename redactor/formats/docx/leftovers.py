"""Texts of parts that the copy goes without, listed so that findings are reported."""

import html
import re
from collections.abc import Callable

from redactor.errors import InputError
from redactor.formats.docx.context import Context
from redactor.formats.docx.package import Package
from redactor.formats.docx.xml import Element, parse_xml, to_utf8
from redactor.model import Place

__all__ = ["list_leftovers"]

_COMMENT = re.compile(r"<!--(.*?)-->|<\?(?!xml\s)(.*?)\?>", re.S)
_TAGS = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", re.S | re.I)
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
# Values of properties that say nothing of anybody.
_EMPTY = re.compile(
    r"[\d.:TZ-]{0,8}|\d{4}-\d\d-\d\dT[\d:]+Z|true|false|Normal(?:\.dotm?)?|[A-Z]{8}"
    r"|(?:Microsoft|WPS Office|LibreOffice).*|[A-Za-z]{1,12}|\{[-0-9A-F]+\}"
)
_TELLING = re.compile(r"[^\x00-\x7f]|\d{7}|@")
_LONGEST = 5_000_000


def list_leftovers(package: Package, context: Context) -> None:
    """List the text of comments, properties, XML comments and alternative chunks."""
    for kind, name in package.left:
        reader = _READERS.get(kind)
        if reader is None:
            continue
        data = package.source.read(name)
        if len(data) <= _LONGEST:
            reader(data, kind, context)


def _tree(data: bytes) -> Element | None:
    try:
        return parse_xml(to_utf8(data))
    except InputError:
        # The part is dropped whatever it holds; only its listing is lost.
        return None


def _comments(data: bytes, kind: str, context: Context) -> None:
    root = _tree(data)
    for paragraph in root.iter(_PARAGRAPH) if root is not None else ():
        context.drop_text(kind, "".join(map(str, paragraph.itertext())), Place.COMMENT)
    for comment in root if root is not None else ():
        for name, value in comment.attrib.items():
            if str(name).endswith("}author"):
                context.drop_text("author", str(value), Place.METADATA)


def _properties(data: bytes, kind: str, context: Context) -> None:
    root = _tree(data)
    for element in root.iter() if root is not None else ():
        if isinstance(element.tag, str):
            values = [str(value) for value in element.attrib.values()]
            values = [value for value in values if _TELLING.search(value)]
            values.append(element.text or "")
            for value in values:
                if not _EMPTY.fullmatch(value.strip()):
                    context.drop_text(kind, value, Place.METADATA)


def _xml_comments(data: bytes, kind: str, context: Context) -> None:
    for comment, instruction in _COMMENT.findall(
        to_utf8(data).decode("utf-8", "replace")
    ):
        context.removed["xml_comment"] += 1
        context.drop_text(kind, comment or instruction, Place.OTHER)


def _chunk(data: bytes, kind: str, context: Context) -> None:
    if data[:2] == b"PK" or data[:5] == b"{\\rtf":
        return
    for codec in ("utf-8", "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        context.drop_text("alt_chunk", html.unescape(_TAGS.sub("", text)), Place.OTHER)
        return


_READERS: dict[str, Callable[[bytes, str, Context], None]] = {
    "comments": _comments,
    "people": _properties,
    "core-properties": _properties,
    "extended-properties": _properties,
    "extendedProperties": _properties,
    "custom-properties": _properties,
    "customXml": _properties,
    "glossaryDocument": _comments,
    "xml_comment": _xml_comments,
    "aFChunk": _chunk,
}
