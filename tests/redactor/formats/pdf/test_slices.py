"""Boxes over slanted lines of a picture."""

import pytest

from redactor.formats.pdf.boxes import boxes_of
from redactor.formats.pdf.glyphs import Glyphs
from redactor.formats.pdf.runs import FIRST_SEEN
from redactor.formats.pdf.seen import SeenGlyphs, SeenLine
from redactor.formats.pdf.slices import sliced

_SAME = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _Source:
    def __init__(self, line: SeenLine) -> None:
        self._glyphs = SeenGlyphs([line], _SAME)

    def glyphs(self, page_index: int) -> Glyphs:
        del page_index
        return self._glyphs

    def page_matrix(self, page_index: int) -> tuple[float, ...]:
        del page_index
        return _SAME


@pytest.mark.parametrize("slope", [0.0, 0.02, 0.055, -0.055])
def test_boxes_follow_a_line_and_leave_its_neighbours(slope: float) -> None:
    chars = tuple(
        (10.0 * i, 200 + slope * 10 * i, 10.0 * i + 9, 212 + slope * 10 * i)
        for i in range(40)
    )
    source = _Source(SeenLine("1" * 40, chars))
    ordinals = [(0, FIRST_SEEN + at) for at in range(4, 30)]
    regions = [
        region for box in boxes_of(source, ordinals) for region in sliced(source, box)
    ]
    for x0, y0, x1, y1 in chars[4:30]:
        over = [r for r in regions if r.x0 < x1 and r.x1 > x0]
        assert over, "no gap"
        assert all(r.y0 <= y0 + 1e-6 and r.y1 >= y1 - 1e-6 for r in over)
    # 12 pt high, with one step and one character's own rise
    assert max(r.y1 - r.y0 for r in regions) < 12 + 2 * 0.055 * 10 + 2
    assert min(r.x0 for r in regions) >= chars[3][2]
    assert max(r.x1 for r in regions) <= chars[30][0] + 1e-6
    assert (len(regions) == 1) is (slope == 0.0)


def test_steps_are_of_one_width() -> None:
    widths = [4, 11, 4, 4, 11, 11, 4, 8, 11, 4, 4, 11]
    lefts = [float(sum(widths[:i])) for i in range(len(widths))]
    chars = tuple(
        (x, 0.1 * x, x + w, 0.1 * x + 12) for x, w in zip(lefts, widths, strict=True)
    )
    source = _Source(SeenLine("iMiiMMiLMiiM", chars))
    ordinals = [(0, FIRST_SEEN + at) for at in range(12)]
    (box,) = boxes_of(source, ordinals)
    regions = sliced(source, box)
    assert len(regions) > 3
    assert {round(r.x1 - r.x0, 6) for r in regions} == {
        round((regions[-1].x1 - regions[0].x0) / len(regions), 6)
    }
