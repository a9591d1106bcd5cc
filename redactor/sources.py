"""Which files to work on, and how their copies are named."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from redactor.files import copy_name

__all__ = ["SUFFIXES", "Source", "find_sources", "plan_targets"]

SUFFIXES = (".pdf", ".docx", ".docm", ".doc")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to work on and its place below the folder that was named."""

    path: Path
    relative: Path


def find_sources(paths: Iterable[Path], *, skip: Path | None = None) -> list[Source]:
    """Collect files: those named, and in folders all with a known suffix, sorted.

    Args:
        paths: Files and folders; a named file is taken whatever its suffix.
        skip: Folder to leave out (the output inside the input).

    Links to folders are not followed, so that a circle does not hang the walk; lock
    files of Office (``~$``) and hidden files are left out.
    """
    found: dict[Path, Source] = {}
    banned = skip.resolve() if skip else None
    for path in paths:
        if not path.is_dir():
            found.setdefault(path.absolute(), Source(path, Path(path.name)))
            continue
        for file in sorted(_walk(path, banned)):
            found.setdefault(file.absolute(), Source(file, file.relative_to(path)))
    return list(found.values())


def _walk(folder: Path, banned: Path | None) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            if not entry.is_symlink() and entry.resolve() != banned:
                yield from _walk(entry, banned)
        elif entry.suffix.lower() in SUFFIXES:
            yield entry


def plan_targets(sources: Sequence[Source], output: Path) -> list[Path]:
    """Return the copy's path for each source: same tree, ``<stem>_脱敏`` and suffix.

    Word files of every kind become ``.docx``. Two sources that would share a name keep
    their suffix in it: ``表.doc_脱敏.docx``.
    """
    taken: set[str] = set()
    targets = []
    for source in sources:
        suffix = source.path.suffix.lower()
        suffix = ".docx" if suffix in (".doc", ".docm") else suffix or ".pdf"
        folder = output / source.relative.parent
        target = folder / copy_name(source.path, suffix)
        if str(target).casefold() in taken:
            target = folder / f"{source.path.name}_脱敏{suffix}"
        taken.add(str(target).casefold())
        targets.append(target)
    return targets
