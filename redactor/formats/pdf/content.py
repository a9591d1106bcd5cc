"""Flatten content streams: layers that are off, marks, text of no size, stray bytes.

Reading and redacting follow MuPDF, which would take ActualText for the text of the
glyphs and cannot redact what a singular matrix squeezes to nothing. Both go before
anything is read.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from redactor.formats.pdf.objects import is_dict
from redactor.formats.pdf.stray import clean_instruction, has_stray

__all__ = ["Flattener", "needs_flattening", "shows_without_font"]

_SIMPLE_MARK = re.compile(
    rb"/(?:Artifact|Span|P|H[1-6]?|L|LI|Lbl|LBody|Table|TR|TH|TD|THead|TBody|TFoot|"
    rb"Figure|Form|Link|Document|Part|Sect|Div|Caption|TOC|TOCI|Note|Reference|Quote|"
    rb"BlockQuote|Code|Formula|Standard|Normal|Text#20body|Heading#20[1-6])\s*"
    rb"(?:<<\s*(?:/MCID\s+\d+\s*)?(?:/Lang\s*\([\w\-]*\)\s*)?>>\s*BDC|BMC)\b"
)
_MARK = re.compile(rb"\b(?:BDC|BMC|DP|MP)\b")
_MATRIX_END = re.compile(rb"m\b")
_MANY = 100
_UPRIGHT = re.compile(
    rb"(?<!\S)(?:1 0 0 -?1|\.\d*[1-9] 0 0 -?\.\d*[1-9]) \S+ \S+ [cT]m\b"
)
_STATE = re.compile(rb"T[fz]\b")
_SHOWN = re.compile(rb"T[jJ]\b")
_ZERO = re.compile(rb"[-+]?0*\.?0+")
_TINY = 1e-9

_SHOW = frozenset({"Tj", "TJ", "'", '"'})
_PAINT = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"})
_OBJECTS = frozenset({"Do", "sh", "INLINE IMAGE"})
_MARKS = frozenset({"BDC", "BMC", "EMC", "DP", "MP"})

_Matrix = tuple[float, float, float, float]
_UNIT: _Matrix = (1.0, 0.0, 0.0, 1.0)


def needs_flattening(data: bytes) -> bool:
    """Tell cheaply whether a content stream holds anything to flatten."""
    # plain searches first: they cost a tenth of a pattern's
    if any(word in data for word in (b"BDC", b"BMC", b"DP", b"MP")):
        marks = len(_MARK.findall(data))
        if marks and marks != len(_SIMPLE_MARK.findall(data)):
            return True
    if has_stray(data):
        return True
    if any(_is_zero(data, match.start()) for match in _STATE.finditer(data)):
        return True
    return any(_is_flat(data, at) for at in _matrices(data))


def shows_without_font(data: bytes) -> bool:
    """Tell whether a page shows text before it sets any font: no viewer draws it."""
    return _SHOWN.search(data[: data.find(b"Tf")]) is not None


def _matrices(data: bytes) -> Iterable[int]:
    """Return where matrices end that may squeeze things to nothing."""
    # of letters, a pattern that begins with one is found fastest
    places = [
        match.start() - 1
        for match in _MATRIX_END.finditer(data)
        if data[match.start() - 1 : match.start()] in (b"c", b"T")
    ]
    if len(places) > _MANY and len(places) == len(_UPRIGHT.findall(data)):
        return ()
    return places


def _is_flat(data: bytes, at: int) -> bool:
    """Tell whether the matrix before an operator is flat, or may be."""
    parts = data[max(0, at - 90) : at].split()[-6:]
    try:
        a, b, c, d = (float(part) for part in parts[:4])
    except ValueError:
        return True
    return abs(a * d - b * c) < _TINY


def _is_zero(data: bytes, at: int) -> bool:
    """Tell whether the number before an operator is nought."""
    parts = data[max(0, at - 90) : at].split()
    return bool(parts) and _ZERO.fullmatch(parts[-1]) is not None


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
    )


class Flattener:
    """Rewrites one content stream; what was dropped is added to ``counts``."""

    def __init__(
        self,
        counts: Counter[str],
        property_shown: Callable[[Any], bool],
        object_shown: Callable[[str], bool],
        *,
        drop_text: bool = False,
        mark_number: Callable[[Any], int | None] | None = None,
    ) -> None:
        self._counts = counts
        self._property_shown = property_shown
        self._object_shown = object_shown
        self._drop_text = drop_text
        self._mark_number = mark_number
        self._marks: list[tuple[bool, bool]] = []
        self._hidden = 0
        self._ctm = _UNIT
        self._text = _UNIT
        # a page begins without a font, so that nothing shows; a form inherits one
        self._size = 1.0 if mark_number is None else 0.0
        self._scale = 1.0
        self._stack: list[tuple[_Matrix, float, float]] = []

    def rewrite(self, instructions: Any) -> bytes:
        """Return the new content.

        Args:
            instructions: As `pikepdf.parse_content_stream` gives them.
        """
        import pikepdf

        kept: list[Any] = []
        for instruction in instructions:
            operator = str(instruction.operator)
            if operator in _MARKS:
                kept.extend(self._mark(operator, instruction.operands))
                continue
            cleaned = clean_instruction(instruction)
            self._counts["private_data"] += cleaned is not instruction
            if cleaned is not None:
                self._follow(operator, cleaned.operands)
                kept.extend(self._filter(operator, cleaned))
        return bytes(pikepdf.unparse_content_stream(kept))

    def _mark(self, operator: str, operands: Any) -> list[Any]:
        """Follow a mark; return what stays of it: its number, under a plain name."""
        if operator in ("BDC", "BMC"):
            shown, number = True, None
            if operator == "BDC" and len(operands) > 1:
                if str(operands[0]) == "/OC":
                    shown = self._property_shown(operands[1])
                elif self._mark_number is not None and not self._hidden:
                    number = self._mark_number(operands[1])
                if _has_text(operands[1]):
                    self._counts["actual_text"] += 1
            self._marks.append((shown, number is not None))
            if not shown:
                self._hidden += 1
                self._counts["layer"] += 1
            return [] if number is None else [_numbered(number)]
        if operator == "EMC" and self._marks:
            shown, kept = self._marks.pop()
            self._hidden -= not shown
            return [_end_of_mark()] if kept else []
        return []

    def _follow(self, operator: str, operands: Any) -> None:
        if operator == "q":
            self._stack.append((self._ctm, self._size, self._scale))
        elif operator == "Q" and self._stack:
            self._ctm, self._size, self._scale = self._stack.pop()
        elif operator == "cm" and len(operands) == 6:
            self._ctm = _times(_matrix(operands), self._ctm)
        elif operator == "BT":
            self._text = _UNIT
        elif operator == "Tm" and len(operands) == 6:
            self._text = _matrix(operands)
        elif operator == "Tf" and len(operands) == 2:
            self._size = _number(operands[1])
        elif operator == "Tz" and operands:
            self._scale = _number(operands[0]) / 100

    def _flat(self, *, text: bool) -> bool:
        m = _times(self._text, self._ctm) if text else self._ctm
        area = m[0] * m[3] - m[1] * m[2]
        if text:
            area *= self._size * self._size * self._scale
        return abs(area) < _TINY

    def _filter(self, operator: str, instruction: Any) -> list[Any]:
        import pikepdf

        if operator in _SHOW:
            flat = self._flat(text=True)
            if flat and not self._hidden:
                self._counts["invisible_text"] += 1
            if self._drop_text and not flat and not self._hidden:
                self._counts["pattern_text"] += 1
            if flat or self._hidden or self._drop_text:
                if operator in ("'", '"'):
                    return [([], pikepdf.Operator("T*"))]
                return []
        elif self._hidden and operator in _PAINT:
            return [([], pikepdf.Operator("n"))]
        elif operator in _OBJECTS:
            if self._hidden or self._flat(text=False):
                return []
            name = str(instruction.operands[0]) if operator == "Do" else ""
            if name and not self._object_shown(name):
                self._counts["layer"] += 1
                return []
        return [instruction]


def _numbered(number: int) -> Any:
    import pikepdf

    operands = [pikepdf.Name.Span, pikepdf.Dictionary(MCID=number)]
    return operands, pikepdf.Operator("BDC")


def _end_of_mark() -> Any:
    import pikepdf

    return [], pikepdf.Operator("EMC")


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 1.0


def _matrix(operands: Any) -> _Matrix:
    a, b, c, d = (_number(value) for value in list(operands)[:4])
    return a, b, c, d


def _has_text(properties: Any) -> bool:
    return is_dict(properties) and any(
        key in properties for key in ("/ActualText", "/Alt", "/E")
    )
