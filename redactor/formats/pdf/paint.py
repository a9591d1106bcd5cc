"""Draw what stands in place of removed text: a black box, a mask, or nothing."""

from math import hypot
from typing import TYPE_CHECKING, Any

from redactor.formats.pdf.boxes import LineBox
from redactor.formats.pdf.maskfont import MaskFont
from redactor.formats.pdf.reflow import reset_lines
from redactor.formats.pdf.setlines import SetLine
from redactor.formats.pdf.textpen import inverse
from redactor.model import Region, Treatment

if TYPE_CHECKING:
    from redactor.formats.pdf.write import Mark

__all__ = ["paint_page", "set_page_lines", "to_user_space"]


def to_user_space(matrix: tuple[float, ...]) -> str:
    """Return the operands of ``cm`` after which displayed points can be drawn.

    Args:
        matrix: From default user space to the displayed page.
    """
    return _numbers(inverse(matrix))


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)


def paint_page(
    page: Any, marks: "list[Mark]", matrix: tuple[float, ...], font: MaskFont
) -> bool:
    """Draw boxes and masks of one page over its content, lines set as planned.

    Black boxes come last: what is covered whole stays black where a mask meets it.

    Args:
        page: A `pikepdf.Page`; it is changed.
        marks: Of this page.
        matrix: From default user space to the displayed page.
        font: For the masks.

    Returns:
        Whether the font was used.
    """
    set_page_lines(page, marks, matrix, font)
    ops: list[str] = []
    masked = False
    covers = [mark for mark in marks if mark.edit.treatment is Treatment.COVER]
    for mark in marks:
        treatment = mark.edit.treatment
        if treatment is Treatment.COVER:
            continue
        if mark.paper is not None:
            colour = f"{_colour(mark.paper)} rg"
            ops += [_filled(area, colour) for area in mark.areas]
        elif mark.box is not None and mark.box.vertical:
            ops.append(_filled(mark.region, "1 g"))
        if treatment is Treatment.DEIDENTIFY and mark.lead and mark.edit.replacement:
            masked = True
            ops.append(_mask(mark, font))
    ops += [_filled(area, "0 g") for mark in covers for area in mark.areas]
    if not ops:
        return False
    if masked:
        font.use_on(page)
    body = "\n".join([f"q {to_user_space(matrix)} cm", *ops, "Q"])
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q\n" + body.encode())
    return masked


def set_page_lines(
    page: Any, marks: "list[Mark]", matrix: tuple[float, ...], font: MaskFont
) -> list[SetLine]:
    """Set the planned lines of a page once.

    Args:
        page: A `pikepdf.Page`; it is changed.
        marks: Of this page.
        matrix: From default user space to the displayed page.
        font: Of the same file.

    Returns:
        Lines that stand as they were, since their gaps were not found.
    """
    if not any(mark.loose for mark in marks):
        return []
    lines = list({id(mark.line): mark.line for mark in marks if mark.line}.values())
    undone = reset_lines(font.pdf, page, lines, matrix)
    for line in undone:
        line.tighten()
        line.place()
    for mark in marks:
        mark.loose = False
    return undone


def _filled(region: Region, colour: str) -> str:
    box = (region.x0, region.y0, region.x1 - region.x0, region.y1 - region.y0)
    return f"{colour} {_numbers(box)} re f"


def _colour(value: int) -> str:
    """Return the operands of ``rg`` for 0xRRGGBB."""
    return _numbers(tuple(((value >> shift) & 255) / 255 for shift in (16, 8, 0)))


def _vertical_mask(box: LineBox, text: str, font: MaskFont) -> str:
    """Write a mask from top to bottom, squeezed to the removed text's height."""
    top = box.origin[1] - box.up
    step = min(box.size, (box.up + box.down) / len(text))
    size = min(box.size, step)
    shows = [
        f"{_numbers((1, 0, 0, -1, box.origin[0], top + step * n + 0.88 * size))} Tm "
        f"<{font.encode(char)}> Tj"
        for n, char in enumerate(text)
    ]
    return f"BT 0 g 0 Tr 100 Tz /{font.name} {size:.3f} Tf " + " ".join(shows) + " ET"


def _mask(mark: "Mark", font: MaskFont) -> str:
    box, text = mark.shown or mark.box, mark.edit.replacement
    if box is None:
        box = _area_box(mark.region)
    if box.vertical:
        return _vertical_mask(box, text, font)
    width = font.width(text) * box.size
    stretch = min(1.0, box.length / width) if width else 1.0
    dx, dy = _along(mark.parts, box)
    place = (dx * stretch, dy * stretch, dy, -dx, *box.origin)
    return (
        f"BT {_colour(box.color)} rg 0 Tr 0 Tc 0 Tw 0 Ts 100 Tz "
        f"/{font.name} {box.size:.3f} Tf "
        f"{_numbers(place)} Tm <{font.encode(text)}> Tj ET"
    )


def _along(parts: tuple[Region, ...], box: LineBox) -> tuple[float, float]:
    """Return the direction of a mask: that of the boxes over a slanted line."""
    x, y = box.direction
    if len(parts) < 2:
        return x, y
    first, last = parts[0], parts[-1]
    dx = (last.x0 + last.x1 - first.x0 - first.x1) / 2
    dy = (last.y0 + last.y1 - first.y0 - first.y1) / 2
    length = hypot(dx, dy) if dx * x + dy * y > 0 else -hypot(dx, dy)
    return dx / length, dy / length


def _area_box(region: Region) -> LineBox:
    height = region.y1 - region.y0
    size = min(height, 12.0)
    base = (region.x0, (region.y0 + region.y1) / 2 + 0.35 * size)
    return LineBox(
        region.page_index,
        [],
        base,
        (1.0, 0.0),
        region.x1 - region.x0,
        0.88 * size,
        0.12 * size,
        size,
        0,
        False,
        [],
    )
