"""One published file, read-only: units in, counts out; no text leaves this module.

A file with a mark of state secrecy is not looked at any further.
"""

import logging
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePath

from redactor.detection.engine import Detector, get_detector
from redactor.errors import LimitError, RedactorError, UnsupportedError
from redactor.formats.protocol import Limits
from redactor.formats.registry import open_document
from redactor.formats.sniff import read_head
from redactor.masking.gates import MarkKind, secret_marks
from redactor.masking.minors import mark_minors
from redactor.masking.plan import propose
from redactor.masking.policy import Policy, load_policy
from redactor.masking.weakness import judge
from redactor.model import Action, Finding, Hazard, Removal, Role, TextUnit, Tier
from redactor.readings import merge_readings, picture_reader
from redactor.sweep.archive import members
from redactor.sweep.labels import masked_label
from redactor.sweep.model import Hit, Swept, Task
from redactor.sweep.pictures import hidden_pixels
from redactor.sweep.publicity import publicity_end
from redactor.sweep.suffixes import OFFICE, SUFFIXES, UNREAD, WEB
from redactor.sweep.texts import decode, html_units, text_units
from redactor.sweep.wrapped import Joined, joined_units
from redactor.tasks import log_unknown
from redactor.text.normalize import bare

__all__ = ["examine", "guarded_examine"]

_log = logging.getLogger(__name__)
_DEEPEST = 3
_TEXT_BYTES = 64 << 20
_BAD = frozenset(("covered_text", "redaction_mark", "crop", "hidden_pixels"))
_HIDDEN = frozenset(
    [
        "hidden_text",
        "revision",
        "comment",
        "invisible_text",
        "layer",
        "hidden_layer",
        "clipped_text",
        "old_revision",
        "attachment",
    ]
)
_PROPERTY = frozenset(("CN_BANK_CARD", "CN_BANK_ACCOUNT", "ALIPAY"))
_SENSITIVE = frozenset(("HEALTH", "CN_MEDICAL_RECORD", "CN_DISABILITY_CARD"))
# Kinds of which a person has one, so that their number tells the number of people.
_PERSONAL = frozenset(("CN_ID_CARD", "PERSON", "CN_MOBILE", "CN_BANK_CARD"))


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file gave; `hazards` and `removals` only for formats that know them."""

    units: tuple[TextUnit, ...] = field(repr=False)
    findings: tuple[Finding, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    removals: tuple[Removal, ...] = ()
    secret: bool = False


def guarded_examine(task: Task) -> tuple[Swept, ...]:
    """Call `examine`; an unknown error makes the file one that could not be read."""
    try:
        return examine(task)
    except Exception as error:  # noqa: BLE001 - the worker's border
        log_unknown(error)
        return (Swept(f"…{task.relative.suffix}", task.sha256[:12], code="internal"),)


def examine(task: Task) -> tuple[Swept, ...]:
    """Return what a file holds; an archive gives one value a file in it."""
    detector = get_detector(task.settings.detection)
    policy = load_policy(task.policy or task.settings.policy)
    return tuple(_Examiner(detector, policy, task).go())


class _Examiner:
    """The work on one file, archives within archives included."""

    def __init__(self, detector: Detector, policy: Policy, task: Task) -> None:
        self._detector = detector
        self._policy = policy
        self._task = task

    def go(self) -> Iterable[Swept]:
        task = self._task
        return self._file(task.path, (task.relative,), task.sha256[:12], 0)

    def _file(
        self, path: Path, names: tuple[PurePath, ...], mark: str, depth: int
    ) -> Iterable[Swept]:
        done: list[Swept] = []
        try:
            if path.suffix.lower() == ".zip":
                self._archive(path, names, depth, done)
                return done
            read = self._read(path)
        except RedactorError as error:
            label = masked_label(names, self._detector, ())
            return [*done, Swept(label, mark, code=error.code)]
        return [self._swept(read, names, mark)]

    def _archive(
        self, path: Path, names: tuple[PurePath, ...], depth: int, done: list[Swept]
    ) -> None:
        """Examine what is in an archive; what was done before an error stays done."""
        if depth >= _DEEPEST:
            raise LimitError(reason="depth")
        with tempfile.TemporaryDirectory(dir=self._task.scratch) as folder:
            for name, unpacked in members(path, Path(folder)):
                if unpacked.suffix in SUFFIXES:
                    mark = sha256(unpacked.read_bytes()).hexdigest()[:12]
                    inner = self._file(unpacked, (*names, name), mark, depth + 1)
                    done.extend(inner)
                elif unpacked.suffix in UNREAD:
                    mark = sha256(unpacked.read_bytes()).hexdigest()[:12]
                    label = masked_label((*names, name), self._detector, ())
                    done.append(Swept(label, mark, code=UnsupportedError.code))

    def _read(self, path: Path) -> _Read:
        suffix = path.suffix.lower()
        if suffix in OFFICE:
            try:
                return self._office(path)
            except UnsupportedError:
                # sites serve web pages under the names of Word files
                if b"<html" not in read_head(path, _TEXT_BYTES).lower():
                    raise
                suffix = ".html"
        read_head(path, _TEXT_BYTES)  # refuses what is missing, empty or too large
        text = decode(path.read_bytes())
        if suffix in WEB:
            return self._plain(tuple(html_units(text)), ())
        return self._plain(tuple(text_units(text)), tuple(joined_units(text)))

    def _plain(self, lines: tuple[TextUnit, ...], joined: tuple[Joined, ...]) -> _Read:
        if _secret(lines):
            return _Read((), secret=True)
        units = (*lines, *(one.unit for one in joined))
        breaks = {one.unit.id: one for one in joined}
        found = tuple(
            finding
            for finding in self._detector.analyze(units)
            if finding.unit_id not in breaks
            or breaks[finding.unit_id].spans(finding.span)
        )
        return _Read(units, self._with_minors(units, found))

    def _office(self, path: Path) -> _Read:
        reader = picture_reader(self._task.settings)
        with open_document(path, limits=Limits(), reader=reader) as document:
            units = tuple(document.units())
            if _secret(units):
                return _Read((), secret=True)
            found = merge_readings(document, units, self._detector.analyze(units))
            return _Read(
                units,
                self._with_minors(units, found),
                (*document.hazards(), *hidden_pixels(path)),
                document.removals(),
            )

    def _with_minors(
        self, units: Sequence[TextUnit], findings: tuple[Finding, ...]
    ) -> tuple[Finding, ...]:
        return mark_minors(units, findings, date.today())

    def _swept(self, read: _Read, names: tuple[PurePath, ...], mark: str) -> Swept:
        if read.secret:
            label = masked_label(names, self._detector, ())
            return Swept(label, mark, (Hit("secret_mark", "", 1),))
        texts = {unit.id: unit.text for unit in read.units}
        values = {
            f.id: bare(texts[f.unit_id][f.span.start : f.span.end])
            for f in read.findings
        }
        counted = self._counted(read.findings)
        end = publicity_end(u.text for u in read.units if u.reading == "main")
        return Swept(
            label=masked_label(names, self._detector, set(values.values())),
            mark=mark,
            hits=self._hits(read, counted),
            persons=_people(counted, values),
            minors=_minors(counted, values),
            items=_items(counted, values),
            ends=end.isoformat() if end else "",
        )

    def _counted(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return what should not have been published, as the policy sees it."""
        proposals = propose(findings, self._policy)
        return [
            finding
            for finding, decision in zip(findings, proposals, strict=True)
            if decision.action is not Action.KEEP
        ]

    def _hits(self, read: _Read, counted: Sequence[Finding]) -> tuple[Hit, ...]:
        units = {unit.id: unit for unit in read.units}
        counts: Counter[tuple[str, str]] = Counter()
        for finding in counted:
            sure = finding.tier is not Tier.REVIEW
            category = finding.entity if sure else "possible"
            counts[category, _place(units[finding.unit_id])] += 1
        for strength in judge(read.units):
            if strength.candidates < self._policy.floor:
                place = _place(units[strength.unit_id])
                counts[f"weak:{strength.kind}", place] += 1
        located = set()
        for hazard in read.hazards:
            page = hazard.page_index
            place = "" if page is None else f"p{page + 1}"
            if hazard.kind in _BAD:
                located.add(hazard.kind)
                counts[f"bad:{hazard.kind}", place] += hazard.count
            elif hazard.blocking:
                counts[f"unread:{hazard.kind}", place] += hazard.count
        for removal in read.removals:
            if removal.kind in _BAD - located:
                counts[f"bad:{removal.kind}", ""] += removal.count
            elif removal.kind in _HIDDEN:
                counts[f"hidden:{removal.kind}", ""] += removal.count
        return tuple(Hit(*key, count) for key, count in sorted(counts.items()))


def _secret(units: Sequence[TextUnit]) -> bool:
    return any(mark.kind is MarkKind.SECRET for mark in secret_marks(units))


def _place(unit: TextUnit) -> str:
    if unit.page_index is not None:
        return f"p{unit.page_index + 1}"
    return unit.place.value


def _distinct(
    findings: Iterable[Finding], values: dict[str, str]
) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for finding in findings:
        if finding.tier is not Tier.REVIEW:
            found.setdefault(finding.entity, set()).add(values[finding.id])
    return found


def _people(findings: Iterable[Finding], values: dict[str, str]) -> int:
    found = _distinct(findings, values)
    most = max((len(v) for k, v in found.items() if k in _PERSONAL), default=0)
    return max(most, min(len(found), 1))


def _minors(findings: Iterable[Finding], values: dict[str, str]) -> int:
    minor = (Role.MINOR, Role.CHILD)
    young = [f for f in findings if f.role in minor or f.entity == "MINOR_SCHOOL"]
    return _people(young, values)


def _items(findings: Iterable[Finding], values: dict[str, str]) -> tuple[int, int, int]:
    found = {kind: len(all_) for kind, all_ in _distinct(findings, values).items()}
    owned = sum(number for kind, number in found.items() if kind in _PROPERTY)
    sensitive = sum(number for kind, number in found.items() if kind in _SENSITIVE)
    return owned, sensitive, sum(found.values()) - owned - sensitive
