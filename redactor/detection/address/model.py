"""What the address grammar hands out."""

from dataclasses import dataclass
from enum import IntEnum

__all__ = ["AddressMatch", "AddressPart", "Level"]


class Level(IntEnum):
    """Level of one part of an address, from the province down to the room."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWN = 4
    VILLAGE = 5
    ROAD = 6
    GROUP = 7
    HAMLET = 8
    ESTATE = 9
    NUMBER = 10
    BUILDING = 11
    UNIT = 12
    FLOOR = 13
    ROOM = 14
    OTHER = 15


@dataclass(frozen=True, slots=True)
class AddressPart:
    """One part of an address: half-open offsets in code points, with its suffix."""

    level: Level
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AddressMatch:
    """An address in a text. Offsets are half-open code points of the given text.

    Attributes:
        score: 0 to 1: 0.85 and more needs no look, below 0.5 is for the reviewer.
        explanation: Chinese, without personal text.
        office: The place is an office's (service hall, meeting room, window).
        complete: It reaches a household (number, room) and not only a village.
    """

    start: int
    end: int
    score: float
    explanation: str
    office: bool
    complete: bool
