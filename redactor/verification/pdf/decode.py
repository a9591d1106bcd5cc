"""Pixels of picture objects, by pikepdf or else by pdfium."""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from redactor.verification.channels import READ_ERRORS
from redactor.verification.pdf.pixels import Gray

__all__ = ["bitmap", "decoded", "picture_objects"]


def picture_objects(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every picture object, drawn or not."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
            yield item


def decoded(image: Any) -> Gray:
    """Return a picture object's pixels in grey, without its mask.

    Raises:
        pypdfium2.PdfiumError: Neither library can decode it.
    """
    try:
        return np.asarray(pikepdf.PdfImage(image).as_pil_image().convert("L"))
    except READ_ERRORS:
        # No decoder for it, such as JBIG2; pdfium has its own.
        return _decoded_by_pdfium(image)


def _decoded_by_pdfium(image: Any) -> Gray:
    """Decode a picture on a page of its own.

    Raises:
        pypdfium2.PdfiumError: pdfium cannot read it either.
    """
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 100))
        alone = pdf.copy_foreign(image)
        for key in ("/SMask", "/Mask"):
            if key in alone:
                del alone[key]
        names = pikepdf.Dictionary(Im0=alone)
        page.obj.Resources = pikepdf.Dictionary(XObject=names)
        page.obj.Contents = pdf.make_stream(b"100 0 0 100 0 0 cm /Im0 Do")
        pdf.save(file)
    with pdfium.PdfDocument(file.getvalue()) as document:
        for item in document[0].get_objects([raw.FPDF_PAGEOBJ_IMAGE]):
            return bitmap(item)
    raise pdfium.PdfiumError("no picture")


def bitmap(item: Any) -> Gray:
    """Return a placed picture's own pixels in grey, without its mask."""
    return np.asarray(item.get_bitmap().to_pil().convert("L"))
