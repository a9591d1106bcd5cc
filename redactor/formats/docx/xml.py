"""XML in without entities, network or surprises; XML out in UTF-8."""

import re
from typing import TypeAlias

from lxml import etree

from redactor.errors import CorruptError, LimitError
from redactor.formats.docx.names import STRICT

__all__ = [
    "Element",
    "drop",
    "owners",
    "parse_xml",
    "replace_by_children",
    "serialize",
    "take",
    "to_utf8",
]

Element: TypeAlias = etree._Element

_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*?\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_CODECS = frozenset(
    {
        *("us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "iso-8859-1"),
        *("gb2312", "gbk", "gb18030", "big5", "windows-1252", "shift_jis", "euc-kr"),
    }
)

# libxml2's own bound (XML_MAX_DEPTH of a parser that is not "huge").
_PARSER_DEPTH = 256


def to_utf8(data: bytes) -> bytes:
    """Return the XML text in UTF-8 without declaration and byte order mark.

    Raises:
        CorruptError: The encoding is unknown or the bytes do not fit it.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    codec = ""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        codec = "utf-16"
    elif data[:2] == b"<\0":
        codec = "utf-16-le"
    elif data[:2] == b"\0<":
        codec = "utf-16-be"
    else:
        declaration = _DECLARATION.match(data)
        if declaration and (found := _ENCODING.search(declaration[0])):
            codec = found[1].decode("ascii").lower()
            codec = "" if codec in ("utf-8", "utf8") else codec
            if codec and codec not in _CODECS:
                raise CorruptError(reason="xml_encoding")
    if codec:
        try:
            data = data.decode(codec).lstrip("\ufeff").encode()
        except UnicodeError:
            raise CorruptError(reason="xml_encoding") from None
    return _DECLARATION.sub(b"", data, count=1)


def parse_xml(text: bytes, *, depth: int = 800) -> Element:
    """Parse a part; Strict names become Transitional ones, comments go.

    Args:
        text: The part in UTF-8, from `to_utf8`.
        depth: Deepest nesting of elements.

    Raises:
        CorruptError: Not well-formed, or it bears a document type definition.
        LimitError: Nested too deeply.
    """
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise CorruptError(reason="dtd")
    if b"http://purl.oclc.org/ooxml/" in text:
        for strict, transitional in STRICT.items():
            for quote in (b'"', b"'"):
                text = text.replace(
                    quote + strict.encode() + quote,
                    quote + transitional.encode() + quote,
                )
    root = _parse(text, huge=False)
    huge = root is None
    if root is None:
        root = _parse(text, huge=True)
    if root is None:
        raise CorruptError(reason="xml")
    if (huge or depth < _PARSER_DEPTH) and _deeper(root, depth):
        raise LimitError(reason="xml_depth")
    return root


def _parse(text: bytes, *, huge: bool) -> Element | None:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        return etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        if huge and "depth" in str(error).lower():
            raise LimitError(reason="xml_depth") from None
        return None


def _deeper(root: Element, depth: int) -> bool:
    level: list[Element] = [root]
    for _ in range(depth):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def serialize(root: Element) -> bytes:
    """Return a part as it goes into the copy: UTF-8, the root element only."""
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return head + etree.tostring(root, encoding="UTF-8", with_tail=False)


def drop(element: Element) -> None:
    """Remove an element with all it holds; white space behind it goes too."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def take(element: Element, name: str) -> str | None:
    """Remove an attribute and return its value, None when there is none."""
    value = element.get(name)
    if value is not None:
        del element.attrib[name]
    return value


def owners(root: Element, namespace: str) -> list[tuple[Element, list[str]]]:
    """Return the elements that bear attributes of a namespace, and their names."""
    found = root.xpath("descendant-or-self::*/@x:*", namespaces={"x": namespace})
    start = f"{{{namespace}}}"
    result: dict[Element, list[str]] = {}
    for value in found if isinstance(found, list) else ():
        parent = getattr(value, "getparent", lambda: None)()
        if parent is not None and parent not in result:
            names = [str(n) for n in parent.attrib if str(n).startswith(start)]
            result[parent] = names
    return list(result.items())


def replace_by_children(element: Element, holder: Element | None = None) -> None:
    """Put an element's children (or another's) in its place."""
    parent = element.getparent()
    if parent is None:
        return
    index = parent.index(element)
    source = element if holder is None else holder
    for child in list(source):
        parent.insert(index, child)
        index += 1
    parent.remove(element)
