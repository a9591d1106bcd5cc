"""QR codes by their finder patterns alone, for codes that no decoder locates.

ISO/IEC 18004 section 6.3.3: three corners bear a dark square of 3 modules in a light
one of 5 in a dark one of 7. Two such patterns of one size, with squares that change
often between them, are shown to a person as a code; the Chinese character 回 is not
mistaken for one, since its inner square is hollow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import hypot

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.model import Box

__all__ = ["torn_codes"]

_LEAST = 10.0  # pixels: side of a pattern
_OUTER = (1.85, 2.9)  # side of the dark frame in sides of the inner square: 7/3
_INK = (1.8, 3.8)  # dark modules of the frame to those of the square: 24/9


@dataclass(frozen=True, slots=True)
class _Pattern:
    x: float
    y: float
    side: float


def torn_codes(grey: NDArray[np.uint8]) -> list[Box]:
    """Return the boxes of what two or three finder patterns say is a code."""
    patterns = list(_patterns(grey))
    boxes: list[Box] = []
    used: set[_Pattern] = set()
    for three in combinations(patterns, 3):
        if not used.intersection(three) and _corner(three):
            used.update(three)
            boxes.append(_around(three))
    for two in combinations([p for p in patterns if p not in used], 2):
        if used.intersection(two) or not _alike(two):
            continue
        apart = _distance(two) / two[0].side
        found = next((b for b in _squares(two) if _chequered(grey, b)), None)
        if 1.7 <= apart <= 36 and found is not None:
            used.update(two)
            boxes.append(found)
    return boxes


def _patterns(grey: NDArray[np.uint8]) -> Iterator[_Pattern]:
    """Yield a pattern for each solid square in the middle of a dark frame."""
    import cv2

    _, dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, stats, centres = cv2.connectedComponentsWithStats(np.asarray(dark), None)
    rows = zip(np.asarray(stats)[1:].tolist(), np.asarray(centres)[1:], strict=True)
    parts = [
        _Part(w, h, area, float(x), float(y))
        for (_, _, w, h, area), (x, y) in rows
        if min(w, h) >= 3 and max(w, h) <= 1.35 * min(w, h)
    ]
    cores = [p for p in parts if p.solid and dark[round(p.y), round(p.x)]]
    grid: dict[tuple[int, int], list[_Part]] = {}
    for part in parts:
        grid.setdefault((round(part.x / 8), round(part.y / 8)), []).append(part)
    for core in cores:
        near = (
            part
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for part in grid.get((round(core.x / 8) + dx, round(core.y / 8) + dy), ())
        )
        for frame in near:
            if frame.width >= _LEAST and _framed(core, frame):
                yield _Pattern(frame.x, frame.y, (frame.width + frame.height) / 2)
                break


@dataclass(frozen=True, slots=True)
class _Part:
    """A connected stretch of dark pixels: its box, size and middle."""

    width: int
    height: int
    area: int
    x: float
    y: float

    @property
    def solid(self) -> bool:
        """Full, or half full as a square that stands on its corner."""
        return self.area >= 0.45 * self.width * self.height


def _framed(core: _Part, frame: _Part) -> bool:
    apart = hypot(core.x - frame.x, core.y - frame.y)
    return (
        apart < 0.1 * frame.width
        and _OUTER[0] <= frame.width / core.width <= _OUTER[1]
        and _OUTER[0] <= frame.height / core.height <= _OUTER[1]
        and _INK[0] <= frame.area / core.area <= _INK[1]
    )


def _alike(patterns: Sequence[_Pattern]) -> bool:
    sides = [pattern.side for pattern in patterns]
    return max(sides) < 1.3 * min(sides)


def _corner(three: Sequence[_Pattern]) -> bool:
    """Tell whether three patterns stand at three corners of a square."""
    if not _alike(three):
        return False
    short, middle, long = sorted(map(_distance, combinations(three, 2)))
    return (
        short > 1.7 * three[0].side
        and middle < 1.2 * short
        and 1.25 * middle < long < 1.6 * middle
    )


def _around(three: Sequence[_Pattern]) -> Box:
    """Return the box around three corners and the fourth."""
    first, second = max(
        combinations(three, 2),
        key=lambda ab: hypot(ab[0].x - ab[1].x, ab[0].y - ab[1].y),
    )
    corner = next(p for p in three if p not in (first, second))
    fourth = _Pattern(
        first.x + second.x - corner.x, first.y + second.y - corner.y, corner.side
    )
    return _box((*three, fourth))


def _distance(two: Sequence[_Pattern]) -> float:
    return hypot(two[0].x - two[1].x, two[0].y - two[1].y)


def _squares(two: Sequence[_Pattern]) -> Iterator[Box]:
    """Yield the squares of which two patterns may be corners."""
    a, b = two
    dx, dy = b.x - a.x, b.y - a.y
    yield _box((a, b))
    for sign in (1, -1):
        other = [_Pattern(p.x - sign * dy, p.y + sign * dx, p.side) for p in (a, b)]
        yield _box((a, b, *other))


def _box(patterns: Sequence[_Pattern]) -> Box:
    half = max(pattern.side for pattern in patterns) * 0.75
    return Box(
        min(p.x for p in patterns) - half,
        min(p.y for p in patterns) - half,
        max(p.x for p in patterns) + half,
        max(p.y for p in patterns) + half,
    )


def _chequered(grey: NDArray[np.uint8], box: Box) -> bool:
    """Tell whether a box is square and as full of small dark squares as a code is."""
    part = grey[
        max(0, int(box.y0)) : int(box.y1) + 1, max(0, int(box.x0)) : int(box.x1) + 1
    ]
    height, width = part.shape
    if min(height, width) < 20 or not 0.7 <= width / height <= 1.4:
        return False
    dark = part < (int(part.min()) + int(part.max())) // 2
    changes = (dark[:, 1:] != dark[:, :-1]).sum(axis=1)
    return 0.2 <= float(dark.mean()) <= 0.7 and float(np.median(changes)) >= 6
