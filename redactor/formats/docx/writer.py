"""The fresh package: allowed parts only, fixed dates, no comments or extra fields."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

from redactor.errors import NotWritableError
from redactor.files import disk_reason
from redactor.formats.docx.kinds import KINDS
from redactor.formats.docx.package import Part
from redactor.formats.docx.pictures import Pictures
from redactor.formats.docx.xml import serialize

__all__ = ["write_package"]

_DATE = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_DEFAULTS = (
    ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
    ("xml", "application/xml"),
    ("png", "image/png"),
    ("jpeg", "image/jpeg"),
)


def write_package(parts: list[Part], target: Path, pictures: Pictures) -> None:
    """Write the parts that the document reaches.

    Args:
        parts: The document first.
        target: File to write.
        pictures: Gives the bytes of pictures.

    Raises:
        NotWritableError: The disk is full or the folder may not be written.
    """
    reached = _reached(parts[0])
    chosen = [part for part in parts if id(part) in reached]
    pictures.prepare(chosen)
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
            _entry(out, "[Content_Types].xml", _content_types(chosen))
            _entry(out, "_rels/.rels", _root_relations(parts[0]))
            for part in chosen:
                _entry(out, part.name, _body(part, pictures))
                if part.relations:
                    folder, _, name = part.name.rpartition("/")
                    _entry(out, f"{folder}/_rels/{name}.rels", _relations(part))
    except OSError as error:
        raise NotWritableError(reason=disk_reason(error)) from error


def _reached(document: Part) -> set[int]:
    seen: set[int] = set()
    waiting = [document]
    while waiting:
        part = waiting.pop()
        if id(part) not in seen:
            seen.add(id(part))
            waiting.extend(r.part for r in part.relations.values() if r.part)
    return seen


def _body(part: Part, pictures: Pictures) -> bytes:
    if part.root is None:
        return pictures.encode(part)
    return serialize(part.root)


def _entry(out: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    out.writestr(info, data)


def _content_types(parts: list[Part]) -> bytes:
    lines = [f'{_HEAD}<Types xmlns="{_TYPES}">']
    lines += [
        f'<Default Extension="{suffix}" ContentType="{kind}"/>'
        for suffix, kind in _DEFAULTS
    ]
    lines += [
        f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>'
        for part in parts
        if part.kind != "image"
    ]
    return "".join([*lines, "</Types>"]).encode()


def _root_relations(document: Part) -> bytes:
    return (
        f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}officeDocument" Target="{document.name}"/></Relationships>'
    ).encode()


def _relations(part: Part) -> bytes:
    lines = [f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">']
    for relation in part.relations.values():
        if relation.cut:
            continue
        kind = KINDS.get(relation.kind)
        address = (kind.relation if kind else "") or _OFFICE + relation.kind
        head = f'<Relationship Id="{relation.id}" Type="{address}"'
        if relation.part is not None:
            lines.append(f'{head} Target="/{relation.part.name}"/>')
        else:
            goal = quoteattr(relation.url)
            lines.append(f'{head} Target={goal} TargetMode="External"/>')
    return "".join([*lines, "</Relationships>"]).encode()
