"""Where values stand that only the check of a copy found."""

from pathlib import Path

from redactor.masking.policy import load_policy
from redactor.model import Finding, Passwords, Region, Span, TextUnit, Tier
from redactor.release import Job, _places_of_new
from redactor.verification.check import NewFinding


class Paper:
    """A document whose characters are ten points wide."""

    def regions(self, unit_id, span):
        return (Region(0, 10.0 * span.start, 0, 10.0 * span.end, 10),)


def job_of(units, findings=()) -> Job:
    return Job(
        source=Path("a.pdf"),
        sha256="0" * 64,
        target=Path("b.pdf"),
        passwords=Passwords(),
        policy=load_policy("general"),
        units=units,
        findings=findings,
        decisions=(),
        manual=(),
        attended=True,
        settle=lambda released, path: None,
    )


def test_new_values_are_placed_in_the_main_reading():
    """What a finding covers, or other readings repeat, has no place of its own."""
    units = (
        TextUnit("p0.1", "送 周 文静 收"),
        TextUnit("p0.2", "周文静"),
        TextUnit("s0.1", "周文静", reading="stream"),
    )
    known = Finding("f", "p0.2", Span(0, 3), "PERSON", 0.9, Tier.SURE, "r")
    found = [NewFinding("PERSON", "周文静", "p1")]
    places = _places_of_new(Paper(), job_of(units, (known,)), found)
    assert places == (("PERSON", "p0.1", Span(2, 6), (Region(0, 20.0, 0, 60.0, 10),)),)
    assert _places_of_new(Paper(), job_of(units), []) == ()
