"""Pictures of a Word copy are read again when the source's have been read."""

import io
import warnings
from collections.abc import Iterator
from functools import partial

import numpy as np
from PIL import Image
from PIL.Image import DecompressionBombWarning
from PIL.ImageFilter import MaxFilter, MinFilter

from redactor import progress
from redactor.errors import RedactorError
from redactor.ocr.ahead import Answer, ahead, ask
from redactor.ocr.model import Box, PictureReader, PictureReading
from redactor.verification.channels import Trace
from redactor.verification.docx.package import Package, Part
from redactor.verification.docx.source import source_package
from redactor.verification.needles import Needles
from redactor.verification.pdf.pixels import Gray, correlation
from redactor.verification.request import VerifyRequest
from redactor.verification.seen import SeenText, missing, text_of

__all__ = ["SeenPictures"]

_ALIKE = 0.95
_SOLID = 15  # pixels: larger than the strokes of letters that can be read
_ONE_TONE = 24  # levels that JPEG may leave
_DIFFERENT = 60
_FOLDER = "word/media/"


class SeenPictures:
    """Reads the pictures of a copy.

    Attributes:
        texts: (part, text) of each picture, for a second detection.
    """

    def __init__(
        self,
        request: VerifyRequest,
        needles: Needles,
        reader: PictureReader | None,
        package: Package,
    ) -> None:
        self._request = request
        self._reader = reader
        self._text = SeenText(request, needles)
        self._parts = [part for part in package.parts if part.name.startswith(_FOLDER)]
        self._before: list[Gray] | None = None
        self.texts: list[tuple[str, str]] = []

    def traces(self) -> Iterator[Trace]:
        """Read every picture."""
        if not self._request.read_pictures:
            return
        if self._reader is None:
            yield from missing(part.name for part in self._parts)
            return
        asked = map(partial(_asked, self._reader), self._parts)
        for number, (part, image, answer) in enumerate(ahead(self._reader, asked), 1):
            yield from self._picture(part, image, answer)
            progress.tell("check", number, len(self._parts))
        yield from self._text.traces()

    def _picture(
        self, part: Part, image: Image.Image, answer: Answer
    ) -> Iterator[Trace]:
        try:
            reading = answer()
        except RedactorError:
            yield from missing([part.name])
            return
        text = text_of(reading)
        self.texts.append((part.name, text))
        self._text.look(part.name, text)
        gray = np.asarray(image.convert("L"))
        if any(not self._was_there(box, gray) for box in _doubtful(reading)):
            yield Trace("unread", part.name)

    def _was_there(self, box: Box, picture: Gray) -> bool:
        """Tell whether a picture of the source shows the same at one place."""
        if self._before is None:
            self._before = list(self._source_pictures())
        rows = slice(max(round(box.y0), 0), max(round(box.y1), 0))
        columns = slice(max(round(box.x0), 0), max(round(box.x1), 0))
        now = picture[rows, columns]
        return any(
            old.shape == picture.shape
            and (
                np.array_equal(old[rows, columns], now)
                or correlation(old[rows, columns], now) > _ALIKE
                or _only_painted(old[rows, columns], now)
            )
            for old in self._before
        )

    def _source_pictures(self) -> Iterator[Gray]:
        package = source_package(self._request.source, self._request.passwords)
        for part in package.parts if package is not None else ():
            if part.name.startswith(_FOLDER):
                try:
                    yield np.asarray(_opened(part.data).convert("L"))
                except OSError:
                    # No picture that can be drawn: it cannot excuse one of the copy.
                    continue


def _asked(reader: PictureReader, part: Part) -> tuple[Part, Image.Image, Answer]:
    image = _opened(part.data)
    return part, image, ask(reader, image, None)


def _doubtful(reading: PictureReading) -> Iterator[Box]:
    yield from reading.unread
    yield from (line.box for line in reading.lines if line.low)


def _only_painted(before: Gray, after: Gray) -> bool:
    """Tell whether all that differs lies in or at the edge of what is one tone now.

    Nothing can be read in one tone; what else stands there stood in the source, where
    it was read.
    """
    if after.size == 0:
        return False
    picture = Image.fromarray(after)
    high = np.asarray(picture.filter(MaxFilter(_SOLID)), np.int16)
    low = np.asarray(picture.filter(MinFilter(_SOLID)), np.int16)
    differs = np.abs(before.astype(np.int16) - after.astype(np.int16)) > _DIFFERENT
    painted = Image.fromarray((differs & (high - low <= _ONE_TONE)).astype(np.uint8))
    near = np.asarray(painted.filter(MaxFilter(2 * _SOLID + 1)), np.bool_)
    return not bool((differs & ~near).any())


def _opened(data: bytes) -> Image.Image:
    """Decode a picture.

    Raises:
        OSError: It cannot be decoded.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DecompressionBombWarning)
        image = Image.open(io.BytesIO(data))
        image.load()
    return image
