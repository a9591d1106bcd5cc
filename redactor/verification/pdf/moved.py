"""Channel ``moved``: what the writer says it moved stands there, and nothing is lost.

The rest of a line moves along where the width of a gap would tell what stood there. So
each character that stays must be found in the copy at its new place; what is missing,
or stands anywhere else, is collateral damage.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from redactor.model import Moved, Region, WriteReport
from redactor.verification.channels import Trace
from redactor.verification.pdf.pages import Page, inside
from redactor.verification.pdf.pixels import Pictures, crop

__all__ = ["MovedChannel", "with_removed", "with_reset"]

_POINTS = 0.75  # kerning beside the gap goes with it
_LOOSE = 0.2  # of a line's height, across the line
_INK = 160
_LOST = 0.35  # of the ink of a part, on a page that became a picture


def with_reset(
    regions: dict[int, list[Region]], report: WriteReport
) -> dict[int, list[Region]]:
    """Return treated regions by page with the lines that were set anew."""
    result = {index: list(found) for index, found in regions.items()}
    for zone in report.reset:
        result.setdefault(zone.page_index, []).append(zone)
    return result


def with_removed(
    regions: dict[int, list[Region]], report: WriteReport
) -> dict[int, list[Region]]:
    """Return treated regions by page with what goes of the lines set anew."""
    result = {index: list(found) for index, found in regions.items()}
    for zone in report.reset:
        parts = [zone]
        for moved in report.moved:
            if moved.region.page_index == zone.page_index:
                parts = [rest for part in parts for rest in _without(part, moved)]
        result.setdefault(zone.page_index, []).extend(parts)
    return result


def _without(part: Region, moved: Moved) -> list[Region]:
    """Cut what moved out of a part of a line."""
    r, page = moved.region, part.page_index
    if min(part.x1, r.x1) <= max(part.x0, r.x0):
        return [part]
    if min(part.y1, r.y1) <= max(part.y0, r.y0):
        return [part]
    if abs(moved.dx) > abs(moved.dy):
        pieces = [(part.x0, part.y0, r.x0, part.y1), (r.x1, part.y0, part.x1, part.y1)]
    else:
        pieces = [(part.x0, part.y0, part.x1, r.y0), (part.x0, r.y1, part.x1, part.y1)]
    return [Region(page, *p) for p in pieces if p[2] > p[0] and p[3] > p[1]]


class MovedChannel:
    """Compares what moved, page by page."""

    name = "moved"

    def __init__(self, report: WriteReport) -> None:
        self._pictured = frozenset(report.rasterized)
        self._moved: dict[int, list[Moved]] = {}
        for part in report.moved:
            self._moved.setdefault(part.region.page_index, []).append(part)
        self._found: list[Trace] = []

    def page(self, source: Page | None, copy: Page, pictures: Pictures) -> None:
        """Look at the moved parts of one page."""
        for part in self._moved.pop(copy.index, ()):
            if source is None or not self._stands(part, source, copy, pictures):
                self._found.append(Trace("collateral", f"{copy.place}/moved"))

    def _stands(
        self, part: Moved, source: Page, copy: Page, pictures: Pictures
    ) -> bool:
        if copy.index in self._pictured:
            return _ink_stands(part, source, copy, pictures)
        before = _characters(source, part.region)
        after = _characters(copy, _target(part))
        shift = np.array([part.dx, part.dy])
        r = part.region
        # pdfium's boxes may hang on the outlines of a whole font, which were pruned
        low = _LOOSE * min(r.x1 - r.x0, r.y1 - r.y0)
        along = abs(part.dx) > abs(part.dy)
        limits = np.array([_POINTS, low] if along else [low, _POINTS])
        taken = np.zeros(len(after), bool)
        for char, place in before:
            for number, (other, there) in enumerate(after):
                near = (np.abs(there - place - shift) <= limits).all()
                if near and other == char and not taken[number]:
                    taken[number] = True
                    break
            else:
                return False
        return True

    def traces(self) -> Iterable[Trace]:
        """Give what was found, and parts on pages that are not there."""
        yield from self._found
        for index in self._moved:
            yield Trace("collateral", f"p{index + 1}/moved")


def _target(part: Moved) -> Region:
    """Return where a part should be, a little wider."""
    r = part.region
    return Region(
        r.page_index,
        r.x0 + part.dx - 2,
        r.y0 + part.dy - 2,
        r.x1 + part.dx + 2,
        r.y1 + part.dy + 2,
    )


def _characters(
    page: Page, region: Region
) -> Sequence[tuple[str, NDArray[np.floating[Any]]]]:
    """Return the visible characters of a region with their lower left corners."""
    picked = np.flatnonzero(inside(page.boxes, [region]))
    return [
        (page.text[number], page.boxes[number][[0, 3]].astype(np.float64))
        for number in picked
        if page.text[number].strip()
    ]


def _ink_stands(part: Moved, source: Page, copy: Page, pictures: Pictures) -> bool:
    """Tell whether a picture of the page bears about as much ink at the new place."""
    size = (copy.width, copy.height)
    before = crop(pictures.source, part.region, (source.width, source.height))
    after = crop(pictures.copy, _target(part), size)
    ink = int((before < _INK).sum())
    return int((after < _INK).sum()) >= (1 - _LOST) * ink
