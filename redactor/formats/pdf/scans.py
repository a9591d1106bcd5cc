"""Read what a page shows as picture: scans, photographs, letters drawn as shapes.

What a reader of the page sees counts, so the page is drawn and read, not the pictures
it is made of: they may be strips, masks over backgrounds, or turned.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from redactor import progress
from redactor.formats.pdf.clips import Ground, Place, clips_of, draw, inside
from redactor.formats.pdf.hiddenpixels import hides_pixels
from redactor.formats.pdf.runs import Box, PageText, Rule, Run
from redactor.formats.pdf.seen import SeenLine, slope_of
from redactor.model import Hazard, Region
from redactor.ocr.ahead import Answer, ask_or_unread
from redactor.ocr.model import Mark, PictureReader, PictureReading
from redactor.ocr.ruling import find_rules
from redactor.text.normalize import bare

__all__ = ["PageScan", "ScanBegun", "begin_scan", "scan_page"]

_READABLE = frozenset({"picture", "scan", "scan_layer", "drawing", "unreadable_font"})
_AS_SHAPES = frozenset({"drawing", "unreadable_font"})
_ALIKE = 0.8

_SHOWN = {"portrait": "PORTRAIT", "id_card": "CARD_IMAGE", "bank_card": "CARD_IMAGE"}
_SHOWN["licence"] = "CARD_IMAGE"
_CODES = frozenset({"qr_code", "bar_code"})


@dataclass(slots=True)
class PageScan:
    """What the pictures of one page show; boxes are of the displayed page.

    Attributes:
        lines: Text.
        codes: What QR and bar codes say; every character has the code's box.
        shown: Entity and box of portraits and cards.
        rules: Of tables, laid straight as the runs are.
        hazards: What a person must look at, and what was read.
        layer: Drawn runs of an invisible text layer over the scan.
        as_shapes: The page shows letters that are no text a viewer can find.
        hides: A picture holds more than the page shows of it.
    """

    lines: list[SeenLine] = field(default_factory=list, repr=False)
    codes: list[SeenLine] = field(default_factory=list, repr=False)
    shown: list[tuple[str, Box]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    hazards: list[Hazard] = field(default_factory=list)
    layer: list[Run] = field(default_factory=list, repr=False)
    as_shapes: bool = False
    hides: bool = False


def scan_page(
    page: Any, text: PageText, hazards: Sequence[Hazard], reader: PictureReader
) -> PageScan | None:
    """Read the pictures of a page; None when it has none. Takes seconds.

    Raises:
        RedactorError: A picture could not be read at all.
    """
    begun = begin_scan(page, text, hazards, reader)
    return begun.finish() if begun else None


def begin_scan(
    page: Any, text: PageText, hazards: Sequence[Hazard], reader: PictureReader
) -> "ScanBegun | None":
    """Draw the pictures of a page and ask for their readings; None if it has none.

    Args:
        page: A `pymupdf.Page` of the flattened file.
        text: The page after the cheap pass; an invisible layer over a scan is taken
            out of its runs.
        hazards: Of the page, as found without reading pictures.
        reader: Reads them.
    """
    areas = _boxes(h for h in hazards if h.kind in _READABLE)
    if not areas:
        return None
    scan = PageScan()
    kinds = {hazard.kind for hazard in hazards}
    scan.as_shapes = bool(kinds & _AS_SHAPES)
    scan.hides = hides_pixels(page)
    if "scan_layer" in kinds:
        scan.layer = _take_layer(text, areas)
    false = _boxes(h for h in hazards if h.kind == "unreadable_font")
    honest = [
        run
        for run in text.runs
        if not inside((run.u0, run.top, run.u1, run.bottom), false)
    ]
    clips = []
    for clip in clips_of(text, areas, whole=bool(kinds - {"picture"})):
        image, place, dpi = draw(page, clip)
        answer = ask_or_unread(reader, image, dpi)
        clips.append(_Clip(image, place, dpi, answer))
    scan.hazards = [h for h in hazards if h.kind not in _READABLE]
    return ScanBegun(scan, text, page.parent.page_count, areas, honest, clips)


@dataclass(frozen=True, slots=True)
class _Clip:
    """A part of a page as it was drawn to be read."""

    image: Any
    place: Place
    dpi: float
    answer: Answer


@dataclass(frozen=True, slots=True)
class ScanBegun:
    """A page whose pictures are being read."""

    scan: PageScan
    text: PageText = field(repr=False)
    page_count: int
    areas: list[Box]
    honest: list[Run] = field(repr=False)
    clips: list[_Clip]

    def finish(self) -> PageScan:
        """Wait for the readings and sort what they hold. Takes seconds.

        Raises:
            RedactorError: A picture could not be read at all.
        """
        scan, text, index = self.scan, self.text, self.text.index
        progress.tell("scan", index + 1, self.page_count)
        unread: list[Box] = []
        drawn: list[_Clip] = []
        others: dict[str, list[Box]] = {}
        for clip in self.clips:
            reading = clip.answer()
            if not reading.rotation:
                drawn.append(clip)
            ground = Ground(clip.image)
            _add_lines(scan, reading, ground, clip.place, self.areas, self.honest)
            for mark in reading.marks:
                _add_mark(scan, mark, clip.place(mark.box), others)
            unread += [clip.place(box) for box in reading.unread]
        scan.rules = _rules(scan.lines, drawn)
        unread = [box for box in unread if inside(box, self.areas)]
        if unread:
            others["picture_unread"] = unread
        where, kept = f"p{index + 1}", scan.hazards
        scan.hazards = []
        for kind, boxes in sorted(others.items()):
            regions = tuple(_region(index, box, text) for box in boxes)
            scan.hazards.append(
                Hazard(kind, len(boxes), where, index, kind != "seal", regions)
            )
        read = tuple(_region(index, box, text) for box in self.areas)
        told = Hazard("picture_read", len(read), where, index, False, read)
        scan.hazards += [*kept, told]
        return scan


def _boxes(hazards: Iterable[Hazard]) -> list[Box]:
    return [(r.x0, r.y0, r.x1, r.y1) for h in hazards for r in h.regions]


def _region(index: int, box: Box, text: PageText) -> Region:
    """Return a box as a region within the page."""
    x0, x1 = (min(max(x, 0.0), text.width) for x in (box[0], box[2]))
    y0, y1 = (min(max(y, 0.0), text.height) for y in (box[1], box[3]))
    return Region(index, x0, y0, x1, y1)


def _rules(lines: Sequence[SeenLine], drawn: Iterable[_Clip]) -> list[Rule]:
    """Find the rules of tables in clips that stand upright."""
    slope = slope_of(lines)
    rules = []
    for clip in drawn:
        for boxes in find_rules(clip.image, clip.dpi, slope):
            rules += [
                Rule(*clip.place.laid(box, slope), True, False, 255, 0, 0)
                for box in boxes
            ]
    return rules


def _add_lines(
    scan: PageScan,
    reading: PictureReading,
    ground: Ground,
    place: Place,
    areas: Sequence[Box],
    runs: Sequence[Run],
) -> None:
    for line in reading.lines:
        if not line.text:
            continue
        chars = tuple(place(box) for box in line.chars)
        angle = -reading.rotation % 360
        seen = SeenLine(line.text, chars, angle, line.vertical, ground(line.box))
        if inside(seen.box, areas) and not _drawn_too(seen, runs):
            scan.lines.append(seen)


def _add_mark(
    scan: PageScan, mark: Mark, box: Box, others: dict[str, list[Box]]
) -> None:
    if mark.kind in _SHOWN:
        scan.shown.append((_SHOWN[mark.kind], box))
    elif mark.kind in _CODES and mark.text:
        scan.codes.append(SeenLine(mark.text, (box,) * len(mark.text)))
    else:
        others.setdefault(mark.kind, []).append(box)


def _drawn_too(line: SeenLine, runs: Iterable[Run]) -> bool:
    """Tell whether a line that was seen is text that stands there as text."""
    x0, y0, x1, y1 = line.box
    over = [
        run
        for run in runs
        if run.visible
        and not run.angle
        and y0 <= run.center <= y1
        and run.u1 > x0
        and run.u0 < x1
    ]
    if not over:
        return False
    drawn = bare("".join(run.text for run in sorted(over, key=lambda run: run.u0)))
    seen = bare(line.text)
    return seen in drawn or SequenceMatcher(None, seen, drawn).ratio() >= _ALIKE


def _take_layer(text: PageText, areas: Sequence[Box]) -> list[Run]:
    """Take the invisible text over a scan out of a page's runs.

    It is another program's reading of the same picture; the copy goes without it.
    """
    shown = [run for run in text.runs if run.visible]
    layer = [
        run
        for run in text.runs
        if not run.visible
        and not run.angle
        and inside((run.u0, run.top, run.u1, run.bottom), areas)
        and not any(
            own.top < run.center < own.bottom and own.u0 < run.u1 and run.u0 < own.u1
            for own in shown
        )
    ]
    gone = {run.start for run in layer}
    text.runs = [run for run in text.runs if run.start not in gone]
    return layer
