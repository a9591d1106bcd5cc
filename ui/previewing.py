"""The edits that the copy of a file will hold, planned anew after every decision.

They are planned in a worker. A search is sent there once; afterwards only the review
travels, so that deciding among 20,000 hits stays quick.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from redactor.model import Edit, Region, Treatment
from redactor.results import ScanResult
from redactor.review import Review
from redactor.treated import PlanRequest
from ui.controller import Controller
from ui.jobs import Failure, JobRunner
from ui.workspace import FileEntry

__all__ = ["Previewing", "Treated"]

_log = logging.getLogger(__name__)
_WAIT_MS = 60
_SLACK = 0.3  # points


@dataclass(frozen=True, slots=True)
class Treated:
    """The edits of one state of a file.

    Attributes:
        by_page: Edits that touch a page, by zero-based page.
        by_unit: Edits of a unit, by its id.
    """

    scan: ScanResult
    review: Review
    by_page: Mapping[int, tuple[Edit, ...]]
    by_unit: Mapping[str, tuple[Edit, ...]]

    def fits(self, entry: FileEntry) -> bool:
        """Tell whether this shows the file as it is decided now."""
        now = entry.review
        return (
            self.scan is entry.scan
            and self.review.decisions is now.decisions
            and self.review.manual is now.manual
        )


class Previewing(QObject):
    """Keeps the edits of the file that is looked at.

    Signals:
        planned: The edits of a file are known (its entry).
        failed: They cannot be planned (its entry, and a `Failure`).
    """

    planned = Signal(object)
    failed = Signal(object, object)

    def __init__(self, controller: Controller, looker: JobRunner) -> None:
        super().__init__(controller)
        self._controller = controller
        self._looker = looker
        self._known: tuple[FileEntry, Treated] | None = None
        self._sent: set[str] = set()
        self._wanted: FileEntry | None = None
        self._wait = QTimer(self, interval=_WAIT_MS, singleShot=True)
        self._wait.timeout.connect(self._ask)

    def treated(self, entry: FileEntry) -> Treated | None:
        """Return a file's edits, also of a state just gone; None before the first."""
        if self._known is None or self._known[0] is not entry:
            return None
        return self._known[1] if self._known[1].scan is entry.scan else None

    def is_current(self, entry: FileEntry) -> bool:
        """Tell whether `treated` shows the file as it is decided now."""
        known = self.treated(entry)
        return known is not None and known.fits(entry)

    def want(self, entry: FileEntry) -> None:
        """Plan a file's edits unless they are known; several wishes become one."""
        if entry.scan is not None and not self.is_current(entry):
            self._wanted = entry
            self._wait.start()

    def _ask(self) -> None:
        entry, self._wanted = self._wanted, None
        if entry is not None and entry.scan is not None:
            self._submit(entry, entry.scan, entry.review)

    def _submit(self, entry: FileEntry, scan: ScanResult, review: Review) -> None:
        key = f"{scan.sha256}/{id(scan)}"
        # the boxes are most of the weight and say nothing here
        sent = None if key in self._sent else replace(scan, regions={}, seen={})
        self._sent.add(key)
        policy = self._controller.settings.policy
        self._looker.submit(
            self._controller.tasks.planned,
            (PlanRequest(key, review, policy, sent),),
            lambda edits: self._on_planned(entry, scan, review, edits),
            lambda failure: self._on_failure(entry, failure),
        )

    def _on_planned(
        self,
        entry: FileEntry,
        scan: ScanResult,
        review: Review,
        edits: tuple[Edit, ...] | None,
    ) -> None:
        if entry.scan is not scan:
            return
        if edits is None:  # another worker took the old one's place
            self._sent.clear()
            self._submit(entry, scan, review)
            return
        self._known = (entry, sort_edits(entry, scan, review, edits))
        self.planned.emit(entry)

    def _on_failure(self, entry: FileEntry, failure: Failure) -> None:
        _log.warning("the preview cannot be planned: %s", failure.code)
        self.failed.emit(entry, failure)


def sort_edits(
    entry: FileEntry, scan: ScanResult, review: Review, edits: tuple[Edit, ...]
) -> Treated:
    """Sort edits by page and by unit.

    What was read off a picture becomes boxes: only the search has read its text.
    """
    by_page: dict[int, list[Edit]] = {}
    by_unit: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.region is not None:
            by_page.setdefault(edit.region.page_index, []).append(edit)
            continue
        if edit.unit_id is None or edit.span is None:
            continue
        by_unit.setdefault(edit.unit_id, []).append(edit)
        unit = entry.unit(edit.unit_id)
        boxes = _boxes(entry, edit)
        pages = {box.page_index for box in boxes}
        if edit.unit_id in scan.seen:
            for number, box in enumerate(boxes):
                by_page.setdefault(box.page_index, []).append(
                    _box_edit(edit, box, number)
                )
            for box in _outside(scan, edit, boxes):
                number = len(by_page.setdefault(box.page_index, []))
                by_page[box.page_index].append(_box_edit(edit, box, number + 1000))
            continue
        if unit is not None and unit.page_index is not None:
            pages.add(unit.page_index)
        for page in pages:
            by_page.setdefault(page, []).append(edit)
    return Treated(
        scan,
        review,
        {page: tuple(found) for page, found in by_page.items()},
        {unit: tuple(found) for unit, found in by_unit.items()},
    )


def _boxes(entry: FileEntry, edit: Edit) -> list[Region]:
    boxes = list(entry.located.get(edit.id, ()))
    for finding in entry.by_unit.get(edit.unit_id or "", ()):
        if edit.span is not None and finding.span.overlaps(edit.span):
            boxes += entry.regions_of(finding)
    return boxes


def _outside(scan: ScanResult, edit: Edit, boxes: Sequence[Region]) -> Iterator[Region]:
    """Yield the boxes of read characters that a slanted line's box cuts.

    The copy is painted character by character; the preview must not show less.
    """
    if edit.unit_id is None or edit.span is None or not boxes:
        return
    values, page = scan.seen[edit.unit_id], boxes[0].page_index
    for at in range(4 * edit.span.start, min(4 * edit.span.end, len(values)), 4):
        x0, y0, x1, y1 = values[at : at + 4]
        char = Region(page, x0, y0, x1, y1)
        if x0 < x1 and not any(_holds(box, char) for box in boxes):
            yield char


def _holds(box: Region, char: Region) -> bool:
    return (
        box.page_index == char.page_index
        and box.x0 - _SLACK <= char.x0
        and box.y0 - _SLACK <= char.y0
        and box.x1 + _SLACK >= char.x1
        and box.y1 + _SLACK >= char.y1
    )


def _box_edit(edit: Edit, box: Region, number: int) -> Edit:
    shown = "" if number else edit.replacement
    treatment = edit.treatment
    if treatment is Treatment.DEIDENTIFY and not shown:
        treatment = Treatment.DELETE
    return Edit(f"{edit.id}.{number}", treatment, edit.entity, None, None, box, shown)
