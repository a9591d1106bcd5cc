"""The check before publication: asked for in step ③, and what it holds back."""

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from redactor.entities import ENTITIES
from ui.commands import confirm
from ui.controller import Controller
from ui.entry import PreCheck
from ui.jobs import Failure, JobRunner
from ui.words import language, tr
from ui.workspace import FileEntry

if TYPE_CHECKING:
    from redactor.masking.publishing import PublishingCheck

__all__ = ["Checking", "check_words", "weak_open"]

_log = logging.getLogger(__name__)


def weak_open(entry: FileEntry) -> int:
    """Return the number of weak masks that nobody let pass."""
    check = entry.check
    if check is None:
        return 0
    from redactor.masking.publishing import mask_consent

    if mask_consent(check) in entry.review.confirmed:
        return 0
    return check.weak


class Checking(QObject):
    """Keeps the checks of the files current; each runs in a worker."""

    def __init__(
        self, controller: Controller, looker: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._looker = looker

    def want(self, entry: FileEntry) -> None:
        """Ask for a file's check unless it is there or under way."""
        from redactor.precheck import CheckRequest

        scan, review = entry.scan, entry.review
        if scan is None or (entry.pre is not None and entry.pre.fits(scan, review)):
            return
        pre = entry.pre = PreCheck(scan, review.decisions, review.manual)
        policy = self._controller.policy_of(entry)
        # the boxes are most of the weight and say nothing here
        same = self._controller.settings.same_names
        request = CheckRequest(
            replace(scan, regions={}, seen={}), review, policy, same, check_words()
        )
        self._looker.submit(
            self._controller.tasks.precheck,
            (request,),
            lambda check: self._on_check(entry, pre, check),
            lambda failure: self._on_failure(entry, pre, failure),
        )

    def let_pass(self, entry: FileEntry) -> None:
        """Note that a person accepts the weak masks of the present check."""
        if entry.check is not None and weak_open(entry):
            from redactor.masking.publishing import mask_consent

            after = confirm(entry, [mask_consent(entry.check)])
            self._controller.push(entry, after, self.tr("确认部分遮盖"))

    def _on_check(
        self, entry: FileEntry, pre: PreCheck, check: "PublishingCheck"
    ) -> None:
        pre.check = check
        if entry.pre is pre:
            self._controller.workspace.changed.emit(entry)

    def _on_failure(self, entry: FileEntry, pre: PreCheck, failure: Failure) -> None:
        _log.warning("the check before publication failed: %s", failure.code)
        pre.failed = True
        if entry.pre is pre:
            self._controller.workspace.changed.emit(entry)


def check_words() -> dict[str, str]:
    """Return the window's words for those of the core's check; empty in Chinese."""
    from redactor.masking.describe import (
        OPERATOR_TITLES,
        ROLE_TITLES,
        TREATMENT_TITLES,
    )
    from redactor.masking.publishing import MASK_KINDS, PHRASES

    if language() == "zh":
        return {}
    names = {entity.title for entity in ENTITIES.values()}
    for table in (OPERATOR_TITLES, ROLE_TITLES, TREATMENT_TITLES, MASK_KINDS, PHRASES):
        names |= set(table.values())
    return {name: tr(name) for name in names if name}
