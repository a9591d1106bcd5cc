"""When a character counts as moved or changed."""

import numpy as np

from redactor.verification.pdf.collateral import _differs, _distance, _near
from redactor.verification.pdf.pixels import mask_out

BOX = np.array([[10.0, 20.0, 20.0, 30.0]])


def test_an_edge_that_hangs_on_the_fonts_figures_moves_nothing():
    """Pruned fonts may have another lowest glyph, so that all boxes end elsewhere."""
    lower = BOX + np.array([0, 0, 0, 0.7])
    higher = BOX - np.array([0, 0.7, 0, 0])
    assert _near(BOX, lower)
    assert _near(BOX, higher)


def test_what_moved_is_not_near():
    for shift in ((0.7, 0, 0.7, 0), (0, 0.7, 0, 0.7), (0, -0.7, 0, -0.7)):
        assert not _near(BOX, BOX + np.array(shift))
    assert not _near(BOX, np.zeros((0, 4)))
    assert _distance(BOX, BOX).tolist() == [0.0]


class Two:
    def __init__(self, source, copy):
        self.source, self.copy = source, copy


def test_a_character_is_judged_by_its_own_pixels():
    """The half under a treated box may change, the other half may not."""
    size = (40.0, 40.0)
    source = np.full((40, 40), 255, np.uint8)
    source[20:30, 10:20] = 0
    treated = np.array([[5.0, 20.0, 15.0, 30.0]])
    mask = mask_out(source.shape, treated, size, 1.5)
    half, whole = source.copy(), source.copy()
    half[20:30, 10:15] = 255
    whole[20:30, 10:20] = 255
    assert not _differs(BOX[0], Two(source, half), size, mask)
    assert _differs(BOX[0], Two(source, whole), size, mask)
