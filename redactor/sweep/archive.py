"""Files within zip archives, unpacked one at a time into a folder of the caller."""

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from redactor.errors import CorruptError, EncryptedError, LimitError

__all__ = ["members"]

_MOST, _MOST_BYTES, _RATIO = 20_000, 4 << 30, 400
_UTF8_FLAG = 0x800


def members(path: Path, scratch: Path) -> Iterator[tuple[PurePosixPath, Path]]:
    """Yield (name, unpacked file); each file is removed before the next one.

    Args:
        path: The archive.
        scratch: An empty folder; nothing is written outside of it, whatever the names.

    Raises:
        CorruptError: It is no whole archive.
        EncryptedError: It has a password.
        LimitError: It is a zip bomb.
    """
    try:
        with zipfile.ZipFile(path) as package:
            infos = [info for info in package.infolist() if not info.is_dir()]
            _require_harmless(infos)
            for number, info in enumerate(infos):
                name = _name(info)
                unpacked = scratch / f"{number}{name.suffix[:16].lower()}"
                with package.open(info) as stream, unpacked.open("wb") as target:
                    shutil.copyfileobj(stream, target, 1 << 20)
                try:
                    yield name, unpacked
                finally:
                    unpacked.unlink(missing_ok=True)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise CorruptError(reason="zip") from error


def _require_harmless(infos: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & 1 for info in infos):
        raise EncryptedError(reason="missing")
    if len(infos) > _MOST or sum(info.file_size for info in infos) > _MOST_BYTES:
        raise LimitError(reason="unpacked_bytes")
    for info in infos:
        if info.file_size > max(_RATIO * info.compress_size, 1 << 20):
            raise LimitError(reason="ratio")


def _name(info: zipfile.ZipInfo) -> PurePosixPath:
    """Return the name; Chinese systems write it in GB 18030 without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return PurePosixPath(name.replace("\\", "/"))
