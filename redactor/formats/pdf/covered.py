"""Find text that somebody hid under a box or a picture, meaning to redact it.

A character is covered when something opaque was drawn over it and the page shows one
flat tone where its ink should be. So a highlighter's mark, which leaves the text to be
read, and the background of a table cell, which was drawn before the text, are none.
What this does not do: judge text without ink of its own (a layer of OCR).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from redactor.formats.pdf.glyphs import Glyphs, explode
from redactor.formats.pdf.runs import Box, PageText, Rule, Run, Turn

__all__ = ["set_covered_apart"]

_FLAT = 16  # tones between which a surface counts as one colour
_THIN = 0.5  # em: a rule is no cover
_CORE = 0.15  # of a character's box is left out on each side
_PIXELS = 10.0  # a character is drawn at least so high


def set_covered_apart(
    text: PageText, page: Any, glyphs: Callable[[], Glyphs], *, pictures: bool
) -> None:
    """Move covered characters out of the reading of a page.

    Args:
        text: The page after the cheap pass; its runs are split where need be.
        page: The `pymupdf.Page`.
        glyphs: Reads the page's characters (dear).
        pictures: The page may hold pictures, so that they are looked for.
    """
    shapes = [rule for rule in text.rules if _may_cover(rule)]
    images = _images(page) if pictures else []
    if not shapes and not images:
        return
    kept: list[Run] = []
    for run in text.runs:
        box = _displayed(run)
        lids = [_box_of(s) for s in shapes if s.order > run.order and _over(s, run)]
        lids = [lid for lid in (*lids, *images) if _meets(lid, box)]
        if not (run.visible and lids):
            kept.append(run)
            continue
        hidden = _hidden(run, lids, glyphs, page)
        if not hidden:
            kept.append(run)
            continue
        for is_hidden, part in _split(run, hidden, glyphs, page):
            (text.covered if is_hidden else kept).append(part)
    text.runs = kept


def _may_cover(rule: Rule) -> bool:
    return rule.alpha == 255 and min(rule.x1 - rule.x0, rule.y1 - rule.y0) > 1


def _over(rule: Rule, run: Run) -> bool:
    return min(rule.x1 - rule.x0, rule.y1 - rule.y0) > _THIN * run.size


def _images(page: Any) -> list[Box]:
    turn = Turn(page)
    return [turn.box(tuple(info["bbox"])) for info in page.get_image_info()]


def _box_of(rule: Rule) -> Box:
    return rule.x0, rule.y0, rule.x1, rule.y1


def _displayed(run: Run) -> Box:
    """Return the upright box of a run; of a slanted one all of the page."""
    ends = run.u0, run.u1
    match run.angle:
        case 0:
            return ends[0], run.top, ends[1], run.bottom
        case 90:
            return -run.bottom, ends[0], -run.top, ends[1]
        case 180:
            return -ends[1], -run.bottom, -ends[0], -run.top
        case 270:
            return run.top, -ends[1], run.bottom, -ends[0]
    return -1e6, -1e6, 1e6, 1e6


def _meets(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _hidden(
    run: Run, lids: Iterable[Box], glyphs: Callable[[], Glyphs], page: Any
) -> set[int]:
    """Return the ordinals of a run's characters that a lid hides."""
    turn, read = Turn(page), glyphs()
    found = set()
    for ordinal, char in enumerate(run.text, run.start):
        if char.isspace():
            continue
        points = [turn.point(point) for point in read[ordinal].quad]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = min(xs), min(ys), max(xs), max(ys)
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if any(
            lid[0] <= middle[0] <= lid[2]
            and lid[1] <= middle[1] <= lid[3]
            and _is_flat(page, box, lid)
            for lid in lids
        ):
            found.add(ordinal)
    return found


def _is_flat(page: Any, box: Box, lid: Box) -> bool:
    """Tell whether a page shows one tone where a lid lies over the middle of a box.

    A box off the page shows nothing, and is not flat: nobody hid it there by a lid.
    """
    import pymupdf

    dx, dy = _CORE * (box[2] - box[0]), _CORE * (box[3] - box[1])
    clip = pymupdf.Rect(box[0] + dx, box[1] + dy, box[2] - dx, box[3] - dy)
    clip &= pymupdf.Rect(lid) & page.rect
    if clip.is_empty:
        return False
    scale = max(2.0, _PIXELS / max(clip.height, 0.1))
    pixmap = page.get_pixmap(
        matrix=pymupdf.Matrix(scale, scale),
        clip=clip,
        colorspace=pymupdf.csGRAY,
        alpha=False,
    )
    samples = pixmap.samples
    return bool(samples) and max(samples) - min(samples) <= _FLAT


def _split(
    run: Run, hidden: set[int], glyphs: Callable[[], Glyphs], page: Any
) -> Iterator[tuple[bool, Run]]:
    """Cut a run where covered text begins and ends."""
    chars = {char.start: char for char in explode([run], glyphs(), page)}
    for is_hidden, group in groupby(chars.values(), lambda c: c.start in hidden):
        parts = list(group)
        first, last = parts[0].start, parts[-1].start
        text = run.text[first - run.start : last - run.start + 1]
        part = replace(
            run,
            start=first,
            text=text,
            u0=min(char.u0 for char in parts),
            u1=max(char.u1 for char in parts),
        )
        if run.vertical:
            part.top = min(char.top for char in parts)
            part.bottom = max(char.bottom for char in parts)
        yield is_hidden, part
