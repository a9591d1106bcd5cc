"""Rules of tables in pictures, straight and leaning."""

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw

from redactor.ocr.ruling import find_rules, straightened

_XS, _YS = (100, 400, 800), (150, 250, 350, 450)


def table(angle: float = 0.0, noise: int = 0) -> Image.Image:
    """Draw a table of 2 by 3 cells at 200 dpi; the angle is clockwise, in degrees."""
    image = Image.new("L", (900, 600), 240)
    draw = ImageDraw.Draw(image)
    for x in _XS:
        draw.line((x, _YS[0], x, _YS[-1]), fill=30, width=2)
    for y in _YS:
        draw.line((_XS[0], y, _XS[-1], y), fill=30, width=2)
    for x in range(120, 380, 9):  # letters, as strokes
        draw.line((x, 180, x, 210), fill=30, width=3)
    turned = image.rotate(
        -angle, Image.Resampling.BICUBIC, center=(0, 0), fillcolor=240
    )
    if noise:
        # Pillow's own noise differs from run to run.
        level = np.random.default_rng(5).normal(128, noise, turned.size[::-1])
        grain = Image.fromarray(np.clip(level, 0, 255).astype(np.uint8))
        turned = Image.blend(turned, grain, 0.15)
    return turned


@pytest.mark.parametrize("angle", [-2.5, -1.0, 0.0, 1.0, 2.5])
def test_every_rule_is_found_where_it_stands(angle):
    slope = math.tan(math.radians(angle))
    across, down = find_rules(table(angle), 200.0, slope)
    assert [round((b.y0 + b.y1) / 2) for b in sorted(across, key=lambda b: b.y0)] == (
        pytest.approx(_YS, abs=3)
    )
    assert [round((b.x0 + b.x1) / 2) for b in sorted(down, key=lambda b: b.x0)] == (
        pytest.approx(_XS, abs=3)
    )
    assert all(box.width > 650 for box in across)
    assert all(box.height > 280 for box in down)


def test_noise_does_not_break_rules_nor_make_some():
    across, down = find_rules(table(noise=60), 200.0)
    assert (len(across), len(down)) == (4, 3)


def test_letters_and_small_pictures_have_none():
    image = Image.new("L", (400, 200), 255)
    draw = ImageDraw.Draw(image)
    for x in range(20, 380, 12):
        draw.line((x, 60, x, 100), fill=0, width=4)
    assert find_rules(image, 200.0) == ((), ())
    assert find_rules(Image.new("L", (20, 20), 0), 200.0) == ((), ())


def test_points_are_laid_straight():
    assert straightened(100.0, 10.0, 0.0) == (100.0, 10.0)
    x, y = straightened(100.0, 12.0, 0.02)
    assert (x, y) == pytest.approx((100.24, 10.0))
