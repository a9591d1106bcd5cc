"""Each place is found once, whatever the number of readings that show it."""

from dataclasses import replace

from redactor.model import Finding, Span, TextUnit, Tier
from redactor.readings import merge_readings


class Pages:
    """A document of two readings over the same characters, by offset."""

    def anchors(self, unit_id: str, span: Span) -> tuple[int, ...]:
        shift = 0 if unit_id in ("main", "joined") else 100
        return tuple(range(shift + span.start, shift + span.end))


UNITS = (
    TextUnit("main", "x" * 40),
    TextUnit("joined", "x" * 40, reading="seam"),
    TextUnit("apart", "x" * 40, reading="stream"),
)


def finding(unit: str, start: int, end: int, score: float = 0.9) -> Finding:
    kind = "CN_SOCIAL_SECURITY"
    name = f"{unit}{start}{end}"
    return Finding(name, unit, Span(start, end), kind, score, Tier.SURE, "r")


def merged(*findings: Finding) -> set[str]:
    document = Pages()
    return {f.id for f in merge_readings(document, UNITS, findings)}  # type: ignore[arg-type]


def test_the_same_characters_are_found_once() -> None:
    main = finding("main", 0, 9)
    assert merged(main, finding("joined", 0, 9, 0.99)) == {main.id}


def test_other_characters_are_found_too() -> None:
    main, other = finding("main", 0, 9), finding("apart", 0, 9)
    assert merged(main, other) == {main.id, other.id}


def test_a_longer_stretch_that_is_no_surer_takes_nothing_along() -> None:
    main = finding("main", 0, 9)
    assert merged(main, finding("joined", 0, 13)) == {main.id}


def test_a_longer_stretch_that_is_surer_wins() -> None:
    main, longer = finding("main", 0, 9, 0.4), finding("joined", 0, 18)
    assert merged(main, longer) == {main.id, longer.id}


def test_a_short_piece_does_not_hide_a_number_of_another_kind() -> None:
    piece = replace(finding("main", 0, 9), entity="QQ")
    longer = finding("joined", 0, 13)
    assert merged(piece, longer) == {piece.id, longer.id}


def test_a_small_part_does_not_hide_the_whole() -> None:
    part, whole = finding("main", 0, 4), finding("joined", 0, 18)
    assert merged(part, whole) == {part.id, whole.id}
