"""Channel ``pixels``: what pdfium draws where something was treated.

A covered box is one flat tone; elsewhere no character of the source may be left, but
for those that the mask itself shows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redactor.model import Edit, Region, Treatment, WriteReport
from redactor.verification.channels import Trace
from redactor.verification.needles import Needles
from redactor.verification.pdf.orders import read_orders
from redactor.verification.pdf.pages import Page, inside
from redactor.verification.pdf.pixels import (
    Gray,
    Pictures,
    boxes_of,
    correlation,
    correlations,
    crop,
)

__all__ = ["InkChannel", "is_flat"]

_ALIKE = 0.9
_FLAT = 24


@dataclass(frozen=True, slots=True)
class _Box:
    edit: Edit
    region: Region


class InkChannel:
    """Compares treated regions of the copy with the source."""

    name = "pixels"

    def __init__(
        self, edits: Iterable[Edit], report: WriteReport, needles: Needles
    ) -> None:
        self._needles = needles
        self._found: list[Trace] = []
        self._boxes: dict[int, list[_Box]] = {}
        by_id = {edit.id: edit for edit in edits}
        for number, regions in report.regions.items():
            for region in regions:
                box = _Box(by_id[number], region)
                self._boxes.setdefault(region.page_index, []).append(box)
        self._unplaced = _without_region(by_id, report)

    def page(self, source: Page | None, copy: Page, pictures: Pictures) -> None:
        """Look at every box of one page."""
        boxes = self._boxes.pop(copy.index, [])
        if source is None or not boxes:
            return
        size = (copy.width, copy.height)
        groups = _by_edit(boxes)
        left = _counts(list(groups.values()), source, pictures, None)
        for (edit, group), count in zip(groups.items(), left, strict=True):
            if edit.treatment is Treatment.COVER and any(
                not is_flat(crop(pictures.copy, region, size)) for region in group
            ):
                self._found.append(Trace("ink", copy.place, edit.entity))
            if count > _allowed(edit) and self._is_left(edit, group, source, pictures):
                self._found.append(Trace("ink", copy.place, edit.entity))

    def proven(self, index: int) -> None:
        """Leave out a page whose regions are proven in another way."""
        self._boxes.pop(index, None)

    def _is_left(
        self, edit: Edit, group: list[Region], source: Page, pictures: Pictures
    ) -> bool:
        """Tell whether more of a value is seen in an edit's boxes than its mask.

        A box around a slanted line holds neighbours as well: they do not count.
        """
        own = self._own(source)
        return _counts([group], source, pictures, own)[0] > _allowed(edit)

    def _own(self, source: Page) -> NDArray[np.bool_]:
        """Tell which characters of a page belong to a secret, in any order."""
        own = np.zeros(len(source.text), bool)
        for _, reading in read_orders(source):
            for hit in self._needles.find(reading.bare):
                start, end = reading.raw_span(hit.start, hit.end)
                ids = np.array(reading.ids[start:end])
                own[ids[ids >= 0]] = True
        return own

    def traces(self) -> Iterator[Trace]:
        """Give what was found, and boxes on pages that are not there."""
        yield from self._found
        for boxes in self._boxes.values():
            yield from (Trace("ink", "", box.edit.entity) for box in boxes)
        yield from self._unplaced


def _without_region(by_id: Mapping[str, Edit], report: WriteReport) -> list[Trace]:
    """An applied edit of a drawn text must say where."""
    return [
        Trace("not_run", "", by_id[number].entity)
        for number in by_id
        if number not in report.applied
    ]


def _by_edit(boxes: Iterable[_Box]) -> dict[Edit, list[Region]]:
    groups: dict[Edit, list[Region]] = {}
    for box in boxes:
        groups.setdefault(box.edit, []).append(box.region)
    return groups


def is_flat(picture: Gray) -> bool:
    """Tell whether a cut is of one tone within its edge."""
    inner = picture[1:-1, 1:-1]
    if inner.size < 4 or np.ptp(inner) <= _FLAT:
        return True
    return bool(np.percentile(inner, 98) - np.percentile(inner, 2) <= _FLAT)


def _allowed(edit: Edit) -> int:
    """Return how many cells of an edit its mask itself may show."""
    if edit.treatment is not Treatment.DEIDENTIFY:
        return 1
    mask = edit.replacement
    return sum(c.isalnum() for c in mask) + max(1, len(mask) // 4)


def _counts(
    groups: Sequence[Sequence[Region]],
    source: Page,
    pictures: Pictures,
    own: NDArray[np.bool_] | None,
) -> list[int]:
    """Count for each group of regions the cells that still show the source's ink."""
    cells = [
        np.concatenate([_cells(source, region, own) for region in group])
        for group in groups
    ]
    owners = np.repeat(np.arange(len(groups)), [len(rows) for rows in cells])
    same = _same_ink(np.concatenate(cells), pictures, (source.width, source.height))
    counts = np.bincount(owners[same], minlength=len(groups))
    return [int(count) for count in counts]


def _same_ink(
    cells: NDArray[np.float64], pictures: Pictures, size: tuple[float, float]
) -> NDArray[np.bool_]:
    """Tell for each cell whether it still shows the source's ink."""
    before, after = pictures.source, pictures.copy
    spans = boxes_of(cells, size, before.shape, 0.0)
    large = (spans[:, 1] - spans[:, 0]) * (spans[:, 3] - spans[:, 2]) >= 9
    if before.shape == after.shape:
        alike = correlations(before, after, spans)
    else:
        alike = _alike_apart(pictures, spans, boxes_of(cells, size, after.shape, 0.0))
    return np.asarray(large & (alike > _ALIKE))


def _alike_apart(
    pictures: Pictures, old: NDArray[np.intp], new: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Correlate cells where the pictures are not of one size."""
    pairs = zip(old.tolist(), new.tolist(), strict=True)
    return np.array(
        [
            correlation(pictures.source[a:b, c:d], pictures.copy[e:f, g:h])
            for (a, b, c, d), (e, f, g, h) in pairs
        ]
    )


def _cells(
    source: Page, region: Region, own: NDArray[np.bool_] | None
) -> NDArray[np.float64]:
    """Give the source's characters in a region, or squares where there is no text.

    ``own`` tells which characters belong to a secret; where a region holds such, the
    others do not count.
    """
    picked = inside(source.boxes, [region])
    if own is not None and (picked & own).any():
        picked &= own
    rows = source.boxes[
        [
            i
            for i in np.flatnonzero(picked)
            if source.text[i].strip() and source.boxes[i, 2] > source.boxes[i, 0]
        ]
    ]
    if len(rows):
        return rows.astype(np.float64)
    side = max(min(region.y1 - region.y0, region.x1 - region.x0), 1.0)
    return np.array(
        [
            (x, y, min(x + side, region.x1), min(y + side, region.y1))
            for x in np.arange(region.x0, region.x1 - side * 0.5, side)
            for y in np.arange(region.y0, region.y1 - side * 0.5, side)
        ]
    ).reshape(-1, 4)
