"""Places of a page that may hold text which the reading does not give."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from redactor.formats.pdf.runs import PageText, Run, page_turn
from redactor.model import Hazard, Region

__all__ = ["page_hazards"]

_PICTURE_PIXELS = 24  # a smaller picture holds no readable text
_PICTURE_POINTS = 6.0
_SCAN_SHARE = 0.6
_MOST_REGIONS = 50  # more are told as one
_MOST_PIXELS = 2_000_000  # a larger one is not looked into: it is a picture
_GLYPH_CURVES = 60  # drawn curves on a page before they may be letters
_GLYPH_SHAPES = 12


def page_hazards(
    page: Any,
    text: PageText,
    *,
    pictures: bool,
    lying: frozenset[str] = frozenset(),
) -> list[Hazard]:
    """Return the hazards of a page.

    Args:
        page: A `pymupdf.Page`.
        text: The page after the cheap pass.
        pictures: The page may hold pictures, so that they are looked for.
        lying: Names of fonts that show other characters on the page than they tell.
    """
    found: list[Hazard] = []
    where, index = f"p{text.index + 1}", text.index
    if pictures:
        found += _picture_hazards(page, text, where)
    unreadable = _unreadable(text, lying)
    if unreadable:
        count = len(unreadable)
        found.append(Hazard("unreadable_font", count, where, index, regions=unreadable))
    if text.covered:
        boxes = tuple(_region(run, text) for run in text.covered)
        found.append(
            Hazard(
                "covered_text",
                len(boxes),
                where,
                index,
                blocking=False,
                regions=boxes,
            )
        )
    drawn = _drawn_letters(page, text)
    if drawn:
        found.append(Hazard("drawing", 1, where, index, regions=(drawn,)))
    return found


def _unreadable(text: PageText, lying: frozenset[str]) -> tuple[Region, ...]:
    """Return where the fonts do not give what they show."""
    false = [run for run in text.runs if not lying.isdisjoint(run.fonts)]
    if "" in lying or (lying and not false):  # told as blanks, or called otherwise
        return (Region(text.index, 0, 0, text.width, text.height),)
    runs = {run.start: run for run in text.runs if _garbled(run.text)}
    runs |= {run.start: run for run in false}
    boxes = tuple(_region(run, text) for run in runs.values())
    if len(boxes) <= _MOST_REGIONS:
        return boxes
    return (
        Region(
            text.index,
            min(box.x0 for box in boxes),
            min(box.y0 for box in boxes),
            max(box.x1 for box in boxes),
            max(box.y1 for box in boxes),
        ),
    )


def _picture_hazards(page: Any, text: PageText, where: str) -> Iterator[Hazard]:
    """Yield the pictures by kind.

    A layer of recognised text over a scan is searched and cleaned like any text, but
    it may misread the picture under it, so what the picture shows stays unread.
    """
    kinds: dict[str, list[Region]] = {}
    bare = not any(run.visible for run in text.runs)
    for region in _pictures(page, text):
        share = _area(region) / (text.width * text.height)
        kind = "scan" if bare and share > _SCAN_SHARE else "picture"
        if _layered(region, text.runs):
            kind = "scan_layer"
        kinds.setdefault(kind, []).append(region)
    for kind, regions in kinds.items():
        yield Hazard(kind, len(regions), where, text.index, regions=tuple(regions))


def _area(region: Region) -> float:
    return (region.x1 - region.x0) * (region.y1 - region.y0)


def _region(run: Run, text: PageText) -> Region:
    """Return a run's box (an upright run's; the whole page for others)."""
    if run.angle:
        return Region(text.index, 0, 0, text.width, text.height)
    return Region(text.index, run.u0, run.top, max(run.u0, run.u1), run.bottom)


# U+FFFD, private use, control characters: what fonts without a map give.
_ODD = re.compile(
    "[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x08\x0b\x0c\x0e-\x1f]"
)


def _garbled(text: str) -> bool:
    """Tell text that a broken font gives from a bullet of a symbol font."""
    if not _ODD.search(text):
        return False
    odd = len(_ODD.findall(text))
    return odd > 1 and odd > 0.2 * len(text)


def _layered(region: Region, runs: Iterable[Run]) -> bool:
    """Tell whether an invisible text layer (of OCR) lies over a picture."""
    inside = [
        run
        for run in runs
        if not run.visible
        and region.x0 - 2 <= run.mid <= region.x1 + 2
        and region.y0 - 2 <= run.center <= region.y1 + 2
    ]
    return sum(len(run.text.strip()) for run in inside) >= 10


def _pictures(page: Any, text: PageText) -> list[Region]:
    import pymupdf

    regions = []
    matrix = pymupdf.Matrix(page_turn(page))
    for info in page.get_image_info(xrefs=True):
        if min(info["width"], info["height"]) < _PICTURE_PIXELS:
            continue
        box = (pymupdf.Rect(info["bbox"]) * matrix) & page.rect
        if box.is_empty or min(box.width, box.height) < _PICTURE_POINTS:
            continue
        region = Region(text.index, box.x0, box.y0, box.x1, box.y1)
        if _plain(page, info["xref"], info["width"] * info["height"]):
            continue
        regions.append(region)
    return regions


def _plain(page: Any, xref: int, size: int) -> bool:
    """Tell whether a picture is of one colour, so that it shows nothing."""
    import pymupdf

    if not xref or size > _MOST_PIXELS:
        return False
    try:
        pixmap = pymupdf.Pixmap(page.parent, xref)
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
        return False
    samples, width = pixmap.samples, pixmap.n
    return bool(samples == samples[:width] * (len(samples) // width))


def _drawn_letters(page: Any, text: PageText) -> Region | None:
    """Find filled shapes with so many curves that they may be letters."""
    shapes = [r for r in text.rules if not r.rect and r.x1 > r.x0 and r.y1 > r.y0]
    if not shapes:
        return None
    curves = count = 0
    boxes = []
    for path in page.get_cdrawings():
        if path["type"] == "s":
            continue
        bends = sum(item[0] == "c" for item in path["items"])
        if bends or len(path["items"]) > 5:
            curves += bends
            count += 1
            boxes.append(path["rect"])
    if curves < _GLYPH_CURVES and count < _GLYPH_SHAPES:
        return None
    import pymupdf

    union = pymupdf.Rect(boxes[0])
    for box in boxes[1:]:
        union |= box
    union = (union * pymupdf.Matrix(page_turn(page))) & page.rect
    if union.is_empty:
        return None
    return Region(text.index, union.x0, union.y0, union.x1, union.y1)
