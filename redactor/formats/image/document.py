"""The image format and its open document.

Reading is left to the PDF reader, which sees the frames as scanned pages; painting and
writing is done here, on the frames' own pixels.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import Image

from redactor.errors import (
    EditNotAppliedError,
    StalePlanError,
    UnsupportedError,
)
from redactor.formats.image.frames import Frames
from redactor.formats.image.kinds import COPY_NAMES, SUFFIXES, kind_of
from redactor.formats.image.painting import Placed, line_room, painted
from redactor.formats.image.saving import save_frames
from redactor.formats.image.wrapper import wrapped
from redactor.formats.pdf.document import PdfDocument
from redactor.formats.pdf.opening import Source, sha256_of
from redactor.formats.pdf.write import Mark, marks_of
from redactor.formats.protocol import Limits, PagePicture
from redactor.model import (
    Edit,
    Hazard,
    Passwords,
    Plan,
    Region,
    Removal,
    Span,
    TextUnit,
    WriteReport,
)
from redactor.ocr.ahead import Answer, ask
from redactor.ocr.model import Box, PictureReader, PictureReading

__all__ = ["ImageDocument", "ImageFormat"]


class _Turns:
    """A reader that remembers which way up each page lay."""

    def __init__(self, reader: PictureReader) -> None:
        self._reader = reader
        self.ahead: int = getattr(reader, "ahead", 0)
        self.turns: list[int] = []

    def read(self, image: Image.Image, dpi: float | None = None) -> PictureReading:
        """Read a picture and note its rotation."""
        return self.ask(image, dpi)()

    def ask(self, image: Image.Image, dpi: float | None = None) -> Answer:
        """Ask for a picture's reading; its rotation is noted when it is taken."""
        answer = ask(self._reader, image, dpi)

        def noted() -> PictureReading:
            reading = answer()
            self.turns.append(reading.rotation)
            return reading

        return noted


class ImageDocument:
    """An open image file. One thread at a time.

    Without a reader it can be shown, and is neither searched nor written.
    """

    def __init__(
        self, path: Path, frames: Frames, source: Source, scales: tuple[float, ...],
        reader: PictureReader | None,
    ) -> None:  # fmt: skip
        self._path = path
        self._frames = frames
        self._scales = scales
        self._turns = _Turns(reader) if reader else None
        self._sha256 = source.sha256
        self._pages = PdfDocument(source, self._turns)

    @property
    def format_name(self) -> str:
        """Suffix of the copy: ``png``, ``jpg``, ``tif``, ``bmp`` or ``webp``."""
        return COPY_NAMES[self._frames.kind]

    @property
    def page_count(self) -> int:
        """Number of frames."""
        return self._frames.count

    @property
    def sha256(self) -> str:
        """Digest of the file as it was opened."""
        return self._sha256

    @property
    def read_pages(self) -> frozenset[int]:
        """All frames: each was read as a picture."""
        return frozenset(range(self._frames.count if self.read_pictures else 0))

    @property
    def read_pictures(self) -> bool:
        """Tell whether there is a reader."""
        return self._turns is not None

    def units(self) -> Iterator[TextUnit]:
        """Yield what was read, paragraphs and cells in reading order."""
        return self._pages.units()

    def head(self) -> tuple[TextUnit, ...]:
        """Return the units of the first frame."""
        return self._pages.head()

    def anchors(self, unit_id: str, span: Span) -> tuple[int, ...]:
        """Return identities of a span's characters, equal across readings."""
        return self._pages.anchors(unit_id, span)

    def regions(self, unit_id: str, span: Span) -> tuple[Region, ...]:
        """Return one box a line for a span."""
        return self._pages.regions(unit_id, span)

    def hazards(self) -> tuple[Hazard, ...]:
        """Return the places that a person must look at.

        Raises:
            UnsupportedError: Nothing here reads pictures (reason ``needs_ocr``).
        """
        self._require_reader()
        return self._pages.hazards()

    def removals(self) -> tuple[Removal, ...]:
        """Return what the copy will go without: all that is no pixel."""
        extras = self._frames.extras
        return (Removal("picture_metadata", extras),) if extras else ()

    def page_size(self, page_index: int) -> tuple[float, float]:
        """Return width and height of a frame in points."""
        return self._pages.page_size(page_index)

    def render(self, page_index: int, scale: float) -> PagePicture:
        """Draw a frame; ``scale`` 1.0 is 72 dots an inch."""
        return self._pages.render(page_index, scale)

    def render_treated(
        self, page_index: int, scale: float, edits: Iterable[Edit]
    ) -> PagePicture:
        """Draw a frame as the copy would show it.

        Raises:
            EditNotAppliedError: An edit found no place.
        """
        placed = self._placed(edits).get(page_index, [])
        frame = painted(self._frames[page_index], placed)
        width, height = self.page_size(page_index)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        small = frame.convert("RGB").resize(size)
        return PagePicture(small.width, small.height, small.tobytes())

    def write(self, plan: Plan, target: Path) -> WriteReport:
        """Write the frames, painted, in their own kind and without metadata.

        Raises:
            EditNotAppliedError: An edit found no place.
            StalePlanError: The plan was made for other bytes.
            NotWritableError: The target cannot be written.
            WriteError: The encoder failed.
            UnsupportedError: Nothing here reads pictures (reason ``needs_ocr``).
        """
        self._require_reader()
        if plan.source_sha256 != self._sha256 or sha256_of(self._path) != self._sha256:
            raise StalePlanError
        places = self._placed(plan.edits)
        if any(index >= self.page_count for index in (*places, *plan.rasterize)):
            raise EditNotAppliedError(reason="page")
        save_frames(
            self._path,
            target,
            self._frames,
            (
                painted(self._frames[index], places.get(index, ()))
                for index in range(self.page_count)
            ),
        )
        regions: dict[str, list[Region]] = {}
        for index, placed in places.items():
            for one in placed:
                regions.setdefault(one.edit.id, []).extend(
                    self._region(index, box) for box in one.boxes
                )
        return WriteReport(
            tuple(edit.id for edit in plan.edits),
            self.removals(),
            {key: tuple(found) for key, found in regions.items()},
        )

    def close(self) -> None:
        """Release the file."""
        self._pages.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _require_reader(self) -> None:
        if self._turns is None:
            raise UnsupportedError(reason="needs_ocr")

    def _placed(self, edits: Iterable[Edit]) -> dict[int, list[Placed]]:
        """Find the boxes of every edit, by frame.

        Raises:
            EditNotAppliedError: An edit has no place.
        """
        places: dict[int, list[Placed]] = {}
        for index, marks in marks_of(self._pages, edits).items():
            groups: dict[str, list[Mark]] = {}
            for mark in marks:
                groups.setdefault(mark.edit.id, []).append(mark)
            places[index] = [self._place(index, group) for group in groups.values()]
        return places

    def _place(self, index: int, marks: Sequence[Mark]) -> Placed:
        """Put the marks of one edit on one frame together."""
        boxes = tuple(self._box(area) for mark in marks for area in mark.areas)
        widest = max(marks, key=lambda mark: self._box(mark.region).area)
        lead = any(mark.lead for mark in marks)
        turn = 0 if marks[0].box is None else self._turn(index)
        room, slant = self._box(widest.region), 0.0
        if len(widest.parts) > 1:
            room, slant = line_room([self._box(part) for part in widest.parts], turn)
        vertical = widest.box is not None and widest.box.vertical
        return Placed(marks[0].edit, boxes, lead, turn, room, slant, vertical)

    def _turn(self, index: int) -> int:
        turns = self._turns.turns if self._turns else []
        return turns[index] if index < len(turns) else 0

    def _box(self, region: Region) -> Box:
        scale = self._scales[region.page_index]
        return Box(
            region.x0 / scale, region.y0 / scale, region.x1 / scale, region.y1 / scale
        )

    def _region(self, index: int, box: Box) -> Region:
        scale = self._scales[index]
        width, height = self.page_size(index)
        there = Box(box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)
        part = there.clipped(width, height)
        return Region(index, part.x0, part.y0, part.x1, part.y1)


class ImageFormat:
    """PNG, JPEG, TIFF, BMP, WebP and HEIC, known by their first bytes."""

    name = "image"
    suffixes = SUFFIXES

    def accepts(self, path: Path, head: bytes) -> bool:
        """Tell whether the first bytes are of a known kind."""
        del path
        return kind_of(head) is not None

    def open(
        self,
        path: Path,
        *,
        passwords: Passwords,
        limits: Limits,
        reader: PictureReader | None = None,
    ) -> ImageDocument:
        """Open an image file.

        Raises:
            UnsupportedError: It is an animation.
            InputError: It is damaged or over a limit.
        """
        del passwords
        frames = Frames(path, limits)
        source, scales = wrapped(path, frames)
        return ImageDocument(path, frames, source, scales, reader)
