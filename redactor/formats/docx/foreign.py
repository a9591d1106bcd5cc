"""Names outside the allow-list: elements and attributes of unknown namespaces.

Markup compatibility (ECMA-376 part 3) is resolved on the way: a choice that needs an
unknown namespace goes, its fallback takes its place.
"""

import re

from lxml import etree

from redactor.errors import UnsupportedError
from redactor.formats.docx.context import Context
from redactor.formats.docx.names import KNOWN, NS, STRICT, local, mc
from redactor.formats.docx.package import Part
from redactor.formats.docx.survey import Survey
from redactor.formats.docx.xml import (
    Element,
    drop,
    owners,
    replace_by_children,
    take,
)

__all__ = ["drop_foreign"]

_PREFIX = re.compile(r"(?!.*(?:\d.*){7})[A-Za-z_][A-Za-z0-9_-]{0,15}")
_NAME = re.compile(
    r"(?!.*(?:\d.*){7})(?:[A-Za-z0-9_-]+:)?[A-Za-z_][A-Za-z0-9_.-]{0,63}"
)
_MARKUP = {"ProcessContent", "PreserveElements", "PreserveAttributes", "MustUnderstand"}
_XML = frozenset({"xml:space", "xml:lang"})
_CHOICE, _FALLBACK = mc("Choice"), mc("Fallback")


def _check_names(found: Survey) -> None:
    for name in (*found.elements, *found.attributes):
        if not _NAME.fullmatch(name):
            raise UnsupportedError(reason="xml_name")


def _foreign_names(found: Survey) -> frozenset[str]:
    names = set()
    for prefix, uri in found.namespaces:
        if prefix and not _PREFIX.fullmatch(prefix):
            raise UnsupportedError(reason="xml_prefix")
        known = uri in KNOWN or uri in STRICT
        if not known and (not prefix or prefix in found.prefixes):
            names.add(uri)
    return frozenset(names)


def drop_foreign(part: Part, context: Context) -> None:
    """Resolve alternate content and drop what is of an unknown namespace.

    Raises:
        UnsupportedError: A prefix or name is no plain word, so it may be text.
    """
    root = part.root
    if root is None:
        return
    _check_names(part.survey)
    if part.holds("AlternateContent"):
        _resolve(root, context)
    if "ProcessContent" in part.survey.values:
        _unwrap(root)
    if any(name.startswith("xml:") for name in part.survey.attributes - _XML):
        _drop_xml(root)
    for uri in _foreign_names(part.survey):
        _drop_namespace(root, uri, context)
    ignorable = take(root, mc("Ignorable")) or ""
    if len(part.survey.values.get("Ignorable", ())) > 1 or not _MARKUP.isdisjoint(
        part.survey.values
    ):
        for owner, names in owners(root, NS["mc"]):
            for name in names:
                del owner.attrib[name]
    keep = [p for p in ignorable.split() if root.nsmap.get(p) in KNOWN]
    if keep:
        root.set(mc("Ignorable"), " ".join(dict.fromkeys(keep)))
    known = {p for p, uri in part.survey.namespaces if uri in KNOWN or uri in STRICT}
    requires = set(" ".join(part.survey.values.get("Requires", ())).split())
    etree.cleanup_namespaces(root, keep_ns_prefixes=[*keep, *(requires & known)])


def _drop_xml(root: Element) -> None:
    """Drop what no reader of Word files heeds, such as an element's own address."""
    for owner, names in owners(root, NS["xml"]):
        for name in names:
            if f"xml:{local(name)}" not in _XML:
                del owner.attrib[name]


def _unwrap(root: Element) -> None:
    """Keep what stands in the elements of which a reader only takes the content."""
    for owner, _ in owners(root, NS["mc"]):
        for name in (owner.get(mc("ProcessContent")) or "").split():
            prefix, _, word = name.partition(":")
            uri = owner.nsmap.get(prefix)
            if uri is not None and uri not in KNOWN and word:
                etree.strip_tags(owner, f"{{{uri}}}{word}")


def _drop_namespace(root: Element, uri: str, context: Context) -> None:
    for element in list(root.iter(f"{{{uri}}}*")):
        if element is not root:
            context.removed["unknown_namespace"] += 1
            drop(element)
    for owner, names in owners(root, uri) if uri else ():
        for name in names:
            context.removed["unknown_namespace"] += 1
            del owner.attrib[name]


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
