"""The office's settings: one frozen value, kept as TOML in the configuration folder."""

import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from redactor.resources import config_dir

__all__ = ["DetectionSettings", "Settings", "load_settings", "save_settings"]


@dataclass(frozen=True, slots=True)
class DetectionSettings:
    """What the search needs; hashable, so that detectors can be cached by it.

    Attributes:
        patterns_dirs: Folders of the office's own recognizer files (YAML), laid over
            the built-in ones by entity and name.
        allow: Words that always stay, literal; between slashes (``/…/``) a regular
            expression.
        deny: Words that always go, written likewise; found as ``CUSTOM``.
        names: Search for names with the language model.
        stamp: Changes with the office's recognizer files, so that a detector that was
            made before is not used again.
    """

    patterns_dirs: tuple[Path, ...] = ()
    allow: tuple[str, ...] = field(default=(), repr=False)
    deny: tuple[str, ...] = field(default=(), repr=False)
    names: bool = True
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of an office.

    Attributes:
        policy: Name of the default policy.
        ledger: Path of the ledger; None puts ``台账.jsonl`` beside the copies.
        output: Folder for the window's copies; None takes one beside the first file.
        clerk: Label of the person at work, for the ledger.
        reviewer: Label of the second person.
        office: Label of the office.
        language: ``zh`` or ``en``, for the window.
        jobs: Worker processes; 0 means one a core.
        same_names: One pseudonym a person in all files, by the office's key.
        ocr: Read text in pictures where that is possible.
    """

    policy: str = "general"
    ledger: Path | None = None
    output: Path | None = None
    clerk: str = ""
    reviewer: str = ""
    office: str = ""
    language: str = "zh"
    jobs: int = 0
    same_names: bool = False
    ocr: bool = True
    detection: DetectionSettings = field(default_factory=DetectionSettings)

    @property
    def search_key(self) -> tuple[DetectionSettings, bool]:
        """What decides how files are read and searched."""
        return self.detection, self.ocr

    @property
    def workers(self) -> int:
        """Number of worker processes, at least one."""
        return self.jobs or os.cpu_count() or 1


_PATHS = ("ledger", "output")


def _path() -> Path:
    return config_dir() / "settings.toml"


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; a missing file gives the defaults.

    The office's own patterns are always looked for in ``patterns`` beside the file.

    Raises:
        ValueError: The file is not TOML or holds a value of the wrong kind.
        OSError: The file cannot be read.
    """
    path = path or _path()
    table: Mapping[str, Any] = {}
    if path.exists():
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    own = path.parent / "patterns"
    found = table.get("detection", {})
    detection = DetectionSettings(
        patterns_dirs=(own,) if own.is_dir() else (),
        allow=_words(found, "allow"),
        deny=_words(found, "deny"),
        names=bool(found.get("names", True)),
        stamp=_stamp(own),
    )
    plain = {
        f.name: table[f.name]
        for f in fields(Settings)
        if f.name in table and f.name not in ("detection", *_PATHS)
    }
    for name, value in plain.items():
        if not isinstance(value, type(getattr(Settings(), name))):
            raise ValueError(f"setting {name} has the wrong kind")
    ledger, output = (Path(table[name]) if table.get(name) else None for name in _PATHS)
    return replace(Settings(**plain), detection=detection, ledger=ledger, output=output)


def _stamp(folder: Path) -> str:
    """Return a digest over names, sizes and times of a folder's files, or nothing."""
    digest = hashlib.sha256()
    files = sorted(folder.glob("*.y*ml"))
    for path in files:
        status = path.stat()
        row = f"{path.name}\0{status.st_size}\0{status.st_mtime_ns}\0"
        digest.update(row.encode("utf-8", "replace"))
    return digest.hexdigest()[:16] if files else ""


def _words(table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    words = table.get(name, [])
    if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
        raise ValueError(f"setting detection.{name} must be a list of words")
    return tuple(words)


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings whole, atomically.

    Raises:
        OSError: The folder cannot be written.
    """
    import tomlkit

    path = path or _path()
    table = tomlkit.document()
    for f in fields(Settings):
        value = getattr(settings, f.name)
        if f.name == "detection":
            continue
        if value is not None:
            table[f.name] = str(value) if isinstance(value, Path) else value
    table["detection"] = {
        "allow": list(settings.detection.allow),
        "deny": list(settings.detection.deny),
        "names": settings.detection.names,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    temporary.write_text(tomlkit.dumps(table), encoding="utf-8")
    temporary.replace(path)
