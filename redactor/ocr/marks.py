"""Everything in a picture that is no printed line, from all finders together."""

from collections.abc import Sequence

from redactor.ocr.cards import find_cards, form_portraits
from redactor.ocr.codes import find_codes
from redactor.ocr.engine import Pixels
from redactor.ocr.faces import FaceFinder, face_model
from redactor.ocr.ink import find_ink, merged
from redactor.ocr.leftover import find_leftover
from redactor.ocr.lines import RawLine
from redactor.ocr.model import Box, Mark, MarkKind, TextLine
from redactor.ocr.photos import find_photos
from redactor.ocr.pixels import as_grey
from redactor.ocr.red import find_red, red_share
from redactor.ocr.rings import find_rings
from redactor.ocr.written import find_written

__all__ = ["MarkFinder", "hides", "in_photo"]

_INSIDE = 0.7
_READ_WELL = 0.2  # of a code's area
_A4_SHORT_INCHES = 8.27
_PRINT_DPI = 200.0
_NOISE = 2  # characters
_NOISE_SURE = 0.95
_HIDES_TEXT = frozenset(
    {MarkKind.QR_CODE, MarkKind.BAR_CODE, MarkKind.HANDWRITING, MarkKind.FINGERPRINT}
)


class MarkFinder:
    """Finds marks; keeps the face model. Use from one thread at a time."""

    def __init__(self) -> None:
        path = face_model()
        self._faces = None if path is None else FaceFinder(path)

    def find(
        self, pixels: Pixels, lines: Sequence[RawLine], dpi: float | None
    ) -> tuple[Mark, ...]:
        """Return all marks of an upright picture (BGR), boxes in its pixels."""
        texts = [line.text for line in lines if line.text is not None]
        unread = [line.box for line in lines if line.text is None]
        size = dpi or _guessed_dpi(pixels)
        codes = [mark for mark in find_codes(pixels) if not _is_text(mark, texts)]
        red = find_red(pixels, texts, size)
        people = self._people(pixels, texts, size)
        codes = [mark for mark in codes if not in_photo(mark, people)]
        red = [mark for mark in red if not in_photo(mark, people)]
        seals = [mark.box for mark in red if mark.kind is MarkKind.SEAL]
        rings = [
            Mark(MarkKind.SEAL, box)
            for box in find_rings(pixels[:, :, 2], size)
            if not any(box.shared(seal) for seal in seals)
        ]
        marks = [*codes, *red, *people, *rings]
        known = [*(line.box for line in lines), *(mark.box for mark in marks)]
        sizes = {size} if dpi else {size, max(size, _PRINT_DPI)}
        left = [
            mark
            for dots in sizes
            for mark in find_leftover(pixels[:, :, 2], known, dots)
        ]
        prints = [m.box for m in (*red, *left) if m.kind is MarkKind.FINGERPRINT]
        ink = [
            *find_ink(pixels, texts, unread),
            *(m.box for m in left if m.kind is MarkKind.HANDWRITING),
            *find_written(pixels, texts, size),
        ]
        marks += [mark for mark in left if mark.kind is MarkKind.FINGERPRINT]
        marks += [
            Mark(MarkKind.HANDWRITING, box)
            for box in merged(ink)
            if not any(box.shared(other) > 0.5 * box.area for other in prints)
            and red_share(pixels, box) < 0.6
        ]
        height, width = pixels.shape[:2]
        return tuple(
            Mark(mark.kind, mark.box.clipped(width, height), mark.text)
            for mark in marks
        )

    def _people(
        self, pixels: Pixels, texts: Sequence[TextLine], dpi: float
    ) -> list[Mark]:
        photos = find_photos(as_grey(pixels), dpi)
        faces = [] if self._faces is None else self._faces.find(pixels, photos, dpi)
        faces += form_portraits(photos, texts, dpi)
        marks = find_cards(texts)
        for face in faces:
            for at, mark in enumerate(marks):
                if mark.kind is MarkKind.PORTRAIT and mark.box.shared(face):
                    marks[at] = Mark(mark.kind, Box.around((mark.box, face)))
                    break
            else:
                marks.append(Mark(MarkKind.PORTRAIT, face))
        return marks


def in_photo(mark: Mark, people: Sequence[Mark]) -> bool:
    """Tell whether a red or chequered thing is part of a portrait or a card's print.

    Ties and flags are red, hair is chequered, the national emblem is as large as a
    fingerprint. A seal over a card stays: it must not be cut without asking.
    """
    if mark.text is not None:
        return False
    inside = [
        other
        for other in people
        if mark.box.shared(other.box) > _INSIDE * mark.box.area
    ]
    return any(
        other.kind is MarkKind.PORTRAIT or mark.kind is MarkKind.FINGERPRINT
        for other in inside
    )


def _is_text(mark: Mark, texts: Sequence[TextLine]) -> bool:
    """Tell whether a code that could not be decoded is print that looks like one.

    Ideographs are squares of small squares; those that were read well are no code.
    """
    if mark.text is not None:
        return False
    read = sum(mark.box.shared(line.box) for line in texts if not line.low)
    return read > _READ_WELL * mark.box.area


def hides(mark: Mark, line: RawLine, pixels: Pixels) -> bool:
    """Tell whether what was found as a line is only part of a mark.

    A code's squares look like letters, and so do a signature's strokes; the letters of
    a seal run in a circle. Black text under a seal stays a line.
    """
    if mark.box.shared(line.box) < 0.6 * line.box.area:
        return False
    doubtful = line.text is None or line.text.low
    if mark.kind is MarkKind.SEAL:
        return doubtful and red_share(pixels, line.box) > 0.7
    if mark.kind is MarkKind.PORTRAIT:
        return doubtful or (line.text is not None and _is_noise(line.text))
    return doubtful and mark.kind in _HIDES_TEXT


def _is_noise(line: TextLine) -> bool:
    """Tell whether a face was read: hair and collars look like single characters."""
    return len(line.text) <= _NOISE and line.score < _NOISE_SURE


def _guessed_dpi(pixels: Pixels) -> float:
    """Return the resolution a picture would have as a page of A4."""
    height, width = pixels.shape[:2]
    short: int = min(height, width)
    return max(72.0, short / _A4_SHORT_INCHES)
