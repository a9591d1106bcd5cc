"""What a picture holds, as read: lines with a box a character, unread text, marks.

Boxes are in pixels of the picture that was given to the reader (whatever it was turned
or scaled to inside), origin at the top left corner, y downwards, half-open. Text is
``field(repr=False)``: a reading may be logged or shown in an error without harm.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

__all__ = ["Box", "Mark", "MarkKind", "PictureReader", "PictureReading", "TextLine"]


@dataclass(frozen=True, slots=True)
class Box:
    """Upright rectangle in pixels, origin top left, y down, x0 <= x1 and y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if not (self.x0 <= self.x1 and self.y0 <= self.y1):
            raise ValueError("bad box")

    @classmethod
    def around(cls, boxes: Iterable["Box"]) -> "Box":
        """Return the smallest box that holds all others (at least one)."""
        found = tuple(boxes)
        return cls(
            min(box.x0 for box in found),
            min(box.y0 for box in found),
            max(box.x1 for box in found),
            max(box.y1 for box in found),
        )

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        """Area in square pixels."""
        return self.width * self.height

    def shared(self, other: "Box") -> float:
        """Return the area that both cover, in square pixels."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return width * height if width > 0 and height > 0 else 0.0

    def grown(self, dx: float, dy: float) -> "Box":
        """Return the box with ``dx`` more at both sides, ``dy`` above and below."""
        return Box(self.x0 - dx, self.y0 - dy, self.x1 + dx, self.y1 + dy)

    def clipped(self, width: float, height: float) -> "Box":
        """Return the part that lies within a picture of this size."""
        x0, x1 = (min(max(x, 0.0), width) for x in (self.x0, self.x1))
        y0, y1 = (min(max(y, 0.0), height) for y in (self.y0, self.y1))
        return Box(x0, y0, x1, y1)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text as read, or the part of one between two wide gaps.

    Attributes:
        text: What was read, not normalised.
        score: Mean confidence of its characters, 0 to 1.
        chars: One box a code point of ``text``. They part the line at its thinnest
            places, so together they hold all its ink.
        box: Rectangle around the line.
        low: Read without confidence: a person has to look at it.
        vertical: Written from top to bottom.
    """

    text: str = field(repr=False)
    score: float
    chars: tuple[Box, ...]
    box: Box
    low: bool = False
    vertical: bool = False

    def __post_init__(self) -> None:
        if len(self.chars) != len(self.text):
            raise ValueError("a line needs one box a code point")


class MarkKind(StrEnum):
    """What a picture may hold besides printed text."""

    QR_CODE = "qr_code"
    BAR_CODE = "bar_code"
    PORTRAIT = "portrait"
    ID_CARD = "id_card"
    BANK_CARD = "bank_card"
    LICENCE = "licence"
    HANDWRITING = "handwriting"
    FINGERPRINT = "fingerprint"
    SEAL = "seal"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that is no printed line: a code, a face, a card, a seal, ink by hand.

    Attributes:
        text: What a code says; None when it could not be decoded, and for others.
    """

    kind: MarkKind
    box: Box
    text: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PictureReading:
    """All that was found in one picture.

    Attributes:
        width: Of the picture as given, in pixels.
        height: Of the picture as given, in pixels.
        lines: In reading order.
        unread: Places where text was seen and not read with confidence; lines with
            ``low`` have their box here as well.
        marks: What is no printed text.
        rotation: Degrees clockwise (0, 90, 180, 270) by which the picture has to be
            turned so that its text stands upright.
    """

    width: int
    height: int
    lines: tuple[TextLine, ...] = ()
    unread: tuple[Box, ...] = ()
    marks: tuple[Mark, ...] = ()
    rotation: int = 0


class PictureReader(Protocol):
    """Reads pictures; one for each process."""

    def read(self, image: Any, dpi: float | None = None) -> PictureReading:
        """Read a picture.

        Args:
            image: A `PIL.Image.Image`.
            dpi: Its resolution, None if unknown.

        Raises:
            RedactorError: It could not be read at all.
        """
