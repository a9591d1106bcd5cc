"""Where lines stand: the finding model at the right scale, part by part."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.crops import Quad, quad_size
from redactor.ocr.engine import Engine, Pixels
from redactor.ocr.model import Box
from redactor.ocr.pixels import scaled, strips

__all__ = ["find_lines", "quad_box", "working_scale"]

_DPI = 171.0  # lines are found as well as at 200, a quarter sooner; read at full size
_SHORT_SIDE = 1414  # A4 so, for pictures that do not tell their resolution
_LEAST_SIDE = 320
_SMALL_LINE = 17.0  # pixels with the model's margin: characters of about 10 pixels
_CLOSER = 1.7


def working_scale(width: int, height: int, dpi: float | None) -> float:
    """Return the factor by which a picture is scaled before lines are looked for."""
    short = min(width, height)
    if short < _LEAST_SIDE:
        return min(_LEAST_SIDE / short, 2.0)
    wanted = _DPI / dpi if dpi else _SHORT_SIDE / short
    return min(1.0, max(wanted, _LEAST_SIDE / short))


def find_lines(engine: Engine, pixels: Pixels, dpi: float | None) -> list[Quad]:
    """Return the quads of all lines in pixels of the picture.

    Where the lines turn out small, or a small picture seems to have none, it is
    searched again, enlarged.
    """
    height, width = size = pixels.shape[:2]
    factor = working_scale(width, height, dpi)
    quads = _find(engine, pixels, factor)
    heights = [min(quad_size(quad)) * factor for quad in quads]
    small = float(np.median(heights)) < _SMALL_LINE if heights else max(size) < 1200
    if small and factor < 4.0:
        closer = _find(engine, pixels, factor * _CLOSER)
        return closer if len(closer) >= len(quads) else quads
    return quads


def quad_box(quad: Quad) -> Box:
    """Return the upright box around a quad."""
    (x0, y0), (x1, y1) = quad.min(axis=0), quad.max(axis=0)
    return Box(float(x0), float(y0), float(x1), float(y1))


def _find(engine: Engine, pixels: Pixels, factor: float) -> list[Quad]:
    work = scaled(pixels, factor)
    parts = strips(work)
    quads = [
        (quad + np.array([x0, y0], np.float32), number)
        for number, (x0, y0, part) in enumerate(parts)
        for quad in engine.find(part)
    ]
    joined = [quad for quad, _ in quads] if len(parts) == 1 else _joined(quads)
    down = np.array(
        [pixels.shape[1] / work.shape[1], pixels.shape[0] / work.shape[0]], np.float32
    )
    return [quad * down for quad in joined]


def _joined(quads: Sequence[tuple[Quad, int]]) -> list[Quad]:
    """Make one of the quads that two overlapping parts found of the same line."""
    result: list[tuple[Quad, set[int]]] = []
    for quad, part in quads:
        for place, (other, parts) in enumerate(result):
            if part not in parts and _same_line(quad_box(quad), quad_box(other)):
                result[place] = (_around(quad, other), {*parts, part})
                break
        else:
            result.append((quad, {part}))
    return [quad for quad, _ in result]


def _same_line(first: Box, second: Box) -> bool:
    shared = first.shared(second)
    if shared <= 0.0:
        return False
    down = min(first.y1, second.y1) - max(first.y0, second.y0)
    across = min(first.x1, second.x1) - max(first.x0, second.x0)
    return (
        down > 0.6 * min(first.height, second.height)
        and across > 0.6 * min(first.height, second.height)
    ) or shared > 0.5 * min(first.area, second.area)


def _around(first: NDArray[np.float32], second: NDArray[np.float32]) -> Quad:
    box = Box.around((quad_box(first), quad_box(second)))
    return np.array(
        [[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]],
        np.float32,
    )
