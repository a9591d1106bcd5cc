"""The document as a whole: what one place proves is found everywhere."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from redactor.detection.hits import Hit
from redactor.detection.labels import LabelBook

if TYPE_CHECKING:
    from redactor.detection.nlp import JiebaNlpEngine

__all__ = ["spread"]


def spread(
    texts: Sequence[str], hits: list[list[Hit]], nlp: "JiebaNlpEngine", book: LabelBook
) -> None:
    """Add hits for known values at their other places, in place."""
