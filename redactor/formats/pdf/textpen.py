"""Follow the pen of a content stream, and write it anew where lines are planned.

Widths of characters are not needed: a pen's place is known after each placement, and
where the pen runs on from shown text, a number is known by the width it bridges.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from redactor.formats.pdf.objects import is_array
from redactor.formats.pdf.setlines import APART, SetLine

__all__ = ["UNIT", "Matrix", "Rewriter", "inverse", "numbers", "times"]

_NEAR = 0.05  # em between a number's width and a removed text's
_MET = 0.5  # points between a placement and the end of a removed text
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_MOVES = frozenset({"Td", "TD", "Tm", "T*"})

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(m: Sequence[float], n: Sequence[float]) -> Matrix:
    """Return the matrix that does first ``m``, then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def inverse(m: Sequence[float]) -> Matrix:
    """Return the matrix that undoes another.

    Raises:
        ZeroDivisionError: It squeezes everything to nothing.
    """
    a, b, c, d, e, f = m
    det = a * d - b * c
    return (
        d / det,
        -b / det,
        -c / det,
        a / det,
        (c * f - d * e) / det,
        (b * e - a * f) / det,
    )


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state that places text."""

    ctm: Matrix
    size: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0


@dataclass(slots=True)
class _Text:
    """One text object while it is rewritten.

    ``pen`` is the place after ``line`` in text space, None once something was shown.
    ``gap`` is what numbers add up to since; ``moved`` asks for a new placement;
    ``drift`` is how far what is shown stands from its old place, in points.
    """

    line: Matrix = UNIT
    pen: float | None = 0.0
    gap: float = 0.0
    drift: float = 0.0
    moved: bool = False
    changed: bool = False
    out: list[Any] = field(default_factory=list)


class Rewriter:
    """Rewrites a page's content and the forms it draws, which share what was found."""

    def __init__(
        self, lines: Sequence[SetLine], ctm: Matrix, found: set[tuple[int, int]]
    ) -> None:
        self.lines = lines
        self.state = _State(ctm)
        self.stack: list[_State] = []
        self.text: _Text | None = None
        self.found = found
        self.changed = False
        self.drawn: list[tuple[str, Matrix]] = []

    def rewrite(self, instructions: Iterable[Any]) -> list[Any]:
        """Return the new instructions."""
        out: list[Any] = []
        raw: list[Any] = []
        for instruction in instructions:
            operator = str(instruction.operator)
            if operator == "BT":
                self.text, raw = _Text(), []
            if self.text is None:
                self._follow(operator, instruction.operands)
                out.append(instruction)
                continue
            raw.append(instruction)
            self._in_text(operator, instruction)
            if operator == "ET":
                text, self.text = self.text, None
                if text.gap or text.moved:
                    text.changed = True
                self.changed = self.changed or text.changed
                out.extend(text.out if text.changed else raw)
        out.extend(raw if self.text is not None else ())
        return out

    def _follow(self, operator: str, operands: Any) -> None:
        state = self.state
        if operator == "q":
            self.stack.append(state)
        elif operator == "Q" and self.stack:
            self.state = self.stack.pop()
        elif operator == "cm" and len(operands) == 6:
            self.state = replace(state, ctm=times(numbers(operands), state.ctm))
        elif operator == "Tf" and len(operands) == 2:
            self.state = replace(state, size=float(operands[1]))
        elif operator == "Tz" and operands:
            self.state = replace(state, scale=float(operands[0]) / 100)
        elif operator == "TL" and operands:
            self.state = replace(state, leading=float(operands[0]))
        elif operator == "Tc" and operands:
            self.state = replace(state, spacing=float(operands[0]))
        elif operator == "Tw" and operands:
            self.state = replace(state, word_spacing=float(operands[0]))
        elif operator == "Do" and operands:
            self.drawn.append((str(operands[0]), state.ctm))

    def _in_text(self, operator: str, instruction: Any) -> None:
        assert self.text is not None
        operands = list(instruction.operands)
        if operator in _MOVES:
            self._move(operator, numbers(operands))
        elif operator in _SHOWS:
            self._show(operator, operands)
        else:
            self._follow(operator, operands)
            self.text.out.append(instruction)

    def _move(self, operator: str, numbers: Sequence[float]) -> None:
        text = self.text
        assert text is not None
        if operator == "Tm":
            text.line = times(numbers, UNIT)
        else:
            if operator == "T*":
                numbers = (0.0, -self.state.leading)
            elif operator == "TD":
                self.state = replace(self.state, leading=-numbers[1])
                text.out.append(_op("TL", -numbers[1]))
            x, y = numbers
            text.line = times((1.0, 0.0, 0.0, 1.0, x, y), text.line)
        # a place that nothing was shown at is forgotten, with the numbers there
        text.changed = text.changed or text.moved or text.gap != 0.0
        text.pen, text.gap, text.moved = 0.0, 0.0, True

    def _show(self, operator: str, operands: list[Any]) -> None:
        text = self.text
        assert text is not None
        if operator == '"':
            for name, value in zip(("Tw", "Tc"), operands, strict=False):
                self._follow(name, [value])
                text.out.append(_op(name, float(value)))
        if operator in ("'", '"'):
            self._move("T*", ())
        array = operands[-1] if operands else None
        unit = self.state.size * self.state.scale / 1000
        shown: list[Any] = []
        for item in list(array) if is_array(array) else [array]:
            data = _bytes(item)
            if data is None:
                step = -float(item) * unit if item is not None else 0.0
                text.gap += step
                if text.pen is not None:
                    text.pen += step
            elif data:
                if text.pen is not None:
                    self._place(shown)
                    text.pen = None
                elif text.gap:
                    shown.append(self._number(unit))
                text.gap = 0.0
                shown.append(item)
        self._flush(shown)

    def _flush(self, shown: list[Any]) -> None:
        import pikepdf

        assert self.text is not None
        if shown:
            self.text.out.append(
                ([pikepdf.Array(shown)], pikepdf.Operator("TJ"))  # one form for all
            )
            shown.clear()

    def _place(self, shown: list[Any]) -> None:
        """Write where the pen starts, moved when it stands on a planned line."""
        text = self.text
        assert text is not None and text.pen is not None  # noqa: PT018
        self._flush(shown)
        text.drift = 0.0
        start = times((1.0, 0.0, 0.0, 1.0, text.pen, 0.0), text.line)
        x, y = self._step(start)
        if text.moved or text.gap or x or y:
            text.changed = text.changed or bool(text.gap or x or y)
            place = (self._rounded(start[4] + x), self._rounded(start[5] + y))
            text.out.append(_op("Tm", *start[:4], *place))
        text.moved = False

    def _rounded(self, value: float) -> float:
        """Round to a thousandth of a point: the rest would tell of what was there."""
        ctm = self.state.ctm
        length: float = max(abs(ctm[0] * ctm[3] - ctm[1] * ctm[2]) ** 0.5, 1e-3)
        return round(value * length, 3) / length

    def _step(self, start: Matrix) -> tuple[float, float]:
        """Return how far a placement moves, in the user space that holds the text."""
        ctm = self.state.ctm
        shown = times(start, ctm)
        point = shown[4], shown[5]
        for number, line in enumerate(self.lines):
            if not line.holds(point):
                continue
            along = line.along(point)
            for at, stretch in enumerate(line.stretches):
                if abs(stretch.end - along) < _MET:
                    self.found.add((number, at))
            step = line.shift(along)
            assert self.text is not None
            self.text.drift = step
            x, y = line.direction[0] * step, line.direction[1] * step
            a, b, c, d = ctm[:4]
            det = a * d - b * c
            return (d * x - c * y) / det, (a * y - b * x) / det
        return 0.0, 0.0

    def _number(self, unit: float) -> Any:
        """Return the number for a gap: the planned one where it bridges a stretch."""
        text = self.text
        assert text is not None
        ctm = times(text.line, self.state.ctm)
        length = (ctm[0] ** 2 + ctm[1] ** 2) ** 0.5
        across = text.gap * length
        fits = [
            # what was found comes last: bold type may be drawn twice
            ((number, at) in self.found, abs(old - room - across), number, at, room)
            for number, line in enumerate(self.lines)
            if self._runs_on(line, ctm)
            for at, stretch in enumerate(line.stretches)
            for room in self._rooms(length)
            if abs((old := stretch.end - stretch.start) - room - across)
            < _NEAR * line.size
        ]
        if not fits:
            return self._plain_number(unit, length)
        *_, number, at, room = min(fits)
        self.found.add((number, at))
        text.changed = True
        stretch = self.lines[number].stretches[at]
        text.drift += stretch.width - (stretch.end - stretch.start)
        return _decimal(round(-(stretch.width - room) / length / unit, 2))

    def _plain_number(self, unit: float, length: float) -> Any:
        """Return any other number; a wide one takes back how far the line moved."""
        text = self.text
        assert text is not None
        gap = text.gap
        if text.drift and gap * length > APART * self.state.size * length - 0.1:
            gap -= text.drift / length
            text.drift, text.changed = 0.0, True
        return _decimal(-gap / unit) if unit else Decimal(0)

    def _rooms(self, length: float) -> tuple[float, ...]:
        """Return what a viewer may add after the character before a number."""
        state = self.state
        room = state.spacing * state.scale * length
        return room, room + state.word_spacing * state.scale * length

    def _runs_on(self, line: SetLine, place: Matrix) -> bool:
        """Tell whether text that began at a place stands on the line."""
        (x, y), (dx, dy) = line.origin, line.direction
        across = (place[4] - x) * dy - (place[5] - y) * dx
        return abs(across) < 0.3 * line.size


def numbers(operands: Iterable[Any]) -> tuple[float, ...]:
    """Return operands as numbers."""
    return tuple(float(value) for value in operands)


def _bytes(item: Any) -> bytes | None:
    import pikepdf

    return bytes(item) if isinstance(item, pikepdf.String) else None


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.5f}".rstrip("0").rstrip("."))


def _op(name: str, *numbers: float) -> Any:
    import pikepdf

    return [_decimal(number) for number in numbers], pikepdf.Operator(name)
