"""Vector pictures (EMF, WMF, SVG) drawn as pixels: their records may hold any text.

LibreOffice lays each of them out on a page of its own, filling it; PyMuPDF draws the
pages. A picture is stretched to a square and its frame in the document stretches it
back, so its own size need not be known.
"""

import gzip
import io
import zipfile
import zlib

from PIL import Image

from redactor.errors import CorruptError, UnsupportedError
from redactor.formats.docx.legacy import convert
from redactor.formats.docx.names import NS

__all__ = ["draw_vectors"]

_PIXELS = 1600
_SIDE = 3_600_000  # EMU, 10 cm
_TWIPS = 5669
_LARGEST = 64 << 20
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
    'cx="{side}" cy="{side}"/><wp:wrapNone/><wp:docPr id="{number}" name="p"/>'
    '<a:graphic><a:graphicData uri="{pic}"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" '
    'name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="r{number}"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" '
    'y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm><a:prstGeom prst="rect"/>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
)


def draw_vectors(pictures: list[bytes]) -> list[bytes | None]:
    """Draw pictures as PNG; blocks while LibreOffice works.

    Returns:
        For each the PNG, None where it cannot be drawn or LibreOffice is missing.

    Raises:
        LimitError: LibreOffice ran out of time.
    """
    kinds = [_unpack(data) for data in pictures]
    chosen = [kind for kind in kinds if kind is not None]
    try:
        drawn = iter(_draw(convert(_package(chosen), ".docx", "pdf"), len(chosen)))
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
    if data[:4] in (b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"\x02\0\x09\0"):
        return "wmf", data
    return ("svg", data) if b"<svg" in data[:4096] else None


def _package(pictures: list[tuple[str, bytes]]) -> bytes:
    spaces = " ".join(f'xmlns:{p}="{NS[p]}"' for p in ("w", "r", "a", "pic", "wp"))
    blocks = "".join(
        _ANCHOR.format(
            page="<w:pageBreakBefore/>" if number else "",
            side=_SIDE,
            number=number + 1,
            pic=NS["pic"],
        )
        for number in range(len(pictures))
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


def _draw(pdf: bytes, count: int) -> list[bytes | None]:
    import pymupdf

    drawn: list[bytes | None] = []
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        if document.page_count != count:
            raise CorruptError(reason="conversion")
        for page in document:
            zoom = _PIXELS / page.rect.width
            pixmap = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
            size = (pixmap.width, pixmap.height)
            picture = Image.frombytes("RGB", size, pixmap.samples)
            drawn.append(_png(picture))
    return drawn


def _png(picture: Image.Image) -> bytes | None:
    """Encode a drawn page; an empty one means that the picture was not understood."""
    extremes = picture.getextrema()
    if all(low == 255 for low, _ in extremes if isinstance(low, int)):  # type: ignore[misc]
        return None
    output = io.BytesIO()
    picture.save(output, "PNG", optimize=True)
    return output.getvalue()
