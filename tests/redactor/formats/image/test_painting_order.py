"""What is covered whole stays one black box, whatever else is treated on it."""

import pytest
from PIL import Image

from redactor.formats.image.painting import Placed, painted
from redactor.model import Edit, Region, Treatment
from redactor.ocr.model import Box


@pytest.mark.parametrize("first", [0, 1])
def test_masks_on_a_covered_card_do_not_show(first: int) -> None:
    card, name = Box(20, 20, 280, 180), Box(60, 60, 160, 90)
    where = Region(0, 0, 0, 1, 1)
    whole = Edit("c", Treatment.COVER, "CARD_IMAGE", None, None, where)
    mask = Edit("n", Treatment.DEIDENTIFY, "PERSON", None, None, where, "\u738b\u67d0")
    edits = [Placed(whole, (card,)), Placed(mask, (name,))]
    result = painted(
        Image.new("RGB", (300, 200), "white"), (edits[first], edits[1 - first])
    )
    black = result.crop((20, 20, 280, 180)).getcolors()
    assert black is not None
    assert [colour for _, colour in black] == [(0, 0, 0)]
    assert result.getpixel((5, 5)) == (255, 255, 255)
