"""Pictures of which a page shows less than they hold: cropped, clipped, painted over.

A reader of the page does not see those parts, so reading the page does not find what
they say; a copy that keeps the picture would hand it on.
"""

from math import hypot
from typing import Any

from redactor.formats.pdf.runs import page_turn

__all__ = ["hides_pixels"]

_GRID = 64  # blocks each way, at most
_BLOCK = 4.0  # points: a smaller block is blurred by drawing it
_OFF = 48  # of 255 grey levels, mean of a block
_FEWEST = 0.004  # of the blocks: some 16 of 4,096
_ONE = 1.5  # blocks
_TINY = 24  # pixels
_SAMPLES = 8  # drawn pixels a block, each way


def hides_pixels(page: Any) -> bool:
    """Compare what a page shows of each picture with the picture itself.

    Letters over a picture change its blocks little; a box over a line, or a part
    beyond the edge, changes some wholly. Pictures that cannot be decoded alone are
    left to the check of the copy.

    Args:
        page: A `pymupdf.Page` of the flattened file.
    """
    return any(
        _differs(page, info)
        for info in page.get_image_info(xrefs=True)
        if info["xref"] and min(info["width"], info["height"]) >= _TINY
    )


def _differs(page: Any, info: dict[str, Any]) -> bool:
    import numpy as np
    from PIL import Image

    own = _picture(page.parent, info["xref"])
    if own is None:
        return False
    a, b, c, d, _, _ = info["transform"]
    size = _blocks(hypot(a, b)), _blocks(hypot(c, d))
    held = np.asarray(own.resize(size, Image.Resampling.BOX), dtype=np.int16)
    shown = _shown(page, info["transform"])
    grey = np.asarray(shown.resize(size, Image.Resampling.BOX), dtype=np.int16)
    off = np.abs(held - grey) > _OFF
    return bool(off.sum() > max(_FEWEST * off.size, _ONE))


def _blocks(points: float) -> int:
    return max(1, min(_GRID, int(points / _BLOCK)))


def _picture(document: Any, xref: int) -> Any:
    """Return a picture in grey as it shows on white paper, None if it cannot be had."""
    import pymupdf
    from PIL import Image

    try:
        pixmap = pymupdf.Pixmap(document, xref)
        if pixmap.colorspace is None:
            return None  # a stencil: what it shows is the paint's colour
        kind, mask = document.xref_get_key(xref, "SMask")
        if kind == "xref":
            pixmap = pymupdf.Pixmap(
                pixmap, pymupdf.Pixmap(document, int(mask.split()[0]))
            )
        if pixmap.colorspace.n != 3:
            pixmap = pymupdf.Pixmap(pymupdf.csRGB, pixmap)
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
        return None
    kind = "RGBA" if pixmap.alpha else "RGB"
    image = Image.frombytes(kind, (pixmap.width, pixmap.height), pixmap.samples)
    if pixmap.alpha:
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("L")


def _shown(page: Any, transform: tuple[float, ...]) -> Any:
    """Draw the page so that the picture's unit square fills the drawing."""
    import pymupdf
    from PIL import Image

    side = _GRID * _SAMPLES
    onto = pymupdf.Matrix(*transform)
    place = ~(onto * pymupdf.Matrix(page_turn(page))) * pymupdf.Matrix(side, side)
    drawn = page.get_pixmap(matrix=pymupdf.Matrix(2, 2), colorspace=pymupdf.csGRAY)
    image = Image.frombytes("L", (drawn.width, drawn.height), drawn.samples)
    back = ~place * pymupdf.Matrix(2, 2)
    return image.transform(
        (side, side),
        Image.Transform.AFFINE,
        (back.a, back.c, back.e, back.b, back.d, back.f),
        Image.Resampling.BILINEAR,
        fillcolor=255,
    )
