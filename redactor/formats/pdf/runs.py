"""What the cheap pass gives of a page: runs of characters and drawn rules.

One MuPDF text page gives both. It counts characters as the dear pass of
`redactor.formats.pdf.glyphs` does, so a character"s *ordinal* (its place in the order
of drawing on its page) joins the two.

Coordinates are points of the displayed page (CropBox, rotation applied), origin at the
top left, y downwards. A run has its own *frame*: u grows along the text, v downwards
across it; for upright text the frame is the page.
"""

from dataclasses import dataclass, field
from math import atan2, degrees
from typing import Any

__all__ = [
    "EVERYWHERE",
    "FIRST_SEEN",
    "TEXT_FLAGS",
    "Box",
    "PageText",
    "Rule",
    "Run",
    "Turn",
    "is_visible",
    "page_turn",
    "read_page",
]


# Values of MuPDF's FZ_STEXT flags, so that importing this module costs nothing:
# PRESERVE_LIGATURES | PRESERVE_WHITESPACE | IGNORE_ACTUALTEXT, COLLECT_VECTORS.
TEXT_FLAGS = 1 | 2 | 2048

# Ordinals from here on are of characters that were read from a picture of the page.
FIRST_SEEN = 1 << 31

# MuPDF's infinite rectangle: without it, text outside the page is not given.
EVERYWHERE = (-2147483648.0, -2147483648.0, 2147483520.0, 2147483520.0)

_VECTOR_FLAG = 1024

Box = tuple[float, float, float, float]

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
        fonts: Names of the fonts, as MuPDF has them.
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
    raw: Box = (0.0, 0.0, 0.0, 0.0)
    fonts: tuple[str, ...] = ()

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
    text_page: Any = field(default=None, repr=False)


def _angle(direction: tuple[float, float]) -> int:
    return round(degrees(atan2(direction[1], direction[0]))) % 360


def _frame_box(bbox: Box, angle: int) -> Box:
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


_UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_turn(page: Any) -> tuple[float, ...]:
    """Return the matrix from MuPDF's unrotated page space to the displayed page.

    `pymupdf.Page.rotation_matrix` forgets that a UserUnit makes the page larger.

    Args:
        page: A `pymupdf.Page`.
    """
    wide, high = page.rect.width, page.rect.height
    return {
        90: (0.0, 1.0, -1.0, 0.0, wide, 0.0),
        180: (-1.0, 0.0, 0.0, -1.0, wide, high),
        270: (0.0, -1.0, 1.0, 0.0, 0.0, high),
    }.get(page.rotation, _UPRIGHT)


class Turn:
    """Turns MuPDF's unrotated page space into the displayed page."""

    def __init__(self, page: Any) -> None:
        self.on = page.rotation != 0
        self.m = page_turn(page) if self.on else _UPRIGHT

    def point(self, xy: tuple[float, float]) -> tuple[float, float]:
        """Return a point of the displayed page."""
        if not self.on:
            return xy
        a, b, c, d, e, f = self.m
        return xy[0] * a + xy[1] * c + e, xy[0] * b + xy[1] * d + f

    def vector(self, xy: tuple[float, float]) -> tuple[float, float]:
        """Return a direction on the displayed page."""
        if not self.on:
            return xy
        a, b, c, d, _, _ = self.m
        return xy[0] * a + xy[1] * c, xy[0] * b + xy[1] * d

    def box(self, box: Box) -> Box:
        """Return an upright box of the displayed page."""
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
    import pymupdf

    turn = Turn(page)
    runs: list[Run] = []
    rules: list[Rule] = []
    ordinal = 0
    text_page = page.get_textpage(
        clip=pymupdf.Rect(EVERYWHERE), flags=TEXT_FLAGS | _VECTOR_FLAG
    )
    data = text_page.extractDICT()
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
    return PageText(
        page.number, rect.width, rect.height, runs, rules, ordinal, torn, [], text_page
    )


def _run_of_line(line: dict[str, Any], ordinal: int, turn: Turn, order: int) -> Run:
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
        tuple([span["font"] for span in spans]),
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
