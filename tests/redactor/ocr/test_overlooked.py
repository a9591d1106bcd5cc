"""Ink that no line covers is read after all, or told."""

import numpy as np
import pytest

from redactor.ocr.lines import read_lines
from redactor.ocr.overlooked import with_overlooked
from redactor.ocr.pixels import as_pixels
from redactor.ocr.reader import is_available
from tests.build.pictures import sheet

pytestmark = pytest.mark.skipif(not is_available(), reason="extra ocr")


def _quad(box: tuple[int, ...]) -> np.ndarray:
    x0, y0, x1, y1 = box
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)


def test_the_end_of_a_number_that_the_finder_cut_off_is_read_with_it() -> None:
    from redactor.ocr.engine import Engine

    made = sheet(900, 200, ["联系电话13812253317", "公示"])
    pixels, engine = as_pixels(made.image), Engine()
    whole, other = (written.box for written in made.written)
    cut = (whole[0] - 4, whole[1] - 4, whole[2] - 22, whole[3] + 4)
    rest = tuple(side + 4 * (1 if at > 1 else -1) for at, side in enumerate(other))
    lines = read_lines(engine, pixels, [_quad(cut), _quad(rest)])
    before = "".join(line.text.text for line in lines if line.text)
    assert "13812253317" not in before
    after = with_overlooked(engine, pixels, lines)
    assert any(line.text and "13812253317" in line.text.text for line in after)


def test_a_line_that_was_not_found_is_read() -> None:
    from redactor.ocr.engine import Engine

    made = sheet(
        900,
        260,
        [
            "第一行是公开的",
            "18612245316",
            "第三行",
        ],
    )
    pixels, engine = as_pixels(made.image), Engine()
    boxes = [made.written[at].box for at in (0, 2)]
    quads = [_quad((b[0] - 4, b[1] - 4, b[2] + 4, b[3] + 4)) for b in boxes]
    after = with_overlooked(engine, pixels, read_lines(engine, pixels, quads))
    assert any(line.text and "18612245316" in line.text.text for line in after)


def test_a_page_that_was_read_whole_stays_as_it_is() -> None:
    from redactor.ocr.engine import Engine

    made = sheet(
        900,
        200,
        ["第一行是公开的内容", "2026年3月"],
    )
    pixels, engine = as_pixels(made.image), Engine()
    quads = [
        _quad((b[0] - 4, b[1] - 4, b[2] + 4, b[3] + 4))
        for b in (written.box for written in made.written)
    ]
    lines = read_lines(engine, pixels, quads)
    assert with_overlooked(engine, pixels, lines) == lines
