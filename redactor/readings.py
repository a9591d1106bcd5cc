"""From an open document to units and findings, each place once.

A format may give the same characters in several readings (as a person reads them, in
the order of drawing, joined over the paragraphs of a cell). A finding in a secondary
reading counts only where it claims characters that no finding of the main one has.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from redactor.detection.engine import Detector
from redactor.formats.protocol import Document, PictureHolder
from redactor.masking.gates import refuse_secret_marks, secret_marks
from redactor.masking.minors import MINORS, mark_minors
from redactor.masking.schools import raise_schools
from redactor.masking.stops import minor_stops
from redactor.model import (
    Finding,
    Hazard,
    Place,
    Region,
    Removal,
    Span,
    TextUnit,
    Tier,
    finding_id,
)
from redactor.ocr.memory import remembering
from redactor.ocr.model import Box, PictureReader
from redactor.ocr.reader import get_reader, is_available
from redactor.ocr.visitor import visiting
from redactor.settings import Settings
from redactor.unread import seal_cuts

__all__ = ["Reading", "picture_reader", "read", "regions_of", "seen_boxes"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one open document gave."""

    units: tuple[TextUnit, ...] = field(repr=False)
    findings: tuple[Finding, ...]
    hazards: tuple[Hazard, ...]
    removals: tuple[Removal, ...]

    @property
    def has_minors(self) -> bool:
        """Tell whether a minor is spoken of: then no picture goes out unseen."""
        return any(finding.role in MINORS for finding in self.findings)


def picture_reader(settings: Settings) -> PictureReader | None:
    """Return the reader of pictures; None where it is off or not installed."""
    if not settings.ocr or not is_available():
        return None
    return visiting() or remembering(get_reader())


def read(document: Document, detector: Detector) -> Reading:
    """Read a document whole and search it.

    Raises:
        SecretMarkError: It bears a mark of state secrecy; nothing else was done.
        RedactorError: It cannot be read or searched.
    """
    units = tuple(document.units())
    hazards = list(document.hazards())
    refuse_secret_marks(units)
    for mark in secret_marks(units):
        page = "" if mark.page_index is None else f"p{mark.page_index + 1}/"
        where = f"{page}{mark.place.value}"
        hazards.append(Hazard("internal_mark", 1, where, mark.page_index))
    findings = merge_readings(document, units, detector.analyze(units))
    findings = mark_minors(units, findings, date.today())
    findings = raise_schools(units, findings)
    hazards += minor_stops(units, findings)
    findings = (*findings, *_shown(units))
    if any(hazard.kind == "seal" for hazard in hazards):
        hazards += seal_cuts(hazards, regions_of(document, findings))
    return Reading(units, findings, tuple(hazards), document.removals())


def _shown(units: Iterable[TextUnit]) -> Iterable[Finding]:
    """Yield a finding for each portrait and card that a picture shows."""
    for unit in units:
        if unit.shows:
            span = Span(0, len(unit.text))
            yield Finding(
                finding_id(unit.id, span, unit.shows),
                unit.id,
                span,
                unit.shows,
                0.8,
                Tier.LIKELY,
                "picture",
                "图片中的人像或证件，按外观识别",
            )


def merge_readings(
    document: Document, units: Iterable[TextUnit], findings: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Drop findings of secondary readings that tell nothing new.

    Nothing new are characters that are all claimed already, and a longer stretch around
    a finding of the same entity that is at least as sure: a reading that joins what a
    paragraph's end parts takes the next paragraph's first digits along.
    """
    readings = {unit.id: unit.reading for unit in units}
    kept = [f for f in findings if readings[f.unit_id] == "main"]
    others = [f for f in findings if readings[f.unit_id] != "main"]
    if not others:
        return tuple(kept)
    claims = {a: f for f in kept for a in document.anchors(f.unit_id, f.span)}
    for finding in sorted(others, key=lambda f: -len(f.span)):
        anchors = document.anchors(finding.unit_id, finding.span)
        rivals = [claims[anchor] for anchor in anchors if anchor in claims]
        if len(rivals) == len(anchors) or _mostly_known(finding, rivals, len(anchors)):
            continue
        kept.append(finding)
        claims.update((anchor, finding) for anchor in anchors)
    return tuple(kept)


def _mostly_known(finding: Finding, rivals: Sequence[Finding], size: int) -> bool:
    """Tell whether most of a finding is one of the same entity and as sure."""
    alike = [
        rival
        for rival in rivals
        if rival.entity == finding.entity and rival.score >= finding.score
    ]
    return 2 * len(alike) > size


def regions_of(
    document: Document, findings: Iterable[Finding]
) -> dict[str, tuple[Region, ...]]:
    """Return the boxes of each finding that has any."""
    boxes = ((f.id, document.regions(f.unit_id, f.span)) for f in findings)
    return {key: regions for key, regions in boxes if regions}


def seen_boxes(
    document: Document, units: Iterable[TextUnit]
) -> dict[str, "array[float]"]:
    """Return the boxes of the characters that were read from pictures.

    Four coordinates a character, all zero for one that stands nowhere (a blank that
    nobody drew); a line that goes on overleaf counts with the page of its unit only.
    Those of a page are points, those of a Word file's picture are its pixels.
    """
    if isinstance(document, PictureHolder):
        return _picture_boxes(document, units)
    if not document.read_pages:
        return {}
    found = {}
    for unit in units:
        if unit.place is not Place.PICTURE or unit.reading != "main":
            continue
        values = array("f")
        for at in range(len(unit.text)):
            boxes = document.regions(unit.id, Span(at, at + 1))
            box = boxes[0] if len(boxes) == 1 else None
            if box is None or box.page_index != unit.page_index:
                values.extend((0.0, 0.0, 0.0, 0.0))
            else:
                values.extend((box.x0, box.y0, box.x1, box.y1))
        found[unit.id] = values
    return found


def _picture_boxes(
    document: PictureHolder, units: Iterable[TextUnit]
) -> dict[str, "array[float]"]:
    found = {}
    for unit in units:
        if unit.place is not Place.PICTURE:
            continue
        values = array("f")
        for at in range(len(unit.text)):
            boxes = document.picture_boxes(unit.id, Span(at, at + 1))
            box = boxes[0] if boxes else Box(0.0, 0.0, 0.0, 0.0)
            values.extend((box.x0, box.y0, box.x1, box.y1))
        found[unit.id] = values
    return found
