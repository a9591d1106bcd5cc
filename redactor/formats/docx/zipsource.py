"""Entries of a zip file, unpacked within limits."""

import io
import zipfile
import zlib

from redactor.errors import CorruptError, LimitError
from redactor.formats.protocol import Limits

__all__ = ["ZipSource"]


class ZipSource:
    """Entries of a zip file, unpacked within limits."""

    def __init__(
        self, data: bytes, limits: Limits, budget: list[int] | None = None
    ) -> None:
        self.limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
            raise CorruptError(reason="zip") from None
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = info.filename.replace("\\", "/").lstrip("/").lower()
            self._infos.setdefault(name, info)
        # Shared with the packages nested in this one.
        self._budget = [limits.unpacked_bytes] if budget is None else budget
        declared = sum(i.file_size for i in self._infos.values())
        if declared > self._budget[0] or len(infos) > 100_000:
            raise LimitError(reason="unpacked_bytes")
        self.original = {name: info.filename for name, info in self._infos.items()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._infos

    def names(self) -> tuple[str, ...]:
        """Return the names of all entries, lower case, without folders."""
        return tuple(name for name in self._infos if not name.endswith("/"))

    def nested(self, data: bytes) -> "ZipSource":
        """Open a package that was an entry of this one, within the same limits.

        Raises:
            CorruptError: It is no zip file.
            LimitError: Over a limit.
        """
        return ZipSource(data, self.limits, self._budget)

    def read(self, name: str) -> bytes:
        """Unpack one entry.

        Raises:
            CorruptError: Missing or damaged.
            LimitError: Over the ratio or the sum of bytes.
        """
        info = self._infos.get(name.lower())
        if info is None:
            raise CorruptError(reason="missing_part")
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > 1 << 20 and ratio > self.limits.ratio:
            raise LimitError(reason="ratio")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(self._budget[0] + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
        ):
            raise CorruptError(reason="zip") from None
        self._budget[0] -= len(data)
        if self._budget[0] < 0:
            raise LimitError(reason="unpacked_bytes")
        return data
