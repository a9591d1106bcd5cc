"""Characters of the pages in view, read by a worker when text shall be chosen."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from redactor.model import Region
from redactor.results import ScanResult
from redactor.treated import PageChars
from ui.controller import Controller
from ui.jobs import Failure, JobRunner
from ui.reviewing import Reviewing

__all__ = ["PageTexts"]

_log = logging.getLogger(__name__)
_KEEP = 40
_Key = tuple[Path, str, int]


class PageTexts(QObject):
    """Keeps the characters of some pages of the current file."""

    def __init__(
        self, controller: Controller, looker: JobRunner, reviewing: Reviewing
    ) -> None:
        super().__init__(controller)
        self._controller = controller
        self._looker = looker
        self._reviewing = reviewing
        self._known: OrderedDict[_Key, PageChars] = OrderedDict()
        self._under_way: set[_Key] = set()

    def get(self, page_index: int) -> PageChars | None:
        """Return the characters of a page if they are there."""
        key = self._key(page_index)
        return self._known.get(key) if key else None

    def want(self, page_index: int, done: Callable[[], None]) -> None:
        """Read the characters of a page and tell when they are there."""
        entry, key = self._reviewing.entry, self._key(page_index)
        if entry is None or key is None or key in self._under_way:
            return
        if key in self._known:
            done()
            return
        self._under_way.add(key)
        self._looker.submit(
            self._controller.tasks.page_chars,
            (entry.path, entry.passwords, page_index),
            lambda chars: self._on_chars(key, chars, done),
            lambda failure: self._on_failure(key, failure),
        )

    def _key(self, page_index: int) -> _Key | None:
        entry = self._reviewing.entry
        if entry is None or entry.scan is None:
            return None
        return entry.path, entry.scan.sha256, page_index

    def _on_chars(self, key: _Key, chars: PageChars, done: Callable[[], None]) -> None:
        self._under_way.discard(key)
        entry = self._reviewing.entry
        if entry is not None and entry.scan is not None and self._key(key[2]) == key:
            chars = chars.with_seen(entry.scan, key[2])
        self._known[key] = chars
        while len(self._known) > _KEEP:
            self._known.popitem(last=False)
        done()

    def _on_failure(self, key: _Key, failure: Failure) -> None:
        self._under_way.discard(key)
        _log.warning("the text of a page cannot be read: %s", failure.code)


def with_seen(chars: PageChars, scan: ScanResult, page_index: int) -> PageChars:
    """Return a page's characters with those that were read from its pictures."""
    unit_ids, offsets = list(chars.unit_ids), list(chars.offsets)
    boxes, text = list(chars.boxes), [chars.text]
    for unit in scan.units:
        values = scan.seen.get(unit.id)
        if values is None or unit.page_index != page_index or unit.reading != "main":
            continue
        for offset, char in enumerate(unit.text):
            x0, y0, x1, y1 = values[4 * offset : 4 * offset + 4]
            if x0 < x1 and not char.isspace():
                unit_ids.append(unit.id)
                offsets.append(offset)
                boxes.append(Region(page_index, x0, y0, x1, y1))
                text.append(char)
    return PageChars(tuple(unit_ids), tuple(offsets), tuple(boxes), "".join(text))
