"""How well scans are read and covered: ``python -m benchmarks.ocr_quality --pages 60``.

Three counts a page: planted values that the reading holds; ink of the values that is
left when their boxes are painted; ink of the neighbours that the paint took. Then the
painted scan is read again: no planted value (nor six of its digits) may be there.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.ocr_pages import Page, pages
from redactor.ocr.model import Box, PictureReading
from redactor.ocr.paint import cover
from redactor.ocr.reader import get_reader
from redactor.ocr.spans import span_boxes
from redactor.text.normalize import bare

__all__ = ["main"]

_LEFT = 0.005


def _boxes(reading: PictureReading, value: str) -> list[Box]:
    """Return the boxes of a value in all lines that hold it."""
    wanted = bare(value)
    boxes: list[Box] = []
    for line in reading.lines:
        text, origins = "", []
        for at, char in enumerate(line.text):
            form = bare(char)
            text += form
            origins += [at] * len(form)
        for found in re.finditer(re.escape(wanted), text):
            start, end = origins[found.start()], origins[found.end() - 1] + 1
            boxes += span_boxes(line, start, end)
    return boxes


def _telling(value: str, text: str) -> bool:
    if not value.isdigit() and not value[:-1].isdigit():
        return bare(value) in text
    return any(value[i : i + 6] in text for i in range(len(value) - 5))


def _painted(page: Page, boxes: list[Box]) -> np.ndarray:
    mask = cover(Image.new("L", page.scan.size), boxes, (255, 255, 255))
    return np.asarray(mask) > 0


def main(arguments: list[str] | None = None) -> int:
    """Run, print a line a page and the sums; 1 if a bound is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="folder for the painted pages")
    options = parser.parse_args(arguments)
    reader = get_reader()
    sums: Counter[str] = Counter()
    for number, page in enumerate(pages(options.pages)):
        reading = reader.read(page.scan, 200)
        found = {value: _boxes(reading, value) for value in page.planted}
        boxes = [box for own in found.values() for box in own]
        mask = _painted(page, boxes)
        ink, other = page.value_ink, page.other_ink
        seen = sum(bool(own) for own in found.values())
        missed_ink = int((ink & ~mask).sum())
        lost = int((other & mask).sum())
        after = reader.read(cover(page.scan, boxes), 200)
        text = bare("".join(line.text for line in after.lines))
        again = [v for v, own in found.items() if own and _telling(v, text)]
        sums.update(
            pages=1, values=len(page.planted), found=seen, ink=int(ink.sum()),
            left=missed_ink, other=int(other.sum()), lost=lost, again=len(again),
            low=sum(line.low for line in reading.lines), unread=len(reading.unread),
            lines=len(reading.lines), turned=int(reading.rotation == page.turn),
        )  # fmt: skip
        share = missed_ink / max(1, int(ink.sum()))
        print(
            f"{number:3} {page.name}: {seen}/{len(page.planted)} found, "
            f"{100 * share:.2f} % ink left, {100 * lost / max(1, other.sum()):.2f} % "
            f"lost, {len(again)} again, {len(reading.unread)} to look at",
            flush=True,
        )
        if options.keep:
            options.keep.mkdir(exist_ok=True, parents=True)
            cover(page.scan, boxes).save(options.keep / f"{number:03}.png")
    print(
        f"pages {sums['pages']}, turned right {sums['turned']}; values found "
        f"{sums['found']}/{sums['values']}; ink left {sums['left'] / sums['ink']:.3%}; "
        f"neighbours lost {sums['lost'] / sums['other']:.3%}; read again "
        f"{sums['again']}; low lines {sums['low']} of {sums['lines']}"
    )
    return int(sums["left"] > _LEFT * sums["ink"] or sums["again"] > 0)


if __name__ == "__main__":
    sys.exit(main())
