"""What stands in a part, from its bytes: names of elements, attributes, values.

A look at the distinct start tags is several times cheaper than walks over the tree,
and tells which walks can be left out. It may name what is not there (text in CDATA
that looks like a tag); it never misses what is there.
"""

import html
import re
from dataclasses import dataclass, field

from lxml import etree

from redactor.errors import CorruptError
from redactor.formats.docx.xml import Element

__all__ = ["NOTHING", "Survey", "look_over"]

_TAG = re.compile(rb"<([A-Za-z_\x80-\xff][^\s/>]*)([^>]*)")
_END = re.compile(rb"</(?:[A-Za-z]+:)?t>")
_ATTRIBUTE = re.compile(rb"([^\s=\"'/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True, slots=True)
class Survey:
    """Names and values of a part.

    Attributes:
        elements: Local names of elements.
        attributes: Names of attributes as written, with prefix.
        prefixes: Prefixes used by elements and attributes; empty for none.
        values: Distinct values of attributes, unescaped, by local name.
        namespaces: Declared prefixes and addresses.
    """

    elements: frozenset[str]
    attributes: frozenset[str]
    prefixes: frozenset[str]
    values: dict[str, set[str]] = field(repr=False)
    namespaces: frozenset[tuple[str, str]] = field(repr=False)


NOTHING = Survey(frozenset(), frozenset(), frozenset(), {}, frozenset())


def look_over(text: bytes, root: Element) -> Survey:
    """Look over a part.

    Args:
        text: The part in UTF-8.
        root: The same, parsed; serialised when the text is not plain enough (a bare
            ``>`` within an attribute's value).
    """
    found = _look(text)
    if found is None:
        found = _look(etree.tostring(root, encoding="UTF-8"))
    if found is None:
        raise CorruptError(reason="xml")
    return found


def _look(text: bytes) -> Survey | None:
    elements: set[bytes] = set()
    attributes: dict[bytes, set[bytes]] = {}
    tails: set[bytes] = set()
    # What stands between two texts of a long roll is one of a few dozen stretches.
    heads = {piece[: piece.rfind(b">") + 1] for piece in _END.split(text)}
    for name, tail in set(_TAG.findall(b"".join(heads))):
        elements.add(name)
        tails.add(tail)
    for tail in tails:
        rest = tail
        for name, double, single in _ATTRIBUTE.findall(tail):
            attributes.setdefault(name, set()).add(double or single)
        if b'"' in rest or b"'" in rest:
            rest = _ATTRIBUTE.sub(b"", rest)
            if b'"' in rest or b"'" in rest:
                return None
    return _survey(elements, attributes)


def _survey(elements: set[bytes], attributes: dict[bytes, set[bytes]]) -> Survey:
    names = {name.decode("utf-8", "replace") for name in elements}
    prefixes = {_prefix(name) for name in names}
    values: dict[str, set[str]] = {}
    namespaces: set[tuple[str, str]] = set()
    qualified = set()
    for raw, found in attributes.items():
        name = raw.decode("utf-8", "replace")
        texts = {html.unescape(value.decode("utf-8", "replace")) for value in found}
        if name == "xmlns" or name.startswith("xmlns:"):
            namespaces.update((name[6:], text) for text in texts)
            continue
        qualified.add(name)
        prefixes.add(_prefix(name) or "xml")
        values.setdefault(name.rpartition(":")[2], set()).update(texts)
    return Survey(
        frozenset(name.rpartition(":")[2] for name in names),
        frozenset(qualified),
        frozenset(prefixes),
        values,
        frozenset(namespaces),
    )


def _prefix(name: str) -> str:
    return name.rpartition(":")[0]
