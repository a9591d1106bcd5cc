"""What was read as picture in an open PDF, page by page."""

from collections.abc import Iterable, Iterator

from redactor.formats.pdf.glyphs import GlyphLine, Glyphs
from redactor.formats.pdf.runs import FIRST_SEEN, PageText, Run
from redactor.formats.pdf.scans import PageScan, ScanBegun
from redactor.formats.pdf.seen import (
    LayeredGlyphs,
    SeenGlyphs,
    SeenLine,
    seen_runs,
)
from redactor.formats.pdf.units import UnitBuilder
from redactor.model import Hazard, Place, TextUnit

__all__ = ["SeenPages"]

_SIGN = "\u25a3"  # stands for a portrait or a card, which has no text


class SeenPages:
    """The pages of which something was read as a picture."""

    def __init__(self) -> None:
        self._scans: dict[int, PageScan] = {}
        self._runs: dict[int, list[Run]] = {}

    @property
    def pages(self) -> frozenset[int]:
        """Zero-based indexes."""
        return frozenset(self._scans)

    @property
    def hiding(self) -> frozenset[int]:
        """Pages whose pictures hold more than the page shows of them."""
        return frozenset(i for i, scan in self._scans.items() if scan.hides)

    @property
    def as_shapes(self) -> frozenset[int]:
        """Pages that show letters which are no text a viewer can find."""
        return frozenset(i for i, scan in self._scans.items() if scan.as_shapes)

    def take(self, index: int, begun: ScanBegun) -> list[Hazard]:
        """Take what the pictures of a page hold; return what is a hazard now.

        Raises:
            RedactorError: A picture could not be read at all.
        """
        scan = self._scans[index] = begun.finish()
        return scan.hazards

    def page_text(self, index: int, drawn: PageText) -> PageText | None:
        """Return what was read of a page in the form of a page; None if nothing."""
        scan = self._scans.get(index)
        if scan is None or not scan.lines:
            return None
        runs = self._runs[index] = seen_runs(scan.lines)
        torn = any(run.vertical for run in runs)
        count = sum(len(run.text) for run in runs)
        return PageText(
            index, drawn.width, drawn.height, list(runs), scan.rules, count, torn=torn
        )

    def lines(self, index: int) -> Iterator[GlyphLine]:
        """Yield first ordinal, length and box of each line that was read."""
        for run in self._runs.get(index, ()):
            yield run.start, len(run.text), run.raw

    def glyphs(self, drawn: Glyphs, index: int, matrix: tuple[float, ...]) -> Glyphs:
        """Return the characters of a page, drawn and read.

        Args:
            drawn: Those that were drawn.
            index: Zero-based page.
            matrix: From MuPDF's page space to the displayed page.
        """
        scan = self._scans.get(index)
        if scan is None:
            return drawn
        return LayeredGlyphs(drawn, SeenGlyphs(_all_lines(scan), matrix))

    def paper(self, index: int, ordinal: int) -> int | None:
        """Return the colour (0xRRGGBB) on which a character stands that was read.

        Args:
            index: Zero-based page.
            ordinal: Of the character; None comes back for a drawn one.
        """
        scan = self._scans.get(index)
        if scan is None or ordinal < FIRST_SEEN:
            return None
        start = FIRST_SEEN
        for line in _all_lines(scan):
            start += len(line.text)
            if ordinal < start:
                return line.paper
        return None

    def layers(self) -> Iterator[tuple[int, Iterable[tuple[int, int]]]]:
        """Yield page and characters (page, ordinal) of each layer that goes."""
        for index, scan in self._scans.items():
            if scan.layer:
                yield (
                    index,
                    [
                        (index, run.start + at)
                        for run in scan.layer
                        for at in range(len(run.text))
                    ],
                )

    def units(self, builder: UnitBuilder) -> Iterator[TextUnit]:
        """Yield what codes say, and a sign for every portrait and card."""
        for index, scan in self._scans.items():
            ordinal = FIRST_SEEN + sum(len(line.text) for line in scan.lines)
            for line in scan.codes:
                key = builder.place_apart(index, ordinal, line.text)
                ordinal += len(line.text)
                yield TextUnit(key, line.text, Place.PICTURE, index)
            for shows, _ in scan.shown:
                key = builder.place_apart(index, ordinal, _SIGN)
                ordinal += 1
                yield TextUnit(key, _SIGN, Place.PICTURE, index, shows=shows)


def _all_lines(scan: PageScan) -> list[SeenLine]:
    """Return lines, codes and signs in the order of their ordinals."""
    signs = [SeenLine(_SIGN, (box,)) for _, box in scan.shown]
    return [*scan.lines, *scan.codes, *signs]
