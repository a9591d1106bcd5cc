"""Where the codes of text operators write their glyphs (ISO 32000-1:2008, 9.4.4)."""

import struct
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from redactor.verification.pdf.painted import (
    UNIT,
    Matrix,
    Painted,
    Script,
    State,
    times,
)
from redactor.verification.pdf.scriptfonts import NotPlainError, ScriptFont

__all__ = ["Writing"]

_SURROGATE = 0xD800 >> 11


class Writing:
    """Collects glyphs, and the line that is written on."""

    def __init__(self) -> None:
        self._line: Matrix = UNIT
        self._at = 0.0
        self._codes: list[int] = []
        self._pens: list[float] = []
        self._widths: list[float] = []
        # Of each text operator.
        self._shows: list[tuple[float, ...]] = []
        self._owners: list[tuple[int, int]] = []
        self._ends: list[int] = []

    @property
    def glyphs(self) -> int:
        """Number of glyphs."""
        return len(self._codes)

    @property
    def shows(self) -> int:
        """Number of text operators."""
        return len(self._ends)

    def set_line(self, matrix: Any) -> None:
        """Begin a line."""
        self._line = matrix
        self._at = 0.0

    def move_line(self, x: float, y: float) -> None:
        """Begin a line beside the last one's begin."""
        self.set_line(times((1, 0, 0, 1, x, y), self._line))

    def kern(self, amount: float, state: State) -> None:
        """Move back by thousandths of an em."""
        self._at -= amount / 1000 * state.size * state.scale

    def write(self, data: bytes, state: State, font: ScriptFont) -> None:
        """Write the codes of a string.

        Raises:
            NotPlainError: Its codes are not all of two bytes.
        """
        codes: Iterable[int] = data
        if font.wide:
            if len(data) % 2:
                raise NotPlainError
            codes = struct.unpack(f">{len(data) // 2}H", data)
            if font.paired and any(code >> 11 == _SURROGATE for code in codes):
                raise NotPlainError
        across, get, default = state.size * state.scale, font.widths.get, font.default
        widths = [get(code, default) / 1000 * across for code in codes]
        extra = state.spacing * state.scale
        steps = [width + extra for width in widths] if extra else widths
        if state.blank and not font.wide:
            wider = state.blank * state.scale
            steps = [s + wider * (c == 32) for s, c in zip(steps, data, strict=True)]
        ends = list(accumulate(steps, initial=self._at))
        self._at = ends.pop()
        self._codes += codes
        self._pens += ends
        self._widths += widths

    def end(self, state: State, font: ScriptFont, number: int) -> None:
        """End a text operator whose glyphs are painted in the state of a number."""
        m = times(self._line, state.ctm)
        self._shows.append((*m, state.size, state.scale, state.rise, font.middle))
        self._owners.append((font.number, number))
        self._ends.append(len(self._codes))

    def script(self, paths: Sequence[Painted]) -> Script:
        """Return all that was written, with the paths that were painted."""
        sizes = np.diff([0, *self._ends])
        rows = np.array(self._shows, np.float64).reshape(-1, 10).repeat(sizes, axis=0)
        a, b, c, d, e, f, size, scale, rise, middle = rows.T
        pens, widths = np.array(self._pens), np.array(self._widths)
        owners = np.array(self._owners, np.intp).reshape(-1, 2).repeat(sizes, axis=0)
        x, y = pens * a + rise * c + e, pens * b + rise * d + f
        across, up = widths / 2, middle * size
        return Script(
            paths,
            np.array(self._codes, np.intp),
            owners[:, 0],
            owners[:, 1],
            np.stack([x, y, a * size * scale, b * size * scale, c * size, d * size], 1),
            np.stack([x + across * a + up * c, y + across * b + up * d], 1),
            self._ends,
        )
