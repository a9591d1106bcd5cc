"""What stands on a page: runs of characters, drawn rules, boxes of single glyphs.

Two passes. The cheap one (`read_page`) gives runs and rules of every page from one
MuPDF text page; the dear one (`GlyphPage`) gives a box for every character and is
made only where it is needed. Both count characters alike, so a character's *ordinal*
(its place in the order of drawing on its page) joins them.

Coordinates are points of the displayed page (CropBox, rotation applied), origin at the
top left, y downwards. A run has its own *frame*: u grows along the text, v downwards
across it; for upright text the frame is the page.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import atan2, degrees
from typing import Any

__all__ = [
    "Char",
    "Glyph",
    "GlyphLine",
    "GlyphPage",
    "PageText",
    "Rule",
    "Run",
    "explode",
    "glyph_of",
    "is_visible",
    "read_page",
]

# Values of MuPDF's FZ_STEXT flags, so that importing this module costs nothing:
# PRESERVE_LIGATURES | PRESERVE_WHITESPACE | IGNORE_ACTUALTEXT, COLLECT_VECTORS.
_TEXT_FLAGS = 1 | 2 | 2048
# MuPDF's infinite rectangle: without it, text outside the page is not given.
_DARK = 64  # of 255
_EVERYWHERE = (-2147483648.0, -2147483648.0, 2147483520.0, 2147483520.0)
_VECTOR_FLAG = 1024
_Box = tuple[float, float, float, float]
GlyphLine = tuple[int, int, _Box]
Char = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]
_INVISIBLE_MASK = 16 | 32  # char_flags: FILLED, STROKED


@dataclass(slots=True)
class Run:
    """Characters drawn next to each other on one line.

    Attributes:
        start: Ordinal of the first character.
        angle: Direction of the text in whole degrees, clockwise, 0 for upright.
        u0: Left end, in the run's frame.
        u1: Right end.
        base: Baseline.
        top: Upper edge.
        bottom: Lower edge.
        raw: Bounding box as MuPDF gave it, by which the line is found again.
        visible: False for text of no ink (render mode 3, no alpha).
    """

    start: int
    text: str = field(repr=False)
    angle: int
    u0: float
    u1: float
    base: float
    top: float
    bottom: float
    size: float
    color: int = 0
    visible: bool = True
    vertical: bool = False
    order: int = 0
    raw: _Box = (0.0, 0.0, 0.0, 0.0)

    @property
    def mid(self) -> float:
        """Middle of the run along the text."""
        return (self.u0 + self.u1) / 2

    @property
    def center(self) -> float:
        """Middle of the run across the text."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """Something drawn: a line when thin, else a rectangle; in displayed points."""

    x0: float
    y0: float
    x1: float
    y1: float
    stroked: bool
    rect: bool
    alpha: int
    color: int
    order: int


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character with its box.

    ``quad`` holds upper left, upper right, lower left and lower right corner as seen
    by a reader of the text, in MuPDF's page space (CropBox, *not* rotated);
    ``origin`` is the pen position there.
    """

    char: str = field(repr=False)
    quad: tuple[tuple[float, float], ...]
    origin: tuple[float, float]
    direction: tuple[float, float]
    size: float
    color: int
    vertical: bool
    synthetic: bool
    visible: bool = True


@dataclass(slots=True)
class PageText:
    """One page after the cheap pass."""

    index: int
    width: float
    height: float
    runs: list[Run]
    rules: list[Rule]
    count: int
    torn: bool = False
    covered: list[Run] = field(default_factory=list)


def _angle(direction: tuple[float, float]) -> int:
    return round(degrees(atan2(direction[1], direction[0]))) % 360


def _frame_box(bbox: _Box, angle: int) -> _Box:
    x0, y0, x1, y1 = bbox
    if angle == 90:
        return y0, -x1, y1, -x0
    if angle == 180:
        return -x1, -y1, -x0, -y0
    if angle == 270:
        return -y1, x0, -y0, x1
    return bbox


def _frame_base(origin: tuple[float, float], angle: int) -> float:
    x, y = origin
    return {90: -x, 180: -y, 270: x}.get(angle, y)


class _Turn:
    """Turns MuPDF's unrotated page space into the displayed page."""

    def __init__(self, page: Any) -> None:
        self.on = page.rotation != 0
        matrix = page.rotation_matrix
        self.m = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def point(self, xy: tuple[float, float]) -> tuple[float, float]:
        if not self.on:
            return xy
        a, b, c, d, e, f = self.m
        return xy[0] * a + xy[1] * c + e, xy[0] * b + xy[1] * d + f

    def vector(self, xy: tuple[float, float]) -> tuple[float, float]:
        if not self.on:
            return xy
        a, b, c, d, _, _ = self.m
        return xy[0] * a + xy[1] * c, xy[0] * b + xy[1] * d

    def box(self, box: _Box) -> _Box:
        if not self.on:
            return box
        x0, y0 = self.point((box[0], box[1]))
        x1, y1 = self.point((box[2], box[3]))
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def is_visible(span: dict[str, Any]) -> bool:
    """Tell whether the characters of a span leave ink."""
    return bool(span["char_flags"] & _INVISIBLE_MASK) and span["alpha"] > 0


def read_page(page: Any) -> PageText:
    """Read runs and rules of a page in one cheap pass.

    Args:
        page: A `pymupdf.Page`.
    """
    turn = _Turn(page)
    runs: list[Run] = []
    rules: list[Rule] = []
    ordinal = 0
    data = page.get_text("dict", flags=_TEXT_FLAGS | _VECTOR_FLAG, clip=_EVERYWHERE)
    torn = False
    for order, block in enumerate(data["blocks"]):
        if block["type"] == 0:
            for line in block["lines"]:
                if not line["spans"]:
                    continue
                run = _run_of_line(line, ordinal, turn, order)
                ordinal += len(run.text)
                torn = torn or run.angle % 90 != 0 or run.vertical
                if run.text and not run.text.isspace():
                    runs.append(run)
        elif block["type"] == 3:
            rules.append(
                Rule(
                    *turn.box(block["bbox"]),
                    block["stroked"],
                    block["isrect"],
                    block["alpha"],
                    block["color"],
                    order,
                )
            )
    rect = page.rect
    text = PageText(page.number, rect.width, rect.height, runs, rules, ordinal, torn)
    _set_covered_apart(text)
    return text


def _set_covered_apart(text: PageText) -> None:
    """Move runs under a dark box that was drawn later out of the reading.

    Somebody meant to redact them. Light boxes do not count: a highlighter paints over
    the text too, and leaves it readable.
    """
    boxes = [rule for rule in text.rules if _hides(rule)]
    if not boxes:
        return
    for run in text.runs:
        if run.angle or run.vertical:
            continue
        if any(
            box.order > run.order
            and box.x0 - 1 <= run.u0
            and run.u1 <= box.x1 + 1
            and box.y0 <= run.center <= box.y1
            and box.y1 - box.y0 > 0.5 * run.size
            for box in boxes
        ):
            text.covered.append(run)
    gone = {id(run) for run in text.covered}
    text.runs = [run for run in text.runs if id(run) not in gone]


def _hides(rule: Rule) -> bool:
    brightest = max((rule.color >> shift) & 255 for shift in (16, 8, 0))
    return (
        rule.rect
        and not rule.stroked
        and rule.alpha == 255
        and brightest < _DARK
        and min(rule.x1 - rule.x0, rule.y1 - rule.y0) > 3
    )


def _run_of_line(line: dict[str, Any], ordinal: int, turn: _Turn, order: int) -> Run:
    spans = line["spans"]
    text = "".join([span["text"] for span in spans])
    vertical = line["wmode"] == 1
    direction = turn.vector(line["dir"])
    angle = 0 if vertical else _angle(direction)
    u0, top, u1, bottom = _frame_box(turn.box(line["bbox"]), angle)
    first = spans[0]
    size = max([span["size"] for span in spans])
    run = Run(
        ordinal,
        text,
        angle,
        u0,
        u1,
        _frame_base(turn.point(first["origin"]), angle),
        top,
        bottom,
        size,
        first["color"],
        any(is_visible(span) for span in spans),
        vertical,
        order,
        line["bbox"],
    )
    if text[:1].isspace() or text[-1:].isspace():
        _trim(run)
    return run


def _trim(run: Run) -> None:
    """Take the width of outer blanks off a run's ends (an estimate)."""
    text = run.text
    lead = len(text) - len(text.lstrip())
    tail = len(text) - len(text.rstrip())
    full = sum(run.size if c == "\u3000" else run.size * 0.3 for c in text[:lead])
    rear = sum(
        run.size if c == "\u3000" else run.size * 0.3 for c in text[len(text) - tail :]
    )
    if full + rear < run.u1 - run.u0:
        run.u0 += full
        run.u1 -= rear


class GlyphPage:
    """The characters of a page by ordinal, each line read when it is asked for.

    The dear part of reading characters is handing them over to Python, so that is done
    for one line at a time: MuPDF gives the lines that meet a text page's box, and the
    box is set to the line wanted.
    """

    def __init__(self, page: Any, lines: Sequence[GlyphLine]) -> None:
        self._page = page
        self._lines = lines
        self._starts = [line[0] for line in lines]
        self._text_page: Any = None
        self._read: dict[int, list[Char]] = {}

    def __getitem__(self, ordinal: int) -> Glyph:
        number = bisect_right(self._starts, ordinal) - 1
        chars = self._read.get(number)
        if chars is None:
            chars = self._read[number] = self._line(number)
        span, line, char = chars[ordinal - self._starts[number]]
        return glyph_of(span, line, char)

    def stretches(self, first: int, last: int) -> Iterator[tuple[int, list[Char]]]:
        """Yield the characters first..last (inclusive), one list a line.

        Each comes with the ordinal of its first character; the parts of a character
        are its span, its line and itself, as MuPDF gives them.
        """
        while first <= last:
            number = bisect_right(self._starts, first) - 1
            chars = self._read.get(number)
            if chars is None:
                chars = self._read[number] = self._line(number)
            start = self._starts[number]
            end = min(last + 1, start + len(chars))
            if end <= first:
                raise IndexError("no such character")
            yield first, chars[first - start : end - start]
            first = end

    def _line(self, number: int) -> list[Char]:
        start, size, box = self._lines[number]
        found = [
            line for line in self._lines_at(box) if tuple(line["bbox"]) == tuple(box)
        ]
        same = [i for i, line in enumerate(self._lines) if line[2] == box]
        if len(found) == len(same):
            line = found[same.index(number)]
            chars = [
                (span, line, char) for span in line["spans"] for char in span["chars"]
            ]
            if len(chars) == size:
                return chars
        everything = [
            (span, line, char)
            for line in self._lines_at(_EVERYWHERE)
            for span in line["spans"]
            for char in span["chars"]
        ]
        return everything[start : start + size]

    def _lines_at(self, box: _Box) -> list[dict[str, Any]]:
        import pymupdf

        if self._text_page is None:
            self._text_page = self._page.get_textpage(
                clip=pymupdf.Rect(_EVERYWHERE), flags=_TEXT_FLAGS
            )
        bounds = self._text_page.this.m_internal.mediabox
        bounds.x0, bounds.y0 = box[0] - 1, box[1] - 1
        bounds.x1, bounds.y1 = box[2] + 1, box[3] + 1
        data: dict[str, Any] = {}
        self._text_page._getNewBlockList(data, True)
        return [
            line
            for block in data["blocks"]
            if block["type"] == 0
            for line in block["lines"]
        ]


def glyph_of(span: dict[str, Any], line: dict[str, Any], char: dict[str, Any]) -> Glyph:
    """Make a character of what MuPDF gives of its span, its line and itself."""
    size = span["size"]
    up, down = span["ascender"] * size, span["descender"] * size
    dx, dy = line["dir"]
    vertical = line["wmode"] == 1
    box, origin = char["bbox"], char["origin"]
    quad: tuple[tuple[float, float], ...]
    if dx == 1 or vertical:
        x0, y0, x1, y1 = box
        if vertical:  # MuPDF gives vertical glyphs one ascender too low
            y0, y1 = y0 - up, y1 - up
        quad = ((x0, y0), (x1, y0), (x0, y1), (x1, y1))
    else:
        quad = _turned_quad(origin, box, (dx, dy), up, down)
    synthetic = char.get("synthetic", False)
    colour = span["color"]
    return Glyph(
        char["c"],
        quad,
        origin,
        line["dir"],
        size,
        colour,
        vertical,
        synthetic,
        is_visible(span),
    )


def _turned_quad(
    origin: tuple[float, float],
    box: _Box,
    direction: tuple[float, float],
    up: float,
    down: float,
) -> tuple[tuple[float, float], ...]:
    """Rebuild the slanted box of a glyph from its upright bounding box."""
    dx, dy = direction
    width_x, width_y = box[2] - box[0], box[3] - box[1]
    high = up - down
    if abs(dx) >= abs(dy):
        along = (width_x - high * abs(dy)) / max(abs(dx), 1e-6)
    else:
        along = (width_y - high * abs(dx)) / max(abs(dy), 1e-6)
    along = max(along, 0.05 * high)
    x, y = origin
    ux, uy = dy * up, -dx * up
    lx, ly = dy * down, -dx * down
    ex, ey = dx * along, dy * along
    return (
        (x + ux, y + uy),
        (x + ux + ex, y + uy + ey),
        (x + lx, y + ly),
        (x + lx + ex, y + ly + ey),
    )


def explode(runs: list[Run], glyphs: GlyphPage, page: Any) -> list[Run]:
    """Break runs into one run per character, without blanks that nobody drew."""
    turn = _Turn(page)
    out: list[Run] = []
    for run in runs:
        direction = (1.0, 0.0) if run.vertical else glyphs[run.start].direction
        dx, dy = turn.vector(direction)
        for offset, char in enumerate(run.text):
            glyph = glyphs[run.start + offset]
            if glyph.synthetic or char.isspace():
                continue
            points = [turn.point(p) for p in glyph.quad]
            us = [x * dx + y * dy for x, y in points]
            vs = [-x * dy + y * dx for x, y in points]
            ox, oy = turn.point(glyph.origin)
            out.append(
                Run(
                    run.start + offset,
                    char,
                    run.angle,
                    min(us),
                    max(us),
                    -ox * dy + oy * dx,
                    min(vs),
                    max(vs),
                    glyph.size,
                    glyph.color,
                    run.visible,
                    run.vertical,
                    run.order,
                )
            )
    return out
