"""Orders in which a page can be read: a value torn apart in one is whole in another.

The order of drawing (pdfium's), lines from the top with their characters from left to
right, and the columns of a table cell by cell, aligned left or centred.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from redactor.verification.pdf.pages import Page
from redactor.verification.reading import Reading

__all__ = ["ORDERS", "read_orders"]

ORDERS = ("drawn", "lines", "columns", "centred")
_COLUMN_GAP = 0.9
_ALIGNED = 2.0


def read_orders(page: Page) -> Iterator[tuple[str, Reading]]:
    """Yield each order's name and the page's text in it."""
    yield "drawn", Reading(page.text, page.place, range(len(page.text)))
    codes = np.frombuffer(page.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    shown = np.flatnonzero((codes > 32) & (codes != 0xA0) & (codes != 0x3000))
    if not len(shown):
        return
    order, lines = _by_lines(page.boxes, shown)
    breaks = _gaps(page.boxes[order], lines)
    yield "lines", _reading(page, codes, order, breaks)
    for name, weights in (("columns", (1.0, 0.0)), ("centred", (0.5, 0.5))):
        yield name, _by_columns(page, codes, order, breaks, weights)


def _by_lines(
    boxes: NDArray[np.float32], shown: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the characters by line and x, and the number of each one's line."""
    middle = (boxes[shown, 1] + boxes[shown, 3]) / 2
    height = np.maximum(boxes[shown, 3] - boxes[shown, 1], 1.0)
    by_y = np.argsort(middle, kind="stable")
    step = np.diff(middle[by_y], prepend=middle[by_y[0]])
    line = np.empty(len(shown), np.intp)
    line[by_y] = np.cumsum(step > np.minimum(height[by_y] * 0.25, 3.0))
    order = np.lexsort((boxes[shown, 0], line))
    return shown[order], line[order]


def _gaps(boxes: NDArray[np.float32], lines: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell for each character whether a new segment begins with it."""
    height = np.maximum(boxes[:, 3] - boxes[:, 1], 1.0)
    gap = boxes[1:, 0] - boxes[:-1, 2]
    new = (np.diff(lines) != 0) | (gap > _COLUMN_GAP * height[1:])
    return np.concatenate([[True], new])


def _reading(
    page: Page,
    codes: NDArray[np.uint32],
    order: NDArray[np.intp],
    breaks: NDArray[np.bool_],
) -> Reading:
    at = np.flatnonzero(breaks)
    text = np.insert(codes[order], at, 10).astype("<u4").tobytes()
    ids = np.insert(order, at, -1)
    return Reading(text.decode("utf-32-le", "replace"), page.place, ids.tolist())


def _by_columns(
    page: Page,
    codes: NDArray[np.uint32],
    order: NDArray[np.intp],
    breaks: NDArray[np.bool_],
    weights: tuple[float, float],
) -> Reading:
    """Read segment under segment that share an edge (or middle)."""
    start = np.flatnonzero(breaks)
    end = np.append(start[1:], len(order)) - 1
    boxes = page.boxes[order]
    x = weights[0] * boxes[start, 0] + weights[1] * boxes[end, 2]
    by_x = np.argsort(x, kind="stable")
    column = np.empty(len(x), np.intp)
    column[by_x] = np.cumsum(np.diff(x[by_x], prepend=x[by_x[0]]) > _ALIGNED)
    segments = np.lexsort((boxes[start, 1], column))
    sizes = (end - start + 1)[segments]
    first = np.cumsum(sizes) - sizes
    picks = np.repeat(start[segments] - first, sizes) + np.arange(len(order))
    new_breaks = np.zeros(len(order), bool)
    new_breaks[first] = True
    return _reading(page, codes, order[picks], new_breaks)
