"""Places of a page to be looked at: unread ones, and those where a check failed."""

from dataclasses import dataclass
from enum import Enum, auto

from redactor.model import Edit, Region, Span
from ui.entry import FileEntry, Stage

__all__ = ["NewPlace", "Sign", "Spot", "new_places", "spots_of", "todo_spots"]


class Sign(Enum):
    """Why a place must be looked at."""

    UNREAD = auto()
    NEW = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Spot:
    """A box on a page."""

    sign: Sign
    region: Region


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A value that only the check of the copy found, where it stands in the source."""

    entity: str
    unit_id: str
    span: Span
    regions: tuple[Region, ...]


def new_places(entry: FileEntry) -> list[NewPlace]:
    """Return what only the check found and nobody marked since."""
    if entry.stage is not Stage.WITHHELD:
        return []
    marked = [e for e in entry.review.manual if e.unit_id is not None]
    places = [NewPlace(*row) for row in entry.context.get("new_places", ())]
    return [place for place in places if not any(_holds(e, place) for e in marked)]


def _holds(edit: Edit, place: NewPlace) -> bool:
    span = edit.span
    return (
        edit.unit_id == place.unit_id and span is not None and span.contains(place.span)
    )


def todo_spots(entry: FileEntry) -> list[Spot]:
    """Return where the check of the copy stopped: new values, then treated ones."""
    if entry.stage is not Stage.WITHHELD:
        return []
    found = [
        Spot(Sign.NEW, box) for place in new_places(entry) for box in place.regions
    ]
    pages = _pages(entry)
    entities = set(entry.context.get("entities", ()))
    for page in sorted(pages):
        for finding, box in entry.by_page.get(page, ()):
            if finding.entity in entities:
                found.append(Spot(Sign.FAILED, box))
    return found


def spots_of(entry: FileEntry) -> dict[int, list[Spot]]:
    """Return all places to look at, by zero-based page."""
    pages: dict[int, list[Spot]] = {}
    for hazard in entry.open_hazards:
        for box in hazard.regions:
            pages.setdefault(box.page_index, []).append(Spot(Sign.UNREAD, box))
    for spot in todo_spots(entry):
        pages.setdefault(spot.region.page_index, []).append(spot)
    return pages


def _pages(entry: FileEntry) -> set[int]:
    pages = set()
    for place in entry.context.get("places", ()):
        head = str(place).split("/", 1)[0]
        if head[:1] == "p" and head[1:].isdigit():
            pages.add(int(head[1:]) - 1)
    return pages
