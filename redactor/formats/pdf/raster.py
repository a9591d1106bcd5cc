"""The last resort: a page becomes a picture of itself."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from redactor.model import Moved

__all__ = ["rasterize_pages"]

_DPI = 200
_QUALITY = 90


def rasterize_pages(
    pdf: Any, pages: Iterable[int], moved: Mapping[int, Sequence[Moved]] | None = None
) -> None:
    """Replace pages by pictures of 200 dots an inch, boxes and masks included.

    Args:
        pdf: A `pikepdf.Pdf` on which all drawing is done; it is changed.
        pages: Zero-based page indexes.
        moved: Parts of a page, by its index, that are shown elsewhere.
    """
    import pymupdf

    numbers = sorted(set(pages))
    if not numbers:
        return
    buffer = BytesIO()
    pdf.save(buffer)
    doc = pymupdf.open(stream=buffer.getvalue(), filetype="pdf")
    try:
        for number in numbers:
            _replace(pdf, number, doc[number], (moved or {}).get(number, ()))
    finally:
        doc.close()


def _picture(shown: Any, moved: Sequence[Moved]) -> tuple[bytes, int, int]:
    """Draw a page as JPEG data, with some of its parts elsewhere; give its size."""
    import pymupdf
    from PIL import Image

    pixmap = shown.get_pixmap(dpi=_DPI, colorspace=pymupdf.csRGB, alpha=False)
    width, height = pixmap.width, pixmap.height
    if not moved:
        return pixmap.tobytes("jpeg", jpg_quality=_QUALITY), width, height
    picture = Image.frombytes("RGB", (width, height), pixmap.samples)
    scale = _DPI / 72
    parts = []
    for part in moved:
        region = part.region
        corners = (region.x0, region.y0, region.x1, region.y1)
        x0, y0, x1, y1 = (round(value * scale) for value in corners)
        parts.append((picture.crop((x0, y0, x1, y1)), x0, y0))
    for crop, x0, y0 in parts:
        picture.paste((255, 255, 255), (x0, y0, x0 + crop.width, y0 + crop.height))
    for (crop, x0, y0), part in zip(parts, moved, strict=True):
        picture.paste(crop, (x0 + round(part.dx * scale), y0 + round(part.dy * scale)))
    buffer = BytesIO()
    picture.save(buffer, "jpeg", quality=_QUALITY)
    return buffer.getvalue(), width, height


def _replace(pdf: Any, number: int, shown: Any, moved: Sequence[Moved]) -> None:
    import pikepdf

    from redactor.formats.pdf.paint import to_user_space
    from redactor.formats.pdf.redact import page_matrix

    data, columns, rows = _picture(shown, moved)
    image = pdf.make_stream(
        data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=columns,
        Height=rows,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    width, height = shown.rect.width, shown.rect.height
    body = (
        f"q {to_user_space(page_matrix(shown))} cm "
        f"{width:.4f} 0 0 {-height:.4f} 0 {height:.4f} cm /Page Do Q"
    )
    page = pdf.pages[number]
    page.obj.Contents = pdf.make_stream(body.encode())
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=image))
