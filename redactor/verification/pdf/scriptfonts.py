"""The fonts of a file as far as the places of their glyphs hang on them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from redactor.verification.pdf.alike import widths_of

__all__ = ["NotPlainError", "ScriptFont", "ScriptFonts"]

# Predefined CMaps whose codes are UTF-16 (ISO 32000-1:2008, table 118).
_UTF_16 = re.compile("/Uni(?:GB|CNS|JIS|KS)-(?:UCS2|UTF16)-H")
_KINDS = ("/TrueType", "/Type1", "/MMType1")
_MIDDLE = 0.38  # em above the baseline, where a font says nothing


class NotPlainError(Exception):
    """A page holds what cannot be followed by its content alone."""


@dataclass(frozen=True, slots=True)
class ScriptFont:
    """A font as far as the places of its glyphs hang on it.

    Attributes:
        number: Its place among the file's fonts.
        wide: Whether a code has two bytes.
        paired: Whether surrogates make a code of four bytes.
        widths: Width of each code in thousandths of an em.
        default: Width of the others.
        middle: Middle of the letters above the baseline, in em.
    """

    number: int
    wide: bool
    paired: bool
    widths: Mapping[int, float]
    default: float
    middle: float


class ScriptFonts:
    """The fonts of one file.

    Attributes:
        items: Font dictionaries by number.
    """

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._known: dict[tuple[int, int], ScriptFont] = {}

    def of(self, item: Any) -> ScriptFont:
        """Return a font.

        Raises:
            NotPlainError: Its codes are of unknown size or width.
        """
        found = self._known.get(item.objgen)
        if found is None:
            found = self._read(item)
            if item.is_indirect:
                self._known[item.objgen] = found
        return found

    def _read(self, item: Any) -> ScriptFont:
        kind, wide = item.get("/Subtype"), item.get("/Subtype") == "/Type0"
        holder, paired = item, False
        if wide:
            children = item.get("/DescendantFonts")
            if len(children) != 1:
                raise NotPlainError
            holder = children[0]
            # Widths go by glyph number: without the CMap only equal ones are known.
            paired = bool(_UTF_16.fullmatch(str(item.get("/Encoding"))))
            if item.get("/Encoding") != "/Identity-H" and (
                not paired or "/W" in holder
            ):
                raise NotPlainError
        elif str(kind) not in _KINDS or "/Widths" not in item:
            raise NotPlainError
        descriptor = holder.get("/FontDescriptor")
        if descriptor is None:
            raise NotPlainError
        default = float(holder.get("/DW", 1000) if wide else 0)
        top, low = (float(descriptor.get(k, 0)) for k in ("/Ascent", "/Descent"))
        middle = (top - abs(low)) / 2000 if top > 0 else _MIDDLE
        self.items.append(item)
        number = len(self.items) - 1
        return ScriptFont(number, wide, paired, widths_of(item), default, middle)
