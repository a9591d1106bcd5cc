"""Telling runs of removed values, and what masks may show."""

from redactor.model import Secret
from redactor.verification.needles import Needles

TOWNS = ("秣陵街道", "东山街道", "淳化街道")
HEAD = "江苏省南京市江宁区"
ADDRESSES = [HEAD + town + "长塘新村18号3幢201室" for town in TOWNS]
MASKS = [HEAD + town for town in TOWNS]
NEEDLES = Needles(
    Secret("CN_ADDRESS", address, mask)
    for address, mask in zip(ADDRESSES, MASKS, strict=True)
)


def test_masks_below_each_other_are_no_run() -> None:
    """A column of masks reads as one line; nothing in it is more than a mask shows."""
    assert NEEDLES.find("".join(MASKS * 3)) == []


def test_one_character_more_than_the_mask_tells() -> None:
    """Beside clean masks the one that shows more is found, whole or in part."""
    text = MASKS[0] + ADDRESSES[1][: len(MASKS[1]) + 1] + MASKS[2]
    (hit,) = NEEDLES.find(text)
    assert text[hit.start : hit.end] == MASKS[1] + "长"
    assert not hit.whole
    whole = MASKS[0] + ADDRESSES[1] + MASKS[2]
    assert [(h.whole, h.start) for h in NEEDLES.find(whole)] == [(True, len(MASKS[0]))]
