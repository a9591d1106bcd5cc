"""Characters of PDF pages as pdfium reads them, with their place as displayed.

Coordinates are those of `redactor.model.Region`: points times UserUnit, origin at the
top left of the displayed page, y downwards. Characters outside the visible page are
there too. Not for several threads: pdfium knows no threads.
"""

import ctypes
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from redactor.model import Region

__all__ = ["Page", "PdfText", "annotation_zones", "device_matrix", "inside"]

_DEVICE = 1 << 20


@dataclass(frozen=True, eq=False)
class Page:
    """One page's characters.

    Attributes:
        text: One character for each row of ``boxes``; pdfium's own blanks and line
            breaks are among them.
        boxes: Left, top, right, bottom of each character; float32.
        width: Of the displayed page.
        height: Of the displayed page.
    """

    index: int
    text: str = field(repr=False)
    boxes: NDArray[np.float32] = field(repr=False)
    width: float
    height: float

    @property
    def place(self) -> str:
        """One-based page number, such as ``p3``."""
        return f"p{self.index + 1}"


def inside(boxes: NDArray[np.float32], regions: Sequence[Region]) -> NDArray[np.bool_]:
    """Tell for each character whether its middle lies in one of the regions."""
    result = np.zeros(len(boxes), bool)
    x = (boxes[:, 0] + boxes[:, 2]) / 2
    y = (boxes[:, 1] + boxes[:, 3]) / 2
    for r in regions:
        result |= (x >= r.x0) & (x <= r.x1) & (y >= r.y0) & (y <= r.y1)
    return result


class PdfText:
    """An open PDF for reading by pdfium. A context manager.

    Raises:
        pypdfium2.PdfiumError: The file cannot be opened.
    """

    def __init__(self, path: Path, password: str, units: Sequence[float]) -> None:
        self.document = pdfium.PdfDocument(path, password=password or None)
        self._units = units
        self._open = partial(pdfium.PdfDocument, path, password=password or None)
        self._baked: Any = None

    def __len__(self) -> int:
        return len(self.document)

    def __enter__(self) -> "PdfText":
        return self

    def __exit__(self, *_: object) -> None:
        self.document.close()
        if self._baked is not None:
            self._baked.close()

    def unit(self, index: int) -> float:
        """Return the UserUnit of a page (pdfium leaves it out of account)."""
        return self._units[index] if index < len(self._units) else 1.0

    def pages(self) -> Iterator[tuple[Page, Any]]:
        """Yield each page with pdfium's handle, which is closed afterwards."""
        for index in range(len(self.document)):
            with self.page(index) as pair:
                yield pair

    @contextmanager
    def page(self, index: int) -> Iterator[tuple[Page, Any]]:
        """Give one page with pdfium's handle, which is closed afterwards."""
        handle = self.document[index]
        try:
            yield self._page(index, handle), handle
        finally:
            handle.close()

    def baked(self, index: int) -> Page:
        """Return a page with its annotations and form fields as part of it."""
        if self._baked is None:
            # Baking changes the open file: the pictures need it as it was.
            self._baked = self._open()
        handle = self._baked[index]
        try:
            raw.FPDFPage_Flatten(handle.raw, raw.FLAT_NORMALDISPLAY)
        finally:
            handle.close()
        handle = self._baked[index]
        try:
            return self._page(index, handle)
        finally:
            handle.close()

    def _page(self, index: int, handle: Any) -> Page:
        unit = self.unit(index)
        text_page = raw.FPDFText_LoadPage(handle.raw)
        if not text_page:
            raise pdfium.PdfiumError("no text page")
        try:
            text, boxes = _characters(text_page)
        finally:
            raw.FPDFText_ClosePage(text_page)
        width, height = handle.get_size()
        boxes = _displayed(handle, boxes) * np.float32(unit)
        return Page(index, text, boxes, width * unit, height * unit)


def _characters(text_page: Any) -> tuple[str, NDArray[np.float32]]:
    """Return the text and the boxes in page space: left, top, right, bottom."""
    count = max(raw.FPDFText_CountChars(text_page), 0)
    boxes = np.zeros((count, 4), np.float32)
    get_box, get_code = _fast_calls()
    handle = ctypes.cast(text_page, ctypes.c_void_p).value
    base, step = boxes.ctypes.data, 16
    targets = range(base, base + count * step, step)
    deque(map(get_box, repeat(handle), range(count), targets), maxlen=0)
    text = _text(text_page, count)
    if len(text) != count:
        # Some character has no text or more than one: each must be asked for.
        text = "".join(_char(get_code(handle, i)) for i in range(count))
    return text, boxes


def _text(text_page: Any, count: int) -> str:
    """Return the page's text in one call."""
    units = np.zeros(2 * count + 2, np.uint16)
    address = ctypes.cast(units.ctypes.data, ctypes.POINTER(ctypes.c_ushort))
    written = raw.FPDFText_GetText(text_page, 0, count, address)
    data = units[: max(written - 1, 0)].astype("<u2").tobytes()
    # What the calls for one character give as U+0002: a hyphen at a line end.
    return data.decode("utf-16-le", "surrogatepass").replace("\ufffe", "\x02")


def _char(code: int) -> str:
    return chr(code) if code < 0x110000 else "\ufffd"


@cache
def _fast_calls() -> tuple[Any, Any]:
    """Bind two calls anew, with plain addresses: a third of the time a character."""
    library = raw.FPDFText_GetLooseCharBox
    address = ctypes.cast(library, ctypes.c_void_p).value
    code = ctypes.cast(raw.FPDFText_GetUnicode, ctypes.c_void_p).value
    assert address is not None
    assert code is not None
    box_type = ctypes.PYFUNCTYPE(
        ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
    )
    code_type = ctypes.PYFUNCTYPE(ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
    return box_type(address), code_type(code)


def device_matrix(
    handle: Any,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return where user space's origin, x and y unit are shown, without UserUnit."""
    origin, right, up = (_device(handle, p) for p in ((0, 0), (1000, 0), (0, 1000)))
    scale = np.array(handle.get_size()) / _DEVICE
    start = np.array(origin) * scale
    a = (np.array(right) * scale - start) / 1000
    b = (np.array(up) * scale - start) / 1000
    return start, a, b


def _displayed(handle: Any, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn page space (y up, unrotated) into displayed points."""
    if not len(boxes):
        return boxes
    o, a, b = device_matrix(handle)
    corners = [o + boxes[:, [i]] * a + boxes[:, [j]] * b for i, j in ((0, 1), (2, 3))]
    low = np.minimum(*corners)
    high = np.maximum(*corners)
    return np.concatenate([low, high], axis=1).astype(np.float32)


def annotation_zones(handle: Any, page: Page) -> tuple[Region, ...]:
    """Return where annotations and form fields of a page are drawn, a little wider."""
    rows = []
    for number in range(raw.FPDFPage_GetAnnotCount(handle.raw)):
        note = raw.FPDFPage_GetAnnot(handle.raw, number)
        if not note:
            continue
        rect = raw.FS_RECTF()
        found = raw.FPDFAnnot_GetRect(note, ctypes.byref(rect))
        raw.FPDFPage_CloseAnnot(note)
        if found:
            rows.append((rect.left, rect.top, rect.right, rect.bottom))
    if not rows:
        return ()
    boxes = _displayed(handle, np.array(rows, np.float32))
    boxes *= np.float32(page.width / handle.get_size()[0])
    return tuple(
        Region(page.index, x0 - 3, y0 - 3, x1 + 3, y1 + 3)
        for x0, y0, x1, y1 in boxes.tolist()
    )


def _device(handle: Any, point: tuple[float, float]) -> tuple[int, int]:
    x, y = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(
        handle.raw, 0, 0, _DEVICE, _DEVICE, 0, *point, ctypes.byref(x), ctypes.byref(y)
    )
    return x.value, y.value
