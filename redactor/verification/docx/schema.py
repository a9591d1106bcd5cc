"""Channels ``package`` and ``markup``: what a Word copy may hold at all.

Parts, relationships, namespaces and field codes by allow-list; of the elements and
attributes of known namespaces those that keep what was changed, by whom, or a second
version of the text, by name.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote
from xml.parsers import expat

from lxml import etree

from redactor.verification.channels import Trace
from redactor.verification.docx.markup import Markup
from redactor.verification.docx.package import Package

__all__ = ["markup_traces", "package_traces"]

_PART = re.compile(
    r"\[Content_Types\]\.xml|(?:[\w]+/)*_rels/[\w.]*\.rels"
    r"|word/(?:document|styles|numbering|settings|fontTable|footnotes|endnotes)\d*\.xml"
    r"|word/(?:header|footer)\d*\.xml|word/theme/theme\d*\.xml"
    r"|word/charts/chart\d*\.xml|word/drawings/drawing\d*\.xml"
    r"|word/diagrams/(?:data|layout|quickStyle|colors|drawing)\d*\.xml"
    r"|word/media/image\d*\.(?:png|jpe?g|gif|bmp|tiff?)",
    re.ASCII,
)
_RELATION = re.compile(
    r"http://(?:schemas\.openxmlformats\.org/officeDocument/2006|purl\.oclc\.org/ooxml/"
    r"officeDocument|schemas\.microsoft\.com/office/20\d\d(?:/\d\d)?)/relationships/"
    r"(officeDocument|styles|numbering|settings|fontTable|theme|header|footer"
    r"|footnotes|endnotes|image|hyperlink|chart|chartUserShapes|diagramData"
    r"|diagramLayout|diagramQuickStyle|diagramColors|diagramDrawing)"
)
_NAMESPACE = re.compile(
    r"http://schemas\.openxmlformats\.org/[\w./-]+|http://purl\.oclc\.org/ooxml/[\w/-]+"
    r"|http://schemas\.microsoft\.com/office/[\w./-]+|http://www\.w3\.org/[\w./-]+"
    r"|urn:schemas-microsoft-com:(?:vml|office:office|office:word)"
    r"|http://purl\.org/dc/[\w/.-]+",
    re.ASCII,
)
_ELEMENT = re.compile(
    r"<(?:\w+:)?(ins|del|moveFrom|moveTo|moveFromRangeStart|moveToRangeStart|delText"
    r"|delInstrText|rPrChange|pPrChange|tblPrChange|trPrChange|tcPrChange|sectPrChange"
    r"|tblGridChange|tblPrExChange|numberingChange|cellIns|cellDel|cellMerge"
    r"|commentReference|commentRangeStart|annotationRef|permStart|altChunk|subDoc"
    r"|OLEObject|control|movie|docVars?|mailMerge|attachedTemplate|customXml|smartTag"
    r"|dataBinding|binData|fldData|externalData|signatureline|contentPart"
    r"|writeProtection|saveThroughXslt|attachedSchema)(?=[\s/>])"
)
_PLAIN = re.compile(r"\.rels$|^\[Content_Types\]|^word/diagrams/")
_ATTRIBUTE = re.compile(r"\s(?:\w+:)?(author|initials|gfxdata|originalDocument)\s*=")
_DECLARED = re.compile(r"xmlns(?::[\w.-]+)?\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_INSTRUCTION = re.compile(
    r"<(?:\w+:)?instrText[^>]*>([^<]*)<|<(?:\w+:)?fldSimple[^>]*?instr=\"([^\"]*)\""
)
_BEGIN = re.compile(r"<(?:\w+:)?fldChar[^>]*fldCharType=\"(begin|separate|end)\"")
_FIELDS = frozenset(
    [
        *("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "AUTONUM", "AUTONUMLGL"),
        *("LISTNUM", "TOC", "SEQ", "STYLEREF", "SYMBOL", "EQ", "FORMCHECKBOX"),
        *("REF", "PAGEREF", "NOTEREF", "HYPERLINK"),
    ]
)
_SERVICE = re.compile(r"\.rels$|^\[Content_Types\]")
_SMALL = 1 << 20
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _parse(data: bytes) -> None:
    """Parse a part without keeping it.

    Raises:
        ExpatError: It is not well-formed.
    """
    small = len(data) < _SMALL
    # A long story is opened by python-docx as well, which knows its prefixes.
    parser = expat.ParserCreate(namespace_separator=" " if small else None)
    parser.Parse(data, True)


def package_traces(package: Package) -> Iterator[Trace]:
    """Yield a trace for each part or relationship that no copy may have."""
    names = {part.name for part in package.parts}
    roots = {}
    for part in package.parts:
        if not _PART.fullmatch(part.name):
            yield Trace("forbidden", "part_name")
        if part.is_xml:
            try:
                if _SERVICE.search(part.name):
                    roots[part.name] = etree.fromstring(part.data, _parser())
                else:
                    _parse(part.data)
            except (etree.XMLSyntaxError, expat.ExpatError):
                yield Trace("malformed", _told(part.name))
    reached = {"[Content_Types].xml"}
    for name, root in roots.items():
        if name.endswith(".rels"):
            reached.add(name)
            yield from _relations(name, root, names, reached)
    if names - reached:
        yield Trace("forbidden", "orphan_part")
    yield from _content_types(roots.get("[Content_Types].xml"), names)


def _told(name: str) -> str:
    return name if _PART.fullmatch(name) else "part"


def _relations(
    name: str, root: "etree._Element", names: set[str], reached: set[str]
) -> Iterator[Trace]:
    folder = posixpath.dirname(posixpath.dirname(name))
    owner = posixpath.join(folder, posixpath.basename(name)[: -len(".rels")])
    if owner.strip("/") and owner not in names:
        yield Trace("forbidden", _told(name))
    for relation in root.iter(f"{{{_RELS}}}Relationship"):
        kind = _RELATION.fullmatch(relation.get("Type", ""))
        if kind is None:
            yield Trace("forbidden", f"{_told(name)}/relationship")
        if relation.get("TargetMode") == "External":
            if kind is None or kind[1] != "hyperlink":
                yield Trace("forbidden", f"{_told(name)}/external")
            continue
        target = unquote(relation.get("Target", ""))
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        reached.add(path)
        if path not in names:
            yield Trace("malformed", f"{_told(name)}/target")


def _content_types(root: "etree._Element | None", names: set[str]) -> Iterator[Trace]:
    if root is None:
        yield Trace("malformed", "[Content_Types].xml")
        return
    defaults = {
        e.get("Extension", "").lower() for e in root.iter(f"{{{_TYPES}}}Default")
    }
    parts = {
        e.get("PartName", "").lstrip("/") for e in root.iter(f"{{{_TYPES}}}Override")
    }
    if parts - names:
        yield Trace("malformed", "[Content_Types].xml/override")
    for name in names - parts - {"[Content_Types].xml"}:
        if name.rpartition(".")[2].lower() not in defaults:
            yield Trace("malformed", "[Content_Types].xml/missing")
    if any("macroEnabled" in e.get("ContentType", "") for e in root):
        yield Trace("forbidden", "[Content_Types].xml/macro")


def markup_traces(markups: Mapping[str, Markup]) -> Iterator[Trace]:
    """Yield a trace for each element, attribute or field that no copy may have."""
    for name, markup in markups.items():
        # One of each kind of tag: a long roll repeats a few dozen.
        tags = "\n".join(sorted(markup.tags))
        yield from _head(markup, tags, _told(name))
        # In diagrams other things bear the short names of revisions.
        if not _PLAIN.search(name):
            yield from _body(markup, tags, _told(name))


def _head(markup: Markup, tags: str, place: str) -> Iterator[Trace]:
    if markup.is_odd:
        yield Trace("forbidden", f"{place}/aside")
    for double, single in set(_DECLARED.findall(tags)):
        if not _NAMESPACE.fullmatch(double or single):
            yield Trace("forbidden", f"{place}/namespace")


def _body(markup: Markup, tags: str, place: str) -> Iterator[Trace]:
    for found in sorted(set(_ELEMENT.findall(tags))):
        yield Trace("forbidden", f"{place}/{found}")
    for found in sorted(set(_ATTRIBUTE.findall(tags))):
        yield Trace("forbidden", f"{place}/@{found}")
    if not _fields_known(markup.source):
        yield Trace("forbidden", f"{place}/field")


def _fields_known(text: str) -> bool:
    """Tell whether every field's code begins with a known word.

    The code of one field may be cut into several elements, so that they are joined up
    to the next mark.
    """
    if "instr" not in text:
        return True
    pieces: list[tuple[int, str, str]] = [
        (m.start(), "code", m[1] or m[2] or "") for m in _INSTRUCTION.finditer(text)
    ]
    pieces += [(m.start(), "mark", m[1]) for m in _BEGIN.finditer(text)]
    codes: list[str] = []
    current = ""
    for _, kind, value in sorted(pieces):
        if kind == "code":
            current += value
        else:
            codes.append(current)
            current = ""
    codes.append(current)
    words = {code.split()[0].upper() for code in codes if code.strip()}
    return words <= _FIELDS
