"""Protectors: document numbers, amounts, hotlines, masked values. They always stay."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from redactor.detection.rulefile import TIMEOUT_SECONDS, RuleSpec
from redactor.detection.validators import VALIDATORS, Verdict
from redactor.errors import RecognizerTimeoutError

__all__ = ["Protectors", "inside"]


@dataclass(frozen=True, slots=True)
class _Protector:
    name: str
    pattern: Any
    validate: Callable[[str], Verdict] | None
    hard: bool


class Protectors:
    """Finds the stretches of a text that are never personal information."""

    def __init__(self, rules: Iterable[RuleSpec]) -> None:
        self._protectors = [
            _Protector(
                rule.name,
                regex.compile(pattern.regex),
                VALIDATORS.get(rule.validator),
                pattern.score == 1,
            )
            for rule in rules
            for pattern in rule.patterns
        ]
        self.spans = lru_cache(maxsize=1024)(self._spans)

    def _spans(self, text: str) -> list[tuple[int, int, bool]]:
        """Return the protected spans of a normal-form text, sorted.

        The third value tells whether no label and no check digit can prevail.

        Raises:
            RecognizerTimeoutError: A regex ran out of time.
        """
        found = []
        for one in self._protectors:
            try:
                matches = list(one.pattern.finditer(text, timeout=TIMEOUT_SECONDS))
            except TimeoutError as error:
                raise RecognizerTimeoutError(recognizer=one.name, pattern="") from error
            found += [
                (*match.span(), one.hard)
                for match in matches
                if one.validate is None or not one.validate(match[0]).drop
            ]
        return sorted(found)


def inside(
    spans: Sequence[tuple[int, int, bool]], start: int, end: int, *, hard: bool = False
) -> bool:
    """Tell whether a span lies wholly in one of the protected spans."""
    return any(a <= start and end <= b and (h or not hard) for a, b, h in spans)
