"""The rules of all files as one Presidio analyzer over normal-form text."""

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from redactor.detection.hits import Hit
from redactor.detection.labels import LabelBook, load_labels
from redactor.detection.protect import Protectors
from redactor.detection.rulefile import RuleSpec, load_rules
from redactor.detection.validators import VALIDATORS
from redactor.resources import data_dir

__all__ = ["RuleEngine", "chunks", "rules_digest"]

_CHUNK = 2000
_TRIGGER = re.compile(
    r"[0-9@]|[〇零○一二三四五六七八九]{4}|年[一二三四五六七八九十]|读|就学|学校|信|支付宝"
    r"|[VvWw][XxEe]|wxid|上学|念书"
)
# Serial numbers and amounts: most cells of most tables.
_PLAIN = re.compile(
    r"[0-9]{1,4}|[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{1,2}|[0-9]{1,7}\.[0-9]{1,4}"
)
_BREAK = re.compile(r"[\n。]")


class RuleEngine:
    """Finds what regexes, check digits and labels give away. Thread-safe.

    Args:
        patterns_dirs: The office's own folders, laid over the built-in rules by name.

    Raises:
        PatternFileError: A rule file is wrong.
    """

    def __init__(self, patterns_dirs: tuple[Path, ...] = ()) -> None:
        from presidio_analyzer import RecognizerRegistry

        from redactor.detection.context import LabelEnhancer
        from redactor.detection.glued import GluedRecognizer
        from redactor.detection.nlp import ChineseAnalyzer, JiebaNlpEngine
        from redactor.detection.recognizer import LANGUAGE, RuleRecognizer

        self.rules = load_rules(
            (data_dir("patterns") / "recognizers", *patterns_dirs), VALIDATORS
        )
        self.book: LabelBook = load_labels(self.rules)
        self.nlp = JiebaNlpEngine(self.book)
        self.protectors = Protectors(rule for rule in self.rules if rule.protects)
        recognizers: list[Any] = [
            RuleRecognizer(rule) for rule in self.rules if not rule.protects
        ]
        recognizers.append(GluedRecognizer())
        self._custom = any(
            rule.file.parent in patterns_dirs and rule.needs == "any"
            for rule in self.rules
        )
        self._language = LANGUAGE
        self._engine = ChineseAnalyzer(
            registry=RecognizerRegistry(recognizers, 0, [LANGUAGE]),
            nlp_engine=self.nlp,
            supported_languages=[LANGUAGE],
            context_aware_enhancer=LabelEnhancer(self.book, self.protectors),
        )
        self.find = lru_cache(maxsize=4096)(self._find)

    def _find(self, text: str, context: str = "") -> tuple[Hit, ...]:
        """Return the hits of one text, under a label from outside it if given."""
        if not self._custom and not context and _idle(text):
            return ()
        hits: list[Hit] = []
        for offset, chunk in chunks(text):
            for result in self._engine.analyze(
                chunk,
                self._language,
                context=[context] if context else None,
                nlp_artifacts=self.nlp.artifacts(chunk, context),
            ):
                hits.append(_hit(result, offset))
        return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.entity)))


def _idle(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None or _TRIGGER.search(text) is None


def chunks(text: str, size: int = _CHUNK) -> Iterator[tuple[int, str]]:
    """Cut a long text at line ends or full stops; yields offset and piece.

    A piece without such a place for twice the size is cut where it is, with an overlap
    of 64 characters so that no value falls between.
    """
    start = 0
    while len(text) - start > size:
        cut = _BREAK.search(text, start + size, start + 2 * size)
        end = cut.end() if cut else min(start + 2 * size, len(text))
        yield start, text[start:end]
        start = end if cut or end == len(text) else end - 64
    if start < len(text) or not text:
        yield start, text[start:]


def _hit(result: Any, offset: int) -> Hit:
    data = result.recognition_metadata
    rule: RuleSpec = data["rule"]
    reasons = [f"规则“{rule.title}”（{data['pattern']}）"]
    if data.get("label"):
        reasons.append(f"标签“{data['label']}”")
    if data["note"]:
        reasons.append(data["note"])
    return Hit(
        start=result.start + offset,
        end=result.end + offset,
        entity=result.entity_type,
        score=round(result.score, 3),
        recognizer=rule.name,
        why="，".join(reasons),
        known=result.score >= 0.85,
    )


def rules_digest(patterns_dirs: tuple[Path, ...]) -> str:
    """Return the SHA-256 over all rule and lexicon files, for the ledger."""
    base = data_dir("patterns")
    digest = hashlib.sha256()
    for folder in (base / "recognizers", base / "lexicons", *patterns_dirs):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
