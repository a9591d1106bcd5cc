"""Tables on paper: A4 across, heads on every page, lines broken to the column.

Text is set with PyMuPDF's Chinese fallback font, cut down to the characters used, so
that the file prints alike on every machine. Lengths are points, y grows downwards.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

__all__ = ["Paper"]

_WIDTH, _HEIGHT, _MARGIN = 842.0, 595.0, 36.0
_SIZE, _LEADING, _PAD = 7.5, 10.0, 2.5
_BOTTOM = _HEIGHT - _MARGIN - 14
_GREY = (0.93, 0.93, 0.93)

Cell = str | int


class Paper:
    """A document that grows downwards.

    Args:
        title: Stands on every page at the top left.
        foot: Stands on every page at the bottom left, beside the page's number.
    """

    def __init__(self, title: str, foot: str) -> None:
        import pymupdf

        self._library = pymupdf
        self._font = pymupdf.Font("china-s")
        self._document = pymupdf.open()
        self._title, self._foot = title, foot
        self._writer: Any = None
        self._shape: Any = None
        self._y = 0.0
        self._advance = lru_cache(4096)(self._font.glyph_advance)
        self._new_page()

    def heading(self, text: str, size: float = 11.0) -> None:
        """Set a heading, with room for at least some lines below it."""
        self._require(size + 5 * _LEADING)
        self._y += size + 4
        self._put(_MARGIN, text, size)
        self._y += 6

    def line(self, text: str) -> None:
        """Set running text over the whole width."""
        for piece in self._broken(text, _WIDTH - 2 * _MARGIN):
            self._require(_LEADING)
            self._y += _LEADING
            self._put(_MARGIN, piece)
        self._y += 3

    def table(
        self,
        head: Sequence[str],
        widths: Sequence[float],
        rows: Iterable[Sequence[Cell]],
    ) -> None:
        """Set a table; its head stands again on every page.

        Args:
            head: Titles of the columns.
            widths: Shares of the width, one a column.
            rows: Cells; a row that does not fit goes to the next page whole, one
                longer than a page is cut over pages.
        """
        whole = sum(widths)
        points = [(_WIDTH - 2 * _MARGIN) * share / whole for share in widths]
        self._require(4 * _LEADING)
        self._row(head, points, fill=True)
        for row in rows:
            cells = [
                self._broken(str(cell), width - 2 * _PAD)
                for cell, width in zip(row, points, strict=True)
            ]
            self._long_row(cells, head, points)
        self._y += 6

    def turn(self) -> None:
        """Go to a new page."""
        self._end_page()
        self._new_page()

    def save(self, **metadata: str) -> bytes:
        """Return the finished PDF."""
        self._end_page()
        count = self._document.page_count
        for number, page in enumerate(self._document, 1):
            self._writer = self._library.TextWriter(page.rect)
            self._y = _HEIGHT - _MARGIN + 6
            words = f"第 {number} 页，共 {count} 页"
            self._put(_WIDTH - _MARGIN - self._length(words, _SIZE), words)
            self._writer.write_text(page)
        self._document.set_metadata(metadata)
        self._document.subset_fonts()
        data: bytes = self._document.tobytes(garbage=3, deflate=True)
        self._document.close()
        return data

    def _long_row(
        self,
        cells: list[list[str]],
        head: Sequence[str],
        points: Sequence[float],
    ) -> None:
        most = int((_BOTTOM - _MARGIN - 50) // _LEADING)
        while any(cells):
            now = [cell[:most] for cell in cells]
            cells = [cell[most:] for cell in cells]
            high = max(map(len, now)) * _LEADING + 2 * _PAD
            if self._y + high > _BOTTOM:
                self.turn()
                self._row(head, points, fill=True)
            self._lines(now, points, high)

    def _row(
        self, row: Sequence[Cell], points: Sequence[float], *, fill: bool = False
    ) -> None:
        cells = [
            self._broken(str(cell), width - 2 * _PAD)
            for cell, width in zip(row, points, strict=True)
        ]
        high = max(map(len, cells)) * _LEADING + 2 * _PAD
        self._lines(cells, points, high, fill=fill)

    def _lines(
        self,
        cells: Sequence[Sequence[str]],
        points: Sequence[float],
        high: float,
        *,
        fill: bool = False,
    ) -> None:
        left, top = _MARGIN, self._y
        for cell, width in zip(cells, points, strict=True):
            self._shape.draw_rect((left, top, left + width, top + high))
            self._shape.finish(width=0.4, fill=_GREY if fill else None)
            for number, piece in enumerate(cell):
                self._y = top + _PAD + (number + 0.8) * _LEADING
                self._put(left + _PAD, piece)
            left += width
        self._y = top + high

    def _put(self, x: float, text: str, size: float = _SIZE) -> None:
        if text:
            self._writer.append((x, self._y), text, font=self._font, fontsize=size)

    def _length(self, text: str, size: float) -> float:
        return float(sum(self._advance(ord(char)) for char in text)) * size

    def _broken(self, text: str, width: float) -> list[str]:
        """Break text to a width; Chinese may break anywhere."""
        lines, used = [""], 0.0
        for char in text:
            if char == "\n":
                lines.append("")
                used = 0.0
                continue
            wide = float(self._advance(ord(char))) * _SIZE
            if used + wide > width and lines[-1]:
                lines.append("")
                used = 0.0
            lines[-1] += char
            used += wide
        return lines

    def _require(self, high: float) -> None:
        if self._y + high > _BOTTOM:
            self.turn()

    def _new_page(self) -> None:
        page = self._document.new_page(width=_WIDTH, height=_HEIGHT)
        self._writer = self._library.TextWriter(page.rect)
        self._shape = page.new_shape()
        self._y = _MARGIN - 8
        self._put(_MARGIN, self._title)
        self._y = _HEIGHT - _MARGIN + 6
        self._put(_MARGIN, self._foot)
        self._y = _MARGIN + 2

    def _end_page(self) -> None:
        page = self._document[-1]
        self._shape.commit(overlay=False)
        self._writer.write_text(page)
