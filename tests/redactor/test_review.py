"""Reviews: the last decision counts, the policy fills the rest."""

from redactor.model import Action, Decision, Treatment
from redactor.review import Review


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
