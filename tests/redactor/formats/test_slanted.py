"""Masks on slanted lines of scans and image files stay within what is told."""

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from redactor.formats.registry import open_document
from redactor.model import Edit, Plan, Region, Span, Treatment
from redactor.ocr.model import Box, PictureReading, TextLine
from tests.build.scans import HEIGHT, WIDTH, scan_of

TEXT = "住址某县长岭镇白云路七百号三单元"
MASK = "某县长岭镇白云路七百号"
SIZE = 14  # points


class SlantedReader:
    """Knows one line that sinks or rises over the whole page."""

    def __init__(self, slope: float) -> None:
        self.slope = slope

    def boxes(self, scale: float) -> list[Box]:
        lefts = [20 + SIZE * i for i in range(len(TEXT))]
        return [
            Box(
                x * scale,
                (100 + self.slope * x) * scale,
                (x + SIZE) * scale,
                (100 + self.slope * x + SIZE) * scale,
            )
            for x in lefts
        ]

    def read(self, image: Image.Image, dpi: float | None = None) -> PictureReading:
        chars = tuple(self.boxes(image.width / WIDTH))
        line = TextLine(TEXT, 0.99, chars, Box.around(chars))
        return PictureReading(*image.size, (line,))


def pixels(path: Path) -> np.ndarray:
    """Return a file's first page in grey, two pixels a point."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            drawn = document[0].render(scale=2).to_pil()
    else:
        drawn = Image.open(path)
    return np.asarray(drawn.convert("L").resize((2 * WIDTH, 2 * HEIGHT))).astype(int)


def outside(regions: tuple[Region, ...], scale: float) -> np.ndarray:
    mask = np.ones((2 * HEIGHT, 2 * WIDTH), bool)
    for region in regions:
        rows = slice(int(region.y0 * scale) - 1, int(region.y1 * scale) + 2)
        mask[rows, int(region.x0 * scale) - 1 : int(region.x1 * scale) + 2] = False
    return mask


@pytest.mark.parametrize("slope", [-0.05, 0.0, 0.05])
@pytest.mark.parametrize("suffix", [".pdf", ".png"])
def test_a_mask_follows_its_line(tmp_path: Path, suffix: str, slope: float) -> None:
    source, target = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    reader = SlantedReader(slope)
    bars = [(b.x0 + 2, b.y0 + 2, b.x1 - 2, b.y1 - 2) for b in reader.boxes(1)]
    scan = scan_of(tmp_path / "scan.pdf", boxes=bars)
    if suffix == ".png":
        Image.fromarray(pixels(scan).astype(np.uint8)).save(source)
    else:
        scan.rename(source)
    with open_document(source, reader=reader) as document:
        (unit,) = [u for u in document.units() if TEXT in u.text]
        edit = Edit(
            "e", Treatment.DEIDENTIFY, "X", unit.id, Span(2, 16), replacement=MASK
        )
        shown = document.regions(unit.id, Span(2, 16))
        report = document.write(Plan(document.sha256, (edit,)), target)
        scale = 2 * WIDTH / document.page_size(0)[0]
    regions = report.regions["e"]
    assert (len(regions) > 1) is (slope != 0)
    assert len(shown) == len(regions)
    before, after = pixels(source), pixels(target)
    rest = outside(regions, scale)
    assert np.abs(after - before)[rest].max() < 60
    ink = (after < 120) & ~rest
    assert 50 < ink.sum() < 0.4 * (~rest).sum()
