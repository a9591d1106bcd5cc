"""A package read as raw bytes: every entry, every name, and what lies between them."""

import struct
import zipfile
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from redactor.verification.channels import Trace

__all__ = ["Package", "Part", "open_package"]

_LIMIT = 4 << 30
_LOCAL = struct.Struct("<4s5H3I2H")


@dataclass(frozen=True)
class Part:
    """One entry of a package."""

    name: str
    data: bytes = field(repr=False)

    @property
    def is_xml(self) -> bool:
        """True when the content is markup, whatever the name says."""
        head = self.data[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
        return head[:1] == b"<"


@dataclass(frozen=True)
class Package:
    """All entries, in the order of the central directory."""

    parts: tuple[Part, ...] = field(repr=False)
    entries: tuple[zipfile.ZipInfo, ...] = field(repr=False)
    comment: bytes = field(repr=False)
    raw: bytes = field(repr=False)

    def part(self, name: str) -> Part | None:
        """Return a part by name, None if there is none."""
        return next((part for part in self.parts if part.name == name), None)

    def oddities(self) -> Iterator[Trace]:
        """Yield what a fresh package never has: comments, extras, doubles, gaps."""
        if self.comment:
            yield Trace("forbidden", "zip_comment")
        doubles = Counter(entry.filename.lower() for entry in self.entries)
        if any(count > 1 for count in doubles.values()):
            yield Trace("forbidden", "zip_duplicate")
        end = 0
        for entry in sorted(self.entries, key=lambda e: e.header_offset):
            if entry.comment or entry.extra:
                yield Trace("forbidden", "zip_extra")
            if entry.header_offset != end:
                yield Trace("forbidden", "zip_gap")
            end = yield from self._local(entry)

    def _local(self, entry: zipfile.ZipInfo) -> Generator[Trace, None, int]:
        """Compare the local header with the directory; return where the entry ends."""
        at = entry.header_offset
        fields = _LOCAL.unpack_from(self.raw, at)
        name_size, extra_size = fields[9], fields[10]
        start = at + _LOCAL.size + name_size + extra_size
        name = self.raw[at + _LOCAL.size : at + _LOCAL.size + name_size]
        codec = "utf-8" if fields[2] & 0x800 else "cp437"
        if name.decode(codec, "replace") != entry.orig_filename:
            yield Trace("forbidden", "zip_local_name")
        if extra_size:
            yield Trace("forbidden", "zip_extra")
        end = start + entry.compress_size
        if fields[2] & 0x08:
            end += 16 if self.raw[end : end + 4] == b"PK\x07\x08" else 12
        return int(end)


def open_package(source: Path | bytes) -> Package:
    """Read a package whole.

    Raises:
        OSError: The file cannot be read.
        zipfile.BadZipFile: It is no package, or damaged.
        ValueError: It unpacks to more than 4 GiB.
    """
    import io

    raw = source if isinstance(source, bytes) else source.read_bytes()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = tuple(archive.infolist())
        if sum(entry.file_size for entry in entries) > _LIMIT:
            raise ValueError("package too large")
        parts = tuple(
            Part(entry.filename, archive.read(entry))
            for entry in entries
            if not entry.is_dir()
        )
        return Package(parts, entries, archive.comment, raw)
