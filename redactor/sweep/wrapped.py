"""Plain text that was broken at a fixed width: its lines joined again.

Lines of old programs and mail end after so many columns, in the middle of a number or
an address. Which lines belong together is guessed from their widths alone, so the
joined text only adds what stands across a break; each line is read by itself as well.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from redactor.model import Span, TextUnit

__all__ = ["Joined", "joined_units"]

_NARROWEST, _WIDEST = 30, 160  # columns; shorter are lists, longer whole paragraphs
_FEWEST = 2  # full lines
_SLACK = 3  # a wide character or a sign may have gone to the next line
_SHARE = 0.3  # of the lines must be full for a text to count as broken
_LONGEST = 40  # lines joined in one go


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines read as one.

    Attributes:
        breaks: Offsets in the unit's text at which a line ended.
    """

    unit: TextUnit = field(repr=False)
    breaks: tuple[int, ...]

    def spans(self, span: Span) -> bool:
        """Tell whether a span runs over a break."""
        return any(span.start < offset < span.end for offset in self.breaks)


def joined_units(text: str) -> Iterator[Joined]:
    """Yield stretches of full lines with the line that ends each."""
    lines = text.splitlines()
    widths = [_columns(line.rstrip()) for line in lines]
    full = _full_width(widths)
    if not full:
        return
    group: list[int] = []
    for number, line in enumerate(lines):
        if group and (_begins(line) or len(group) >= _LONGEST):
            yield from _join(lines, group)
            group = []
        if line.strip():
            group.append(number)
        if widths[number] < full - _SLACK:
            yield from _join(lines, group)
            group = []
    yield from _join(lines, group)


def _join(lines: list[str], group: list[int]) -> Iterator[Joined]:
    if len(group) < 2:
        return
    text, breaks = "", []
    for number in group:
        piece = lines[number].rstrip() if not text else lines[number].strip()
        if text:
            breaks.append(len(text))
        text += piece
    yield Joined(TextUnit(f"j{group[0]}", text, reading="seam"), tuple(breaks))


def _begins(line: str) -> bool:
    """Tell whether a line begins a paragraph: it is indented or blank."""
    return not line.strip() or line[:1] in "\t\u3000" or line.startswith("  ")


def _columns(line: str) -> int:
    """Return the width in columns: East Asian wide characters take two (UAX 11)."""
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in line)


def _full_width(widths: list[int]) -> int:
    """Return the width at which a text was broken, 0 if it was not."""
    written = [width for width in widths if width]
    most = max(written, default=0)
    if not _NARROWEST <= most <= _WIDEST:
        return 0
    full = sum(width > most - _SLACK for width in written)
    return most if full >= max(_FEWEST, _SHARE * len(written)) else 0
