"""PDF documents made by code, with invented people only.

All builders return the bytes of a file, so that a test decides where it lies.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pymupdf

from tests.build.people import id_number, mobile

__all__ = [
    "A4",
    "blank",
    "draw_table",
    "encrypted",
    "long_chinese",
    "prose",
    "put",
    "save",
    "scan",
    "table",
    "with_pikepdf",
]

A4 = (595.0, 842.0)

_FONT = "china-s"


def blank(
    pages: int = 1, *, size: tuple[float, float] = A4, rotation: int = 0
) -> pymupdf.Document:
    """Return an open document with empty pages."""
    doc = pymupdf.open()
    for _ in range(pages):
        page = doc.new_page(width=size[0], height=size[1])
        if rotation:
            page.set_rotation(rotation)
    return doc


def put(
    page: pymupdf.Page,
    x: float,
    y: float,
    text: str,
    *,
    size: float = 12,
    font: str = _FONT,
    **more: Any,
) -> None:
    """Write a text on a baseline (points, origin at the top left)."""
    page.insert_text((x, y), text, fontname=font, fontsize=size, **more)


def save(doc: pymupdf.Document, **options: Any) -> bytes:
    """Close a document and return its bytes."""
    data = doc.tobytes(**{"garbage": 3, "deflate": True, **options})
    doc.close()
    return bytes(data)


def prose(
    lines: Sequence[str],
    *,
    size: float = 12,
    left: float = 72,
    top: float = 72,
    leading: float = 20,
    rotation: int = 0,
    embed: bool = False,
) -> bytes:
    """Return a file with one line of text below the other, on as many pages as needed.

    Args:
        lines: One baseline each.
        size: Font size in points.
        left: Left border.
        top: First baseline.
        leading: Distance of baselines.
        rotation: Rotation of the pages.
        embed: Embed a subset font with a ToUnicode map, as office programs do.
    """
    doc = blank(rotation=rotation)
    page, y = doc[0], top
    for line in lines:
        if y > A4[1] - 60:
            page, y = doc.new_page(width=A4[0], height=A4[1]), top
        if embed:
            writer = pymupdf.TextWriter(page.rect)
            writer.append((left, y), line, font=pymupdf.Font(_FONT), fontsize=size)
            writer.write_text(page)
        else:
            put(page, left, y, line, size=size)
        y += leading
    if embed:
        doc.subset_fonts()
    return save(doc)


def draw_table(
    page: pymupdf.Page,
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float],
    left: float = 60,
    top: float = 100,
    height: float = 24,
    size: float = 10,
    ruled: bool = True,
) -> float:
    r"""Draw a table; ``\n`` in a cell begins a new line. Return its lower edge."""
    xs = [left]
    for width in widths:
        xs.append(xs[-1] + width)
    y = top
    for row in rows:
        lines = max(cell.count("\n") + 1 for cell in row)
        low = y + height + (lines - 1) * size * 1.2
        for x, cell in zip(xs, row, strict=False):
            for number, line in enumerate(cell.split("\n")):
                put(page, x + 4, y + size * (1.5 + 1.2 * number), line, size=size)
        if ruled:
            page.draw_line((xs[0], y), (xs[-1], y), width=0.5)
            for x in xs:
                page.draw_line((x, y), (x, low), width=0.5)
        y = low
    if ruled:
        page.draw_line((xs[0], y), (xs[-1], y), width=0.5)
    return y


def table(
    rows: Sequence[Sequence[str]], *, widths: Sequence[float], **more: Any
) -> bytes:
    """Return a one-page file with one table."""
    doc = blank()
    draw_table(doc[0], rows, widths=widths, **more)
    return save(doc)


def encrypted(data: bytes, *, user: str, owner: str = "owner-word") -> bytes:
    """Return a file with passwords (AES-256)."""
    doc = pymupdf.open(stream=data, filetype="pdf")
    return save(
        doc, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=user, owner_pw=owner
    )


def scan(data: bytes, *, dpi: int = 150, jpeg: bool = True) -> bytes:
    """Return a file whose pages are pictures of another file's pages."""
    source = pymupdf.open(stream=data, filetype="pdf")
    doc = pymupdf.open()
    for old in source:
        picture = old.get_pixmap(dpi=dpi)
        page = doc.new_page(width=old.rect.width, height=old.rect.height)
        stream = picture.tobytes("jpeg" if jpeg else "png")
        page.insert_image(page.rect, stream=stream)
    source.close()
    return save(doc)


def with_pikepdf(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Return a file after a change to its objects."""
    from io import BytesIO

    import pikepdf

    buffer = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(buffer)
    return buffer.getvalue()


_SENTENCE = (
    "根据国务院社会救助暂行办法和有关规定经个人申请村民代表评议乡镇审核县民政局审批"
    "现将符合条件的困难群众名单予以公示公示期为七个工作日如有异议请在公示期内反映"
)


def long_chinese(
    pages: int = 200, *, hits: int = 10, every: int = 1
) -> tuple[bytes, list[str]]:
    """Return a long Chinese file and the numbers in it, for measurements.

    Args:
        pages: Number of pages, 34 lines of some 36 characters each.
        hits: ID and mobile numbers on a page that has any.
        every: One page in so many has hits.
    """
    doc = blank(pages)
    values: list[str] = []
    for number, page in enumerate(doc):
        lines = []
        for line in range(34):
            start = (number * 7 + line * 5) % len(_SENTENCE)
            text = (_SENTENCE * 2)[start : start + 36]
            if line < hits and number % every == 0:
                seed = number * hits + line
                value = mobile(seed) if line % 3 == 2 else id_number(seed)
                values.append(value)
                text = f"{text[:9]}号码{value}，{text[9:20]}"
            lines.append(text)
        page.insert_text((60, 60), lines, fontname=_FONT, fontsize=12, lineheight=1.8)
    return save(doc), values
