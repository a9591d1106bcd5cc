"""From runs to lines, and from lines to text that reads on."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from redactor.formats.pdf.runs import Run

__all__ = ["Line", "Piece", "Text", "gap", "join_lines", "make_lines", "make_rows"]

_WIDE_GAP = 1.5  # em: over this a gap within a line is more than a blank
_WORD_GAP = 0.22  # em


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a unit's text and where its characters stand on a page."""

    offset: int
    page_index: int
    ordinal: int
    length: int


@dataclass(slots=True)
class Text:
    """Text under construction, with the place of each drawn character."""

    parts: list[str] = field(default_factory=list, repr=False)
    pieces: list[Piece] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    size: int = 0

    def add(self, text: str) -> None:
        """Add characters that nobody drew (a blank, a break)."""
        if text:
            self.parts.append(text)
            self.size += len(text)

    def add_run(self, page_index: int, run: Run) -> None:
        """Add the characters of a run."""
        self.pieces.append(Piece(self.size, page_index, run.start, len(run.text)))
        self.parts.append(run.text)
        self.size += len(run.text)

    def add_line(self, page_index: int, line: "Line") -> None:
        """Add a line with its inner gaps."""
        self.starts.append(self.size)
        last: Run | None = None
        for run in line.runs:
            if last is not None:
                self.add(gap(last, run))
            self.add_run(page_index, run)
            last = run

    @property
    def raw(self) -> str:
        """The text so far."""
        return "".join(self.parts)


@dataclass(slots=True)
class Line:
    """Runs side by side on one baseline, in the runs' frame."""

    runs: list[Run]
    u0: float
    u1: float
    base: float
    top: float
    bottom: float
    size: float
    page_index: int = 0

    @property
    def first(self) -> str:
        """Text of the first run without leading blanks."""
        return self.runs[0].text.lstrip()

    @property
    def last(self) -> str:
        """Text of the last run without trailing blanks."""
        return self.runs[-1].text.rstrip()

    @property
    def text(self) -> str:
        """Plain text of the line."""
        return " ".join(run.text for run in self.runs)


def _latin(char: str) -> bool:
    return char < "\u2e80" and char.isalnum()


def gap(left: Run, right: Run) -> str:
    """Return what a reader sees between two runs of one line."""
    a, b = left.text[-1:], right.text[:1]
    width = right.u0 - left.u1
    size = min(left.size, right.size) or 1.0
    if width > _WIDE_GAP * size:
        return "\t"
    if a.isspace() or b.isspace():
        return ""
    if width < -0.3 * size:
        return " "
    if _latin(a) and _latin(b) and width > _WORD_GAP * size:
        return " "
    return ""


def make_rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Group runs by baseline, top to bottom, each row left to right."""
    rows: list[list[Run]] = []
    base = size = 0.0
    for run in sorted(runs, key=lambda item: (item.base, item.u0)):
        if rows and abs(run.base - base) <= 0.3 * min(size, run.size):
            rows[-1].append(run)
            size = max(size, run.size)
        else:
            rows.append([run])
            base, size = run.base, run.size
    for row in rows:
        row.sort(key=lambda item: (item.u0, item.start))
    return rows


def line_of(runs: list[Run], page_index: int) -> Line:
    """Make a line of runs that stand side by side."""
    if len(runs) == 1:
        run = runs[0]
        return Line(
            runs, run.u0, run.u1, run.base, run.top, run.bottom, run.size, page_index
        )
    return Line(
        runs,
        min(run.u0 for run in runs),
        max(run.u1 for run in runs),
        runs[0].base,
        min(run.top for run in runs),
        max(run.bottom for run in runs),
        max(run.size for run in runs),
        page_index,
    )


def make_lines(runs: Iterable[Run], page_index: int) -> list[Line]:
    """Make lines of all runs, one per baseline."""
    return [line_of(row, page_index) for row in make_rows(runs)]


def overlapping(rows: Sequence[Sequence[Run]]) -> bool:
    """Tell whether two runs of a row are drawn over or into each other.

    The widths that OCR programs give overlap at the ends; that is not meant.
    """
    return any(
        right.u0 < min(left.mid, left.u1 - 0.5 * min(left.size, right.size))
        for row in rows
        for left, right in pairwise(row)
    )


# What a typesetter keeps on one line: a word or number with its brackets and the
# punctuation after it, or one ideograph with the punctuation around it.
_TOKEN = re.compile(
    r"[（(〔\[“‘《]*(?:[0-9A-Za-z@._\-/]+[）)〕\]]?[0-9A-Za-z\-]*|.)"
    r"[，。；、：！？）)〕\]”’》]*"
)
_DIGITS_END = re.compile(r"[0-9Xx]*[0-9]$")
_DIGITS_START = re.compile(r"[0-9]+[Xx]?(?![A-Za-z])|[Xx](?![0-9A-Za-z])")
_NUMBER_START = frozenset("0123456789Xx")
_WHOLE = frozenset({11, 15, 16, 17, 18, 19})  # phone, ID and card numbers


def token_width(line: Line) -> float:
    """Estimate the width of the first unbreakable piece of a line, in points."""
    run = line.runs[0]
    match = _TOKEN.match(run.text.lstrip())
    if not match:
        return line.size
    width = sum(
        line.size if char >= "\u2e80" else 0.56 * line.size for char in match.group()
    )
    return min(width, line.u1 - line.u0)


def seam(left: str, right: str) -> str:
    """Return what joins a wrapped line to the next.

    Pieces of one number join; two numbers that are whole by their length do not.

    Args:
        left: Text of the upper line.
        right: Text of the lower one.
    """
    a, b = left[-1:], right[:1]
    if not (a and b and _latin(a) and _latin(b)):
        return ""
    tail, head = _DIGITS_END.search(left), _DIGITS_START.match(right)
    if not (tail and head):
        return " "
    apart = len(tail.group()) in _WHOLE and len(head.group()) >= 7
    return " " if apart else ""


def _between_digits(raw: str, start: int) -> bool:
    """Tell whether a line that starts there goes on after a digit like a number."""
    end = start
    while end and raw[end - 1] in " \n":
        end -= 1
    return raw[end - 1 : end].isdigit() and raw[start : start + 1] in _NUMBER_START


def other_seams(lines: Sequence[Line], text: Text) -> Text | None:
    """Return the text with its doubtful seams the other way round, if it has any.

    A seam between two numbers is doubtful: they may be one or two.
    """
    if len(lines) < 2:
        return None
    raw = text.raw
    if not any(_between_digits(raw, start) for start in text.starts[1:]):
        return None
    other = Text()
    doubtful = False
    for i, line in enumerate(lines):
        if i:
            start = text.starts[i]
            end = start
            while end and raw[end - 1] in " \n":
                end -= 1
            tail = _DIGITS_END.search(raw[max(0, end - 40) : end])
            head = _DIGITS_START.match(raw[start : start + 40])
            if tail and head and not (len(tail.group()) > 19 or len(head.group()) > 19):
                joined = start == end
                two = len(tail.group()) >= 7 and len(head.group()) >= 7
                if two or not joined:
                    doubtful = True
                    other.add(" " if joined else "")
                else:
                    other.add(raw[end:start])
            else:
                other.add(raw[end:start])
        other.add_line(line.page_index, line)
    return other if doubtful else None


def join_lines(lines: Sequence[Line], width: float, inset: float) -> Text:
    """Join the lines of a cell: a line that wrapped reads on, a broken one not.

    Args:
        lines: Top to bottom.
        width: Inner width that a line can fill, in points.
        inset: Doubt about that width.
    """
    text = Text()
    for i, line in enumerate(lines):
        if i:
            above = lines[i - 1]
            free = width - (above.u1 - above.u0)
            if free < token_width(line) + inset:
                text.add(seam(above.last, line.first))
            else:
                text.add("\n")
        text.add_line(line.page_index, line)
    return text
