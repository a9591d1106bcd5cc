"""Read what a page shows as picture: scans, photographs, letters drawn as shapes.

What a reader of the page sees counts, so the page is drawn and read, not the pictures
it is made of: they may be strips, masks over backgrounds, or turned.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from redactor.formats.pdf.hiddenpixels import hides_pixels
from redactor.formats.pdf.runs import Box, PageText, Rule, Run
from redactor.formats.pdf.seen import SeenLine, slope_of
from redactor.model import Hazard, Region
from redactor.ocr.model import Mark, PictureReader, PictureReading
from redactor.ocr.ruling import find_rules, straightened
from redactor.text.normalize import bare

__all__ = ["PageScan", "scan_page"]

_READABLE = frozenset({"picture", "scan", "scan_layer", "drawing", "unreadable_font"})
_AS_SHAPES = frozenset({"drawing", "unreadable_font"})
_WHOLE_SHARE = 0.4  # of the page: read it whole
_DPI = 200.0
_MOST_DPI = 400.0
_MOST_PIXELS = 16_000_000  # A3 at 285 dots an inch; long screenshots as well
_EDGE = 2.0  # points around an area
_ALIKE = 0.8
_PAPER = 0.35  # of a line's pixels are lighter than what counts as its paper

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

    Args:
        page: A `pymupdf.Page` of the flattened file.
        text: The page after the cheap pass; an invisible layer over a scan is taken
            out of its runs.
        hazards: Of the page, as found without reading pictures.
        reader: Reads them.

    Raises:
        RedactorError: A picture could not be read at all.
    """
    areas = [
        (region.x0, region.y0, region.x1, region.y1)
        for hazard in hazards
        if hazard.kind in _READABLE
        for region in hazard.regions
    ]
    if not areas:
        return None
    scan = PageScan()
    kinds = {hazard.kind for hazard in hazards}
    scan.as_shapes = bool(kinds & _AS_SHAPES)
    scan.hides = hides_pixels(page)
    if "scan_layer" in kinds:
        scan.layer = _take_layer(text, areas)
    unread: list[Box] = []
    drawn: list[tuple[Any, _Place, float]] = []
    others: dict[str, list[Box]] = {}
    for clip in _clips(text, areas, whole=bool(kinds - {"picture"})):
        image, place, dpi = _drawn(page, clip)
        reading = reader.read(image, dpi)
        if not reading.rotation:
            drawn.append((image, place, dpi))
        _add_lines(scan, reading, _Ground(image), place, areas, text.runs)
        for mark in reading.marks:
            _add_mark(scan, mark, place(mark.box), others)
        unread += [place(box) for box in reading.unread]
    scan.rules = _rules(scan.lines, drawn)
    unread = [box for box in unread if _inside(box, areas)]
    if unread:
        others["picture_unread"] = unread
    where, index = f"p{text.index + 1}", text.index
    for kind, boxes in sorted(others.items()):
        regions = tuple(_region(index, box, text) for box in boxes)
        scan.hazards.append(
            Hazard(kind, len(boxes), where, index, kind != "seal", regions)
        )
    scan.hazards += [h for h in hazards if h.kind not in _READABLE]
    read = tuple(_region(index, box, text) for box in areas)
    scan.hazards.append(
        Hazard("picture_read", len(read), where, index, blocking=False, regions=read)
    )
    return scan


def _region(index: int, box: Box, text: PageText) -> Region:
    """Return a box as a region within the page."""
    x0, x1 = (min(max(x, 0.0), text.width) for x in (box[0], box[2]))
    y0, y1 = (min(max(y, 0.0), text.height) for y in (box[1], box[3]))
    return Region(index, x0, y0, x1, y1)


def _clips(text: PageText, areas: Sequence[Box], *, whole: bool) -> list[Box]:
    """Return what to draw: the page, or each stretch of pictures that touch."""
    page = (0.0, 0.0, text.width, text.height)
    size = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in areas)
    if whole or size > _WHOLE_SHARE * text.width * text.height:
        return [page]
    clips: list[Box] = []
    for area in areas:
        box = area
        while True:
            near = [clip for clip in clips if _meet(clip, box)]
            if not near:
                break
            clips = [clip for clip in clips if clip not in near]
            for clip in near:
                box = _union(box, clip)
        clips.append(box)
    return [
        (
            max(box[0] - _EDGE, 0.0),
            max(box[1] - _EDGE, 0.0),
            min(box[2] + _EDGE, text.width),
            min(box[3] + _EDGE, text.height),
        )
        for box in clips
    ]


def _meet(a: Box, b: Box) -> bool:
    return (
        a[0] <= b[2] + _EDGE
        and b[0] <= a[2] + _EDGE
        and a[1] <= b[3] + _EDGE
        and b[1] <= a[3] + _EDGE
    )


def _union(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _inside(box: Box, areas: Iterable[Box]) -> bool:
    """Tell whether the middle of a box lies in an area."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(
        a[0] - _EDGE <= x <= a[2] + _EDGE and a[1] - _EDGE <= y <= a[3] + _EDGE
        for a in areas
    )


class _Place:
    """Turns pixels of a drawn clip into points of the displayed page."""

    def __init__(self, clip: Box, scale: float) -> None:
        self._clip, self._scale = clip, scale

    def laid(self, box: Any, slope: float) -> Box:
        """Return a box of the straightened clip as one of the straightened page."""
        whole = 1 + slope * slope
        ends: list[float] = []
        for x, y in ((box.x0, box.y0), (box.x1, box.y1)):
            left, top = (x - slope * y) / whole, (y + slope * x) / whole
            page = self._clip[0] + left / self._scale, self._clip[1] + top / self._scale
            ends += straightened(*page, slope)
        return ends[0], ends[1], ends[2], ends[3]

    def __call__(self, box: Any) -> Box:
        x, y, s = self._clip[0], self._clip[1], self._scale
        return x + box.x0 / s, y + box.y0 / s, x + box.x1 / s, y + box.y1 / s


def _drawn(page: Any, clip: Box) -> tuple[Any, _Place, float]:
    """Draw a clip; return the picture, the way back from its pixels, its dpi."""
    import pymupdf
    from PIL import Image

    dpi = _dpi(page, clip)
    pixels = (clip[2] - clip[0]) * (clip[3] - clip[1]) * (dpi / 72) ** 2
    dpi *= min(1.0, (_MOST_PIXELS / max(pixels, 1.0)) ** 0.5)
    scale = dpi / 72
    pixmap = page.get_pixmap(
        matrix=pymupdf.Matrix(scale, scale),
        colorspace=pymupdf.csRGB,
        alpha=False,
        clip=pymupdf.Rect(clip),
    )
    image = Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)
    origin = pixmap.x / scale, pixmap.y / scale
    return image, _Place((*origin, clip[2], clip[3]), scale), dpi


def _rules(
    lines: Sequence[SeenLine], drawn: Iterable[tuple[Any, _Place, float]]
) -> list[Rule]:
    """Find the rules of tables in clips that stand upright."""
    slope = slope_of(lines)
    rules = []
    for image, place, dpi in drawn:
        for boxes in find_rules(image, dpi, slope):
            rules += [
                Rule(*place.laid(box, slope), True, False, 255, 0, 0) for box in boxes
            ]
    return rules


class _Ground:
    """Tells the colour of the paper under a line."""

    def __init__(self, image: Any) -> None:
        self._image = image

    def __call__(self, box: Any) -> int:
        """Return the lighter side of the colours in and around a line, 0xRRGGBB."""
        size, more = self._image.size, min(box.height, box.width) / 2
        edges = (box.x0 - more, box.y0 - more, box.x1 + more, box.y1 + more)
        part = self._image.crop(
            tuple(int(min(max(v, 0), size[i % 2])) for i, v in enumerate(edges))
        )
        if not min(part.size):
            return 0xFFFFFF
        colour = 0
        for channel in part.split():
            counts = channel.histogram()
            left = sum(counts) * _PAPER
            level = 255
            while left > counts[level] and level:
                left -= counts[level]
                level -= 1
            colour = colour << 8 | level
        return colour


def _dpi(page: Any, clip: Box) -> float:
    """Return 200, or more where a picture is shown smaller than it is."""
    import pymupdf

    best = _DPI
    for info in page.get_image_info():
        box = pymupdf.Rect(info["bbox"]) * page.rotation_matrix
        if _inside(tuple(box), [clip]) and min(box.width, box.height) > 0:
            pixels = max(info["width"], info["height"])
            best = max(best, pixels / max(box.width, box.height) * 72)
    return min(best, _MOST_DPI)


def _add_lines(
    scan: PageScan,
    reading: PictureReading,
    ground: _Ground,
    place: _Place,
    areas: Sequence[Box],
    runs: Sequence[Run],
) -> None:
    for line in reading.lines:
        if not line.text:
            continue
        chars = tuple(place(box) for box in line.chars)
        angle = -reading.rotation % 360
        seen = SeenLine(line.text, chars, angle, line.vertical, ground(line.box))
        if _inside(seen.box, areas) and not _drawn_too(seen, runs):
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
        and _inside((run.u0, run.top, run.u1, run.bottom), areas)
        and not any(
            own.top < run.center < own.bottom and own.u0 < run.u1 and run.u0 < own.u1
            for own in shown
        )
    ]
    gone = {run.start for run in layer}
    text.runs = [run for run in text.runs if run.start not in gone]
    return layer
