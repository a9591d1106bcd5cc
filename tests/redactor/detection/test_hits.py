"""Merging: no overlap, nothing uncovered, and the order of hits does not matter."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from redactor.detection.hits import Hit, merge, tier_of
from redactor.model import Tier

TEXT = "张三住址甲乙丙丁12345678, 90 (电话)abc。"
ENTITIES = ("PERSON", "CN_ADDRESS", "CN_MOBILE", "CN_BANK_ACCOUNT")


@st.composite
def hits(draw):
    start = draw(st.integers(0, len(TEXT) - 1))
    end = draw(st.integers(start + 1, len(TEXT)))
    score = draw(st.sampled_from((0.3, 0.5, 0.6, 0.7, 0.9, 0.99)))
    return Hit(start, end, draw(st.sampled_from(ENTITIES)), score, "test")


@given(st.lists(hits(), max_size=8))
def test_result_does_not_overlap_and_is_ordered(found):
    merged = merge(found, TEXT)
    for left, right in pairwise(merged):
        assert left.start < left.end <= right.start < right.end


@given(st.lists(hits(), max_size=8))
def test_every_letter_and_digit_found_stays_covered(found):
    merged = merge(found, TEXT)
    covered = {i for hit in merged for i in range(hit.start, hit.end)}
    wanted = {i for hit in found for i in range(hit.start, hit.end)}
    assert {i for i in wanted if TEXT[i].isalnum()} <= covered <= wanted


@given(
    st.lists(hits(), max_size=6).flatmap(
        lambda h: st.tuples(st.just(h), st.permutations(h))
    )
)
def test_order_of_hits_does_not_matter(pair):
    found, shuffled = pair
    assert merge(found, TEXT) == merge(list(shuffled), TEXT)


@given(st.lists(hits(), max_size=8))
def test_merging_again_changes_nothing(found):
    once = merge(found, TEXT)
    assert merge(once, TEXT) == once


def _hit(start, end, entity, score):
    return Hit(start, end, entity, score, "test")


def test_longer_wins_among_likely_hits():
    long = _hit(2, 16, "CN_ADDRESS", 0.7)
    assert merge([_hit(4, 6, "PERSON", 0.95), long], TEXT) == [long]


def test_a_sure_hit_beats_a_longer_one_for_review_whose_rest_stays():
    sure = _hit(8, 12, "CN_MOBILE", 0.9)
    merged = merge([_hit(8, 16, "CN_BANK_ACCOUNT", 0.4), sure], TEXT)
    assert [(h.start, h.end, h.entity) for h in merged] == [
        (8, 12, "CN_MOBILE"),
        (12, 16, "CN_BANK_ACCOUNT"),
    ]


def test_same_span_goes_to_the_higher_score_then_the_more_special():
    card = _hit(8, 16, "CN_MOBILE", 0.9)
    account = _hit(8, 16, "CN_BANK_ACCOUNT", 0.9)
    better = _hit(8, 16, "CN_BANK_ACCOUNT", 0.95)
    assert merge([account, card], TEXT) == [card]
    assert merge([better, card], TEXT) == [better]


def test_an_address_gives_way_to_the_number_behind_it():
    number = _hit(10, 16, "CN_MOBILE", 0.9)
    merged = merge([_hit(2, 12, "CN_ADDRESS", 0.95), number], TEXT)
    assert merged == [_hit(2, 10, "CN_ADDRESS", 0.95), number]


def test_tiers():
    assert [tier_of(s) for s in (0.29, 0.3, 0.59, 0.6, 0.84, 0.85, 1)] == [
        None,
        Tier.REVIEW,
        Tier.REVIEW,
        Tier.LIKELY,
        Tier.LIKELY,
        Tier.SURE,
        Tier.SURE,
    ]
