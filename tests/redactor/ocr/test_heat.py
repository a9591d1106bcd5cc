"""Lines out of the heat map: what touches a line does not take it along."""

import numpy as np
import pytest
from numpy.typing import NDArray

from redactor.ocr.heat import quads_of

Heat = NDArray[np.float32]


def _map() -> Heat:
    return np.zeros((200, 400), np.float32)


def _line(heat: Heat, y: int, x0: int = 20, x1: int = 300) -> None:
    heat[y : y + 10, x0:x1] = 0.95


def _spans(heat: Heat) -> list[tuple[int, int, int, int]]:
    quads = quads_of(heat, *heat.shape)
    return sorted(
        (*map(round, quad.min(axis=0)), *map(round, quad.max(axis=0))) for quad in quads
    )


def test_a_line_is_enlarged_as_the_map_shrinks_it() -> None:
    heat = _map()
    _line(heat, 50)
    ((x0, y0, x1, y1),) = _spans(heat)
    assert x0 < 14
    assert x1 > 305
    assert 40 <= y0 <= 46
    assert 64 <= y1 <= 70


def test_corners_stand_clockwise_from_the_top_left() -> None:
    heat = _map()
    _line(heat, 50)
    (quad,) = quads_of(heat, 400, 800)
    assert quad[0, 0] < quad[1, 0] > quad[3, 0]
    assert quad[0, 1] < quad[3, 1]
    assert quad[1, 0] > 600, "in pixels of the picture, not of the map"


@pytest.mark.parametrize("below", [1, -1])
def test_a_line_that_a_watermark_touches_stays(below: int) -> None:
    heat = _map()
    _line(heat, 90)
    for step in range(60):
        y = 95 + below * (step // 2)
        heat[max(0, y - 18) : y + 18, 300 + step] = 0.9
    lines = [s for s in _spans(heat) if s[2] - s[0] > 250]
    assert len(lines) == 1
    assert lines[0][3] - lines[0][1] < 40, "of a line's height"


def test_two_lines_with_a_stroke_across_are_two() -> None:
    heat = _map()
    _line(heat, 60)
    _line(heat, 100)
    heat[60:110, 150:156] = 0.9
    long = [s for s in _spans(heat) if s[2] - s[0] > 250]
    assert len(long) == 2


def test_specks_and_lukewarm_places_are_none() -> None:
    heat = _map()
    heat[10:12, 10:12] = 0.9
    heat[100:120, 100:200] = 0.32
    assert _spans(heat) == []
