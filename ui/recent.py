"""Paths of files that were opened, kept only where the user allows it.

A file's name may hold a person's name, so nothing is kept unless the user says so, and
what is kept lies in the user's own state folder, readable by nobody else. Two lists:
recent files for the menu, and the files open now, so that a crash loses no place.
"""

import json
import logging
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QSettings

from redactor.resources import state_dir

__all__ = ["RecentFiles"]

_log = logging.getLogger(__name__)
_MOST = 10
_KEY = "remember_files"


class RecentFiles:
    """The two lists.

    Args:
        store: Holds whether paths may be kept; never a path.
        folder: Where the lists lie; None takes the user's state folder.
    """

    def __init__(self, store: QSettings, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    @property
    def allowed(self) -> bool:
        """Whether paths may be kept; no until the user says yes."""
        return str(self._store.value(_KEY, "false")) == "true"

    def allow(self, on: bool) -> None:
        """Let paths be kept, or forget them all."""
        self._store.setValue(_KEY, "true" if on else "false")
        if not on:
            self.forget()

    def note(self, paths: Iterable[Path]) -> None:
        """Put paths at the head of the recent files."""
        fresh = list(dict.fromkeys(path.absolute() for path in paths))
        if self.allowed and fresh:
            known = [path for path in self._load("recent") if path not in set(fresh)]
            self._save("recent", [*reversed(fresh), *known][:_MOST])

    def recent(self) -> list[Path]:
        """Return the recent files that still exist, the latest first."""
        return [path for path in self._load("recent") if path.is_file()]

    def forget(self) -> None:
        """Remove both lists."""
        for name in ("recent", "open"):
            self._path(name).unlink(missing_ok=True)

    def keep_open(self, paths: Sequence[Path]) -> None:
        """Note which files are open now."""
        if self.allowed and paths:
            self._save("open", paths)
        else:
            self._path("open").unlink(missing_ok=True)

    def left_open(self) -> list[Path]:
        """Return the files that were open when the last run broke off."""
        return [path for path in self._load("open") if path.is_file()]

    def _path(self, name: str) -> Path:
        return (self._folder or state_dir()) / f"{name}-files.json"

    def _load(self, name: str) -> list[Path]:
        if not self.allowed:
            return []
        try:
            rows = json.loads(self._path(name).read_text(encoding="utf-8"))
            return [Path(row) for row in rows if isinstance(row, str)]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError):
            _log.warning("the list of %s files cannot be read; it is left out", name)
            return []

    def _save(self, name: str, paths: Sequence[Path]) -> None:
        path = self._path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary = path.with_suffix(".tmp")
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            with os.fdopen(os.open(temporary, flags, 0o600), "w") as stream:
                json.dump([str(one) for one in paths], stream)
            temporary.replace(path)
        except OSError:
            _log.warning("the list of %s files cannot be kept", name)
