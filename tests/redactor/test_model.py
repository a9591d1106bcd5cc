"""The shared dataclasses: checked, picklable, silent about text."""

import pickle

import pytest

from redactor.model import (
    Check,
    Edit,
    Passwords,
    Region,
    Secret,
    Span,
    TextUnit,
    Treatment,
    VerificationReport,
    finding_id,
)


def test_no_repr_shows_personal_text() -> None:
    values = [
        TextUnit("u", "某甲的号码"),
        Secret("PERSON", "某甲", "某"),
        Passwords(("geheim",)),
        Edit("e", Treatment.DELETE, "PERSON", "u", Span(0, 2), replacement="某甲"),
    ]
    for value in values:
        assert "某" not in repr(value)
        assert "geheim" not in repr(value)
        assert pickle.loads(pickle.dumps(value)) == value


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_must_be_in_order(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="bad span"):
        Span(start, end)


def test_spans_are_half_open() -> None:
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 3).overlaps(Span(2, 4))
    assert Span(0, 4).contains(Span(2, 4))


def test_an_edit_has_exactly_one_place() -> None:
    box = Region(0, 0, 0, 1, 1)
    with pytest.raises(ValueError, match="edit needs"):
        Edit("e", Treatment.COVER, "CUSTOM")
    with pytest.raises(ValueError, match="edit needs"):
        Edit("e", Treatment.COVER, "CUSTOM", "u", Span(0, 1), box)


def test_a_report_without_checks_has_not_passed() -> None:
    assert not VerificationReport(()).passed
    assert VerificationReport((Check("text", passed=True),)).passed
    both = (Check("text", passed=True), Check("objects", passed=False, code="not_run"))
    assert not VerificationReport(both).passed


def test_finding_ids_are_stable_and_differ_by_place_and_entity() -> None:
    ids = {
        finding_id("u", Span(0, 2), "PERSON"),
        finding_id("u", Span(0, 3), "PERSON"),
        finding_id("v", Span(0, 2), "PERSON"),
        finding_id("u", Span(0, 2), "QQ"),
    }
    assert len(ids) == 4
    assert finding_id("u", Span(0, 2), "PERSON") in ids
