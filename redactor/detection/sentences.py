"""What one text gives away by itself: rules, addresses, names."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from redactor import progress
from redactor.detection.address import find_addresses
from redactor.detection.fields import (
    exam_numbers,
    fields,
    names_beside,
    roster_accounts,
)
from redactor.detection.hits import Hit, moved
from redactor.detection.illness import illnesses
from redactor.detection.names import NameFinder
from redactor.detection.protect import inside
from redactor.detection.rules import RuleEngine, chunks
from redactor.model import Role

__all__ = ["SentenceFinder"]

_ADDRESS_SIGN = re.compile(
    r"[省市区县旗州盟乡镇村路街巷弄屯组幢栋楼号室户]|[0-9]-[0-9]{1,2}-[0-9]{3}"
)
_KNOWN = 0.85
_FAIR = 0.8


class SentenceFinder:
    """Runs the three searches over many texts, each different text once."""

    def __init__(self, rules: RuleEngine, names: NameFinder | None) -> None:
        self._rules = rules
        self._names = names

    def find(
        self,
        texts: Sequence[str],
        labels: Sequence[str],
        quiet: Collection[int],
    ) -> list[list[Hit]]:
        """Return the hits of each normal-form text.

        Args:
            texts: Paragraphs and cells.
            labels: For each text a label from outside it (column header), or "".
            quiet: Indexes of texts whose names other texts hold already.
        """
        wanted = dict.fromkeys(t for i, t in enumerate(texts) if i not in quiet)
        names = self._named(list(wanted))
        addresses = {text: self._addressed(text) for text in dict.fromkeys(texts)}
        hits = []
        for number, (text, label) in enumerate(zip(texts, labels, strict=True)):
            progress.tell("search", number, len(texts))
            found = [*self._rules.find(text, label), *addresses[text]]
            found += names.get(text, [])
            hits.append(found + self._around(text, found))
        return hits

    def _around(self, text: str, found: list[Hit]) -> list[Hit]:
        """Return what labels and neighbours add, piece by piece of a long text."""
        more: list[Hit] = []
        ordered = sorted(found, key=lambda hit: hit.start)
        starts = [hit.start for hit in ordered]
        for offset, chunk in chunks(text):
            low = bisect_left(starts, offset)
            high = bisect_left(starts, offset + len(chunk))
            local = [moved(hit, -offset) for hit in ordered[low:high]]
            size = len(local)
            if ":" in chunk or "住" in chunk or "户籍" in chunk:
                local += fields(chunk, self._rules.book, local)
            local += names_beside(chunk, local)
            if "考" in chunk:
                local += exam_numbers(chunk, local)
            local += roster_accounts(chunk, local, self._rules.book)
            local += illnesses(chunk, local)
            more += [moved(hit, offset) for hit in local[size:]]
        return more

    def _addressed(self, text: str) -> list[Hit]:
        if len(text) < 4 or _ADDRESS_SIGN.search(text) is None:
            return []
        hits = [
            Hit(
                match.start + offset,
                match.end + offset,
                "CN_ADDRESS",
                match.score,
                "address_grammar",
                match.explanation,
                Role.OFFICE if match.office else Role.NONE,
                known=match.score >= _KNOWN and match.complete,
            )
            for offset, chunk in chunks(text)
            for match in find_addresses(chunk)
        ]
        return self._unprotected(hits, text)

    def _named(self, texts: list[str]) -> dict[str, list[Hit]]:
        if self._names is None:
            return {}
        found = self._names.find(texts)
        return {
            text: self._unprotected(
                [
                    Hit(
                        match.start,
                        match.end,
                        "PERSON",
                        match.score,
                        "person_names",
                        match.explanation,
                        match.role,
                        known=match.score >= _KNOWN
                        or (match.score >= _FAIR and match.end - match.start > 2),
                    )
                    for match in matches
                ],
                text,
            )
            for text, matches in zip(texts, found, strict=True)
        }

    def _unprotected(self, hits: list[Hit], text: str) -> list[Hit]:
        if not hits:
            return hits
        spans = self._rules.protectors.spans(text)
        return [hit for hit in hits if not inside(spans, hit.start, hit.end)]
