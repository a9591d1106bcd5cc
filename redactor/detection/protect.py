"""Protectors: document numbers, amounts, hotlines, masked values. They always stay."""

from collections.abc import Iterable, Sequence

import regex

from redactor.detection.rulefile import TIMEOUT_SECONDS, RuleSpec
from redactor.errors import RecognizerTimeoutError

__all__ = ["Protectors", "inside"]


class Protectors:
    """Finds the stretches of a text that are never personal information."""

    def __init__(self, rules: Iterable[RuleSpec]) -> None:
        self._patterns = [
            (rule.name, pattern.score == 1, regex.compile(pattern.regex))
            for rule in rules
            for pattern in rule.patterns
        ]

    def spans(self, text: str) -> list[tuple[int, int, bool]]:
        """Return the protected spans of a normal-form text, sorted.

        The third value tells whether no label and no check digit can prevail.

        Raises:
            RecognizerTimeoutError: A regex ran out of time.
        """
        found = []
        for name, hard, pattern in self._patterns:
            try:
                found += [
                    (*match.span(), hard)
                    for match in pattern.finditer(text, timeout=TIMEOUT_SECONDS)
                ]
            except TimeoutError as error:
                raise RecognizerTimeoutError(recognizer=name, pattern="") from error
        return sorted(found)


def inside(
    spans: Sequence[tuple[int, int, bool]], start: int, end: int, *, hard: bool = False
) -> bool:
    """Tell whether a span lies wholly in one of the protected spans."""
    return any(a <= start and end <= b and (h or not hard) for a, b, h in spans)
