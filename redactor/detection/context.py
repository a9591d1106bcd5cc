"""The context step: labels and protectors decide what a match is worth.

It takes the place of Presidio's enhancer, whose cost grows with the square of the text
(FACTS: 217 times the bare regexes at 100,000 characters); this one looks at a window
beside each match. It is itself imported only inside functions.
"""

from typing import Any

from presidio_analyzer import RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer

from redactor.detection.labels import Label, LabelBook
from redactor.detection.protect import Protectors, inside

__all__ = ["LabelEnhancer"]

_CHECKED = 0.96
_AFTER_KEEP = 0.6
# Characters between a label and a value that still belong together.
_CLOSE = 4
# Words between a label and a number that make the number a date or a count.
_NOT_A_VALUE = tuple("于在共约达前后计自第满近超")


def _labelled(score: float, labelled: float, label: Label) -> float:
    if label.near:
        return labelled
    if score > 0.01:
        return max(score, labelled - 0.15)
    if len(label.gap) > _CLOSE or label.gap.endswith(_NOT_A_VALUE):
        return score
    return labelled - 0.25


class LabelEnhancer(ContextAwareEnhancer):  # type: ignore[misc]
    """Raises labelled matches, drops protected ones, explains what it did."""

    def __init__(self, book: LabelBook, protectors: Protectors) -> None:
        super().__init__(0.35, 0.4, 5, 3)
        self._book = book
        self._protectors = protectors

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: Any,
        recognizers: Any,
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """Return the matches that are worth something, with their final score.

        Args:
            text: Normal-form text.
            raw_results: Matches of `RuleRecognizer`.
            nlp_artifacts: Not used.
            recognizers: Not used.
            context: Label from outside the text (column header, cell on the left).
        """
        if not raw_results:
            return []
        outside = self._book.exact(context[0]) if context else None
        labels: dict[int, Label | None] = {}
        kept = []
        for result in raw_results:
            label = self._label(text, result, outside, labels)
            if self._weigh(result, label):
                kept.append(result)
        if not kept:
            return []
        spans = self._protectors.spans(text)
        return [
            result
            for result in kept
            if not inside(spans, result.start, result.end, hard=self._defies(result))
        ]

    def _label(
        self,
        text: str,
        result: RecognizerResult,
        outside: Label | None,
        labels: dict[int, Label | None],
    ) -> Label | None:
        start = result.start
        if start not in labels:
            labels[start] = self._book.before(text, start)
        label = labels[start]
        if label is not None and label.near:
            return label
        entity = result.entity_type
        for other in (
            outside,
            self._book.listed(text, start),
            self._book.after(text, result.end),
        ):
            if other is not None and (entity in other.entities or other.keeps):
                return other
        return label

    def _weigh(self, result: RecognizerResult, label: Label | None) -> bool:
        data = result.recognition_metadata
        data["label"] = ""
        if label is None:
            return bool(result.score > 0.01)
        if label.keeps:
            if not label.near:
                if len(label.gap) <= _CLOSE and result.score < _CHECKED:
                    result.score = min(result.score, 0.59)
                return bool(result.score >= 0.3)
            if result.score < _CHECKED:
                return False
            result.score = _AFTER_KEEP
            return True
        if result.entity_type in label.entities:
            data["label"] = label.word
            data["near"] = label.near
            result.score = _labelled(result.score, data["labelled"], label)
        return bool(result.score > 0.01)

    @staticmethod
    def _defies(result: RecognizerResult) -> bool:
        data = result.recognition_metadata
        return bool((data["label"] and data["near"]) or result.score >= _CHECKED)
