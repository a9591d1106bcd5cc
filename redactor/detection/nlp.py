"""Presidio's NLP engine for Chinese: jieba tokens over a bare spaCy vocabulary.

No model is loaded or fetched. Tokens are made when somebody asks for them; the rules
need none. This module imports Presidio; it is itself imported only inside functions.
"""

import logging
from collections.abc import Iterable, Iterator
from typing import Any

import jieba
from presidio_analyzer import AnalyzerEngine, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from redactor.detection.labels import LabelBook
from redactor.detection.recognizer import LANGUAGE, present

__all__ = ["ChineseAnalyzer", "JiebaNlpEngine"]


class _LazyArtifacts(NlpArtifacts):  # type: ignore[misc]
    """Artifacts whose tokens are cut on first use.

    ``named`` holds the entities that a label in or beside the text names; patterns
    that need a label are not run for others. ``present`` holds what characters it has.
    """

    def __init__(
        self, text: str, engine: "JiebaNlpEngine", named: frozenset[str]
    ) -> None:
        self.text = text
        self.named = named
        self.present = present(text)
        self.nlp_engine = engine
        self.language = LANGUAGE
        self.entities: list[Any] = []
        self.scores: list[float] = []

    def __getattr__(self, name: str) -> Any:
        if name not in ("tokens", "tokens_indices", "lemmas", "keywords"):
            raise AttributeError(name)
        words = self.nlp_engine.words(self.text)
        self.tokens = self.nlp_engine.doc(words)
        self.tokens_indices = [token.idx for token in self.tokens]
        self.lemmas = words
        self.keywords = self.set_keywords(self.nlp_engine, words, LANGUAGE)
        return self.__dict__[name]


class JiebaNlpEngine(NlpEngine):  # type: ignore[misc]
    """Tokens by jieba; no entities, no model. Thread-safe after `load`."""

    def __init__(self, book: LabelBook) -> None:
        self._book = book
        self._tokenizer: Any = None
        self._vocab: Any = None

    def load(self) -> None:
        """Load jieba's dictionary (0.5 s, once a process)."""
        from spacy import Vocab

        jieba.setLogLevel(logging.WARNING)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.initialize()
        self._vocab = Vocab()

    def is_loaded(self) -> bool:
        """Tell whether `load` was called."""
        return self._tokenizer is not None

    def words(self, text: str) -> list[str]:
        """Cut a text into words."""
        return list(self._tokenizer.cut(text, HMM=False))

    def is_word(self, word: str) -> bool:
        """Tell whether the dictionary holds a word."""
        return bool(self._tokenizer.FREQ.get(word))

    def doc(self, words: list[str]) -> Any:
        """Return words as a spaCy document without spaces."""
        from spacy.tokens import Doc

        return Doc(self._vocab, words=words, spaces=[False] * len(words))

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Return lazy artifacts of one text."""
        return self.artifacts(text, "")

    def artifacts(self, text: str, outside: str) -> NlpArtifacts:
        """Return lazy artifacts of one text under a label from outside it, or ""."""
        named = self._book.named(text)
        label = self._book.exact(outside) if outside else None
        return _LazyArtifacts(text, self, named | label.entities if label else named)

    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 1,
        n_process: int = 1,
        **kwargs: Any,
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """Yield each text with its lazy artifacts."""
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:
        """No word is a stop word."""
        return False

    def is_punct(self, word: str, language: str) -> bool:
        """Tell whether a token holds no letter or digit."""
        return not any(char.isalnum() for char in word)

    def get_supported_entities(self) -> list[str]:
        """Return no entity: names come from a recognizer of their own."""
        return []

    def get_supported_languages(self) -> list[str]:
        """Return the one language."""
        return [LANGUAGE]


class ChineseAnalyzer(AnalyzerEngine):  # type: ignore[misc]
    """Presidio's engine with our context step alone.

    Presidio sorts all results once a recognizer before its enhancer runs, for hooks
    that none of our recognizers has; that was half the cost of a call.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._entities: list[str] = super().get_supported_entities()

    def get_supported_entities(self, language: str | None = None) -> list[str]:
        """Return the entities of all recognizers, which never change."""
        return self._entities

    def _enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[Any],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        found: list[RecognizerResult] = (
            self.context_aware_enhancer.enhance_using_context(
                text=text,
                raw_results=raw_results,
                nlp_artifacts=nlp_artifacts,
                recognizers=recognizers,
                context=context,
            )
        )
        return found
