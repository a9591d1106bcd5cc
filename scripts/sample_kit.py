"""Invented people and a small PDF typesetter for the sample documents.

Every citizen number has a sequence of 996 to 999, which no office hands out, and its
right check digit.
"""

from dataclasses import dataclass
from pathlib import Path

import pymupdf

__all__ = ["Person", "Sheet", "card_number", "citizen_number", "people"]

_PDF_DATE = "D:20261102090000+08'00'"
_MARGIN = 72.0
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def citizen_number(region: str, born: str, sequence: int) -> str:
    """Return an 18-digit number with its check digit (GB 11643-1999).

    Args:
        region: Six digits of the division.
        born: Birth date as yyyymmdd.
        sequence: 996 to 999.
    """
    if not 996 <= sequence <= 999:
        raise ValueError("invented numbers use the sequences 996 to 999")
    body = f"{region}{born}{sequence}"
    total = sum(int(d) * w for d, w in zip(body, _ID_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def card_number(body: str) -> str:
    """Return a card number with its check digit (Luhn, ISO/IEC 7812-1 annex B)."""
    total = 0
    for position, digit in enumerate(reversed(body)):
        value = int(digit) * (2 - position % 2)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


@dataclass(frozen=True, slots=True)
class Person:
    """One invented applicant."""

    name: str
    number: str
    mobile: str
    address: str
    amount: str


_NAMES = (
    "周雨桐",
    "陈志远",
    "欧阳文静",
    "李思源",
    "王淑珍",
    "赵一鸣",
    "孙国栋",
    "吴佳怡",
    "郑海涛",
    "冯晓兰",
    "蒋立群",
    "沈若琳",
    "韩冬梅",
    "杨振华",
    "朱明哲",
    "秦月娥",
    "许建平",
    "何春燕",
    "吕鸿飞",
    "施美玲",
    "张开元",
    "孔令仪",
    "曹向东",
    "严慧敏",
)
_STREETS = (
    "秣陵街道青禾社区枫林路18号3幢201室",
    "东山街道望川里9号2单元502室",
    "淳化街道长塘村委会后巷组12号",
    "湖熟街道清河苑6栋1103室",
)


def people() -> tuple[Person, ...]:
    """Return the invented people of the rosters."""
    found = []
    for i, name in enumerate(_NAMES):
        born = f"{1948 + (i * 7) % 55}{1 + (i * 5) % 12:02d}{1 + (i * 11) % 28:02d}"
        found.append(
            Person(
                name=name,
                number=citizen_number("320115", born, 996 + i % 4),
                mobile=f"13{5 + i % 5}{51760000 + i * 3907:08d}",
                address="江苏省南京市江宁区" + _STREETS[i % len(_STREETS)],
                amount=f"{1200 + (i * 260) % 3000}.00",
            )
        )
    return tuple(found)


class Sheet:
    """A PDF that is written from the top downwards, in points, with one CJK font."""

    def __init__(self, *, header: str = "", footer: str = "") -> None:
        self._font = pymupdf.Font("china-s")
        self._document = pymupdf.open()
        self._header, self._footer = header, footer
        self._turn_page()

    def _turn_page(self) -> None:
        self._page = self._document.new_page(width=595, height=842)
        self._page.insert_font(fontname="F0", fontbuffer=self._font.buffer)
        self._y = _MARGIN
        width = self._page.rect.width
        for text, y in ((self._header, 40.0), (self._footer, 810.0)):
            self._put((width - self._font.text_length(text, 9)) / 2, y, text, 9)

    def _put(self, x: float, y: float, text: str, size: float) -> None:
        if text:
            self._page.insert_text((x, y), text, fontname="F0", fontsize=size)

    def _wrapped(self, text: str, size: float, width: float) -> list[str]:
        lines = [""]
        for char in text:
            if self._font.text_length(lines[-1] + char, size) > width:
                lines.append("")
            lines[-1] += char
        return lines

    def line(self, text: str, size: float = 12, *, align: str = "left") -> None:
        """Write a paragraph; ``align`` is left, center or right."""
        room = self._page.rect.width - 2 * _MARGIN
        for piece in self._wrapped(text, size, room):
            self._feed(size * 1.7)
            free = room - self._font.text_length(piece, size)
            shift = {"left": 0.0, "center": free / 2, "right": free}[align]
            self._put(_MARGIN + shift, self._y, piece, size)

    def gap(self, points: float) -> None:
        """Leave room."""
        self._y += points

    def _feed(self, points: float) -> None:
        if self._y + points > self._page.rect.height - _MARGIN:
            self._turn_page()
        self._y += points

    def table(self, rows: list[tuple[str, ...]], widths: tuple[float, ...]) -> None:
        """Draw a ruled table; the first row is repeated on every page."""
        for position, row in enumerate(rows):
            height = self._row_height(row, widths)
            if self._y + height > self._page.rect.height - _MARGIN:
                self._turn_page()
                if position:
                    self._row(rows[0], widths)
            self._row(row, widths)

    def _row_height(self, row: tuple[str, ...], widths: tuple[float, ...]) -> float:
        cells = zip(row, widths, strict=True)
        return 8 + 12 * max(len(self._wrapped(t, 9, w - 6)) for t, w in cells)

    def _row(self, row: tuple[str, ...], widths: tuple[float, ...]) -> None:
        height = self._row_height(row, widths)
        x = _MARGIN - 20
        for text, width in zip(row, widths, strict=True):
            box = pymupdf.Rect(x, self._y, x + width, self._y + height)
            self._page.draw_rect(box, width=0.5)
            for i, piece in enumerate(self._wrapped(text, 9, width - 6)):
                self._put(x + 3, self._y + 13 + 12 * i, piece, 9)
            x += width
        self._y += height

    def save(self, path: Path, *, title: str, author: str = "") -> None:
        """Write the file: fonts cut down to their used glyphs, fixed dates and id."""
        self._document.subset_fonts()
        self._document.set_metadata(
            {
                "title": title,
                "author": author,
                "creationDate": _PDF_DATE,
                "modDate": _PDF_DATE,
            }
        )
        self._document.save(path, garbage=4, deflate=True, no_new_id=True)
        self._document.close()
