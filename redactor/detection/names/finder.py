"""Finds names of persons in running text."""

import re
from collections.abc import Sequence

from redactor.detection.names.grammar import HAN, name_score
from redactor.detection.names.lac import get_tagger
from redactor.detection.names.model import NameMatch
from redactor.model import Role

__all__ = ["NameFinder"]

_HAN_CHAR = re.compile(f"[{HAN}]")


class NameFinder:
    """Names in batches of paragraphs. The model is loaded at the first call."""

    def find(self, texts: Sequence[str]) -> list[list[NameMatch]]:
        """Return the names in each normal-form text, in order, not overlapping."""
        wanted = [i for i, text in enumerate(texts) if _HAN_CHAR.search(text)]
        found: list[list[NameMatch]] = [[] for _ in texts]
        if not wanted:
            return found
        tagged = get_tagger().tag([texts[i] for i in wanted])
        for number, tokens in zip(wanted, tagged, strict=True):
            for token in tokens:
                if token.tag == "PER" and "某" not in token.text:
                    score = 0.8 if name_score(token.text) > -9 else 0.5
                    found[number].append(
                        NameMatch(token.start, token.end, score, Role.NONE, "词法模型")
                    )
        return found
