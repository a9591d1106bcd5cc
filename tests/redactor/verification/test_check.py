"""Detection run again, and values looked for in bulk."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from redactor.errors import RecognizerTimeoutError
from redactor.model import Secret
from redactor.text.normalize import bare
from redactor.verification.check import Redetect, verify
from redactor.verification.needles import Needles
from redactor.verification.reading import Reading, quick_bare
from tests.build.people import id_number, mobile, people
from tests.redactor.verification.docx_pairs import body, paragraph, parts, request, run

OTHER = mobile(9)


def finds(value: str, entity: str, score: float) -> Redetect:
    """A detection that knows one value."""

    def redetect(texts: Sequence[str]) -> list[list[tuple[int, int, str, float]]]:
        return [
            [(at, at + len(value), entity, score)]
            if (at := text.find(value)) >= 0
            else []
            for text in texts
        ]

    return redetect


@pytest.mark.parametrize(
    ("value", "entity", "score", "code"),
    [
        (OTHER, "CN_MOBILE", 0.9, "redetected"),
        (OTHER, "CN_MOBILE", 0.2, ""),
        ("周文静", "PERSON", 0.9, "new_finding"),
        ("周某静", "PERSON", 0.9, ""),
        ("138****1234", "CN_MOBILE", 0.9, ""),
    ],
)
def test_redetection(
    tmp_path: Path, value: str, entity: str, score: float, code: str
) -> None:
    extra = paragraph(run(f"另有{value}"))
    masked = body("****", "****", "****")
    source = parts(body("欧阳孟霆", id_number(7), mobile(4)) + extra)
    job = request(tmp_path, parts(masked + extra), source)
    outcome = verify(job, finds(value, entity, score))
    check = next(c for c in outcome.report.checks if c.channel == "redetection")
    assert check.code == code
    assert outcome.report.passed is (code == "")
    assert [(n.entity, n.text) for n in outcome.new_findings] == (
        [(entity, value)] if code else []
    )
    assert value not in repr(outcome)


@pytest.mark.parametrize(
    ("entity", "code"), [("CN_ADDRESS", ""), ("PERSON", "new_finding")]
)
def test_a_town_and_the_label_behind_a_treated_household(
    tmp_path: Path, entity: str, code: str
) -> None:
    """Both stood in the source and were judged there; only a blank parts them now."""
    left, label = "湖北省宜昌市峡阳县孟家窑乡", "移动电话"
    text = f"{left}第三村民小组74号\u3000{label}"
    source = parts(paragraph(run(text)))
    job = request(tmp_path, parts(paragraph(run(f"{left}\u3000{label}"))), source)
    job = replace(job, secrets=(), edits=(), seen_texts=((None, text),))
    outcome = verify(job, finds(f"{left}\u3000{label}", entity, 0.7))
    check = next(c for c in outcome.report.checks if c.channel == "redetection")
    assert check.code == code


def test_what_was_decided_to_stay_is_no_finding(tmp_path: Path) -> None:
    extra = paragraph(run(f"咨询电话{OTHER}"))
    source = parts(body("欧阳孟霆", id_number(7), mobile(4)) + extra)
    job = request(tmp_path, parts(body("****", "****", "****") + extra), source)
    job = replace(job, kept_texts=frozenset({bare(OTHER)}))
    assert verify(job, finds(OTHER, "CN_MOBILE", 0.9)).report.passed


def test_a_detection_that_fails_is_heard(tmp_path: Path) -> None:
    def broken(texts: Sequence[str]) -> list[list[tuple[int, int, str, float]]]:
        raise RecognizerTimeoutError(recognizer="x")

    with pytest.raises(RecognizerTimeoutError):
        verify(request(tmp_path), broken)


def test_an_unknown_format_is_a_failed_check(tmp_path: Path) -> None:
    job = replace(request(tmp_path), format_name="odt")
    checks = verify(job, lambda texts: [[] for _ in texts]).report.checks
    assert [(c.channel, c.code) for c in checks if not c.passed] == [
        ("format", "not_run")
    ]


def found(secrets: Sequence[Secret], text: str) -> list[tuple[str, bool]]:
    reading = Reading(text)
    needles = Needles(secrets)
    return [
        (reading.bare[h.start : h.end], h.whole)
        for h in needles.find(reading.bare)
        if needles.counts(h, reading)
    ]


NUMBER = id_number(5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NUMBER, [(NUMBER.lower(), True)]),
        (f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}", [(NUMBER.lower(), True)]),
        (NUMBER[:9], [(NUMBER[:9], False)]),
        (NUMBER[:8], []),
        (f"{NUMBER[:5]} {NUMBER[5:10]}", []),
        (f"{NUMBER[:5]} {NUMBER[5:12]}", [(NUMBER[:12], False)]),
        (f"{NUMBER[:6]}********{NUMBER[-4:]}", []),
        (NUMBER + NUMBER, [(NUMBER.lower(), True)] * 2),
        ("1" + NUMBER[1:9], []),
    ],
)
def test_runs_of_a_number(text: str, expected: list[tuple[str, bool]]) -> None:
    assert found([Secret("CN_ID_CARD", NUMBER)], text) == expected


def test_digits_that_the_mask_shows_are_no_run() -> None:
    mask = NUMBER[:14] + "****"
    secret = Secret("CN_ID_CARD", NUMBER, mask)
    assert found([secret], mask) == []
    assert found([secret], NUMBER) == [(NUMBER.lower(), True)]


def test_many_values_are_found_at_once() -> None:
    everybody = people(300)
    secrets = [Secret("CN_ID_CARD", p.id_number) for p in everybody]
    secrets += [Secret("CN_MOBILE", p.mobile) for p in everybody]
    secrets += [Secret("CN_ADDRESS", p.address) for p in everybody]
    text = "".join(f"{p.id_number}，{p.mobile}；{p.address}\n" for p in everybody)
    whole = {value for value, is_whole in found(secrets, text) if is_whole}
    assert {quick_bare(p.id_number) for p in everybody} <= whole
    assert {quick_bare(p.mobile) for p in everybody} <= whole
    assert {quick_bare(p.address) for p in everybody} <= whole


@pytest.mark.parametrize("make", [quick_bare, bare], ids=["quick", "slow"])
def test_the_two_bare_forms_agree(make: Callable[[str], str]) -> None:
    text = "Ｘ１２－３ 张·三 ⼀ａＢ.,/|_"
    assert make(text) == bare(text)


def test_a_reading_knows_where_its_characters_come_from() -> None:
    reading = Reading("a-\u200bＢ cﬁ")
    assert reading.bare == "abcfi"
    assert reading.raw_span(1, 2) == (3, 4)
    assert reading.raw_span(3, 5) == (6, 7)
