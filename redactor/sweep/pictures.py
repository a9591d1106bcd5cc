"""Pictures in published PDFs that hold more than their page shows.

A picture cropped, or painted over with a box, still holds what it hides: whoever takes
it out of the file sees all of it.
"""

from collections.abc import Iterator
from pathlib import Path

from redactor.formats.pdf.hiddenpixels import hides_pixels
from redactor.model import Hazard

__all__ = ["hidden_pixels"]


def hidden_pixels(path: Path) -> Iterator[Hazard]:
    """Yield one value a page whose pictures hold more than it shows; Word gives none.

    What cannot be looked at counts as a picture that was not read.
    """
    with path.open("rb") as stream:
        if stream.read(1024).find(b"%PDF-") < 0:
            return
    import pymupdf

    try:
        with pymupdf.open(path, filetype="pdf") as document:
            for index, page in enumerate(document):
                if page.get_images() and hides_pixels(page):
                    yield Hazard("hidden_pixels", 1, f"p{index + 1}", index)
    except (RuntimeError, ValueError):
        yield Hazard("picture")
