"""Word files as pages: printed by LibreOffice in the background, kept for this run.

The pages lie in a folder of this run that goes with it. They are printed anew when the
text of the copy changes and somebody looks at it.
"""

import logging
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from redactor.model import Decision, Edit, Finding, Passwords, Region
from redactor.office import Printed, WordRequest, has_office, word_pages
from ui.jobs import Failure, JobRunner
from ui.previewing import Previewing, Treated
from ui.views.text_content import TextContent, content_of, treated_content
from ui.workspace import FileEntry

__all__ = ["WordFace", "WordPages"]

_log = logging.getLogger(__name__)


@dataclass(eq=False, repr=False)
class WordFace:
    """The printed pages of a Word file, in the shape of a file that has pages."""

    entry: FileEntry
    printed: Printed
    content: TextContent
    passwords: Passwords = field(default_factory=Passwords)
    by_page: dict[int, list[tuple[Finding, Region]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for findings in self.content.hits.values():
            for finding in findings:
                for box in self.regions_of(finding):
                    self.by_page.setdefault(box.page_index, []).append((finding, box))

    @property
    def path(self) -> Path:
        """The PDF."""
        return self.printed.path

    @property
    def page_sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in points."""
        return self.printed.page_sizes

    def decision(self, finding: Finding) -> Decision:
        """Return what is decided about a finding."""
        return self.entry.decision(finding)

    def regions_of(self, finding: Finding) -> tuple[Region, ...]:
        """Return the boxes of a finding that was found on the pages."""
        return self.printed.regions.get(finding.id, ())

    def manual_boxes(self) -> Mapping[int, Sequence[tuple[Edit, Region]]]:
        """Return the boxes of hand-made marks that were made before the printing."""
        pages: dict[int, list[tuple[Edit, Region]]] = {}
        for edit in self.entry.review.manual:
            for box in self.printed.regions.get(edit.id, ()):
                pages.setdefault(box.page_index, []).append((edit, box))
        return pages


_Key = tuple[int, str, bool]


class WordPages(QObject):
    """Prints Word files and keeps the pages.

    Signals:
        ready: A file's pages are there (its entry).
        failed: They could not be printed (entry, code).
    """

    ready = Signal(object)
    failed = Signal(object, str)

    def __init__(
        self, runner: JobRunner, previewing: Previewing, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._previewing = previewing
        self._folder: Path | None = None
        self._number = 0
        self._faces: dict[_Key, tuple[object, WordFace]] = {}
        self._under_way: dict[_Key, object] = {}
        self._broken: dict[_Key, object] = {}
        self.print: Any = word_pages
        previewing.planned.connect(self._on_planned)

    @staticmethod
    def is_possible() -> bool:
        """Tell whether LibreOffice is installed."""
        return has_office()

    def face(self, entry: FileEntry, *, treated: bool) -> WordFace | None:
        """Return a file's pages, also of a state just gone; None before the first."""
        found = self._faces.get(_key(entry, treated))
        return found[1] if found else None

    def want(self, entry: FileEntry, *, treated: bool) -> None:
        """Print a file's pages unless they are there or under way."""
        if entry.scan is None or entry.page_sizes:
            return
        known = self._previewing.treated(entry) if treated else None
        if treated and known is None:
            return  # `_on_planned` comes back to it
        key, state = _key(entry, treated), known or entry.scan
        here = self._faces.get(key)
        done = (here and here[0], self._under_way.get(key), self._broken.get(key))
        if any(state is other for other in done):
            return
        self._under_way[key] = state
        content = treated_content(entry, known) if known else content_of(entry)
        self._runner.submit(
            self.print,
            (self._request(entry, known, content),),
            lambda printed: self._on_printed(entry, key, state, content, printed),
            lambda failure: self._on_failure(entry, key, state, failure),
        )

    def close(self) -> None:
        """Remove the pages, and end what still prints."""
        folder, self._folder = self._folder, None
        if folder is not None:
            from redactor.formats.docx.legacy import stop_offices

            stop_offices(folder)
            shutil.rmtree(folder, ignore_errors=True)

    def _request(
        self, entry: FileEntry, known: Treated | None, content: TextContent
    ) -> WordRequest:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="yinmo-pages-"))
        self._number += 1
        places = {
            mark.id: (unit_id, mark.span)
            for marks in (content.hits, content.edits)
            for unit_id, own in marks.items()
            for mark in own
            if mark.span is not None
        }
        edits = [e for own in known.by_unit.values() for e in own] if known else []
        return WordRequest(
            path=entry.path,
            passwords=entry.passwords,
            sha256=entry.scan.sha256 if entry.scan else "",
            edits=tuple(edits),
            units=tuple(content.units),
            places=places,
            folder=self._folder,
            name=f"pages-{self._number}",
        )

    def _on_planned(self, entry: FileEntry) -> None:
        if _key(entry, True) in self._faces or _key(entry, True) in self._under_way:
            self.want(entry, treated=True)

    def _on_printed(
        self,
        entry: FileEntry,
        key: _Key,
        state: object,
        content: TextContent,
        printed: Printed,
    ) -> None:
        if self._under_way.get(key) is state:
            del self._under_way[key]
        before = self._faces.get(key)
        if before is not None:
            before[1].path.unlink(missing_ok=True)
        self._faces[key] = (state, WordFace(entry, printed, content))
        self.ready.emit(entry)

    def _on_failure(
        self, entry: FileEntry, key: _Key, state: object, failure: Failure
    ) -> None:
        if self._under_way.get(key) is state:
            del self._under_way[key]
        self._broken[key] = state
        _log.warning("a Word file cannot be shown as pages: %s", failure.code)
        self.failed.emit(entry, failure.code)


def _key(entry: FileEntry, treated: bool) -> _Key:
    sha256 = entry.scan.sha256 if entry.scan else ""
    return entry.number, sha256, treated
