"""Which files to work on, and how their copies are named."""

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from redactor.files import copy_name

__all__ = ["SUFFIXES", "Source", "find_sources", "plan_targets"]

SUFFIXES = (
    *(".pdf", ".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".rtf"),
    *(".bmp", ".heic", ".heif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"),
)
# Suffix of the copy, where it is not the source's.
_COPIES = {
    **dict.fromkeys(
        (".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".rtf"), ".docx"
    ),
    **dict.fromkeys((".heic", ".heif", ".jpeg"), ".jpg"),
    ".tiff": ".tif",
}
# Most file systems take 255 bytes (Linux) or 255 UTF-16 units (Windows) a name.
_NAME_BYTES = 255


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
        elif entry.suffix.lower() in SUFFIXES and not _endless(entry):
            yield entry


def _endless(path: Path) -> bool:
    """Tell whether reading would wait for somebody: pipes, sockets, devices."""
    return path.exists() and not path.is_file()


def plan_targets(
    sources: Sequence[Source],
    output: Path,
    clean: Mapping[str, str] | None = None,
    kept: Mapping[Path, Path] | None = None,
) -> list[Path]:
    """Return the copy's path for each source: same tree, ``<stem>_脱敏`` and suffix.

    Word files of every kind become ``.docx``. Two sources that would share a name keep
    their suffix in it, then get a number: ``表.doc_脱敏.docx``, ``表.doc_2_脱敏.docx``;
    with a clean name they get a number at once: ``张某申请_2_脱敏.docx``.
    A name too long for the file system is cut and marked with a digest of the whole.

    Args:
        sources: Files to work on.
        output: Folder of the copies.
        clean: Names of folders and stems of files that must not stand in the output,
            each with its clean name.
        kept: Paths that copies got before, by path below the named folder.
    """
    clean, kept = clean or {}, kept or {}
    folders = _clean_folders(sources, output, clean, kept)
    taken = {_folded(path) for path in kept.values()}
    targets = []
    for source in sources:
        target = kept.get(source.relative) or next(
            path
            for path in _names(
                source,
                output / folders[source.relative.parent],
                clean.get(source.path.stem),
            )
            if _folded(path) not in taken
        )
        taken.add(_folded(target))
        targets.append(target)
    return targets


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFC", str(path)).casefold()


def _clean_folders(
    sources: Sequence[Source],
    output: Path,
    clean: Mapping[str, str],
    kept: Mapping[Path, Path],
) -> dict[Path, Path]:
    """Return the output's folder for each folder; different ones stay different."""
    wanted = {Path(): Path()}
    for relative, target in kept.items():
        places = zip(relative.parents, target.relative_to(output).parents, strict=False)
        wanted.update(places)
    taken = {_folded(path) for path in wanted.values()}
    folders = sorted({source.relative.parent for source in sources})
    for folder in folders:
        plain = not any(part in clean for part in folder.parts)
        taken |= {_folded(p) for p in (folder, *folder.parents)} if plain else set()
    for folder in folders:
        for place in (*reversed(folder.parents), folder):
            if place in wanted:
                continue
            name = clean.get(place.name, place.name)
            path, number = wanted[place.parent] / name, 2
            while _folded(path) in taken and name != place.name:
                path = wanted[place.parent] / f"{name}_{number}"
                number += 1
            taken.add(_folded(path))
            wanted[place] = path
    return wanted


def _names(source: Source, folder: Path, clean: str | None) -> Iterator[Path]:
    name = source.path.name
    suffix = source.path.suffix.lower()
    suffix = _COPIES.get(suffix, suffix or ".pdf")
    if clean is not None:
        yield folder / _fitting(f"{clean}_脱敏{suffix}", name)
        for number in count(2):
            yield folder / _fitting(
                f"{clean}_{number}_脱敏{suffix}", f"{name}/{number}"
            )
    yield folder / _fitting(copy_name(source.path, suffix), name)
    yield folder / _fitting(f"{name}_脱敏{suffix}", name)
    for number in count(2):
        yield folder / _fitting(f"{name}_{number}_脱敏{suffix}", f"{name}/{number}")


def _fitting(name: str, key: str) -> str:
    """Cut the stem of a copy's name so that the file system takes it."""
    raw = os.fsencode(name)
    if len(raw) <= _NAME_BYTES:
        return name
    mark = hashlib.sha256(os.fsencode(key)).hexdigest()[:8]
    head, tail = name.rsplit("_脱敏", 1)
    tail = f"~{mark}_脱敏{tail}"
    room = _NAME_BYTES - len(os.fsencode(tail))
    return os.fsencode(head)[:room].decode("utf-8", "ignore") + tail
