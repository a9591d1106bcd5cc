"""Pages that need not be drawn to be read: the same in both files, and plainly written.

Such a page bears no treated region, and detection has read the source's. Its text is
taken from the content by the fonts' own tables. When that holds no part of a removed
value, and is not written in so small pieces that a value could be put together from
them in another order, pdfium would find none either.
"""

import re
from collections.abc import Iterable

from redactor.verification.needles import Needles
from redactor.verification.pdf.fonts import FontTables
from redactor.verification.pdf.same import Shown
from redactor.verification.reading import quick_bare

__all__ = ["PlainPages"]

_PART = 6
_RUN = re.compile(rf"[0-9a-z]{{{_PART},}}")
_SCRAPS = 8
_SCRAP = 2
_UNKNOWN = "\ufffd"


class PlainPages:
    """Reads pages by what their text operators show."""

    def __init__(self, needles: Needles, tables: FontTables) -> None:
        self._needles = needles
        self._tables = tables
        self._parts = {
            needle.value[at : at + _PART]
            for needle in needles.items
            if needle.value.isascii()
            for at in range(len(needle.value) - _PART + 1)
        }

    def text(self, shown: Iterable[Shown]) -> str | None:
        """Return the text of a page; None if pdfium must read it."""
        lines: list[str] = []
        for font, data in shown:
            table = self._tables.of(font)
            if table.second:
                return None
            lines.append(table.decode(data))
        text = "\n".join(lines)
        if _UNKNOWN in text or self._is_torn(lines) or self._holds(quick_bare(text)):
            return None
        return text

    def _is_torn(self, lines: Iterable[str]) -> bool:
        """Tell whether values could be made of the pieces that are drawn apart."""
        scraps = digits = 0
        for line in lines:
            if len(line) <= 2 * _PART:
                bare = quick_bare(line)
                scraps += 0 < len(bare) <= _SCRAP
                if len(bare) < _PART and bare.isascii():
                    digits += len(bare)
        return scraps > _SCRAPS or digits >= _PART

    def _holds(self, bare: str) -> bool:
        """Tell whether a value, or a piece of a number, stands in a bare text."""
        if self._needles.find(bare):
            return True
        return any(
            run[at : at + _PART] in self._parts
            for run in _RUN.findall(bare)
            for at in range(len(run) - _PART + 1)
        )
