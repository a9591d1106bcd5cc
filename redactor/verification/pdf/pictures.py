"""Channel ``pictures``: pixels of treated regions, wherever a picture keeps them.

What a page shows is not all that a picture holds: a box painted over it, a soft mask,
a clipping or a second copy leave the pixels in the file. So for each picture of the
source that bears the ink of a treated region, that patch is looked for in every picture
object of the copy, at the same place of the picture.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pikepdf
import pypdfium2.raw as raw
from PIL import Image

from redactor.model import Region
from redactor.verification.channels import READ_ERRORS, Trace
from redactor.verification.pdf.decode import bitmap, decoded, picture_objects
from redactor.verification.pdf.pages import Page, device_matrix, inside
from redactor.verification.pdf.pixels import Gray, Pictures, correlation, crop, render

__all__ = ["PictureChannel"]

_FLAT = 8.0
_SMALL = 6
# On the page itself, and anywhere: other pages of one form look much alike.
_LEFT = 0.6
_SAME = 0.9
_BEARS = 0.8
_SHOWN_SCALE = 2.0
Corner = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class _Patch:
    """Pixels of a source picture under a treated region.

    Attributes:
        box: Left, top, right, bottom as fractions of the picture.
    """

    place: str
    size: tuple[int, int]
    box: Corner
    pixels: Gray = field(repr=False)


class PictureChannel:
    """Gathers patches page by page, then looks for them in the copy's pictures."""

    name = "pictures"

    def __init__(
        self,
        regions: Mapping[int, Sequence[Region]],
        source: pikepdf.Pdf,
        copy: pikepdf.Pdf,
    ) -> None:
        self._regions = regions
        self._source = source
        self._copy = copy
        self._patches: list[_Patch] = []
        self._found: list[Trace] = []
        self._bearing: set[str] = set()
        self._masks: dict[str, Any] | None = None
        self._document: Any = ()

    def page(self, source: Page | None, copy: Page, pictures: Pictures) -> None:
        """Take the patches of one page, and compare what the copy draws there."""
        regions = self._regions.get(copy.index, ())
        if source is None or not regions:
            return
        before = list(_placed(pictures.source_handle))
        if not before:
            return
        patches: list[_Patch] = []
        for region in regions:
            corners = _user_space(region, source, pictures.source_handle)
            for item, matrix in before:
                box = _fractions(corners, matrix)
                if box and self._bears(source, region, pictures):
                    patches += self._take(item, box, source.place)
        self._patches += patches
        if patches:
            self._document = pictures.copy_handle.pdf
            for item, _ in _placed(pictures.copy_handle):
                self._tell(self._matches(bitmap(item), patches, _LEFT))

    def _bears(self, source: Page, region: Region, pictures: Pictures) -> bool:
        """Tell whether a region's ink is a picture's and not text drawn over it."""
        if not inside(source.boxes, [region]).any():
            return True
        size = (source.width, source.height)
        drawn = crop(pictures.source, region, size)
        wordless = crop(pictures.wordless, region, size)
        return wordless.std() >= _FLAT and correlation(drawn, wordless) > _BEARS

    def _take(self, item: Any, box: Corner, place: str) -> Iterator[_Patch]:
        layers = [bitmap(item)]
        digest = hashlib.sha256(bytes(item.get_data())).hexdigest()
        self._bearing.add(digest)
        mask = self._mask_of(digest)
        if mask is not None:
            layers.append(mask)
        for layer in layers:
            pixels = _cut(layer, box)
            if min(pixels.shape) >= _SMALL and pixels.std() >= _FLAT:
                yield _Patch(place, (layer.shape[1], layer.shape[0]), box, pixels)

    def _mask_of(self, digest: str) -> Gray | None:
        """Return the soft mask of a source picture by the digest of its data."""
        if self._masks is None:
            self._masks = {
                hashlib.sha256(image.read_raw_bytes()).hexdigest(): image.SMask
                for image in picture_objects(self._source)
                if isinstance(image.get("/SMask"), pikepdf.Stream)
            }
        mask = self._masks.get(digest)
        return None if mask is None else decoded(mask)

    def traces(self) -> Iterator[Trace]:
        """Look through every picture object, drawn or not."""
        if self._patches:
            for image in picture_objects(self._copy):
                if not self._fits(image):
                    continue
                try:
                    found = self._matches(decoded(image), self._patches, _SAME)
                    self._tell(p for p in found if not self._shown_elsewhere(p))
                except READ_ERRORS:
                    # pikepdf cannot decode it; then it must not be the source's own.
                    data = hashlib.sha256(image.read_raw_bytes()).hexdigest()
                    if data in self._bearing:
                        yield Trace("ink", "picture")
        yield from self._found

    def _fits(self, image: Any) -> bool:
        width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
        return any(_alike((width, height), patch.size) for patch in self._patches)

    def _tell(self, patches: Iterable[_Patch]) -> None:
        self._found += [Trace("ink", f"{p.place}/picture") for p in patches]

    def _shown_elsewhere(self, patch: _Patch) -> bool:
        """Tell whether other pages show the pixels of a patch for all to see.

        A seal or a form that stands on every page was judged on each of them.
        """
        for index in range(len(self._document)):
            if f"p{index + 1}" != patch.place:
                handle = self._document[index]
                try:
                    if _shows(handle, patch):
                        return True
                finally:
                    handle.close()
        return False

    def _matches(
        self, picture: Gray, patches: Sequence[_Patch], limit: float
    ) -> Iterator[_Patch]:
        """Yield the patches that a picture holds at their place."""
        size = (picture.shape[1], picture.shape[0])
        for patch in patches:
            if not _alike(size, patch.size):
                continue
            now = _cut(picture, patch.box)
            if min(now.shape) < 2:
                continue
            if abs(correlation(patch.pixels, _resized(now, patch))) > limit:
                yield patch


def _resized(picture: Gray, patch: _Patch) -> Gray:
    if picture.shape == patch.pixels.shape:
        return picture
    size = (patch.pixels.shape[1], patch.pixels.shape[0])
    return np.asarray(Image.fromarray(picture).resize(size))


def _shows(handle: Any, patch: _Patch) -> bool:
    """Tell whether a page shows a patch where a picture of its shape is drawn."""
    shown: Gray | None = None
    for item, matrix in _placed(handle):
        if not _alike(item.get_px_size(), patch.size):
            continue
        if shown is None:
            shown = render(handle, _SHOWN_SCALE)
        now = shown[_on_page(handle, patch.box, matrix, shown.shape)]
        if min(now.shape) >= 2 and (
            abs(correlation(patch.pixels, _resized(now, patch))) > _BEARS
        ):
            return True
    return False


def _on_page(
    handle: Any, box: Corner, matrix: Any, shape: tuple[int, ...]
) -> tuple[slice, slice]:
    """Return the rows and columns of a rendering where a part of a picture stands."""
    origin, a, b = device_matrix(handle)
    left, top, right, bottom = box
    corners = [matrix.on_point(x, 1 - y) for x in (left, right) for y in (top, bottom)]
    points = np.array([origin + x * a + y * b for x, y in corners])
    points *= (shape[1], shape[0]) / np.array(handle.get_size())
    low = np.clip(points.min(axis=0).round(), 0, None).astype(int)
    high = np.clip(points.max(axis=0).round(), 0, None).astype(int)
    return slice(low[1], high[1]), slice(low[0], high[0])


def _alike(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two sizes have the same shape."""
    cross, back = one[0] * other[1], one[1] * other[0]
    return min(*one, *other) > 0 and abs(cross - back) <= 0.03 * max(cross, back)


def _cut(picture: Gray, box: Corner) -> Gray:
    height, width = picture.shape
    left, right = round(box[0] * width), round(box[2] * width)
    top, bottom = round(box[1] * height), round(box[3] * height)
    return picture[top:bottom, left:right]


def _placed(handle: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each picture that a page draws with its matrix to user space."""
    matrices: list[Any] = []
    kinds = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM]
    for item in handle.get_objects(filter=kinds, max_depth=12):
        matrix = item.get_matrix()
        del matrices[item.level :]
        if matrices:
            matrix = matrix.multiply(matrices[-1])
        if item.type == raw.FPDF_PAGEOBJ_FORM:
            matrices.append(matrix)
        else:
            yield item, matrix


def _user_space(region: Region, page: Page, handle: Any) -> list[tuple[float, float]]:
    """Return a region's corners in the page's default user space."""
    origin, a, b = device_matrix(handle)
    unit = page.width / handle.get_size()[0]
    back = np.linalg.inv(np.array([a, b]).T)
    return [
        tuple((back @ (np.array((x / unit, y / unit)) - origin)).tolist())
        for x in (region.x0, region.x1)
        for y in (region.y0, region.y1)
    ]


def _fractions(corners: Sequence[tuple[float, float]], matrix: Any) -> Corner | None:
    """Return which part of a picture a region covers, None for none of it."""
    a, b, c, d, e, f = matrix.get()
    if abs(a * d - b * c) < 1e-9:
        return None
    back = np.linalg.inv(np.array([[a, c], [b, d]]))
    points = [back @ (np.array(p) - (e, f)) for p in corners]
    left = max(min(p[0] for p in points), 0.0)
    right = min(max(p[0] for p in points), 1.0)
    # Pictures stand upright in a unit square whose y axis points upwards.
    top = max(1 - max(p[1] for p in points), 0.0)
    bottom = min(1 - min(p[1] for p in points), 1.0)
    if left >= right or top >= bottom:
        return None
    return left, top, right, bottom
