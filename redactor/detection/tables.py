"""Tables: header rows and side headers say what cells hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from redactor.detection.hits import Hit
from redactor.detection.rules import RuleEngine
from redactor.model import TextUnit

__all__ = ["Layout", "TableReader"]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the tables of a document say about its units."""

    labels: tuple[str, ...]
    quiet: frozenset[int]


class TableReader:
    """Reads the tables of a document."""

    def __init__(self, rules: RuleEngine) -> None:
        self._rules = rules

    def layout(self, units: Sequence[TextUnit], texts: Sequence[str]) -> Layout:
        """Return the label of each unit."""
        return Layout(("",) * len(units), frozenset())

    def read(self, layout: Layout, texts: Sequence[str], hits: list[list[Hit]]) -> None:
        """Add the hits that only the table gives, in place."""
