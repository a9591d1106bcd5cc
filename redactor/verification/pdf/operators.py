"""Follows the operators of a content stream that only writes and draws lines.

What each operator does is ISO 32000-1:2008, chapters 8 and 9. Points and matrices are
in user space.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pikepdf

from redactor.verification.pdf.painted import UNIT, Painted, Script, State, times
from redactor.verification.pdf.scriptfonts import NotPlainError, ScriptFonts
from redactor.verification.pdf.writing import Writing

__all__ = ["Name", "Reader"]

_MOST_ITEMS = 5_000
_DEEPEST = 60
_CLIPPING = 4  # text render modes from here on clip
_SPACES = {b"DeviceGray": 1, b"DeviceRGB": 3, b"DeviceCMYK": 4}


class Name(bytes):
    """A name among operands."""


def _numbers(operands: Sequence[Any], count: int) -> tuple[Any, ...]:
    """Return operands that must be so many numbers."""
    if len(operands) != count or not all(type(n) is float for n in operands):
        raise NotPlainError
    return tuple(operands)


class Reader:
    """Follows operators; see `read_script`."""

    def __init__(
        self,
        resources: Any,
        fonts: ScriptFonts,
        digest: Callable[[Any], bytes],
        keys: dict[Any, int],
    ) -> None:
        self._resources, self._fonts = resources, fonts
        self._digest, self._keys = digest, keys
        self._now, self._stack = State(), list[State]()
        self._writing = Writing()
        self._path: list[float] = []
        self._steps = b""
        self._next_clip = b""
        self._paths: list[Painted] = []

    def run(self, word: bytes, operands: Sequence[Any]) -> None:
        """Follow one operator."""
        method = _METHODS.get(word)
        if method is None or self._writing.shows + len(self._paths) > _MOST_ITEMS:
            raise NotPlainError
        method(self, word, operands)

    def _save(self, word: bytes, operands: Sequence[Any]) -> None:
        if word == b"q":
            self._stack.append(self._now.copied())
        elif not self._stack:
            raise NotPlainError
        else:
            self._now = self._stack.pop()
        if operands or len(self._stack) > _DEEPEST:
            raise NotPlainError

    def _matrix(self, word: bytes, operands: Sequence[Any]) -> None:
        self._now.ctm = times(_numbers(operands, 6), self._now.ctm)

    def _mark(self, word: bytes, operands: Sequence[Any]) -> None:
        if operands:
            raise NotPlainError

    def _color(self, word: bytes, operands: Sequence[Any]) -> None:
        spaces = {b"g": b"DeviceGray", b"rg": b"DeviceRGB", b"k": b"DeviceCMYK"}
        space = spaces[word.lower()]
        self._paint_with(word, (space, _numbers(operands, _SPACES[space])))

    def _space(self, word: bytes, operands: Sequence[Any]) -> None:
        if len(operands) != 1 or not isinstance(operands[0], Name):
            raise NotPlainError
        name = bytes(operands[0])
        if name not in _SPACES:
            name = self._digest(self._resource("/ColorSpace", name))
        self._paint_with(word, (name, ()))

    def _tint(self, word: bytes, operands: Sequence[Any]) -> None:
        space = self._now.colors[word.isupper()][0]
        self._paint_with(word, (space, _numbers(operands, len(operands))))

    def _paint_with(self, word: bytes, color: tuple[Any, ...]) -> None:
        fill, stroke = self._now.colors
        self._now.colors = (fill, color) if word.isupper() else (color, stroke)

    def _pen(self, word: bytes, operands: Sequence[Any]) -> None:
        at = b"wJjMd".index(word)
        values = _numbers(operands, len(operands) if word == b"d" else 1)
        pen = self._now.pen
        self._now.pen = (*pen[:at], values, *pen[at + 1 :])

    def _state(self, word: bytes, operands: Sequence[Any]) -> None:
        if len(operands) != 1 or not isinstance(operands[0], Name):
            raise NotPlainError
        item = self._resource("/ExtGState", operands[0])
        if "/Font" in item:
            raise NotPlainError
        mark = self._digest(item)
        if mark not in self._now.extra[-1:]:
            self._now.extra = (*self._now.extra, mark)

    def _resource(self, kind: str, name: bytes) -> Any:
        group = self._resources.get(kind) if self._resources is not None else None
        item = group.get("/" + name.decode("latin-1")) if group is not None else None
        if not isinstance(item, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
            raise NotPlainError
        return item

    def _draw(self, word: bytes, operands: Sequence[Any]) -> None:
        """Draw a picture or a form as a whole; what is in it is not followed."""
        if len(operands) != 1 or not isinstance(operands[0], Name):
            raise NotPlainError
        item, state = self._resource("/XObject", operands[0]), self._now
        box, matrix = [0.0, 0.0, 1.0, 1.0], state.ctm
        if item.get("/Subtype") == "/Form":
            own = [float(n) for n in item.get("/Matrix", UNIT)]
            box = [float(n) for n in item.BBox]
            matrix = times(_numbers(own, 6), matrix)
        x0, y0, x1, y1 = _numbers(box, 4)
        a, b, c, d, e, f = matrix
        corners = [
            (x * a + y * c + e, x * b + y * d + f) for x in (x0, x1) for y in (y0, y1)
        ]
        kind = word, self._digest(item), state.colors, state.clip, state.extra
        points = np.array(corners, np.float64).ravel()
        number = self._number(kind)
        self._paths.append(
            Painted(number, points, self._writing.glyphs, is_object=True)
        )

    def _move(self, word: bytes, operands: Sequence[Any]) -> None:
        """Draw a part of a path; points are kept as the page shows them."""
        if word == b"h":
            self._mark(word, operands)
        elif word == b"re":
            x, y, width, height = _numbers(operands, 4)
            right, top = x + width, y + height
            self._points(b"mlllh", (x, y, right, y, right, top, x, top))
        else:
            self._points(word, _numbers(operands, {b"c": 6}.get(word, 2)))
            return
        if word == b"h":
            self._steps += word

    def _points(self, steps: bytes, points: Sequence[float]) -> None:
        a, b, c, d, e, f = self._now.ctm
        self._steps += steps
        for x, y in zip(points[::2], points[1::2], strict=True):
            self._path += (x * a + y * c + e, x * b + y * d + f)

    def _clip(self, word: bytes, operands: Sequence[Any]) -> None:
        self._mark(word, operands)
        self._next_clip = word

    def _paint(self, word: bytes, operands: Sequence[Any]) -> None:
        self._mark(word, operands)
        state, word = self._now, word.replace(b"F", b"f")
        if word in (b"s", b"b", b"b*"):
            self._steps += b"h"
            word = word.upper()
        points = np.array(self._path, np.float64)
        if word != b"n" and self._steps:
            fills = word[:1] in b"fB" and state.colors[0]
            strokes = word[:1] in b"SB" and (
                state.colors[1],
                state.pen,
                _rounded(state.ctm[:4]),
            )
            kind = word, self._steps, fills, strokes, state.clip, state.extra
            self._paths.append(
                Painted(self._number(kind), points, self._writing.glyphs)
            )
        if self._next_clip:
            shape = self._next_clip, self._steps, _rounded(self._path)
            state.clip = (*state.clip, shape)
        self._path, self._steps, self._next_clip = [], b"", b""

    def _number(self, key: Any) -> int:
        return self._keys.setdefault(key, len(self._keys))

    def _text(self, word: bytes, operands: Sequence[Any]) -> None:
        """Follow a change of the text state or of the place to write."""
        state = self._now
        if word == b"Tf":
            if len(operands) != 2 or not isinstance(operands[0], Name):
                raise NotPlainError
            (state.size,) = _numbers(operands[1:], 1)
            state.font = self._fonts.of(self._resource("/Font", operands[0]))
            return
        (value,) = _numbers(operands, 1)
        if word == b"Tr":
            state.mode = int(value)
        elif word == b"Tz":
            state.scale = value / 100
        else:
            names = {b"Tc": "spacing", b"Tw": "blank", b"TL": "leading", b"Ts": "rise"}
            setattr(state, names[word], value)

    def _place(self, word: bytes, operands: Sequence[Any]) -> None:
        if word in (b"BT", b"ET"):
            self._mark(word, operands)
            self._writing.set_line(UNIT)
        elif word == b"Tm":
            self._writing.set_line(_numbers(operands, 6))
        elif word == b"T*":
            self._mark(word, operands)
            self._next_line()
        else:
            x, y = _numbers(operands, 2)
            if word == b"TD":
                self._now.leading = -y
            self._writing.move_line(x, y)

    def _next_line(self) -> None:
        self._writing.move_line(0, -self._now.leading)

    def _show(self, word: bytes, operands: Sequence[Any]) -> None:
        """Write glyphs."""
        if word == b'"':
            self._now.blank, self._now.spacing = _numbers(operands[:2], 2)
            operands = operands[2:]
        if word in (b"'", b'"'):
            self._next_line()
        state, font = self._now, self._now.font
        if font is None or state.mode >= _CLIPPING:
            raise NotPlainError
        for item in operands:
            if type(item) is float:
                self._writing.kern(item, state)
            elif type(item) is bytes:
                self._writing.write(item, state, font)
            else:
                raise NotPlainError
        strokes = state.mode % 3 and (state.colors[1], state.pen)
        key = state.mode, state.colors[0], strokes, state.clip, state.extra
        self._writing.end(state, font, self._number(key))

    def script(self) -> Script:
        """Return all that was painted."""
        return self._writing.script(self._paths)


def _rounded(values: Iterable[float]) -> tuple[float, ...]:
    """Return numbers in a form that compares when they were written anew."""
    return tuple(round(value, 2) for value in values)


_METHODS: dict[bytes, Callable[[Reader, bytes, Sequence[Any]], None]] = {
    **dict.fromkeys((b"q", b"Q"), Reader._save),
    **dict.fromkeys((b"g", b"G", b"rg", b"RG", b"k", b"K"), Reader._color),
    **dict.fromkeys((b"cs", b"CS"), Reader._space),
    **dict.fromkeys((b"sc", b"SC", b"scn", b"SCN"), Reader._tint),
    **dict.fromkeys((b"w", b"J", b"j", b"M", b"d"), Reader._pen),
    **dict.fromkeys((b"m", b"l", b"c", b"h", b"re"), Reader._move),
    **dict.fromkeys((b"W", b"W*"), Reader._clip),
    **dict.fromkeys(
        (b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"n"), Reader._paint
    ),
    **dict.fromkeys((b"Tf", b"Tc", b"Tw", b"Tz", b"TL", b"Ts", b"Tr"), Reader._text),
    **dict.fromkeys((b"BT", b"ET", b"Tm", b"Td", b"TD", b"T*"), Reader._place),
    **dict.fromkeys((b"Tj", b"TJ", b"'", b'"'), Reader._show),
    b"cm": Reader._matrix,
    b"Do": Reader._draw,
    b"gs": Reader._state,
    b"EMC": Reader._mark,
}
