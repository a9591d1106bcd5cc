"""All channels of the check of a written image file.

The copy is decoded anew, compared with the source pixel by pixel outside the boxes, and
read once more by OCR. What this does not do: find what OCR reads neither in the source
nor in the copy; such places are hazards, decided before anything was written.
"""

import warnings
from collections.abc import Iterator, Sequence
from functools import partial

from PIL import Image, ImageOps

from redactor import progress
from redactor.model import Check, Region
from redactor.ocr.ahead import Answer, ahead, ask
from redactor.ocr.model import Box, PictureReader, PictureReading
from redactor.ocr.pixels import points_a_pixel
from redactor.verification.channels import Trace, run_channel
from redactor.verification.image.carriers import carrier_traces
from redactor.verification.image.pixels import FramePair
from redactor.verification.judge import Ledger, excess
from redactor.verification.needles import Needles
from redactor.verification.reading import Reading
from redactor.verification.request import VerifyRequest

__all__ = ["check_image"]

_LOSSLESS = frozenset({"BMP", "PNG"})
_LOSSLESS_TIFF = frozenset(
    {"raw", "group3", "group4", "packbits", "tiff_adobe_deflate", "tiff_lzw"}
)


def check_image(
    request: VerifyRequest, reader: PictureReader | None = None
) -> tuple[tuple[Check, ...], Sequence[tuple[str, str]]]:
    """Run every channel; return the checks and (place, text) of the copy's frames."""
    check = _ImageCheck(request, reader)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        checks = (
            *run_channel("page_count", check.count),
            *run_channel("binaries", check.carriers),
            *run_channel("pixels", check.pixels),
            *run_channel("picture_text", check.texts_again),
        )
    return checks, check.texts


class _ImageCheck:
    def __init__(self, request: VerifyRequest, reader: PictureReader | None) -> None:
        self._request = request
        self._reader = reader
        self._needles = Needles(request.secrets)
        self.texts: list[tuple[str, str]] = []

    def count(self) -> Iterator[Trace]:
        """Compare the numbers of frames; a photograph's hidden ones are dropped."""
        with Image.open(self._request.source) as source:
            before = 1 if source.format in ("MPO", "HEIF") else _frames(source)
        with Image.open(self._request.written) as copy:
            if _frames(copy) != before:
                yield Trace("collateral", "pages")

    def carriers(self) -> Iterator[Trace]:
        """Look for what is no pixel."""
        return carrier_traces(self._request.written.read_bytes())

    def pixels(self) -> Iterator[Trace]:
        """Compare each frame with its source."""
        edits = {edit.id: edit for edit in self._request.edits}
        for number in edits:
            if not self._request.report.regions.get(number):
                yield Trace("not_run", "", edits[number].entity)
        for index in range(self._copy_frames()):
            source, copy = self._pair(index)
            lossy = not _keeps_pixels(copy)
            pair = FramePair(index, source, copy, lossy=lossy)
            yield from pair.traces(edits, self._regions(index))

    def texts_again(self) -> Iterator[Trace]:
        """Read each frame again and look for what had to go."""
        reader = self._reader or _own_reader()
        ledger = Ledger(self._needles)
        frames = range(self._copy_frames())
        asked = map(partial(self._asked, reader), frames)
        for index, (source, answer) in enumerate(ahead(reader, asked)):
            place = f"p{index + 1}"
            text = "\n".join(_texts(answer()))
            progress.tell("check", index + 1, len(frames))
            self.texts.append((place, text))
            before = partial(self._source, reader, source, index)
            ledger.add(place, excess(Reading(text, place), before, self._needles))
        yield from ledger.traces()

    def _asked(self, reader: PictureReader, index: int) -> tuple[Image.Image, Answer]:
        source, copy = self._pair(index)
        return source, ask(reader, copy, _dpi(source))

    def _source(
        self, reader: PictureReader, frame: Image.Image, index: int
    ) -> "tuple[Reading, _Edited]":
        """Read the source's frame, to see what stood there innocently."""
        reading = reader.read(frame, _dpi(frame))
        scale = points_a_pixel(frame)
        boxes = [
            Box(r.x0 / scale, r.y0 / scale, r.x1 / scale, r.y1 / scale)
            for found in self._regions(index).values()
            for r in found
        ]
        flags: list[bool] = []
        for line in reading.lines:
            flags += [_within(char, boxes) for char in line.chars] + [False]
        text = "\n".join(_texts(reading))
        return Reading(text, f"p{index + 1}"), _Edited(flags)

    def _regions(self, index: int) -> dict[str, list[Region]]:
        found: dict[str, list[Region]] = {}
        for number, regions in self._request.report.regions.items():
            here = [region for region in regions if region.page_index == index]
            if here:
                found[number] = here
        return found

    def _copy_frames(self) -> int:
        with Image.open(self._request.written) as copy:
            return _frames(copy)

    def _pair(self, index: int) -> tuple[Image.Image, Image.Image]:
        with Image.open(self._request.source) as source:
            if index:
                source.seek(index)
            source.load()
            upright = ImageOps.exif_transpose(source)
        with Image.open(self._request.written) as copy:
            if index:
                copy.seek(index)
            copy.load()
        return upright or source, copy


class _Edited:
    """Tells whether a raw offset of the source's reading lies in a treated box."""

    def __init__(self, flags: Sequence[bool]) -> None:
        self._flags = flags

    def __call__(self, offset: int) -> bool:
        return offset < len(self._flags) and self._flags[offset]


def _own_reader() -> PictureReader:
    """Return the reader of this process.

    Raises:
        OSError: The extra is not installed, so nothing can be read: a failed check.
    """
    from redactor.ocr.reader import get_reader, is_available

    if not is_available():
        raise OSError("no reader of pictures")
    return get_reader()


def _texts(reading: PictureReading) -> Iterator[str]:
    yield from (line.text for line in reading.lines)
    yield from (mark.text for mark in reading.marks if mark.text)


def _within(char: Box, boxes: Sequence[Box]) -> bool:
    return any(char.shared(box) > 0.5 * char.area for box in boxes)


def _dpi(frame: Image.Image) -> float:
    return 72.0 / points_a_pixel(frame)


def _frames(image: Image.Image) -> int:
    return int(getattr(image, "n_frames", 1))


def _keeps_pixels(image: Image.Image) -> bool:
    if image.format == "TIFF":
        return image.info.get("compression", "raw") in _LOSSLESS_TIFF
    return image.format in _LOSSLESS
