"""Addresses without any number: a village or hamlet named as somebody's residence.

They count only behind a word of living (现住, 户籍地, 住址): elsewhere a place name is
no personal information.
"""

import re
from itertools import takewhile

from redactor.detection.address.judge import impure_end
from redactor.detection.address.model import AddressMatch, AddressPart, Level
from redactor.detection.address.parts import parse_address

__all__ = ["with_residences"]

_LIVING = re.compile(
    "(?:[现家原常暂租]住|户籍(?:所在)?地|户口所在地|住址|居住地|居住[在于]|世居"
    "|(?<=[^\\W\\d_])由(?=[^,。;:\\d]{4,24}迁[至入往到])"
    "|(?:^|(?<=[,;。]))住)[址地]?(?>均[为在系]|[:为是在于]{0,2}) ?"
)
_LONGEST = 12
_RUN = re.compile(r"[^\W\d_A-Za-z]{4,40}")
_MOVED = re.compile("迁[至入往到]")
_HAMLET = re.compile(r"[^\W\d_]{0,5}[组社队]")
_END = re.compile(r"(?=$|[\s,。;、()|/])|居住|务农|的|人|至今|迁[至入往到]")


def with_residences(text: str, found: list[AddressMatch]) -> list[AddressMatch]:
    """Add residences without a number to the addresses found, in order."""
    extra = []
    for cue in _LIVING.finditer(text):
        match = _residence(text, cue.end())
        if match is not None and not any(
            match.start < other.end and other.start < match.end for other in found
        ):
            extra.append(match)
    if not extra:
        return found
    return sorted([*found, *extra], key=lambda match: match.start)


def _is_named(part: AddressPart) -> bool:
    return part.level <= Level.ESTATE and part.end - part.start <= _LONGEST


def _residence(text: str, start: int) -> AddressMatch | None:
    run = _RUN.match(text, start)
    if run is None:
        return None
    place = _MOVED.split(run.group())[0]
    parts = list(takewhile(_is_named, parse_address(place)))
    if not parts or parts[0].level > Level.VILLAGE:
        return None
    last = parts[-1]
    if last.level < Level.VILLAGE or impure_end(place, tuple(parts)):
        return None
    end = start + last.end
    hamlet = _HAMLET.match(text, end)
    if hamlet is not None and _END.match(text, hamlet.end()):
        end = hamlet.end()
    if not _END.match(text, end):
        return None
    reason = "前有居住用语，地名到村或小区，未到户"
    return AddressMatch(start, end, 0.5, reason, office=False, complete=False)
