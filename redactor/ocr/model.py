"""What reading a picture gives. Boxes are pixels of the picture that was handed in.

Origin at the top left, y downwards, x0 <= x1 and y0 <= y1, upright whatever the slant
of the text.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

__all__ = ["Box", "Mark", "PictureReader", "PictureReading", "TextLine"]


@dataclass(frozen=True, slots=True)
class Box:
    """Upright rectangle in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text, or a stretch of one before a wide gap.

    Attributes:
        score: 0 to 1.
        chars: One box for each code point of ``text``, covering all its ink.
        box: Around the whole line.
        low: Read, but not with confidence: a person must look.
        angle: Direction of the text in degrees, clockwise, 0 for upright.
    """

    text: str = field(repr=False)
    score: float
    chars: tuple[Box, ...]
    box: Box
    low: bool = False
    angle: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that is not text and may show a person.

    Attributes:
        kind: ``qr_code``, ``bar_code``, ``portrait``, ``id_card``, ``bank_card``,
            ``licence``, ``handwriting``, ``fingerprint`` or ``seal``.
        text: What a code says; None when it could not be decoded, or is no code.
    """

    kind: str
    box: Box
    text: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PictureReading:
    """All that was made out in one picture.

    Attributes:
        lines: In reading order.
        unread: Where text was seen that could not be read.
        rotation: By how many degrees (0, 90, 180, 270) the picture had to be turned
            clockwise to be read; the boxes are those of the picture as handed in.
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
