"""Vector pictures (EMF, WMF, SVG) drawn as pixels: their records may hold any text.

LibreOffice lays each of them out on a page of its own; PyMuPDF draws the pages. Where
pictures are read, the pixels stand in for them from the start, so that a vector picture
is read, treated and checked like any other. Its frame in the document stretches it to
its size there; its own proportions only keep its letters legible.
"""

import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable

from PIL import Image

from redactor.errors import CorruptError, LimitError, UnsupportedError
from redactor.formats.docx.legacy import convert
from redactor.formats.docx.names import NS
from redactor.formats.docx.package import Part

__all__ = ["draw_parts", "draw_vectors"]

_PIXELS = 1600
_SIDE = 3_600_000  # EMU, 10 cm
_TWIPS = 5669
_LARGEST = 64 << 20
_THINNEST = 0.05
_PLACEABLE = b"\xd7\xcd\xc6\x9a"  # [MS-WMF] 2.3.2.3
_VIEW = re.compile(
    rb"<svg\b[^>]*?\bviewBox\s*=\s*[\"'][-\d.]+[ ,]+[-\d.]+[ ,]+"
    rb"(\d{1,9}(?:\.\d+)?)[ ,]+(\d{1,9}(?:\.\d+)?)[\"']"
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="emf" ContentType="image/x-emf"/><Default '
    'Extension="wmf" ContentType="image/x-wmf"/><Default Extension="svg" ContentType="'
    'image/svg+xml"/><Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_ANCHOR = (
    '<w:p><w:pPr>{page}</w:pPr><w:r><w:drawing><wp:anchor behindDoc="1" '
    'simplePos="0" locked="0" layoutInCell="1" allowOverlap="1" relativeHeight="1" '
    'distT="0" distB="0" distL="0" distR="0"><wp:simplePos x="0" y="0"/><wp:positionH '
    'relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV '
    'relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent '
    'cx="{width}" cy="{height}"/><wp:wrapNone/><wp:docPr id="{number}" name="p"/>'
    '<a:graphic><a:graphicData uri="{pic}"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" '
    'name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="r{number}"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" '
    'y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"/>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
)


def draw_parts(parts: Iterable[Part]) -> int:
    """Put pixels in the place of all vector pictures that are shown.

    Returns:
        How many; what cannot be drawn stays as it is.
    """
    shown = {
        id(relation.part): relation.part
        for part in parts
        for relation in part.relations.values()
        if relation.kind == "image" and relation.part is not None
    }
    vectors = [part for part in shown.values() if _unpack(part.data) is not None]
    if not vectors:
        return 0
    try:
        drawn = draw_vectors([part.data for part in vectors])
    except LimitError:
        return 0
    done = [(part, data) for part, data in zip(vectors, drawn, strict=True) if data]
    for part, data in done:
        part.data = data
    return len(done)


def draw_vectors(pictures: list[bytes]) -> list[bytes | None]:
    """Draw pictures as PNG; blocks while LibreOffice works.

    Returns:
        For each the PNG, None where it cannot be drawn or LibreOffice is missing.

    Raises:
        LimitError: LibreOffice ran out of time.
    """
    kinds = [_unpack(data) for data in pictures]
    chosen = [kind for kind in kinds if kind is not None]
    sizes = [_size(*picture) for picture in chosen]
    try:
        pdf = convert(_package(chosen, sizes), ".docx", "pdf")
        drawn = iter(_draw(pdf, sizes))
    except (UnsupportedError, CorruptError):
        return [None] * len(pictures)
    return [None if kind is None else next(drawn) for kind in kinds]


def _unpack(data: bytes) -> tuple[str, bytes] | None:
    if data.startswith(b"\x1f\x8b"):
        try:
            with gzip.open(io.BytesIO(data)) as stream:
                data = stream.read(_LARGEST + 1)
        except (OSError, EOFError, zlib.error):
            return None
    if len(data) > _LARGEST:
        return None
    if data[40:44] == b" EMF":
        return "emf", data
    if data[:4] in (_PLACEABLE, b"\x01\0\x09\0", b"\x02\0\x09\0"):
        return "wmf", data
    return ("svg", data) if b"<svg" in data[:4096] else None


def _size(kind: str, data: bytes) -> tuple[float, float]:
    """Return width and height as shares of the longer side; 1 by 1 if not known."""
    width, height = 1.0, 1.0
    if kind == "emf":  # [MS-EMF] 2.2.9: the frame in 0.01 mm
        left, top, right, bottom = struct.unpack_from("<4i", data, 24)
        width, height = right - left, bottom - top
    elif kind == "wmf" and data[:4] == _PLACEABLE and len(data) >= 14:
        left, top, right, bottom = struct.unpack_from("<4h", data, 6)
        width, height = right - left, bottom - top
    elif kind == "svg" and (found := _VIEW.search(data[:4096])):
        width, height = float(found[1]), float(found[2])
    if width <= 0 or height <= 0:
        return 1.0, 1.0
    longer = max(width, height)
    return max(width / longer, _THINNEST), max(height / longer, _THINNEST)


def _package(
    pictures: list[tuple[str, bytes]], sizes: list[tuple[float, float]]
) -> bytes:
    spaces = " ".join(f'xmlns:{p}="{NS[p]}"' for p in ("w", "r", "a", "pic", "wp"))
    blocks = "".join(
        _ANCHOR.format(
            page="<w:pageBreakBefore/>" if number else "",
            width=round(_SIDE * width),
            height=round(_SIDE * height),
            number=number + 1,
            pic=NS["pic"],
        )
        for number, (width, height) in enumerate(sizes)
    )
    section = (
        f'<w:sectPr><w:pgSz w:w="{_TWIPS}" w:h="{_TWIPS}"/><w:pgMar w:top="0" '
        'w:right="0" w:bottom="0" w:left="0" w:header="0" w:footer="0" w:gutter="0"/>'
        "</w:sectPr>"
    )
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}image" '
        f'Target="media/p{number}.{suffix}"/>'
        for number, (suffix, _) in enumerate(pictures, 1)
    )
    root = (
        f'<Relationship Id="r1" Type="{_OFFICE}officeDocument" '
        'Target="word/document.xml"/>'
    )
    body = f"<w:document {spaces}><w:body>{blocks}{section}</w:body></w:document>"
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as out:
        out.writestr("[Content_Types].xml", _TYPES)
        out.writestr("_rels/.rels", _relations(root))
        out.writestr("word/document.xml", body)
        out.writestr("word/_rels/document.xml.rels", _relations(relations))
        for number, (suffix, data) in enumerate(pictures, 1):
            out.writestr(f"word/media/p{number}.{suffix}", data)
    return output.getvalue()


def _relations(rows: str) -> str:
    return f'<Relationships xmlns="{_RELS}">{rows}</Relationships>'


def _draw(pdf: bytes, sizes: list[tuple[float, float]]) -> list[bytes | None]:
    import pymupdf

    drawn: list[bytes | None] = []
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        if document.page_count != len(sizes):
            raise CorruptError(reason="conversion")
        for page, (width, height) in zip(document, sizes, strict=True):
            zoom = _PIXELS / page.rect.width
            pixmap = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
            size = (pixmap.width, pixmap.height)
            picture = Image.frombytes("RGB", size, pixmap.samples)
            box = (0, 0, round(size[0] * width), round(size[1] * height))
            drawn.append(_png(picture.crop(box)))
    return drawn


def _png(picture: Image.Image) -> bytes | None:
    """Encode a drawn page; an empty one means that the picture was not understood."""
    extremes = picture.getextrema()
    if all(low == 255 for low, _ in extremes if isinstance(low, int)):  # type: ignore[misc]
        return None
    output = io.BytesIO()
    picture.save(output, "PNG", optimize=True)
    return output.getvalue()
