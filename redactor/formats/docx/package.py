"""The parts of a package, reached from its root by allowed relationships only.

Threat model: a package that smuggles text in parts that no reader shows, or in names
of parts, relationships and entries. Every part gets a fresh name and every
relationship a fresh id; what no allowed relationship names never reaches the copy.
"""

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from redactor.errors import CorruptError, UnsupportedError
from redactor.formats.docx.kinds import ALLOWED, DROPPED, KINDS, SINGLE, kind_of
from redactor.formats.docx.names import attr
from redactor.formats.docx.survey import NOTHING, Survey, look_over
from redactor.formats.docx.xml import Element, parse_xml, to_utf8
from redactor.formats.docx.zipsource import ZipSource

__all__ = ["Package", "Part", "Relation", "load_package"]

_XML = ("application/xml", "text/xml")


@dataclass(slots=True)
class Relation:
    """One relationship of a part: to another part or to an address outside."""

    id: str
    kind: str
    type: str
    part: "Part | None" = None
    url: str = field(default="", repr=False)
    cut: bool = False


@dataclass(slots=True)
class Part:
    """A part under its fresh name.

    Attributes:
        chunks: Original names of foreign documents to merge in, by relationship.
    """

    name: str
    kind: str
    content_type: str
    source: str = field(repr=False)
    data: bytes = field(default=b"", repr=False)
    root: Element | None = field(default=None, repr=False)
    relations: dict[str, Relation] = field(default_factory=dict, repr=False)
    survey: Survey = field(default=NOTHING, repr=False)
    crop: tuple[float, float, float, float] | None = None
    chunks: dict[str, str] = field(default_factory=dict, repr=False)

    def holds(self, *names: str) -> bool:
        """Tell whether elements of any of the local names may stand in the part."""
        return not self.survey.elements.isdisjoint(names)


@dataclass(slots=True)
class Package:
    """The parts that a copy may hold, and what fell away on the walk.

    Attributes:
        parts: In the order of the walk; the document comes first.
        dropped: Removal kinds and their counts.
        left: Original names of parts that hold dropped text worth listing, by kind.
    """

    parts: list[Part]
    dropped: Counter[str]
    left: list[tuple[str, str]] = field(repr=False)
    source: "ZipSource" = field(repr=False)

    @property
    def document(self) -> Part:
        """The main part."""
        return self.parts[0]


def load_package(source: ZipSource, *, depth: int) -> Package:
    """Walk a package from its root.

    Args:
        source: The zip file.
        depth: Deepest nesting of elements in a part.

    Raises:
        CorruptError: A part is damaged or missing.
        UnsupportedError: It is a package, but of no Word document.
        LimitError: Over a limit.
    """
    return _Loader(source, depth).load()


class _Loader:
    def __init__(self, source: ZipSource, depth: int) -> None:
        self._source = source
        self._depth = depth
        self._by_source: dict[str, Part] = {}
        self._counts: Counter[str] = Counter()
        self._package = Package([], Counter(), [], source)

    def load(self) -> Package:
        main = None
        for found in self._relations(""):
            if found.kind == "document" and found.target and main is None:
                if found.target not in self._source:
                    raise CorruptError(reason="missing_part")
                main = self._add(found.target, "document")
            else:
                self._drop(found)
        if main is None:
            raise UnsupportedError(reason="not_word")
        root = main.root
        if root is None or root.tag != attr("w", "document"):
            raise UnsupportedError(reason="not_word")
        self._orphans()
        return self._package

    def _add(self, target: str, kind: str) -> Part:
        known = self._by_source.get(target)
        if known is not None:
            return known
        shape = KINDS[kind]
        self._counts[shape.folder + shape.stem] += 1
        count = self._counts[shape.folder + shape.stem]
        number = "" if kind in SINGLE and count == 1 else str(count)
        data = self._source.read(target)
        part = Part(
            f"{shape.folder}/{shape.stem}{number}", kind, shape.content_type, target
        )
        self._by_source[target] = part
        self._package.parts.append(part)
        if kind == "image":
            part.data = data
            return part
        part.name += ".xml"
        text = to_utf8(data)
        part.root = parse_xml(text, depth=self._depth)
        part.survey = look_over(text, part.root)
        if b"<!--" in text or b"<?" in text:
            self._package.left.append(("xml_comment", target))
        for found in self._relations(target):
            self._follow(part, found)
        return part

    def _follow(self, part: Part, found: "_Found") -> None:
        if found.kind.lower() == "afchunk" and not found.external:
            part.chunks[found.id] = found.target
        if found.kind not in ALLOWED.get(part.kind, frozenset()):
            self._drop(found)
        elif found.external:
            if found.kind == "hyperlink":
                part.relations[found.id] = Relation(
                    found.id, found.kind, found.type, url=found.raw
                )
            else:
                self._package.dropped["external_target"] += 1
        elif found.kind == "hyperlink":
            self._package.dropped["link"] += 1
        elif found.target in self._source:
            child = self._add(found.target, found.kind)
            part.relations[found.id] = Relation(found.id, found.kind, found.type, child)

    def _drop(self, found: "_Found") -> None:
        word = DROPPED.get(found.kind, "unknown_part")
        if word:
            self._package.dropped[word] += 1
        inside = found.target and not found.external and found.target in self._source
        if inside and found.target not in self._by_source:
            self._package.left.append((found.kind, found.target))

    def _orphans(self) -> None:
        reached = {name.lower() for name in self._by_source}
        reached |= {name.lower() for _, name in self._package.left}
        for name in self._source.names():
            service = name == "[content_types].xml" or name.endswith(".rels")
            if not service and name not in reached:
                self._package.dropped["orphan_part"] += 1

    def _relations(self, target: str) -> Iterator["_Found"]:
        folder, _, name = target.rpartition("/")
        path = posixpath.join(folder, "_rels", name + ".rels")
        if path not in self._source:
            if not target:
                raise CorruptError(reason="no_relationships")
            return
        for element in parse_xml(to_utf8(self._source.read(path))):
            raw = element.get("Target") or ""
            external = element.get("TargetMode") == "External"
            kind_type = element.get("Type") or ""
            resolved = ""
            if not external:
                resolved = unquote(raw.partition("#")[0]).replace("\\", "/")
                resolved = posixpath.normpath(posixpath.join("/", folder, resolved))
            yield _Found(
                element.get("Id") or "",
                kind_of(kind_type),
                kind_type,
                raw,
                resolved.lstrip("/"),
                external,
            )


@dataclass(frozen=True, slots=True)
class _Found:
    id: str
    kind: str
    type: str
    raw: str = field(repr=False)
    target: str = field(repr=False)
    external: bool
