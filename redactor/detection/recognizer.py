"""Our recognizers in Presidio's frame: regexes from rule files, time-outs that raise.

This module imports Presidio; it is itself imported only inside functions.
"""

from typing import Any

import regex
from presidio_analyzer import Pattern, PatternRecognizer, RecognizerResult

from redactor.detection.rulefile import TIMEOUT_SECONDS, RuleSpec
from redactor.detection.validators import VALIDATORS, Verdict
from redactor.errors import RecognizerTimeoutError

__all__ = ["LANGUAGE", "RuleRecognizer", "present"]

LANGUAGE = "zh"
_NO_VERDICT = Verdict()
_DIGIT = regex.compile(r"[0-9〇零一二三四五六七八九]")
_LETTER = regex.compile(r"[A-Za-z]")


def present(text: str) -> frozenset[str]:
    """Return which of the characters that rules ask for stand in a text."""
    found = {"any"}
    if _DIGIT.search(text) is not None:
        found.add("digit")
    if _LETTER.search(text) is not None:
        found.add("letter")
    if "@" in text:
        found.add("at")
    return frozenset(found)


class RuleRecognizer(PatternRecognizer):  # type: ignore[misc]
    """A recognizer made of one rule; every match carries its labelled score.

    Presidio logs and skips a regex that runs out of time and drops a failed check;
    both would be silent misses, so ``analyze`` is our own.
    """

    def __init__(self, rule: RuleSpec) -> None:
        super().__init__(
            supported_entity=rule.entity,
            name=rule.name,
            supported_language=LANGUAGE,
            patterns=[Pattern(p.name, p.regex, p.score) for p in rule.patterns],
            context=list(rule.labels),
            global_regex_flags=0,
        )
        self.rule = rule
        self._compiled = [(p, regex.compile(p.regex)) for p in rule.patterns]
        self._free = [(p, r) for p, r in self._compiled if p.score > 0]
        self._validate = VALIDATORS.get(rule.validator)

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: Any = None,
        regex_flags: int | None = None,
    ) -> list[RecognizerResult]:
        """Return the matches of all regexes that have a say in this text.

        Args:
            text: Normal-form text.
            entities: Not used: every recognizer has one.
            nlp_artifacts: Those of `JiebaNlpEngine`, which know the labels in the text.
            regex_flags: Not used: flags stand in the rules.

        Raises:
            RecognizerTimeoutError: A regex ran out of time.
        """
        if self.rule.needs not in nlp_artifacts.present:
            return []
        named = self.rule.entity in nlp_artifacts.named
        results = []
        for pattern, compiled in self._compiled if named else self._free:
            try:
                matches = list(compiled.finditer(text, timeout=TIMEOUT_SECONDS))
            except TimeoutError as error:
                raise RecognizerTimeoutError(
                    recognizer=self.name, pattern=pattern.name
                ) from error
            for match in matches:
                validate = self._validate
                verdict = validate(match[0]) if validate else _NO_VERDICT
                if not verdict.drop:
                    results.append(self._result(pattern, match.span(), verdict))
        return results

    def _result(
        self, pattern: Any, span: tuple[int, int], verdict: Verdict
    ) -> RecognizerResult:
        score = pattern.score
        if score > 0 and verdict.score is not None:
            score = verdict.score
        labelled = pattern.labelled if verdict.labelled is None else verdict.labelled
        result = RecognizerResult(self.rule.entity, span[0], span[1], max(score, 0.01))
        result.recognition_metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            "rule": self.rule,
            "pattern": pattern.name,
            "labelled": max(score, labelled),
            "note": verdict.note,
        }
        return result
