"""What stands on a page: runs of characters, drawn rules, boxes of single glyphs.

Two passes. The cheap one (`read_page`) gives runs and rules of every page from one
MuPDF text page; the dear one (`read_glyphs`) gives a box for every character and is
made only where it is needed. Both count characters alike, so a character's *ordinal*
(its place in the order of drawing on its page) joins them.

Coordinates are points of the displayed page (CropBox, rotation applied), origin at the
top left, y downwards. A run has its own *frame*: u grows along the text, v downwards
across it; for upright text the frame is the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import atan2, degrees
from typing import Any

__all__ = ["Glyph", "PageText", "Rule", "Run", "explode", "read_glyphs", "read_page"]

# Values of MuPDF's FZ_STEXT flags, so that importing this module costs nothing:
# PRESERVE_LIGATURES | PRESERVE_WHITESPACE | IGNORE_ACTUALTEXT, and COLLECT_VECTORS.
_TEXT_FLAGS = 1 | 2 | 2048
# MuPDF's infinite rectangle: without it, text outside the page is not given.
_EVERYWHERE = (-2147483648.0, -2147483648.0, 2147483520.0, 2147483520.0)
_VECTOR_FLAG = 1024
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


def _angle(direction: tuple[float, float]) -> int:
    return round(degrees(atan2(direction[1], direction[0]))) % 360


def _frame_box(
    bbox: tuple[float, float, float, float], angle: int
) -> tuple[float, float, float, float]:
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

    def box(
        self, box: tuple[float, float, float, float]
    ) -> tuple[float, float, float, float]:
        if not self.on:
            return box
        x0, y0 = self.point((box[0], box[1]))
        x1, y1 = self.point((box[2], box[3]))
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _visible(span: dict[str, Any]) -> bool:
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
    return PageText(page.number, rect.width, rect.height, runs, rules, ordinal, torn)


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
        any(_visible(span) for span in spans),
        vertical,
        order,
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


def read_glyphs(page: Any) -> list[Glyph]:
    """Read every character of a page with its box, in order of drawing.

    Args:
        page: A `pymupdf.Page`.
    """
    data = page.get_text("rawdict", flags=_TEXT_FLAGS, clip=_EVERYWHERE)
    glyphs: list[Glyph] = []
    for block in data["blocks"]:
        if block["type"] != 0:
            continue
        for line in block["lines"]:
            vertical = line["wmode"] == 1
            for span in line["spans"]:
                glyphs.extend(_glyphs_of_span(span, line["dir"], vertical))
    return glyphs


def _glyphs_of_span(
    span: dict[str, Any], direction: tuple[float, float], vertical: bool
) -> Iterable[Glyph]:
    size, color = span["size"], span["color"]
    up, down = span["ascender"] * size, span["descender"] * size
    dx, dy = direction
    for char in span["chars"]:
        box, origin = char["bbox"], char["origin"]
        quad: tuple[tuple[float, float], ...]
        if dx == 1 or vertical:
            x0, y0, x1, y1 = box
            quad = ((x0, y0), (x1, y0), (x0, y1), (x1, y1))
        else:
            quad = _turned_quad(origin, box, (dx, dy), up, down)
        yield Glyph(
            char["c"],
            quad,
            origin,
            direction,
            size,
            color,
            vertical,
            char.get("synthetic", False),
        )


def _turned_quad(
    origin: tuple[float, float],
    box: tuple[float, float, float, float],
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


def explode(runs: list[Run], glyphs: list[Glyph], page: Any) -> list[Run]:
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
