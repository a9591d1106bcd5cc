"""Where pages look otherwise since text went that was only paint.

Patterns, stencils and the glyphs of drawn fonts can show text that no redaction of
characters reaches, so flattening takes it out; the check is told where that shows.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from redactor.model import Region

__all__ = ["changed_zones"]

_LEVELS = 8
_GROWN = 2.0  # points: soft edges


def changed_zones(before: Any, after: Any, pages: Iterable[int]) -> Iterator[Region]:
    """Yield a box for each band of rows in which a page differs.

    Args:
        before: A `pymupdf.Document` as it came.
        after: The same after flattening.
        pages: Zero-based, those to compare.
    """
    import numpy as np

    for index in sorted(pages):
        old, new = _drawn(before[index]), _drawn(after[index])
        if old.shape != new.shape:
            continue
        apart = np.abs(old.astype(np.int16) - new) > _LEVELS
        rows = np.flatnonzero(apart.any(axis=1))
        for band in np.split(rows, np.flatnonzero(np.diff(rows) > 2 * _GROWN) + 1):
            if not len(band):
                continue
            columns = np.flatnonzero(apart[band[0] : band[-1] + 1].any(axis=0))
            x0, x1, y0, y1 = (
                float(end)
                for end in (columns[0], columns[-1] + 1, band[0], band[-1] + 1)
            )
            yield Region(
                index,
                max(0.0, x0 - _GROWN),
                max(0.0, y0 - _GROWN),
                min(float(old.shape[1]), x1 + _GROWN),
                min(float(old.shape[0]), y1 + _GROWN),
            )


def _drawn(page: Any) -> Any:
    """Return a page in grey, one pixel a point."""
    import numpy as np
    import pymupdf

    pixmap = page.get_pixmap(colorspace=pymupdf.csGRAY, alpha=False, annots=True)
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.h, pixmap.w)
