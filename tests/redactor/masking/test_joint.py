"""Two files that hide other digits of one number are found out, others are not."""

import pickle

from redactor.masking.joint import JointMask, Trace, joint_masks, traces
from redactor.model import (
    CellRef,
    Edit,
    Finding,
    Span,
    TextUnit,
    Tier,
    Treatment,
    finding_id,
)
from tests.build.people import id_number, people

KEY = b"k" * 32
ONE, TWO = people(2)
NUMBER = ONE.id_number


def row(*cells: str) -> list[TextUnit]:
    return [TextUnit(f"c{i}", t, cell=CellRef("t", 1, i)) for i, t in enumerate(cells)]


def name_in(unit: TextUnit) -> Finding:
    span = Span(0, len(unit.text))
    key = finding_id(unit.id, span, "PERSON")
    return Finding(key, unit.id, span, "PERSON", 0.9, Tier.SURE, "t")


def published(name: str, *cells: str) -> tuple[Trace, ...]:
    """Return the traces of a file whose source was masked before."""
    units = row(name, *cells)
    return traces(units, [name_in(units[0])], (), KEY)


def masked(number: str, mask: str) -> tuple[Trace, ...]:
    """Return the traces of a file in which we mask the number."""
    units = [TextUnit("u", f"身份证号{number}。")]
    span = Span(4, 4 + len(number))
    edit = Edit("e", Treatment.DEIDENTIFY, "CN_ID_CARD", "u", span, replacement=mask)
    return traces(units, [], [edit], KEY)


def joined(*files: tuple[Trace, ...]) -> tuple[JointMask, ...]:
    return joint_masks(enumerate(files), floor=1000)


HEAD = f"{NUMBER[:6]}************"
TAIL = f"**********{NUMBER[10:]}"


def test_our_masks_of_one_number() -> None:
    (one,) = joined(masked(NUMBER, HEAD), masked(NUMBER, TAIL))
    assert (one.kind, one.files) == ("id", (0, 1))
    assert 1 <= one.candidates < 50
    assert joined(masked(NUMBER, HEAD), masked(id_number(9), TAIL)) == ()
    assert joined(masked(NUMBER, HEAD), masked(NUMBER, HEAD)) == ()
    assert joined(masked(NUMBER, HEAD)) == ()


def test_masks_of_the_source_are_joined_by_the_name() -> None:
    (one,) = joined(published(ONE.name, HEAD), published(ONE.name, TAIL))
    assert one.files == (0, 1)
    assert joined(published(ONE.name, HEAD), published(TWO.name, TAIL)) == ()


def test_what_one_file_tells_is_held_against_the_mask_of_the_other() -> None:
    born = f"{NUMBER[6:10]}年{int(NUMBER[10:12])}月{int(NUMBER[12:14])}日"
    mask = f"{NUMBER[:6]}********{NUMBER[14:]}"
    quiet = published(ONE.name, mask.replace(NUMBER[:6], "******"))
    (one,) = joined(quiet, published(ONE.name, born, HEAD))
    assert one.candidates == 1


def test_masks_that_contradict_are_two_people() -> None:
    other = f"{id_number(9)[:6]}************"
    if other != HEAD:
        assert joined(published(ONE.name, HEAD), published(ONE.name, other)) == ()


def test_phones_and_cards() -> None:
    phone = [f"{ONE.mobile[:3]}****{ONE.mobile[-4:]}", f"{ONE.mobile[:7]}****"]
    (one,) = joined(*(published(ONE.name, mask) for mask in phone))
    assert (one.kind, one.candidates) == ("phone", 1)


def test_no_number_and_no_name_is_kept() -> None:
    found = (*masked(NUMBER, HEAD), *published(ONE.name, TAIL))
    raw = pickle.dumps(found)
    assert NUMBER.encode() not in raw
    assert ONE.name.encode() not in raw
    assert NUMBER[:6] not in repr(found)
