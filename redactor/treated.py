"""What the copy will show, before it is written: edits, pages, characters of a page.

Top-level functions with picklable arguments, made for a worker process. What still
waits for a person stays readable here, as it does in no copy.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, cast

from redactor.errors import UnsupportedError
from redactor.formats.protocol import PagePicture
from redactor.model import Action, Decision, Edit, Passwords, Region, Span
from redactor.preview import opened
from redactor.results import ScanResult
from redactor.review import Review

__all__ = ["PageChars", "PlanRequest", "page_chars", "planned", "render_treated"]

_KEEP = 4
_scans: OrderedDict[str, ScanResult] = OrderedDict()


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """Plan the edits of one file as it is decided now.

    Attributes:
        key: Names the search; equal keys mean equal searches.
        review: Decisions of people.
        policy: Name or path of the policy in force.
        scan: What was found; None when this process was told before.
    """

    key: str
    review: Review
    policy: str
    scan: ScanResult | None = field(default=None, repr=False)


def planned(request: PlanRequest) -> tuple[Edit, ...] | None:
    """Return the edits of a file; None when the search must be sent along.

    Raises:
        RedactorError: The policy cannot be read or no plan can be made.
    """
    from redactor.masking.office_key import office_key
    from redactor.masking.plan import build_plan
    from redactor.masking.policy import load_policy

    if request.scan is not None:
        _scans[request.key] = request.scan
        while len(_scans) > _KEEP:
            _scans.popitem(last=False)
    scan = _scans.get(request.key)
    if scan is None:
        return None
    decisions = request.review.apply_to(scan.proposals)
    plan, _ = build_plan(
        scan.sha256,
        scan.units,
        scan.findings,
        _readable_while_asked(decisions),
        load_policy(request.policy),
        request.review.manual,
        key=office_key(),
    )
    return plan.edits


def _readable_while_asked(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    return tuple(
        replace(d, action=Action.KEEP) if d.action is Action.ASK else d
        for d in decisions
    )


class _Treatable(Protocol):
    def render_treated(
        self, page_index: int, scale: float, edits: Sequence[Edit]
    ) -> PagePicture: ...


def render_treated(
    path: Path,
    passwords: Passwords,
    page_index: int,
    scale: float,
    edits: Sequence[Edit],
) -> PagePicture:
    """Draw a page as the copy would show it; 1.0 is 72 dots an inch. May block.

    Raises:
        UnsupportedError: The format has no pages of its own.
        RedactorError: The file cannot be opened or the page not drawn.
    """
    document = opened(path, passwords)
    if not hasattr(document, "render_treated"):
        raise UnsupportedError(reason="no_pages")
    return cast(_Treatable, document).render_treated(page_index, scale, edits)


@dataclass(frozen=True, slots=True)
class PageChars:
    """The characters of one page in reading order, for choosing text with the mouse.

    Attributes:
        unit_ids: Unit of each character.
        offsets: Its offset in that unit.
        boxes: Where it stands.
        text: The characters.
    """

    unit_ids: tuple[str, ...]
    offsets: tuple[int, ...]
    boxes: tuple[Region, ...]
    text: str = field(repr=False)

    def with_seen(self, scan: ScanResult, page_index: int) -> "PageChars":
        """Return them with those that the search read from the page's pictures."""
        units = [
            unit
            for unit in scan.units
            if unit.page_index == page_index and unit.id in scan.seen
        ]
        found = [
            (unit.id, offset, box[0], char)
            for unit in units
            for offset, char in enumerate(unit.text)
            if not char.isspace()
            and (box := scan.seen_regions(unit.id, Span(offset, offset + 1)))
        ]
        if not found:
            return self
        unit_ids, offsets, boxes, text = zip(*found, strict=True)
        return PageChars(
            (*self.unit_ids, *unit_ids),
            (*self.offsets, *offsets),
            (*self.boxes, *boxes),
            self.text + "".join(text),
        )


def page_chars(path: Path, passwords: Passwords, page_index: int) -> PageChars:
    """Return the drawn characters of a page. May block.

    Raises:
        RedactorError: The file cannot be opened or read.
    """
    document = opened(path, passwords)
    unit_ids: list[str] = []
    offsets: list[int] = []
    boxes: list[Region] = []
    text: list[str] = []
    for unit in document.units():
        # a paragraph that goes on overleaf belongs to the page on which it begins
        if unit.reading != "main" or unit.page_index not in (
            page_index,
            page_index - 1,
        ):
            continue
        for offset, char in enumerate(unit.text):
            if char.isspace():
                continue
            for box in document.regions(unit.id, Span(offset, offset + 1)):
                if box.page_index == page_index:
                    unit_ids.append(unit.id)
                    offsets.append(offset)
                    boxes.append(box)
                    text.append(char)
    return PageChars(tuple(unit_ids), tuple(offsets), tuple(boxes), "".join(text))
