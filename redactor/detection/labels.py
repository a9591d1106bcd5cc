"""Labels: the words beside a value that say what it is (身份证号：, 合同编号).

A label is looked for directly before a value, across connecting words (号码为：（),
across earlier values of a list (电话：A、B), further left in the same clause, and in
brackets behind the value. The nearest label decides: 合同编号 keeps what 卡号 gives.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML

from redactor.detection.rulefile import KEEP, RuleSpec
from redactor.model import Role
from redactor.resources import data_dir

__all__ = ["Label", "LabelBook", "clean_label", "load_labels"]

_LONGEST = 14
_WINDOW = 40
_CONNECTORS = " \t\n:=([{<《〈“”\"'‘’「『【—-_~/|*·.^"
_LINK_WORDS = (
    "分别为",
    "号码",
    "如下",
    "均为",
    "本人",
    "号",
    "码",
    "为",
    "是",
    "系",
    "即",
    "至",
    "到",
    "有",
    "一",
    "二",
    "1",
    "2",
)
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】0-9]{1,12})[)\]】]$")
_LISTED = re.compile(
    r"[0-9A-Z][0-9A-Za-z +()./-]{3,28}(?:\([^()0-9]{1,8}\))?"
    r"\s{0,2}[、,;/或及和与\s]\s{0,2}$"
)
_BANK = re.compile(
    r"[\u4e00-\u9fff]{0,12}(?:银行|[支分农工建中]行|信用(?:联?)社|分理处|商行|营业部|储蓄所|邮储|邮政)$"
)
_CLAUSE_END = re.compile(r"[。;!?\n\t,、|]")
_NOTES = re.compile(r"[(\[【（].{0,20}?[)\]】）]")
_JOINED = re.compile(r"[及和与、/|]")
_NOISE = re.compile(r"[\s:：*※★#.、,\-_/|]+")
_WEAK_REACH = 14
_VALUE_LIKE = re.compile(r"[0-9]{2}|[省市县]")
_PLAIN_ENDINGS = frozenset(
    ("姓名", "电话", "手机", "住址", "地址", "账号", "帐号", "卡号", "账户", "户主")
)
HEADER = "HEADER"


@dataclass(frozen=True, slots=True)
class Label:
    """A label and the entities it names.

    ``near`` when it touches the value; else ``gap`` is the text between the two.
    """

    word: str
    entities: frozenset[str]
    near: bool = True
    gap: str = field(default="", repr=False)

    @property
    def keeps(self) -> bool:
        """True when the label says that the value is not personal."""
        return self.entities == _KEEPS


_KEEPS = frozenset({KEEP})


def clean_label(text: str) -> str:
    """Return a header cell's text as it stands in the lexicon."""
    return _NOISE.sub("", _NOTES.sub("", text)).removesuffix("栏")


class LabelBook:
    """All label words with their entities and roles. Immutable after creation."""

    def __init__(
        self, words: Mapping[str, frozenset[str]], roles: Mapping[str, Role]
    ) -> None:
        self._words = dict(words)
        self._inline = {
            word: entities for word, entities in words.items() if HEADER not in entities
        }
        self._roles = dict(roles)
        self._heads: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for word, entities in self._inline.items():
            self._heads.setdefault(word[:2], []).append((word, entities))

    @property
    def words(self) -> Mapping[str, frozenset[str]]:
        """Label word to entities."""
        return self._words

    def exact(self, text: str) -> Label | None:
        """Return the label that a whole cell is, None if it is none."""
        word = clean_label(text)
        if not 1 < len(word) <= 24:
            return None
        entities = self._words.get(word)
        if entities is not None:
            return Label(word, entities)
        return self._combined(text) or self._by_ending(word)

    def _combined(self, text: str) -> Label | None:
        """Read 姓名及身份证号 and 电话/地址 as all of their parts."""
        words = [clean_label(part) for part in _JOINED.split(_NOTES.sub("", text))]
        found = [self._words.get(word) for word in words]
        named = [entities for entities in found if entities is not None]
        if len(words) < 2 or len(named) < len(words):
            return None
        union = frozenset().union(*named) - {HEADER}
        if len(union) > 1:
            union -= {KEEP}
        return Label("及".join(words), union or frozenset({HEADER}))

    def _by_ending(self, word: str) -> Label | None:
        """Read 户主证件编号 by its ending; short endings only where they are plain."""
        if len(word) > 14 or _VALUE_LIKE.search(word):
            return None
        for size in range(min(len(word) - 1, _LONGEST), 1, -1):
            ending = word[-size:]
            entities = self._words.get(ending)
            if entities is not None and (size > 2 or ending in _PLAIN_ENDINGS):
                return Label(ending, entities)
        return None

    def named(self, text: str) -> frozenset[str]:
        """Return the entities of all labels that stand anywhere in a text."""
        tight = text.replace(" ", "")
        found: set[str] = set()
        for start in range(len(tight) - 1):
            for word, entities in self._heads.get(tight[start : start + 2], ()):
                if tight.startswith(word, start):
                    found |= entities
        return frozenset(found)

    def role(self, word: str) -> Role:
        """Return the role that a label gives a name."""
        return self._roles.get(word, Role.NONE)

    def before(self, text: str, start: int) -> Label | None:
        """Return the nearest label before an offset of a normal-form text."""
        left = text[max(0, start - _WINDOW) : start]
        near = self._touching(left.replace(" ", ""))
        if near is not None:
            return near
        return self._within_clause(left)

    def after(self, text: str, end: int) -> Label | None:
        """Return the label in brackets directly behind an offset."""
        match = re.compile(r"\s?[(\[【]([^()\[\]【】]{2,10})[)\]】]").match(text, end)
        if match is None:
            return None
        return self._suffix(match[1].removesuffix("号码").strip()) or self._suffix(
            match[1]
        )

    def _touching(self, left: str) -> Label | None:
        for _ in range(8):
            left = left.rstrip(_CONNECTORS)
            found = self._suffix(left)
            if found is not None:
                return found
            shorter = self._without_link(left)
            if shorter is None:
                return None
            if isinstance(shorter, Label):
                return shorter
            left = shorter
        return None

    def _without_link(self, left: str) -> str | Label | None:
        bracket = _BRACKETS.search(left)
        if bracket is not None:
            return self._suffix(bracket[1]) or left[: bracket.start()]
        bank = _BANK.search(left)
        if bank is not None:
            return left[: bank.start()]
        for word in _LINK_WORDS:
            if left.endswith(word) and len(left) > len(word):
                return left[: -len(word)]
        return None

    def listed(self, text: str, start: int) -> Label | None:
        """Return the label of a list of values of which this is a later one."""
        for _ in range(6):
            left = text[max(0, start - _WINDOW) : start]
            match = _LISTED.search(left)
            if match is None:
                return None
            start -= len(left) - match.start()
            while start > 0 and (text[start - 1].isdigit() or text[start - 1] in "(+-"):
                start -= 1
            found = self._touching(text[max(0, start - _WINDOW) : start])
            if found is not None:
                return found
        return None

    def _suffix(self, text: str) -> Label | None:
        words = self._inline
        for size in range(min(len(text), _LONGEST), 1, -1):
            entities = words.get(text[-size:])
            if entities is not None:
                return Label(text[-size:], entities)
        return None

    def _within_clause(self, left: str) -> Label | None:
        ends = [match.end() for match in _CLAUSE_END.finditer(left)]
        clause = left[ends[-1] :] if ends else left
        for end in range(len(clause), max(1, len(clause) - _WEAK_REACH), -1):
            found = self._suffix(clause[:end])
            if found is not None:
                return Label(found.word, found.entities, False, clause[end:])
        return None


def load_labels(rules: Iterable[RuleSpec], path: Path | None = None) -> LabelBook:
    """Return all labels: those of the rules and those of the lexicon.

    Args:
        rules: Recognizers with their own labels.
        path: Another lexicon than the built-in ``labels.yaml``.
    """
    path = path or data_dir("patterns") / "lexicons" / "labels.yaml"
    data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    words: dict[str, set[str]] = {_key(word): {HEADER} for word in data["headers"]}
    for entity, own in data["entities"].items():
        for word in own:
            words.setdefault(_key(word), set()).add(entity)
    for rule in rules:
        for word in rule.labels:
            words.setdefault(_key(word), set()).add(rule.entity)
    for found in words.values():
        if len(found) > 1:
            found.discard(HEADER)
        if len(found) > 1:
            found.discard(KEEP)
    roles = {
        _key(word): Role(role) for role, own in data["roles"].items() for word in own
    }
    return LabelBook({word: frozenset(found) for word, found in words.items()}, roles)


def _key(word: str) -> str:
    return str(word).replace(" ", "")
