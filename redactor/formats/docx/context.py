"""What the steps of flattening share: counts, dropped texts, hazards, style facts."""

import re
from collections import Counter
from dataclasses import dataclass, field

from redactor.model import Hazard, Place, Removal, TextUnit

__all__ = ["Context"]

_LONGEST = 200_000
# What Word itself calls bookmarks: the digits are chance, or part of a number.
_OWN = re.compile(r"_(Toc|Ref|Hlk)\d{0,10}")
_FIRST = 900_000_000


@dataclass(slots=True)
class Context:
    """Collected while a package is flattened.

    Attributes:
        removed: Removal kinds and counts.
        dropped: Units of text that the copy goes without.
        hidden_styles: Ids of styles whose runs are hidden.
        bookmarks: Old names of bookmarks to new ones (see `fresh_bookmark`).
    """

    removed: Counter[str] = field(default_factory=Counter)
    dropped: list[TextUnit] = field(default_factory=list, repr=False)
    hazards: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    hidden_styles: frozenset[str] = frozenset()
    bookmarks: dict[str, str] = field(default_factory=dict, repr=False)

    def drop_text(self, kind: str, text: str | None, place: Place) -> None:
        """List a dropped text, so that findings in it are reported."""
        if text and text.strip():
            number = len(self.dropped)
            unit = TextUnit(
                f"dropped/{kind}/{number}", text[:_LONGEST], place, editable=False
            )
            self.dropped.append(unit)

    def fresh_bookmark(self, name: str) -> str | None:
        """Return the new name of a known bookmark, or of one that Word named.

        Returns:
            None for any other.
        """
        if name == "_GoBack":
            return name
        found = _OWN.fullmatch(name)
        if found is not None and name not in self.bookmarks:
            self.bookmarks[name] = f"_{found[1]}{_FIRST + len(self.bookmarks)}"
        return self.bookmarks.get(name)

    def hazard(self, kind: str, where: str, *, blocking: bool = True) -> None:
        """Note a place that may hold text which was not read."""
        self.hazards[kind, where, blocking] += 1

    def hazard_list(self) -> tuple[Hazard, ...]:
        """Return the hazards in the order they were found."""
        return tuple(
            Hazard(kind, count, where, blocking=blocking)
            for (kind, where, blocking), count in self.hazards.items()
        )

    def removal_list(self) -> tuple[Removal, ...]:
        """Return the removals, sorted by kind."""
        return tuple(Removal(k, n) for k, n in sorted(self.removed.items()) if n)
