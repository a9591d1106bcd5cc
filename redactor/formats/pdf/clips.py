"""What of a page is drawn for the reader of pictures, and the way back to the page."""

from collections.abc import Iterable, Sequence
from typing import Any

from redactor.formats.pdf.runs import Box, PageText, page_turn
from redactor.ocr.ruling import straightened

__all__ = ["Ground", "Place", "clips_of", "draw", "inside"]

_WHOLE_SHARE = 0.4  # of the page: read it whole
_DPI = 200.0
_MOST_DPI = 400.0
_MOST_PIXELS = 16_000_000  # A3 at 285 dots an inch; long screenshots as well
_EDGE = 2.0  # points around an area
_PAPER = 0.35  # of a line's pixels are lighter than what counts as its paper


def clips_of(text: PageText, areas: Sequence[Box], *, whole: bool) -> list[Box]:
    """Return what to draw: the page, or each stretch of pictures that touch."""
    page = (0.0, 0.0, text.width, text.height)
    size = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in areas)
    if whole or size > _WHOLE_SHARE * text.width * text.height:
        return [page]
    clips: list[Box] = []
    for area in areas:
        box = area
        while True:
            near = [clip for clip in clips if _meet(clip, box)]
            if not near:
                break
            clips = [clip for clip in clips if clip not in near]
            for clip in near:
                box = _union(box, clip)
        clips.append(box)
    return [
        (
            max(box[0] - _EDGE, 0.0),
            max(box[1] - _EDGE, 0.0),
            min(box[2] + _EDGE, text.width),
            min(box[3] + _EDGE, text.height),
        )
        for box in clips
    ]


def _meet(a: Box, b: Box) -> bool:
    return (
        a[0] <= b[2] + _EDGE
        and b[0] <= a[2] + _EDGE
        and a[1] <= b[3] + _EDGE
        and b[1] <= a[3] + _EDGE
    )


def _union(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def inside(box: Box, areas: Iterable[Box]) -> bool:
    """Tell whether the middle of a box lies in an area."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(
        a[0] - _EDGE <= x <= a[2] + _EDGE and a[1] - _EDGE <= y <= a[3] + _EDGE
        for a in areas
    )


class Place:
    """Turns pixels of a drawn clip into points of the displayed page."""

    def __init__(self, clip: Box, scale: float) -> None:
        self._clip, self._scale = clip, scale

    def laid(self, box: Any, slope: float) -> Box:
        """Return a box of the straightened clip as one of the straightened page."""
        whole = 1 + slope * slope
        ends: list[float] = []
        for x, y in ((box.x0, box.y0), (box.x1, box.y1)):
            left, top = (x - slope * y) / whole, (y + slope * x) / whole
            page = self._clip[0] + left / self._scale, self._clip[1] + top / self._scale
            ends += straightened(*page, slope)
        return ends[0], ends[1], ends[2], ends[3]

    def __call__(self, box: Any) -> Box:
        """Return a box of the drawn clip as one of the displayed page."""
        x, y, s = self._clip[0], self._clip[1], self._scale
        return x + box.x0 / s, y + box.y0 / s, x + box.x1 / s, y + box.y1 / s


def draw(page: Any, clip: Box) -> tuple[Any, Place, float]:
    """Draw a clip; return the picture, the way back from its pixels, its dpi."""
    import pymupdf
    from PIL import Image

    dpi = _dpi(page, clip)
    pixels = (clip[2] - clip[0]) * (clip[3] - clip[1]) * (dpi / 72) ** 2
    dpi *= min(1.0, (_MOST_PIXELS / max(pixels, 1.0)) ** 0.5)
    scale = dpi / 72
    pixmap = page.get_pixmap(
        matrix=pymupdf.Matrix(scale, scale),
        colorspace=pymupdf.csRGB,
        alpha=False,
        clip=pymupdf.Rect(clip),
    )
    image = Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)
    origin = pixmap.x / scale, pixmap.y / scale
    return image, Place((*origin, clip[2], clip[3]), scale), dpi


def _dpi(page: Any, clip: Box) -> float:
    """Return 200, or more where a picture is shown smaller than it is."""
    import pymupdf

    best = _DPI
    for info in page.get_image_info():
        box = pymupdf.Rect(info["bbox"]) * pymupdf.Matrix(page_turn(page))
        if inside(tuple(box), [clip]) and min(box.width, box.height) > 0:
            pixels = max(info["width"], info["height"])
            best = max(best, pixels / max(box.width, box.height) * 72)
    return min(best, _MOST_DPI)


class Ground:
    """Tells the colour of the paper under a line."""

    def __init__(self, image: Any) -> None:
        self._image = image

    def __call__(self, box: Any) -> int:
        """Return the lighter side of the colours in and around a line, 0xRRGGBB."""
        size, more = self._image.size, min(box.height, box.width) / 2
        edges = (box.x0 - more, box.y0 - more, box.x1 + more, box.y1 + more)
        part = self._image.crop(
            tuple(int(min(max(v, 0), size[i % 2])) for i, v in enumerate(edges))
        )
        if not min(part.size):
            return 0xFFFFFF
        colour = 0
        for channel in part.split():
            counts = channel.histogram()
            left = sum(counts) * _PAPER
            level = 255
            while left > counts[level] and level:
                left -= counts[level]
                level -= 1
            colour = colour << 8 | level
        return colour
