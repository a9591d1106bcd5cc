"""Pages asked for ahead come in order; a page that nobody could read costs a look."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from redactor.errors import CrashedError, LimitError
from redactor.formats.registry import open_document
from redactor.ocr.model import Box, PictureReading, TextLine
from tests.build.scans import HEIGHT, WIDTH, scan_of


class Elsewhere:
    """Reads elsewhere: asked ahead, the text of a page is its number."""

    def __init__(self, ahead: int, lost: dict[int, Exception] | None = None) -> None:
        self.ahead = ahead
        self.lost = lost or {}
        self.log: list[str] = []
        self.asked = 0

    def ask(self, image: Any, dpi: float) -> Callable[[], PictureReading]:
        number, self.asked = self.asked, self.asked + 1
        self.log.append(f"asked {number}")
        width, height = image.size

        def answer() -> PictureReading:
            self.log.append(f"taken {number}")
            if number in self.lost:
                raise self.lost[number]
            text, side = f"第{number}页", 20 * dpi / 72
            chars = tuple(
                Box(i * side, side, (i + 1) * side, 2 * side) for i in range(len(text))
            )
            line = TextLine(text, 0.99, chars, Box.around(chars))
            return PictureReading(width, height, (line,))

        return answer


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    one = scan_of(tmp_path / "one.pdf", boxes=[(20, 20, 100, 40)])
    path = tmp_path / "many.pdf"
    with pymupdf.open() as document, pymupdf.open(one) as page:
        for _ in range(5):
            document.insert_pdf(page)
        document.save(path)
    return path


def test_pages_are_asked_for_ahead_and_come_in_order(scan: Path) -> None:
    reader = Elsewhere(2)
    with open_document(scan, reader=reader) as document:  # type: ignore[arg-type]
        units = [(u.page_index, u.text) for u in document.units() if u.text]
    assert units == [(n, f"第{n}页") for n in range(5)]
    assert reader.log[:5] == ["asked 0", "asked 1", "asked 2", "taken 0", "asked 3"]
    assert [line for line in reader.log if "taken" in line] == [
        f"taken {n}" for n in range(5)
    ]


@pytest.mark.parametrize("error", [CrashedError(), LimitError(reason="time")])
def test_a_page_that_kills_its_reader_is_a_place_to_look_at(
    scan: Path, error: Exception
) -> None:
    reader = Elsewhere(2, {3: error})
    with open_document(scan, reader=reader) as document:  # type: ignore[arg-type]
        texts = [u.text for u in document.units() if u.text]
        (unread,) = [h for h in document.hazards() if h.blocking]
    assert texts == ["第0页", "第1页", "第2页", "第4页"]
    assert (unread.kind, unread.page_index) == ("picture_unread", 3)
    (region,) = unread.regions
    assert region.x1 - region.x0 > 0.9 * WIDTH
    assert region.y1 - region.y0 > 0.9 * HEIGHT
