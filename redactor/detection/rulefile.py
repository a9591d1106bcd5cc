"""Reads recognizer files: YAML with regexes, scores, labels, source and examples.

One file holds one recognizer or a list of them::

    name: cn_mobile              # unique; an office's rule of this name replaces it
    entity: CN_MOBILE            # KEEP makes it a protector: what it matches stays
    title: 手机号                # Chinese, for the reviewer
    source: 工信部 电信网编号计划（2017年版）
    needs: digit                 # cheap test first: any | digit | at | letter
    validator: mobile            # see redactor.detection.validators; none if absent
    labels: [手机号, 手机]         # words that name such a value, before it
    patterns:
      - {name: 连写, regex: '...', score: 0.9, labelled: 0.95}

Examples:
      find: ["电话[[13800000000]]"]
      miss: ["合同编号13800000000"]

``score`` holds without a label, ``labelled`` with one directly before the value. A
score of 0 means: only with a label. Regexes run over the normal form of the text
(half width, see `redactor.text.normalize`) with IGNORECASE off.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from redactor.errors import PatternFileError

__all__ = [
    "KEEP",
    "TIMEOUT_SECONDS",
    "Examples",
    "PatternSpec",
    "RuleSpec",
    "load_rules",
    "read_rules",
]

KEEP = "KEEP"
TIMEOUT_SECONDS = 20.0
NEEDS = ("any", "digit", "at", "letter")
_FIELDS = {
    "name",
    "entity",
    "title",
    "source",
    "needs",
    "validator",
    "labels",
    "patterns",
    "examples",
}


@dataclass(frozen=True, slots=True)
class PatternSpec:
    """One regex of a recognizer, with its score without and with a label."""

    name: str
    regex: str
    score: float
    labelled: float


@dataclass(frozen=True, slots=True)
class Examples:
    """Own examples of a recognizer: ``[[...]]`` marks what must be found."""

    find: tuple[str, ...] = ()
    miss: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One recognizer as data."""

    name: str
    entity: str
    title: str
    source: str
    needs: str
    validator: str
    labels: tuple[str, ...]
    patterns: tuple[PatternSpec, ...]
    examples: Examples
    file: Path

    @property
    def protects(self) -> bool:
        """True for a protector: its matches are never personal information."""
        return self.entity == KEEP


def load_rules(
    folders: Iterable[Path], validators: Iterable[str]
) -> tuple[RuleSpec, ...]:
    """Read all files of the folders; a later folder replaces rules by name.

    Raises:
        PatternFileError: A file is wrong (context: file, line, reason).
    """
    known = frozenset(validators)
    rules: dict[str, RuleSpec] = {}
    for folder in folders:
        here: set[str] = set()
        for path in sorted(folder.glob("*.y*ml")):
            for rule in read_rules(path, known):
                if rule.name in here:
                    raise _wrong(path, 1, f"规则名重复：{rule.name}")
                here.add(rule.name)
                rules[rule.name] = rule
    return tuple(rules.values())


def read_rules(path: Path, validators: frozenset[str]) -> Iterator[RuleSpec]:
    """Read the recognizers of one file.

    Raises:
        PatternFileError: The file is wrong (context: file, line, reason).
    """
    try:
        data = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise _wrong(path, line, "不是有效的 YAML") from error
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(path, 1, "无法读取或不是 UTF-8 编码") from error
    for entry in data if isinstance(data, CommentedSeq) else [data]:
        if not isinstance(entry, CommentedMap):
            raise _wrong(path, 1, "规则应为“键: 值”结构")
        yield _Reader(path, entry).rule(validators)


def _wrong(path: Path, line: int, reason: str) -> PatternFileError:
    return PatternFileError(file=path.name, line=line, reason=reason)


class _Reader:
    """Reads one mapping and knows the line of every key."""

    def __init__(self, path: Path, entry: CommentedMap) -> None:
        self.path = path
        self.entry = entry

    def fail(self, reason: str, key: str = "", entry: Any = None) -> PatternFileError:
        entry = self.entry if entry is None else entry
        line = entry.lc.line + 1
        if key and key in (entry.lc.data or {}):
            line = entry.lc.key(key)[0] + 1
        return _wrong(self.path, line, reason)

    def rule(self, validators: frozenset[str]) -> RuleSpec:
        for key in self.entry:
            if key not in _FIELDS:
                raise self.fail(f"未知的键：{key}", key)
        needs = self.text("needs", "any")
        if needs not in NEEDS:
            raise self.fail(f"needs 只能是 {'、'.join(NEEDS)}", "needs")
        validator = self.text("validator", "")
        if validator and validator not in validators:
            raise self.fail(f"没有名为 {validator} 的校验", "validator")
        return RuleSpec(
            name=self.text("name"),
            entity=self.text("entity"),
            title=self.text("title"),
            source=self.text("source"),
            needs=needs,
            validator=validator,
            labels=self.words("labels", self.entry),
            patterns=self.patterns(),
            examples=self.examples(),
            file=self.path,
        )

    def text(self, key: str, default: str | None = None) -> str:
        value = self.entry.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.fail(f"缺少文字：{key}", key)
        return str(value)

    def words(self, key: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(
            isinstance(word, str) and word for word in value
        ):
            raise self.fail(f"{key} 应为文字列表", key, entry)
        return tuple(str(word) for word in value)

    def patterns(self) -> tuple[PatternSpec, ...]:
        entries = self.entry.get("patterns")
        if not isinstance(entries, CommentedSeq) or not entries:
            raise self.fail("至少要有一条 patterns", "patterns")
        return tuple(self.pattern(entry) for entry in entries)

    def pattern(self, entry: Any) -> PatternSpec:
        if not isinstance(entry, CommentedMap):
            raise self.fail("patterns 的每一条应为“键: 值”结构", "patterns")
        expression = entry.get("regex")
        if not isinstance(expression, str) or not expression:
            raise self.fail("缺少 regex", "regex", entry)
        try:
            compiled = regex.compile(expression)
        except regex.error as error:
            raise self.fail(f"正则表达式有误：{error.msg}", "regex", entry) from error
        if compiled.search("") is not None:
            raise self.fail("正则表达式会匹配空文字", "regex", entry)
        score = self.score(entry, "score", 0.0)
        return PatternSpec(
            name=str(entry.get("name", "")),
            regex=str(expression),
            score=score,
            labelled=max(score, self.score(entry, "labelled", score)),
        )

    def score(self, entry: CommentedMap, key: str, default: float) -> float:
        value = entry.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fail(f"{key} 应为 0 到 1 的数", key, entry)
        if not 0 <= value <= 1:
            raise self.fail(f"{key} 应为 0 到 1 的数", key, entry)
        return float(value)

    def examples(self) -> Examples:
        entry = self.entry.get("examples", CommentedMap())
        if not isinstance(entry, CommentedMap) or set(entry) - {"find", "miss"}:
            raise self.fail("examples 只能有 find 与 miss", "examples")
        return Examples(self.words("find", entry), self.words("miss", entry))
