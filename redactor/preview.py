"""Look into a file for the screen: its shape, and pictures of its pages.

Top-level functions with picklable arguments, made for a worker process. Each process
keeps the last two documents open, so that paging does not parse the file again.
"""

import contextlib
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from redactor.errors import PolicyError, UnsupportedError
from redactor.formats.protocol import Document, PagePicture, PictureHolder
from redactor.formats.registry import open_document
from redactor.masking.policy import Policy
from redactor.model import Passwords, Region, Span, TextUnit
from redactor.settings import DetectionSettings

__all__ = ["Outline", "PagePicture", "describe", "forget", "locate"]
__all__ += ["opened", "policies", "render_page", "render_picture", "warm"]

_KEEP = 2
_Key = tuple[str, int, int, tuple[str, ...]]
_open: OrderedDict[_Key, Document] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Outline:
    """What can be shown of a file before it is searched.

    Attributes:
        page_sizes: Width and height of each displayed page in points.
        units: The text of the main reading, for formats without pages.
    """

    format_name: str
    page_sizes: tuple[tuple[float, float], ...]
    units: tuple[TextUnit, ...] = field(default=(), repr=False)


def describe(path: Path, passwords: Passwords) -> Outline:
    """Return the shape of a file. May block.

    Raises:
        SecretMarkError: It bears a mark of state secrecy: nothing of it is shown.
        RedactorError: The file cannot be opened.
    """
    from redactor.masking.gates import refuse_secret_marks

    document = opened(path, passwords)
    pages = document.page_count
    units = tuple(unit for unit in document.head() if unit.reading == "main")
    refuse_secret_marks(units)  # later pages of a PDF are left to the search
    if pages is None:
        return Outline(document.format_name, (), units)
    sizes = tuple(document.page_size(index) for index in range(pages))
    return Outline(document.format_name, sizes)


def render_page(
    path: Path, passwords: Passwords, page_index: int, scale: float
) -> PagePicture:
    """Draw a page; ``scale`` 1.0 is 72 dots an inch. May block.

    Raises:
        RedactorError: The file cannot be opened or the page not drawn.
    """
    return opened(path, passwords).render(page_index, scale)


def render_picture(
    path: Path, passwords: Passwords, name: str, scale: float
) -> PagePicture:
    """Draw a picture of a file without pages; ``scale`` 1.0 is its size. May block.

    Raises:
        RedactorError: The file cannot be opened or the picture not drawn.
    """
    document = opened(path, passwords)
    if not isinstance(document, PictureHolder):
        raise UnsupportedError(reason="picture")
    return document.picture(name, scale)


def locate(
    path: Path, passwords: Passwords, places: Mapping[str, tuple[str, Span]]
) -> dict[str, tuple[Region, ...]]:
    """Return the boxes of spans: key to (unit id, span). May block.

    Raises:
        RedactorError: The file cannot be opened or read.
    """
    document = opened(path, passwords)
    for _ in document.units():  # a format may place units only once it has read all
        pass
    return {
        key: document.regions(unit_id, span) for key, (unit_id, span) in places.items()
    }


def warm(settings: DetectionSettings, delay: float = 0.0) -> None:
    """Load the detector into this process, so that the first file does not wait.

    Args:
        settings: Of the detector.
        delay: Seconds to wait first, so that the second worker does not slow the first.
    """
    time.sleep(delay)
    from redactor.detection.engine import get_detector

    get_detector(settings)


def policies() -> tuple[Policy, ...]:
    """Return all policies; one with a wrong file is left out (its use will raise)."""
    from redactor.masking.policy import load_policy, policy_names

    found = []
    for name in policy_names():
        with contextlib.suppress(PolicyError):
            found.append(load_policy(name))
    return tuple(found)


def forget() -> None:
    """Close what this process keeps open (Windows locks open files)."""
    while _open:
        _open.popitem()[1].close()


def opened(path: Path, passwords: Passwords) -> Document:
    """Return a file, open; this process keeps the last two open.

    Raises:
        RedactorError: The file cannot be opened.
    """
    try:
        stat = path.stat()
        key = (str(path), stat.st_size, stat.st_mtime_ns, passwords.values)
    except OSError:
        return open_document(path, passwords=passwords)  # raises with the reason
    if key in _open:
        _open.move_to_end(key)
        return _open[key]
    document = open_document(path, passwords=passwords)
    _open[key] = document
    while len(_open) > _KEEP:
        _open.popitem(last=False)[1].close()
    return document
