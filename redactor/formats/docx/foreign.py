"""Names outside the allow-list: elements and attributes of unknown namespaces.

Markup compatibility (ECMA-376 part 3) is resolved on the way: a choice that needs an
unknown namespace goes, its fallback takes its place.
"""

import re

from lxml import etree

from redactor.errors import UnsupportedError
from redactor.formats.docx.context import Context
from redactor.formats.docx.names import KNOWN, NS, STRICT, mc
from redactor.formats.docx.xml import (
    Element,
    drop,
    owners,
    replace_by_children,
    take,
    to_utf8,
)

__all__ = ["drop_foreign", "foreign_names"]

_DECLARED = re.compile(rb"xmlns(?::([^\s=]+))?\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PREFIX = re.compile(r"[A-Za-z][A-Za-z]{0,11}\d{0,3}[A-Za-z]{0,8}")
_CHOICE, _FALLBACK = mc("Choice"), mc("Fallback")


def foreign_names(data: bytes) -> frozenset[str]:
    """Return the namespaces that a part uses and the format does not know.

    Raises:
        UnsupportedError: A prefix is no plain short word.
    """
    text = to_utf8(data)
    found = set()
    for prefix, double, single in set(_DECLARED.findall(text)):
        uri = (double or single).decode("utf-8", "replace")
        if prefix and not _PREFIX.fullmatch(prefix.decode("utf-8", "replace")):
            raise UnsupportedError(reason="xml_prefix")
        known = uri in KNOWN or uri in STRICT
        if not known and (not prefix or prefix + b":" in text):
            found.add(uri)
    return frozenset(found)


def drop_foreign(root: Element, foreign: frozenset[str], context: Context) -> None:
    """Resolve alternate content and drop what is of an unknown namespace."""
    _resolve(root, context)
    for uri in foreign:
        elements = list(root.iter(f"{{{uri}}}*"))
        for element in elements:
            if element is not root:
                context.removed["unknown_element"] += 1
                drop(element)
        for owner, names in owners(root, uri) if uri else ():
            for name in names:
                context.removed["unknown_attribute"] += 1
                del owner.attrib[name]
    ignorable = take(root, mc("Ignorable")) or ""
    for owner, names in owners(root, NS["mc"]):
        for name in names:
            del owner.attrib[name]
    keep = [p for p in ignorable.split() if root.nsmap.get(p) in KNOWN]
    requires = {p for e in root.iter(_CHOICE) for p in e.get("Requires", "").split()}
    etree.cleanup_namespaces(root, keep_ns_prefixes=[*keep, *requires])
    if keep:
        root.set(mc("Ignorable"), " ".join(dict.fromkeys(keep)))
        etree.cleanup_namespaces(root, keep_ns_prefixes=[*keep, *requires])


def _resolve(root: Element, context: Context) -> None:
    for alternate in list(root.iter(mc("AlternateContent"))):
        chosen = None
        for choice in list(alternate.iterchildren(_CHOICE)):
            needed = choice.get("Requires", "").split()
            known = needed and all(choice.nsmap.get(p) in KNOWN for p in needed)
            if chosen is None and known:
                chosen = choice
            else:
                context.removed["alternate"] += 1
                drop(choice)
        if chosen is None:
            _unwrap_fallback(alternate)


def _unwrap_fallback(alternate: Element) -> None:
    fallback = alternate.find(_FALLBACK)
    if fallback is None:
        drop(alternate)
    else:
        replace_by_children(alternate, fallback)
