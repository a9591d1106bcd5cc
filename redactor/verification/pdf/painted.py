"""What a page paints, and the state that it is painted in.

Points and matrices are in user space.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from redactor.verification.pdf.scriptfonts import ScriptFont

__all__ = ["UNIT", "Matrix", "Painted", "Script", "State", "times"]

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class State:
    """The part of the graphics state that painting hangs on."""

    ctm: Matrix = UNIT
    colors: tuple[Any, Any] = ((b"DeviceGray", (0.0,)), (b"DeviceGray", (0.0,)))
    pen: tuple[Any, ...] = ((1.0,), (0.0,), (0.0,), (10.0,), (0.0,))
    extra: tuple[bytes, ...] = ()
    clip: tuple[Any, ...] = ()
    font: "ScriptFont | None" = None
    size: float = 0.0
    spacing: float = 0.0
    blank: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    def copied(self) -> "State":
        """Return a copy; ``copy.copy`` takes ten times as long."""
        return State(
            *(self.ctm, self.colors, self.pen, self.extra, self.clip),
            *(self.font, self.size, self.spacing, self.blank, self.scale),
            *(self.leading, self.rise, self.mode),
        )


@dataclass(frozen=True, slots=True)
class Painted:
    """A path, or an object (picture or form) that is drawn as a whole.

    Attributes:
        kind: Number (in ``keys``) of what it is and of the state it is painted in.
        points: Of the path, or the corners of the object; x, y in turn.
        after: Number of glyphs painted before.
    """

    kind: int
    points: NDArray[np.float64] = field(repr=False)
    after: int
    is_object: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """All that a page paints, in order.

    Attributes:
        paths: Paths, pictures and forms.
        codes: Code of each glyph.
        fonts: Number of each glyph's font.
        states: Number (in ``keys``) of the state that each glyph is painted in.
        places: Origin x, y of each glyph and its matrix a, b, c, d, in user space.
        middles: Middle of each glyph's box, in user space.
        ends: Number of glyphs after each text operator.
    """

    paths: Sequence[Painted] = field(repr=False)
    codes: NDArray[np.intp] = field(repr=False)
    fonts: NDArray[np.intp] = field(repr=False)
    states: NDArray[np.intp] = field(repr=False)
    places: NDArray[np.float64] = field(repr=False)
    middles: NDArray[np.float64] = field(repr=False)
    ends: Sequence[int] = field(repr=False)


def times(m: Matrix, n: Matrix) -> Matrix:
    """Multiply two matrices: ``m`` is applied first."""
    a, b, c, d, e, f = m
    return (
        a * n[0] + b * n[2],
        a * n[1] + b * n[3],
        c * n[0] + d * n[2],
        c * n[1] + d * n[3],
        e * n[0] + f * n[2] + n[4],
        e * n[1] + f * n[3] + n[5],
    )
