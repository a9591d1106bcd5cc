"""The pictures of a Word file: which there are, and what stands where in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from redactor.model import Hazard, Place, Region, Span
from ui.entry import FileEntry

__all__ = ["WordPicture", "boxes_in", "picture_of", "pictures_of"]
__all__ += ["places_in", "places_of"]


@dataclass(frozen=True, slots=True)
class WordPicture:
    """One picture, with its size in pixels.

    Attributes:
        name: Also the id of the unit that stands for the whole picture.
        parts: Ids of the units of what was read in it.
    """

    name: str
    width: float
    height: float
    parts: list[str] = field(default_factory=list)


def pictures_of(entry: FileEntry) -> dict[str, WordPicture]:
    """Return the pictures that were read, by name; none of a format with pages."""
    if entry.scan is None or entry.page_sizes:
        return {}
    found: dict[str, WordPicture] = {}
    for unit_id, values in entry.scan.seen.items():
        whole = unit_id.rpartition("/")[0]
        if whole in found:
            found[whole].parts.append(unit_id)
        else:
            found[unit_id] = WordPicture(unit_id, values[2], values[3])
    return found


def picture_of(hazard: Hazard) -> str:
    """Return the name of the picture in which a place stands, empty for none."""
    return hazard.where if "/media/" in hazard.where else ""


def places_of(entry: FileEntry, hazard: Hazard) -> Iterator[tuple[str, Region]]:
    """Yield the units of a hazard's places in its picture, each with its box."""
    picture = pictures_of(entry).get(hazard.where)
    if picture is not None:
        yield from places_in(entry, picture, hazard)


def places_in(
    entry: FileEntry, picture: WordPicture, hazard: Hazard
) -> Iterator[tuple[str, Region]]:
    """Yield those units of a picture in which a hazard's places stand, with boxes."""
    start = f"{picture.name}/{hazard.kind}"
    for unit_id in picture.parts:
        if unit_id.rstrip("0123456789") == start:
            for box in boxes_in(entry, unit_id, Span(0, 1)):
                yield unit_id, box


def boxes_in(entry: FileEntry, unit_id: str, span: Span) -> Sequence[Region]:
    """Return the boxes of a span of what was read in a picture, in its pixels."""
    scan = entry.scan
    if scan is None or unit_id not in scan.seen:
        return ()
    unit = entry.unit(unit_id)
    if unit is None or unit.place is not Place.PICTURE:
        return ()
    return scan.seen_regions(unit_id, span)
