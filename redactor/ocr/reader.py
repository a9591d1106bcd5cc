"""Read a picture: find its lines, set it upright, read, read the doubtful again.

``get_reader`` is what others call; the models are loaded at the first picture and kept
for the life of the process (about 0.4 s and 150 MB). One thread at a time; pages are
read in parallel by processes.

What this does not do: promise that all text was seen. What was seen and could not be
read is told (`PictureReading.unread`), and so are lines of low confidence; text that
the finding model does not take for text at all (very faint, larger than the page, drawn
by hand in few strokes) is not.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image

from redactor.ocr.crops import Quad
from redactor.ocr.engine import Engine, Pixels, is_available
from redactor.ocr.finding import find_lines
from redactor.ocr.lines import RawLine, read_lines, worth_a_look
from redactor.ocr.marks import MarkFinder, hides
from redactor.ocr.model import Box, Mark, PictureReading, TextLine
from redactor.ocr.order import reading_order
from redactor.ocr.overlooked import with_overlooked
from redactor.ocr.pixels import as_pixels, turn_back, turned
from redactor.ocr.upright import page_turn

__all__ = ["OcrReader", "ReaderOptions", "get_reader", "is_available"]

_TINY = 10  # pixels: smaller pictures hold no legible text


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """How pictures are read.

    Attributes:
        threads: Threads of one model run. One is best where pages are read by several
            processes; two shorten the wait for a single page a little.
        marks: Look for codes, faces, cards, seals and handwriting too.
    """

    threads: int = 1
    marks: bool = True


@cache
def get_reader(options: ReaderOptions = ReaderOptions()) -> "OcrReader":
    """Return the reader of this process; cheap until the first picture is read.

    Raises:
        ModelMissingError: The extra ``ocr`` is not installed (at the first picture).
    """
    return OcrReader(options)


class OcrReader:
    """Reads pictures; keeps its models. Not for several threads at once."""

    def __init__(self, options: ReaderOptions) -> None:
        self._options = options
        self._loaded: Engine | None = None
        self._finder: MarkFinder | None = None

    @property
    def _engine(self) -> Engine:
        if self._loaded is None:
            self._loaded = Engine(self._options.threads)
        return self._loaded

    def read(self, image: Image.Image, dpi: float | None = None) -> PictureReading:
        """Read a picture. Blocks: one to several seconds for a page.

        Args:
            image: Any mode; transparent pixels count as white.
            dpi: Dots an inch, if known: then the picture is searched at 200 dpi.

        Returns:
            Boxes in pixels of ``image``.

        Raises:
            ModelMissingError: The extra ``ocr`` is not installed.
        """
        width, height = image.size
        if min(width, height) < _TINY:
            return PictureReading(width, height)
        pixels = as_pixels(image)
        turn, upright, lines = self._read_upright(pixels, dpi)
        marks = self._marks(upright, lines, dpi)
        lines = [
            line
            for line in lines
            if not any(hides(mark, line, upright) for mark in marks)
        ]
        texts = [line.text for line in lines if line.text is not None]
        ordered = [texts[i] for i in reading_order(texts)]
        unread = [line.text.box for line in lines if line.text and line.text.low]
        unread += worth_a_look([line.box for line in lines if not line.text], texts)

        def back(box: Box) -> Box:
            there = turn_back(box, turn, width, height)
            return there.clipped(width, height)

        return PictureReading(
            width,
            height,
            tuple(_moved(line, [back(box) for box in line.chars]) for line in ordered),
            tuple(back(box) for box in unread),
            tuple(Mark(mark.kind, back(mark.box), mark.text) for mark in marks),
            turn,
        )

    def _read_upright(
        self, pixels: Pixels, dpi: float | None
    ) -> tuple[int, Pixels, list[RawLine]]:
        quads = find_lines(self._engine, pixels, dpi)
        turn = page_turn(self._engine, pixels, quads)
        if turn:
            height, width = pixels.shape[:2]
            pixels = turned(pixels, turn)
            if turn == 180:
                quads = [_half_turn(quad, width, height) for quad in quads]
            else:
                quads = find_lines(self._engine, pixels, dpi)
        lines = read_lines(self._engine, pixels, quads)
        return turn, pixels, with_overlooked(self._engine, pixels, lines)

    def _marks(
        self, pixels: Pixels, lines: list[RawLine], dpi: float | None
    ) -> tuple[Mark, ...]:
        if not self._options.marks:
            return ()
        if self._finder is None:
            self._finder = MarkFinder()
        return self._finder.find(pixels, lines, dpi)


def _half_turn(quad: Quad, width: int, height: int) -> Quad:
    """Return a quad of a picture in the picture turned by 180 degrees."""
    there = np.array([width, height], np.float32) - quad
    return np.roll(there, -2, axis=0)


def _moved(line: TextLine, chars: list[Box]) -> TextLine:
    return TextLine(
        line.text, line.score, tuple(chars), Box.around(chars), line.low, line.vertical
    )
