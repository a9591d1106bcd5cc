"""Alternative chunks: foreign documents that Word merges in when it opens a file.

Each becomes plain paragraphs and tables of the document around it before anything is
read, so that its text is searched, treated and kept like any other (ECMA-376 part 1,
17.17.2.1). Pages, plain text and Word packages are read in the process, Rich Text by
LibreOffice. What cannot be read, or loses more than its looks, stays a hazard.
"""

from collections.abc import Callable, Iterator

from redactor.errors import InputError
from redactor.formats.docx.context import Context
from redactor.formats.docx.legacy import WORD_FILTER, convert
from redactor.formats.docx.lines import inner_blocks, line_of
from redactor.formats.docx.names import a, attr, r, w
from redactor.formats.docx.package import Package, Part
from redactor.formats.docx.plain import Block, PlainCell, PlainTable, elements_of
from redactor.formats.docx.survey import look_over
from redactor.formats.docx.tables import cells_of
from redactor.formats.docx.webpage import (
    Foreign,
    from_archive,
    from_page,
    from_text,
)
from redactor.formats.docx.xml import Element, serialize
from redactor.model import Place

__all__ = ["Flatten", "import_chunks"]

_CHUNK, _P, _AP, _TBL = w("altChunk"), w("p"), a("p"), w("tbl")
_LARGEST = 32 << 20
_SKIPPED = frozenset(w(name) for name in ("sectPr", "sdtPr", "sdtEndPr"))
_UNCARRIED = (w("numPr"), w("drawing"), w("pict"), w("object"), attr("m", "oMath"))
_PAGE = (b"<html", b"<!doctype html", b"<body", b"<p>", b"<div", b"<table")

Flatten = Callable[[bytes], tuple[list[Part], Context]]


def import_chunks(package: Package, context: Context, flatten: Flatten) -> None:
    """Put the text of every chunk in its place.

    Args:
        package: Its stories change.
        context: Gets hazards for what is lost, removals, and hidden text.
        flatten: Opens and flattens a nested Word package.
    """
    done: set[str] = set()
    for part in package.parts:
        root = part.root
        if root is None or not part.holds("altChunk"):
            continue
        for chunk in list(root.iter(_CHUNK)):
            name = part.chunks.get(chunk.get(r("id")) or "")
            foreign = None if name is None else _read(package, name, flatten)
            if foreign is not None and name is not None:
                _put(chunk, foreign, part, context)
                done.add(name)
        part.survey = look_over(serialize(root), root)
    package.left = [row for row in package.left if row[1] not in done]


def _put(chunk: Element, foreign: Foreign, part: Part, context: Context) -> None:
    parent = chunk.getparent()
    if parent is None:
        return
    index = parent.index(chunk)
    for number, element in enumerate(elements_of(foreign.blocks)):
        parent.insert(index + number, element)
    parent.remove(chunk)
    if parent.tag == w("tc") and (not len(parent) or parent[-1].tag != _P):
        parent.append(parent.makeelement(_P))
    context.removed["alt_chunk_source"] += 1
    for text in foreign.hidden:
        context.drop_text("alt_chunk", text, Place.OTHER)
    if foreign.lost:
        context.hazard("alt_chunk", part.name)


def _read(package: Package, name: str, flatten: Flatten) -> Foreign | None:
    try:
        data = package.source.read(name)
        return _foreign(data, name, flatten) if len(data) <= _LARGEST else None
    except (InputError, ValueError, RecursionError):
        # It stays where it was: a hazard that withholds the file.
        return None


def _foreign(data: bytes, name: str, flatten: Flatten) -> Foreign | None:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(b"PK"):
        return _from_word(*flatten(data))
    if head.startswith(b"{\\rtf"):
        return _from_word(*flatten(convert(data, ".rtf", WORD_FILTER)))
    if head.startswith((b"mime-version:", b"from:")) or b"\nmime-version:" in head:
        return from_archive(data)
    suffix = name.rpartition(".")[2]
    if suffix in ("htm", "html", "xhtml") or any(sign in head for sign in _PAGE):
        return from_page(data)
    return from_text(data) if suffix in ("txt", "text") else None


def _from_word(parts: list[Part], context: Context) -> Foreign:
    foreign = Foreign()
    foreign.hidden.extend(unit.text for unit in context.dropped)
    for part in parts:
        if part.root is None:
            continue
        if part.kind == "document":
            foreign.blocks.extend(_blocks(part.root))
            foreign.lost += sum(1 for _ in part.root.iter(*_UNCARRIED))
        elif part.kind in ("footnotes", "endnotes"):
            foreign.blocks.extend(filter(_says, _blocks(part.root)))
        elif part.kind in ("header", "footer"):
            foreign.hidden.extend(b for b in _blocks(part.root) if isinstance(b, str))
    foreign.lost += len(context.hazards)
    return foreign


def _says(block: Block) -> bool:
    return not isinstance(block, str) or bool(block.strip())


def _blocks(element: Element) -> Iterator[Block]:
    for child in element:
        if child.tag in (_P, _AP):
            yield line_of(child, plain=False).text
            for block, _, repeated in inner_blocks(child):
                if repeated:
                    continue
                if block.tag in (_P, _AP):
                    yield line_of(block, plain=False).text
                else:
                    yield from _blocks(block)
        elif child.tag == _TBL:
            yield _table(child)
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _table(table: Element) -> PlainTable:
    plain = PlainTable()
    made: dict[int, PlainCell] = {}
    for cell in cells_of(table):
        blocks = list(_blocks(cell.element))
        if cell.origin is not None:
            made[id(cell.origin)].blocks.extend(filter(_says, blocks))
            continue
        while len(plain.rows) <= cell.row:
            plain.rows.append([])
        made[id(cell)] = PlainCell(blocks, cell.column_span, cell.row_span)
        plain.rows[cell.row].append(made[id(cell)])
    return plain
