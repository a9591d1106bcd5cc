"""Which hits are listed, and in which groups."""

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from typing import Any

from redactor.entities import Category, entity
from redactor.model import Action, Edit, Finding, Span, Tier
from ui.commands import note_of
from ui.display import one_line
from ui.models.persons import person_steps
from ui.words import category_title, entity_title, tr
from ui.workspace import MANUAL, FileEntry

__all__ = ["Filter", "Group", "Grouping", "Show", "category_of"]
__all__ += ["grouping_steps"]

_LAST = 1 << 30
_STEP = 400  # hits that take a few milliseconds


class Grouping(Enum):
    """What the hits are grouped by."""

    CATEGORY = auto()
    PERSON = auto()
    VALUE = auto()
    PAGE = auto()


class Show(Enum):
    """Which hits are listed."""

    ALL = auto()
    UNDECIDED = auto()
    TREATED = auto()
    KEPT = auto()
    DOUBTFUL = auto()
    NOTED = auto()
    MANUAL = auto()


_ORDER = {category: number for number, category in enumerate(Category)}
_ACTIONS = {
    Show.UNDECIDED: Action.ASK,
    Show.TREATED: Action.TREAT,
    Show.KEPT: Action.KEEP,
}


@cache
def _order(name: str) -> int:
    return _ORDER[category_of(name)]


@cache
def category_of(name: str) -> Category:
    """Return an entity's category."""
    return entity(name).category


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted.

    Attributes:
        category: Only hits of this category; None takes all.
        words: Part of a value, a kind or a note; empty takes all.
    """

    show: Show = Show.ALL
    category: Category | None = None
    words: str = ""


@dataclass(slots=True)
class Group:
    """A heading with its findings.

    Attributes:
        personal: The title is a value of the file.
    """

    title: str
    category: Category | None = None
    personal: bool = False
    findings: list[Finding] = field(default_factory=list)


def as_finding(edit: Edit) -> Finding:
    """Return a hand-made mark in the shape of a finding, for the list."""
    return Finding(
        edit.id,
        edit.unit_id or "",
        edit.span or Span(0, 0),
        edit.entity,
        1.0,
        Tier.SURE,
        MANUAL,
    )


def grouping_steps(
    entry: FileEntry, grouping: Grouping, wanted: Filter
) -> Generator[None, None, list[Group]]:
    """Find the groups of a file from top to bottom, in steps of a few milliseconds."""
    persons: dict[str, str] = {}
    if grouping is Grouping.PERSON:
        persons = yield from person_steps(entry, entry.findings)
    maker = _Maker(entry, grouping, persons)
    groups: dict[Any, Group] = {}
    for number, finding in enumerate(_listed(entry, wanted)):
        if number % _STEP == 0:
            yield
        key = maker.key(finding)
        if key not in groups:
            groups[key] = maker.group(key, finding)
        groups[key].findings.append(finding)
    return [groups[key] for key in sorted(groups)]


def _listed(entry: FileEntry, wanted: Filter) -> Iterator[Finding]:
    words = wanted.words.strip().casefold()
    kind = wanted.category
    for finding in _shown(entry, wanted.show):
        if kind is not None and kind is not category_of(finding.entity):
            continue
        if words and not _matches(entry, finding, words):
            continue
        yield finding


def _shown(entry: FileEntry, show: Show) -> Iterable[Finding]:
    manual = [as_finding(edit) for edit in entry.review.manual]
    if show is Show.MANUAL:
        return manual
    if show is Show.ALL:
        return [*entry.findings, *manual]
    action = _ACTIONS.get(show)
    if action is not None:
        own = [f for f in entry.findings if entry.decision(f).action is action]
        return [*own, *manual] if action is Action.TREAT else own
    if show is Show.NOTED:
        return [f for f in entry.findings if note_of(entry, f)]
    return [f for f in entry.findings if f.tier is Tier.REVIEW]


def _matches(entry: FileEntry, finding: Finding, words: str) -> bool:
    if words in entity_title(finding.entity).casefold():
        return True
    if words in note_of(entry, finding).casefold():
        return True
    return words in one_line(entry.text_of(finding)).casefold()


class _Maker:
    """Makes the keys and headings of one grouping."""

    def __init__(
        self, entry: FileEntry, grouping: Grouping, persons: Mapping[str, str]
    ) -> None:
        self._entry = entry
        self._grouping = grouping
        self._persons = persons
        self._first: dict[str, int] = {}
        for name in persons.values():
            self._first.setdefault(name, len(self._first))

    def key(self, finding: Finding) -> Any:
        """Return what sorts a finding into its group."""
        entry = self._entry
        if self._grouping is Grouping.PAGE:
            page = entry.page_of(finding)
            return -1 if page is None else page
        manual = finding.recognizer == MANUAL
        kind = _order(finding.entity)
        if self._grouping is Grouping.VALUE:
            return (_LAST, "") if manual else (kind, one_line(entry.text_of(finding)))
        if self._grouping is Grouping.PERSON:
            name = self._persons.get(finding.id)
            if manual or name is None:
                return _LAST + manual, ""
            return self._first[name], name
        decided = entry.decision(finding).action is not Action.ASK
        return (2, 0) if manual else (int(decided), kind)

    def group(self, key: Any, finding: Finding) -> Group:
        """Return the empty group of a key."""
        if self._grouping is Grouping.PAGE:
            title = tr("第 {0} 页").format(key + 1) if key >= 0 else tr("全文")
            return Group(title)
        if finding.recognizer == MANUAL:
            return Group(tr("手工标记"))
        if self._grouping is Grouping.PERSON:
            if not key[1]:
                return Group(tr("没有对应到人"))
            return Group(key[1], Category.NAME, personal=True)
        kind = category_of(finding.entity)
        if self._grouping is Grouping.VALUE:
            return Group(key[1], kind, personal=True)
        title = category_title(kind)
        return Group(title if key[0] else tr("待定：可能是{0}").format(title), kind)
