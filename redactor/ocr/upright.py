"""Which way up a page lies: told from a few of its lines, read both ways."""

from collections.abc import Sequence

from redactor.ocr.crops import Quad, cut, quad_size
from redactor.ocr.engine import Engine, Pixels

__all__ = ["page_turn"]

_SAMPLE = 5
_HANDY = 10.0  # length of a line in its heights: enough to tell, quick to read
_SURE = 0.92  # mean score at which no other way is tried
_BETTER = 0.08


def page_turn(engine: Engine, pixels: Pixels, quads: Sequence[Quad]) -> int:
    """Return the clockwise degrees (0, 90, 180, 270) that set the page upright.

    The classifier that PP-OCR offers for this makes whole lines vanish, so it is not
    used. A page of vertical writing reads badly both ways and is left as it is.
    """
    sizes = [quad_size(quad) for quad in quads]
    lengths = [max(size) for size in sizes]
    total = sum(lengths)
    tall = sum(
        length for length, (w, h) in zip(lengths, sizes, strict=True) if h >= 1.5 * w
    )
    sideways = total > 0 and tall > 0.6 * total
    picked = sorted(
        (i for i, (w, h) in enumerate(sizes) if not sideways or h >= 1.5 * w),
        key=lambda i: abs(lengths[i] / max(1.0, min(sizes[i])) - _HANDY),
    )
    sample = [quads[i] for i in picked[:_SAMPLE]]
    if not sample:
        return 0
    first = _mean(engine, pixels, sample, upside_down=False)
    if first >= _SURE:
        return _turn(sideways, flipped=False)
    second = _mean(engine, pixels, sample, upside_down=True)
    if sideways and max(first, second) < 0.6:
        return 0
    return _turn(sideways, flipped=second > first + _BETTER)


def _turn(sideways: bool, *, flipped: bool) -> int:
    """Crops of upright quads are turned against the clock: so must the page be."""
    if sideways:
        return 90 if flipped else 270
    return 180 if flipped else 0


def _mean(
    engine: Engine, pixels: Pixels, quads: Sequence[Quad], *, upside_down: bool
) -> float:
    readings = engine.read(
        [cut(pixels, quad, upside_down=upside_down).line for quad in quads]
    )
    size = sum(len(reading.text) for reading in readings)
    return sum(r.score * len(r.text) for r in readings) / size if size else 0.0
