"""Values printed without a gap: a name, an ID and a phone number in one run of digits.

This module imports Presidio; it is itself imported only inside functions.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import regex
from presidio_analyzer import EntityRecognizer, RecognizerResult

from redactor.detection.recognizer import LANGUAGE
from redactor.detection.rulefile import Examples, PatternSpec, RuleSpec
from redactor.detection.validators import card_bin, region_ok
from redactor.text.checksums import credit_code_ok, id18_date, id18_ok, luhn_ok

__all__ = ["GluedRecognizer", "split_run"]

_RUN = regex.compile(r"(?<![0-9*])[0-9]{18,90}[0-9Xx]?[0-9]{0,60}(?![0-9*])")
_MOBILE = regex.compile(r"1[3-9][0-9]{9}")
_RULE = RuleSpec(
    name="cn_glued_numbers",
    entity="CN_ID_CARD",
    title="连写号码",
    source="GB 11643-1999, ISO/IEC 7812-1",
    needs="digit",
    validator="",
    labels=(),
    patterns=(PatternSpec("", "[0-9]", 0.0, 0.0),),
    examples=Examples(),
    file=Path("glued.py"),
)
_SCORES = {
    "CN_ID_CARD": (0.93, "校验位正确"),
    "CN_MOBILE": (0.88, "紧接身份证号"),
    "CN_BANK_CARD": (0.88, "紧接身份证号，发卡行可识别"),
    "CN_BANK_ACCOUNT": (0.6, "紧接身份证号的数字"),
}


def _ids(run: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start + 18 <= len(run):
        number = run[start : start + 18]
        if id18_ok(number) and region_ok(number) and _born(number):
            yield start, start + 18
            start += 18
        else:
            start += 1


def _born(number: str) -> bool:
    born = id18_date(number)
    return born is not None and 1900 <= born.year <= 2099


def split_run(run: str) -> list[tuple[int, int, str]]:
    """Cut a run of digits around the citizen numbers with right check digits in it.

    What is left over is read as a mobile number, a card or an account; up to four
    digits at the front are a serial number. Returns spans with their entity, nothing
    when the run holds no such number.
    """
    ids = list(_ids(run))
    if not ids or len(run) == 18:
        return []
    found = [(start, end, "CN_ID_CARD") for start, end in ids]
    edges = [0, *(edge for span in ids for edge in span), len(run)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        found += _rest(run, start, end)
    return sorted(found)


def _rest(run: str, start: int, end: int) -> list[tuple[int, int, str]]:
    rest = run[start:end]
    if len(rest) <= (4 if start == 0 else 2):
        return []
    if len(rest) == 11 and _MOBILE.fullmatch(rest):
        return [(start, end, "CN_MOBILE")]
    if len(rest) > 11 and _MOBILE.fullmatch(rest[-11:]):
        return [*_rest(run, start, end - 11), (end - 11, end, "CN_MOBILE")]
    if len(rest) > 11 and _MOBILE.fullmatch(rest[:11]):
        return [(start, start + 11, "CN_MOBILE"), *_rest(run, start + 11, end)]
    if 16 <= len(rest) <= 19 and luhn_ok(rest) and card_bin(rest):
        return [(start, end, "CN_BANK_CARD")]
    return [(start, end, "CN_BANK_ACCOUNT")]


class GluedRecognizer(EntityRecognizer):  # type: ignore[misc]
    """Finds citizen numbers inside longer runs of digits, and what is glued to them."""

    def __init__(self) -> None:
        super().__init__(
            supported_entities=sorted(_SCORES),
            name=_RULE.name,
            supported_language=LANGUAGE,
        )

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: Any = None
    ) -> list[RecognizerResult]:
        """Return the parts of all runs of at least 20 digits."""
        results = []
        for match in _RUN.finditer(text):
            run = match[0]
            if credit_code_ok(run) or (len(run) < 20 and luhn_ok(run)):
                continue
            for start, end, entity in split_run(run.upper()):
                results.append(
                    self._result(match.start() + start, match.start() + end, entity)
                )
        return results

    def _result(self, start: int, end: int, entity: str) -> RecognizerResult:
        score, note = _SCORES[entity]
        result = RecognizerResult(entity, start, end, score)
        result.recognition_metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            "rule": _RULE,
            "pattern": "拆分",
            "labelled": score,
            "note": note,
        }
        return result
