"""The last resort: a page becomes a picture of itself."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

__all__ = ["rasterize_pages"]

_DPI = 200
_QUALITY = 90


def rasterize_pages(pdf: Any, pages: Iterable[int]) -> None:
    """Replace pages by pictures of 200 dots an inch, boxes and masks included.

    Args:
        pdf: A `pikepdf.Pdf` on which all drawing is done; it is changed.
        pages: Zero-based page indexes.
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
            _replace(pdf, number, doc[number])
    finally:
        doc.close()


def _replace(pdf: Any, number: int, shown: Any) -> None:
    import pikepdf
    import pymupdf

    from redactor.formats.pdf.paint import to_user_space
    from redactor.formats.pdf.redact import page_matrix

    pixmap = shown.get_pixmap(dpi=_DPI, colorspace=pymupdf.csRGB, alpha=False)
    image = pdf.make_stream(
        pixmap.tobytes("jpeg", jpg_quality=_QUALITY),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=pixmap.width,
        Height=pixmap.height,
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
