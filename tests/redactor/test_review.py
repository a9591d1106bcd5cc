"""Reviews: the last decision counts, the policy fills the rest."""

from dataclasses import replace

import pytest

from redactor.model import Action, Decision, Edit, Region, Treatment
from redactor.review import Review, same_person


def test_the_last_decision_counts_and_the_rest_follows_the_policy() -> None:
    proposals = (
        Decision("a", Action.TREAT, Treatment.DELETE),
        Decision("b", Action.ASK),
    )
    review = Review("0" * 64)
    review = review.decide([Decision("b", Action.TREAT, Treatment.COVER, "甲")])
    review = review.decide([Decision("b", Action.KEEP, None, "甲")])
    assert review.apply_to(proposals) == (
        proposals[0],
        Decision("b", Action.KEEP, None, "甲"),
    )


def test_deciding_leaves_the_earlier_review_as_it_was() -> None:
    first = Review("0" * 64)
    first.decide([Decision("a", Action.KEEP)])
    assert first.decisions == {}


PROPOSALS = (
    Decision("a", Action.TREAT, Treatment.DELETE),
    Decision("b", Action.ASK),
)
BOX = Edit("m", Treatment.COVER, "CUSTOM", region=Region(0, 1, 2, 3, 4))


def test_a_signature_holds_for_what_was_signed() -> None:
    review = Review("0" * 64).decide([Decision("b", Action.KEEP, None, "甲")])
    signed = review.sign("乙", PROPOSALS, "p1")
    assert signed.is_signed(PROPOSALS, "p1")
    assert not review.is_signed(PROPOSALS, "p1")
    other = replace(signed.decide([Decision("b", Action.KEEP, None, "丙")]))
    assert other.is_signed(PROPOSALS, "p1"), "who decided it is not what is signed"


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r.decide([Decision("a", Action.KEEP)]),
        lambda r: r.decide([Decision("a", Action.TREAT, Treatment.COVER)]),
        lambda r: replace(r, manual=(BOX,)),
        lambda r: replace(r, confirmed=frozenset({"picture@p1"})),
        lambda r: replace(r, source_sha256="1" * 64),
        lambda r: replace(r, treat_new=True),
    ],
)
def test_any_change_makes_a_signature_void(change) -> None:
    signed = Review("0" * 64).sign("乙", PROPOSALS, "p1")
    assert not change(signed).is_signed(PROPOSALS, "p1")


def test_other_rules_make_a_signature_void() -> None:
    signed = Review("0" * 64).sign("乙", PROPOSALS, "p1")
    assert not signed.is_signed(PROPOSALS, "p2")
    assert not signed.is_signed(PROPOSALS[:1], "p1")


def test_a_nameless_signature_is_none() -> None:
    assert not Review("0" * 64).sign(" ", PROPOSALS, "p").is_signed(PROPOSALS, "p")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("王 建", "王建", True), ("ＷＡＮＧ", "wang", True), ("王建", "王健", False)],
)
def test_a_person_is_the_same_under_blanks_width_and_case(one, other, same) -> None:
    assert same_person(one, other) is same
