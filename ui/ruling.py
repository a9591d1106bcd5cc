"""Which rule book holds for which file; another one only proposes anew."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.workspace import FileEntry

if TYPE_CHECKING:
    from ui.controller import Controller

__all__ = ["Ruling"]

_FALLBACK = "general"


class Ruling(QObject):
    """Changes rule books; people's decisions and what was found stay."""

    def __init__(self, controller: "Controller") -> None:
        super().__init__(controller)
        self._controller = controller

    def choose(self, name: str, entries: Iterable[FileEntry]) -> None:
        """Work on some files under another rule book."""
        for entry in list(entries):
            if self._controller.policy_of(entry) != name:
                entry.chosen = name
                self._propose_again(entry)

    def take_usual(self) -> None:
        """Another rule book is the usual one: files without their own follow it."""
        for entry in list(self._controller.workspace.entries):
            if not entry.chosen:
                self._propose_again(entry)

    def renew(self) -> None:
        """Read the rule books anew; files whose one changed get new proposals."""
        looking = self._controller.looking
        before = {n: policy.digest for n, policy in looking.policies.items()}

        def known() -> None:
            looking.policies_known.disconnect(known)
            self._follow(before)

        looking.policies_known.connect(known)
        looking.load_policies()

    def _follow(self, before: dict[str, str]) -> None:
        work = self._controller
        policies = work.looking.policies
        if work.settings.policy not in policies:
            work.settings = replace(work.settings, policy=_FALLBACK)
        for entry in list(work.workspace.entries):
            if entry.chosen not in policies:
                entry.chosen = ""
            name = work.policy_of(entry)
            other = entry.scan is not None and entry.scan.policy != name
            if other or policies[name].digest != before.get(name):
                self._propose_again(entry)

    def _propose_again(self, entry: FileEntry) -> None:
        from redactor.masking.plan import propose_for

        work = self._controller
        policy = work.looking.policies.get(work.policy_of(entry))
        if entry.scan is None or policy is None or work.works_on(entry):
            work.cancel([entry])
            work.scan(entry)
            return
        scan = entry.scan
        proposals = propose_for(scan.units, scan.findings, policy)
        entry.policy = policy
        scan = replace(scan, proposals=proposals, policy=policy.name)
        work.workspace.set_scan(entry, scan)
