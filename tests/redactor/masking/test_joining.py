"""Joined edits never overlap and never leave a tail of a value."""

from hypothesis import given
from hypothesis import strategies as st

from redactor.masking.joining import Piece, join
from redactor.masking.operators import block
from redactor.model import Span, Treatment

TEXT = "云河市长岭镇张三家电话13812345678转九零二室"
COVER, DELETE, MASK = Treatment.COVER, Treatment.DELETE, Treatment.DEIDENTIFY


def piece(
    start: int,
    end: int,
    treatment: Treatment = MASK,
    mask: str = "*",
    entity: str = "CUSTOM",
    unit: str = "u",
) -> Piece:
    span = Span(start, end)
    name = f"{start}-{end}-{treatment}"
    return Piece(name, unit, span, treatment, entity, mask, TEXT[start:end])


PIECES = st.lists(
    st.tuples(
        st.integers(0, 26),
        st.integers(1, 12),
        st.sampled_from(list(Treatment)),
        st.sampled_from(["u", "v"]),
    ).map(lambda t: piece(t[0], min(t[0] + t[1], len(TEXT)), t[2], "*", "QQ", t[3])),
    max_size=12,
)


@given(pieces=PIECES)
def test_union_without_overlap(pieces: list[Piece]) -> None:
    edits = join(pieces)
    for unit in ("u", "v"):
        own = [e for e in edits if e.unit_id == unit and e.span is not None]
        spans = [e.span for e in own if e.span]
        assert not any(
            a.overlaps(b) for i, a in enumerate(spans) for b in spans[i + 1 :]
        )
        wanted = {
            offset
            for p in pieces
            if p.unit_id == unit
            for offset in range(p.span.start, p.span.end)
        }
        covered = {offset for s in spans for offset in range(s.start, s.end)}
        assert covered == wanted


@given(pieces=PIECES)
def test_the_order_of_pieces_does_not_matter(pieces: list[Piece]) -> None:
    def spans(found: list[Piece]) -> set[tuple[object, ...]]:
        return {(e.unit_id, e.span, e.treatment) for e in join(found)}

    assert spans(pieces) == spans(pieces[::-1])


def test_touching_edits_stay_two() -> None:
    first, second = join([piece(0, 3, mask="甲"), piece(3, 6, mask="乙")])
    assert (first.replacement, second.replacement) == ("甲", "乙")


def test_the_outer_mask_wins() -> None:
    (edit,) = join([piece(0, 8, mask="云河市", entity="CN_ADDRESS"), piece(6, 8)])
    assert (edit.span, edit.replacement, edit.entity) == (
        Span(0, 8),
        "云河市",
        "CN_ADDRESS",
    )


def test_an_outer_mask_that_keeps_an_inner_value_is_not_used() -> None:
    outer = piece(0, 9, mask="云河市长岭镇张三", entity="CN_ADDRESS")
    inner = piece(6, 8, mask="张某", entity="PERSON")
    (edit,) = join([outer, inner])
    assert edit.replacement == block("CN_ADDRESS")


def test_partial_overlaps_join_their_masks() -> None:
    (edit,) = join([piece(0, 5, mask="甲"), piece(4, 9, mask="乙")])
    assert (edit.span, edit.replacement, edit.treatment) == (Span(0, 9), "甲乙", MASK)


def test_covering_wins() -> None:
    pieces = [piece(0, 5, MASK), piece(4, 9, COVER, entity="QQ"), piece(8, 9, DELETE)]
    (edit,) = join(pieces)
    assert edit.treatment is COVER
    assert set(edit.replacement) == {"█"}


def test_deleting_leaves_nothing() -> None:
    (edit,) = join([piece(0, 5, DELETE, ""), piece(2, 9, DELETE, "")])
    assert (edit.treatment, edit.replacement) == (DELETE, "")


def test_equal_spans_give_one_edit() -> None:
    (edit,) = join([piece(0, 5, mask="甲"), piece(0, 5, COVER)])
    assert edit.treatment is COVER
