"""Rendering by pdfium, and comparing two renderings."""

import math
from functools import cached_property
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from redactor.model import Region
from redactor.verification.pdf.pages import Page, annotation_zones

__all__ = [
    "Gray",
    "Pictures",
    "apart",
    "boxes_of",
    "correlation",
    "correlations",
    "crop",
    "mask_out",
    "mismatch",
    "moved_ink",
    "render",
    "render_region",
]

Gray = NDArray[np.uint8]
_LARGEST = 2400
_INK, _FAINT = 160, 25


def render(handle: Any, scale: float, *, annotations: bool = True) -> Gray:
    """Draw a page in grey at ``scale`` pixels a point (before UserUnit)."""
    width, height = handle.get_size()
    scale = min(scale, _LARGEST / max(width, height, 1.0))
    columns, rows = max(round(width * scale), 1), max(round(height * scale), 1)
    stride = (columns + 3) // 4 * 4
    picture = np.full((rows, stride), 255, np.uint8)
    bitmap = raw.FPDFBitmap_CreateEx(
        columns, rows, raw.FPDFBitmap_Gray, picture.ctypes.data, stride
    )
    if not bitmap:
        raise MemoryError("no bitmap")
    flags = raw.FPDF_ANNOT if annotations else 0
    try:
        raw.FPDF_RenderPageBitmap(bitmap, handle.raw, 0, 0, columns, rows, 0, flags)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return picture[:, :columns]


def render_region(handle: Any, region: Region, size: tuple[float, float]) -> Gray:
    """Draw a region in grey at one pixel a point, as `render` and `crop` would.

    Args:
        handle: The page.
        region: What is drawn of it.
        size: Displayed width and height of the page.
    """
    width, height = handle.get_size()
    columns, rows = max(round(width), 1), max(round(height), 1)
    top, bottom, left, right = box_of(region, size, (rows, columns), 0)
    if bottom <= top or right <= left:
        return np.zeros((0, 0), np.uint8)
    stride = (right - left + 3) // 4 * 4
    picture = np.full((bottom - top, stride), 255, np.uint8)
    bitmap = raw.FPDFBitmap_CreateEx(
        right - left, bottom - top, raw.FPDFBitmap_Gray, picture.ctypes.data, stride
    )
    if not bitmap:
        raise MemoryError("no bitmap")
    try:
        raw.FPDF_RenderPageBitmap(
            bitmap, handle.raw, -left, -top, columns, rows, 0, raw.FPDF_ANNOT
        )
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return picture[:, : right - left]


class Pictures:
    """Renderings of a page of the source and of the copy, each drawn when asked."""

    def __init__(self, source: Any, copy: Any, index: int, scale: float) -> None:
        self.source_handle = source
        self.copy_handle = copy
        self._index = index
        self._scale = scale

    @cached_property
    def source(self) -> Gray:
        """The source's page with annotations."""
        return render(self.source_handle, self._scale)

    @cached_property
    def plain(self) -> Gray:
        """The source's page without annotations."""
        return render(self.source_handle, self._scale, annotations=False)

    @cached_property
    def wordless(self) -> Gray:
        """The source's page without text: what its pictures and drawings show."""
        handle = self.source_handle.pdf[self._index]
        try:
            for item in list(handle.get_objects([raw.FPDF_PAGEOBJ_TEXT], max_depth=1)):
                handle.remove_obj(item)
            return render(handle, self._scale)
        finally:
            handle.close()

    def zones(self, page: Page) -> tuple[Region, ...]:
        """Where the source's annotations and form fields are drawn."""
        return annotation_zones(self.source_handle, page)

    @cached_property
    def copy(self) -> Gray:
        """The copy's page."""
        return render(self.copy_handle, self._scale)

    @cached_property
    def larger(self) -> "Pictures":
        """The same at twice the scale."""
        return Pictures(
            self.source_handle, self.copy_handle, self._index, 2 * self._scale
        )


def boxes_of(
    boxes: NDArray[np.floating[Any]],
    size: tuple[float, float],
    shape: tuple[int, ...],
    pad: float,
) -> NDArray[np.intp]:
    """Return a row of top, bottom, left, right for each box, clipped.

    Args:
        boxes: Left, top, right, bottom in displayed points.
        size: Displayed width and height of the page.
        shape: Rows and columns of the picture.
        pad: Pixels to add on each side; less than zero shrinks.
    """
    scaled = np.asarray(boxes, np.float64).reshape(-1, 4) * (
        (shape[1] / size[0], shape[0] / size[1]) * 2
    )
    left, top = np.floor(scaled[:, :2] - pad).T
    right, bottom = np.ceil(scaled[:, 2:] + pad).T
    top, left = np.maximum(top, 0), np.maximum(left, 0)
    bottom = np.maximum(np.minimum(bottom, shape[0]), top)
    right = np.maximum(np.minimum(right, shape[1]), left)
    return np.stack([top, bottom, left, right], axis=1).astype(np.intp)


def box_of(
    region: Region, size: tuple[float, float], shape: tuple[int, ...], pad: float
) -> tuple[int, int, int, int]:
    """Return the same for one region."""
    sx, sy = shape[1] / size[0], shape[0] / size[1]
    top = max(math.floor(region.y0 * sy - pad), 0)
    left = max(math.floor(region.x0 * sx - pad), 0)
    bottom = min(math.ceil(region.y1 * sy + pad), shape[0])
    right = min(math.ceil(region.x1 * sx + pad), shape[1])
    return top, max(bottom, top), left, max(right, left)


def crop(
    picture: Gray, region: Region, size: tuple[float, float], pad: float = 0.0
) -> Gray:
    """Return the pixels of a region."""
    top, bottom, left, right = box_of(region, size, picture.shape, pad)
    return picture[top:bottom, left:right]


def mask_out(
    shape: tuple[int, ...],
    boxes: NDArray[np.floating[Any]],
    size: tuple[float, float],
    pad: float,
) -> NDArray[np.bool_]:
    """Return True where no box (left, top, right, bottom) lies."""
    mask = np.ones(shape, bool)
    for top, bottom, left, right in boxes_of(boxes, size, shape, pad).tolist():
        mask[top:bottom, left:right] = False
    return mask


def apart(first: Gray, second: Gray, tolerance: int) -> NDArray[np.bool_]:
    """Tell where two tones are further apart: the only places that can mismatch."""
    gap = np.maximum(first, second) - np.minimum(first, second)
    return np.asarray(gap > tolerance)


def _spread(picture: Gray, darkest: bool) -> Gray:
    """Take the darkest (or lightest) of each pixel and its eight neighbours."""
    pick = np.minimum if darkest else np.maximum
    padded = np.pad(picture, 1, mode="edge")
    rows = pick(pick(padded[:-2], padded[1:-1]), padded[2:])
    return pick(pick(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])


def mismatch(first: Gray, second: Gray, tolerance: int) -> NDArray[np.bool_]:
    """Tell where one picture has a tone that the other has nowhere near."""
    result = np.zeros(first.shape, bool)
    if np.array_equal(first, second):
        return result
    for one, other in ((first, second), (second, first)):
        low = _spread(other, True).astype(np.int16)
        high = _spread(other, False).astype(np.int16)
        tone = one.astype(np.int16)
        result |= (tone < low - tolerance) | (tone > high + tolerance)
    return _dense(result)


def moved_ink(
    first: Gray, second: Gray, mask: NDArray[np.bool_], reach: int = 1
) -> int:
    """Count the blocks of four pixels where one picture has ink and the other none.

    For pages that another engine drew: its fonts and hairlines may be heavier or
    lighter, so that clear ink in the one need only be faint in the other, up to
    ``reach`` blocks away.
    """
    strong = [_blocks((picture < _INK) & mask) for picture in (first, second)]
    weak = [_blocks(_faint(picture) & mask) for picture in (first, second)]
    for _ in range(reach):
        weak = [_around(blocks) for blocks in weak]
    lost = strong[0] & ~weak[1]
    new = strong[1] & ~weak[0]
    return int(lost.sum() + new.sum())


def _faint(picture: Gray) -> NDArray[np.bool_]:
    """Tell where there is ink, or a tone darker than the lightest nearby."""
    rows, columns = (-(-size // 8) for size in picture.shape)
    padding = [(0, 8 * rows - picture.shape[0]), (0, 8 * columns - picture.shape[1])]
    tiles = np.pad(picture, padding, mode="edge").reshape(rows, 8, columns, 8)
    ground = _spread(tiles.max(axis=(1, 3)), False).repeat(8, axis=0).repeat(8, axis=1)
    ground = ground[: picture.shape[0], : picture.shape[1]]
    return np.asarray((picture < _INK) | (ground - picture > _FAINT))


def _blocks(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    rows, columns = (-(-size // 4) for size in ink.shape)
    padded = np.zeros((4 * rows, 4 * columns), bool)
    padded[: ink.shape[0], : ink.shape[1]] = ink
    return np.asarray(padded.reshape(rows, 4, columns, 4).any(axis=(1, 3)))


def _around(blocks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return _spread(blocks.astype(np.uint8), False).astype(bool)


def _dense(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Drop lone pixels: text that moved by a fraction of a pixel leaves such."""
    padded = np.pad(mask.astype(np.uint8), 1)
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    around = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]
    dense: NDArray[np.bool_] = mask & (around >= 3)
    return dense


def correlation(first: Gray, second: Gray) -> float:
    """Return how alike two crops of one size are, 0 for flat ones."""
    if first.size == 0 or first.shape != second.shape:
        return 0.0
    spans = np.array([[0, first.shape[0], 0, first.shape[1]]])
    return float(correlations(first, second, spans)[0])


def correlations(
    first: Gray, second: Gray, spans: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return for each (top, bottom, left, right) how alike two pictures are there.

    A span that is flat in one of them, or empty, gives 0.
    """
    result = np.zeros(len(spans))
    heights, widths = spans[:, 1] - spans[:, 0], spans[:, 3] - spans[:, 2]
    for height, width in set(zip(heights.tolist(), widths.tolist(), strict=True)):
        if height < 1 or width < 1:
            continue
        which = np.flatnonzero((heights == height) & (widths == width))
        rows = spans[which, 0][:, None, None] + np.arange(height)[:, None]
        columns = spans[which, 2][:, None, None] + np.arange(width)
        one = first[rows, columns].reshape(len(which), -1)
        other = second[rows, columns].reshape(len(which), -1)
        result[which] = _alike(one, other)
    return result


def _alike(first: Gray, second: Gray) -> NDArray[np.float64]:
    """Correlate rows of pixels."""
    lively = (np.ptp(first, axis=1) >= 16) & (np.ptp(second, axis=1) >= 16)
    result = np.zeros(len(first))
    if not lively.any():
        return result
    a = first[lively].astype(np.float64)
    b = second[lively].astype(np.float64)
    a -= a.mean(axis=1, keepdims=True)
    b -= b.mean(axis=1, keepdims=True)
    count = a.shape[1]
    aa, bb = (a * a).sum(axis=1), (b * b).sum(axis=1)
    norm = np.sqrt(aa * bb)
    # A standard deviation below 6 tones is noise.
    sound = (norm >= 1e-6) & (np.minimum(aa, bb) >= 36 * count)
    product = (a * b).sum(axis=1)
    result[lively] = np.divide(product, norm, out=np.zeros_like(product), where=sound)
    return result
