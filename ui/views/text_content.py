"""What a text view shows of a file: its text with the hits, or the text of the copy."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from redactor.model import Edit, Finding, Span, TextUnit
from ui.previewing import Treated
from ui.workspace import FileEntry

__all__ = ["TextContent", "content_of", "treated_content"]


@dataclass(slots=True)
class TextContent:
    """Units with what is marked in them.

    Attributes:
        units: Of the main reading, as they are shown.
        hits: Findings by unit id, with spans in the shown text.
        edits: Hand-made marks, or what was put in place of text, by unit id.
        pictured: Edits where they stand in the original, by id of what was read in a
            picture.
        treated: This is the text of the copy.
        moved: Gives the place in the shown text of a span of the original.
    """

    units: Sequence[TextUnit] = field(default=(), repr=False)
    hits: dict[str, list[Finding]] = field(default_factory=dict)
    edits: dict[str, list[Edit]] = field(default_factory=dict)
    pictured: Mapping[str, Sequence[Edit]] = field(default_factory=dict)
    treated: bool = False
    moved: Callable[[str, Span], Span] = lambda _unit, span: span


def content_of(entry: FileEntry | None) -> TextContent:
    """Return the text as it is, with hits and hand-made marks."""
    if entry is None:
        return TextContent()
    edits: dict[str, list[Edit]] = {}
    for edit in entry.review.manual:
        if edit.unit_id is not None:
            edits.setdefault(edit.unit_id, []).append(edit)
    return TextContent(entry.units, entry.by_unit, edits)


def treated_content(entry: FileEntry, treated: Treated) -> TextContent:
    """Return the text that the copy will hold; hits that stay keep their marks."""
    units: list[TextUnit] = []
    hits: dict[str, list[Finding]] = {}
    edits: dict[str, list[Edit]] = {}
    for unit in entry.units:
        if not unit.editable:
            continue  # metadata and the like: no copy holds it
        own = _in_order(treated.by_unit.get(unit.id, ()))
        units.append(replace(unit, text=_spliced(unit.text, own)) if own else unit)
        edits[unit.id] = [
            replace(edit, span=_moved(own, edit.span))
            for edit in own
            if edit.span is not None
        ]
        hits[unit.id] = [
            replace(finding, span=_moved(own, finding.span))
            for finding in entry.by_unit.get(unit.id, ())
            if not any(e.span and e.span.overlaps(finding.span) for e in own)
        ]

    def moved(unit_id: str, span: Span) -> Span:
        return _moved(_in_order(treated.by_unit.get(unit_id, ())), span)

    seen = entry.scan.seen if entry.scan is not None else {}
    pictured = {key: own for key, own in treated.by_unit.items() if key in seen}
    return TextContent(units, hits, edits, pictured, True, moved)


def _in_order(edits: Sequence[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda e: e.span.start if e.span else 0)


def _spliced(text: str, edits: Sequence[Edit]) -> str:
    for edit in reversed(edits):
        if edit.span is not None:
            text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


def _moved(edits: Sequence[Edit], span: Span) -> Span:
    """Return where a span stands once the edits are made; edits never overlap."""
    shift = 0
    for edit in edits:
        if edit.span is None or edit.span.start >= span.end:
            break
        if edit.span.end <= span.start:
            shift += len(edit.replacement) - len(edit.span)
            continue
        start = min(edit.span.start, span.start) + shift
        return Span(start, start + len(edit.replacement))
    return Span(span.start + shift, span.end + shift)
