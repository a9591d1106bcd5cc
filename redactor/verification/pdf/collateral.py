"""Channel ``collateral``: all that was not treated is where it was.

Characters outside the treated regions stand within half a point of their place; pages
keep their number and size; what pdfium draws outside the regions is the same. Text that
was never visible may go: the writer tells it as a removal. Where annotations and form
fields are drawn nothing is compared: they go, or are drawn into the page anew.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from redactor.model import Region, WriteReport
from redactor.verification.channels import Trace
from redactor.verification.pdf.pages import Page, inside
from redactor.verification.pdf.pixels import (
    Pictures,
    apart,
    box_of,
    boxes_of,
    mask_out,
    mismatch,
    moved_ink,
)

__all__ = ["CollateralChannel"]

_POINTS = 0.5
_TONE = 100
_BLANK = 16
# Rows around a change that its judgement takes in.
_NEXT = 3
_SPECKS = 12
_HALF_IN = 0.35
_BLOCKS = 2
# Blocks that the ink of another font may lie aside.
_REACH_OTHER = 3
Boxes = NDArray[np.floating[Any]]


class CollateralChannel:
    """Compares each page of the copy with the source's outside the regions."""

    name = "collateral"

    def __init__(
        self,
        regions: Mapping[int, Sequence[Region]],
        report: WriteReport,
        by_hand: Mapping[int, Sequence[Region]],
        has_substitutes: Callable[[int], bool],
    ) -> None:
        self._has_substitutes = has_substitutes
        self._regions = regions
        self._report = report
        self._by_hand = by_hand
        self._found: list[Trace] = []
        self._silent_loss: list[str] = []

    def page(self, source: Page | None, copy: Page, pictures: Pictures) -> None:
        """Compare one page."""
        if source is None:
            self._found.append(Trace("collateral", copy.place))
            return
        if source is copy:
            return
        if (
            abs(source.width - copy.width) > _POINTS
            or abs(source.height - copy.height) > _POINTS
        ):
            self._found.append(Trace("collateral", f"{copy.place}/size"))
            return
        regions = (
            *self._regions.get(copy.index, ()),
            *_touched(source, self._by_hand.get(copy.index, ())),
        )
        zones = pictures.zones(source)
        rasterized = copy.index in self._report.rasterized
        zones_of = _rows((*regions, *zones))
        around = np.concatenate([zones_of, _treated_ink(source, regions)])
        if rasterized:
            if copy.text.strip():
                self._found.append(Trace("residue", f"{copy.place}/rasterized"))
            if self._has_substitutes(copy.index):
                drawn_anew = _redrawn(pictures, around, copy, _REACH_OTHER)
            else:
                drawn_anew = _redrawn(pictures, around, copy, 1) or _emptied(
                    source, pictures, around
                )
        else:
            self._characters(source, copy, (*regions, *zones), pictures, around)
            drawn_anew = _changed(pictures, around, copy)
        if drawn_anew:
            self._found.append(Trace("collateral", f"{copy.place}/drawing"))

    def traces(self) -> Iterator[Trace]:
        """Give what was found."""
        yield from self._found
        if not self._report.removals:
            yield from (Trace("collateral", p) for p in self._silent_loss)

    def _characters(
        self,
        source: Page,
        copy: Page,
        regions: Sequence[Region],
        pictures: Pictures,
        treated: Boxes,
    ) -> None:
        before, old = _outside(source, regions)
        after, new = _outside(copy, regions)
        if before == after and _near(old, new):
            return
        lost, added = _unmatched(before, old, after, new)
        # The rough boxes of an invisible text layer lie half inside a region.
        lost = [box for box in lost if _share(box, regions) < _HALF_IN]
        added = [box for box in added if _share(box, regions) < _HALF_IN]
        if not lost and not added:
            return
        size = (copy.width, copy.height)
        mask = mask_out(pictures.source.shape, treated, size, 1.5)
        if any(_differs(box, pictures, size, mask) for box in (*lost, *added)):
            self._found.append(Trace("collateral", f"{copy.place}/text"))
        elif len(lost) > max(2, len(before) // 50):
            self._silent_loss.append(f"{copy.place}/text")


def _touched(page: Page, regions: Sequence[Region]) -> Iterator[Region]:
    """Give the characters that a box drawn by hand touches: they go as a whole."""
    for region in regions:
        low = np.maximum(page.boxes[:, :2], (region.x0, region.y0))
        high = np.minimum(page.boxes[:, 2:], (region.x1, region.y1))
        for box in page.boxes[(high > low).all(axis=1)].tolist():
            yield Region(page.index, *box)


def _rows(regions: Iterable[Region]) -> Boxes:
    """Return regions as boxes."""
    rows = [(r.x0, r.y0, r.x1, r.y1) for r in regions]
    return np.array(rows, np.float64).reshape(-1, 4)


def _treated_ink(page: Page, regions: Sequence[Region]) -> Boxes:
    """Give the boxes of treated characters: their ink may stick out of a region."""
    return page.boxes[inside(page.boxes, regions)]


def _outside(page: Page, regions: Sequence[Region]) -> tuple[str, Boxes]:
    """Return the characters on the page that are drawn outside all regions."""
    codes = np.frombuffer(page.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    shown = (codes > 32) & (codes != 0xA0) & (codes != 0x3000)
    boxes = page.boxes
    x = (boxes[:, 0] + boxes[:, 2]) / 2
    y = (boxes[:, 1] + boxes[:, 3]) / 2
    shown &= (x >= 0) & (x <= page.width) & (y >= 0) & (y <= page.height)
    if len(regions):
        shown &= ~inside(boxes, regions)
    text = codes[shown].astype("<u4").tobytes().decode("utf-32-le", "replace")
    return text, boxes[shown]


def _near(old: Boxes, new: Boxes) -> bool:
    if len(old) != len(new):
        return False
    return not len(old) or bool(_distance(old, new).max() <= _POINTS)


def _distance(old: Boxes, new: Boxes) -> NDArray[np.floating[Any]]:
    """Return how far apart two rows of boxes are, by a left corner each.

    The left edge hangs on the origin. Upper and lower edges may hang on figures that a
    font works out from the glyphs it has; what moved up or down has moved both.
    """
    gap = np.abs(old - new)
    return np.asarray(np.maximum(gap[..., 0], np.minimum(gap[..., 1], gap[..., 3])))


def _unmatched(
    before: str, old: Boxes, after: str, new: Boxes
) -> tuple[list[Boxes], list[Boxes]]:
    """Pair equal characters at one place; return the boxes of those left over."""
    places: dict[str, list[int]] = {}
    for i, char in enumerate(after):
        places.setdefault(char, []).append(i)
    taken = np.zeros(len(new), bool)
    lost = []
    for i, char in enumerate(before):
        choice = [j for j in places.get(char, ()) if not taken[j]]
        if choice:
            distance = _distance(new[choice], old[i])
            best = int(distance.argmin())
            if distance[best] <= _POINTS:
                taken[choice[best]] = True
                continue
        lost.append(old[i])
    return lost, [new[j] for j in np.flatnonzero(~taken)]


def _share(box: Boxes, regions: Sequence[Region]) -> float:
    """Return how much of a character's box lies in one of the regions, 0 to 1."""
    x0, y0, x1, y1 = (float(v) for v in box)
    area = max((x1 - x0) * (y1 - y0), 1e-6)
    shares = (
        max(min(x1, r.x1) - max(x0, r.x0), 0) * max(min(y1, r.y1) - max(y0, r.y0), 0)
        for r in regions
    )
    return max(shares, default=0.0) / area


def _differs(
    box: Boxes, pictures: Pictures, size: tuple[float, float], mask: NDArray[np.bool_]
) -> bool:
    """Tell whether two renderings differ where a character stands.

    Pixels that the mask leaves out belong to what was treated; a character of which
    hardly any others are left is judged with it.
    """
    first, second = pictures.source, pictures.copy
    x0, y0, x1, y1 = (float(v) for v in box)
    if x1 <= x0 or y1 <= y0 or first.shape != second.shape:
        return first.shape != second.shape
    top, bottom, left, right = box_of(Region(0, x0, y0, x1, y1), size, first.shape, 0)
    own = mask[top:bottom, left:right]
    a = first[top:bottom, left:right].astype(np.int16)
    b = second[top:bottom, left:right].astype(np.int16)
    return bool(((np.abs(a - b) > 60) & own).sum() > 0.08 * max(own.sum(), 1))


def _redrawn(pictures: Pictures, treated: Boxes, copy: Page, reach: int) -> bool:
    """Tell whether a page that became a picture shows other things outside regions."""
    size = (copy.width, copy.height)
    if pictures.copy.shape != pictures.source.shape:
        return True
    # Hairlines of another engine are faint: in the second look they have more pixels.
    for look in (pictures, pictures.larger):
        mask = mask_out(look.source.shape, treated, size, 3.0)
        for before in (look.source, look.plain):
            if moved_ink(before, look.copy, mask, reach) <= _BLOCKS:
                return False
    return True


def _emptied(source: Page, pictures: Pictures, treated: Boxes) -> bool:
    """Tell whether characters of the source are blank in a page's picture.

    Rules of a table may stand so near that their ink passes for that of words.
    """
    before, after = pictures.source, pictures.copy
    size = (source.width, source.height)
    mask = mask_out(before.shape, treated, size, 1.0)
    shown = [i for i, char in enumerate(source.text) if not char.isspace()]
    lost = 0
    for top, bottom, left, right in boxes_of(
        source.boxes[shown], size, before.shape, 0
    ).tolist():
        spot = slice(top, bottom), slice(left, right)
        if top < bottom and left < right and mask[spot].all():
            lost += bool(np.ptp(before[spot]) > _TONE and np.ptp(after[spot]) < _BLANK)
    return lost > _BLOCKS


def _changed(pictures: Pictures, treated: Boxes, copy: Page) -> bool:
    """Tell whether pixels outside the regions are new, with or without annotations."""
    before, after = pictures.source, pictures.copy
    if after.shape != before.shape:
        return True
    rows = np.flatnonzero((before != after).any(axis=1))
    if not len(rows):
        return False
    mask = mask_out(before.shape, treated, (copy.width, copy.height), 1.5)
    # Where tones are near, nothing can be changed: mostly this settles it.
    far = apart(before[rows], after[rows], _TONE) & mask[rows]
    if int(far.sum()) <= _SPECKS:
        return False
    changed = 0
    for band in _bands(rows[far.any(axis=1)], before.shape[0]):
        found = mismatch(before[band], after[band], _TONE) & mask[band]
        if found.any():
            found &= mismatch(pictures.plain[band], after[band], _TONE)
        changed += int(found.sum())
    return changed > _SPECKS


def _bands(rows: NDArray[np.intp], height: int) -> Iterator[slice]:
    """Yield the stretches of rows that hold some, with what is next to them."""
    starts = np.flatnonzero(np.diff(rows, prepend=rows[0] - 9) > 2 * _NEXT)
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield slice(max(rows[start] - _NEXT, 0), min(rows[end - 1] + _NEXT + 1, height))
