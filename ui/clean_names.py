"""Clean names for copies, asked for in a worker; masks compared over all files."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.controller import Controller
from ui.jobs import Failure, JobRunner
from ui.words import tr
from ui.workspace import FileEntry

if TYPE_CHECKING:
    from redactor.masking.publishing import PublishingCheck

__all__ = ["CleanNames", "JointMasks"]

_log = logging.getLogger(__name__)
_TWO = 2


class CleanNames(QObject):
    """Finds out which file names hold personal data, and what stands instead.

    Signals:
        known: Names that were asked about are known now.
    """

    known = Signal()

    def __init__(
        self, controller: Controller, looker: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._looker = looker
        self._asked: set[str] = set()

    def want(self, entries: Iterable[FileEntry]) -> None:
        """Ask for the names of these files unless they are known or asked for."""
        chosen = [entry for entry in entries if entry.clean is None]
        stems = {entry.path.stem for entry in chosen} - self._asked
        if not stems:
            return
        self._asked |= stems
        self._looker.submit(
            self._controller.tasks.clean_names,
            (sorted(stems), self._controller.settings),
            lambda clean: self._on_known(stems, clean),
            lambda failure: self._on_failed(stems, failure),
        )

    def _on_known(self, stems: set[str], clean: dict[str, str]) -> None:
        self._asked -= stems
        for entry in self._controller.workspace.entries:
            if entry.path.stem in stems:
                entry.clean = clean.get(entry.path.stem, "")
        self.known.emit()

    def _on_failed(self, stems: set[str], failure: Failure) -> None:
        _log.warning("clean names could not be found: %s", failure.code)
        self._asked -= stems  # asked for again the next time


class JointMasks:
    """Puts into each file's check what several files show of a number together."""

    def __init__(self) -> None:
        self._own: dict[int, PublishingCheck] = {}
        self._joined: dict[int, PublishingCheck] = {}

    def join(self, entries: Sequence[FileEntry], floor: int) -> None:
        """Compare the checks of all files; a joint weak mask counts as a weak one."""
        from redactor.masking.joint import joint_masks
        from redactor.masking.publishing import MASK_KINDS

        for entry in entries:
            check = entry.check
            if check is not None and check is not self._joined.get(entry.number):
                self._own[entry.number] = check
        ready = [
            (place, self._own[entry.number].traces)
            for place, entry in enumerate(entries)
            if entry.check is not None
        ]
        if sum(bool(found) for _, found in ready) < _TWO and not self._joined:
            return
        lines: dict[int, list[str]] = {}
        for joint in joint_masks(ready, floor):
            for place in joint.files:
                others = [str(p + 1) for p in joint.files if p != place]
                words = tr(
                    "与列表中第 {0} 个文件合起来看，同一{1}还剩 {2} 种可能，"
                    "请改为全部遮盖。"
                )
                kind = MASK_KINDS[joint.kind]
                line = words.format("、".join(others), kind, joint.candidates)
                lines.setdefault(place, []).append(line)
        for place, entry in enumerate(entries):
            if entry.check is not None and entry.pre is not None:
                own, more = self._own[entry.number], lines.get(place, [])
                joined = own
                if more:
                    masks = (*own.masks, *more)
                    joined = replace(own, masks=masks, weak=own.weak + len(more))
                self._joined[entry.number] = entry.pre.check = joined
