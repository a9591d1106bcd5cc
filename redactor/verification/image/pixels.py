"""Pixels of source and copy side by side: the rest untouched, the boxes opaque."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from redactor.model import Edit, Region, Treatment
from redactor.ocr.pixels import as_pixels, points_a_pixel
from redactor.verification.channels import Trace

__all__ = ["FramePair"]

Grey = NDArray[np.float32]

_TILE = 16
# Mean difference of a tile, 0 to 255: JPEG written again with its own tables stays
# below 10; one letter more or less in a tile makes over 40.
_TILE_LOSS = 26.0
_MEAN_LOSS = 7.0
_BLEED = 18  # pixels around a box in which a lossy copy may differ
_FLAT = {False: 4.0, True: 60.0}
_ALIKE = 0.9


class FramePair:
    """One frame of the source and the same of the copy.

    Args:
        index: Zero-based.
        source: As a viewer shows it (EXIF orientation applied).
        copy: As written.
        lossy: The copy's kind does not keep pixels exactly.
    """

    def __init__(
        self, index: int, source: Image.Image, copy: Image.Image, *, lossy: bool
    ) -> None:
        self.place = f"p{index + 1}"
        self._lossy = lossy
        self._same_size = source.size == copy.size
        self._scale = points_a_pixel(source)
        self._before = _grey(source)
        self._after = _grey(copy)

    def traces(
        self, edits: Mapping[str, Edit], regions: Mapping[str, Sequence[Region]]
    ) -> Iterator[Trace]:
        """Yield what is wrong: other pixels changed, boxes that show old ink.

        Args:
            edits: By id.
            regions: Treated boxes of this frame by edit id.
        """
        if not self._same_size:
            yield Trace("collateral", self.place)
            return
        outside = np.ones(self._before.shape, bool)
        for found in regions.values():
            for region in found:
                outside[self._window(region, _BLEED if self._lossy else 3)] = False
        if self._changed(outside):
            yield Trace("collateral", self.place)
        for number, found in regions.items():
            edit = edits[number]
            if any(self._shows(edit, region) for region in found):
                yield Trace("ink", self.place, edit.entity)

    def _window(self, region: Region, margin: int) -> tuple[slice, slice]:
        height, width = self._before.shape
        x0, y0, x1, y1 = (
            round(side / self._scale)
            for side in (region.x0, region.y0, region.x1, region.y1)
        )
        return (
            slice(max(0, y0 - margin), min(height, y1 + margin)),
            slice(max(0, x0 - margin), min(width, x1 + margin)),
        )

    def _changed(self, outside: NDArray[np.bool_]) -> bool:
        difference = np.abs(self._before - self._after)
        difference[~outside] = 0.0
        if not self._lossy:
            # Rounding of colours to grey, no more.
            return bool(difference.max() > 2.0)
        if float(difference.mean()) > _MEAN_LOSS:
            return True
        height, width = (side - side % _TILE for side in difference.shape)
        if not height or not width:
            return bool(difference.mean() > _TILE_LOSS)
        tiles = difference[:height, :width].reshape(
            height // _TILE, _TILE, width // _TILE, _TILE
        )
        return bool(tiles.mean(axis=(1, 3)).max() > _TILE_LOSS)

    def _shows(self, edit: Edit, region: Region) -> bool:
        """Tell whether old ink is left in a box."""
        window = self._window(region, -2)
        after, before = self._after[window], self._before[window]
        if after.size < 9 or np.ptp(after) <= _FLAT[self._lossy]:
            return False
        if edit.treatment is Treatment.COVER:
            return bool(np.ptp(after) > _FLAT[self._lossy])
        return _correlation(before, after) > _ALIKE


def _grey(image: Image.Image) -> Grey:
    return np.asarray(as_pixels(image).mean(axis=2), np.float32)


def _correlation(first: Grey, second: Grey) -> float:
    one, two = first - first.mean(), second - second.mean()
    size = float(np.sqrt((one**2).sum() * (two**2).sum()))
    return float((one * two).sum() / size) if size > 0 else 0.0
