"""Unread places that vanish with what is treated, and seals that a box would cut."""

from redactor.model import Hazard, Region
from redactor.unread import seal_cuts, settled


def unread(*regions, kind="picture_unread"):
    return Hazard(kind, len(regions), "p1", 0, regions=regions)


def test_a_line_that_goes_whole_needs_no_look():
    hazard = unread(Region(0, 10, 10, 110, 20))
    parts = [(Region(0, 9, 9, 60, 21),), (Region(0, 60, 9, 111, 21),)]
    assert settled([hazard], parts) == {hazard.id}


def test_a_line_that_goes_in_part_is_still_unread():
    hazard = unread(Region(0, 10, 10, 110, 20))
    for gone in (
        Region(0, 9, 9, 80, 21),
        Region(0, 40, 9, 111, 21),
        Region(0, 9, 16, 111, 30),
        Region(1, 9, 9, 111, 21),
    ):
        assert settled([hazard], [(gone,)]) == frozenset()
    gap = [(Region(0, 9, 9, 50, 21), Region(0, 70, 9, 111, 21))]
    assert settled([hazard], gap) == frozenset()


def test_one_of_two_places_is_not_enough():
    hazard = unread(Region(0, 10, 10, 60, 20), Region(0, 10, 40, 60, 50))
    assert settled([hazard], [(Region(0, 9, 9, 61, 21),)]) == frozenset()


def test_other_hazards_and_places_unknown_stay():
    box = Region(0, 10, 10, 60, 20)
    assert settled([unread(box, kind="portrait"), unread()], [(box,)]) == frozenset()


def test_a_box_under_a_seal_asks():
    seal = unread(Region(0, 100, 100, 200, 200), kind="seal")
    boxes = {"a": (Region(0, 150, 150, 180, 160),), "b": (Region(0, 0, 0, 9, 9),)}
    (cut,) = seal_cuts([seal], boxes)
    assert (cut.kind, cut.count, cut.blocking) == ("seal_cut", 1, True)
    assert cut.regions == boxes["a"]


def test_a_box_beside_a_seal_does_not_ask():
    seal = unread(Region(0, 100, 100, 200, 200), kind="seal")
    assert seal_cuts([seal], {"a": (Region(0, 60, 150, 102, 160),)}) == ()
    assert seal_cuts([seal], {"a": (Region(1, 150, 150, 180, 160),)}) == ()
