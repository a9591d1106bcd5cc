"""What every format offers: an open document, and the stateless format itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from redactor.model import (
    Hazard,
    Passwords,
    Plan,
    Region,
    Removal,
    Span,
    TextUnit,
    WriteReport,
)
from redactor.ocr.model import Box, PictureReader

__all__ = ["Document", "DocumentFormat", "Limits", "PagePicture", "PictureHolder"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep a hostile file from taking the machine.

    Attributes:
        file_bytes: Largest input.
        unpacked_bytes: Largest sum of unpacked parts of a package.
        ratio: Largest ratio of unpacked to packed bytes of one part over 1 MiB.
        depth: Deepest nesting of packages and of XML elements times 100.
        pages: Most pages.
    """

    file_bytes: int = 2 << 30
    unpacked_bytes: int = 4 << 30
    ratio: int = 400
    depth: int = 8
    pages: int = 50_000


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A rendered page: RGB, 8 bits each, rows top-down without padding."""

    width: int
    height: int
    samples: bytes


class Document(Protocol):
    """An open file. One thread at a time; a context manager.

    What `units` gives is the text after the format's own flattening (accepted
    revisions, baked annotations): the text that the copy would hold. `removals` tells
    what that flattening and the writer's scrub drop.
    """

    @property
    def format_name(self) -> str:
        """``pdf`` or ``docx``."""

    @property
    def page_count(self) -> int | None:
        """Number of pages, None when the format has no fixed pages."""

    def units(self) -> Iterator[TextUnit]:
        """Yield the units of the main reading in order, then those of others."""

    def head(self) -> tuple[TextUnit, ...]:
        """Return units of the first page, or all: enough for a mark at the top.

        Quicker than `units` where a format has pages; pictures may stay unread.
        """

    def anchors(self, unit_id: str, span: Span) -> tuple[int, ...]:
        """Return opaque identities of a span's characters, equal across readings."""

    def regions(self, unit_id: str, span: Span) -> tuple[Region, ...]:
        """Return one box a line for a span; empty when the format has no pages."""

    def hazards(self) -> tuple[Hazard, ...]:
        """Return the places that may hold text which `units` does not give."""

    def removals(self) -> tuple[Removal, ...]:
        """Return what the copy will go without, whatever the plan."""

    @property
    def read_pages(self) -> frozenset[int]:
        """Pages of which something was read as a picture; page formats only."""

    @property
    def read_pictures(self) -> bool:
        """Whether pictures were read, so that the check must read the copy's too."""

    def page_size(self, page_index: int) -> tuple[float, float]:
        """Return width and height of the displayed page in the units of `Region`."""

    def render(self, page_index: int, scale: float) -> PagePicture:
        """Draw a page; ``scale`` 1.0 is 72 dots an inch."""

    def write(self, plan: Plan, target: Path) -> WriteReport:
        """Write the treated, scrubbed copy to ``target`` (a fresh temporary file).

        Raises:
            EditNotAppliedError: An edit found no place.
            WriteError: The file could not be written.
        """

    def close(self) -> None:
        """Release the file."""

    def __enter__(self) -> Self:
        """Return self."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""


@runtime_checkable
class PictureHolder(Protocol):
    """A document without fixed pages whose pictures can be looked at one by one."""

    def picture_boxes(self, unit_id: str, span: Span) -> tuple[Box, ...]:
        """Return where a span of a picture's text stands, in pixels of the picture.

        The unit of a whole picture bears the picture's name; those of its parts begin
        with that name and a slash.
        """

    def picture(self, name: str, scale: float) -> PagePicture:
        """Draw what the document shows of a picture; ``scale`` 1.0 is its own size.

        Raises:
            UnsupportedError: There is no such picture, or it cannot be read.
        """


class DocumentFormat(Protocol):
    """A format: stateless, knows its files by their first bytes."""

    @property
    def name(self) -> str:
        """Short name, also the suffix of its copies without the dot."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Suffixes that its files usually bear, lower case, with the dot."""

    def accepts(self, path: Path, head: bytes) -> bool:
        """Tell from the first 8 KiB (and the file, if need be) whether it is ours."""

    def open(
        self,
        path: Path,
        *,
        passwords: Passwords,
        limits: Limits,
        reader: PictureReader | None = None,
    ) -> Document:
        """Open a file for reading.

        Args:
            path: The file.
            passwords: To try, in order.
            limits: Bounds against hostile files.
            reader: Reads pictures; without one they are hazards.

        Raises:
            InputError: The file is damaged, encrypted, empty or over a limit.
        """
