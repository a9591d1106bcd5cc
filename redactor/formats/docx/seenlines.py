"""Lines of a picture joined as people read them: wrapped paragraphs, rows of cells."""

from collections.abc import Iterator, Sequence

from redactor.ocr.model import TextLine

__all__ = ["Group", "paragraphs", "rows"]

Group = tuple[str, tuple[tuple[int, int], ...]]
"""A text, and for each of its lines (offset in the text, number of the line)."""

_ENDS = tuple("。；：;:！？!?")
_GAP = 0.9  # of a line's height, to the next line of the same paragraph
_SHORT = 12.0  # heights: a line this short is no wrapped line
_SAME = 0.5  # of the lower line's height: two lines share a row


def paragraphs(lines: Sequence[TextLine], rotation: int) -> Iterator[Group]:
    """Yield lines, those of a wrapped paragraph joined."""
    group: list[int] = []
    for number, line in enumerate(lines):
        if group and not (
            rotation == 0
            and _wraps(lines[group[-1]], line)
            and _alone(group[-1], lines)
            and _alone(number, lines)
        ):
            yield _joined(group, lines, "")
            group = []
        group.append(number)
    if group:
        yield _joined(group, lines, "")


def rows(lines: Sequence[TextLine], rotation: int) -> Iterator[Group]:
    """Yield what stands beside each other, as in a table or behind a label."""
    if rotation:
        return
    left = [n for n, line in enumerate(lines) if not line.vertical]
    while left:
        first = lines[left[0]]
        row = [n for n in left if _beside(first, lines[n])]
        left = [n for n in left if n not in row]
        if len(row) > 1:
            row.sort(key=lambda number: lines[number].box.x0)
            yield _joined(row, lines, "\t")


def _joined(group: Sequence[int], lines: Sequence[TextLine], glue: str) -> Group:
    text = ""
    members = []
    for number in group:
        piece = lines[number].text
        if text:
            latin = text[-1].isascii() and piece[0].isascii()
            number_goes_on = text[-1].isdigit() and piece[0].isdigit()
            text += glue or (" " if latin and not number_goes_on else "")
        members.append((len(text), number))
        text += piece
    return text, tuple(members)


def _wraps(line: TextLine, following: TextLine) -> bool:
    """Tell whether a line goes on in the next."""
    if line.vertical or following.vertical or line.text.endswith(_ENDS):
        return False
    a, b = line.box, following.box
    high = min(a.height, b.height)
    if max(a.height, b.height) > 1.4 * high or a.width < _SHORT * high:
        return False
    below = -0.5 * high < b.y0 - a.y1 < _GAP * high
    begins = a.x0 - 3 * high < b.x0 < a.x0 + high
    return below and begins and b.x1 < a.x1 + 1.5 * high


def _alone(number: int, lines: Sequence[TextLine]) -> bool:
    """Tell whether no other line stands in the same row."""
    return not any(
        other != number and _beside(lines[number], line)
        for other, line in enumerate(lines)
    )


def _beside(one: TextLine, other: TextLine) -> bool:
    a, b = one.box, other.box
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    return shared > _SAME * min(a.height, b.height)
