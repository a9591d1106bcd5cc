"""What the pictures of a Word file show, as units; edits on them as boxes of pixels.

A picture part that stands in several places is read and treated once; parts with the
same bytes and the same crop share one reading. Each picture also has a sign of its own
in the text, so that a person can cover it whole; so has each place of it that was not
read (``…/picture_unread0``), named after the kind of its hazard.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from redactor import progress
from redactor.formats.docx.context import Context
from redactor.formats.docx.package import Part
from redactor.formats.docx.pictures import is_raster, shown_pixels
from redactor.formats.docx.seenlines import paragraphs, rows
from redactor.formats.image.painting import Placed
from redactor.model import Edit, Place, Span, TextUnit
from redactor.ocr.ahead import Answer, ahead, ask_or_unread
from redactor.ocr.model import Box, Mark, PictureReader, PictureReading, TextLine
from redactor.ocr.spans import span_boxes

__all__ = ["Paint", "SeenPictures", "SeenUnit", "Stroke"]

_SIGN = "\u25a3"  # stands for what has no text: a whole picture, a portrait, a card
_SHOWN = {
    "portrait": "PORTRAIT",
    "id_card": "CARD_IMAGE",
    "bank_card": "CARD_IMAGE",
    "licence": "CARD_IMAGE",
}
_CODES = frozenset({"qr_code", "bar_code"})
# A seal names an office, which does not withhold a file; it is told.
_TOLD = frozenset({"seal"})


@dataclass(slots=True, eq=False)
class Stroke:
    """A line of a picture, or a sign in place of something without text.

    Attributes:
        solid: Its characters cannot be parted: a code, a portrait, a whole picture.
    """

    line: TextLine = field(repr=False)
    solid: bool = False

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Return what to paint for some of its characters."""
        return (self.line.box,) if self.solid else span_boxes(self.line, start, end)


@dataclass(slots=True, eq=False)
class _Picture:
    parts: list[Part] = field(repr=False)
    reading: PictureReading = field(repr=False)


@dataclass(slots=True, eq=False)
class SeenUnit:
    """A unit with its lines: pairs of the offset in its text and the line there."""

    unit: TextUnit
    lines: tuple[tuple[int, Stroke], ...] = field(repr=False)
    picture: _Picture = field(repr=False)

    def pieces(self, span: Span) -> Iterator[tuple[Stroke, int, int]]:
        """Yield the lines that a span touches, with its range in each."""
        for offset, stroke in self.lines:
            start = max(span.start - offset, 0)
            end = min(span.end - offset, len(stroke.line.text))
            if start < end:
                yield stroke, start, end


class SeenPictures:
    """Reads the pictures of a package when they are first asked for."""

    def __init__(
        self, parts: Iterable[Part], reader: PictureReader, context: Context
    ) -> None:
        self._context = context
        self._units: dict[str, SeenUnit] = {}
        self._uses: Counter[int] = Counter()
        groups: dict[tuple[bytes, object], list[Part]] = {}
        for part in _shown(parts, self._uses):
            key = hashlib.sha256(part.data).digest(), part.crop
            groups.setdefault(key, []).append(part)
        self.any_read = False
        asked = ahead(reader, (_asked(parts, reader) for parts in groups.values()))
        for number, (group, answer) in enumerate(asked, 1):
            progress.tell("pictures", number, len(groups))
            self._take(group, answer)

    def _take(self, parts: list[Part], answer: Answer | None) -> None:
        first = parts[0]
        if answer is None:
            # Nobody can see it either: the copy has a blank in its place.
            for part in parts:
                self._tell("picture", part, self._uses[id(part)], blocking=True)
            return
        self.any_read = True
        reading = answer()
        picture = _Picture(parts, reading)
        for unit in _units(first.name, picture):
            self._units[unit.unit.id] = unit
        for part in parts:
            self._tell("picture_read", part, self._uses[id(part)], blocking=False)
        if reading.unread:
            self._tell("picture_unread", first, len(reading.unread), blocking=True)
        others = Counter(str(m.kind) for m in reading.marks if not _is_told(m))
        for kind, count in sorted(others.items()):
            self._tell(kind, first, count, blocking=kind not in _TOLD)

    def _tell(self, kind: str, part: Part, count: int, *, blocking: bool) -> None:
        for _ in range(count):
            self._context.hazard(kind, part.name, blocking=blocking)

    def units(self) -> Iterator[TextUnit]:
        """Yield the units: main ones first, then rows."""
        for main in (True, False):
            for seen in self._units.values():
                if (seen.unit.reading == "main") is main:
                    yield seen.unit

    def unit(self, unit_id: str) -> SeenUnit | None:
        """Return a unit by its id."""
        return self._units.get(unit_id)

    def boxes(self, unit_id: str, span: Span) -> tuple[Box, ...]:
        """Return where a span stands, in pixels of the picture that is shown."""
        seen = self._units.get(unit_id)
        pieces = seen.pieces(span) if seen is not None else ()
        return tuple(box for s, start, end in pieces for box in s.boxes(start, end))


class Paint:
    """Collects edits on pictures; characters are claimed once over all readings."""

    def __init__(self) -> None:
        self._taken: set[tuple[int, int]] = set()
        self._placed: dict[int, list[Placed]] = {}

    def add(self, seen: SeenUnit, edit: Edit, span: Span) -> bool:
        """Claim the characters of a span; tells whether it found any.

        Characters that an earlier edit claimed count as found.
        """
        found = False
        lead = True
        for stroke, start, end in seen.pieces(span):
            found = True
            chars = {(id(stroke), at) for at in range(start, end)}
            if chars <= self._taken:
                continue
            self._taken |= chars
            placed = Placed(
                edit,
                stroke.boxes(start, end),
                lead and not (stroke.solid and stroke.line.text == _SIGN),
                seen.picture.reading.rotation,
            )
            lead = False
            for part in seen.picture.parts:
                self._placed.setdefault(id(part), []).append(placed)
        return found

    def of(self, part: Part) -> list[Placed]:
        """Return the edits on one part."""
        return self._placed.get(id(part), [])


def _asked(
    parts: list[Part], reader: PictureReader
) -> tuple[list[Part], Answer | None]:
    """Ask for the reading of a picture; None if there is nothing to be seen."""
    pixels = shown_pixels(parts[0])
    # What a file says of its resolution tells nothing of its size in the text.
    return parts, None if pixels is None else ask_or_unread(reader, pixels, None)


def _shown(parts: Iterable[Part], uses: Counter[int]) -> list[Part]:
    found: dict[int, Part] = {}
    for part in parts:
        for relation in part.relations.values():
            target = relation.part
            if relation.kind == "image" and target is not None:
                uses[id(target)] += 1
                if is_raster(target.data):
                    found[id(target)] = target
    return list(found.values())


def _is_told(mark: Mark) -> bool:
    """Tell whether a mark becomes a unit: what it says or shows can be treated."""
    return mark.kind in _SHOWN or (mark.kind in _CODES and bool(mark.text))


def _units(name: str, picture: _Picture) -> Iterator[SeenUnit]:
    reading = picture.reading
    whole = Box(0, 0, reading.width, reading.height)
    yield _solid(name, _SIGN, whole, picture)
    strokes = [Stroke(line) for line in reading.lines if line.text]
    for reading_name, groups in (
        ("main", paragraphs([s.line for s in strokes], reading.rotation)),
        ("row", rows([s.line for s in strokes], reading.rotation)),
    ):
        for number, (text, members) in enumerate(groups):
            lines = tuple((offset, strokes[index]) for offset, index in members)
            key = f"{name}/{'p' if reading_name == 'main' else 'row'}{number}"
            unit = TextUnit(key, text, Place.PICTURE, reading=reading_name)
            yield SeenUnit(unit, lines, picture)
    for number, mark in enumerate(reading.marks):
        if mark.kind in _SHOWN:
            shows = _SHOWN[mark.kind]
            yield _solid(f"{name}/shown{number}", _SIGN, mark.box, picture, shows)
        elif mark.kind in _CODES and mark.text:
            yield _solid(f"{name}/code{number}", mark.text, mark.box, picture)
        else:
            yield _solid(f"{name}/{mark.kind}{number}", _SIGN, mark.box, picture)
    for number, box in enumerate(reading.unread):
        yield _solid(f"{name}/picture_unread{number}", _SIGN, box, picture)


def _solid(
    key: str, text: str, box: Box, picture: _Picture, shows: str = ""
) -> SeenUnit:
    line = TextLine(text, 1.0, (box,) * len(text), box)
    unit = TextUnit(key, text, Place.PICTURE, shows=shows)
    return SeenUnit(unit, ((0, Stroke(line, solid=True)),), picture)
