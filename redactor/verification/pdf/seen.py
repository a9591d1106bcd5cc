"""Pages that were read from their picture are read again in the copy.

Treated boxes must be opaque, or show the mask and nothing else; text that cannot be
read with confidence must have stood in the source as well, pixel by pixel.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from PIL import Image

from redactor import progress
from redactor.errors import RedactorError
from redactor.model import Edit, Region, Treatment
from redactor.ocr.ahead import Answer, ahead, ask
from redactor.ocr.model import Box, PictureReader, PictureReading
from redactor.verification.channels import Trace
from redactor.verification.needles import Needles
from redactor.verification.pdf.ink import is_flat
from redactor.verification.pdf.pages import PdfText
from redactor.verification.pdf.pixels import Gray, correlation
from redactor.verification.reading import quick_bare
from redactor.verification.request import VerifyRequest
from redactor.verification.seen import SeenText, folded, missing, text_of

__all__ = ["SeenPages"]

_DPI = 200.0
_LARGEST = 12_000
_ALIKE = 0.9
_NEAR = 12.0
_SHARED = 0.3
_RIM = 2.0  # pixels: a box's smooth edge


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the copy whose picture is being read."""

    index: int
    image: Image.Image
    scale: float
    answer: Answer


class SeenPages:
    """Reads pages of a copy by their picture.

    Attributes:
        texts: (place, text) of each page, for a second detection.
    """

    def __init__(
        self,
        request: VerifyRequest,
        needles: Needles,
        reader: PictureReader | None,
        files: tuple[PdfText, PdfText],
    ) -> None:
        self._request = request
        self._reader = reader
        self._source, self._copy = files
        self._text = SeenText(request, needles)
        self._edits = {edit.id: edit for edit in request.edits}
        self.texts: list[tuple[str, str]] = []

    def traces(self) -> Iterator[Trace]:
        """Read every page that was read before."""
        pages = sorted(self._request.read_pages)
        if self._reader is None:
            yield from missing(_place(index) for index in pages)
            return
        there = [index for index in pages if index < len(self._copy)]
        yield from missing(_place(index) for index in pages[len(there) :])
        asked = map(partial(self._ask, self._reader), there)
        for number, page in enumerate(ahead(self._reader, asked), 1):
            yield from self._page(page)
            progress.tell("check", number, len(pages))
        yield from self._text.traces()

    def _ask(self, reader: PictureReader, index: int) -> "_Page":
        image, scale = _drawn(self._copy, index)
        return _Page(index, image, scale, ask(reader, image, 72.0 * scale))

    def _page(self, page: "_Page") -> Iterator[Trace]:
        index, image, scale = page.index, page.image, page.scale
        try:
            reading = page.answer()
        except RedactorError:
            yield from missing([_place(index)])
            return
        text = text_of(reading)
        self.texts.append((_place(index), text))
        self._text.look(_place(index), text)
        boxes = [
            (self._edits[number], _pixels(region, scale))
            for number, regions in self._request.report.regions.items()
            for region in regions
            if region.page_index == index
        ]
        gray = np.asarray(image.convert("L"))
        for edit, box in boxes:
            if not _is_covered(edit, box, gray, reading):
                yield Trace("ink", _place(index), edit.entity)
        yield from self._unread(index, gray, reading, [box for _, box in boxes])

    def _unread(
        self, index: int, gray: Gray, reading: PictureReading, boxes: Sequence[Box]
    ) -> Iterator[Trace]:
        """Tell of text that cannot be read and did not stand there before."""
        doubtful = [
            box
            for box in (*reading.unread, *(x.box for x in reading.lines if x.low))
            if not any(box.shared(other) > _SHARED * box.area for other in boxes)
        ]
        if not doubtful:
            return
        before = np.asarray(_drawn(self._source, index)[0].convert("L"))
        if before.shape != gray.shape:
            yield Trace("unread", _place(index))
            return
        before, after = (_without(picture, boxes) for picture in (before, gray))
        if any(_differs(_crop(before, box), _crop(after, box)) for box in doubtful):
            yield Trace("unread", _place(index))


def _place(index: int) -> str:
    return f"p{index + 1}/picture"


def _drawn(file: PdfText, index: int) -> tuple[Image.Image, float]:
    """Draw a page; return its picture and the pixels of one displayed point."""
    handle = file.document[index]
    try:
        scale = min(_DPI / 72, _LARGEST / max(*handle.get_size(), 1.0))
        image = handle.render(scale=scale).to_pil().convert("RGB")
    finally:
        handle.close()
    return image, scale / file.unit(index)


def _pixels(region: Region, scale: float) -> Box:
    return Box(*(v * scale for v in (region.x0, region.y0, region.x1, region.y1)))


def _crop(picture: Gray, box: Box) -> Gray:
    top, bottom = max(round(box.y0), 0), max(round(box.y1), 0)
    return picture[top:bottom, max(round(box.x0), 0) : max(round(box.x1), 0)]


def _without(picture: Gray, boxes: Sequence[Box]) -> Gray:
    """Return the picture with treated places white: they are judged on their own."""
    picture = picture.copy()
    for box in boxes:
        _crop(picture, box.grown(_RIM, _RIM))[:] = 255
    return picture


def _is_covered(edit: Edit, box: Box, picture: Gray, reading: PictureReading) -> bool:
    """Tell whether a treated box is one tone, or shows no more than its mask."""
    if edit.treatment is Treatment.COVER:
        return is_flat(_crop(picture, box))
    allowed = folded(quick_bare(edit.replacement))
    seen = folded(quick_bare(_text_in(reading, box)))
    foreign = [c for c in seen if c.isalnum() and c not in allowed]
    return len(foreign) <= max(1, len(edit.replacement) // 3)


def _text_in(reading: PictureReading, box: Box) -> str:
    return "".join(
        char
        for line in reading.lines
        for char, spot in zip(line.text, line.chars, strict=True)
        if spot.shared(box) > 0.5 * spot.area
    )


def _differs(before: Any, after: Any) -> bool:
    """Tell whether two cuts of one place show different things."""
    apart = np.abs(before.astype(np.int16) - after.astype(np.int16))
    if not apart.size or float(apart.mean()) <= _NEAR:
        return False
    return correlation(before, after) < _ALIKE
