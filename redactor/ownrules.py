"""An office's own rules: listed, tried on a text, written as YAML and taken away again.

They lie in ``patterns`` of the configuration folder, a file a rule, and are laid over
the built-in rules by name (see `redactor.detection.rulefile`). Nothing is written that
the search would refuse. Texts that a rule is tried on stay in memory.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import regex
from ruamel.yaml import YAML

from redactor.detection.rulefile import (
    TIMEOUT_SECONDS,
    RuleSpec,
    load_rules,
    read_rules,
)
from redactor.detection.validators import VALIDATORS
from redactor.errors import (
    NotWritableError,
    PatternFileError,
    RecognizerTimeoutError,
)
from redactor.model import Span
from redactor.resources import config_dir, data_dir
from redactor.settings import DetectionSettings
from redactor.text.normalize import normalize

__all__ = ["OwnRule", "Trial", "builtin_rules", "own_folder", "own_rules"]
__all__ += ["remove_rule", "try_rule", "try_text", "write_rule"]

_ALWAYS, _DOUBTFUL = 0.95, 0.5


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule as an office writes it.

    Attributes:
        title: Chinese name; the rule's own name follows from it.
        entity: What it finds, or ``KEEP`` for what is never personal information.
        expression: Regular expression over the normal form of the text.
        labels: Words before the value that make it sure.
        only_labelled: Nothing is found without a label.
        doubtful: What is found without a label is put to a person.
        name: Name of the rule to be replaced; empty for a new one.
    """

    title: str
    entity: str
    expression: str = field(repr=False)
    labels: tuple[str, ...] = ()
    only_labelled: bool = False
    doubtful: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing that the search finds in a text that it is tried on."""

    span: Span
    entity: str
    score: float
    explanation: str = ""


def own_folder() -> Path:
    """Return where an office's own rules lie (not created)."""
    return config_dir() / "patterns"


def builtin_rules() -> tuple[RuleSpec, ...]:
    """Return the rules that came along.

    Raises:
        PatternFileError: A file is wrong.
    """
    return load_rules((data_dir("patterns") / "recognizers",), VALIDATORS)


def own_rules(folder: Path) -> tuple[RuleSpec, ...]:
    """Return the rules of an office.

    Raises:
        PatternFileError: A file is wrong.
    """
    return load_rules((folder,), VALIDATORS) if folder.is_dir() else ()


def write_rule(folder: Path, rule: OwnRule) -> RuleSpec:
    """Write a rule, over the one of its name; nothing is written that is wrong.

    Raises:
        PatternFileError: The rule is wrong (context: reason).
        NotWritableError: The folder cannot be written.
    """
    name = rule.name or _name_of(rule.title)
    spec = _checked(rule, name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _file_of(folder, name) or folder / f"{name}.yaml"
        temporary = path.with_suffix(".tmp")
        _dump(rule, name, temporary)
        temporary.replace(path)
    except OSError as error:
        raise NotWritableError(reason="denied") from error
    return spec


def remove_rule(folder: Path, name: str) -> bool:
    """Take away a rule that has a file of its own; False when there is none.

    Raises:
        PatternFileError: A file is wrong.
        NotWritableError: The folder cannot be written.
    """
    path = _file_of(folder, name)
    if path is None:
        return False
    try:
        path.unlink()
    except OSError as error:
        raise NotWritableError(reason="denied") from error
    return True


def try_rule(rule: OwnRule, text: str) -> list[Span]:
    """Return where an expression matches, as spans of the raw text.

    Raises:
        PatternFileError: The rule is wrong (context: reason).
        RecognizerTimeoutError: The expression takes too long.
    """
    _checked(rule, rule.name or "own_trial")
    norm = normalize(text)
    try:
        found = [
            match.span()
            for match in regex.finditer(
                rule.expression, norm.text, timeout=TIMEOUT_SECONDS
            )
        ]
    except TimeoutError:
        raise RecognizerTimeoutError(recognizer=rule.name, pattern="") from None
    return [norm.to_raw(Span(*span)) for span in found if span[0] < span[1]]


def try_text(settings: DetectionSettings, text: str) -> tuple[Trial, ...]:
    """Return what the whole search finds in a text. Takes seconds: for a worker.

    Raises:
        DetectionError: The rules or lists are wrong, or the search failed.
    """
    from redactor.detection.engine import Detector

    lines = text.split("\n")
    found = []
    offset = 0
    rows = Detector(settings).analyze_texts(lines)
    for line, hits in zip(lines, rows, strict=True):
        for start, end, entity, score in hits:
            span = Span(offset + start, offset + end)
            found.append(Trial(span, entity, score))
        offset += len(line) + 1
    return tuple(found)


def _name_of(title: str) -> str:
    return f"own_{hashlib.sha256(title.strip().encode()).hexdigest()[:10]}"


def _file_of(folder: Path, name: str) -> Path | None:
    """Return the file that holds this rule and no other."""
    for path in sorted(folder.glob("*.y*ml")):
        names = [rule.name for rule in read_rules(path, frozenset(VALIDATORS))]
        if names == [name]:
            return path
    return None


def _checked(rule: OwnRule, name: str) -> RuleSpec:
    """Read a rule the way the search will."""
    if not rule.title.strip():
        raise PatternFileError(file="", line=1, reason="请填写名称")
    if rule.only_labelled and not rule.labels:
        raise PatternFileError(file="", line=1, reason="请填写标签词")
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / f"{name}.yaml"
        _dump(rule, name, path)
        (spec,) = read_rules(path, frozenset(VALIDATORS))
    return spec


def _dump(rule: OwnRule, name: str, path: Path) -> None:
    score = _DOUBTFUL if rule.doubtful else _ALWAYS
    pattern: dict[str, Any] = {
        "name": rule.title.strip(),
        "regex": rule.expression,
        "score": 0 if rule.only_labelled else score,
        "labelled": _ALWAYS,
    }
    table: dict[str, Any] = {
        "name": name,
        "entity": rule.entity,
        "title": rule.title.strip(),
        "source": "本单位规则",
        "needs": "any",
        "labels": _plain(rule.labels),
        "patterns": [pattern],
    }
    yaml = YAML()
    yaml.width = 1000
    with path.open("w", encoding="utf-8") as stream:
        yaml.dump(table, stream)


def _plain(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(word.strip() for word in words if word.strip()))
