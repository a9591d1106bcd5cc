"""The data that crosses layers: frozen, slotted, picklable, silent about text.

Whatever may hold personal text is ``field(repr=False)``. Offsets count code points and
are half-open; page indexes are zero-based; see `Region` for page coordinates.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path

__all__ = [
    "Action",
    "CellRef",
    "Check",
    "Decision",
    "Edit",
    "Finding",
    "Hazard",
    "Moved",
    "Passwords",
    "Place",
    "Plan",
    "Region",
    "Removal",
    "Role",
    "Secret",
    "Span",
    "TextUnit",
    "Tier",
    "Treatment",
    "VerificationReport",
    "WriteReport",
    "finding_id",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in the raw text of one unit."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"bad span {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Tell whether the other lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Region:
    """Rectangle on a page as a viewer shows it.

    Points of 1/72 inch times UserUnit, origin at the top left of the displayed page
    (CropBox, page rotation applied), y downwards, x0 <= x1 and y0 <= y1.
    """

    page_index: int
    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if self.page_index < 0 or self.x0 > self.x1 or self.y0 > self.y1:
            raise ValueError("bad region")


class Place(StrEnum):
    """Where in a file a unit of text stands."""

    BODY = "body"
    TABLE = "table"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"
    TEXT_BOX = "text_box"
    COMMENT = "comment"
    FIELD = "field"
    LINK = "link"
    OUTLINE = "outline"
    ALT_TEXT = "alt_text"
    METADATA = "metadata"
    CHART = "chart"
    PICTURE = "picture"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CellRef:
    """Cell of a table: zero-based row and column, spans of at least one.

    ``table`` is the same for all cells of one table; a table that runs over several
    PDF pages keeps its id and its rows go on counting. Merged cells stand once, at
    their top left.
    """

    table: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class TextUnit:
    r"""A stretch of text that is read in one go: a paragraph, a cell, a property.

    ``text`` is raw. ``\n`` marks a hard line break within the unit, ``\t`` a tab; a
    line that merely wraps is joined (a space only between Latin words). ``line_starts``
    are the offsets at which a new visual line begins (PDF only).

    ``reading`` is ``main`` for the text as a person reads it. Units of any other
    reading (``stream``: the order of drawing) repeat text of the main one; they serve
    to find what the main reading tears apart.

    ``editable`` is false for text that the writer always drops (metadata): findings
    there are reported, and vanish with it.

    ``shows`` is the entity that a picture shows here (a portrait), told by its looks:
    ``text`` is then one sign in its place.
    """

    id: str
    text: str = field(repr=False)
    place: Place = Place.BODY
    page_index: int | None = None
    cell: CellRef | None = None
    line_starts: tuple[int, ...] = ()
    reading: str = "main"
    editable: bool = True
    shows: str = ""


class Tier(IntEnum):
    """How sure a finding is."""

    REVIEW = 1
    LIKELY = 2
    SURE = 3


class Role(StrEnum):
    """Who a value belongs to, as far as the text says.

    MINOR is under 18; CHILD is a minor who is under 14, or may be.
    """

    NONE = ""
    OFFICIAL = "official"
    OFFICE = "office"
    MINOR = "minor"
    CHILD = "child"
    GUARDIAN = "guardian"
    LEGAL_REPRESENTATIVE = "legal_representative"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that holds personal information. Immutable; it never holds the text.

    Attributes:
        id: Digest of unit id, span and entity, so that a second scan of the same file
            gives the same ids and decisions stay valid.
        score: 0 to 1, as in Presidio.
        explanation: Chinese sentence for the reviewer, without personal text.
    """

    id: str
    unit_id: str
    span: Span
    entity: str
    score: float
    tier: Tier
    recognizer: str
    explanation: str = ""
    role: Role = Role.NONE


def finding_id(unit_id: str, span: Span, entity: str) -> str:
    """Return the stable id of a finding: 16 hex digits."""
    key = f"{unit_id}\0{span.start}\0{span.end}\0{entity}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


class Treatment(StrEnum):
    """The three methods that the county's plan names."""

    COVER = "cover"
    DELETE = "delete"
    DEIDENTIFY = "deidentify"


class Action(StrEnum):
    """What a reviewer or the policy says of a finding."""

    TREAT = "treat"
    KEEP = "keep"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one finding, and by whom.

    ``by`` is ``policy`` or a person's label; ``treatment`` is None for KEEP and ASK.
    """

    finding_id: str
    action: Action
    treatment: Treatment | None = None
    by: str = "policy"
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: the characters of a span, or a box drawn by hand.

    Exactly one of ``unit_id`` with ``span`` and ``region`` is set. ``replacement`` is
    the mask for DEIDENTIFY and empty for DELETE; for COVER it is the block of fixed
    length that a text format writes (a page format paints a box instead).
    """

    id: str
    treatment: Treatment
    entity: str
    unit_id: str | None = None
    span: Span | None = None
    region: Region | None = None
    replacement: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if (self.region is None) == (self.unit_id is None or self.span is None):
            raise ValueError("an edit needs either a span or a region")


@dataclass(frozen=True, slots=True)
class Plan:
    """All edits of one file, bound to its bytes.

    Attributes:
        source_sha256: Digest of the input; a file that changed since is refused.
        edits: In no order; spans of one unit never overlap.
        options: Switches of the policy for the writer (see each format).
        rasterize: Zero-based pages that must become pictures (the last resort).
    """

    source_sha256: str
    edits: tuple[Edit, ...]
    options: Mapping[str, str | bool | int] = field(default_factory=dict)
    rasterize: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that must not be in the copy any more. Lives in memory only.

    Attributes:
        text: The raw value as it stood.
        replacement: What stands there now.
        kept: How many times the value may still stand in the copy's text because
            that was decided (a rejected finding), 0 for nearly all.
    """

    entity: str
    text: str = field(repr=False)
    replacement: str = field(default="", repr=False)
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Hazard:
    """A place that may hold text which was not read.

    A blocking hazard withholds the file unless a reviewer confirmed it.

    Attributes:
        kind: Machine word, such as ``picture``, ``unreadable_font``, ``signature``;
            its Chinese sentence stands in `redactor.messages`.
        count: How many of the kind stand at this place.
        where: Page (``p3``) or part, without personal text.
        regions: Where to look, for page formats.
    """

    kind: str
    count: int = 1
    where: str = ""
    page_index: int | None = None
    blocking: bool = True
    regions: tuple[Region, ...] = ()

    @property
    def id(self) -> str:
        """Stable id, so that a reviewer's confirmation survives a second scan."""
        return f"{self.kind}@{self.where}"


@dataclass(frozen=True, slots=True)
class Removal:
    """What a copy goes without: kind (machine word) and count; shown and logged."""

    kind: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Moved:
    """Innocent characters that a copy shows elsewhere on their line.

    Attributes:
        region: Where their boxes' middles lie in the input.
        dx: How far they moved to the right, in points of the displayed page.
        dy: How far they moved down.
    """

    region: Region
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What the writer did.

    Attributes:
        applied: Ids of the edits that found their place; all of them, or it raises.
        removals: Hidden content that was dropped.
        regions: Treated boxes by edit id (page formats), in the written copy.
        rasterized: Page index to the reason why the page became a picture.
        moved: What moved, since its place would tell how wide a removed text was.
        reset: Where a page differs since lines of it were set anew.
    """

    applied: tuple[str, ...]
    removals: tuple[Removal, ...] = ()
    regions: Mapping[str, tuple[Region, ...]] = field(default_factory=dict)
    rasterized: Mapping[int, str] = field(default_factory=dict)
    moved: tuple[Moved, ...] = ()
    reset: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One channel of the check of a written copy.

    Attributes:
        channel: Machine word, such as ``pdfium_text`` or ``objects``.
        passed: False also when the check could not run.
        code: Why it failed, a machine word; empty when it passed.
        places: Where, without personal text.
        entities: Entities whose value was found.
    """

    channel: str
    passed: bool
    code: str = ""
    places: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """Result of the independent check: passed only if every channel ran and passed."""

    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """True when there is a check and every one passed."""
        return bool(self.checks) and all(check.passed for check in self.checks)


@dataclass(frozen=True, slots=True)
class Passwords:
    """Passwords to try, in order; never shown."""

    values: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def from_file(cls, path: Path) -> "Passwords":
        """Read one password a line (UTF-8); empty lines are skipped.

        Raises:
            OSError: The file cannot be read.
        """
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        return cls(tuple(line for line in lines if line))
