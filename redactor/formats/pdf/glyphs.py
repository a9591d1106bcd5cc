"""The dear pass over a page: a box for every character, where it is needed.

Characters are named by their ordinal; see `redactor.formats.pdf.runs` for ordinals and
coordinates.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from redactor.formats.pdf.runs import EVERYWHERE, TEXT_FLAGS, Box, Run, Turn, is_visible

__all__ = ["Char", "Glyph", "GlyphLine", "GlyphPage", "Glyphs", "explode", "glyph_of"]


GlyphLine = tuple[int, int, Box]

Char = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]


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


class Glyphs(Protocol):
    """Characters of a page by ordinal."""

    def __getitem__(self, ordinal: int) -> Glyph:
        """Return one character."""

    def stretches(self, first: int, last: int) -> Iterator[tuple[int, list[Char]]]:
        """Yield the characters first..last (inclusive), one list a line."""


class GlyphPage:
    """The characters of a page by ordinal, each line read when it is asked for.

    The dear part of reading characters is handing them over to Python, so that is done
    for one line at a time: MuPDF gives the lines that meet a text page's box, and the
    box is set to the line wanted.
    """

    def __init__(
        self, page: Callable[[], Any], lines: Sequence[GlyphLine], text_page: Any = None
    ) -> None:
        self._page = page
        self._lines = lines
        self._starts = [line[0] for line in lines]
        self._text_page = text_page
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
        same = [i for i, line in enumerate(self._lines) if line[2] == box]
        for wanted in (_core(box), _grown(box)):
            found = [
                line
                for line in self._lines_at(wanted)
                if tuple(line["bbox"]) == tuple(box)
            ]
            if len(found) != len(same):
                continue
            line = found[same.index(number)]
            chars = [
                (span, line, char) for span in line["spans"] for char in span["chars"]
            ]
            if len(chars) == size:
                return chars
        everything = [
            (span, line, char)
            for line in self._lines_at(EVERYWHERE)
            for span in line["spans"]
            for char in span["chars"]
        ]
        return everything[start : start + size]

    def _lines_at(self, box: Box) -> list[dict[str, Any]]:
        import pymupdf

        if self._text_page is None:
            self._text_page = self._page().get_textpage(
                clip=pymupdf.Rect(EVERYWHERE), flags=TEXT_FLAGS
            )
        bounds = self._text_page.this.m_internal.mediabox
        bounds.x0, bounds.y0, bounds.x1, bounds.y1 = box
        data: dict[str, Any] = {}
        self._text_page._getNewBlockList(data, True)
        return [
            line
            for block in data["blocks"]
            if block["type"] == 0
            for line in block["lines"]
        ]


def _grown(box: Box) -> Box:
    return box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1


def _core(box: Box) -> Box:
    """Return a strip along the middle of a line, which its neighbours do not meet.

    Boxes of tight lines overlap, so that asking for one would read three.
    """
    x0, y0, x1, y1 = box
    if x1 - x0 >= y1 - y0:
        middle, half = (y0 + y1) / 2, 0.05 * (y1 - y0)
        return x0 - 1, middle - half, x1 + 1, middle + half
    middle, half = (x0 + x1) / 2, 0.05 * (x1 - x0)
    return middle - half, y0 - 1, middle + half, y1 + 1


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
    box: Box,
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


def explode(runs: list[Run], glyphs: Glyphs, page: Any) -> list[Run]:
    """Break runs into one run per character, without blanks that nobody drew."""
    turn = Turn(page)
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
